// Days, working days and limits in Beijing time.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, CHINA, dayOf, daysBetween, endOf, endOfLimit, hourOf, startOf } from "./day.ts";

describe("days", () => {
  test("a day begins at midnight in Beijing", () => {
    expect(new Date(startOf("2021-06-19")).toISOString()).toBe("2021-06-18T16:00:00.000Z");
    expect(dayOf(Date.parse("2021-06-18T16:30:00Z"))).toBe("2021-06-19");
    expect(hourOf(Date.parse("2021-06-18T16:30:00Z"))).toBe(0);
  });

  test("what is no day is refused", () => {
    for (const text of ["2021-02-29", "2021-6-1", "", "2021-13-01"])
      expect(() => startOf(text)).toThrow(RangeError);
  });

  test("months end on their last day", () => {
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(addMonths("2023-11-30", 3)).toBe("2024-02-29");
  });

  test("going there and back is no way at all", () => {
    const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1970-01-01", days));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addDays(addDays(day, count), -count)).toBe(day);
      }),
    );
  });
});

describe("working days (State Council notices)", () => {
  test("the National Day of 2023 and its adjusted working days", () => {
    expect(CHINA.isWorkday("2023-10-02")).toBe(false);
    expect(CHINA.isWorkday("2023-10-07")).toBe(true);
    expect(CHINA.isWorkday("2023-10-08")).toBe(true);
    expect(CHINA.addWorkdays("2023-09-28", 5)).toBe("2023-10-11");
    expect(CHINA.workdaysBetween("2023-09-28", "2023-10-11")).toBe(5);
  });

  test("a year without a notice is unknown, never guessed", () => {
    expect(CHINA.isWorkday("2027-03-01")).toBeUndefined();
    expect(CHINA.addWorkdays("2026-12-31", 1)).toBeUndefined();
    expect(endOfLimit(startOf("2026-12-31"), { count: 1, unit: "workday" }, CHINA)).toBeUndefined();
  });

  test("natural days need no notice", () => {
    expect(endOfLimit(startOf("2026-12-31"), { count: 60, unit: "day" }, CHINA)).toBe(endOf("2027-03-01"));
    expect(endOfLimit(startOf("2026-12-31"), { count: 3, unit: "month" }, CHINA)).toBe(endOf("2027-03-31"));
  });
});
