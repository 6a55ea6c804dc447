// Words that every rendering of a report and every page of one share.

import type { Words } from "../domain/facts.ts";
import type { Considered } from "./detector.ts";
import type { Outcome, Result } from "./report.ts";

export const OUTCOME_WORDS: Readonly<Record<Outcome, Words>> = {
  suspected: { zh: "疑似", en: "suspected" },
  "cannot-tell": { zh: "无法判断", en: "cannot tell" },
  clear: { zh: "未发现", en: "clear" },
  "not-applicable": { zh: "不适用", en: "not applicable" },
  errored: { zh: "出错", en: "errored" },
};

/** How sure we are of a clause, in words for a reader. */
export const EFFECT_OF_STATUS: Readonly<Record<Result["status"], Words>> = {
  verified: { zh: "已读原文", en: "primary text read" },
  quoted: { zh: "见于转载", en: "wording seen on an unofficial copy" },
  secondary: { zh: "二手转述", en: "paraphrase in a secondary source" },
  unverified: { zh: "未核实", en: "unverified" },
  own: { zh: "本系统自定，没有官方依据", en: "Luodi's own measure, no official basis" },
};

/** What came of an exemption that was considered for a finding. */
export const EXEMPTION_WORDS: Readonly<Record<Considered["result"], Words>> = {
  unknown: { zh: "未能核对", en: "not checked" },
  "not-met": { zh: "不符合", en: "does not apply" },
};

/** What an office does that is wrongly suspected; stands beside every list of suspicions. */
export const OBJECTION: Words = {
  zh: "疑点可能有错。觉得不对的，记下疑点编号，用一句话写明理由（哪条豁免适用、哪份记录可以证明），交给发这份结果的人，由人对照原始行核实。核实以前，疑点不算数。",
  en: "Findings may be wrong. Note the finding's ID, say why in one sentence (an exemption that applies, a record that shows it) and give it to whoever handed you this; a person compares the original rows. Until then a finding counts for nothing.",
};

export const OBJECT: Words = { zh: "觉得不对怎么办", en: "How to object" };
