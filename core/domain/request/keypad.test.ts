// The keypad's answers: what is clear is read, what is not clear is never taken for praise.

import { describe, expect, test } from "vitest";
import { keypadQuestion, readKeypad } from "./keypad.ts";

describe("one open request", () => {
  test.each([
    ["1", "solved"],
    ["回 1", "solved"],
    ["回复３", "not"],
    ["没解决。", "not"],
    ["未解决", "not"],
    ["解决了", "solved"],
    ["1解决", "solved"],
    ["4", "cannot-explained"],
    ["0", "human"],
    ["转人工", "human"],
  ])("%s is %s", (text, choice) => {
    expect(readKeypad(text, 1)).toEqual(text.includes("没") ? { choice: "not" } : { choice });
  });

  test.each(["5", "13", "1没解决", "好的", "解决不了", "", "111", "解决个什么"])(
    "%s cannot be told",
    (text) => {
      expect(readKeypad(text, 1)).toBeUndefined();
    },
  );
});

describe("several open requests on one phone", () => {
  test("the line stands before the answer; without it nothing is guessed", () => {
    expect(readKeypad("23", 2)).toEqual({ choice: "not", line: 2 });
    expect(readKeypad("2没解决", 2)).toEqual({ choice: "not", line: 2 });
    expect(readKeypad("31", 2)).toBeUndefined();
    expect(readKeypad("1", 2)).toBeUndefined();
    expect(readKeypad("解决", 2)).toBeUndefined();
    expect(readKeypad("0", 2)).toEqual({ choice: "human" });
  });
});

test("the question fits one SMS of 70 characters", () => {
  expect([...keypadQuestion("2341 1234")].length).toBeLessThanOrEqual(70);
  expect([...keypadQuestion("2341 1234", 9)].length).toBeLessThanOrEqual(70);
  expect(keypadQuestion("2341 1234")).toContain("1解决 2部分 3没解决 4说清了 0找人");
});
