// `luodi explain`: a finding with its clause and, on this machine only, the original rows it rests on.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { AuditReport, Finding, Result } from "../core/engine/report.ts";
import { EFFECT_OF_STATUS, OUTCOME_WORDS } from "../core/engine/words.ts";
import { originalRows } from "../core/importers/original.ts";
import { furtherSheets } from "../core/importers/workbook.ts";
import { inputFiles } from "./files.ts";
import { UsageError } from "./usage.ts";

export async function explainCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { report: { type: "string" }, source: { type: "string", multiple: true, default: [] } },
  });
  const [id] = positionals;
  if (id === undefined || values.report === undefined) {
    throw new UsageError(
      "用法：luodi explain 编号 --report 报告文件夹 --source 原文件夹  Usage: luodi explain FINDING --report R --source PATH",
    );
  }
  const { result, finding } = findingOf(readReport(values.report), id);
  process.stdout.write(`${describe(result, finding).join("\n")}\n`);
  if (values.source.length > 0) await printRows(finding, values.source);
  return 0;
}

function readReport(path: string): AuditReport {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = folder ? join(path, "report.json") : path;
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as AuditReport;
    if (report.format === "luodi-audit-report" && Array.isArray(report.results)) return report;
  } catch (error) {
    if (!(error instanceof SyntaxError))
      throw new UsageError(
        `打不开「${file}」，请写体检时 --out 的文件夹。"${file}" cannot be opened; name the folder given to audit --out.`,
      );
  }
  throw new UsageError(`「${file}」不是体检报告，或已损坏。"${file}" is no report, or is damaged.`);
}

/** By the whole id or its beginning. @throws UsageError where none or several begin so. */
function findingOf(report: AuditReport, id: string): { result: Result; finding: Finding } {
  const all = report.results.flatMap((result) => result.findings.map((finding) => ({ result, finding })));
  const found = all.filter(({ finding }) => id !== "" && finding.id.startsWith(id));
  const exact = found.find(({ finding }) => finding.id === id) ?? found[0];
  if (exact === undefined)
    throw new UsageError(
      `报告里没有编号「${id}」。编号在 report.json 和终端摘要里。No finding ${id} in this report.`,
    );
  if (found.length > 1 && exact.finding.id !== id)
    throw new UsageError(
      `有 ${found.length} 个编号以「${id}」开头，请多写几位。${found.length} findings begin with ${id}; write more of it.`,
    );
  return exact;
}

function describe(result: Result, finding: Finding): string[] {
  const status = EFFECT_OF_STATUS[result.status];
  return [
    `${OUTCOME_WORDS[finding.outcome].zh} ${OUTCOME_WORDS[finding.outcome].en}: ${finding.message.zh}`,
    `  ${finding.message.en}`,
    `条款 clause: ${result.pack} · ${result.provision} · ${result.clause.zh}（${status.zh} ${status.en}）`,
    ...(result.quote === undefined ? [] : [`  原文 quote: ${result.quote}`]),
    ...(result.paraphrase === undefined ? [] : [`  转述 paraphrase: ${result.paraphrase}`]),
    `检测 detector: ${result.title.zh} ${result.detector}`,
    ...finding.exemptions.map(
      (each) =>
        `豁免 exemption: ${each.title.zh} — ${each.result === "unknown" ? "未能核对 not checked" : "不符合 does not apply"}`,
    ),
    ...finding.unchecked.map((each) => `没能核对 not checked: ${each.zh} ${each.en}`),
    ...finding.evidence.map(
      (each) => `依据 evidence: ${each.file} 第 ${each.row} 行 row${each.span ? `：${each.span.text}` : ""}`,
    ),
  ];
}

async function printRows(finding: Finding, sources: readonly string[]): Promise<void> {
  const wanted = new Map<string, Set<number>>();
  for (const { file, row } of finding.evidence) {
    wanted.set(file, (wanted.get(file) ?? new Set()).add(row));
  }
  for await (const file of inputFiles(sources)) {
    const sheets = [...wanted.keys()].some((path) => path.startsWith(`${file.path}#`));
    for (const each of sheets ? [file, ...(await furtherSheets(file))] : [file]) {
      const rows = wanted.get(each.path);
      if (rows === undefined) continue;
      wanted.delete(each.path);
      process.stdout.write(`\n${each.path}（只在本机显示 shown on this machine only）\n`);
      for (const { row, text } of await originalRows(each, rows)) process.stdout.write(`  ${row}: ${text}\n`);
    }
  }
  for (const file of wanted.keys()) {
    process.stdout.write(`在 --source 里没有找到 ${file}。Not found under --source: ${file}\n`);
  }
}
