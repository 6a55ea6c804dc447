// When an answer is due with lawful extensions and pauses, in natural and in working days.

import { expect, test } from "vitest";
import { CHINA, calendarOf, dayOf, endOf, type Limit, startOf } from "../../domain/day.ts";
import type { PublicRequest, Step } from "../../domain/facts.ts";
import { clockOf } from "./clock.ts";

const TEN_DAYS: Limit = { count: 10, unit: "day" };
const FIVE_WORKDAYS: Limit = { count: 5, unit: "workday" };

function request(day: string, ...steps: Step[]): PublicRequest {
  const at = startOf(day) + 10 * 3_600_000;
  return {
    source: { file: "a.csv", row: 1 },
    id: "r1",
    subject: "路灯",
    text: "路灯不亮",
    at,
    steps: [{ kind: "file", at }, ...steps],
  };
}
const step = (kind: Step["kind"], day: string, more: Partial<Step> = {}): Step => ({
  kind,
  at: startOf(day) + 9 * 3_600_000,
  ...more,
});
const due = (given: PublicRequest, limit: Limit, extension?: Limit) => {
  const { ends } = clockOf(given, limit, extension, CHINA);
  return ends === undefined || ends === Number.POSITIVE_INFINITY ? ends : dayOf(ends);
};

test("counts from the day after filing", () => {
  expect(due(request("2026-03-02"), TEN_DAYS)).toBe("2026-03-12");
  expect(due(request("2026-03-02"), FIVE_WORKDAYS)).toBe("2026-03-09");
});

test("an extension in time moves the end, at most so far as the clause allows; a late one does not", () => {
  const five: Limit = { count: 5, unit: "day" };
  expect(due(request("2026-03-02", step("extend", "2026-03-10")), TEN_DAYS, five)).toBe("2026-03-17");
  const far = step("extend", "2026-03-10", { until: endOf("2026-06-01") });
  expect(due(request("2026-03-02", far), TEN_DAYS, five)).toBe("2026-03-17");
  expect(due(request("2026-03-02", step("extend", "2026-03-13")), TEN_DAYS, five)).toBe("2026-03-12");
  expect(due(request("2026-03-02", step("extend", "2026-03-10")), TEN_DAYS)).toBe("2026-03-12");
});

test("a pause adds the working days that it lasted, so a weekend behind it costs nothing", () => {
  // Thursday and Friday stood still: two working days more than Monday the 9th.
  const paused = request(
    "2026-03-02",
    step("pause", "2026-03-05", { reason: "鉴定" }),
    step("resume", "2026-03-07"),
  );
  expect(due(paused, FIVE_WORKDAYS)).toBe("2026-03-11");
});

test("a pause without a reason, or begun after the end, moves nothing; an open one stops the clock", () => {
  const resumed = step("resume", "2026-03-20");
  expect(due(request("2026-03-02", step("pause", "2026-03-05"), resumed), TEN_DAYS)).toBe("2026-03-12");
  const late = step("pause", "2026-03-14", { reason: "鉴定" });
  expect(due(request("2026-03-02", late), TEN_DAYS)).toBe("2026-03-12");
  const open = step("pause", "2026-03-05", { reason: "鉴定" });
  expect(due(request("2026-03-02", open), TEN_DAYS)).toBe(Number.POSITIVE_INFINITY);
  expect(due(request("2026-03-02", { ...open, until: startOf("2026-03-10") }), TEN_DAYS)).toBe("2026-03-17");
});

test("where the calendar of the extension's year is not known, the end is not known", () => {
  const calendar = calendarOf((day) => (day < "2027-01-01" ? true : undefined));
  const given = request("2026-12-20", step("extend", "2026-12-24"));
  const twenty: Limit = { count: 20, unit: "workday" };
  expect(clockOf(given, FIVE_WORKDAYS, twenty, calendar).ends).toBeUndefined();
  expect(clockOf(request("2026-12-20"), FIVE_WORKDAYS, twenty, calendar).ends).toBe(endOf("2026-12-25"));
});

test("hours from a day without a time are counted from the day's end", () => {
  const hours: Limit = { count: 24, unit: "hour" };
  const given = { ...request("2026-03-02"), at: startOf("2026-03-02"), dayOnly: true as const };
  expect(due(given, hours)).toBe("2026-03-03");
});
