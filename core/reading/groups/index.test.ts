// What a group message is read as: kinds, deadlines, occasions, bases.

import fc from "fast-check";
import { expect, test } from "vitest";
import { KIND_BIT, type MessageKind, NO_LEAD } from "../../domain/messages.ts";
import { deadlineOf } from "./deadline.ts";
import { readMessage } from "./index.ts";
import { MAIN_KINDS } from "./kind.ts";
import { proofOf } from "./proof.ts";

/** Tuesday, 2026-06-30, 10:00 in Beijing. */
const SECOND = Date.parse("2026-06-30T10:00:00+08:00") / 1000;
const has = (text: string, kind: MessageKind) =>
  (readMessage(text, "text", SECOND).kinds & KIND_BIT[kind]) !== 0;

test.each([
  ["请各村今天下午3点前报送空置房名单", 5 * 60],
  ["请各站所11点半前把表交到办公室", 90],
  ["还没交的抓紧，两点前必须报来", 4 * 60],
  ["请各组于周五下班前上报", 3 * 1440 + 8 * 60],
  ["请于7月2日前完成并上报名单", 2 * 1440 + 14 * 60],
  ["各单位半小时内报送在岗人数", 30],
  ["明早8:30前把材料交齐，请各科室抓紧", 22 * 60 + 30],
  ["请各组于十二点前报送，逾期通报", 2 * 60],
  ["余下的中午前点完，还差三家没报", 2 * 60],
  ["请各村于七月二日前完成并上报名单", 2 * 1440 + 14 * 60],
  ["请各科室１７：３０前把台账报送到办公室", 7 * 60 + 30],
  ["请各站所于5号前报送清单", 5 * 1440 + 14 * 60],
  ["工单转南城所，请2h内上报结果", 120],
])("%s", (text, minutes) => {
  expect(readMessage(text, "text", SECOND).lead).toBe(minutes);
});

test("the hour of a meeting and a day gone by are no deadlines", () => {
  expect(readMessage("请各组长明天上午九点到三楼开会", "text", SECOND).lead).toBe(NO_LEAD);
  expect(readMessage("昨天下午三点前的数据已经报了", "text", SECOND).lead).toBe(NO_LEAD);
});

test.each([
  ["请各村清明前完成上坟路口的排查", "order", "清明前"],
  ["自即日起至12月20日开展排查，请各网格每日填报", "order", "12月20日"],
  ["三个科还是红的，明早晨会前不变绿自己上台说", "deadline", "明早晨会前"],
  ["距离截止还有1小时20分，未接龙的请快", "deadline", "还有1小时20分"],
  ["昨天说好下班前给的，现在都几点了", "deadline", undefined],
  ["现在都十一点半了，还没人交", "deadline", undefined],
  ["截至上午10点，仍有5个科室没传", "deadline", undefined],
  ["把今天那篇推文转到各组", "order", undefined],
  ["给3号投一票，每人都要投", "order", undefined],
  ["定于28日下午3:00在四楼召开会议，请准时参加", "order", undefined],
] as const)("the deadline's words: %s", (text, kind, words) => {
  const found = deadlineOf(text, kind);
  expect(found && text.slice(found.start, found.end)).toBe(words);
});

test("deadline and proof are exact words of the text", () => {
  const text = "请各村周四下午5点前清完河道，清后照片要看得见桩号";
  const deadline = deadlineOf(text, "order")!;
  expect(text.slice(deadline.start, deadline.end)).toBe("周四下午5点前");
  const proof = proofOf(text, "order")!;
  expect(text.slice(proof.start, proof.end)).toBe("清后照片要看得见桩号");
});

test("occasions, dangers, bases and single receivers are marked", () => {
  expect(has("感谢消防员把老人救出来", "names-occasion")).toBe(true);
  expect(has("暴雨红色预警，沟边的马上转移", "names-alert")).toBe(true);
  expect(has("法院要求今天下午5点前提交举证材料，请各科室配合", "has-basis")).toBe(true);
  expect(has("@小陈 下班前把章送过来", "to-one")).toBe(true);
  expect(has("@所有人 下班前把章送过来", "to-one")).toBe(false);
});

test("an offer left to the reader is no binding order, whatever it is read as", () => {
  for (const text of ["下周五县里来讲课，各村自愿报名", "请有需要的同志自行领取资料，不作要求"])
    if (has(text, "order") || has(text, "deadline")) expect(has(text, "not-binding")).toBe(true);
  expect(has("请各村今天下班前把危房名单报我", "order")).toBe(true);
  expect(has("请各村今天下班前把危房名单报我", "not-binding")).toBe(false);
});

test.each<[string, MessageKind, boolean]>([
  // What is not shown counts as not done: that obliges, whatever else the words are.
  ["入户要有照片，没有照片算没去", "demands-trace", true],
  ["学习会要拍视频，没有视频视为没开", "demands-trace", true],
  ["宣传视频每个社区每周5条，都要传", "demands-trace", true],
  ["这段视频每次看都想笑", "demands-trace", false],
  ["没装软件的同志马上装，上面要抽查", "demands-install", true],
  ["还没有这个APP的各组现在就装", "demands-install", true],
  ["路灯今天现在就装灯杆，请各组让一让", "demands-install", false],
])("%s: %s", (text, kind, demanded) => {
  expect(has(text, kind)).toBe(demanded);
});

test("every text has exactly one main kind, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
      const { kinds, lead } = readMessage(text, "text", SECOND);
      expect(MAIN_KINDS.filter((kind) => (kinds & KIND_BIT[kind]) !== 0)).toHaveLength(1);
      expect(lead).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
