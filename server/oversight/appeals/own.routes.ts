// A body's own findings: the list, each with its evidence, and the form that files an appeal at one touch.

import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Appeal, firstTime, GROUNDS } from "../../../core/domain/appeals/appeal.ts";
import type { Words } from "../../../core/domain/facts.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import { firstWords } from "../../../web/oversight/appeal-words.ts";
import { findingPage } from "../../../web/oversight/finding.tsx";
import { ownFindingsPage } from "../../../web/oversight/own-findings.tsx";
import { Refusal } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { findingById, reportOf, runById } from "../runs/runs.store.ts";
import { runView, type StoredFinding, type StoredResult } from "../runs/runs.ts";
import type { AppealsModule } from "./appeals.routes.ts";
import { appealsAgainst, fileAppeal } from "./appeals.store.ts";
import { changesOf } from "./changes.ts";
import { latestDone, latestWith, ownCounts, ownFindings } from "./own.store.ts";
import { type BodyName, ownerOf, ownNames } from "./owners.ts";
import type { Actor } from "./people.ts";
import { appealView, findingView, formFor, onPlatformAt } from "./shown.ts";
import { standing } from "./standing.ts";
import { FOR_A_BODY, fileAs, SEE_ALL } from "./who.ts";

const PAGE = 30;
const MOST_WORDS = 200;
const BACK: Words = { zh: "返回本单位的疑点", en: "Back to own findings" };

const Asked = z.object({
  outcome: z.enum(["suspected", "cannot-tell"]).catch("suspected"),
  after: z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .transform((text) => ({ result: Number(text.split("-")[0]), no: Number(text.split("-")[1]) }))
    .optional()
    .catch(undefined),
});
const Filing = z.object({
  ground: z.enum(GROUNDS).optional().catch(undefined),
  words: z.string().trim().default("").catch(""),
});

export function ownRoutes(app: FastifyInstance, module: AppealsModule): void {
  const { tenant, clock, people, read, sendPage } = module;

  app.get("/findings", async (request, reply) => {
    const actor = people.need(request, FOR_A_BODY);
    const { outcome, after } = Asked.parse(request.query);
    const { typed, words } = soughtIn(request);
    const bodies = await people.bodies();
    const names = ownNames(actor.body, bodies);
    const found = await read(async (query) => {
      const id = await latestDone(query, tenant);
      const run = id === undefined ? undefined : await runById(query, tenant, id);
      if (run === undefined) return undefined;
      const { retired } = await changesOf(query, tenant, run.id);
      const part = { run: run.id, names, retired };
      const rows = await ownFindings(query, tenant, { ...part, outcome, words, after }, PAGE + 1);
      const ids = rows.map((row) => row.id);
      return {
        ...{ run, rows, retired, counts: await ownCounts(query, tenant, part) },
        appeals: await appealsAgainst(query, tenant, ids),
      };
    });
    const shown = found?.rows.slice(0, PAGE) ?? [];
    const last = (found?.rows.length ?? 0) > PAGE ? shown.at(-1)! : undefined;
    const own =
      found?.run.finishedAt === undefined ? undefined : firstTime(found.run.finishedAt, clock.now());
    const page = ownFindingsPage({
      ...{ body: bodies.find((each) => each.id === actor.body)?.name ?? actor.body, named: names.length > 0 },
      ...{ outcome, typed, first: after === undefined },
      ...(found === undefined
        ? {}
        : { on: found.run.on, counts: found.counts, invented: found.run.dataset.invented }),
      ...(own === undefined ? {} : { ownTime: firstWords(own.until) }),
      rows: shown.map(({ title, detector, finding }) => ({
        title,
        finding: findingView({ ...finding, evidence: [] }, found!.appeals, found!.retired.has(detector)),
      })),
      ...(last === undefined ? {} : { next: `${last.result}-${last.no}` }),
    });
    return sendPage(request, reply, page);
  });

  /** The finding where it was last seen, for whoever may appeal against it. One refusal for all others: it does not tell what there is. */
  const load = async (request: FastifyRequest, actor: Actor, bodies: readonly BodyName[]) => {
    const { finding: id } = request.params as { finding: string };
    const found = /^[0-9a-f]{16}$/.test(id) ? await read((query) => lastSeen(module, query, id)) : undefined;
    if (found === undefined || fileAs(actor, ownerOf(found.finding.body, bodies)) === undefined)
      throw new Refusal(
        403,
        "oversight/not-yours",
        "没有这条疑点，或者它说的不是您的单位。请从“本单位的疑点”进入。",
        "There is no such finding, or it is about another body; start from your own findings.",
      );
    return found;
  };

  const sendFinding = (
    request: FastifyRequest,
    reply: FastifyReply,
    { found, actor, bodies }: { found: LastSeen; actor: Actor; bodies: readonly BodyName[] },
    mistake?: { readonly words: string; readonly problem: Words },
  ) => {
    const finding = findingView(found.finding, found.appeals, found.result.retired === true);
    const form = formFor(finding, actor, bodies);
    const onPlatform = actor.roles.includes("officer") ? onPlatformAt("/desk", finding) : undefined;
    const page = findingPage({
      ...{ run: runView(found.run), result: found.result, finding },
      // Administrators have no findings of their own to go back to.
      ...(FOR_A_BODY.some((role) => actor.roles.includes(role))
        ? { back: { href: "/findings", words: BACK } }
        : {}),
      appeals: found.appeals.map((each) => appealView(each, bodies, clock.now())),
      ...(onPlatform === undefined ? {} : { onPlatform }),
      ...(form === undefined ? {} : { form: { ...form, ...mistake } }),
    });
    return sendPage(request, reply, page, mistake === undefined ? 200 : 422);
  };

  app.get("/findings/:finding", async (request, reply) => {
    const actor = people.need(request, [...FOR_A_BODY, ...SEE_ALL]);
    const bodies = await people.bodies();
    return sendFinding(request, reply, { found: await load(request, actor, bodies), actor, bodies });
  });

  app.post("/findings/:finding/appeal", async (request, reply) => {
    const actor = people.need(request, [...FOR_A_BODY, ...SEE_ALL]);
    const bodies = await people.bodies();
    const found = await load(request, actor, bodies);
    const { ground, words } = Filing.parse(request.body ?? {});
    const problem = troubleOf(ground, words);
    if (ground === undefined || problem !== undefined)
      return sendFinding(request, reply, { found, actor, bodies }, { words, problem: problem! });
    const finding = findingView(found.finding, found.appeals, found.result.retired === true);
    const { id } = finding;
    // Sent twice, or against what does not stand any more: the page says where it stands.
    if (formFor(finding, actor, bodies) !== undefined) {
      const owner = ownerOf(finding.body, bodies);
      const appeal = {
        ...{ finding: id, detector: found.result.detector, title: found.result.title, ground },
        ...{ by: fileAs(actor, owner)!, words: maskText(words).text },
        ...(owner === undefined ? {} : { accused: owner.id }),
      };
      await read((query) => fileAppeal(query, tenant, randomUUID(), appeal, actor.id, clock.now()));
    }
    return reply.redirect(`/findings/${id}#appeals`, 303);
  });
}

interface LastSeen {
  readonly run: NonNullable<Awaited<ReturnType<typeof runById>>>;
  readonly result: StoredResult;
  readonly finding: StoredFinding;
  readonly appeals: readonly Appeal[];
}

async function lastSeen(
  { tenant }: AppealsModule,
  query: Parameters<typeof latestWith>[0],
  id: string,
): Promise<LastSeen | undefined> {
  const at = await latestWith(query, tenant, id);
  if (at === undefined) return undefined;
  const run = (await runById(query, tenant, at))!;
  const finding = (await findingById(query, tenant, at, id))!;
  const report = (await reportOf(query, tenant, at))!;
  const results = standing(report.results, await changesOf(query, tenant, at));
  const result = results.find((each) => each.no === finding.resultNo)!;
  return { run, result, finding, appeals: await appealsAgainst(query, tenant, [id]) };
}

function troubleOf(ground: string | undefined, words: string): Words | undefined {
  const length = [...words].length;
  if (length > MOST_WORDS)
    return {
      zh: `最多 ${MOST_WORDS} 字，现在是 ${length} 字。请缩短后再按。`,
      en: `At most ${MOST_WORDS} characters; shorten it and press again.`,
    };
  return ground === undefined
    ? { zh: "请按下面的一个按钮，说明哪里不对。", en: "Press one of the buttons: what is wrong?" }
    : undefined;
}
