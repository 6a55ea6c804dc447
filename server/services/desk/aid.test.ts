// The drafting aid by examples: what it says of a reply to a letter whose ask has no words of its own.

import { describe, expect, test } from "vitest";
import { lookOver } from "./aid.ts";

const LETTER =
  "路烂得没法走\n大湾村有4处坑，下雨积水看不见。2月22日有位老人骑车摔伤；大车来来回回压的，越压越深。请抓紧把路修好。就这些。";
const look = (text: string, words?: string) =>
  lookOver({
    request: LETTER,
    asks: [{ number: 1, marked: true, done: false, ...(words === undefined ? {} : { words }) }],
    ...{ text, promises: 0, day: "2026-06-30", earlier: [] },
  }).unclear;

describe("an ask without words of its own", () => {
  test.each(["6月20日已补好大湾村口4处坑，下雨不再积水。", "大湾村的路已经修好了。"])(
    "is dealt with where a reply speaks of one thing in the letter: %s",
    (reply) => expect(look(reply)).toEqual([]),
  );
  test.each(["已收到，我们会尽快处理。", "医保报销请带身份证到社保大厅三号窗口办理。"])(
    "is not where it speaks of nothing in it: %s",
    (reply) => expect(look(reply)).toEqual([1]),
  );
});

test("an ask with words of its own is looked for by these", () => {
  expect(look("大湾村的路已经修好了。", "把路修好")).toEqual([]);
  expect(look("大湾村的路已经修好了。", "给摔伤的老人赔医药费")).toEqual([1]);
});
