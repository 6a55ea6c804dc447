// A check-up report as a workbook: one sheet a question, so that an office can sort and filter.

import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type ExcelJS from "exceljs";
import { CATEGORY_TITLES } from "../engine/detector.ts";
import { importerWords } from "../engine/inputs.ts";
import { clausesOf, countFindings, findingsOf, partsOfReport } from "../engine/parts.ts";
import type { AuditReport, Finding, Result } from "../engine/report.ts";
import { EXEMPTION_WORDS, OBJECT, OBJECTION, OUTCOME_WORDS } from "../engine/words.ts";

/** Excel calls a workbook damaged that has a longer cell. */
const LONGEST_CELL = 32_767;

/** Cells that a spreadsheet would run as a formula are kept as text (CWE-1236). */
function cell(value: string | number): string | number {
  if (typeof value === "number") return value;
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
}

type Book = ExcelJS.stream.xlsx.WorkbookWriter;

/**
 * Renders the workbook, row by row: a hundred thousand findings as cells in memory would take gigabytes. Excel holds 1,048,576 rows
 * a sheet; findings beyond that stay in report.json and the sheet says so.
 */
export async function renderWorkbook(report: AuditReport): Promise<Uint8Array> {
  // Loaded here: half a second that a server without check-ups need not spend at its start.
  const { default: excel } = await import("exceljs");
  const stream = new PassThrough();
  const book: Book = new excel.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const bytes = buffer(stream);
  book.creator = "Luodi 落地";
  book.lastModifiedBy = book.creator;
  book.created = new Date(`${report.on}T00:00:00Z`);
  book.modified = book.created;
  const { suspected, unsure, clear, aside } = partsOfReport(report.results);
  sheet(
    book,
    "说明 About",
    ["项目 Item", "内容 Content"],
    [
      ["体检日 Day", report.on],
      ["提示 Notice", report.notice.zh],
      ["", report.notice.en],
      [`${OBJECT.zh} ${OBJECT.en}`, OBJECTION.zh],
      ["", OBJECTION.en],
      ...report.packs.map((pack) => ["规则包 Pack", `${pack.title.zh} ${pack.document ?? ""}`]),
    ],
  );
  sheet(
    book,
    "读入 Read",
    [
      "文件 File",
      "怎样读的 Read as",
      "行 Rows",
      "资料 Facts",
      "问题 Problems",
      "略过 Dropped",
      "原因 Reason",
    ],
    report.inputs.map((each) => [
      each.file,
      importerWords(each).zh,
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
    "疑点 Findings",
    [
      "编号 ID",
      "结果 Outcome",
      "方面 Capability",
      "单位 Body",
      "对象 Subject",
      "说明 Message",
      "English",
      "条款 Provision",
      "检测 Detector",
      "文件 File",
      "行 Row",
      "共几处 Places",
      "原句 Sentence",
      "考虑过的豁免 Exemptions considered",
      "没能核对 Not checked",
    ],
    everyFinding([...some(clausesOf(suspected), "suspected"), ...some(clausesOf(unsure), "cannot-tell")]),
  );
  // A clause stands once: among the suspected where anything is suspected by it.
  const decided = new Set([
    ...clausesOf(suspected),
    ...clausesOf(unsure),
    ...clausesOf(clear),
    ...aside.flatMap((each) => each.results),
  ]);
  sheet(
    book,
    "条款 Clauses",
    [
      "条款 Provision",
      "内容 Clause",
      "检测 Detector",
      "方面 Capability",
      "结果 Outcome",
      "检查 Judged",
      "疑似 Suspected",
      "无法判断 Cannot tell",
      "原因 Reason",
    ],
    [...decided].map((each) => {
      const counts = countFindings(each.findings);
      return [
        each.provision,
        each.clause.zh,
        each.title.zh,
        CATEGORY_TITLES[each.category].zh,
        OUTCOME_WORDS[each.outcome].zh,
        each.judged,
        counts.suspected,
        counts.unsure,
        each.reason?.zh ?? "",
      ];
    }),
  );
  await book.commit();
  return new Uint8Array(await bytes);
}

const MOST_ROWS = 1_000_000;
/** Columns that hold sentences or long names. */
const WIDE = /^(内容|文件|怎样读的|原因|问题 |怎么改|Problem|How|单位|对象|说明|English|检测|原句|考虑|没能)/;

function sheet(book: Book, name: string, head: string[], rows: Iterable<(string | number)[]>): void {
  const page = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  page.columns = head.map((title) => ({ width: WIDE.test(title) ? 40 : 16 }));
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: head.length } };
  const first = page.addRow(head);
  first.font = { bold: true };
  first.commit();
  let written = 0;
  let left = 0;
  for (const row of rows) {
    if (written === MOST_ROWS) left += 1;
    else {
      written += 1;
      page.addRow(row.map(cell)).commit();
    }
  }
  if (left > 0) page.addRow([`还有 ${left} 行，见 report.json`]).commit();
  page.commit();
}

type Part = { readonly result: Result; readonly outcome: Finding["outcome"] };

function some(results: readonly Result[], outcome: Finding["outcome"]): Part[] {
  return results.map((result) => ({ result, outcome }));
}

function* everyFinding(parts: readonly Part[]): Generator<(string | number)[]> {
  for (const { result, outcome } of parts)
    for (const finding of findingsOf(result, outcome)) yield findingRow(result, finding);
}

function findingRow(result: Result, finding: Finding): (string | number)[] {
  const exemptions = finding.exemptions.map(
    ({ title, result: met }) => `${title.zh}：${EXEMPTION_WORDS[met].zh}`,
  );
  return [
    finding.id,
    OUTCOME_WORDS[finding.outcome].zh,
    CATEGORY_TITLES[result.category].zh,
    finding.body ?? "",
    finding.subject,
    finding.message.zh,
    finding.message.en,
    result.provision,
    result.title.zh,
    finding.evidence[0]!.file,
    finding.evidence[0]!.row,
    finding.evidence.length,
    finding.evidence.find((each) => each.span !== undefined)?.span?.text ?? "",
    exemptions.join("；"),
    finding.unchecked.map((each) => each.zh).join("；"),
  ];
}
