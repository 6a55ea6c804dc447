// The workbook as a spreadsheet program finds it: every finding a row, no cell a formula, nothing about who made the report.

import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import type { AuditReport, Finding } from "../engine/report.ts";
import { NOTICE } from "../engine/report.ts";
import { renderWorkbook } from "./table.ts";

const words = (zh: string) => ({ zh, en: `en ${zh}` });

function finding(number: number, subject: string, span?: string): Finding {
  return {
    id: `f${number}`,
    outcome: number % 2 === 0 ? "suspected" : "cannot-tell",
    subject,
    message: words(`第 ${number} 条`),
    body: "青石县水务局",
    exemptions: [{ id: "urgent", title: words("紧急情况"), result: "unknown" }],
    unchecked: [words("公告"), words("互动")],
    evidence: [
      {
        file: "posts.csv",
        row: number,
        ...(span === undefined ? {} : { span: { field: "title", start: 0, end: 2, text: span } }),
      },
    ],
  };
}

function report(findings: readonly Finding[]): AuditReport {
  return {
    format: "luodi-audit-report",
    version: 1,
    on: "2026-06-30",
    notice: NOTICE,
    inputs: [
      {
        ...{ file: "posts.csv", importer: null, rows: 3, facts: 1, problems: 1, dropped: 1 },
        ...{ factsByKind: {}, droppedReasons: [], omitted: {} },
        problemList: [{ row: 2, reason: words("读不出日期"), mend: words("改成 2026-06-30") }],
      },
    ],
    counts: {},
    packs: [{ id: "p", title: words("规则包"), territory: "CN", official: true }],
    results: [
      {
        ...{ pack: "p", provision: "p.one", clause: words("条款"), status: "verified", detector: "d" },
        ...{
          title: words("检测"),
          category: "requests",
          outcome: "suspected",
          judged: 9,
          params: [],
        },
        findings,
      },
    ],
  };
}

async function read(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
}

test("five sheets, each with a frozen head in bold; every finding is a row", async () => {
  const many = Array.from({ length: 3_000 }, (_, number) =>
    finding(number, `对象 ${number}`, `原句 ${number}`),
  );
  const book = await read(await renderWorkbook(report(many)));
  expect(book.worksheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
    ["说明 About", 7],
    ["读入 Read", 2],
    ["读入问题 Problems", 2],
    ["疑点 Findings", 3_001],
    ["条款 Clauses", 2],
  ]);
  for (const sheet of book.worksheets) {
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet.getRow(1).getCell(1).font?.bold).toBe(true);
    for (const column of sheet.columns) expect(column.width).toBeGreaterThanOrEqual(16);
  }
  // What is suspected stands before what cannot be told.
  const sheet = book.getWorksheet("疑点 Findings")!;
  expect(sheet.getRow(1_501).getCell(1).value).toBe("f2998");
  expect(sheet.getRow(1_502).values).toEqual([
    ...[undefined, "f1", "无法判断", "诉求办理", "青石县水务局", "对象 1", "第 1 条", "en 第 1 条", "p.one"],
    ...["检测", "posts.csv", 1, 1, "原句 1", "紧急情况：未能核对", "公告；互动"],
  ]);
  expect(sheet.autoFilter).toBe("A1:O1");
  expect([book.creator, book.lastModifiedBy]).toEqual(["Luodi 落地", "Luodi 落地"]);
});

test("no cell runs as a formula or breaks the file", async () => {
  const odd = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "长".repeat(40_000),
    "a\u0000\u0008b",
    "<b>&\"'",
  ];
  const book = await read(
    await renderWorkbook(report(odd.map((subject, number) => finding(2 * number, subject)))),
  );
  const sheet = book.getWorksheet("疑点 Findings")!;
  const cells = odd.map((_, number) => sheet.getRow(number + 2).getCell(5));
  for (const cell of cells) expect(cell.formula).toBeUndefined();
  const texts = cells.map((cell) => String(cell.value));
  expect(texts.slice(0, 4)).toEqual(odd.slice(0, 4).map((each) => `'${each}`));
  expect(texts[4]).toHaveLength(32_767);
  expect(texts[5]).toBe("ab");
  expect(texts[6]).toBe(odd[6]);
});

test("a check-up without findings is a whole workbook too", async () => {
  const book = await read(await renderWorkbook(report([])));
  expect(book.getWorksheet("疑点 Findings")!.rowCount).toBe(1);
});
