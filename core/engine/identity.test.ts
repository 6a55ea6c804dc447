// Ids of findings: the same for the same finding of another export, another for anything that nobody has looked at.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, Photo, Post, PublicAccount, PublicRequest } from "../domain/facts.ts";
import type { Cited, Draft } from "./detector.ts";
import { findingKey, type Unnamed, withIds } from "./identity.ts";

const CLAUSE = ["pack", "clause", "detector"];
const AT = Date.UTC(2026, 2, 1);

const request = (over: Partial<PublicRequest> = {}): PublicRequest => ({
  source: { file: "requests.csv", row: 2 },
  id: "R-1",
  subject: "路灯不亮",
  text: "东街的路灯坏了两周。",
  at: AT,
  steps: [{ kind: "file", at: AT }],
  ...over,
});
const elsewhere = (file: string, row: number) => ({ source: { file, row } });
const quote = (text: string, start = 0) =>
  ({ field: "reply", start, end: start + text.length, text }) as const;

function made(facts: readonly (Fact | Cited)[], over: Partial<Draft> = {}, clause = CLAUSE): Unnamed {
  const cited = facts.map((each) => ("fact" in each ? each : { fact: each }));
  const draft: Draft = { outcome: "suspected", subject: "R-1", message: "late", evidence: facts, ...over };
  const said = draft.values?.days ?? "";
  return {
    finding: {
      ...{ outcome: draft.outcome, subject: draft.subject, exemptions: [], unchecked: [] },
      message: { zh: `超期 ${said} 天`, en: `${said} days late` },
      evidence: cited.map(({ fact, ...rest }) => ({ ...fact.source, ...rest })),
    },
    cited,
    key: findingKey(clause, draft, cited),
  };
}
const idsOf = (...all: readonly Unnamed[]) => withIds(all).map(({ id }) => id);
const idOf = (...given: Parameters<typeof made>) => idsOf(made(...given))[0]!;

describe("the same finding", () => {
  const first = idOf([request()]);

  test("stands in another file and row, with days that have grown and steps that were added", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (file, row, days) => {
        const steps = [
          { kind: "file", at: AT } as const,
          { kind: "reply", at: AT + days, text: "在办" } as const,
        ];
        const later = request({
          ...elsewhere(file, row),
          steps,
          status: "replied",
          verdict: { value: "not" },
        });
        expect(idOf([later], { values: { days } })).toBe(first);
      }),
    );
  });

  test("stands under the same quoted words, wherever in the text they begin", () => {
    const says = (start: number) => idOf([{ fact: request(), span: quote("已收悉", start) }]);
    expect(says(7)).toBe(says(0));
  });

  test("cites its records in another order", () => {
    const other = request({ id: "R-2", text: "西街的路灯也坏了。" });
    expect(idOf([request(), other])).toBe(idOf([other, request()]));
  });

  test("is of a record that has no id of its own, whose subject is where it was read", () => {
    const from = (file: string, row: number) => {
      const id = `${file}#${row}`;
      return idOf([request({ ...elsewhere(file, row), id })], { subject: id });
    };
    expect(from("b/letters.csv", 70)).toBe(from("letters.csv", 2));
    const whole = (file: string) =>
      idOf([request({ ...elsewhere(file, 2), id: `${file}#2` })], { subject: file });
    expect(whole("b.csv")).toBe(whole("a.csv"));
    const desk = (file: string) => idOf([request(elsewhere(file, 2))], { subject: `${file} · 7` });
    expect(desk("b.csv")).toBe(desk("a.csv"));
    expect(desk("a.csv")).not.toBe(whole("a.csv"));
  });

  test("is of an account, a post or a photograph whose place alone is another", () => {
    const account = (row: number, over = {}): PublicAccount => ({
      ...elsewhere("a.csv", row),
      id: "w1",
      name: "青石路政",
      platform: "weixin",
      ...over,
    });
    expect(idOf([account(9, { status: "open", filed: true })])).toBe(idOf([account(2)]));
    expect(idOf([account(2, { platform: "weibo" })])).not.toBe(idOf([account(2)]));
    const post = (row: number, over = {}): Post => ({
      ...elsewhere("p.csv", row),
      account: "w1",
      at: AT,
      title: "停水通知",
      ...over,
    });
    expect(idOf([post(9)])).toBe(idOf([post(2)]));
    expect(idOf([post(2, { title: "停电通知" })])).not.toBe(idOf([post(2)]));
    const photo = (path: string, over = {}): Photo => ({
      ...elsewhere(path, 2),
      path,
      bytes: 1,
      sha256: "ab",
      task: "清河",
      at: AT,
      ...over,
    });
    expect(idOf([photo("y/1.jpg", { printQuality: 80 })])).toBe(idOf([photo("x/1.jpg")]));
    expect(idOf([photo("x/1.jpg", { task: "巡查" })])).not.toBe(idOf([photo("x/1.jpg")]));
  });
});

describe("another finding", () => {
  test("is another clause, message, subject, body, event, quote or record", () => {
    const said = { fact: request(), span: quote("已收悉") };
    const all = [
      idOf([said]),
      ...[0, 1, 2].map((at) =>
        idOf(
          [said],
          {},
          CLAUSE.map((each, place) => (place === at ? "x" : each)),
        ),
      ),
      idOf([said], { message: "waiting" }),
      idOf([said], { subject: "R-2" }),
      idOf([said], { body: "青石县水务局" }),
      idOf([said], { event: AT }),
      idOf([request()]),
      idOf([{ ...said, span: quote("已收悉，谢谢") }]),
      idOf([{ ...said, span: { ...quote("已收悉"), field: "title" } }]),
      idOf([said, request({ id: "R-2" })]),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test("is the same number under other words, or on another day: some systems count anew in every export", () => {
    const first = idOf([request()]);
    for (const over of [{ text: "西街的垃圾没有人收。" }, { subject: "垃圾" }, { at: AT + 1 }])
      expect(idOf([request(over)])).not.toBe(first);
  });

  test("is a request without number and whole words, once anything of it is another", () => {
    const row = (over: Partial<PublicRequest>) =>
      idOf([request({ id: "requests.csv#2", ...over })], { subject: "" });
    const cut = { incomplete: { text: true } } as const;
    expect(row({ ...cut, status: "closed" })).not.toBe(row({ ...cut, status: "open" }));
    expect(row({ text: "", status: "closed" })).not.toBe(row({ text: "", status: "open" }));
    expect(row({ status: "closed" })).toBe(row({ status: "open" }));
  });
});

describe("findings with equal keys", () => {
  const at = (row: number, over: Partial<PublicRequest> = {}) =>
    made([request({ ...elsewhere("r.csv", row), ...over })]);

  test("each have an id, the same ones in any order of the rows", () => {
    const two = idsOf(at(2), at(3));
    expect(new Set(two).size).toBe(2);
    expect(idsOf(at(9), at(4)).sort()).toEqual(two.sort());
  });

  test("share none with one that stands alone, nor with those of another number of them", () => {
    const all = [idsOf(at(2)), idsOf(at(2), at(3)), idsOf(at(2), at(3), at(4))].flat();
    expect(new Set(all).size).toBe(6);
  });

  test("are told apart by what else their records say, and never take each other's id when that changes", () => {
    const [open, closed] = [at(2, { status: "open" }), at(3, { status: "closed" })];
    const idIn = (found: ReturnType<typeof withIds>, row: number) =>
      found.find(({ evidence }) => evidence[0]!.row === row)!.id;
    const before = withIds([open, closed]);
    const turned = withIds([at(7, { status: "closed" }), at(8, { status: "open" })]);
    expect([idIn(turned, 8), idIn(turned, 7)]).toEqual([idIn(before, 2), idIn(before, 3)]);
    // One of them was replied to, whatever its row: it is new, the other stays itself.
    const later = withIds([at(2, { status: "replied" }), closed]);
    expect(before.map(({ id }) => id)).not.toContain(idIn(later, 2));
    expect(idIn(later, 3)).toBe(idIn(before, 3));
    // A third like one of them: those two are new, the other stays itself.
    const more = withIds([open, closed, at(9, { status: "closed" })]);
    expect(idIn(more, 2)).toBe(idIn(before, 2));
    expect(before.map(({ id }) => id)).not.toContain(idIn(more, 3));
    expect(before.map(({ id }) => id)).not.toContain(idIn(more, 9));
  });
});
