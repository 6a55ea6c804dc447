// A check-up report for the terminal: what was read, what is suspected, what could not be told.

import { CATEGORY_TITLES } from "../engine/detector.ts";
import type { AuditReport, Result } from "../engine/report.ts";
import { OUTCOME_WORDS } from "../engine/words.ts";

/** Renders the summary that `luodi audit` prints; `shown` findings a clause. */
export function renderText(report: AuditReport, shown = 3): string {
  const lines: string[] = [`体检日 Day: ${report.on}`, "", "读了什么 What was read"];
  for (const input of report.inputs) {
    const how =
      input.refused === undefined
        ? (input.importer ?? "不认识，没有读 not recognised, not read")
        : `拒绝 refused: ${input.refused.reason.zh}`;
    lines.push(
      `  ${input.file}  ${how}  行 ${input.rows} = 资料 ${input.facts} + 问题 ${input.problems} + 略过 ${input.dropped}`,
    );
  }
  for (const outcome of ["suspected", "cannot-tell", "clear", "not-applicable", "errored"] as const) {
    const results = report.results.filter((result) => result.outcome === outcome);
    if (results.length === 0) continue;
    lines.push("", `${OUTCOME_WORDS[outcome].zh} ${OUTCOME_WORDS[outcome].en} (${results.length})`);
    for (const result of results) lines.push(...resultLines(result, shown));
  }
  lines.push("", `${report.notice.zh} ${report.notice.en}`);
  return `${lines.join("\n")}\n`;
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
