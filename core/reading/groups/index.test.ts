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

test("a deadline that had run out for one reader still runs for another", () => {
  const text = "请各网格今天下午3点前报送空调外机名单";
  expect(readMessage(text, "text", SECOND + 6 * 3600).lead).toBe(NO_LEAD);
  expect(readMessage(text, "text", SECOND).lead).toBe(5 * 60);
});

test.each(
  (
    "今天 今晚 明天 听日 大后天 后天 当天 周五 星期五 礼拜五 本周五 这周五 下周五 本月底 这个月底 下月底 月底 年底 明年底 7月2日 七月二日 正月初三 腊月初八 初五 十二号 7.15 5号 " +
    "下午 上午 晚上 中午 早上 凌晨 傍晚 半夜 夜里 8:30 8点半 十一点 零点 两点 下班 上班 放学 天黑 午饭 吃饭 睡觉 散会 开会 收工 过年 春节 放假 节 汛期 开学 COB EOD 晨会 早会 例会 会议 验收 检查 迎检 " +
    "开考 考试 出门 出发 发车 交班 换岗 关门 熄灯 早读 清明 端午 中秋 国庆 元旦 十一 五一 小年 除夕 入冬 立冬 霜降 封山 雨季 雨来 落山 上冻 年"
  ).split(" "),
)("%s前 is a deadline", (time) => {
  const found = deadlineOf(`请各组把表在${time}前交来`, "deadline");
  expect(found).toBeDefined();
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

/** Words with digits that the patterns know, and digits to put in their places. */
const WITH_DIGITS = [
  "请各村今天下午#点前报送空置房名单，未报的#户通报",
  "请各站所#点半前把表交到办公室",
  "请于#月#日前完成并上报名单",
  "工单转南城所，请#h内上报结果",
  "还剩#小时，没签到的抓紧打卡",
  "收到请回#",
  "收到的扣#",
  "请各组#小时在线，保持学习时长",
  "给#号投一票，每人都要投",
  "学习积分后#名的，完成率不到#%，写检讨",
  "请各科室#:#前把台账报送到办公室",
  "入户照片每人不少于#张，发群里",
];

test("a text reads the same whatever was read before it with other digits", () => {
  const digits = fc.constantFrom("0", "1", "3", "5", "9", "11", "12", "15", "24", "30", "48", "99");
  fc.assert(
    fc.property(fc.constantFrom(...WITH_DIGITS), fc.array(digits, { minLength: 8 }), (pattern, fill) => {
      let at = 0;
      const text = pattern.replace(/#/g, () => fill[at++ % fill.length]!);
      const read = readMessage(text, "text", SECOND);
      // A long text is never kept, and a blank at its end is no word of it.
      const alone = readMessage(`${text}${" ".repeat(81)}`, "text", SECOND);
      expect([read.kinds, read.lead]).toEqual([alone.kinds, alone.lead]);
    }),
    { numRuns: 500 },
  );
});
