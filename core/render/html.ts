// A check-up report as one HTML file that opens from disk, without script, on a phone and on paper.

import type { FactKind, Words } from "../domain/facts.ts";
import { FACT_TITLES } from "../domain/titles.ts";
import { CATEGORY_TITLES, type Category, type Evidence } from "../engine/detector.ts";
import type { AuditReport, Finding, Result } from "../engine/report.ts";
import { valuesText } from "../engine/values.ts";
import { EFFECT_OF_STATUS, OUTCOME_WORDS } from "../engine/words.ts";
import { apart, NOTHING_READ } from "./inputs.ts";
import { STYLE } from "./style.ts";

/** Findings shown for one clause; the rest stand in report.xlsx and report.json, and the page says so. */
const SHOWN = 200;

const NOT_READ: Words = { zh: "没有读", en: "not read" };

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Chinese first, English beside. */
function both(words: Words, tag = "span"): string {
  return `<${tag}>${escapeHtml(words.zh)} <span class="en" lang="en">${escapeHtml(words.en)}</span></${tag}>`;
}

/** Renders a report. Returns a whole HTML document. */
export function renderHtml(report: AuditReport): string {
  const body = [
    header(report),
    contents(report),
    inputs(report),
    notChecked(report),
    findings(report),
    method(report),
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>体检报告 ${escapeHtml(report.on)}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#main">跳到正文 Skip to content</a><main id="main">
${body.join("\n")}
</main></body></html>
`;
}

function header(report: AuditReport): string {
  const counts = countOutcomes(report);
  const cells = (["suspected", "cannot-tell", "clear", "not-applicable", "errored"] as const)
    .map(
      (outcome) => `<tr><th scope="row">${both(OUTCOME_WORDS[outcome])}</th><td>${counts[outcome]}</td></tr>`,
    )
    .join("");
  return `<header><h1>体检报告 <span class="en" lang="en">Check-up report</span></h1>
<p class="notice" role="note">${both(report.notice)}</p>
<p>体检日 <span class="en" lang="en">Day of the check-up</span>：<strong>${escapeHtml(report.on)}</strong></p>
<table class="small"><caption>条款检测结果（按条款计，不计总分）<span class="en" lang="en"> Clauses by outcome; there is no total score</span></caption>
<tbody>${cells}</tbody></table></header>`;
}

function contents(report: AuditReport): string {
  const items = categoriesOf(report)
    .map((category) => `<li><a href="#${category}">${both(CATEGORY_TITLES[category])}</a></li>`)
    .join("");
  return `<nav aria-label="目录 Contents"><ul><li><a href="#inputs">读了什么 <span class="en" lang="en">What was read</span></a></li>
<li><a href="#unchecked">没能检查的 <span class="en" lang="en">What could not be checked</span></a></li>${items}
<li><a href="#method">方法 <span class="en" lang="en">Method</span></a></li></ul></nav>`;
}

function inputs(report: AuditReport): string {
  const { tables, others } = apart(report.inputs);
  const nothing = report.inputs.some((input) => input.facts > 0)
    ? ""
    : `<p class="notice">${both(NOTHING_READ)}</p>`;
  const rows = tables
    .map(
      (
        input,
      ) => `<tr><th scope="row">${escapeHtml(input.file)}</th><td>${input.refused === undefined ? escapeHtml(input.importer ?? "") : both(NOT_READ)}</td>
<td>${input.rows}</td><td>${input.facts}</td><td>${input.problems}</td><td>${input.dropped}</td></tr>`,
    )
    .join("");
  const counts = Object.entries(report.counts)
    .map(([kind, count]) => `<li>${both(FACT_TITLES[kind as FactKind])}：${count}</li>`)
    .join("");
  return `<section id="inputs"><h2>读了什么 <span class="en" lang="en">What was read</span></h2>${nothing}<ul>${counts}</ul>
<div class="scroll" tabindex="0" role="region" aria-label="读入的文件 Files read"><table><caption>行数 = 资料 + 问题 + 略过
<span class="en" lang="en"> rows = facts + problems + dropped</span></caption>
<thead><tr><th scope="col">文件 File</th><th scope="col">导入器 Importer</th><th scope="col">行 Rows</th><th scope="col">资料 Facts</th>
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
  const more = listed.length > SHOWN ? `<p>${moreWords(listed.length - SHOWN)}</p>` : "";
  return `<details${refused.length > 0 ? " open" : ""}><summary>读入时的问题（${refused.length + listed.length}） <span class="en" lang="en">Problems while reading</span></summary>
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

function notChecked(report: AuditReport): string {
  const rows = report.results
    .filter((result) => result.outcome === "not-applicable" || result.outcome === "errored")
    .map(
      (result) => `<tr><th scope="row">${both(result.title)}</th><td>${escapeHtml(result.provision)}</td>
<td>${both(OUTCOME_WORDS[result.outcome])}</td><td>${result.reason ? both(result.reason) : ""}</td></tr>`,
    );
  const table =
    rows.length === 0
      ? "<p>全部条款都已检查。<span class='en' lang='en'>Every clause was checked.</span></p>"
      : `<div class="scroll" tabindex="0" role="region" aria-label="没能检查的条款 Clauses not checked"><table><thead><tr><th scope="col">检测 Detector</th>
<th scope="col">条款 Clause</th><th scope="col">结果 Outcome</th><th scope="col">原因 Why</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
  return `<section id="unchecked"><h2>没能检查的 <span class="en" lang="en">What could not be checked</span></h2>${table}</section>`;
}

function findings(report: AuditReport): string {
  return categoriesOf(report)
    .map((category) => {
      const results = report.results.filter((result) => result.category === category && isChecked(result));
      return `<section id="${category}"><h2>${both(CATEGORY_TITLES[category])}</h2>${results.map(resultHtml).join("")}</section>`;
    })
    .join("\n");
}

function resultHtml(result: Result): string {
  const basis = result.quote ?? result.paraphrase;
  const suspected = result.findings.filter((finding) => finding.outcome === "suspected").length;
  const unsure = result.findings.length - suspected;
  const values = valuesText(result.params);
  const shown = result.findings.slice(0, SHOWN);
  // What is the same under each of them is said once: a county prints this.
  const [first, ...others] = shown.map(examined);
  const shared = others.length > 0 && others.every((each) => each === first) ? first! : "";
  const list = shown.map((finding) => findingHtml(finding, shared === "")).join("");
  const common = shared === "" ? "" : `<div class="shared">${both(FOR_EACH, "p")}${shared}</div>`;
  const more = result.findings.length > SHOWN ? `<p>${moreWords(result.findings.length - SHOWN)}</p>` : "";
  return `<article><h3>${both(result.title)} <span class="tag ${result.outcome}">${both(OUTCOME_WORDS[result.outcome])}</span></h3>
<p class="clause">${both(result.clause)}${basis === undefined ? "" : `<q>${escapeHtml(basis)}</q>`}
<span class="basis">${escapeHtml(result.pack)} · ${escapeHtml(result.provision)} · ${both(EFFECT_OF_STATUS[result.status])}</span></p>
<p>检查 ${result.judged} · 疑似 ${suspected} · 无法判断 ${unsure} <span class="en" lang="en">judged, suspected, cannot tell</span>
<span class="basis">${values === undefined ? "" : both(values)}</span></p>${common}${list}${more}</article>`;
}

const FOR_EACH: Words = { zh: "下面每一条都看过这些：", en: "Looked at for each of the following:" };

/** The exemptions that were considered for a finding, and what could not be looked at. */
function examined(finding: Finding): string {
  const exemptions = finding.exemptions
    .map(
      (each) =>
        `<li>${both(each.title)}：${each.result === "unknown" ? "未能核对 <span class='en' lang='en'>not checked</span>" : "不符合 <span class='en' lang='en'>does not apply</span>"}</li>`,
    )
    .join("");
  const unchecked = finding.unchecked.map((each) => `<li>${both(each)}</li>`).join("");
  return `
${exemptions ? `<h4>考虑过的豁免 <span class="en" lang="en">Exemptions considered</span></h4><ul>${exemptions}</ul>` : ""}
${unchecked ? `<h4>没能核对 <span class="en" lang="en">Not checked</span></h4><ul>${unchecked}</ul>` : ""}`.trim();
}

function findingHtml(finding: Finding, alone: boolean): string {
  const evidence = finding.evidence.map(evidenceHtml).join("");
  return `<details class="finding ${finding.outcome}"><summary>${both(OUTCOME_WORDS[finding.outcome])}：${escapeHtml(finding.message.zh)}</summary>
<p class="en" lang="en">${escapeHtml(finding.message.en)}</p><h4>依据 <span class="en" lang="en">Evidence</span></h4><ul>${evidence}</ul>
${alone ? examined(finding) : ""}
<p class="basis">编号 ID ${finding.id}</p></details>`;
}

function evidenceHtml(evidence: Evidence): string {
  const span = evidence.span === undefined ? "" : `<q>${escapeHtml(evidence.span.text)}</q>`;
  const note = evidence.note === undefined ? "" : both(evidence.note);
  return `<li>${escapeHtml(evidence.file)} 第 ${evidence.row} 行 <span class="en" lang="en">row ${evidence.row}</span> ${span} ${note}</li>`;
}

function method(report: AuditReport): string {
  const packs = report.packs
    .map(
      (pack) =>
        `<li>${both(pack.title)} ${pack.document ? escapeHtml(pack.document) : ""}（${pack.official ? "官方文件 official" : "非官方 not official"}，${escapeHtml(pack.territory)}）</li>`,
    )
    .join("");
  return `<section id="method"><h2>方法 <span class="en" lang="en">Method</span></h2>
<p>先看豁免，再看疑点；资料缺失不算问题；条款只判断其地域内、施行之后的行为。<span class="en" lang="en"> Exemptions come first; missing data is never guilt; a clause judges
only acts in its territory after it came into force.</span></p><ul>${packs}</ul></section>`;
}

function isChecked(result: Result): boolean {
  return result.outcome !== "not-applicable" && result.outcome !== "errored";
}

function categoriesOf(report: AuditReport): Category[] {
  const order = Object.keys(CATEGORY_TITLES) as Category[];
  return order.filter((category) =>
    report.results.some((each) => each.category === category && isChecked(each)),
  );
}

function countOutcomes(report: AuditReport): Record<Result["outcome"], number> {
  const counts = { suspected: 0, "cannot-tell": 0, clear: 0, "not-applicable": 0, errored: 0 };
  for (const result of report.results) counts[result.outcome] += 1;
  return counts;
}

function moreWords(count: number): string {
  return `还有 ${count} 条，见 report.xlsx 或 report.json。<span class="en" lang="en">${count} more stand in report.xlsx and report.json.</span>`;
}
