// The parts of a report in the order in which a person reads them: every page, text and workbook follows this one.

import type { Words } from "../domain/facts.ts";
import { isNumber, showNumber } from "../domain/request/number.ts";
import { CATEGORY_TITLES, type Category } from "./detector.ts";
import type { Finding, Result } from "./report.ts";

/** First what was read; then what is suspected, what cannot be told, what is clear; last what did not apply. */
export const PART_TITLES = {
  read: { zh: "读了什么，什么没能读", en: "What was read, and what could not be" },
  suspected: { zh: "疑似", en: "What is suspected" },
  unsure: { zh: "无法判断，为什么", en: "What cannot be told, and why" },
  clear: { zh: "未发现", en: "What is clear" },
  aside: { zh: "不适用，为什么", en: "What did not apply, and why" },
} as const satisfies Record<string, Words>;

type Judged = Pick<Result, "category" | "outcome" | "reason" | "title">;

export interface Capability<R> {
  readonly id: Category;
  readonly title: Words;
  readonly results: readonly R[];
}

export interface Parts<R> {
  readonly suspected: readonly Capability<R>[];
  /** Clauses with anything that cannot be told, also where something else is suspected by them; and clauses whose detector failed. */
  readonly unsure: readonly Capability<R>[];
  readonly clear: readonly Capability<R>[];
  readonly aside: readonly { readonly reason: Words; readonly results: readonly R[] }[];
}

/** Clauses by part, within a part by capability (those that did not apply: by reason), else in the report's order. */
export function partsOf<R extends Judged>(results: readonly R[], unsure: (result: R) => number): Parts<R> {
  const part = (holds: (result: R) => boolean) => byCapability(results.filter(holds));
  return {
    suspected: part(({ outcome }) => outcome === "suspected"),
    unsure: part((each) => ["cannot-tell", "errored"].includes(each.outcome) || unsure(each) > 0),
    clear: part(({ outcome }) => outcome === "clear"),
    aside: byReason(results.filter(({ outcome }) => outcome === "not-applicable")),
  };
}

/** The parts of a whole report. */
export function partsOfReport(results: readonly Result[]): Parts<Result> {
  return partsOf(results, (result) => countFindings(result.findings).unsure);
}

/** Clauses by capability, those without any left out. */
export function byCapability<R extends Judged>(results: readonly R[]): Capability<R>[] {
  return (Object.keys(CATEGORY_TITLES) as Category[]).flatMap((id) => {
    const own = results.filter((each) => each.category === id);
    return own.length === 0 ? [] : [{ id, title: CATEGORY_TITLES[id], results: own }];
  });
}

export function clausesOf<R>(capabilities: readonly Capability<R>[]): R[] {
  return capabilities.flatMap(({ results }) => results);
}

/** What did not apply or failed has no findings, and that says nothing. */
export function isChecked({ outcome }: Pick<Result, "outcome">): boolean {
  return outcome !== "not-applicable" && outcome !== "errored";
}

const NO_REASON: Words = { zh: "没有写原因", en: "no reason given" };

function byReason<R extends Judged>(results: readonly R[]): Parts<R>["aside"] {
  const groups = new Map<string, { reason: Words; results: R[] }>();
  for (const result of results) {
    const reason = result.reason ?? NO_REASON;
    const group = groups.get(reason.zh);
    if (group === undefined) groups.set(reason.zh, { reason, results: [result] });
    else group.results.push(result);
  }
  return [...groups.values()];
}

/** Titles of clauses in a row; clauses of one title once, with how many they are. */
export function titlesOf(results: readonly Judged[]): Words {
  const counts = new Map<string, { title: Words; count: number }>();
  for (const { title } of results)
    counts.set(title.zh, { title, count: (counts.get(title.zh)?.count ?? 0) + 1 });
  const all = [...counts.values()];
  return {
    zh: all.map(({ title, count }) => (count === 1 ? title.zh : `${title.zh}（${count} 条）`)).join("；"),
    en: all.map(({ title, count }) => (count === 1 ? title.en : `${title.en} (${count})`)).join("; "),
  };
}

/** How many of each. */
export function countFindings(findings: readonly Finding[]): { suspected: number; unsure: number } {
  const suspected = findings.filter((each) => each.outcome === "suspected").length;
  return { suspected, unsure: findings.length - suspected };
}

/** What is suspected before what cannot be told; within each by public body in the order of its name, so that an office finds its own together. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => Number(b.outcome === "suspected") - Number(a.outcome === "suspected") || byBody(a, b),
  );
}

/** A clause's findings of one outcome, in reading order. */
export function findingsOf({ findings }: Result, outcome: Finding["outcome"]): Finding[] {
  return inReadingOrder(findings.filter((each) => each.outcome === outcome));
}

function byBody({ body: a }: Finding, { body: b }: Finding): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

/** The public body and the case that a finding is about, as far as its sentence does not name them; empty where it does. */
export function whoseOf({ body, subject, message }: Finding): string {
  const says = (part: string) => message.zh.includes(part);
  const named = says(subject) || subject.split(" · ").every(says);
  const parts = [
    ...(body === undefined || says(body) || (!named && subject.includes(body)) ? [] : [body]),
    ...(named ? [] : [isNumber(subject) ? showNumber(subject) : subject]),
  ];
  return parts.join(" · ");
}
