// Clocks: working and natural days, lawful pauses, extensions in time, a new beginning, and the unknown year.

import { describe, expect, test } from "vitest";
import { CHINA, dayOf, endOf, startOf } from "../day.ts";
import { clocksOf, OWN_LIMITS, type PackLimit, replyClock } from "./clocks.ts";
import { decide } from "./decide.ts";
import { fold } from "./fold.ts";
import { isRefusal } from "./refusals.ts";
import type { Command, Step } from "./steps.ts";

const HOUR = 3_600_000;
const at = (day: string, hour = 10) => startOf(day) + hour * HOUR;
const officer = { role: "officer", body: "water" } as const;
const hotline: PackLimit = {
  clock: "reply",
  procedures: ["hotline"],
  limit: { count: 5, unit: "workday" },
  extension: { count: 5, unit: "workday" },
  clause: { zh: "五个工作日内答复（测试用）", en: "an answer within 5 working days (for tests)" },
  official: false,
};
const disclosure: PackLimit = {
  ...hotline,
  procedures: ["disclosure"],
  limit: { count: 20, unit: "workday" },
  restarts: true,
};
const petition: PackLimit = { ...hotline, procedures: ["petition"], limit: { count: 60, unit: "day" } };
const limits = [hotline, disclosure, petition, ...OWN_LIMITS];

function filed(day: string, procedure: "hotline" | "disclosure" | "petition" = "hotline"): Step[] {
  const by = { role: "dispatcher", body: "hotline" } as const;
  return [
    {
      kind: "file",
      at: at(day),
      by: { role: "citizen", person: 0 },
      door: "web",
      procedure,
      intent: "ask-help",
      asks: 1,
      harm: "trouble",
      wants: "text",
      hideFrom: [],
      open: false,
    },
    {
      kind: "dispatch",
      at: at(day, 11),
      by,
      lead: "water",
      parts: [{ ask: 1, handling: "water", assisting: [] }],
    },
    { kind: "acknowledge", at: at(day, 12), by: officer, asks: [1] },
  ];
}

const dueDay = (steps: Step[], now: number, calendar = CHINA) => {
  const clock = replyClock(clocksOf(fold(steps)!, limits, calendar, now));
  return clock?.due === undefined ? "unknown" : dayOf(clock.due);
};
const stateOf = (steps: Step[], now: number) => replyClock(clocksOf(fold(steps)!, limits, CHINA, now))?.state;

describe("the citizen's clock", () => {
  test("counts working days over a public holiday and natural days through it", () => {
    // 2026-04-30 is a Thursday; the May holiday is 1 to 5 May, with a working Saturday on 9 May.
    expect(dueDay(filed("2026-04-30"), at("2026-04-30"))).toBe("2026-05-11");
    expect(dueDay(filed("2026-04-30", "petition"), at("2026-04-30"))).toBe("2026-06-29");
  });

  test("a year without a holiday notice is unknown, so nobody is late", () => {
    expect(dueDay(filed("2026-12-30"), at("2027-02-01"))).toBe("unknown");
    expect(stateOf(filed("2026-12-30"), at("2027-02-01"))).toBe("unknown");
  });

  test("stands still while the citizen is asked, and counts overlapping pauses once", () => {
    const steps: Step[] = [
      ...filed("2026-03-02"),
      { kind: "ask-for-missing", at: at("2026-03-03"), by: officer, items: 1 },
    ];
    expect(stateOf(steps, at("2026-03-20"))).toBe("stopped");
    const added: Step[] = [
      ...steps,
      { kind: "add", at: at("2026-03-05"), by: { role: "citizen", person: 0 }, photos: 1 },
    ];
    expect(dueDay(added, at("2026-03-20"))).toBe("2026-03-11");
    expect(stateOf(added, at("2026-03-12"))).toBe("late");
    const overlapping: Step[] = [
      ...steps,
      { kind: "pause", at: at("2026-03-04"), by: officer, reason: "weather", until: at("2026-03-06") },
      { kind: "resume", at: at("2026-03-05"), by: officer },
    ];
    expect(dueDay(overlapping, at("2026-03-20"))).toBe("2026-03-11");
  });

  test("a pause after the limit does not mend it", () => {
    const steps: Step[] = [
      ...filed("2026-03-02"),
      { kind: "park", at: at("2026-03-12"), by: officer, until: at("2026-06-01") },
    ];
    expect(dueDay(steps, at("2026-05-01"))).toBe("2026-03-09");
    // Late is late, parked or not; what was parked in time stands still.
    expect(stateOf(steps, at("2026-05-01"))).toBe("late");
    const inTime: Step[] = [{ ...steps.at(-1)!, at: at("2026-03-06") }];
    expect(stateOf([...filed("2026-03-02"), ...inTime], at("2026-05-01"))).toBe("stopped");
  });

  test("begins anew for a disclosure once the application is complete", () => {
    const steps: Step[] = [
      ...filed("2026-03-02", "disclosure"),
      { kind: "ask-for-missing", at: at("2026-03-03"), by: officer, items: 1 },
      { kind: "add", at: at("2026-03-16"), by: { role: "citizen", person: 0 }, photos: 1 },
    ];
    expect(dueDay(steps, at("2026-03-20"))).toBe(dayOf(endOf(CHINA.addWorkdays("2026-03-16", 20)!)));
  });

  test("begins anew when the citizen says it is not solved", () => {
    const steps: Step[] = [
      ...filed("2026-03-02"),
      {
        kind: "reopen",
        at: at("2026-04-20"),
        by: { role: "citizen", person: 0 },
        bounce: 1,
        asks: [1],
      },
    ];
    expect(dueDay(steps, at("2026-04-20"))).toBe("2026-04-27");
  });
});

describe("an extension", () => {
  const extend = (until: number): Command => ({
    kind: "extend",
    by: officer,
    reason: "site-work",
    until,
    said: { reason: "管道要开挖，路政已批到下周三" },
  });
  const codeOf = (now: number, until: number) => {
    const result = decide(fold(filed("2026-03-02")), extend(until), now, { calendar: CHINA, limits });
    return isRefusal(result) ? result.code : "taken";
  };

  test("is asked in time, for a day within the rule", () => {
    expect(codeOf(at("2026-03-09"), endOf("2026-03-16"))).toBe("taken");
    expect(codeOf(at("2026-03-10"), endOf("2026-03-16"))).toBe("extend/late");
    expect(codeOf(at("2026-03-09"), endOf("2026-03-17"))).toBe("extend/too-long");
    expect(codeOf(at("2026-03-04"), endOf("2026-03-06"))).toBe("request/past");
  });

  test("moves the limit and is not itself lateness", () => {
    const steps: Step[] = [
      ...filed("2026-03-02"),
      { kind: "extend", at: at("2026-03-09"), by: officer, reason: "site-work", until: endOf("2026-03-16") },
    ];
    expect(stateOf(steps, at("2026-03-16"))).toBe("running");
    expect(stateOf(steps, at("2026-03-17"))).toBe("late");
  });
});

test("an offer has its own clock, which no pause stops; two returns start the coordinator's", () => {
  const steps: Step[] = [
    ...filed("2026-03-02"),
    { kind: "hand-over", at: at("2026-03-03"), by: officer, to: "roads", asks: [1] },
  ];
  const receive = (now: number) =>
    clocksOf(fold(steps)!, limits, CHINA, now).find((each) => each.clock === "receive");
  expect(receive(at("2026-03-05"))).toMatchObject({ body: "roads", asks: [1], state: "running" });
  expect(receive(at("2026-03-06"))?.state).toBe("late");
  const back = (hour: number): Step => ({
    kind: "return",
    at: at("2026-03-04", hour),
    by: { role: "officer", body: "roads" },
    asks: [1],
    to: "water",
  });
  const twice = fold([...steps, back(9), { ...steps[3]!, at: at("2026-03-04", 10) }, back(11)])!;
  const coordinate = clocksOf(twice, limits, CHINA, at("2026-03-05")).find(
    (each) => each.clock === "coordinate",
  );
  expect(dayOf(coordinate!.due!)).toBe("2026-03-05");
});
