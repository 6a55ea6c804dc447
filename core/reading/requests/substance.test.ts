// What a reply says beside formulas: receipts, praise and attitude are nothing, a promise with a day is something, passing on names a receiver or nobody.

import { expect, test } from "vitest";
import { isSubstantive, partsOf } from "./substance.ts";

test.each([
  "您好！您所提的情况我们已经了解。祝您工作顺利，身体健康！",
  "亲爱的朋友：您的意见我们已认真阅读。您的建议十分中肯，深表谢意！",
  "来信收悉。将作为今后工作的重要参考。不断增强人民群众的获得感。",
  "您好，我们会把您的心声放在心上。争取做得更好。请您放心。",
])("holds nothing that answers: %s", (reply) => {
  expect(isSubstantive(reply)).toBe(false);
  expect(partsOf(reply).forwards).toBe(false);
});

test.each([
  "我们会于6月24号前完成入户核对并开评议会。",
  "您好，该路段灯头烧坏，昨日换好。",
  "带身份证到一楼3号窗。",
  "我们将不晚于7月5日更换提升泵。",
])("answers: %s", (reply) => expect(isSubstantive(reply)).toBe(true));

test.each([
  "经研究，已将您的问题转至有关部门核实。请您静候。",
  "来信人：您好！已请主管部门处理。",
  "此件我们已移送责任单位，感谢您的支持。",
  "您好。此件已流转属地。",
  "该事项不在我处，已交属地跟进。",
  "您说的事情已反馈给属地。请留意。",
])("passes on to nobody who is named: %s", (reply) => {
  expect(partsOf(reply)).toMatchObject({ forwards: true, receiver: undefined });
  expect(isSubstantive(reply)).toBe(false);
});

test("money in turnover and a school record moved for the citizen are not passed on", () => {
  expect(partsOf("我们计划9月24日前把学籍转接办完，请您监督。").forwards).toBe(false);
  expect(partsOf("于3月16日前用应急周转金垫付工资，由镇里负责。").forwards).toBe(false);
});
