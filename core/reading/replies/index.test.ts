// Tests the reading of replies on invented letters: kinds by shape, asks, commitments with days, hand-over, cold wording.

import { describe, expect, it } from "vitest";
import { ASK_CLAUSE_TRAITS } from "./ask-traits.ts";
import { COVER_TRAITS } from "./cover-traits.ts";
import { statesDeadline } from "./deadline.ts";
import { dueOf } from "./due.ts";
import { ASK_TRAITS, KIND_TRAITS } from "./features.ts";
import { findCommitments, isReceiptOnly, KINDS, readReply, splitAsks, WEIGHTS } from "./index.ts";
import { LEXICON_NAMES } from "./lexicon.ts";
import { PROMISE_TRAITS } from "./promises.ts";

const LAMP = {
  subject: "请求修好青石巷的路灯",
  text: "青石巷的路灯坏了半个月，老人晚上出门总摔跤。请问什么时候能修好？",
};
const at = Date.parse("2021-03-10T08:00:00+08:00");
const read = (text: string, message = LAMP) => readReply(message, [{ text, at }]);

describe("weights", () => {
  it("belong to the traits of this code", () => {
    expect(WEIGHTS.kinds).toEqual(KINDS);
    expect(WEIGHTS.kindTraits).toEqual(KIND_TRAITS);
    expect(WEIGHTS.askTraits).toEqual(ASK_TRAITS);
    expect(WEIGHTS.askClauseTraits).toEqual(ASK_CLAUSE_TRAITS);
    expect(WEIGHTS.coverTraits).toEqual(COVER_TRAITS);
    expect(WEIGHTS.promiseTraits).toEqual(PROMISE_TRAITS);
    expect(WEIGHTS.lexicon).toEqual(LEXICON_NAMES);
  });
});

describe("kind", () => {
  it("reads a greeting with a date as hollow and cold", () => {
    const reading = read("网友：您好！2021年3月10日");
    expect(reading).toMatchObject({ kind: "hollow", cold: true, abstained: false });
    expect(reading.asks.every((ask) => !ask.covered)).toBe(true);
  });
  it("reads a bare receipt as hollow, not cold", () => {
    expect(read("您好，您的来信我们已经收到，谢谢您的关注。")).toMatchObject({ kind: "hollow", cold: false });
  });
  it("does not take a correct one-line answer for hollow", () => {
    const reading = readReply({ subject: "咨询图书馆闭馆时间", text: "请问图书馆周六几点闭馆？" }, [
      { text: "您好，图书馆周六晚上9点闭馆。", at },
    ]);
    expect(reading.kind).toBe("answered");
    expect(reading.asks).toHaveLength(1);
    expect(reading.asks[0]).toMatchObject({ covered: true });
  });
  it("reads a passing on as forwarded and names the receiver", () => {
    const reading = read("网友您好，您反映的问题已转交县城管局办理，电话：0700-1234567。");
    expect(reading.kind).toBe("forwarded");
    expect(reading.handover).toEqual({ receiver: "县城管局", contact: "0700-1234567" });
  });
  it("reads 'already answered' without a pointer as hollow and cold, with a link as forwarded", () => {
    expect(read("您的问题已经答复过，不再受理。")).toMatchObject({ kind: "hollow", cold: true });
    expect(read("您好，您的问题县住建局已经答复，链接：https://example.org/1")).toMatchObject({
      kind: "forwarded",
    });
  });
  it("reads a receipt followed by a result as more than hollow", () => {
    const reading = readReply(LAMP, [
      { text: "您好，来信收悉。", at: at - 86_400_000 },
      { text: "经现场查看，青石巷的路灯线路老化，3月9日已更换线路，路灯已全部恢复照明。", at },
    ]);
    expect(["hollow", "forwarded"]).not.toContain(reading.kind);
  });
  it.each([
    "您好，办好群众的事是我们工作的出发点和落脚点，您的建议对我们很重要，我们将加强学习，提高认识，改进作风。",
    "路灯是重要的民生工程，我县始终坚持以人民为中心，不断完善基础设施，切实提升群众的幸福感。",
    "办理结果：已办理。",
    "您好，您的诉求已录入系统，系统编号20210310-0077。",
    "收悉。我局将充分考虑群众意见。",
  ])("reads praise, a better attitude or a bare 'done' as hollow: %s", (text) => {
    expect(read(text)).toMatchObject({ kind: "hollow", abstained: false });
  });
  it.each([
    "您好，我局始终坚持以人民为中心，3月9日已更换青石巷线路，路灯全部恢复照明。",
    "您好，改善照明是重要民生工程，我局将于4月底前更换青石巷全部路灯，咨询电话0700-1234567。",
    "您的建议很好，县交通局将在下一轮线路规划中充分考虑您的建议。",
  ])("does not take praise beside a result, a day or a plan for hollow: %s", (text) => {
    expect(read(text).kind).not.toBe("hollow");
  });
  it("reads an empty thread as hollow", () => {
    expect(readReply(LAMP, []).kind).toBe("hollow");
  });
});

describe("spans", () => {
  it("cut the words they name out of the texts they count in", () => {
    const first = "网友您好，来信收悉。";
    const second = "我局将于2021年4月底前更换青石巷全部路灯。";
    const reading = readReply(LAMP, [
      { text: first, at },
      { text: second, at },
    ]);
    const joined = `${first}\n${second}`;
    for (const piece of [...reading.commitments, ...reading.spans.kind]) {
      expect(joined.slice(piece.start, piece.end)).toBe(piece.text);
    }
    for (const ask of reading.asks) {
      expect(LAMP[ask.in].slice(ask.start, ask.end)).toBe(ask.text);
      if (ask.by !== undefined) expect(joined.slice(ask.by.start, ask.by.end)).toBe(ask.by.text);
    }
  });
});

describe("asks", () => {
  it("numbers distinct questions and leaves courtesies out", () => {
    const asks = splitAsks({
      subject: "咨询幼儿园报名",
      text: "您好！1、今年幼儿园几月报名？2、需要带什么材料？谢谢领导。",
    });
    expect(asks.map((ask) => ask.text)).toEqual([
      expect.stringContaining("报名"),
      expect.stringContaining("材料"),
    ]);
  });
  it("parts a short second question from the first where it wants something else", () => {
    const asks = splitAsks({
      subject: "咨询疫苗报销",
      text: "小孩被狗咬伤打了疫苗，居民医保可以报销这笔费用吗，如果可以报销到哪里办理？",
    });
    expect(asks).toHaveLength(2);
  });
  it("takes numbered reasons for one wish, and scolding questions for none of their own", () => {
    const asks = splitAsks({
      subject: "反对在河边建加油站",
      text: "请求停止在河边建加油站。1、周边居民楼很多。2、江边风大。3、离小学近。难道没有人管吗？",
    });
    expect(asks.map((ask) => ask.text)).toEqual(["请求停止在河边建加油站"]);
  });
  it("points at the clause that deals with an ask, not at the one that shares its words", () => {
    const text = "青石巷的路灯坏了三个月，请问什么时候修好路灯？";
    const reply = "您好，我局派人到青石巷查看了路灯，线路已经报废，计划4月底前完成更换。";
    const { asks } = readReply({ subject: "咨询青石巷路灯", text }, [{ text: reply, at }]);
    expect(asks.find((ask) => ask.text.includes("什么时候"))).toMatchObject({
      covered: true,
      by: { text: "计划4月底前完成更换" },
    });
  });
  it("leaves a scolding question out where something is asked for in plain words", () => {
    const asks = splitAsks({
      subject: "拖欠工资",
      text: "厂里三个月不发工资，难道没有人管吗？请帮我们把工资要回来。",
    });
    expect(asks.map((ask) => ask.text)).not.toContain("难道没有人管吗");
  });
  it("falls back to the subject", () => {
    expect(splitAsks({ subject: "东湖路", text: "" })).toEqual([
      { text: "东湖路", start: 0, end: 3, in: "subject" },
    ]);
  });
});

describe("commitments", () => {
  it("finds a promise with its day", () => {
    const [found] = findCommitments("我局将于4月底前完成青石巷路灯的更换。", "2021-03-10");
    expect(found).toMatchObject({ due: "2021-04-30", vague: false });
  });
  it("marks a promise without a time as vague", () => {
    expect(findCommitments("下一步，我局将尽快安排人员维修。", "2021-03-10")[0]).toMatchObject({
      due: null,
      vague: true,
    });
  });
  it("finds none in a fact, a rule or a thank-you", () => {
    expect(findCommitments("感谢您的关心。图书馆周六晚上9点闭馆。", "2021-03-10")).toEqual([]);
  });
  it("takes the day from a clause in front that is nothing but a time", () => {
    expect(findCommitments("2021年，我局将完成青石巷路灯的更换。", "2021-03-10")[0]?.due).toBe("2021-12-31");
  });
  it("takes no signature and nobody else's word for a promise with a day", () => {
    expect(findCommitments("您好，已办理。青石县城管局   2021年3月10日", "2021-03-10")).toEqual([]);
    expect(statesDeadline("在4月20日之前完成核算", "该公司现已承诺，")).toBe(false);
    expect(statesDeadline("在4月20日之前完成核算", "我局")).toBe(true);
  });
  it("computes no day without the day of the reply", () => {
    expect(findCommitments("我局将于4月底前完成更换。")[0]?.due ?? null).toBeNull();
  });
  it("marks a day that an earlier reply gave earlier as moved", () => {
    const thread = [
      { text: "我局将于2021年4月底前完成青石巷路灯的更换。", at },
      { text: "我局将于2021年6月底前完成青石巷路灯的更换。", at: at + 50 * 86_400_000 },
    ];
    const found = readReply(LAMP, thread).commitments;
    expect(found.map(({ due, moved }) => [due, moved ?? false])).toEqual([
      ["2021-04-30", false],
      ["2021-06-30", true],
    ]);
  });
});

describe("due days", () => {
  it.each([
    ["力争年底前完工", "2021-12-31"],
    ["计划今年上半年开工", "2021-06-30"],
    ["预计5月中旬恢复", "2021-05-20"],
    ["将于8月底建成", "2021-08-31"],
    ["将在2023年前完成", "2022-12-31"],
    ["明年年初启动", "2022-03-31"],
    ["6月前完成安装", "2021-05-31"],
    ["9月1日前公布", "2021-09-01"],
    ["一个月之内解决", "2021-04-10"],
    ["5个工作日内答复", "2021-03-17"],
    ["2022年春节前发放到位", "2022-01-31"],
    ["两年内完工", "2023-03-10"],
    ["秋季开学投入使用", "2021-09-30"],
    ["计划于元月上旬竣工", "2022-01-10"],
    ["已于去年年底竣工", "2020-12-31"],
    ["于1月24日完成线路勘测", "2021-01-24"],
    ["将于1月24日开始勘测", "2022-01-24"],
  ])("%s", (words, day) => expect(dueOf(words, "2021-03-10")).toBe(day));
  it.each(["将尽快处理", "条件成熟后实施", "待资金到位后启动", "0月底完成", "13月40日前", "每年5月份公布"])(
    "%s gives none",
    (words) => expect(dueOf(words, "2021-03-10")).toBeUndefined(),
  );
  it("counts working days over a holiday", () => {
    expect(dueOf("3个工作日内答复", "2021-09-30")).toBe("2021-10-11");
  });
});

describe("receipts", () => {
  it("knows a receipt from an answer", () => {
    expect(isReceiptOnly("网友您好，来信收悉，感谢您的支持！")).toBe(true);
    expect(isReceiptOnly("您好，办理时请带身份证原件。")).toBe(false);
  });
});

describe("odd input", () => {
  it("reads hostile long text in bounded time and never throws", () => {
    const long = (times: number) =>
      "我局将尽快".repeat(500 * times) +
      "的".repeat(6_000 * times) +
      " ".repeat(6_000 * times) +
      "9".repeat(2_500 * times);
    // A ratio within one run, since machines differ: beyond the longest text that is read, more of it costs nothing.
    // The best of three, for a pause of the machine is no work.
    const took = (text: string) => {
      const times = [1, 2, 3].map(() => {
        const started = performance.now();
        expect(KINDS).toContain(read(text).kind);
        return performance.now() - started;
      });
      return Math.min(...times);
    };
    took(long(1));
    expect(took(long(64)) / took(long(8))).toBeLessThan(4);
    for (const text of ["", " ", "。。。", "？？", "\u0000\uffff", "“UU”", "0000年00月00日"])
      expect(KINDS).toContain(read(text).kind);
  });
});
