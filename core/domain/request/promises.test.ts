// Promises: reminded three days before, asked on the day, and overdue by the citizen's word before the body's.

import { describe, expect, test } from "vitest";
import { endOf, startOf } from "../day.ts";
import { dutiesOn, isOverdue, wordOn } from "./promises.ts";
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
