// Which signs of the replies are everyday ones, and that few replies tell nothing.

import { expect, test } from "vitest";
import type { PublicRequest } from "../../domain/facts.ts";
import { everydaySigns } from "./everyday-signs.ts";

const replied = (text: string) => ({ steps: [{ kind: "reply", text }] }) as unknown as PublicRequest;
const many = Array.from({ length: 200 }, (_, i) => replied(i % 10 === 0 ? "路灯已修好" : "已办结"));

test("a sign that more than the share of the replies hold is an everyday one", () => {
  const isEveryday = everydaySigns(many, 0.05);
  expect(["已", "灯", "棚"].map(isEveryday)).toEqual([true, true, false]);
  expect(everydaySigns(many, 0.2)("灯")).toBe(false);
});

test("of a few replies nothing is known", () => {
  expect(everydaySigns(many.slice(0, 50), 0.05)("已")).toBe(false);
});
