// The pages on which a person answers appeals, and the table of the detectors' own errors.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Appeal } from "../../../core/domain/appeals/appeal.ts";
import { isRetired } from "../../../core/domain/appeals/errors.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import type { AppealForm } from "../../../web/oversight/appeal.tsx";
import { type AnswerMistake, appealPage, appealsPage } from "../../../web/oversight/appeals.tsx";
import { errorsPage } from "../../../web/oversight/errors.tsx";
import type { Clock } from "../../kit/clock.ts";
import type { Database, Transaction } from "../../kit/database/database.ts";
import { Refusal } from "../../kit/http.ts";
import { findingById } from "../runs/runs.store.ts";
import {
  answerAppeal,
  appealById,
  appealedByDetector,
  appealsAfter,
  appealsAgainst,
  isWhoeverFiled,
} from "./appeals.store.ts";
import { ownRoutes } from "./own.routes.ts";
import { latestDone, latestWith, suspectedByDetector } from "./own.store.ts";
import { type Actor, type People, pagesFor, type SendPage } from "./people.ts";
import { appealView, findingView } from "./shown.ts";
import { mayAnswer } from "./who.ts";

const PAGE = 30;
const SHORTEST_REASON = 5;
const LONGEST_REASON = 500;

export interface AppealsOptions {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
  readonly people: People;
}

export interface AppealsModule extends AppealsOptions {
  read<T>(work: (query: Transaction) => Promise<T>): Promise<T>;
  readonly sendPage: SendPage;
}

const Asked = z.object({
  state: z.enum(["answered"]).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});
const Answer = z.object({
  ruling: z.enum(["upheld", "not-upheld"]).optional().catch(undefined),
  reason: z.string().trim().default("").catch(""),
});

/** Routes behind their own sign-in, whatever the demonstration leaves open. */
export function appealsRoutes(app: FastifyInstance, options: AppealsOptions): void {
  const { database, tenant, clock, people } = options;
  const module: AppealsModule = {
    ...options,
    read: (work) => database.within("luodi_oversight", tenant, work),
    sendPage: pagesFor(people),
  };
  const { read, sendPage } = module;
  ownRoutes(app, module);

  app.get("/appeals", async (request, reply) => {
    people.need(request, ["supervisor"]);
    const { state, after } = Asked.parse(request.query);
    const answered = state === "answered";
    const rows = await read((query) => appealsAfter(query, tenant, answered, after, PAGE + 1));
    const bodies = await people.bodies();
    const shown = rows.slice(0, PAGE);
    const page = appealsPage({
      ...{ answered, first: after === undefined },
      rows: shown.map((each) => ({ title: each.title, ...appealView(each, bodies, clock.now()) })),
      ...(rows.length > PAGE ? { next: shown.at(-1)!.id } : {}),
    });
    return sendPage(request, reply, page);
  });

  const load = async (request: FastifyRequest): Promise<Appeal> => {
    const id = z.uuid().safeParse((request.params as { appeal: string }).appeal);
    const appeal = id.success ? await read((query) => appealById(query, tenant, id.data)) : undefined;
    if (appeal === undefined)
      throw new Refusal(
        404,
        "oversight/no-appeal",
        "没有这件申诉。请从申诉列表进入。",
        "There is no such appeal.",
      );
    return appeal;
  };

  const sendAppeal = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { appeal, actor }: { appeal: Appeal; actor: Actor },
    mistake?: AnswerMistake,
  ) => {
    const found = await read(async (query) => {
      const run = await latestWith(query, tenant, appeal.finding);
      const finding = run === undefined ? undefined : await findingById(query, tenant, run, appeal.finding);
      const appeals = await appealsAgainst(query, tenant, [appeal.finding]);
      return finding === undefined ? undefined : { run: run!, finding: findingView(finding, appeals, false) };
    });
    const bodies = await people.bodies();
    const { formToken } = actor;
    const form: Pick<AppealForm, "formToken"> = formToken === undefined ? {} : { formToken };
    const own = !mayAnswer(appeal, actor.body);
    const page = appealPage({
      ...{ title: appeal.title, appeal: appealView(appeal, bodies, clock.now()), own },
      ...(found === undefined ? {} : { found }),
      ...(own || appeal.answer !== undefined ? {} : { form: { ...form, ...mistake } }),
    });
    return sendPage(request, reply, page, mistake === undefined ? 200 : 422);
  };

  app.get("/appeals/:appeal", async (request, reply) => {
    const actor = people.need(request, ["supervisor"]);
    return sendAppeal(request, reply, { appeal: await load(request), actor });
  });

  app.post("/appeals/:appeal", async (request, reply) => {
    const actor = people.need(request, ["supervisor"]);
    const appeal = await load(request);
    if (!mayAnswer(appeal, actor.body)) throw OWN_BODY;
    const { ruling, reason } = Answer.parse(request.body ?? {});
    const problems = problemsOf(ruling, reason);
    if (appeal.answer === undefined && (ruling === undefined || problems.length > 0))
      return sendAppeal(request, reply, { appeal, actor }, { ruling, reason, problems });
    // Answered before: the answer that stands is shown, and nothing is written over it.
    if (appeal.answer === undefined) {
      const by = { body: actor.body, role: "supervisor" as const };
      const answer = { upheld: ruling === "upheld", reason: maskText(reason).text, by };
      try {
        await read((query) => answerAppeal(query, tenant, appeal.id, answer, actor.id, clock.now()));
      } catch (error) {
        throw isWhoeverFiled(error) ? WHOEVER_FILED : error;
      }
    }
    return reply.redirect(`/appeals/${appeal.id}`, 303);
  });
}

/** The table of errors is open to whoever may see the check-up, and to every officer. */
export function errorsRoute(app: FastifyInstance, options: AppealsOptions): void {
  const { database, tenant, people } = options;
  app.get("/checkup/errors", async (request, reply) => {
    const [appealed, suspected] = await database.within("luodi_oversight", tenant, async (query) => {
      const run = await latestDone(query, tenant);
      return [
        await appealedByDetector(query, tenant),
        run === undefined ? [] : await suspectedByDetector(query, tenant, run),
      ] as const;
    });
    const known = new Map(appealed.map((each) => [each.detector, each]));
    const none = { upheld: 0, mended: 0, notUpheld: 0, open: 0 };
    const names = [...new Set([...suspected, ...appealed].map((each) => each.detector))].sort();
    const rows = names.map((detector) => {
      const found = suspected.find((each) => each.detector === detector);
      const own = known.get(detector);
      const counts = { ...none, ...own };
      return {
        ...{ ...counts, detector, title: (found ?? own)!.title, findings: found?.count ?? 0 },
        retired: isRetired(counts),
      };
    });
    return pagesFor(people)(request, reply, errorsPage(rows));
  });
}

const OWN_BODY = new Refusal(
  403,
  "oversight/own-body",
  "这条疑点说的是您的单位，不能自己答复。请交给别的单位的监督人。",
  "The finding is about your own body; leave the answer to a supervisor of another.",
);
const WHOEVER_FILED = new Refusal(
  403,
  "oversight/filed-it",
  "这件申诉是您提的，不能自己答复。请交给另一位监督人。",
  "You filed this appeal; leave the answer to another supervisor.",
);

function problemsOf(ruling: string | undefined, reason: string) {
  const length = [...reason].length;
  return [
    ...(ruling === undefined
      ? [{ field: "ruling", zh: "请选申诉成立不成立。", en: "Choose: upheld or not." }]
      : []),
    ...(length < SHORTEST_REASON || length > LONGEST_REASON
      ? [
          {
            field: "reason",
            zh: `理由要写 ${SHORTEST_REASON} 到 ${LONGEST_REASON} 字，现在是 ${length} 字。`,
            en: `Give the reason in ${SHORTEST_REASON} to ${LONGEST_REASON} characters.`,
          },
        ]
      : []),
  ];
}
