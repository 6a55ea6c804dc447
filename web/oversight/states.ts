// The states of a check-up, in words for a page.

import type { Words } from "../../core/domain/facts.ts";

export const STATES: Readonly<Record<string, Words>> = {
  waiting: { zh: "排队中", en: "waiting" },
  running: { zh: "正在体检", en: "running" },
  stopped: { zh: "已停止", en: "stopped" },
  failed: { zh: "没有完成", en: "failed" },
  done: { zh: "已完成", en: "done" },
};
