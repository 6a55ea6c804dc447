// A check-up report as JSON: the same input gives the same bytes.

import type { AuditReport } from "../engine/report.ts";

export function renderJson(report: AuditReport): string {
  return `${JSON.stringify(report, null, 1)}\n`;
}
