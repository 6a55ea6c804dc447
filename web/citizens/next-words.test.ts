// What the citizen is told comes next: an answer that was given is never called missing.

import { expect, test } from "vitest";
import { CHINA, startOf } from "../../core/domain/day.ts";
import { clocksOf, type PackLimit } from "../../core/domain/request/clocks.ts";
import { fold } from "../../core/domain/request/fold.ts";
import type { Step } from "../../core/domain/request/steps.ts";
import { nextWords, notSolvedWords } from "./next-words.ts";

const HOUR = 3_600_000;
const at = (day: string, hour: number) => startOf(day) + hour * HOUR;
const roads = { role: "officer", body: "roads" } as const;
const limit: PackLimit = {
  ...{ clock: "reply", procedures: ["hotline"], limit: { count: 5, unit: "workday" }, official: false },
  clause: { zh: "五个工作日内答复（测试用）", en: "an answer within 5 working days (for tests)" },
};
const held: Step[] = [
  {
    ...{ kind: "file", at: at("2026-06-01", 10), by: { role: "citizen", person: 0 }, door: "web" },
    ...{ procedure: "hotline", intent: "ask-help", asks: 2, harm: "trouble", wants: "text" },
    ...{ hideFrom: [], open: false },
  },
  {
    ...{ kind: "dispatch", at: at("2026-06-01", 11), by: { role: "dispatcher", body: "hotline" } },
    ...{ lead: "roads", parts: [1, 2].map((ask) => ({ ask, handling: "roads", assisting: [] })) },
  },
  { kind: "acknowledge", at: at("2026-06-01", 12), by: roads, asks: [1, 2] },
];
const reply = (...asks: number[]): Step => ({
  ...{ kind: "reply", at: at("2026-06-03", 10), by: roads, commitments: [] },
  asks: asks.map((ask) => ({ ask, as: "answered" as const })),
});

const close = (day: string): Step => ({ kind: "close", at: at(day, 11), by: roads, claim: "done" });
const word = (day: string): Step => ({
  ...{ kind: "verdict", at: at(day, 12), by: { role: "citizen", person: 0 }, person: 0, value: "not" },
  ...{ asks: [], askedBy: "citizen", raisedRating: false },
});

function told(steps: readonly Step[], day: string, person?: number): string {
  const [state, now] = [fold(steps)!, at(day, 10)];
  const clocks = clocksOf(state, [limit], CHINA, now);
  const own = person === undefined ? {} : { person: state.people[person]! };
  return nextWords(state, { clocks, now, nameOf: () => "交通局", ...own }).zh;
}

test.each([
  ["nothing answered, in time", held, "2026-06-04", "最晚2026年6月8日答复您。"],
  ["nothing answered, late", held, "2026-06-20", "已经过了，还没有答复。"],
  ["a part answered, late", [...held, reply(1)], "2026-06-20", "已经过了，还没有全部答复。"],
  ["all answered, in time", [...held, reply(1, 2)], "2026-06-04", "还没有报告办结，最晚2026年6月8日。"],
  [
    "all answered, late",
    [...held, reply(1, 2)],
    "2026-06-20",
    "单位答复过了，还没有报告办结，期限2026年6月8日已经过了。",
  ],
] as const)("%s", (_, steps, day, words) => {
  expect(told(steps, day)).toContain(words);
});

test("a neutral call is named only where it is offered: once a body has replied", () => {
  expect(told(held, "2026-06-20")).not.toContain("中立回访员");
  expect(told(held, "2026-06-20")).toContain("也可以打热线，报编号");
  expect(told([...held, reply(1)], "2026-06-20")).toContain("也可以要中立回访员打电话来");
});

test("closed after “not solved” was said, the person is asked anew, and the old word stands until then", () => {
  const before = [...held, reply(1, 2), word("2026-06-03"), close("2026-06-04")];
  expect(told(before, "2026-06-05", 0)).toContain("您上次说的是：没解决。承办单位后来报告办结");
  expect(told(before, "2026-06-05", 0)).toContain("您不说，照旧算没解决。");
});

test.each([
  [
    "replied, in time",
    [...held, reply(1, 2)],
    "2026-06-04",
    ["还没有报告办结", "交通局马上看得到", "最晚2026年6月8日", "再请您说一次"],
  ],
  ["replied, late", [...held, reply(1, 2)], "2026-06-20", ["期限2026年6月8日已经过了"]],
  [
    "closed",
    [...held, reply(1, 2), close("2026-06-04")],
    "2026-06-05",
    ["马上退回交通局重办", "2026年6月12日前"],
  ],
] as const)("what “not solved” does is said before it is said: %s", (_, steps, day, words) => {
  const [state, now] = [fold(steps)!, at(day, 10)];
  const clocksAfter = (all: readonly Step[]) => clocksOf(fold(all)!, [limit], CHINA, now);
  const reopen: Step = { ...word(day), kind: "reopen", at: now, bounce: 1, asks: [1, 2] };
  const clocks = clocksAfter(state.closed ? [...steps, reopen] : steps);
  const told = notSolvedWords(state, clocks, () => "交通局").zh;
  for (const each of words) expect(told).toContain(each);
});
