// Requests that a villager would call the same matter, and those that merely use the same words.

import fc from "fast-check";
import { expect, test } from "vitest";
import { LIKELY, likeness, tokensOf } from "./likeness.ts";

const light = {
  matter: "street-light",
  words: "村口小桥边的路灯坏了三个月，晚上看不见路。修好路灯",
  place: "柳河镇柳树村村口小桥",
};

test.each([
  [
    "the same light in other words",
    { matter: "street-light", words: "小桥边路灯不亮，天黑走路摔跤。请修路灯", place: "柳树村村口" },
  ],
  [
    "the same light under another kind",
    { matter: "other", words: "柳树村村口的路灯坏了好久，晚上看不见。修路灯", place: "柳树村" },
  ],
  [
    "without a place of its own",
    { matter: "street-light", words: "村口小桥的路灯坏了，修好路灯", place: "" },
  ],
])("is likely: %s", (_, other) => {
  expect(likeness(light, other)).toBeGreaterThanOrEqual(LIKELY);
});

test.each([
  ["the same words in another village", { ...light, place: "青石镇大坪村广场" }],
  [
    "another matter in the same place",
    { matter: "water", words: "从昨天起停水，家里没法做饭。尽快来水", place: "柳树村村口" },
  ],
  [
    "a question about lights",
    { matter: "other", words: "想问农村安装太阳能灯有没有补贴，去哪里申请", place: "" },
  ],
])("is not likely: %s", (_, other) => {
  expect(likeness(light, other)).toBeLessThan(LIKELY);
});

test("tokens are pairs of characters that mean something, and whole Latin words", () => {
  expect(tokensOf("修好的路灯，WiFi 5G")).toEqual(["修好", "路灯", "wifi", "5g"]);
  expect(tokensOf("了的")).toEqual([]);
});

test("likeness is the same both ways, between 0 and 1, and 1 with itself", () => {
  const text = fc.string({ unit: fc.constantFrom(..."路灯修水电村口桥边的了坏停来"), maxLength: 40 });
  const matter = fc.record({ matter: fc.constantFrom("water", "other", null), words: text, place: text });
  fc.assert(
    fc.property(matter, matter, (a, b) => {
      expect(likeness(a, b)).toBeCloseTo(likeness(b, a));
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
      expect(likeness(a, b)).toBeLessThanOrEqual(1);
      if (tokensOf(a.words).length > 0) expect(likeness(a, a)).toBe(1);
    }),
    { numRuns: 300 },
  );
});
