// The neutral caller as a part of the server: the queue, the call, the draw with its public proof.

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { isMonth } from "../../../core/domain/figures/outcome.ts";
import { matterOf } from "../../../core/domain/request/matters.ts";
import { isNumber } from "../../../core/domain/request/number.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { CommandOf, VerdictValue } from "../../../core/domain/request/steps.ts";
import { askWordsOf } from "../../../core/domain/request/words.ts";
import { type CallFields, callPage, callsPage, callWords } from "../../../web/figures/calls.tsx";
import { drawPage } from "../../../web/figures/draw.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { renderPage } from "../../../web/parts/layout.tsx";
import { Refusal, sendHtml } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import { bodiesOfTenant } from "../officers/bodies.store.ts";
import { openContact } from "../officers/contacts.store.ts";
import { actingAs, needRole, type Officer } from "../officers/officer.ts";
import { isDemonstration } from "../officers/sessions.ts";
import { viewerOf } from "../officers/viewer.ts";
import type { Part, Services } from "../service.ts";
import { drawPeriods } from "./draws.store.ts";
import { population, publishedDraw, tendDraws } from "./draws.ts";
import { type Duty, dutiesAfter, dutiesFor, dutyFor, laterCount } from "./duties.store.ts";

const PAGE = 30;

const Key = z
  .string()
  .regex(/^\d{1,15}-\d{6,8}-\d{1,4}$/)
  .transform((text) => {
    const [since, number, person] = text.split("-");
    return { since: Number(since), number: number!, person: Number(person) };
  });
/** However long: what is too long is told beside the box, and the words stay. Two of a name are none. */
const Text = z.string().default("").catch("");
const Ask = z.string().max(3);
const CallForm = z.object({
  ...{ reached: Text, raised: Text, value: Text, words: Text },
  key: z.string().max(80).default("").catch(""),
  asks: z
    .union([z.array(Ask).max(20), Ask])
    .default([])
    .catch([]),
});
/** Characters of what the person said in a call. */
const MOST = 2_000;
const VALUES: readonly string[] = ["solved", "partly", "not", "cannot-explained", "cannot-say"];

export function callbacksPart(): Part {
  return {
    name: "callbacks",
    register(app, services) {
      const { requests, tenant } = services;
      requests.react(dutiesAfter(services));

      app.get("/calls", async (request, reply) => {
        const officer = needRole(request, "neutral-caller");
        const { after, done } = request.query as { after?: string; done?: string };
        const { typed, words } = soughtIn(request);
        const key = Key.safeParse(after);
        const place = key.success ? key.data : undefined;
        const now = requests.now();
        const [rows, later] = await requests.within(
          async (query) =>
            [
              await dutiesFor(query, tenant, officer.body, now, words, place, PAGE + 1),
              await laterCount(query, tenant, officer.body, now),
            ] as const,
        );
        const last = rows.length > PAGE ? rows[PAGE - 1]! : undefined;
        const page = callsPage({
          ...{ viewer: await viewerOf(services, request), duties: rows.slice(0, PAGE), later },
          ...{ typed, first: place === undefined, demo: isDemonstration(services.settings) },
          ...(last === undefined ? {} : { next: `${last.since}-${last.number}-${last.person}` }),
          ...(done !== undefined && isNumber(done) ? { done } : {}),
        });
        return sendHtml(reply, renderPage(page));
      });

      app.get("/calls/:number/:person", async (request, reply) => {
        const officer = needRole(request, "neutral-caller");
        const duty = await dutyOf(services, request, officer);
        return sendHtml(reply, renderPage(await pageOf(services, request, duty, EMPTY, randomUUID())));
      });

      app.post("/calls/:number/:person", async (request, reply) => {
        const officer = needRole(request, "neutral-caller");
        const duty = await dutyOf(services, request, officer);
        const form = CallForm.parse(request.body ?? {});
        const fields = { ...form, asks: [form.asks].flat() };
        const again = async (problems: Problem[], trouble?: { zh: string; en: string }, status = 422) =>
          sendHtml(
            reply,
            renderPage(await pageOf(services, request, duty, fields, form.key, problems, trouble)),
            status,
          );
        if (duty.notBefore > requests.now())
          return again(
            [],
            { zh: "今天已经打过，请换一天再打。", en: "It was tried today; try again on another day." },
            409,
          );
        const problems = problemsOf(fields);
        if (problems.length > 0) return again(problems);
        const command = commandOf(officer, duty, fields);
        const key = form.key === "" ? randomUUID() : form.key;
        const result = await requests.act(duty.number, command, { key: `call ${key}`, officer: officer.id });
        if (isRefusal(result))
          return again(
            [],
            { zh: `${result.zh}${result.mend.zh}`, en: `${result.en} ${result.mend.en}` },
            409,
          );
        return reply.redirect(`/calls?done=${duty.number}`, 303);
      });

      app.get("/figures/draws/:period", async (request, reply) => {
        const { period } = request.params as { period: string };
        const draw = await drawnOf(services, period);
        const others = await requests.within((query) => drawPeriods(query, tenant, "9999"));
        return sendHtml(reply, renderPage(drawPage({ draw, others, now: requests.now() })));
      });

      app.get("/figures/draws/:period/draw.json", async (request, reply) => {
        const { period } = request.params as { period: string };
        return reply
          .header("content-disposition", `attachment; filename="luodi-draw-${period}.json"`)
          .send(await drawnOf(services, period));
      });

      app.get("/figures/draws/:period/population.txt", async (request, reply) => {
        const { period } = request.params as { period: string };
        const { drawnAt } = await drawnOf(services, period);
        if (drawnAt === undefined)
          throw new Refusal(
            409,
            "draw/not-yet",
            "这个月还没有抽，抽完才有名单。",
            "The draw has not been made yet.",
          );
        return reply
          .header("content-disposition", `attachment; filename="luodi-population-${period}.txt"`)
          .type("text/plain; charset=utf-8")
          .send(Readable.from(populationLines(services, period)));
      });
    },
    jobs: (services) => [
      {
        kind: "draws",
        title: { zh: "回访抽样", en: "Neutral draws" },
        schedule: { everyMinutes: 10 },
        async run({ rest }) {
          await tendDraws(services, rest);
          return "";
        },
      },
    ],
  };
}

async function* populationLines(services: Services, period: string): AsyncGenerator<string> {
  for await (const ids of population(services, period)) yield `${ids.join("\n")}\n`;
}

async function drawnOf(services: Services, period: string) {
  const draw = isMonth(period)
    ? await services.requests.within((query) => publishedDraw(services, query, period))
    : undefined;
  if (draw === undefined)
    throw new Refusal(
      404,
      "draw/none",
      "这个月没有抽样。平台上线以前的月份抽不了，因为抽样要在月内先封存密数。",
      "No draw for this month; a month from before the platform ran cannot be drawn, since the secret must be committed to while it runs.",
    );
  return draw;
}

const EMPTY: CallFields = { reached: "", raised: "", value: "", asks: [], words: "" };

async function dutyOf(
  { requests, tenant }: Services,
  request: FastifyRequest,
  officer: Officer,
): Promise<Duty> {
  const { number, person } = request.params as { number: string; person: string };
  const duty =
    isNumber(number) && /^\d{1,4}$/.test(person)
      ? await requests.within((query) => dutyFor(query, tenant, officer.body, number, Number(person)))
      : undefined;
  if (duty === undefined)
    throw new Refusal(
      404,
      "calls/none",
      "这一通不在您的名单里：已经打完，或者您单位经办过。请回到回访名单。",
      "This call is not on your list: it is done, or your body handled the matter.",
    );
  return duty;
}

async function pageOf(
  services: Services,
  request: FastifyRequest,
  duty: Duty,
  fields: CallFields,
  key: string,
  problems: readonly Problem[] = [],
  trouble?: { zh: string; en: string },
) {
  const { requests, tenant } = services;
  const record = (await requests.read(duty.number))!;
  // Written down, so that the citizen sees who looked up the number.
  const officer = request.officer!;
  const opener = { officer, role: "neutral-caller", body: officer.body, desk: officer.desk } as const;
  const contact =
    (await requests.within((query) =>
      openContact(query, tenant, duty.number, duty.person, opener, "中立回访", requests.now()),
    )) ?? {};
  const bodies = await requests.within((query) => bodiesOfTenant(query, tenant));
  const nameOf = (body: string | undefined) => bodies.find((each) => each.id === body)?.zh ?? body ?? "";
  const { state, steps } = record;
  const words = askWordsOf(steps);
  return callPage({
    ...{ viewer: await viewerOf(services, request), duty, key, fields, problems },
    ...{ filedAt: state.filedAt, matter: matterOf(state.matter) ?? { zh: "其他", en: "Something else" } },
    ...callWords(steps, nameOf),
    asks: state.asks.map((_, index) => words?.[index] ?? ""),
    ...(contact.name === undefined ? {} : { name: contact.name }),
    ...(contact.phone === undefined ? {} : { phone: contact.phone }),
    ...(trouble === undefined ? {} : { trouble }),
  });
}

/** Reached or not; and where reached, the question about the rating and the person's own word: none of them has a default. */
function problemsOf({ reached, raised, value, words }: CallFields): Problem[] {
  const length = [...words.trim()].length;
  if (length > MOST)
    return [
      {
        field: "words",
        zh: `最多写 ${MOST} 字，现在是 ${length} 字。`,
        en: `Write at most ${MOST} characters; there are ${length}.`,
      },
    ];
  if (reached !== "yes" && reached !== "no")
    return [{ field: "reached", zh: "请选本人接了没有。", en: "Say whether the person answered." }];
  if (reached === "no")
    return value === "" && raised === ""
      ? []
      : [
          {
            field: "reached",
            zh: "没接的不能替他填评价。要么改成接了，要么刷新这页、后面两问留空。",
            en: "Not reached: nothing can be filled in. Choose “reached”, or open the page anew and leave the rest empty.",
          },
        ];
  const problems: Problem[] = [];
  if (raised !== "yes" && raised !== "no")
    problems.push({
      field: "raised",
      zh: "这一句每次都要问：有没有人找您谈过评价？",
      en: "This is always asked: did anybody raise the rating?",
    });
  if (!VALUES.includes(value))
    problems.push({ field: "value", zh: "请照本人的话选一项。", en: "Take the person's own word." });
  return problems;
}

function commandOf(officer: Officer, duty: Duty, fields: CallFields): CommandOf<"callback"> {
  const base = { kind: "callback", by: actingAs(officer, "neutral-caller"), person: duty.person } as const;
  const words = fields.words.trim();
  const said = words === "" ? {} : { said: { text: words } };
  if (fields.reached === "no") return { ...base, ...said, reached: false };
  const value = fields.value as VerdictValue;
  const asks = value === "partly" ? fields.asks.map(Number).filter((ask) => Number.isInteger(ask)) : [];
  return { ...base, ...said, reached: true, raisedRating: fields.raised === "yes", value, asks };
}
