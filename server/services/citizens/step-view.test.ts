// Who sees which words of a request: the person, another person of it, everybody.

import { expect, test } from "vitest";
import { fold } from "../../../core/domain/request/fold.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { stepViews } from "./step-view.ts";

const choices = { wants: "text", hideFrom: [], open: false } as const;
const at = 1_780_000_000_000;
const officer = { role: "officer", body: "roads" } as const;
const steps: Step[] = [
  {
    ...{ kind: "file", at, by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", ...choices },
    said: { text: "路灯坏了，我电话 13900000000", place: "村口" },
  },
  {
    kind: "join",
    at,
    by: { role: "citizen" },
    door: "web",
    person: 1,
    ...choices,
    said: { text: "我家门口也黑" },
  },
  { kind: "complain", at, by: { role: "citizen", person: 0 }, said: { text: "页面打不开" } },
  { kind: "contact", at, by: officer, way: "phone", person: 0, reached: true, raisedRating: false },
  {
    ...{ kind: "reply", at, by: officer, asks: [{ ask: 1, as: "answered" }], commitments: [] },
    said: { text: "已联系 13900000000，灯修好了，值班电话 0999-5550120" },
  },
  { kind: "sign", at, by: officer, step: 4, said: { name: "演示丁" } },
];
const bodies = new Map([
  ["roads", { id: "roads", zh: "交通局", en: "Roads", desk: "养护股", phone: "0999-5550120", address: "" }],
]);
const seen = (person: number | undefined, open = false) => {
  const first = { ...steps[0]!, open } as Step;
  const all = [first, ...steps.slice(1)];
  return stepViews(all, fold(all)!, bodies, person);
};
const text = (person: number | undefined, open = false) => JSON.stringify(seen(person, open));

test("the person reads all of the own words, and the officer's name where the officer signed", () => {
  expect(text(0)).toContain("13900000000");
  expect(text(0)).toContain("页面打不开");
  expect(seen(0).find((each) => each.place === 4)).toMatchObject({
    signed: "演示丁",
    desk: "养护股，电话 0999-5550120",
  });
  expect(text(0)).not.toContain("我家门口也黑");
});

test("another person of the request reads no words of the first, and no telephone in the reply", () => {
  expect(text(1)).toContain("我家门口也黑");
  expect(text(1)).toContain("灯修好了");
  expect(text(1)).toContain("0999-5550120");
  for (const hidden of ["13900000000", "路灯坏了，我", "页面打不开", "打电话联系"])
    expect(text(1)).not.toContain(hidden);
});

test("the public reads masked words where the filer consented", () => {
  expect(text(undefined, true)).toContain("路灯坏了");
  for (const hidden of ["13900000000", "我家门口也黑", "页面打不开"])
    expect(text(undefined, true)).not.toContain(hidden);
  expect(text(undefined, false)).not.toContain("路灯坏了，我");
});
