// Asks without a word in the reply: what counts as named, and what a further turn of the reply may answer.

import { expect, test } from "vitest";
import { untouchedAsks } from "./untouched.ts";

const subject = "东街路灯不亮";
const open = (text: string, reply: string) =>
  untouchedAsks({ subject, text }, [{ text: reply }]).map((ask) => ask.text);
const FIXED = "您好！东街路灯的问题，经检查，三盏灯的灯头烧坏，2月24日已更换灯头，恢复照明。";

test("a second question about another thing without a word in the reply is open", () => {
  expect(open("东街路灯坏了两周。请抓紧修好。菜场的公厕为什么锁着门？", FIXED)).toEqual([
    "菜场的公厕为什么锁着门",
  ]);
});

test("a question that names nothing beside the subject is not looked for", () => {
  expect(open("东街路灯坏了两周。什么时候能修好？", FIXED)).toEqual([]);
  expect(open("东街路灯坏了两周。请尽快处理。能不能快一点？", FIXED)).toEqual([]);
});

test("a wish is not looked for: it is met under other words", () => {
  expect(open("东街路灯坏了两周。请安排专人巡逻。", FIXED)).toEqual([]);
});

test("a further turn of the reply may answer the open question in other words", () => {
  expect(
    open("东街路灯坏了。请修好。菜场的公厕为什么锁着门？", `${FIXED}另外，水管冻裂停用，3月1日开放。`),
  ).toEqual([]);
});

test("nothing is open where the reply answers nothing", () => {
  expect(open("东街路灯坏了。菜场的公厕为什么锁着门？", "您好，您反映的问题已转交有关部门。")).toEqual([]);
});

test("questions without a mark are questions, and lone signs name things", () => {
  expect(open("路灯坏了。请修好。农机补贴的名额还有没有。", FIXED)).toEqual(["农机补贴的名额还有没有"]);
  expect(open("路灯坏了。请修好。对面那家店有没有证？", FIXED)).toEqual(["对面那家店有没有证"]);
  expect(open("路灯坏了。请修好。药店能不能晚点关，帮忙说说不？要得不？", FIXED)).toHaveLength(1);
});

test("the words with which people introduce themselves name no matter", () => {
  expect(open("我替老母亲写这封信，谁来修？请尽快。", FIXED)).toEqual([]);
});

test("an answer under kindred words or in part of the same word is an answer", () => {
  const also = (words: string) => `${FIXED}${words}`;
  expect(open("路灯坏了。请修好。摔坏的家具谁赔？", also("财产损失定损后走保险。"))).toEqual([]);
  expect(open("路灯坏了。请修好。还有粉尘很大，管不管？", also("工地扬尘已加装喷淋。"))).toEqual([]);
  expect(open("路灯坏了。请修好。先放几个锥桶行不行。", also("锥桶已摆放。"))).toEqual([]);
});

test("a turn that takes up the first ask again still answers a further one", () => {
  expect(
    open("东街一片漆黑。请把灯修好。菜场公厕为什么锁着？", `${FIXED}至于第二个问题，灯下水管冻裂停用。`),
  ).toEqual([]);
});

test("an act names an ask that no thing names, but not where it only asks to know", () => {
  expect(open("东街路灯坏了。请修好。灯柱能不能移走？", FIXED)).toEqual(["灯柱能不能移走"]);
  expect(open("东街路灯坏了。请修好。你们晓得不晓得？", FIXED)).toEqual([]);
});

test("a lone sign that stands in many replies meets nothing", () => {
  const text = "东街路灯坏了。请修好。大棚膜的补贴怎么领？";
  const reply = "您好！东街路灯的问题，2月24日已修好。棚户区线路也已登记。";
  const asked = (everyday: string) =>
    untouchedAsks({ subject, text }, [{ text: reply }], (sign) => everyday.includes(sign));
  expect(asked("")).toEqual([]);
  expect(asked("棚")).toHaveLength(1);
});

test("a short question with its mark, an urging and a choice of two are asks", () => {
  expect(open("路灯坏了。请修好。听说有免费轮椅，怎么领？", FIXED)).toEqual(["听说有免费轮椅，怎么领"]);
  expect(open("路灯坏了。赶紧修好吧。农机补贴的名额还有没有。", FIXED)).toHaveLength(1);
  expect(open("路灯坏了。请修好。苗死了，是种子还是药的问题。", FIXED)).toEqual([
    "苗死了，是种子还是药的问题",
  ]);
});

test("a reply that takes up no word of the message leaves its further questions open as well", () => {
  expect(
    open(
      "冰箱都烧了。请来人查一查。菜场的公厕为什么锁着门？",
      "您好！4月12日更换接头，实测二百二十伏，供电正常。",
    ),
  ).toEqual(["菜场的公厕为什么锁着门"]);
});

test("a question that scolds awaits no answer", () => {
  for (const scolding of [
    "难道菜场的公厕就该锁着？",
    "公厕锁着门，管理员的良心何在？",
    "大人都不敢走，这叫娃娃怎么能上学？",
    "换个灯头又有什么用？",
    "承包商的钱去哪里了，是不是有见不得人的勾当？",
    "这样的工头谁敢请？",
    "承包商不该负起责任吗？",
    "再不弄，娃娃还怎么上学？",
  ])
    expect(open(`东街路灯坏了两周。请抓紧修好。${scolding}`, FIXED)).toEqual([]);
  expect(open("东街路灯坏了两周。难道没人管？请问菜场的公厕为什么锁着门？", FIXED)).toHaveLength(1);
});

test("what was asked of others before is told, not asked", () => {
  expect(open("东街路灯坏了两周。请修好。我还问过电工有没有备用变压器？", FIXED)).toEqual([]);
  expect(open("东街路灯坏了两周。问：变压器是谁的？答：不晓得。请修好。", FIXED)).toEqual([]);
  expect(open("东街路灯坏了两周。请修好。想问：变压器是谁的？", FIXED)).toHaveLength(1);
});

test("where the first answer is no, what was asked in case of yes is settled", () => {
  const text = "老变压器可不可以买下来？如果可以，发票和运费怎么算？";
  expect(open(text, "您好，变压器是国有资产，不能出售给个人。")).toEqual([]);
  expect(open(text, "您好，变压器可以卖给个人，本月起挂牌拍卖。")).toHaveLength(1);
});

test("what the whole message speaks of takes up no further ask", () => {
  const dog = (ask: string, reply: string) =>
    untouchedAsks({ subject: "邻居的狗不拴", text: `狗半夜叫，老人害怕。请管一管。${ask}` }, [
      { text: reply },
    ]);
  const done = "您好！3月2日找到犬主，已把狗关进笼子。";
  expect(dog("给狗办证在哪个窗口？", done)).toHaveLength(1);
  expect(dog("给狗办证在哪个窗口？", `${done}办证在派出所一楼窗口。`)).toEqual([]);
});

test("a lone sign takes up no ask in a sentence that tells how the main matter went, nor in one that takes up another ask", () => {
  const text = "东街路灯坏了。请修好。菜场的米粉多少钱一碗？公厕几点开门？";
  const said = (words: string) =>
    untouchedAsks({ subject, text }, [{ text: `您好！${words}` }]).map((ask) => ask.text);
  expect(said("路灯3月2日修好，用去800元。公厕六点开门。")).toEqual(["菜场的米粉多少钱一碗"]);
  expect(said("路灯已修好。公厕六点开门，进门不收一元。")).toEqual(["菜场的米粉多少钱一碗"]);
  expect(said("路灯已修好。公厕六点开门。一碗八元。")).toEqual([]);
});

test("a first question about something of which the message does not speak is a further ask", () => {
  expect(open("东街路灯坏了两周。菜场的公厕为什么锁着？", FIXED)).toEqual(["菜场的公厕为什么锁着"]);
  expect(open("东街路灯坏了两周，灯杆倒了。灯杆为什么没人扶？", FIXED)).toEqual([]);
  expect(open("东街路灯坏了两周。什么时候派电工？", FIXED)).toEqual([]);
});

test("neighbouring signs name what the segmenter does not know", () => {
  expect(open("路灯坏了。请修好。老年卡刷不上，在哪换？", FIXED)).toEqual(["老年卡刷不上，在哪换"]);
  expect(open("路灯坏了。请修好。老年卡刷不上，在哪换？", `${FIXED}老年卡到总站换。`)).toEqual([]);
});

test("a law that was broken, and what else the sentence speaks of, answer nothing", () => {
  const also = (words: string) => `${FIXED}${words}`;
  expect(open("路灯坏了。请修好。没签合同能不能要双倍？", also("押金条属实，违反劳动合同法。"))).toHaveLength(
    1,
  );
  expect(open("路灯坏了。请修好。没签合同能不能要双倍？", also("双倍工资请向仲裁院提出。"))).toEqual([]);
  const wires = "路灯坏了。请修好。灯杆上的电线耷拉着，有没有漏电危险？";
  expect(open(wires, also("查看发现是电缆被挖断，已接好。"))).toHaveLength(1);
  expect(open(wires, also("已测绝缘，合格。"))).toEqual([]);
});

test("a thing that the dictionary takes for a name or an act is a thing", () => {
  expect(open("路灯坏了。请修好。请问他们办了夜间许可没有？", FIXED)).toHaveLength(1);
});

test("an answer of the same kind takes up the ask, even if to another side of it", () => {
  const also = (words: string) => `${FIXED}${words}`;
  expect(open("路灯坏了。请修好。周末开不开门？", also("中午安排轮值，三号窗不关。"))).toEqual([]);
  expect(open("路灯坏了。请修好。人摔了住院，钱谁出？", also("治疗费由施工队先行垫付。"))).toEqual([]);
  expect(open("路灯坏了。请修好。敬老卡失灵了怎么弄？", also("老年卡持旧卡到总站换。"))).toEqual([]);
});

test("where to turn with more questions answers none", () => {
  expect(
    open("路灯坏了。请修好。农技站中午有没有人值班？", `${FIXED}有事打0999-1234567，找值班室。`),
  ).toHaveLength(1);
});
