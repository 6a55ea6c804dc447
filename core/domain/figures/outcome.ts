// What the citizens say of a request, in the one word under which it is counted; and where it got stuck, from its steps alone.

import type { Day, Instant, Words } from "../facts.ts";
import { standing } from "../request/fold-people.ts";
import type { RequestState } from "../request/state.ts";
import type { Door, ExclusionReason, Role } from "../request/steps.ts";

/** In the order in which every table counts them. */
export const OUTCOMES = ["solved", "explained", "partly", "not", "unanswered"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_WORDS: Readonly<Record<Outcome, Words>> = {
  solved: { zh: "群众说解决了", en: "solved, say the citizens" },
  explained: { zh: "群众说办不了但说清了", en: "cannot be solved, and explained" },
  partly: { zh: "群众说只解决一部分", en: "partly solved" },
  not: { zh: "群众说没解决", en: "not solved, say the citizens" },
  unanswered: { zh: "群众没有回答", en: "unanswered" },
};

/**
 * One request with several people counts under the weakest word that any of them gave: whoever says "not" is not outvoted, and
 * silence adds nothing to another's word.
 */
export function outcomeOf(state: Pick<RequestState, "people">): Outcome {
  const words = state.people.map(standing);
  if (words.includes("not")) return "not";
  if (words.includes("partly")) return "partly";
  if (words.includes("cannot-explained")) return "explained";
  return words.includes("solved") ? "solved" : "unanswered";
}

/** Whether a screen may speak well of it. */
export function isGood(outcome: Outcome): boolean {
  return outcome === "solved";
}

/** Where it got stuck on its way; the first that applies. Nobody chooses it. */
export const CAUSES = [
  "returned",
  "parked",
  "others",
  "refused",
  "missing",
  "promised",
  "weather",
  "none",
] as const;
export type Cause = (typeof CAUSES)[number];

export const CAUSE_WORDS: Readonly<Record<Cause, Words>> = {
  returned: { zh: "在单位之间退来退去", en: "returned between bodies" },
  parked: { zh: "曾经挂账", en: "was parked" },
  others: { zh: "要等第三方、论证或诉讼", en: "waited for third parties, experts or a court" },
  refused: { zh: "答复说办不了", en: "answered: cannot be done" },
  missing: { zh: "要群众补充材料", en: "the citizen had to add something" },
  promised: { zh: "先承诺，等兑现", en: "promised for a later day" },
  weather: { zh: "天气原因停过", en: "stood still for the weather" },
  none: { zh: "没看出卡在哪里", en: "no hold-up recorded" },
};

const OTHERS = new Set(["third-party-opinion", "expert-or-hearing", "court"]);

export function causeOf(state: RequestState): Cause {
  const paused = (test: (why: string) => boolean) => state.pauses.some((pause) => test(pause.why));
  const extended = (reason: string) => state.extensions.some((each) => each.reason === reason);
  if (state.totalReturns > 0) return "returned";
  if (paused((why) => why === "parked")) return "parked";
  if (paused((why) => OTHERS.has(why)) || extended("third-party")) return "others";
  if (state.asks.some((ask) => ask.outcome === "refused")) return "refused";
  if (state.missingRounds > 0) return "missing";
  if (state.commitments.length > 0) return "promised";
  return paused((why) => why === "weather") || extended("weather") ? "weather" : "none";
}

/** Doors that need no screen: the request was opened by voice or in person. */
const BY_VOICE_OR_VISIT: ReadonlySet<Door> = new Set(["phone", "voice", "counter", "agent", "paper"]);

/** Why a request stands in no denominator: a body's exclusion, or a merging before it was ever closed. */
export type OutReason = ExclusionReason | "merged";

/** What the figures know of one request; derived from its state, never set. */
export interface FigureRow {
  /** The first closing: the request belongs to this moment's month for good, whatever happens later. */
  readonly firstClosedAt: Instant | null;
  /** The month in which it is counted, or taken out; null while it is neither. */
  readonly month: string | null;
  readonly matter: string;
  readonly territory: string;
  readonly cause: Cause;
  readonly outcome: Outcome;
  readonly voice: boolean;
  readonly bounces: number;
  /** Calendar days from the filing to the last answer; null while the citizens reject it or there is none. */
  readonly answerDays: number | null;
  readonly out: OutReason | null;
  readonly outBody: string | null;
  readonly outRole: Role | null;
  readonly outAt: Instant | null;
  /** A neutral caller reached the first person. */
  readonly reached: boolean;
}

const DAY = 86_400_000;

/** `monthOf` gives the Beijing month (YYYY-MM) of a moment. `merged` says who merged it, where it was. */
export function figureRow(
  state: RequestState,
  monthOf: (at: Instant) => string,
  merged?: { readonly body?: string; readonly role: Role; readonly at: Instant },
): FigureRow {
  const outcome = outcomeOf(state);
  const firstClosedAt = state.closings[0]?.at ?? null;
  const out = takenOut(state, firstClosedAt, merged);
  const countedAt = firstClosedAt ?? out?.at ?? null;
  const rejected = outcome === "not" || outcome === "partly";
  const answered = rejected || firstClosedAt === null ? undefined : state.lastReplyAt;
  return {
    firstClosedAt,
    month: countedAt === null ? null : monthOf(countedAt),
    matter: state.matter ?? "other",
    territory: state.territory ?? "",
    cause: causeOf(state),
    outcome,
    voice: BY_VOICE_OR_VISIT.has(state.door),
    bounces: state.bounces,
    answerDays: answered === undefined ? null : Math.floor((answered - state.filedAt) / DAY),
    out: out?.reason ?? null,
    outBody: out?.body ?? null,
    outRole: out?.role ?? null,
    outAt: out?.at ?? null,
    reached: state.callbacks.some((call) => call.person === 0 && call.reached),
  };
}

/** A merging takes out only what was never closed: what was closed once stays in its month with the citizen's word. */
function takenOut(
  { exclusion, mergedInto }: RequestState,
  firstClosedAt: Instant | null,
  merged: { readonly body?: string; readonly role: Role; readonly at: Instant } | undefined,
): { reason: OutReason; body?: string; role: Role; at: Instant } | undefined {
  if (exclusion !== undefined) return exclusion;
  if (mergedInto === undefined || firstClosedAt !== null || merged === undefined) return undefined;
  return { reason: "merged", ...merged };
}

/** The quarter of a month: 2026-05 lies in 2026-Q2. */
export function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`;
}

/** The three months of a quarter. */
export function monthsOf(quarter: string): readonly [string, string, string] {
  const first = (Number(quarter.slice(6)) - 1) * 3 + 1;
  const name = (month: number) => `${quarter.slice(0, 4)}-${String(month).padStart(2, "0")}`;
  return [name(first), name(first + 1), name(first + 2)];
}

export function isMonth(text: string): boolean {
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text);
}

export function isQuarter(text: string): boolean {
  return /^20\d\d-Q[1-4]$/.test(text);
}

/** The first day of the month or quarter after a period. */
export function dayAfter(period: string): Day {
  const month = isQuarter(period) ? monthsOf(period)[2] : period;
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
}
