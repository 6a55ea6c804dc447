// A check-up report for the terminal: what was read, what is suspected, what could not be told.

import { CATEGORY_TITLES } from "../engine/detector.ts";
import type { AuditReport, ReportInput, Result } from "../engine/report.ts";
import { OUTCOME_WORDS } from "../engine/words.ts";
import { apart, NOTHING_READ } from "./inputs.ts";

/** Renders the summary that `luodi audit` prints; `shown` findings a clause. */
export function renderText(report: AuditReport, shown = 3): string {
  const lines: string[] = [`体检日 Day: ${report.on}`, "", "读了什么 What was read"];
  const { tables, others } = apart(report.inputs);
  for (const input of tables) lines.push(...inputLines(input));
  if (others !== undefined) lines.push(`  ${others.zh} ${others.en}`);
  if (!report.inputs.some((input) => input.facts > 0)) lines.push(`  ${NOTHING_READ.zh} ${NOTHING_READ.en}`);
  for (const outcome of ["suspected", "cannot-tell", "clear", "not-applicable", "errored"] as const) {
    const results = report.results.filter((result) => result.outcome === outcome);
    if (results.length === 0) continue;
    lines.push("", `${OUTCOME_WORDS[outcome].zh} ${OUTCOME_WORDS[outcome].en} (${results.length})`);
    for (const result of results) lines.push(...resultLines(result, shown));
  }
  lines.push("", `${report.notice.zh} ${report.notice.en}`);
  return `${lines.join("\n")}\n`;
}

function inputLines(input: ReportInput): string[] {
  const { refused, importer, rows, facts, problems, dropped } = input;
  if (refused === undefined)
    return [
      `  ${input.file}  ${importer ?? "没有读 not read"}  行 ${rows} = 资料 ${facts} + 问题 ${problems} + 略过 ${dropped}`,
    ];
  return [
    `  ${input.file}  没有读 not read：${refused.reason.zh} ${refused.reason.en}`,
    `    怎么改 mend：${refused.mend.zh} ${refused.mend.en}`,
  ];
}

function resultLines(result: Result, shown: number): string[] {
  const head = `  [${CATEGORY_TITLES[result.category].zh}] ${result.title.zh} ${result.detector} · ${result.provision}`;
  if (result.findings.length === 0) return [`${head}${result.reason ? `：${result.reason.zh}` : ""}`];
  const suspected = result.findings.filter((each) => each.outcome === "suspected").length;
  const lines = [`${head}：疑似 ${suspected}，无法判断 ${result.findings.length - suspected}`];
  for (const finding of result.findings.slice(0, shown)) {
    const first = finding.evidence[0]!;
    lines.push(
      `    ${finding.id} ${OUTCOME_WORDS[finding.outcome].zh}：${finding.message.zh}（${first.file} 第 ${first.row} 行）`,
    );
  }
  if (result.findings.length > shown) lines.push(`    … 还有 ${result.findings.length - shown} 条 more`);
  return lines;
}
