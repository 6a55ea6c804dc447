// Names and colours of what the figures count, alike in charts, tables and open data.

import type { Words } from "../../core/domain/facts.ts";
import { CAUSE_WORDS, type Cause, OUTCOME_WORDS, OUTCOMES } from "../../core/domain/figures/outcome.ts";
import type { Subject } from "../../core/domain/figures/snapshot.ts";
import { HARM_LEVELS } from "../../core/domain/request/harm.ts";
import { MATTERS, matterOf } from "../../core/domain/request/matters.ts";

export interface Column extends Words {
  /** Name in the open data. */
  readonly id: string;
  readonly colour: string;
}

const GREEN = "#1d7a4c";
const BLUE = "#6f97cc";
const AMBER = "#d39a2d";
const RED = "#9b1c1c";
const GREY = "#bcc5d1";

const OUTCOME_COLOURS = [GREEN, BLUE, AMBER, RED, GREY] as const;
const JOINED: Readonly<Record<string, Column>> = {
  "2,3": { id: "partly-or-not", zh: "群众说没解决或只解决一部分", en: "not solved, or partly", colour: RED },
  "1,4": {
    ...{ id: "unanswered-or-explained", colour: GREY },
    ...{ zh: "群众没有回答，或说办不了但说清了", en: "unanswered, or explained" },
  },
  "1,2,3,4": {
    id: "not-confirmed",
    zh: "其余全部（没有确认解决）",
    en: "all others, not confirmed",
    colour: GREY,
  },
};

const PROMISES: Readonly<Record<string, Column>> = {
  "0": { id: "done", zh: "群众说做到了", en: "kept, say the citizens", colour: GREEN },
  "1": { id: "claimed", zh: "单位说做到了，群众没说", en: "kept, says the body alone", colour: BLUE },
  "2": { id: "ahead", zh: "改到以后，日子没到", en: "moved, its day is ahead", colour: GREY },
  "3": { id: "overdue", zh: "过了日子没兑现", en: "overdue", colour: AMBER },
  "4": { id: "not-done", zh: "群众说没做到", en: "not kept, say the citizens", colour: RED },
  "3,4": {
    id: "overdue-or-not-done",
    zh: "过了日子没兑现，或群众说没做到",
    en: "overdue or not kept",
    colour: RED,
  },
  "1,2": { id: "not-known", zh: "还说不准", en: "not known yet", colour: GREY },
  "1,2,3,4": { id: "not-confirmed", zh: "其余全部（群众没有说做到）", en: "all others", colour: GREY },
};

/** What a column counts. */
export function columnOf(subject: Subject, categories: readonly number[]): Column {
  const key = categories.join(",");
  if (subject.startsWith("promises-")) return PROMISES[key]!;
  const joined = JOINED[key];
  if (joined !== undefined) return joined;
  const outcome = OUTCOMES[categories[0]!]!;
  return { id: outcome, ...OUTCOME_WORDS[outcome], colour: OUTCOME_COLOURS[categories[0]!]! };
}

/** The row of all that no row of its own was given to; beside a kind that is called “other”, a “rest” would be misread. */
export const REST_WORDS: Words = { zh: "没有单列的", en: "not shown alone" };

export type PlaceName = (code: string) => string | undefined;

/** What a row is called. */
export function rowWords(subject: Subject, key: string, placeName: PlaceName): Words {
  if (key === "all") return { zh: "全部", en: "all" };
  if (subject === "places") {
    if (key === "") return { zh: "没写地方", en: "no place given" };
    return { zh: placeName(key) ?? `区划 ${key}`, en: key };
  }
  if (subject.endsWith("causes")) return CAUSE_WORDS[key as Cause] ?? { zh: key, en: key };
  return matterOf(key) ?? { zh: key, en: key };
}

const MATTER_ORDER = new Map(
  [...MATTERS]
    .map((matter, place) => ({ matter, place }))
    .sort(
      (a, b) => HARM_LEVELS.indexOf(a.matter.harm) - HARM_LEVELS.indexOf(b.matter.harm) || a.place - b.place,
    )
    .map(({ matter }, place) => [matter.id, place]),
);
const CAUSE_ORDER = new Map(Object.keys(CAUSE_WORDS).map((cause, place) => [cause, place]));

/** Kinds by the harm they usually mean, the gravest first; causes and places in a fixed order: never by how well anybody did. */
export function inOrder<T extends { readonly key: string }>(subject: Subject, rows: readonly T[]): T[] {
  const order = subject.endsWith("causes") ? CAUSE_ORDER : MATTER_ORDER;
  return [...rows].sort(
    (a, b) => (order.get(a.key) ?? 999) - (order.get(b.key) ?? 999) || (a.key < b.key ? -1 : 1),
  );
}

export const SUBJECT_WORDS: Readonly<Record<Subject, Words>> = {
  headline: { zh: "办结了的，群众怎么说", en: "What the citizens say of all closed requests" },
  sample: { zh: "随机抽样回访", en: "The neutral sample" },
  kinds: { zh: "按诉求种类", en: "By kind of matter" },
  causes: { zh: "按卡在哪里", en: "By where it got stuck" },
  "promises-kinds": { zh: "承诺兑现，按诉求种类", en: "Promises, by kind of matter" },
  "promises-causes": { zh: "承诺兑现，按卡在哪里", en: "Promises, by where it got stuck" },
  places: { zh: "按乡镇街道（按季度）", en: "By township (by quarter)" },
};

/** A share in whole percent. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
