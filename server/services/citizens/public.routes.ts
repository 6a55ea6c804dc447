// What is public: the list by date, paged by key and searched by words, and one request at a time, masked.

import type { FastifyInstance } from "fastify";
import { MATTERS, matterOf } from "../../../core/domain/request/matters.ts";
import { readNumber } from "../../../core/domain/request/number.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import { phaseOf } from "../../../core/domain/request/state.ts";
import { phaseWordsToOthers } from "../../../web/citizens/phase-words.ts";
import { type PublicRow, publicListPage, publicPage } from "../../../web/citizens/public.tsx";
import { Refusal } from "../../kit/http.ts";
import { soughtIn } from "../../kit/searching.ts";
import type { Services } from "../service.ts";
import { bodiesIn, RecentBodies } from "./bodies.ts";
import { show } from "./pages.ts";
import {
  isPublic,
  type ListKey,
  listPublic,
  peopleSolved,
  publicWords,
  searchPublic,
} from "./public-words.ts";
import { standingView } from "./standing-view.ts";
import { stepViews } from "./step-view.ts";
import { askViews, promiseViews, STEPS_A_PAGE } from "./thread-view.ts";

const PAGE = 20;
const SHORT = 120;
const BROWSE = { config: { rateLimit: { max: 120, timeWindow: "1 minute" } } };

export function publicRoutes(app: FastifyInstance, services: Services): void {
  const { tenant, requests } = services;
  const recent = new RecentBodies();

  app.get("/public", BROWSE, async (request, reply) => {
    const { typed, words } = soughtIn(request);
    const { after } = request.query as { after?: unknown };
    const key = readKey(after);
    const found = await requests.within(async (query) => {
      const keys =
        words.length === 0
          ? await listPublic(query, tenant, key, PAGE + 1)
          : await searchPublic(query, tenant, words, key, PAGE + 1);
      if (keys === undefined) return undefined;
      const rows: PublicRow[] = [];
      for (const { number } of keys.slice(0, PAGE)) {
        const record = await requests.readIn(query, number);
        if (record === undefined || !isPublic(record.state)) continue;
        const { text, asks, place } = publicWords(record.steps);
        rows.push({
          ...{
            number,
            place,
            filedAt: record.state.filedAt,
            phase: phaseWordsToOthers(phaseOf(record.state)),
          },
          text: shortened(asks.length > 0 ? asks.join("；") : text),
          matter: matterOf(record.state.matter) ?? MATTERS.at(-1)!,
          ...peopleSolved(record.state),
        });
      }
      const last = keys.length > PAGE ? keys[PAGE - 1] : undefined;
      return { rows, last };
    });
    const next = found?.last === undefined ? undefined : `${found.last.filedAt}-${found.last.number}`;
    const view = { words: typed, unclear: found === undefined, first: key === undefined };
    const rows = found?.rows ?? [];
    return show(reply, publicListPage({ ...view, rows, ...(next === undefined ? {} : { next }) }));
  });

  app.get("/public/:number", BROWSE, async (request, reply) => {
    const { number: typed } = request.params as { number: string };
    const { before } = request.query as { before?: string };
    const number = readNumber(typed);
    const found = await requests.within(async (query) => {
      const record = number === undefined ? undefined : await requests.readIn(query, number);
      if (record === undefined || !isPublic(record.state)) return undefined;
      return { ...record, bodies: await recent.named(query, tenant, bodiesIn(record.steps), requests.now()) };
    });
    if (found === undefined) throw notPublic();
    const { state, steps, clocks, bodies } = found;
    const now = requests.now();
    const ahead = before !== undefined && /^\d{1,6}$/.test(before) ? Number(before) : undefined;
    const all = stepViews(steps, state, bodies, undefined)
      // The filing's words stand above; they are not said twice.
      .map((step) => (step.place === 0 ? { ...step, said: [] } : step))
      .reverse();
    const shown = all.filter((step) => ahead === undefined || step.place < ahead).slice(0, STEPS_A_PAGE);
    const last = shown.at(-1)?.place;
    const { text, place } = publicWords(steps);
    return show(
      reply,
      publicPage({
        ...{ number: found.number, text, place, steps: shown },
        matter: matterOf(state.matter) ?? MATTERS.at(-1)!,
        standing: standingView(state, clocks, bodies, now),
        asks: askViews(state, steps, bodies, undefined),
        promises: promiseViews(state, bodies, now, undefined),
        ...(last !== undefined && all.some((step) => step.place < last) ? { earlier: last } : {}),
        joinable: lives(state, now),
      }),
    );
  });
}

function shortened(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

function readKey(after: unknown): ListKey | undefined {
  const match = typeof after === "string" ? /^(\d{1,15})-(\d{6,8})$/.exec(after) : null;
  return match === null ? undefined : { filedAt: Number(match[1]), number: match[2]! };
}

function notPublic(): Refusal {
  return new Refusal(
    404,
    "public/none",
    "没有这件公开的诉求：编号不对，或提的人没有同意公开。只凭编号可以查办到哪一步（“查进度”）。",
    "No public request with this number. “Follow a request” shows where a number stands.",
  );
}
