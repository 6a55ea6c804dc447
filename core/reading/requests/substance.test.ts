// What a reply says beside formulas: receipts, praise and attitude are nothing, a promise with a day is something, passing on names a receiver or nobody.

import { expect, test } from "vitest";
import { isSubstantive, partsOf } from "./substance.ts";

test.each([
  "您好！您所提的情况我们已经了解。祝您工作顺利，身体健康！",
  "亲爱的朋友：您的意见我们已认真阅读。您的建议十分中肯，深表谢意！",
  "来信收悉。将作为今后工作的重要参考。不断增强人民群众的获得感。",
  "您好，我们会把您的心声放在心上。争取做得更好。请您放心。",
  "您好，我们将继续督促有关部门的工作。",
  "您好，您反映的情况已收悉，将认真协调相关单位研究。",
])("holds nothing that answers: %s", (reply) => {
  expect(isSubstantive(reply)).toBe(false);
  expect(partsOf(reply).forwards).toBe(false);
});

test.each([
  "我们会于6月24号前完成入户核对并开评议会。",
  "您好，该路段灯头烧坏，昨日换好。",
  "带身份证到一楼3号窗。",
  "我们将不晚于7月5日更换提升泵。",
  "网友：路灯已修好。",
  "网友反映的路灯属实，灯头烧坏。",
  "您所反映的水表，是空转。",
  "待水管到货后更换阀门。",
  "县领导已批示拨款两万元。",
])("answers: %s", (reply) => expect(isSubstantive(reply)).toBe(true));

test.each([
  "经研究，已将您的问题转至有关部门核实。请您静候。",
  "来信人：您好！已请主管部门处理。",
  "此件我们已移送责任单位，感谢您的支持。",
  "您好。此件已流转属地。",
  "该事项不在我处，已交属地跟进。",
  "您说的事情已反馈给属地。请留意。",
  "我们已将您的来信报送有关部门。",
  "县委员会已责成有关部门处理。",
  "网友清水河边的老李一家：您反映的路灯问题已转到相关部门处理。",
  "您好！您的来帖我镇收悉后，已批转有关单位办理，办理情况及时向您反馈。",
  "你好，您所咨询的事项，已转交责任部门调查。",
  "收悉。关于您反映的问题，已转责任部门调查。",
  "您好，已移交有关单位，待核查清楚后予以答复。",
  "您好，已转交相关单位。如有进展，将第一时间在网上告知您。",
  "您的来函已收悉，县领导作出批示，交由有关单位办理。",
  "你的留言已转交给相关领导和责任部门。B2县网信办2025年6月2日",
])("passes on to nobody who is named: %s", (reply) => {
  expect(partsOf(reply)).toMatchObject({ forwards: true, receiver: undefined });
  expect(isSubstantive(reply)).toBe(false);
});

test.each([
  ["关于您反映的问题，不属于我镇管理范围，我们已将此问题上报给县网信部门。", "网信"],
  ["您说的事我们已将来信转交林业部门。", "林业"],
])("passes on to a department that is named: %s", (reply, receiver) => {
  expect(partsOf(reply).receiver).toContain(receiver);
});

test("money in turnover and a school record moved for the citizen are not passed on", () => {
  expect(partsOf("我们计划9月24日前把学籍转接办完，请您监督。").forwards).toBe(false);
  expect(partsOf("于3月16日前用应急周转金垫付工资，由镇里负责。").forwards).toBe(false);
});
