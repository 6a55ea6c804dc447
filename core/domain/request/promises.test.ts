// Promises: reminded three days before, asked on the day, and overdue by the citizen's word before the body's.

import { describe, expect, test } from "vitest";
import { endOf, startOf } from "../day.ts";
import { awaitedPromise, dutiesOn, isOverdue, promiseToAwait, wordOn } from "./promises.ts";
import type { CommitmentState, RequestState } from "./state.ts";

const promise: CommitmentState = {
  number: 1,
  who: "water",
  by: "2026-03-10",
  first: "2026-03-10",
  moves: 0,
  answers: [],
};
const state = { commitments: [promise] } as unknown as RequestState;

describe("the day of a promise", () => {
  test("a reminder three days before, the question on the day, nothing else", () => {
    expect(dutiesOn(state, "2026-03-07").map((each) => each.do)).toEqual(["remind"]);
    expect(dutiesOn(state, "2026-03-10").map((each) => each.do)).toEqual(["ask-citizen"]);
    expect(dutiesOn(state, "2026-03-09")).toEqual([]);
  });

  test("the citizen's “not done” stands against the body's claim", () => {
    const claimed = { ...promise, keptAt: startOf("2026-03-09") };
    expect(wordOn(claimed)).toBe("kept-by-claim");
    expect(isOverdue(claimed, startOf("2026-03-11"))).toBe(false);
    const denied = { ...claimed, answers: [{ person: 0, answer: "not-done" as const }] };
    expect(isOverdue(denied, startOf("2026-03-11"))).toBe(true);
    expect(isOverdue(promise, endOf("2026-03-10"))).toBe(false);
    expect(isOverdue(promise, startOf("2026-03-11"))).toBe(true);
  });
});

describe("waiting for the day of a promise", () => {
  const answered = {
    ...{ ...state, filedAt: startOf("2026-03-02"), closed: false, reopenings: [], pauses: [] },
    asks: [{ number: 1, outcome: "promised", assisting: [], decided: false }],
  } as unknown as RequestState;
  const now = startOf("2026-03-04");
  const awaited = (more: Partial<RequestState>) => promiseToAwait({ ...answered, ...more }, now)?.number;
  const parked = { why: "parked", from: startOf("2026-03-03"), planned: startOf("2026-03-10") } as const;

  test("is offered once all is answered, until the first promised day, once in a round", () => {
    expect(awaited({})).toBe(1);
    expect(awaited({ asks: [{ ...answered.asks[0]!, outcome: "open" }] })).toBeUndefined();
    expect(awaited({ commitments: [{ ...promise, keptAt: now }] })).toBeUndefined();
    // Moved: the day is no longer the one that was first promised.
    expect(awaited({ commitments: [{ ...promise, by: "2026-03-20", moves: 1 }] })).toBeUndefined();
    // Of several the earliest; where that is due today, it is to be kept and not waited for.
    const two = [{ ...promise, number: 2, by: "2026-03-06" }, promise];
    expect(awaited({ commitments: two })).toBe(2);
    expect(awaited({ commitments: [{ ...promise, by: "2026-03-04" }, ...two] })).toBeUndefined();
    expect(awaited({ pauses: [{ ...parked, until: now }] })).toBeUndefined();
    expect(awaited({ unwilling: true })).toBeUndefined();
    expect(awaited({ closed: true })).toBeUndefined();
  });

  test("is told apart from parking for another reason by its day", () => {
    expect(awaitedPromise({ ...answered, pauses: [parked] })?.number).toBe(1);
    const later = { ...parked, planned: startOf("2026-03-11") };
    expect(awaitedPromise({ ...answered, pauses: [later] })).toBeUndefined();
    expect(awaitedPromise(answered)).toBeUndefined();
  });
});
