// A reply at the desk beside its sending: looked over, the promises that were read filled in, and reported done in the same go.

import { dayOf, startOf } from "../../../core/domain/day.ts";
import type { Instant } from "../../../core/domain/facts.ts";
import { promiseToAwait } from "../../../core/domain/request/promises.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Acting, Claim, Command, CommandOf } from "../../../core/domain/request/steps.ts";
import { promiseWordsOf } from "../../../core/domain/request/words.ts";
import type { DraftAid } from "../../../web/officers/desk-aid.tsx";
import { MOST_PROMISES } from "../../../web/officers/desk-reply.tsx";
import { answerable } from "../../../web/officers/desk-request.tsx";
import { calendarWords } from "../../../web/parts/moments.ts";
import type { RequestRecord } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { type Mistake, markedAsks, promiseRows, type Sent } from "./acts.ts";
import { lookOver } from "./aid.ts";
import { stepsForBody } from "./desk.policy.ts";
import { latestReplies } from "./desk.store.ts";
import { viewOfRequest } from "./view.ts";

/** What the aid sees in a reply under way, and its form with the promises that were read, where its drafter wrote none down. */
export async function lookedOver(
  services: Services,
  { record, body }: { readonly record: RequestRecord; readonly body: string },
  sent: Sent,
): Promise<{ readonly aid: DraftAid; readonly fields: Sent }> {
  const { requests, tenant } = services;
  const { state, number } = record;
  const steps = stepsForBody(state, record.steps);
  const earlier = await requests.within((query) => latestReplies(query, tenant, body, number));
  const marks = markedAsks(sent, state);
  const own = answerable(state, body);
  const view = viewOfRequest(services, record, [], steps);
  const today = dayOf(requests.now());
  const aid = lookOver({
    request: steps[0]?.said?.text ?? "",
    asks: state.asks
      .filter((ask) => own.includes(ask.number))
      .map((ask) => {
        const words = view.askWords[ask.number - 1];
        const marked = marks.some((each) => each.ask === ask.number);
        const told = { number: ask.number, marked, done: ask.outcome !== "open" };
        return { ...told, ...(words === undefined ? {} : { words }) };
      }),
    text: sent.text ?? "",
    promises: promiseRows(sent).length,
    day: today,
    earlier,
  });
  // A day that is over was promised by nobody.
  const read = aid.dated.filter((each) => each.by >= today).slice(0, MOST_PROMISES);
  if (promiseRows(sent).length > 0 || read.length === 0) return { aid, fields: sent };
  const promised = marks.filter((each) => each.as === "promised").map((each) => each.ask);
  const only = promised.length === 1 ? promised[0] : own.length === 1 ? own[0] : undefined;
  const rows = read.flatMap(({ words, by }, index): [string, string][] => [
    [`what${index + 1}`, words],
    [`by${index + 1}`, by],
    [`of${index + 1}`, only === undefined ? "" : String(only)],
  ]);
  const filled = { ...aid, filled: read.length, unwritten: Math.max(0, aid.unwritten - read.length) };
  return { aid: filled, fields: { ...sent, ...Object.fromEntries(rows) } };
}

/** Parking until the day of the promise that the matter waits for; a mistake where there is none. */
export function awaiting({ state, steps }: RequestRecord, by: Acting, now: Instant): Command | Mistake {
  const promise = promiseToAwait(state, now);
  if (promise === undefined)
    return {
      mistake: {
        zh: "现在没有可以等的承诺：要各项都答复了、承诺的日子还没到、这一轮没有挂过账。要等别的，请用“挂账”并写理由。",
        en: "No promise can be waited for now; to wait for something else, park it with a reason.",
      },
    };
  const what = promiseWordsOf(steps).get(promise.number);
  const reason = `等承诺的日子${what === undefined ? "" : `：${what}`}（${calendarWords(promise.by)}前）`;
  return { kind: "park", by, until: startOf(promise.by), said: { reason } };
}

const CLAIMS: ReadonlySet<string> = new Set<Claim>(["done", "partly", "explained"]);

/** The closing that the form asks for with its reply; a mistake where this reply leaves something unanswered. */
export function closingOf(
  sent: Sent,
  state: RequestState,
  { by, asks }: CommandOf<"reply">,
): CommandOf<"close"> | Mistake | undefined {
  const claim = sent.closing ?? "";
  if (!CLAIMS.has(claim)) return undefined;
  const left = state.asks.filter(
    (ask) => ask.outcome === "open" && !asks.some((each) => each.ask === ask.number),
  );
  if (left.length === 0) return { kind: "close", by, claim: claim as Claim };
  const numbers = left.map((ask) => ask.number);
  return {
    at: ["closing"],
    mistake: {
      zh: `第 ${numbers.join("、")} 项还没有答复，先不能报告办结。请一起答复，或选“还没办完”。`,
      en: `Not answered yet: ${numbers.join(", ")}. Answer all of it, or choose “not finished”.`,
    },
  };
}
