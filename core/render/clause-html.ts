// One clause with its findings on the page: the words, how sure we are of them, what was considered, and each finding folded.

import type { Words } from "../domain/facts.ts";
import type { Evidence } from "../engine/detector.ts";
import { countFindings, whoseOf } from "../engine/parts.ts";
import type { AuditReport, Finding, ReportPack, Result } from "../engine/report.ts";
import { valuesText } from "../engine/values.ts";
import { EFFECT_OF_STATUS, EXEMPTION_WORDS, OUTCOME_WORDS } from "../engine/words.ts";
import { both, escapeHtml, moreWords, SHOWN } from "./markup.ts";

/** Those of its findings that are suspected, or those that cannot be told; in reading order. */
export interface ClausePart {
  readonly result: Result;
  readonly outcome: Finding["outcome"];
  readonly findings: readonly Finding[];
  /** Where on the page the clause itself stands. */
  readonly at: string;
}

export function clauseHtml(part: ClausePart, packs: AuditReport["packs"]): string {
  const { result, outcome, at } = part;
  const { suspected } = countFindings(result.findings);
  const above = outcome === "cannot-tell" && suspected > 0;
  const said = result.outcome === "errored" ? result.outcome : outcome;
  const counts =
    outcome === "suspected"
      ? { zh: `检查 ${result.judged} · 疑似 ${suspected}`, en: "judged, suspected" }
      : {
          zh: `检查 ${result.judged} · 无法判断 ${result.findings.length - suspected}`,
          en: "judged, cannot tell",
        };
  // An undecided clause's own reason is its first finding's sentence.
  const reason = result.findings.length > 0 || result.reason === undefined ? "" : both(result.reason, "p");
  const clause = above
    ? `<p class="clause"><a href="#${at}">${both(CLAUSE_ABOVE)}</a></p>`
    : basisOf(
        result,
        packs.find(({ id }) => id === result.pack),
      );
  return `<article${above ? "" : ` id="${at}"`}><h4>${both(result.title)} <span class="tag ${said}">${both(OUTCOME_WORDS[said])}</span></h4>
${clause}<p>${both(counts)}</p>${reason}${listed(part)}</article>`;
}

const CLAUSE_ABOVE: Words = {
  zh: "条款见前面“疑似”一节",
  en: "the clause stands above, among the suspicions",
};

function basisOf(result: Result, pack: ReportPack | undefined): string {
  const quote = result.quote ?? result.paraphrase;
  const values = valuesText(result.params);
  const document = pack === undefined ? escapeHtml(result.pack) : both(documentOf(pack, result.article));
  return `<p class="clause">${both(result.clause)}${quote === undefined ? "" : `<q>${escapeHtml(quote)}</q>`}
<span class="basis">${document} · ${both(EFFECT_OF_STATUS[result.status])} · ${escapeHtml(result.provision)}</span>
<span class="basis">${values === undefined ? "" : both(values)}</span></p>`;
}

/** The document by name, number and article, none of them twice. */
function documentOf({ title, document }: ReportPack, article: string | undefined): Words {
  const more = [document, article].filter((each) => each !== undefined && !title.zh.includes(each));
  return { zh: [title.zh, ...more].join(" "), en: title.en };
}

function listed({ findings }: ClausePart): string {
  const shown = findings.slice(0, SHOWN);
  // What is the same under each of them is said once: a county prints this.
  const [first, ...others] = shown.map(examined);
  const shared = others.length > 0 && others.every((each) => each === first) ? first! : "";
  const list = shown.map((finding) => findingHtml(finding, shared === "")).join("");
  const common = shared === "" ? "" : `<div class="shared">${both(FOR_EACH, "p")}${shared}</div>`;
  return `${common}${list}${findings.length > SHOWN ? moreWords(findings.length - SHOWN) : ""}`;
}

const FOR_EACH: Words = { zh: "下面每一条都看过这些：", en: "Looked at for each of the following:" };
const CONSIDERED: Words = { zh: "考虑过的豁免", en: "Exemptions considered" };
const NO_EXEMPTION: Words = { zh: "没有要考虑的豁免", en: "no exemption to consider here" };

/** The exemptions that were considered for a finding, and what could not be looked at. */
function examined(finding: Finding): string {
  const exemptions = finding.exemptions
    .map(
      (each) =>
        `<li>${both(each.title)}：${both(EXEMPTION_WORDS[each.result])}${each.note === undefined ? "" : ` ${both(each.note)}`}</li>`,
    )
    .join("");
  const unchecked = finding.unchecked.map((each) => `<li>${both(each)}</li>`).join("");
  // Only a suspicion needs to say that nothing excuses it.
  const none = finding.outcome === "suspected" ? `<li>${both(NO_EXEMPTION)}</li>` : "";
  return `${exemptions || none ? `<h5>${both(CONSIDERED)}</h5><ul>${exemptions || none}</ul>` : ""}
${unchecked ? `<h5>没能核对 <span class="en" lang="en">Not checked</span></h5><ul>${unchecked}</ul>` : ""}`.trim();
}

function findingHtml(finding: Finding, alone: boolean): string {
  const evidence = finding.evidence.map(evidenceHtml).join("");
  const whose = whoseOf(finding);
  return `<details class="finding ${finding.outcome}" id="${placeOf(finding)}"><summary>${whose === "" ? "" : `<strong>${escapeHtml(whose)}</strong> `}${OUTCOME_WORDS[finding.outcome].zh}：${escapeHtml(finding.message.zh)}</summary>
<p class="en" lang="en">${escapeHtml(finding.message.en)}</p><h5>依据 <span class="en" lang="en">Evidence</span></h5><ul>${evidence}</ul>
${alone ? examined(finding) : ""}
<p class="basis">疑点编号 <span class="en" lang="en">Finding ID</span> ${finding.id}</p></details>`;
}

function placeOf(finding: Finding): string {
  return `f-${finding.id}`;
}

function evidenceHtml(evidence: Evidence): string {
  const span = evidence.span === undefined ? "" : `<q>${escapeHtml(evidence.span.text)}</q>`;
  const note = evidence.note === undefined ? "" : both(evidence.note);
  return `<li>${escapeHtml(evidence.file)} 第 ${evidence.row} 行 <span class="en" lang="en">row ${evidence.row}</span> ${span} ${note}</li>`;
}

/**
 * Where each public body finds what is suspected of it: bodies by name, clauses in the page's order, no sum. Empty where no finding
 * names one.
 */
export function bodiesHtml(parts: readonly ClausePart[]): string {
  const places = new Map<string, string[]>();
  for (const { result, findings, at } of parts) {
    const firsts = new Map<string, { count: number; href: string }>();
    for (const [index, finding] of findings.entries()) {
      if (finding.body === undefined) continue;
      const first = firsts.get(finding.body);
      if (first !== undefined) first.count += 1;
      else firsts.set(finding.body, { count: 1, href: index < SHOWN ? placeOf(finding) : at });
    }
    for (const [body, { count, href }] of firsts) {
      const links = places.get(body) ?? [];
      places.set(body, links);
      links.push(
        `<a href="#${href}">${escapeHtml(result.title.zh)}</a>${count === 1 ? "" : `（${count} 条）`}`,
      );
    }
  }
  if (places.size === 0) return "";
  const rows = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
  const items = rows.map(([body, links]) => `<li>${escapeHtml(body)}：${links.join("、")}</li>`);
  return `<details class="bodies"><summary>按单位找（${places.size} 个单位，按名称排列，不是名次） <span class="en" lang="en">Find an office: by name, no ranking</span></summary>
<ul>${items.join("")}</ul></details>`;
}
