// A check-up report as a workbook: one sheet a question, so that an office can sort and filter.

import ExcelJS from "exceljs";
import type { AuditReport } from "../engine/report.ts";
import { OUTCOME_WORDS } from "./words.ts";

/** Excel calls a workbook damaged that has a longer cell. */
const LONGEST_CELL = 32_767;

/** Cells that a spreadsheet would run as a formula are kept as text (CWE-1236). */
function cell(value: string | number): string | number {
  if (typeof value === "number") return value;
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
}

/** Renders the workbook. Excel holds 1,048,576 rows a sheet; findings beyond that stay in report.json and the sheet says so. */
export async function renderWorkbook(report: AuditReport): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.creator = "Luodi 落地";
  book.created = new Date(`${report.on}T00:00:00Z`);
  book.modified = book.created;
  sheet(
    book,
    "说明 About",
    ["项目 Item", "内容 Content"],
    [
      ["体检日 Day", report.on],
      ["提示 Notice", report.notice.zh],
      ["", report.notice.en],
      ...report.packs.map((pack) => ["规则包 Pack", `${pack.title.zh} ${pack.document ?? ""}`]),
    ],
  );
  sheet(
    book,
    "读入 Read",
    ["文件 File", "导入器 Importer", "行 Rows", "资料 Facts", "问题 Problems", "略过 Dropped", "说明 Note"],
    report.inputs.map((each) => [
      each.file,
      each.importer ?? "",
      each.rows,
      each.facts,
      each.problems,
      each.dropped,
      each.refused?.reason.zh ?? "",
    ]),
  );
  sheet(
    book,
    "读入问题 Problems",
    ["文件 File", "行 Row", "问题 Problem", "怎么改 How to mend", "Problem", "How to mend"],
    report.inputs.flatMap((each) =>
      each.problemList.map((p) => [each.file, p.row, p.reason.zh, p.mend.zh, p.reason.en, p.mend.en]),
    ),
  );
  sheet(
    book,
    "条款 Clauses",
    [
      "条款 Provision",
      "内容 Clause",
      "检测 Detector",
      "结果 Outcome",
      "检查 Judged",
      "疑点 Findings",
      "原因 Reason",
    ],
    report.results.map((each) => [
      each.provision,
      each.clause.zh,
      each.title.zh,
      OUTCOME_WORDS[each.outcome].zh,
      each.judged,
      each.findings.length,
      each.reason?.zh ?? "",
    ]),
  );
  sheet(
    book,
    "疑点 Findings",
    [
      "编号 ID",
      "结果 Outcome",
      "对象 Subject",
      "说明 Message",
      "English",
      "条款 Provision",
      "检测 Detector",
      "文件 File",
      "行 Row",
      "原句 Sentence",
      "没能核对 Not checked",
    ],
    report.results.flatMap((result) =>
      result.findings.map((finding) => [
        finding.id,
        OUTCOME_WORDS[finding.outcome].zh,
        finding.subject,
        finding.message.zh,
        finding.message.en,
        result.provision,
        result.title.zh,
        finding.evidence[0]!.file,
        finding.evidence[0]!.row,
        finding.evidence.find((each) => each.span !== undefined)?.span?.text ?? "",
        finding.unchecked.map((each) => each.zh).join("；"),
      ]),
    ),
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const MOST_ROWS = 1_000_000;

function sheet(book: ExcelJS.Workbook, name: string, head: string[], rows: (string | number)[][]): void {
  const page = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  page.addRow(head).font = { bold: true };
  for (const row of rows.slice(0, MOST_ROWS)) page.addRow(row.map(cell));
  if (rows.length > MOST_ROWS) page.addRow([`还有 ${rows.length - MOST_ROWS} 行，见 report.json`]);
  page.columns.forEach((column, index) => {
    column.width = head[index]!.length > 8 || index === 3 ? 40 : 16;
  });
}
