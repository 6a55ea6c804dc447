// Dated commitments of a thread: which replies are read closely, which promises stand, which were moved and how late.

import { expect, test } from "vitest";
import { startOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { mayPromise, movesOf, promisesOf, standing } from "./promised.ts";

const thread = (...replies: readonly (readonly [string, string])[]): PublicRequest => ({
  source: { file: "a.csv", row: 1 },
  id: "1",
  subject: "东街人行道",
  text: "东街人行道塌了，什么时候修",
  steps: replies.map(([day, text]) => ({ kind: "reply" as const, at: startOf(day), text })),
});

test("a promise with a day is found, one without is not", () => {
  const found = promisesOf(
    thread(["2026-03-02", "您好！我局将于4月底前完成东街人行道修复。"], ["2026-03-03", "我们将尽快办理。"]),
  );
  expect(found.map((each) => each.due)).toEqual(["2026-04-30"]);
});

test("a later day for the same thing is a move; it is late where the first day had passed", () => {
  const promises = promisesOf(
    thread(
      ["2026-03-02", "我局将于4月底前完成东街人行道修复。"],
      ["2026-04-20", "因连续降雨，东街人行道修复将于5月底前完成。"],
      ["2026-06-08", "东街人行道修复预计7月底前完成。"],
    ),
  );
  const moves = movesOf(promises);
  expect(moves.map((each) => [each.from.due, each.to.due, each.late])).toEqual([
    ["2026-04-30", "2026-05-31", false],
    ["2026-05-31", "2026-07-31", true],
  ]);
  expect(standing(promises).map((each) => each.due)).toEqual(["2026-07-31"]);
});

test("two different things with two days are no move", () => {
  const promises = promisesOf(
    thread(
      ["2026-03-02", "我局将于4月底前完成东街人行道修复。"],
      ["2026-04-20", "西门停车场将于8月底前建成开放。"],
    ),
  );
  expect(movesOf(promises)).toEqual([]);
});

test("moves told in other words and with other days are still moves of one thing", () => {
  const promises = promisesOf(
    thread(
      ["2025-12-02", "我们答应您，于12月14日前把摊位迁进疏导点。"],
      ["2025-12-15", "材料还没到，把摊位迁进疏导点的时间推到1月3日。"],
      ["2026-01-04", "此前答复的时间有变：最迟一月二十三日把摊位迁进疏导点。"],
    ),
  );
  expect(promises.map((each) => each.due)).toEqual(["2025-12-14", "2026-01-03", "2026-01-23"]);
  expect(movesOf(promises)).toHaveLength(2);
});

test("what was done on the day of the reply is no promise", () => {
  expect(promisesOf(thread(["2025-07-23", "经查该犬无证，7月23日将烈性犬移交基地。"]))).toEqual([]);
});

test.each([
  ["经查，预计2026年不会启动西门停车场的建设。", 0],
  ["该路段2026年暂不列入改造计划。", 0],
  ["我镇将按照《乡村道路三年行动计划（2025—2027年）》的要求，补短板、强弱项。", 0],
  ["我局将在管线迁改完成后一个月内修复东街人行道。", 0],
  ["我局将于4月底前完成东街人行道修复，施工期间不会停水。", 1],
  ["我镇将按照《乡村道路三年行动计划》于4月底前完成东街人行道修复。", 1],
])(
  "what is not to be done, the years of a plan's title and a span after some event are no promise with a day: %s",
  (text, count) => {
    expect(promisesOf(thread(["2026-03-02", text]))).toHaveLength(count);
  },
);

test.each([
  ["申请人应于5月1日前提交材料。", false],
  ["请您于5月1日前到窗口领取。", false],
  ["3月20日前已全部发放。", false],
  ["我们不晚于5月1日把押金退给您。", true],
  ["5月1日之前装好新的加压泵。", true],
])("%s is the office's own deadline: %s", (text, ours) => {
  expect(promisesOf(thread(["2026-03-02", text])).length > 0).toBe(ours);
});

test.each([
  ["3月1日已更换灯头并恢复照明。", false],
  ["带发票和清单到医保窗口，5个工作日到账。", false],
  ["该路段计划于2026年动工建设。", true],
  ["责令其三个工作日内完成整改。", true],
])("%s", (text, wanted) => {
  expect(mayPromise(text)).toBe(wanted);
});
