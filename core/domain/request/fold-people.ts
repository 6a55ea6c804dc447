// What a verdict, a raised rating and a neutral call do to one person's standing word.

import type { PersonState, PersonVerdict } from "./state.ts";
import type { StepOf, VerdictValue } from "./steps.ts";

/** What speaks for the body; only such a word can be voided. */
export function isFavourable(value: VerdictValue): boolean {
  return value === "solved" || value === "cannot-explained";
}

/** The handling body spoke of the rating: from now until a neutral caller asks, a favourable word is void. */
export function raiseRating(person: PersonState): PersonState {
  return { ...person, raised: true };
}

/**
 * A new verdict stands for the person until the person says otherwise. "Cannot say yet" takes back a favourable word and leaves a
 * "not" standing. A word given to a neutral caller stands unless that caller heard that somebody raised the rating.
 */
export function judge(person: PersonState, step: StepOf<"verdict">): PersonState {
  if (step.value === "cannot-say" && person.verdict?.value === "not") return person;
  const neutral = step.askedBy === "neutral";
  const touched = step.raisedRating || (!neutral && person.raised);
  const verdict: PersonVerdict = {
    value: step.value,
    at: step.at,
    askedBy: step.askedBy,
    void: touched && isFavourable(step.value),
  };
  return { ...person, verdict, raised: neutral ? false : person.raised || step.raisedRating };
}

/** A neutral call that reached the person: what it heard voids an earlier favourable word, never a "not". */
export function resettle(person: PersonState, step: StepOf<"callback">): PersonState {
  const called = { ...person, wantsCall: false };
  if (!step.raisedRating) return called;
  const { verdict } = person;
  if (verdict === undefined || !isFavourable(verdict.value)) return { ...called, raised: true };
  return { ...called, raised: true, verdict: { ...verdict, void: true } };
}

/** The word that counts: undefined where there is none, it is void, or the person cannot say yet. */
export function standing(person: PersonState): Exclude<VerdictValue, "cannot-say"> | undefined {
  const { verdict } = person;
  if (verdict === undefined || verdict.void || verdict.value === "cannot-say") return undefined;
  return verdict.value;
}

/** People whom a neutral caller should ask, whether or not the sample drew them. */
export function wantsNeutralCall(person: PersonState): boolean {
  if (person.deleted) return false;
  return person.wantsCall || person.verdict?.void === true;
}
