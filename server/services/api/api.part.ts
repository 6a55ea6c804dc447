// The API as a part of the server: file, follow by number or link, act, judge; each answer in the form that openapi.json states.

import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { standing } from "../../../core/domain/request/fold-people.ts";
import { matterOf } from "../../../core/domain/request/matters.ts";
import { isLink, readNumber } from "../../../core/domain/request/number.ts";
import { wordOn } from "../../../core/domain/request/promises.ts";
import { phaseOf } from "../../../core/domain/request/state.ts";
import type { Command } from "../../../core/domain/request/steps.ts";
import { saidOf } from "../../../core/domain/request/words.ts";
import { Refusal } from "../../kit/http.ts";
import { namesOf } from "../citizens/bodies.ts";
import { stepViews } from "../citizens/step-view.ts";
import { type OwnRequest, openOwn } from "../citizens/thread-view.ts";
import { orThrow } from "../requests/refused.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Part, Services } from "../service.ts";
import { ActForm, Filed, Filing, Status, Thread, VerdictForm } from "./api.schemas.ts";
import { openApi } from "./openapi.ts";

const STEPS = 50;
const WRITE = { config: { rateLimit: { max: 30, timeWindow: "1 minute" } } };
const LOOK_UP = { config: { rateLimit: { max: 60, timeWindow: "1 minute" } } };
/** A visible ASCII key of at most 200 characters; another one would be another submission. */
const KEY = /^[\x21-\x7e]{1,200}$/;

export function apiPart(): Part {
  return { name: "api", register: apiRoutes };
}

function apiRoutes(app: FastifyInstance, services: Services): void {
  const { settings, requests } = services;
  const document = openApi(settings.origin ?? `http://127.0.0.1:${settings.port}`);

  app.get("/api/v1/openapi.json", async (_, reply) => reply.send(document));

  app.post("/api/v1/requests", WRITE, async (request, reply) => {
    const form = bodyOf(request, Filing);
    const { text, asks, place, contact, intent, matter: code, wants, hideFrom, open } = form;
    const matter = matterOf(code);
    const light = intent === "consult" || intent === "suggest" || intent === "praise";
    const said = saidOf({ text, asks, place });
    const lines = said.asks === undefined ? 0 : said.asks.split("\n").length;
    const needs = wants === "text" ? (contact.phone ?? contact.email) : contact.phone;
    if (wants !== "none" && needs === undefined)
      throw new Refusal(
        422,
        "api/contact",
        "选了要联系，请在 contact 里留电话（发文字也可留邮箱）。",
        "wants needs contact.phone, or contact.email for text.",
      );
    const filed = orThrow(
      await requests.file(
        {
          ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline", intent },
          ...{ matter: code, harm: light ? "question" : (matter?.harm ?? "trouble") },
          ...{ asks: Math.min(20, Math.max(1, lines)), wants, hideFrom: [...new Set(hideFrom)], open, said },
        },
        {
          ...keyOf(request, "file"),
          contact: {
            ...(contact.name === undefined ? {} : { name: contact.name }),
            ...(contact.phone === undefined ? {} : { phone: contact.phone }),
            ...(contact.email === undefined ? {} : { email: contact.email }),
          },
        },
      ),
    );
    const link = filed.link === undefined ? {} : { link: filed.link };
    return reply
      .code(201)
      .header("cache-control", "no-store")
      .send(Filed.parse({ ...statusOf(filed), ...link }));
  });

  app.get("/api/v1/requests/:number", LOOK_UP, async (request, reply) => {
    const number = readNumber((request.params as { number: string }).number);
    const record = number === undefined ? undefined : await requests.read(number);
    if (record === undefined) throw gone();
    return reply.header("cache-control", "no-store").send(Status.parse(statusOf(record)));
  });

  const own = async (request: FastifyRequest): Promise<OwnRequest> => {
    const { link } = request.params as { link: string };
    const found = isLink(link) ? await openOwn(services, link) : undefined;
    if (found === undefined) throw gone();
    return found;
  };

  app.get("/api/v1/links/:link", LOOK_UP, async (request, reply) => {
    const { before = "" } = request.query as { before?: unknown };
    const place = typeof before === "string" && /^\d{1,6}$/.test(before) ? Number(before) : undefined;
    return reply.header("cache-control", "no-store").send(threadOf(await own(request), place));
  });

  const act = async (request: FastifyRequest, commandOf: (person: number) => Command) => {
    const found = await own(request);
    const command = commandOf(found.person.number);
    // A link is one person's: the same key of two people names two submissions.
    const key = keyOf(request, `${found.number}/${found.person.number}`);
    orThrow(await requests.act(found.number, command, key));
    return threadOf(await own(request), undefined);
  };

  app.post("/api/v1/links/:link/verdict", WRITE, async (request, reply) => {
    const form = bodyOf(request, VerdictForm);
    const { value, asks, reason } = form;
    const thread = await act(request, (person) => ({
      ...{ kind: "verdict", by: { role: "citizen", person }, person, value, asks: [...new Set(asks)] },
      ...(reason.trim() === "" ? {} : { said: { reason: reason.trim() } }),
    }));
    return reply.header("cache-control", "no-store").send(thread);
  });

  app.post("/api/v1/links/:link/acts", WRITE, async (request, reply) => {
    const form = bodyOf(request, ActForm);
    const thread = await act(request, (person) => commandFor(form, person));
    return reply.header("cache-control", "no-store").send(thread);
  });
}

function commandFor(form: z.infer<typeof ActForm>, person: number): Command {
  const by = { role: "citizen", person } as const;
  switch (form.kind) {
    case "add":
      return { kind: "add", by, photos: 0, said: { text: form.text.trim() } };
    case "choose": {
      const { wants, hideFrom, open } = form;
      return { kind: "choose", by, wants, hideFrom: [...new Set(hideFrom)], open };
    }
    case "complain":
      return { kind: "complain", by, said: { text: form.text.trim() } };
    case "answer-commitment":
      return { kind: "answer-commitment", by, person, number: form.number, answer: form.answer };
    case "resume":
      return { kind: "resume", by };
    default:
      return { kind: form.kind, by, person };
  }
}

function bodyOf<T extends z.ZodType>(request: FastifyRequest, schema: T): z.output<T> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  // A form of another site could be sent without asking; JSON cannot.
  if (type !== "application/json")
    throw new Refusal(415, "api/json", "请用 application/json 提交。", "Send application/json.");
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : issue.path.join(".");
  throw new Refusal(
    422,
    "api/body",
    `内容不合格式：${where || "整体"} ${issue?.message ?? ""}。格式见 /api/v1/openapi.json。`,
    `${where || "the body"}: ${issue?.message ?? "does not fit"}; see /api/v1/openapi.json`,
  );
}

function keyOf(request: FastifyRequest, what: string): { key?: string } {
  const header = request.headers["idempotency-key"];
  if (header === undefined) return {};
  if (typeof header === "string" && KEY.test(header)) return { key: `api/${what}/${header}` };
  throw new Refusal(
    422,
    "api/key",
    "Idempotency-Key 要是不含空格的 1 到 200 个字符。",
    "Idempotency-Key has 1 to 200 visible ASCII characters.",
  );
}

function gone(): Refusal {
  return new Refusal(404, "api/none", "没有这个编号或链接，请核对。", "No such number or link.");
}

const iso = (at: number) => new Date(at).toISOString();

function statusOf({ number, state, clocks }: Pick<RequestRecord, "number" | "state" | "clocks">) {
  const due = clocks.find((each) => each.clock === "reply")?.due;
  return {
    ...{
      number,
      phase: phaseOf(state),
      closed: state.closed,
      filedAt: iso(state.filedAt),
      lastAt: iso(state.lastAt),
    },
    ...(due === undefined || !Number.isFinite(due) || state.closed ? {} : { dueAt: iso(due) }),
  };
}

function threadOf(request: OwnRequest, before: number | undefined): z.infer<typeof Thread> {
  const { state, steps, bodies, person } = request;
  const nameOf = namesOf(bodies);
  const all = stepViews(steps, state, bodies, person.number).reverse();
  const shown = all.filter((step) => before === undefined || step.place < before).slice(0, STEPS);
  const last = shown.at(-1)?.place;
  const word = standing(person);
  return Thread.parse({
    ...statusOf(request),
    number: request.own,
    asks: state.asks.map(({ number, outcome, handling }) => ({
      ...{ number, outcome },
      ...(handling === undefined ? {} : { body: nameOf(handling) }),
    })),
    bounces: state.bounces,
    promises: state.commitments.map((each) => ({
      ...{ number: each.number, body: nameOf(each.who), by: each.by, moves: each.moves, word: wordOn(each) },
    })),
    ...(word === undefined ? {} : { verdict: word }),
    steps: shown.map(({ place, at, words, said, desk }) => ({
      ...{ place, at: iso(at), zh: words.zh, en: words.en, words: said },
      ...(desk === undefined ? {} : { desk }),
    })),
    ...(last !== undefined && all.some((step) => step.place < last) ? { earlier: last } : {}),
  });
}
