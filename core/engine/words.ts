// Words that every rendering of a report and every page of one share.

import type { Words } from "../domain/facts.ts";
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
