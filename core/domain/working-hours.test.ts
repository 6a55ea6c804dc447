// Working time between two instants, at its borders.

import fc from "fast-check";
import { expect, test } from "vitest";
import { CHINA } from "./day.ts";
import { workingMinutes } from "./working-hours.ts";

const at = (text: string) => Date.parse(`${text.replace(" ", "T")}:00+08:00`);
const between = (from: string, until: string) => workingMinutes(at(from), at(until), CHINA);

test.each([
  ["2026-06-30 09:00", "2026-06-30 11:00", 120],
  ["2026-06-30 11:30", "2026-06-30 15:00", 60],
  ["2026-06-30 17:30", "2026-07-01 09:00", 60],
  ["2026-06-30 20:00", "2026-06-30 23:00", 0],
  // A Friday evening to a Monday morning, and a festival.
  ["2026-06-26 17:00", "2026-06-29 10:00", 150],
  ["2026-02-17 09:00", "2026-02-18 18:00", 0],
])("from %s to %s: %i minutes", (from, until, minutes) => {
  expect(between(from, until)).toBe(minutes);
});

test("a year without known holidays stays open", () => {
  expect(between("2040-03-01 09:00", "2040-03-01 11:00")).toBeUndefined();
});

test("two stretches that meet add up, and time never runs backwards", () => {
  const start = at("2026-03-01 00:00");
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(5_000), fc.nat(5_000), (from, first, second) => {
      const [a, b] = [start + from * 60_000, start + (from + first) * 60_000];
      const c = b + second * 60_000;
      const whole = workingMinutes(a, c, CHINA)!;
      expect(whole).toBe(workingMinutes(a, b, CHINA)! + workingMinutes(b, c, CHINA)!);
      expect(whole).toBeLessThanOrEqual(first + second);
    }),
    { numRuns: 200 },
  );
});
