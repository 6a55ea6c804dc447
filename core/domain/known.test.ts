// What is remembered of texts.

import { expect, test } from "vitest";
import { Known } from "./known.ts";

test("made once for each text, and anew when too many are known", () => {
  const asked: string[] = [];
  const lengths = new Known(3, (text) => {
    asked.push(text);
    return text.length;
  });
  expect(["甲", "乙乙", "甲", "丙丙丙", "乙乙"].map((text) => lengths.of(text))).toEqual([1, 2, 1, 3, 2]);
  expect(asked).toEqual(["甲", "乙乙", "丙丙丙"]);
  expect(["丁", "甲", "丁"].map((text) => lengths.of(text))).toEqual([1, 1, 1]);
  expect(asked).toEqual(["甲", "乙乙", "丙丙丙", "丁", "甲"]);
});
