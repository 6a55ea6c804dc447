// A check-up report as one HTML file that opens from disk, without script, on a phone and on paper.

import type { Words } from "../domain/facts.ts";
import { apart } from "../engine/inputs.ts";
import {
  type Capability,
  clausesOf,
  countFindings,
  findingsOf,
  PART_TITLES,
  type Parts,
  partsOfReport,
  titlesOf,
} from "../engine/parts.ts";
import type { AuditReport, Finding, Result } from "../engine/report.ts";
import { OBJECT, OBJECTION } from "../engine/words.ts";
import { bodiesHtml, type ClausePart, clauseHtml } from "./clause-html.ts";
import { both, escapeHtml } from "./markup.ts";
import { readHtml } from "./read-html.ts";
import { STYLE } from "./style.ts";

/** Renders a report. Returns a whole HTML document. */
export function renderHtml(report: AuditReport): string {
  const parts = partsOfReport(report.results);
  const body = [
    header(report),
    contents(report, parts),
    readHtml(report),
    suspected(report, parts),
    unsure(report, parts),
    clear(parts),
    aside(parts),
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
  return `<header><h1>体检报告 <span class="en" lang="en">Check-up report</span></h1>
<p class="notice" role="note">${both(report.notice)}</p>
<p>体检日 <span class="en" lang="en">Day of the check-up</span>：<strong>${escapeHtml(report.on)}</strong></p></header>`;
}

const METHOD: Words = { zh: "方法", en: "Method" };
const NO_TOTAL: Words = {
  zh: "没有总分，不排名次；各方面资料多少不同，不能相比。",
  en: "No total score, no ranking; kinds differ in amount and cannot be compared.",
};

/** The whole on one screen: every part with how much stands in it. */
function contents(report: AuditReport, parts: Parts<Result>): string {
  const { tables, otherFiles } = apart(report.inputs);
  const refused = tables.filter((input) => input.refused !== undefined || input.importer === null).length;
  const item = (at: string, words: Words, count: string, more = "") =>
    `<li><a href="#${at}">${both(words)}</a>${count === "" ? "" : `：${count}`}${more}</li>`;
  const clauses = (results: readonly unknown[]) =>
    `${results.length} 项 <span class="en" lang="en">clauses</span>`;
  const capabilities = parts.suspected.map(({ id, title, results }) => {
    const count = results.reduce((sum, each) => sum + countFindings(each.findings).suspected, 0);
    return item(
      id,
      title,
      `${clauses(results)}，疑似 ${count} 条 <span class="en" lang="en">findings</span>`,
    );
  });
  return `<nav aria-label="目录 Contents"><ul>
${item("read", PART_TITLES.read, `读了 ${tables.length - refused} 个文件，没有读 ${refused + otherFiles.length} 个 <span class="en" lang="en">files read, not read</span>`)}
${item("suspected", PART_TITLES.suspected, clauses(clausesOf(parts.suspected)), capabilities.length === 0 ? "" : `<ul>${capabilities.join("")}</ul>`)}
${parts.suspected.length === 0 ? "" : item("object", OBJECT, "")}
${item("unsure", PART_TITLES.unsure, clauses(clausesOf(parts.unsure)))}
${item("clear", PART_TITLES.clear, clauses(clausesOf(parts.clear)))}
${item("aside", PART_TITLES.aside, clauses(parts.aside.flatMap((each) => each.results)))}
${item("method", METHOD, "")}</ul>${both(NO_TOTAL, "p")}</nav>`;
}

const NONE: Words = { zh: "没有。", en: "None." };

/** A part of the page; said to be empty where it is. */
function section(id: string, title: Words, content: string): string {
  return `<section id="${id}"><h2>${both(title)}</h2>${content === "" ? both(NONE, "p") : content}</section>`;
}

function suspected(report: AuditReport, parts: Parts<Result>): string {
  const groups = withFindings(report, parts.suspected, "suspected");
  if (groups.length === 0) return section("suspected", PART_TITLES.suspected, "");
  const object = `<div class="notice" id="object"><h3>${both(OBJECT)}</h3>${both(OBJECTION, "p")}</div>`;
  const bodies = bodiesHtml(groups.flatMap(({ clauses }) => clauses));
  const capabilities = groups.map(
    ({ id, title, clauses }) =>
      `<section id="${id}"><h3>${both(title)}</h3>${clauses.map((each) => clauseHtml(each, report.packs)).join("")}</section>`,
  );
  return section("suspected", PART_TITLES.suspected, `${object}${bodies}${capabilities.join("")}`);
}

function unsure(report: AuditReport, parts: Parts<Result>): string {
  const groups = withFindings(report, parts.unsure, "cannot-tell").map(
    ({ title, clauses }) =>
      `<section><h3>${both(title)}</h3>${clauses.map((each) => clauseHtml(each, report.packs)).join("")}</section>`,
  );
  return section("unsure", PART_TITLES.unsure, groups.join(""));
}

function withFindings(
  report: AuditReport,
  capabilities: readonly Capability<Result>[],
  outcome: Finding["outcome"],
) {
  return capabilities.map(({ id, title, results }) => ({
    id,
    title,
    clauses: results.map(
      (result): ClausePart => ({
        result,
        outcome,
        findings: findingsOf(result, outcome),
        at: `c-${report.results.indexOf(result)}`,
      }),
    ),
  }));
}

function clear(parts: Parts<Result>): string {
  const groups = parts.clear.map(({ title, results }) => {
    const rows = results.map(
      (each) =>
        `<li>${both(each.title)}：检查 ${each.judged} <span class="en" lang="en">judged</span><span class="basis">${escapeHtml(each.clause.zh)} · ${escapeHtml(each.provision)}</span></li>`,
    );
    return `<h3>${both(title)}</h3><ul>${rows.join("")}</ul>`;
  });
  return section("clear", PART_TITLES.clear, groups.join(""));
}

function aside(parts: Parts<Result>): string {
  const groups = parts.aside.map(
    ({ reason, results }) => `<li><strong>${both(reason)}</strong>：${both(titlesOf(results))}</li>`,
  );
  return section("aside", PART_TITLES.aside, groups.length === 0 ? "" : `<ul>${groups.join("")}</ul>`);
}

function method(report: AuditReport): string {
  const packs = report.packs
    .map(
      (pack) =>
        `<li>${both(pack.title)} ${pack.document ? escapeHtml(pack.document) : ""}（${pack.official ? "官方文件 official" : "非官方 not official"}，${escapeHtml(pack.territory)}）</li>`,
    )
    .join("");
  return `<section id="method"><h2>${both(METHOD)}</h2>
<p>先看豁免，再看疑点；资料缺失不算问题；条款只判断其地域内、施行之后的行为。<span class="en" lang="en"> Exemptions come first; missing data is never guilt; a clause judges
only acts in its territory after it came into force.</span></p>
<p>原始行留在存资料的电脑上，这里不抄：打开写明的文件，看那一行；或者运行 <code>luodi explain 疑点编号 --report 报告文件夹 --source 资料</code>。<span class="en" lang="en"> Original rows stay
on the computer that holds the files: open the file there at that row, or run the command.</span></p><ul>${packs}</ul></section>`;
}
