// What joins two texts: a number that is no date, and signs that not every letter holds.

import { expect, test } from "vitest";
import { sharesNumber, sharesSigns } from "./naming.ts";

test("a bus line or a sum joins two texts, a day of the month does not", () => {
  expect(sharesNumber("207路公交不到站", "207路已恢复停靠。")).toBe(true);
  expect(sharesNumber("10月18日预约的号没有", "银行卡10月31日到期。")).toBe(false);
  expect(sharesNumber("欠我3200元", "8月12日付清3200元。")).toBe(true);
});

test("words that stand in nearly every letter join nothing", () => {
  expect(sharesSigns("垃圾没人清好几天", "窗口没人值班，好几次。")).toBe(false);
  expect(sharesSigns("垃圾没人清", "垃圾已清运。")).toBe(true);
});
