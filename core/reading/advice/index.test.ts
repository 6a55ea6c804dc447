// Advice while writing: signs are found, past and talk of the future are not taken for danger.

import { describe, expect, test } from "vitest";
import { adviceOn } from "./index.ts";

const ids = (text: string) => adviceOn(text).map((each) => each.id);

describe("advice", () => {
  test.each([
    ["楼道里着火了，还有人", "fire"],
    ["煤气味很大，老人头晕", "fire"],
    ["厨房闻到天然气，关了阀门还有", "fire"],
    ["液化气罐在漏气", "fire"],
    ["我爸在地里晕倒了", "danger"],
    ["有人拿刀在巷口", "police"],
    ["法院判了一年，对方不给钱", "court"],
    ["村会计侵吞占地款", "discipline"],
    ["不服信访，复核意见书上没写理由", "petition"],
    ["收到行政处罚决定书，罚得太重", "review"],
    ["公司违法辞退，不给补偿", "labour"],
  ])("%s → %s", (text, id) => expect(ids(text)).toContain(id));

  test.each(["路灯坏了三个月，晚上老人摔过跤", "建议多搞触电急救培训", "垃圾没人收，气味大"])(
    "says nothing of: %s",
    (text) => expect(adviceOn(text)).toEqual([]),
  );

  test("puts the urgent first, and names what it read", () => {
    const found = adviceOn("起诉之前他又打人了");
    expect(found.map((each) => [each.id, each.sign])).toEqual([
      ["police", "打人了"],
      ["court", "起诉"],
    ]);
  });

  test("takes a hundred thousand characters in linear time", () => {
    const started = performance.now();
    adviceOn("拖欠裂缝".repeat(25_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
