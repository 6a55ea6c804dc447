// Outcomes and how sure we are of a clause, in words for a page.

import type { Words } from "../../core/domain/facts.ts";

export const OUTCOMES: Readonly<Record<string, Words>> = {
  suspected: { zh: "疑似", en: "suspected" },
  "cannot-tell": { zh: "无法判断", en: "cannot tell" },
  clear: { zh: "未发现", en: "clear" },
  "not-applicable": { zh: "不适用", en: "not applicable" },
  errored: { zh: "出错", en: "errored" },
};

export const STATUSES: Readonly<Record<string, Words>> = {
  verified: { zh: "已读原文", en: "primary text read" },
  quoted: { zh: "见于转载", en: "wording seen on an unofficial copy" },
  secondary: { zh: "二手转述", en: "paraphrase in a secondary source" },
  own: { zh: "本系统自定，没有官方依据", en: "Luodi's own measure, no official basis" },
};

export const STATES: Readonly<Record<string, Words>> = {
  waiting: { zh: "排队中", en: "waiting" },
  running: { zh: "正在体检", en: "running" },
  stopped: { zh: "已停止", en: "stopped" },
  failed: { zh: "没有完成", en: "failed" },
  done: { zh: "已完成", en: "done" },
};
