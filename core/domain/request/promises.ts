// The promise ledger of a request: reminders before the day, the question to the citizen on the day, and what is overdue.

import { addDays, dayOf } from "../day.ts";
import type { Day, Instant } from "../facts.ts";
import { type CommitmentState, openPause, type RequestState } from "./state.ts";

/** Days before the promised day on which the body is reminded. */
export const REMIND_BEFORE_DAYS = 3;

export type CommitmentWord = "open" | "kept-by-claim" | "done" | "not-done" | "unknown";

/** What is known of a promise: the citizen's word stands before the body's claim; any "not done" stands. */
export function wordOn(commitment: CommitmentState): CommitmentWord {
  const answers = commitment.answers.map((each) => each.answer);
  if (answers.includes("not-done")) return "not-done";
  if (answers.includes("done")) return "done";
  if (commitment.keptAt !== undefined) return "kept-by-claim";
  return answers.length > 0 ? "unknown" : "open";
}

export interface PromiseDuty {
  readonly number: number;
  readonly do: "remind" | "ask-citizen";
  readonly on: Day;
}

/** What is to be sent on this day: a reminder to the body three days before, the question to the citizens on the day itself. */
export function dutiesOn(state: RequestState, day: Day): PromiseDuty[] {
  return state.commitments.flatMap((each): PromiseDuty[] => {
    if (each.by === day) return [{ number: each.number, do: "ask-citizen", on: day }];
    const remind = each.keptAt === undefined && addDays(each.by, -REMIND_BEFORE_DAYS) === day;
    return remind ? [{ number: each.number, do: "remind", on: day }] : [];
  });
}

const isOpen = (each: CommitmentState) => each.keptAt === undefined && wordOn(each) !== "done";

/**
 * The promise on whose day a matter may be taken up again: all of it is answered, its earliest promise lies ahead on the day that was first
 * named, and it was not parked before in this round. Whoever wants to wait longer parks it with a reason, as ever.
 */
export function promiseToAwait(state: RequestState, now: Instant): CommitmentState | undefined {
  const round = state.reopenings.at(-1)?.at ?? state.filedAt;
  const parked = state.pauses.some((each) => each.why === "parked" && each.from >= round);
  if (state.closed || state.mergedInto !== undefined || parked || state.unwilling) return undefined;
  if (openPause(state) !== undefined) return undefined;
  if (state.asks.some((ask) => ask.outcome === "open" || ask.offer !== undefined)) return undefined;
  const [first] = state.commitments.filter(isOpen).sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
  return first !== undefined && first.moves === 0 && first.by > dayOf(now) ? first : undefined;
}

/** The promise for whose day it stands parked; absent where it stands for another reason or not at all. */
export function awaitedPromise(state: RequestState): CommitmentState | undefined {
  const pause = openPause(state);
  if (pause?.why !== "parked" || pause.planned === undefined) return undefined;
  const day = dayOf(pause.planned);
  return state.commitments.find((each) => isOpen(each) && each.by === day);
}

/** Past its day, and neither claimed as kept nor called done by a citizen; or called not done. */
export function isOverdue(commitment: CommitmentState, now: Instant): boolean {
  if (dayOf(now) <= commitment.by) return false;
  const word = wordOn(commitment);
  return word === "open" || word === "unknown" || word === "not-done";
}
