// The commands that the racing actors try, the likely ones more often; and a way that gets somewhere.

import fc from "fast-check";
import { startOf } from "../../core/domain/day.ts";
import type { Command, VerdictValue } from "../../core/domain/request/steps.ts";

const BODIES = ["water", "roads", "parks"] as const;
const START = startOf("2026-03-02") + 9 * 3_600_000;

const body = fc.constantFrom(...BODIES);
const asks = fc.constantFrom([1], [2], [1, 2], [3], [1, 2, 3]);
const person = fc.integer({ min: 0, max: 2 });
const value = fc.constantFrom<VerdictValue>("solved", "partly", "not", "cannot-explained", "cannot-say");
const said = fc.constantFrom<{ text: string; reason?: string }>(
  { text: "说明", reason: "有理由" },
  { text: "说明" },
);
const officer = body.map((each) => ({ role: "officer", body: each }) as const);
const FAR = START + 365 * 86_400_000;
const part = (ask: number) => body.map((handling) => ({ ask, handling, assisting: [] as string[] }));
const parts = fc.oneof(
  fc.tuple(part(1)),
  fc.tuple(part(2)),
  fc.tuple(part(1), part(2)),
  fc.tuple(part(1), part(2), part(3)),
);
/** Reworded, turned round, joined, split, put together again; some fit two asks, some three, some one. */
const origins = fc.constantFrom([[1], [2]], [[2], [1]], [[1, 2]], [[1], [2], [2]], [[1, 2], [3]], [[1], [1]]);

/** The likely way, with its turns; rare kinds are rarer. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("dispatch"),
      by: fc.constant({ role: "dispatcher", body: "hotline" }),
      lead: body,
      parts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("decide-receiver"),
      by: fc.constant({ role: "coordinator", body: "hotline" }),
      lead: body,
      parts,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("acknowledge"), by: officer, asks }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("hand-over"), by: officer, to: body, asks, said }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("accept"), by: officer, asks }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("return"),
      by: officer,
      asks,
      to: fc.constantFrom("", ...BODIES),
      said,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("contact"),
      by: officer,
      way: fc.constant("phone"),
      person: fc.constant(0),
      reached: fc.boolean(),
      raisedRating: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("ask-for-missing"), by: officer, items: fc.constant(1), said }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("add"),
      by: fc.constant({ role: "citizen", person: 0 }),
      photos: fc.constant(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("pause"),
      by: officer,
      reason: fc.constantFrom("weather", "unreachable"),
      until: fc.constant(FAR),
      said,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("park"), by: officer, until: fc.constant(FAR), said }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("resume"), by: officer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("resume"),
      by: person.map((each) => ({ role: "citizen", person: each }) as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("reply"),
      by: officer,
      asks: asks.map((all) => all.map((ask) => ({ ask, as: "answered" }))),
      commitments: fc.constant([]),
      said: fc.constant({ text: "答复" }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("close"), by: officer, claim: fc.constant("done") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("join"),
      by: fc.constant({ role: "citizen" }),
      door: fc.constant("sms"),
      wants: fc.constant("none"),
      hideFrom: fc.constant([]),
      open: fc.constant(false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom("citizen", "operator"), origins).map(([role, from]) => ({
      ...{ kind: "number-asks", by: { role, person: 0 }, asks: from.length, from },
      said: { asks: from.map((_, index) => `第${index}件事`).join("\n") },
    })),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(person, value).map(([who, says]) => ({
      kind: "verdict",
      by: { role: "citizen", person: who },
      person: who,
      value: says,
    })),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        kind: fc.constant("callback"),
        by: fc.constantFrom("statistics", ...BODIES).map((each) => ({ role: "neutral-caller", body: each })),
        person,
        reached: fc.boolean(),
        raisedRating: fc.boolean(),
        value,
      },
      { requiredKeys: ["kind", "by", "person", "reached", "raisedRating"] },
    ),
  },
) as fc.Arbitrary<Command>;
export const merge: fc.Arbitrary<Command> = fc.constant({
  kind: "merge",
  by: { role: "dispatcher", body: "hotline" },
  into: "another",
});

/** A way that gets somewhere, so that most runs see closings and verdicts and not only refusals. */
export const USUAL: readonly Command[] = [
  {
    kind: "dispatch",
    by: { role: "dispatcher", body: "hotline" },
    lead: "water",
    parts: [1, 2].map((ask) => ({ ask, handling: "water", assisting: [] })),
  },
  { kind: "acknowledge", by: { role: "officer", body: "water" }, asks: [1, 2] },
  {
    kind: "reply",
    by: { role: "officer", body: "water" },
    asks: [1, 2].map((ask) => ({ ask, as: "answered" as const })),
    commitments: [],
    said: { text: "答复" },
  },
  { kind: "close", by: { role: "officer", body: "water" }, claim: "done" },
  { kind: "verdict", by: { role: "citizen", person: 0 }, person: 0, value: "not" },
];
