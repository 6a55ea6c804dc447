// Folding, fingerprints and exact likeness of texts.

import fc from "fast-check";
import { expect, test } from "vitest";
import { exactJaccard, folded, normalise, shingles } from "./text.ts";

test("width, blanks, capitals and kinds of punctuation fold away; numbers stay", () => {
  expect(normalise("　Ａpp 已 上线！！\u200b").text).toBe("app已上线");
  expect(normalise("好的。。。明天；见").text).toBe("好的，明天，见");
  expect(normalise("3.5万").text).not.toBe(normalise("35万").text);
});

test("offsets lead back to the given text", () => {
  const given = "  请 于８月底前，上报。";
  const read = normalise(given);
  expect(read.text).toBe("请于8月底前，上报");
  const at = read.text.indexOf("8月底");
  expect(given.slice(read.offsets[at], read.offsets[at + 3])).toBe("８月底");
  expect(read.offsets.length).toBe(read.text.length + 1);
});

test("folding is stable and its offsets never go back, on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const once = normalise(text);
      expect(once.offsets.length).toBe(once.text.length + 1);
      for (let at = 1; at < once.offsets.length; at++)
        expect(once.offsets[at]! >= once.offsets[at - 1]!).toBe(true);
      expect(once.offsets[once.text.length]).toBe(text.length);
      expect(folded(text)).toBe(once.text);
    }),
  );
  // U+FDFA is one character that becomes eighteen.
  expect(normalise("\ufdfa".repeat(9)).text.length).toBeGreaterThan(100);
});

test("folded texts see words, not dress", () => {
  expect(folded("收到，谢谢。")).toBe(folded("收到, 谢谢"));
  expect(folded("收到")).not.toBe(folded("收悉"));
});

test("likeness is exact", () => {
  expect(shingles("一二三四五六", 5)).toEqual(new Set(["一二三四五", "二三四五六"]));
  expect(shingles("一二", 5)).toEqual(new Set(["一二"]));
  expect(shingles("", 5).size).toBe(0);
  expect(exactJaccard(shingles("一二三四五六", 5), shingles("一二三四五七", 5))).toBeCloseTo(1 / 3);
  expect(exactJaccard(new Set(), new Set())).toBe(0);
});

test("folding alone gives the text of folding with offsets, in words as people write them", () => {
  const unit = fc.constantFrom(..."路灯坏了好几天 \u3000３5.%（）。，！ＡbC㎡①é\u200b😀\n");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      expect(folded(text)).toBe(normalise(text).text);
    }),
  );
});
