// How each number is made, in the words that stand beside it on the page and in the open data.

import type { Words } from "../../core/domain/facts.ts";

export type Measure =
  | "count"
  | "outcome"
  | "low"
  | "high"
  | "median-days"
  | "bounced"
  | "voice"
  | "out"
  | "low-with-out"
  | "high-with-out"
  | "wilson-low"
  | "wilson-high"
  | "wilson-answered-low"
  | "wilson-answered-high"
  | "promise"
  | "moved";

export const METHODS: Readonly<Record<Measure, Words>> = {
  count: {
    zh: "当月第一次办结的诉求，办结后又退回的也算；剔除的不在内，另列。",
    en: "Requests first closed in the period, those that came back among them; what was taken out is listed apart.",
  },
  outcome: {
    zh: "只按群众的话算。一件有几个人的，按最差的一个算；有人找群众谈过评价的，“解决了”作废，算没有回答。",
    en: "By the citizens' word alone; of several people the weakest word counts; a “solved” after somebody raised the rating is void and counts as unanswered.",
  },
  low: { zh: "没有回答的全当没解决，解决了的占多少。", en: "Share solved, all unanswered taken as no." },
  high: { zh: "没有回答的全当解决了，最多占多少。", en: "Share solved, all unanswered taken as yes." },
  "median-days": {
    zh: "从提出到最后一次答复的自然日中位数；群众说没解决的，算还没有得到答复。",
    en: "Median calendar days from filing to the last answer; where the citizen says it is not solved there is no answer yet.",
  },
  bounced: { zh: "群众说没解决、至少退回过一次的件数。", en: "Requests that came back at least once." },
  voice: {
    zh: "打电话、到窗口、由人代办或交纸卡提出的件数。",
    en: "Opened by voice, visit, agent or paper card.",
  },
  out: {
    zh: "从统计里剔除的件数：哪个单位、什么岗位、为什么，逐条列在剔除台账里；办结前并入别件的也算。",
    en: "Taken out of the denominator; each act stands in the exclusions ledger with body, role and reason.",
  },
  "low-with-out": {
    zh: "剔除的全放回来、都当没解决。",
    en: "All that was taken out put back and taken as no.",
  },
  "high-with-out": {
    zh: "剔除的和没有回答的全放回来、都当解决了。",
    en: "All that was taken out put back, and it and all unanswered taken as yes.",
  },
  "wilson-low": {
    zh: "抽中的人里，没联系上、没回答的全当没解决，再取 95% 威尔逊区间的下限。",
    en: "Lower end of Wilson's 95 % interval over all drawn, whoever did not answer taken as no.",
  },
  "wilson-high": {
    zh: "抽中的人里，没联系上、没回答的全当解决了，再取 95% 威尔逊区间的上限。",
    en: "Upper end of Wilson's 95 % interval over all drawn, whoever did not answer taken as yes.",
  },
  "wilson-answered-low": {
    zh: "只算联系上并且回答了的，95% 威尔逊区间的下限。",
    en: "Lower end of Wilson's 95 % interval among those who answered.",
  },
  "wilson-answered-high": {
    zh: "只算联系上并且回答了的，95% 威尔逊区间的上限。",
    en: "Upper end of Wilson's 95 % interval among those who answered.",
  },
  promise: {
    zh: "答应在当月某天做到的承诺；改过日子的仍算在原来的月份。单位自己说做到、群众又说这件事没解决的，算过期。",
    en: "Promises first made for a day of the month, wherever it was moved; a body's claim in a matter that the citizen calls unsolved counts as overdue.",
  },
  moved: { zh: "改过日子的承诺。", en: "Promises whose day was moved." },
};

/** What is left out of every table, and why. */
export const PROTECTION: Words = {
  zh: "任何不到 10 件的一组都不显示，也不能用几张表相减算出来；不到 100 件的不给比例。为此有的行并在“没有单列的”里，有的列合在一起；改动太少的时候，新的一版先不公布。",
  en: "No group under 10 is shown, nor does subtracting tables show one; no rate for fewer than 100. Therefore some rows stand together in the rest, some columns are joined, and a new version waits until enough has changed.",
};
