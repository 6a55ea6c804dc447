// The longest common passage, on texts where it can be seen by eye.

import { expect, test } from "vitest";
import { longestPassage } from "./passage.ts";

const passage = (a: string, b: string) => {
  const found = longestPassage(Array.from(a), Array.from(b));
  if (found === undefined) return undefined;
  const text = Array.from(a)
    .slice(...found.a)
    .join("");
  expect(
    Array.from(b)
      .slice(...found.b)
      .join(""),
  ).toBe(text);
  return text;
};

test("finds the longest run, wherever it stands", () => {
  expect(passage("前言：各村要在周五前清理沟渠，谢谢", "请注意，各村要在周五前清理沟渠并拍照")).toBe(
    "各村要在周五前清理沟渠",
  );
  expect(passage("甲乙丙丁戊一二三四五六七", "一二三四五六七甲乙丙丁戊")).toBe("一二三四五六七");
  expect(passage("没有相同之处", "完全是两回事")).toBeUndefined();
});

test("texts that repeat themselves do not take for ever", () => {
  const same = "好".repeat(3000);
  expect(passage(same, `${same}吗`)?.length).toBe(3000);
});
