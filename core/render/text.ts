// A check-up report for the terminal: what was read, what is suspected, what cannot be told, what is clear, what did not apply.

import type { Words } from "../domain/facts.ts";
import { apart, importerWords, NOTHING_READ } from "../engine/inputs.ts";
import {
  type Capability,
  clausesOf,
  findingsOf,
  PART_TITLES,
  partsOfReport,
  titlesOf,
  whoseOf,
} from "../engine/parts.ts";
import type { AuditReport, Finding, ReportInput, Result } from "../engine/report.ts";
import { OBJECTION, OUTCOME_WORDS } from "../engine/words.ts";

/** Renders the summary that `luodi audit` prints; `shown` findings a clause. */
export function renderText(report: AuditReport, shown = 3): string {
  const lines: string[] = [`体检日 Day: ${report.on}`, "", said(PART_TITLES.read)];
  const { tables, others } = apart(report.inputs);
  for (const input of tables) lines.push(...inputLines(input));
  if (others !== undefined) lines.push(`  ${said(others)}`);
  if (!report.inputs.some((input) => input.facts > 0)) lines.push(`  ${said(NOTHING_READ)}`);
  const parts = partsOfReport(report.results);
  const findings = (outcome: Finding["outcome"]) => (result: Result) => findingLines(result, outcome, shown);
  lines.push(...part(PART_TITLES.suspected, parts.suspected, findings("suspected")));
  lines.push(...part(PART_TITLES.unsure, parts.unsure, findings("cannot-tell")));
  lines.push(...part(PART_TITLES.clear, parts.clear));
  if (parts.aside.length > 0) lines.push("", said(PART_TITLES.aside));
  for (const { reason, results } of parts.aside)
    lines.push(`  ${said(reason)} (${results.length})`, `    ${titlesOf(results).zh}`);
  lines.push("", said(report.notice), said(OBJECTION));
  return `${lines.join("\n")}\n`;
}

function said({ zh, en }: Words): string {
  return `${zh} ${en}`;
}

/** Clauses by capability; without lines for each, their titles alone. Nothing where there is none. */
function part(
  title: Words,
  capabilities: readonly Capability<Result>[],
  linesOf?: (result: Result) => string[],
): string[] {
  if (capabilities.length === 0) return [];
  return [
    "",
    `${said(title)} (${clausesOf(capabilities).length})`,
    ...capabilities.flatMap(({ title: capability, results }) =>
      linesOf === undefined
        ? [`  [${said(capability)}] ${titlesOf(results).zh}`]
        : [`  [${said(capability)}]`, ...results.flatMap(linesOf)],
    ),
  ];
}

function inputLines(input: ReportInput): string[] {
  const { refused, rows, facts, problems, dropped } = input;
  const as = importerWords(input);
  if (refused === undefined)
    return [
      `  ${input.file}  ${input.importer === null ? said(as) : as.zh}  行 ${rows} = 资料 ${facts} + 问题 ${problems} + 略过 ${dropped}`,
    ];
  return [`  ${input.file}  ${said(as)}：${said(refused.reason)}`, `    怎么改 mend：${said(refused.mend)}`];
}

function findingLines(result: Result, outcome: Finding["outcome"], shown: number): string[] {
  const findings = findingsOf(result, outcome);
  const head = `  ${result.title.zh} ${result.detector} · ${result.provision}`;
  if (findings.length === 0) return [`${head}${result.reason ? `：${said(result.reason)}` : ""}`];
  const lines = [`${head}：${OUTCOME_WORDS[outcome].zh} ${findings.length}`];
  for (const finding of findings.slice(0, shown)) {
    const first = finding.evidence[0]!;
    const whose = whoseOf(finding);
    lines.push(
      `    ${finding.id} ${whose === "" ? "" : `${whose} `}${OUTCOME_WORDS[outcome].zh}：${finding.message.zh}（${first.file} 第 ${first.row} 行）`,
    );
  }
  if (findings.length > shown) lines.push(`    … 还有 ${findings.length - shown} 条 more`);
  return lines;
}
