// The citizens' word against everything else a request can go through: "not" is never counted as anything good.

import fc from "fast-check";
import { expect, test } from "vitest";
import { CHINA, dayOf, startOf } from "../day.ts";
import { OWN_LIMITS } from "../request/clocks.ts";
import { decide } from "../request/decide.ts";
import { fold } from "../request/fold.ts";
import { isRefusal } from "../request/refusals.ts";
import type { Command, Step, VerdictValue } from "../request/steps.ts";
import { bounds, sampleInterval, wilson } from "./interval.ts";
import { dayAfter, figureRow, isGood, monthsOf, outcomeOf, quarterOf } from "./outcome.ts";

const HOUR = 3_600_000;
const START = startOf("2026-03-02") + 9 * HOUR;
const rules = { calendar: CHINA, limits: OWN_LIMITS };
const water = { role: "officer", body: "water" } as const;
const caller = { role: "neutral-caller", body: "callers" } as const;
const monthOf = (at: number) => dayOf(at).slice(0, 7);
const VALUES: readonly VerdictValue[] = ["solved", "partly", "not", "cannot-explained", "cannot-say"];

const filing: Command = {
  ...{
    kind: "file",
    by: { role: "citizen", person: 0 },
    door: "phone",
    procedure: "hotline",
    intent: "ask-help",
  },
  ...{ asks: 2, harm: "trouble", wants: "text", hideFrom: [], open: false, said: { text: "停水三天" } },
};
const dispatch: Command = {
  ...{ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "water" },
  parts: [1, 2].map((ask) => ({ ask, handling: "water", assisting: [] })),
};
const reply: Command = {
  ...{ kind: "reply", by: water, commitments: [], said: { text: "已修好" } },
  asks: [1, 2].map((ask) => ({ ask, as: "answered" as const })),
};
const close: Command = { kind: "close", by: water, claim: "done" };
const why = { reason: "和另一件相同" };

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(reply, close, reply, close),
  fc.constantFrom<Command>(
    { kind: "join", by: { role: "citizen" }, door: "sms", wants: "call", hideFrom: [], open: false },
    { kind: "exclude", by: water, reason: "malicious", said: why },
    { kind: "readmit", by: { role: "supervisor", body: "coordination" }, said: why },
    { kind: "merge", by: water, into: "12345678" },
  ),
  fc.record({ value: fc.constantFrom(...VALUES), person: fc.nat(2), raised: fc.boolean() }).map(
    ({ value, person, raised }): Command => ({
      ...{ kind: "verdict", by: { role: "citizen", person }, person, value, raisedRating: raised, asks: [1] },
    }),
  ),
  fc.record({ value: fc.constantFrom(undefined, ...VALUES), person: fc.nat(2), raised: fc.boolean() }).map(
    ({ value, person, raised }): Command => ({
      ...{ kind: "callback", by: caller, person, reached: true, raisedRating: raised, asks: [] },
      ...(value === undefined ? {} : { value }),
    }),
  ),
  fc.record({ person: fc.nat(2), raised: fc.boolean() }).map(
    ({ person, raised }): Command => ({
      ...{ kind: "contact", by: water, way: "phone", person, reached: true, raisedRating: raised },
    }),
  ),
);

function play(more: readonly Command[]): Step[] {
  const steps: Step[] = [];
  for (const command of [
    filing,
    dispatch,
    { kind: "acknowledge", by: water, asks: [1, 2] } as Command,
    ...more,
  ]) {
    const result = decide(
      steps.length === 0 ? undefined : fold(steps),
      command,
      START + steps.length * HOUR,
      rules,
    );
    if (!isRefusal(result)) steps.push(...result);
  }
  return steps;
}

/** The last word of each person, read off the steps without the fold; "cannot say" takes back anything but a "not". */
function lastWords(steps: readonly Step[]): Map<number, VerdictValue> {
  const words = new Map<number, VerdictValue>();
  for (const step of steps) {
    if (step.kind !== "verdict") continue;
    if (step.value === "cannot-say" && words.get(step.person) === "not") continue;
    words.set(step.person, step.value);
  }
  return words;
}

test("a matter that any citizen calls unsolved is never counted as good, whatever else was done", () => {
  let unsolved = 0;
  fc.assert(
    fc.property(fc.array(commands, { minLength: 3, maxLength: 25 }), (more) => {
      const steps = play([reply, close, ...more]);
      const outcome = outcomeOf(fold(steps)!);
      const words = [...lastWords(steps).values()];
      if (words.includes("not")) {
        unsolved += 1;
        expect(outcome).toBe("not");
      }
      if (words.includes("partly")) expect(isGood(outcome)).toBe(false);
      // Silence is never consent.
      if (!words.includes("solved")) expect(isGood(outcome)).toBe(false);
      if (!words.some((word) => word !== "cannot-say")) expect(outcome).toBe("unanswered");
    }),
    { numRuns: 300 },
  );
  expect(unsolved).toBeGreaterThan(30);
});

test("a closed request stays in the month of its first closing, whatever follows", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 20 }), (more) => {
      const first = play([reply, close]);
      const row = figureRow(fold(first)!, monthOf);
      expect(row).toMatchObject({
        month: "2026-03",
        out: null,
        voice: true,
        firstClosedAt: first.at(-1)!.at,
      });
      const later = figureRow(fold(play([reply, close, ...more]))!, () => "2027-01");
      expect(later.firstClosedAt).toBe(row.firstClosedAt);
      // The citizens' "not" takes nothing out of the denominator; only an exclusion does, and it is named.
      if (later.out !== null)
        expect(later).toMatchObject({ out: "malicious", outBody: "water", outRole: "officer" });
    }),
    { numRuns: 100 },
  );
});

test("an answer that the citizen rejects is no answer", () => {
  const said = (value: VerdictValue): Command => ({
    ...{ kind: "verdict", by: { role: "citizen", person: 0 }, person: 0, value },
  });
  expect(figureRow(fold(play([reply, close]))!, monthOf).answerDays).toBe(0);
  const rejected = figureRow(fold(play([reply, close, said("not")]))!, monthOf);
  expect(rejected).toMatchObject({ answerDays: null, outcome: "not", bounces: 1, month: "2026-03" });
});

test("what is merged before it was ever closed is taken out, and by whom stands beside it", () => {
  const merge: Command = { kind: "merge", by: water, into: "12345678" };
  const by = { body: "water", role: "officer", at: START } as const;
  expect(figureRow(fold(play([merge]))!, monthOf, by)).toMatchObject({ out: "merged", outBody: "water" });
  const bounced: Command = { kind: "verdict", by: { role: "citizen", person: 0 }, person: 0, value: "not" };
  expect(figureRow(fold(play([reply, close, bounced, merge]))!, monthOf, by)).toMatchObject({
    ...{ out: null, outcome: "not", month: "2026-03" },
  });
});

test("months, quarters and the day on which they are over", () => {
  expect(quarterOf("2026-05")).toBe("2026-Q2");
  expect(monthsOf("2026-Q4")).toEqual(["2026-10", "2026-11", "2026-12"]);
  expect([dayAfter("2026-12"), dayAfter("2026-Q1"), dayAfter("2026-09")]).toEqual([
    ...["2027-01-01", "2026-04-01", "2026-10-01"],
  ]);
});

test("Wilson's interval at known points, and none for fewer than a hundred", () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263 gives 0.2553 to 0.3662.
  expect(wilson(81, 263)!.low).toBeCloseTo(0.2553, 4);
  expect(wilson(81, 263)!.high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 148)!.low).toBe(0);
  expect(wilson(0, 148)!.high).toBeCloseTo(0.0253, 4);
  expect(wilson(99, 99)).toBeUndefined();
  expect(() => wilson(3, 2)).toThrow(RangeError);
  expect(bounds(400, 450, 1000)).toEqual({ low: 0.4, high: 0.85 });
});

test("nothing of all, and all of all, are inside their intervals", () => {
  expect(sampleInterval(0, 0, 100).whole).toEqual({ low: 0, high: 1 });
  expect(sampleInterval(0, 100, 100).whole!.low).toBe(0);
  expect(sampleInterval(100, 100, 100).whole!.high).toBe(1);
});

test("whoever was not reached widens the sample's interval and never helps it", () => {
  const sizes = fc
    .tuple(fc.nat(300), fc.nat(300), fc.nat(300))
    .map(([a, b, c]) => [a, a + b, a + b + c + 100] as const);
  fc.assert(
    fc.property(sizes, ([solved, answered, drawn]) => {
      const { whole, answered: among } = sampleInterval(solved, answered, drawn);
      expect(whole!.low).toBeLessThanOrEqual(solved / drawn);
      expect(whole!.high).toBeGreaterThanOrEqual((solved + drawn - answered) / drawn - 1e-12);
      if (among !== undefined) {
        expect(whole!.low).toBeLessThanOrEqual(among.low + 1e-9);
        expect(whole!.high).toBeGreaterThanOrEqual(among.high - 1e-9);
      }
    }),
  );
});
