// The clocks of a request: what is due when, with lawful pauses and extensions; a year without a holiday notice stays unknown.

import { addDays, type Calendar, dayOf, endOf, endOfLimit, type Limit, startOf } from "../day.ts";
import type { Instant, Words } from "../facts.ts";
import { needsCoordinator, type Pause, type RequestState } from "./state.ts";
import type { Procedure } from "./steps.ts";

export type ClockKind = "acknowledge" | "contact" | "reply" | "receive" | "coordinate";

/** A limit as a pack states it, chosen by the server for the day and the place of the filing. */
export interface PackLimit {
  readonly clock: ClockKind;
  readonly procedures: readonly Procedure[];
  readonly limit: Limit;
  /** The most that an extension may add. */
  readonly extension?: Limit;
  /** The limit begins anew once the citizen completed what was missing (条例第三十条 of 2019 on disclosure). */
  readonly restarts?: boolean;
  readonly clause: Words;
  /** False: a measure of our own, and every page says so. */
  readonly official: boolean;
}

/** Measures of our own: how long a receiver may hesitate and how long a coordinator may. */
export const OWN_LIMITS: readonly PackLimit[] = [
  {
    clock: "receive",
    procedures: ["hotline", "board", "petition", "disclosure", "licence", "letters"],
    limit: { count: 2, unit: "workday" },
    clause: {
      zh: "被指定的单位两个工作日内接下，或写明理由退回（落地自定）",
      en: "the named body accepts within 2 working days or returns it with a reason (our own measure)",
    },
    official: false,
  },
  {
    clock: "coordinate",
    procedures: ["hotline", "board", "petition", "disclosure", "licence", "letters"],
    limit: { count: 1, unit: "workday" },
    clause: {
      zh: "退回两次后，协调人一个工作日内定承办单位（落地自定）",
      en: "after two returns a coordinator decides within 1 working day (our own measure)",
    },
    official: false,
  },
];

export interface Clock {
  readonly clock: ClockKind;
  readonly from: Instant;
  /** Undefined: the calendar of a year is not known, so nobody is late. */
  readonly due: Instant | undefined;
  readonly doneAt?: Instant;
  readonly state: "running" | "stopped" | "met" | "late" | "missed" | "unknown";
  readonly clause: Words;
  readonly official: boolean;
  /** The asks an offer is about. */
  readonly asks?: readonly number[];
  readonly body?: string;
}

/** The clocks that bind a request now: the first pack limit of each kind that names its procedure. */
export function clocksOf(
  state: RequestState,
  limits: readonly PackLimit[],
  calendar: Calendar,
  now: Instant,
): Clock[] {
  const pick = (clock: ClockKind) =>
    limits.find((each) => each.clock === clock && each.procedures.includes(state.procedure));
  const clocks: Clock[] = [];
  const add = (rule: PackLimit | undefined, from: Instant, doneAt: Instant | undefined, more = {}) => {
    if (rule === undefined) return;
    const due = dueOf(state, rule, from, calendar, now);
    const stopped =
      doneAt === undefined && isCitizenClock(rule) && standsInTime(state, rule, from, calendar, now);
    clocks.push({
      clock: rule.clock,
      from,
      due,
      ...(doneAt === undefined ? {} : { doneAt }),
      state: stateOf(due, doneAt, stopped, now),
      clause: rule.clause,
      official: rule.official,
      ...more,
    });
  };
  if (state.mergedInto !== undefined) return [];
  add(pick("acknowledge"), state.filedAt, state.acknowledgedAt);
  add(pick("contact"), state.filedAt, state.firstContactAt ?? state.firstReplyAt);
  const round = state.reopenings.at(-1)?.at ?? state.filedAt;
  const answered = state.closed ? (state.lastReplyAt ?? state.closings.at(-1)?.at) : undefined;
  add(pick("reply"), round, answered);
  for (const [key, asks] of offersOf(state)) {
    const [to, at] = [key.slice(key.indexOf(" ") + 1), Number(key.slice(0, key.indexOf(" ")))];
    add(pick("receive"), at, undefined, { asks, body: to });
  }
  if (needsCoordinator(state)) add(pick("coordinate"), state.lastReturnAt ?? state.lastAt, undefined);
  return clocks;
}

/** The citizen's clock, the one that a page shows first. */
export function replyClock(clocks: readonly Clock[]): Clock | undefined {
  return clocks.find((each) => each.clock === "reply");
}

function offersOf(state: RequestState): Map<string, number[]> {
  const offers = new Map<string, number[]>();
  for (const ask of state.asks) {
    if (ask.offer === undefined || state.closed) continue;
    const key = `${ask.offer.at} ${ask.offer.to}`;
    offers.set(key, [...(offers.get(key) ?? []), ask.number]);
  }
  return offers;
}

/** Only the citizen's clock stands still; the bodies' own (accept, decide) run on. */
function isCitizenClock(rule: PackLimit): boolean {
  return rule.clock === "reply";
}

/** The last instant of a limit, pauses added and extensions heeded. */
export function dueOf(
  state: RequestState,
  rule: PackLimit,
  from: Instant,
  calendar: Calendar,
  now: Instant,
): Instant | undefined {
  const citizen = isCitizenClock(rule);
  const begin =
    citizen && rule.restarts === true && state.completedAt !== undefined && state.completedAt > from
      ? state.completedAt
      : from;
  let due = endOfLimit(begin, rule.limit, calendar);
  if (!citizen || due === undefined) return due;
  const extension = state.extensions.filter((each) => each.at >= from).at(-1);
  for (const pause of mergedPauses(state.pauses, begin, now)) {
    due = shifted(due, pause, rule.limit, calendar);
    if (due === undefined) return undefined;
  }
  return extension === undefined ? due : Math.max(due, extension.until);
}

/** Pauses from `begin` on, cut to the time so far; those that overlap count once. */
function mergedPauses(pauses: readonly Pause[], begin: Instant, now: Instant): [Instant, Instant][] {
  const spans = pauses
    .map((pause): [Instant, Instant] => [Math.max(pause.from, begin), pause.until ?? now])
    .filter(([from, until]) => until > from)
    .sort((a, b) => a[0] - b[0]);
  const merged: [Instant, Instant][] = [];
  for (const [from, until] of spans) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until);
    else merged.push([from, until]);
  }
  return merged;
}

/** A limit in hours is moved by the pause itself, one in days by the days on which the clock stood. */
function shifted(
  due: Instant,
  [from, until]: readonly [Instant, Instant],
  limit: Limit,
  calendar: Calendar,
): Instant | undefined {
  if (from > due) return due;
  if (limit.unit === "hour") return due + (until - from);
  const [first, last] = [dayOf(from), dayOf(until)];
  if (limit.unit === "workday") {
    const stood = calendar.workdaysBetween(first, last);
    const moved = stood === undefined ? undefined : calendar.addWorkdays(dayOf(due), stood);
    return moved === undefined ? undefined : endOf(moved);
  }
  const stood = Math.round((startOf(last) - startOf(first)) / 86_400_000);
  return endOf(addDays(dayOf(due), stood));
}

/** The clock stands still; what was late when the pause began stays late. */
function standsInTime(
  state: RequestState,
  rule: PackLimit,
  from: Instant,
  calendar: Calendar,
  now: Instant,
): boolean {
  const pause = state.pauses.find((each) => each.until === undefined && each.from <= now);
  if (pause === undefined) return false;
  const due = dueOf(state, rule, from, calendar, pause.from);
  return due === undefined || pause.from <= due;
}

function stateOf(
  due: Instant | undefined,
  doneAt: Instant | undefined,
  stopped: boolean,
  now: Instant,
): Clock["state"] {
  if (due === undefined) return "unknown";
  if (doneAt !== undefined) return doneAt <= due ? "met" : "missed";
  if (stopped) return "stopped";
  return now <= due ? "running" : "late";
}
