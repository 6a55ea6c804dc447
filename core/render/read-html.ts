// What was read and what could not be, as a section of the page.

import type { FactKind } from "../domain/facts.ts";
import { FACT_TITLES } from "../domain/titles.ts";
import { apart, importerWords, NOTHING_READ } from "../engine/inputs.ts";
import { PART_TITLES } from "../engine/parts.ts";
import type { AuditReport } from "../engine/report.ts";
import { both, escapeHtml, moreWords, SHOWN } from "./markup.ts";

export function readHtml(report: AuditReport): string {
  const { tables, others } = apart(report.inputs);
  const nothing = report.inputs.some((input) => input.facts > 0)
    ? ""
    : `<p class="notice">${both(NOTHING_READ)}</p>`;
  const rows = tables
    .map(
      (input) => `<tr><th scope="row">${escapeHtml(input.file)}</th><td>${both(importerWords(input))}</td>
<td data-label="行">${input.rows}</td><td data-label="资料">${input.facts}</td><td data-label="问题">${input.problems}</td><td data-label="略过">${input.dropped}</td></tr>`,
    )
    .join("");
  const counts = Object.entries(report.counts)
    .map(([kind, count]) => `<li>${both(FACT_TITLES[kind as FactKind])}：${count}</li>`)
    .join("");
  return `<section id="read"><h2>${both(PART_TITLES.read)}</h2>${nothing}<ul class="cols">${counts}</ul>
<div class="scroll" tabindex="0" role="region" aria-label="读入的文件 Files read"><table><caption>行数 = 资料 + 问题 + 略过
<span class="en" lang="en"> rows = facts + problems + dropped</span></caption>
<thead><tr><th scope="col">文件 File</th><th scope="col">怎样读的 Read as</th><th scope="col">行 Rows</th><th scope="col">资料 Facts</th>
<th scope="col">问题 Problems</th><th scope="col">略过 Dropped</th></tr></thead><tbody>${rows}</tbody></table></div>${others === undefined ? "" : both(others, "p")}${problems(report)}${omitted(report)}</section>`;
}

function problems(report: AuditReport): string {
  const refused = report.inputs.flatMap((input) =>
    input.refused === undefined
      ? []
      : [
          `<li><strong>${escapeHtml(input.file)}</strong>：${both(input.refused.reason)} ${both(input.refused.mend)}</li>`,
        ],
  );
  const listed = report.inputs.flatMap((input) =>
    input.problemList.map(
      (problem) =>
        `<li>${escapeHtml(input.file)} 第 ${problem.row} 行 <span class="en" lang="en">row</span>：${both(problem.reason)} ${both(problem.mend)}</li>`,
    ),
  );
  if (refused.length + listed.length === 0) return "";
  const more = listed.length > SHOWN ? moreWords(listed.length - SHOWN) : "";
  return `<details${refused.length > 0 ? " open" : ""}><summary>没能读的文件和行（${refused.length + listed.length}） <span class="en" lang="en">Files and rows that could not be read</span></summary>
<ul>${refused.join("")}${listed.slice(0, SHOWN).join("")}</ul>${more}</details>`;
}

function omitted(report: AuditReport): string {
  const totals = new Map<string, number>();
  for (const input of report.inputs)
    for (const [what, count] of Object.entries(input.omitted))
      totals.set(what, (totals.get(what) ?? 0) + count);
  if (totals.size === 0) return "";
  const rows = [...totals].sort().map(([what, count]) => `<li>${escapeHtml(what)}：${count}</li>`);
  return `<details><summary>读到但不保留的内容 <span class="en" lang="en">Read and not kept</span></summary><ul>${rows.join("")}</ul></details>`;
}
