// Tests how our reading and a local model's become one; by hand and on readings of any shape.

import { array, assert, boolean, constantFrom, double, option, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { type AskReading, KINDS, type ReplyReading, readReply } from "../../core/reading/replies/index.ts";
import type { Answer } from "./answer.ts";
import { joined } from "./join.ts";

const REAL = readReply({ subject: "路灯", text: "青石巷路灯坏了，什么时候修好？" }, [
  { text: "您好，我局将于4月底前完成更换。", at: Date.UTC(2021, 2, 10) },
]);
const OURS: ReplyReading = { ...REAL, kind: "promised", abstained: false, confidence: 0.9 };
const ASK: AskReading = { in: "text", start: 0, end: 7, text: "青石巷路灯坏了", covered: true };

describe("two readings", () => {
  test("that agree: ours stands", () => {
    const { why, model, ...rest } = joined(OURS, "m", { kind: "promised", asks: [] });
    const { why: ownWhy, ...own } = OURS;
    expect(rest).toEqual(own);
    expect(model).toEqual({ name: "m", prompt: 1, kind: "promised", took: "none" });
    expect(why.zh).toBe(`${ownWhy.zh}本机语言模型「m」也读了，种类看法相同。`);
    expect(why.en).toContain("A local language model (m) read it too");
  });

  test("that differ: ours stands and cannot tell", () => {
    const read = joined(OURS, "m", { kind: "forwarded", asks: [] });
    expect(read).toMatchObject({ kind: "promised", abstained: true, confidence: 0.9 });
    expect(read.model).toMatchObject({ kind: "forwarded", took: "none" });
    expect(read.why.zh).toMatch(
      /^看不准.*看法不同（只是转交，或请来信人另找他处），两种读法不一致，所以算看不准。$/,
    );
  });

  test("ours abstained: the model's kind, of which no probability and no words are known", () => {
    const read = joined({ ...OURS, abstained: true }, "m", { kind: "answered", asks: [ASK] });
    expect(read).toMatchObject({ kind: "answered", abstained: false, confidence: null, asks: [ASK] });
    expect(read.spans.kind).toEqual([]);
    expect(read.model?.took).toBe("both");
    expect(read.why.zh).toContain("模型没有测过");
    const same = joined({ ...OURS, abstained: true }, "m", { kind: "promised", asks: [] });
    expect(same).toMatchObject({ kind: "promised", abstained: false, confidence: 0.9 });
    expect(same.model?.took).toBe("kind");
  });

  test("ours abstained and names a day: hollow is not taken, and it still cannot be told", () => {
    expect(OURS.commitments.some(({ due }) => due !== null)).toBe(true);
    const read = joined({ ...OURS, abstained: true }, "m", { kind: "hollow", asks: [] });
    expect(read).toMatchObject({ kind: "promised", abstained: true });
    expect(read.model?.took).toBe("none");
  });

  test("the model was not used: nothing changes", () => {
    expect(joined(OURS, "m", undefined)).toEqual({ ...OURS, model: null });
  });
});

test("on readings of any shape", () => {
  const piece = { start: 0, end: 2, text: "路灯" };
  const asks = array(
    record({ covered: boolean(), by: option(constantFrom(piece), { nil: undefined }) }).map(
      ({ covered, by }): AskReading =>
        covered && by ? { ...piece, in: "text", covered, by } : { ...piece, in: "text", covered },
    ),
    { maxLength: 5 },
  );
  const kind = constantFrom(...KINDS);
  const ours = record({
    kind,
    asks,
    confidence: double({ min: 0, max: 1, noNaN: true }),
    abstained: boolean(),
    offtopic: boolean(),
    cold: boolean(),
    commitments: constantFrom(REAL.commitments, []),
  }).map((some): ReplyReading => ({ ...REAL, ...some }));
  const answers = record({ kind, asks }).map((some): Answer => some);
  assert(
    property(ours, answers, (own, answer) => {
      const read = joined(own, "m", answer);
      // A kind other than ours comes only where ours could not tell; and who differs is not certain.
      if (read.kind !== own.kind) expect([own.abstained, read.kind]).toEqual([true, answer.kind]);
      const kept = answer.kind === "hollow" && own.commitments.length > 0;
      expect(read.abstained).toBe(own.abstained ? kept : own.kind !== answer.kind);
      expect(read.confidence).toBe(read.kind === own.kind ? own.confidence : null);
      for (const part of ["commitments", "cold", "handover"] as const) expect(read[part]).toEqual(own[part]);
      expect(read.asks).toHaveLength((answer.asks.length > 0 ? answer : own).asks.length);
      if (read.kind === "hollow" || read.kind === "forwarded") {
        expect(read.offtopic).toBe(false);
        expect(read.asks.some((ask) => ask.covered || ask.by !== undefined)).toBe(false);
      }
      const took = { none: 0, kind: 1, asks: 2, both: 3 }[read.model!.took];
      expect(took).toBe((own.abstained && !kept ? 1 : 0) + (answer.asks.length > 0 ? 2 : 0));
    }),
    { numRuns: 500 },
  );
});
