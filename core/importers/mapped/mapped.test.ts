// The general importer: everything a request can hold, from columns, a JSON list, further rows or a table beside it.

import { describe, expect, test } from "vitest";
import { collectFolder } from "../../../test/memory-files.ts";

const at = (text: string) => Date.parse(`${text}+08:00`);
const HEAD = "kind: requests\nterritory: CN-430121\nfields: { id: 编号, subject: 标题, at: 登记时间";

describe("a whole request", () => {
  test("every field of a ledger has its place", async () => {
    const columns = {
      ...{
        编号: "R1",
        工单号: "12345-1",
        标题: "路灯不亮",
        内容: "东街的路灯坏了",
        登记时间: "2024-03-01 08:00",
      },
      ...{
        承办: "东街街道办",
        类别: "市政",
        目的: "求助",
        限办: "2024-03-08",
        方式: "电话",
        保密: "是",
        缓急: "紧急",
      },
      ...{
        并入: "R0",
        满意: "4",
        态度: "5",
        速度: "3",
        评价人: "市民",
        结果: "未解决",
        结果时间: "2024-03-06 10:00",
      },
      ...{
        询问方: "热线中心",
        派单: "2024-03-01 09:00",
        派往: "城管局",
        延期至: "2024-03-15",
        延期时: "2024-03-05 09:00",
      },
      ...{
        理由: "等配件",
        答复时: "2024-03-04 10:00",
        答复: "已派人修理",
        方法: "上门",
        办结: "2024-03-04 11:00",
      },
      ...{ 回访: "2024-03-06 09:50", 接通: "是", 状态: "已办结" },
    };
    const mapping = `
kind: requests
constants: { procedure: hotline }
fields:
  id: 编号
  ticketNo: 工单号
  subject: 标题
  text: 内容
  at: 登记时间
  body: 承办
  matter: 类别
  intent: { column: 目的, values: { 求助: ask-help } }
  due: 限办
  wants: { column: 方式, values: { 电话: call } }
  confidential: 保密
  urgency: { column: 缓急, values: { 紧急: urgent } }
  mergedInto: 并入
  status: { column: 状态, values: { 已办结: closed } }
  rating.overall: 满意
  rating.manner: 态度
  rating.speed: 速度
  rating.enteredBy: { column: 评价人, values: { 市民: citizen } }
  verdict.value: { column: 结果, values: { 未解决: not } }
  verdict.at: 结果时间
  verdict.askedBy: { column: 询问方, values: { 热线中心: neutral } }
steps:
  - { when: 办结, kind: close, fields: { at: 办结, body: 承办 } }
  - { when: 派单, kind: dispatch, fields: { at: 派单, to: 派往 } }
  - { when: 延期至, kind: extend, fields: { at: 延期时, until: 延期至, reason: 理由 } }
  - { when: 答复, kind: reply, fields: { at: 答复时, text: 答复, by: { column: 方法, values: { 上门: visit } } }, constants: { reached: true, author: person } }
callbacks:
  - { when: 回访, fields: { at: 回访, reached: 接通 }, constants: { by: neutral } }
`;
    const table = `${Object.keys(columns).join(",")}\n${Object.values(columns).join(",")}\n`;
    const { facts, inputs } = await collectFolder({ "t.csv": table, "t.csv.luodi.yaml": mapping });
    expect(inputs[0]).toMatchObject({ importer: "mapped", rows: 1, facts: 1 });
    expect(facts.requests![0]).toEqual({
      source: { file: "t.csv", row: 2 },
      ...{ id: "R1", ticketNo: "12345-1", procedure: "hotline", subject: "路灯不亮", text: "东街的路灯坏了" },
      ...{
        at: at("2024-03-01T08:00"),
        body: "东街街道办",
        matter: "市政",
        intent: "ask-help",
        wants: "call",
      },
      ...{
        due: at("2024-03-08T00:00"),
        confidential: true,
        urgency: "urgent",
        mergedInto: "R0",
        status: "closed",
      },
      rating: { overall: 4, manner: 5, speed: 3, enteredBy: "citizen" },
      verdict: { value: "not", at: at("2024-03-06T10:00"), askedBy: "neutral" },
      steps: [
        { kind: "file", at: at("2024-03-01T08:00") },
        { kind: "dispatch", at: at("2024-03-01T09:00"), to: "城管局" },
        {
          ...{ kind: "reply", at: at("2024-03-04T10:00"), text: "已派人修理", by: "visit", reached: true },
          author: "person",
        },
        { kind: "close", at: at("2024-03-04T11:00"), body: "东街街道办" },
        {
          ...{ kind: "extend", at: at("2024-03-05T09:00"), until: at("2024-03-15T00:00"), reason: "等配件" },
        },
      ],
      callbacks: [{ at: at("2024-03-06T09:50"), by: "neutral", reached: true }],
    });
  });

  test("a day without a time is marked as one", async () => {
    const { facts } = await collectFolder({
      "t.csv": "编号,标题,登记时间\n1,路灯,2024-03-01\n",
      "t.csv.luodi.yaml": `${HEAD} }\n`,
    });
    expect(facts.requests![0]).toMatchObject({ dayOnly: true, steps: [{ kind: "file", dayOnly: true }] });
  });

  test("a verdict without its value is a problem, never an empty verdict", async () => {
    const { inputs } = await collectFolder({
      "t.csv": "编号,标题,登记时间,谁问\n1,路灯,2024-03-01,中心\n",
      "t.csv.luodi.yaml": `${HEAD}, verdict.askedBy: { column: 谁问, values: { 中心: neutral } } }\n`,
    });
    expect(inputs[0]).toMatchObject({ facts: 0, problems: 1 });
  });
});

describe("steps from elsewhere", () => {
  test("a column that holds a JSON list", async () => {
    const list = JSON.stringify([
      { 环节: "答复", 时间: "2024-03-02 08:00", 意见: "已修好，电话13800138000" },
      { 环节: "派单", 时间: "2024-03-01 09:00" },
    ]);
    const line = (records: string) =>
      JSON.stringify({ 编号: "1", 标题: "路灯", 登记时间: "2024-03-01", 流转: records });
    const { facts, inputs } = await collectFolder({
      "t.jsonl": `${line(list)}\n${line("[")}\n`,
      "t.jsonl.luodi.yaml": `${HEAD} }\nstepsFrom: { column: 流转, fields: { kind: { column: 环节, values: { 派单: dispatch, 答复: reply } }, at: 时间, text: 意见 } }\n`,
    });
    const steps = facts.requests![0]!.steps;
    expect(steps.map((step) => step.kind)).toEqual(["file", "dispatch", "reply"]);
    expect(steps[2]!.text).not.toContain("13800138000");
    expect(inputs[0]).toMatchObject({ rows: 2, facts: 1, problems: 1 });
  });

  test("further rows of the same request", async () => {
    const { facts, inputs } = await collectFolder({
      "t.csv":
        "编号,标题,登记时间,环节,时间\n1,路灯,2024-03-01,派单,2024-03-01 09:00\n1,路灯,2024-03-01,答复,2024-03-02 09:00\n2,积水,2024-03-03,派单,2024-03-03 09:00\n",
      "t.csv.luodi.yaml": `${HEAD} }\nmanyRowsPerId: true\nsteps:\n  - { when: 环节, kind: { column: 环节, values: { 派单: dispatch, 答复: reply } }, fields: { at: 时间 } }\n`,
    });
    expect(facts.requests!.map((each) => each.steps.map((step) => step.kind))).toEqual([
      ["file", "dispatch", "reply"],
      ["file", "dispatch"],
    ]);
    expect(inputs[0]).toMatchObject({ rows: 3, facts: 2, dropped: 1 });
  });

  test("a table beside it", async () => {
    const { facts, inputs } = await collectFolder({
      "t.csv": "编号,标题,登记时间\n1,路灯,2024-03-01\n2,积水,2024-03-02\n",
      "t.csv.luodi.yaml": `${HEAD} }\nstepsFrom: { file: steps.csv, key: 工单, fields: { kind: { column: 环节, values: { 答复: reply } }, at: 时间 } }\n`,
      "steps.csv": "工单,环节,时间\n2,答复,2024-03-04 08:00\n2,答复,2024-03-03 08:00\n",
      "steps.csv.luodi.yaml": "partOf: t.csv\n",
    });
    expect(facts.requests!.map((each) => each.steps.length)).toEqual([1, 3]);
    expect(facts.requests![1]!.steps.map((step) => step.at)).toEqual(
      [undefined, "2024-03-03T08:00", "2024-03-04T08:00"].map((text) => at(text ?? "2024-03-02T00:00")),
    );
    expect(inputs.find((each) => each.file === "steps.csv")).toMatchObject({ rows: 2, dropped: 2 });
  });
});

describe("the mapping itself", () => {
  test("a stated way of writing dates", async () => {
    const { facts } = await collectFolder({
      "t.csv": "编号,标题,登记时间\n1,路灯,01.03.2024 18:05\n",
      "t.csv.luodi.yaml": `dates: ["DD.MM.YYYY HH:mm"]\nzone: "+09:00"\n${HEAD} }\n`,
    });
    expect(facts.requests![0]!.at).toBe(Date.parse("2024-03-01T18:05+09:00"));
  });

  test.each([
    ["a field that the kind does not have", `${HEAD}, phone: 电话 }\n`],
    ["no YAML", "kind: ["],
    [
      "an alias bomb",
      `a: &a [1,1,1,1,1,1,1,1]\nb: &b [${"*a,".repeat(9)}*a]\nc: &c [${"*b,".repeat(9)}*b]\nd: [${"*c,".repeat(9)}*c]\n`,
    ],
  ])("%s is refused with where it stands", async (_, mapping) => {
    const { inputs } = await collectFolder({ "t.csv": "编号,标题\n1,路灯\n", "t.csv.luodi.yaml": mapping });
    expect(inputs[0]!.refused?.reason.zh).toContain("t.csv.luodi.yaml");
  });
});
