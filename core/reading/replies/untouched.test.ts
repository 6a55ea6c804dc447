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
