// How long a request lives, and when its personal data must go.

import { addMonths, dayOf, startOf } from "../day.ts";
import type { Instant } from "../facts.ts";
import type { RequestState } from "./state.ts";

/** At least five years after the last step, as product.md promises; a body may keep to more, never to less. */
export const LIFE_MONTHS = 60;

/** The first instant at which the record has ended. */
export function endOfLife(state: RequestState): Instant {
  return startOf(addMonths(dayOf(state.lastAt), LIFE_MONTHS)) + 86_400_000;
}

/** While it lives, "not solved" can be said. An open request never ends. */
export function lives(state: RequestState, now: Instant): boolean {
  const ended = state.closed || state.mergedInto !== undefined;
  return !ended || now < endOfLife(state);
}

/** The people whose personal data are due: all once the record has ended; those who asked, once it is closed or merged away. */
export function dueForDeletion(state: RequestState, now: Instant): number[] {
  const ended = !lives(state, now);
  const done = state.closed || state.mergedInto !== undefined;
  return state.people
    .filter((person) => !person.deleted && (ended || (person.wantsDeletion && done)))
    .map((person) => person.number);
}
