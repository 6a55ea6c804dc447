// Appeals without a database: the limits in working days over holidays and unknown years, and when a detector retires.

import { expect, test } from "vitest";
import { startOf } from "../day.ts";
import { dueOf, firstTime, isLate, isNews } from "./appeal.ts";
import { isRetired } from "./errors.ts";

const at = (day: string) => startOf(day) + 10 * 3_600_000;

test("an answer is due ten working days after the filing; a year without a holiday notice has no day", () => {
  // 1 to 7 October 2026 are free; Saturday the 10th is worked.
  expect(dueOf({ filedAt: at("2026-06-01") })).toBe("2026-06-15");
  expect(dueOf({ filedAt: at("2026-09-28") })).toBe("2026-10-16");
  expect(dueOf({ filedAt: at("2026-12-25") })).toBeUndefined();
  const filed = { filedAt: at("2026-06-01") };
  expect(isLate(filed, at("2026-06-15"))).toBe(false);
  expect(isLate(filed, at("2026-06-16"))).toBe(true);
  expect(isLate({ filedAt: at("2026-12-25") }, at("2027-06-01"))).toBeUndefined();
  // What was answered in time stays in time.
  const answer = {
    upheld: true,
    reason: "",
    by: { body: "coordination", role: "supervisor" },
    at: at("2026-06-15"),
  } as const;
  expect(isLate({ ...filed, answer }, at("2026-09-01"))).toBe(false);
});

test("the bodies' own time ends after five working days, and somewhen where the days are not known", () => {
  expect(firstTime(at("2026-06-01"), at("2026-06-08"))).toEqual({ until: "2026-06-08" });
  expect(firstTime(at("2026-06-01"), at("2026-06-09"))).toBeUndefined();
  expect(firstTime(at("2026-12-30"), at("2027-01-04"))).toEqual({});
  expect(firstTime(at("2026-12-30"), at("2027-03-01"))).toBeUndefined();
});

test("an answer is told for ten working days, and for a month where they are not known", () => {
  expect(isNews(at("2026-09-28"), at("2026-10-16"))).toBe(true);
  expect(isNews(at("2026-09-28"), at("2026-10-17"))).toBe(false);
  expect(isNews(at("2026-12-28"), at("2027-01-28"))).toBe(true);
  expect(isNews(at("2026-12-28"), at("2027-01-29"))).toBe(false);
});

test("a detector retires only where surely more than half of enough decided appeals were upheld", () => {
  expect(isRetired({ upheld: 0, notUpheld: 0 })).toBe(false);
  expect(isRetired({ upheld: 9, notUpheld: 0 })).toBe(false);
  expect(isRetired({ upheld: 9, notUpheld: 1 })).toBe(true);
  // 8 of 10: the interval reaches down to 0.49.
  expect(isRetired({ upheld: 8, notUpheld: 2 })).toBe(false);
  expect(isRetired({ upheld: 60, notUpheld: 40 })).toBe(true);
  expect(isRetired({ upheld: 59, notUpheld: 41 })).toBe(false);
});
