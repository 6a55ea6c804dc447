// Registers in the spellings that offices use: what is kept, what is dropped and counted, what is not known.

import { describe, expect, test } from "vitest";
import { collectFolder } from "../../../test/memory-files.ts";

const read = async (table: string) => {
  const { facts, inputs } = await collectFolder({ "名册.csv": table });
  return { facts, input: inputs[0]! };
};

describe("one register of each kind", () => {
  const TABLES: Record<string, readonly [string, object]> = {
    bodies: [
      "单位编码,单位名称,层级,上级单位\nb1,东街街道办事处,乡镇,甲县人民政府\n",
      { id: "b1", tier: "township" },
    ],
    accounts: [
      "账号名称,平台,主办单位\n甲县发布,微信公众号,甲县人民政府\n",
      { id: "甲县发布", owner: "甲县人民政府" },
    ],
    apps: [
      "应用名称,应用类型,主办单位,是否备案\n甲县通,小程序,甲县人民政府,否\n",
      { form: "mini-program", filed: false },
    ],
    serviceItems: [
      "事项编码,事项名称,实施主体,承诺办结时限\ni1,户口迁移,甲县公安局,3\n",
      { promisedDays: 3 },
    ],
    groups: ["群名称,平台,用途,人数\n防汛工作群,微信,防汛,120\n", { purpose: "emergency", memberCount: 120 }],
    notices: ["公告类型,开始时间,标题\n预警,2024-06-01 20:00,暴雨红色预警\n", { kind: "alert" }],
    returns: ["报表名称,制发单位,报送周期\n人口月报,甲县统计局,月\n", { issuer: "甲县统计局", period: "月" }],
    fields: ["报表名称,指标\n人口月报,常住人口\n", { dataReturn: "人口月报", name: "常住人口" }],
  };
  test.each(Object.entries(TABLES))("%s", async (kind, [table, expected]) => {
    const { facts, input } = await read(table);
    expect(input).toMatchObject({ importer: "registers", rows: 1, facts: 1, factsByKind: { [kind]: 1 } });
    expect(facts[kind as "apps"]![0]).toMatchObject({ territory: "CN", ...expected });
  });
});

test("headers in English, with stars, brackets and spaces", async () => {
  const { facts } = await read("account,platform,owner,filing_no\nCounty News,wechat,The County,F-1\n");
  expect(facts.accounts![0]).toMatchObject({ name: "County News", filingNo: "F-1" });
  const starred = await read("*账号名称（全称）, 平 台 \n甲县发布,微博\n");
  expect(starred.facts.accounts![0]).toMatchObject({ name: "甲县发布", platform: "微博" });
});

test("people and popularity are dropped and counted", async () => {
  const { facts, input } = await read(
    "账号名称,平台,管理员,手机号,粉丝数\n甲县发布,微信,张三,13800138000,9000\n",
  );
  expect(JSON.stringify(facts)).not.toMatch(/张三|13800138000|9000/);
  expect(input.omitted).toEqual({ 管理员: 1, 手机号: 1, 粉丝数: 1 });
});

test("an unknown status is a problem; an unknown purpose costs the field alone and is counted", async () => {
  const { facts, input } = await read(
    "账号名称,平台,状态,用途\n甲,微信,疑似停用,综合\n乙,微信,正常,宣传\n丙,微信,,\n",
  );
  expect(input).toMatchObject({ facts: 2, problems: 1 });
  expect(
    facts
      .accounts!.toSorted((a, b) => a.source.row - b.source.row)
      .map((each) => [each.status, each.purpose]),
  ).toEqual([
    ["open", undefined],
    [undefined, undefined],
  ]);
  expect(input.omitted).toEqual({ "用途：不认识的词 unknown words": 1 });
});
