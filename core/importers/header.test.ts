// A title, an office and group names above the header, a row of totals below, a last row cut off: every row is told once.

import { expect, test } from "vitest";
import { collectFolder } from "../../test/memory-files.ts";
import { headerAt } from "./header.ts";

const HEADER = "留言编号,留言主题,留言时间,留言详情,答复意见,答复时间";
const ROW = (id: number) =>
  `${id},路灯不亮,2024/5/${id} 9:00:00,"三盏路灯，\n都不亮",已换好。,2024/5/9 9:00:00`;
const read = async (text: string, name = "台账.csv") => (await collectFolder({ [name]: text })).inputs[0]!;

test.each([
  [
    "padded",
    `2024年留言办理台账,,,,,\n填报单位：某局,,,,,\n基本情况,,,,办理情况,\n${HEADER}\n${ROW(1)}\n${ROW(2)}\n`,
    3,
  ],
  ["a bare line, tabs below", `2024年留言办理台账\n${HEADER}\n${ROW(1)}\n`.replaceAll(",", "\t"), 1],
  ["a bare line, semicolons below", `2024年留言办理台账\n${HEADER}\n${ROW(1)}\n`.replaceAll(",", ";"), 1],
  ["none", `${HEADER}\n${ROW(1)}\n`, 0],
])("titles above the header: %s", async (_, text, titles) => {
  const input = await read(text);
  expect(input).toMatchObject({ importer: "message-board", problems: 0, dropped: titles });
  expect(input.rows).toBe(input.facts + titles);
  expect(input.facts).toBeGreaterThan(0);
});

test("rows keep the numbers that a spreadsheet shows", async () => {
  const { facts } = await collectFolder({ "台账.csv": `台账,,,,,\n${HEADER}\n${ROW(1)}\n` });
  expect(facts.requests!.map((each) => each.source.row)).toEqual([3]);
});

test("a header whose names hold spaces is known, and a mapping may write either", async () => {
  const spaced = HEADER.replace("留言主题", "留言 主题");
  expect(await read(`${spaced}\n${ROW(1)}\n`)).toMatchObject({ importer: "message-board", facts: 1 });
  for (const subject of ["标 题", "标题"]) {
    const { facts } = await collectFolder({
      "t.csv": "编号,标 题\n1,路灯\n",
      "t.csv.luodi.yaml": `kind: requests\nfields: { id: 编号, subject: ${subject} }\n`,
    });
    expect(facts.requests!.map((each) => each.subject)).toEqual(["路灯"]);
  }
});

test("a row of totals is dropped with its reason, a matter called so is not", async () => {
  const input = await read(`${HEADER}\n${ROW(1)}\n合 计,共1件,,,,\n2,合计,2024/5/2 9:00:00,,,\n`);
  expect(input).toMatchObject({ rows: 3, facts: 2, dropped: 1, problems: 0 });
  expect(input.droppedReasons.map((each) => each.reason.zh)).toEqual(["合计行"]);
});

test.each([
  ["stops before its last cell, no end of line", `${HEADER}\n${ROW(1)}\n2,路灯,2024/5/2 9:00:00,都不`, 1],
  ["is whole without an end of line", `${HEADER}\n${ROW(1)}\n2,路灯,2024/5/2 9:00:00,都不亮,,`, 0],
  ["is short and ends in a line end", `${HEADER}\n${ROW(1)}\n2,路灯,2024/5/2 9:00:00,都不亮\n`, 0],
])("a last row that %s", async (_, text, problems) => {
  const input = await read(text);
  expect(input).toMatchObject({ rows: 2, facts: 2 - problems, problems });
  for (const problem of input.problemList) expect(problem).toMatchObject({ row: 3 });
});

test("neither data nor ragged rows are taken for a header", () => {
  const rows = (...lines: readonly string[]) => lines.map((line) => ({ cells: line.split(",") }));
  expect(headerAt(rows("编号,标题", "1,路灯,2024-5-1,东街", "2,水,2024-5-2,西街"))).toBe(0);
  expect(headerAt(rows("台账", "1,路灯,2024-5-1,东街"))).toBe(0);
  expect(headerAt(rows("编号,标题,时间", "甲,乙,丙"))).toBe(0);
});
