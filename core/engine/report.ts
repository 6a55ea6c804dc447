// The one result of a check-up, which every rendering renders. Additive from here on: see docs/report.schema.json.

import type { Day, FactKind, Words } from "../domain/facts.ts";
import type { Category, Evidence } from "./detector.ts";

export type Outcome = "suspected" | "cannot-tell" | "clear" | "not-applicable" | "errored";

export interface ReportExemption {
  readonly id: string;
  readonly title: Words;
  readonly result: "not-met" | "unknown";
  readonly note?: Words;
}

export interface Finding {
  /**
   * The same in every export of the same records, whatever its name and the order of its rows: a hash of pack, provision, detector,
   * message, subject, body, and of the records cited with the words quoted from them (`identity.ts`). An appeal hangs on it.
   */
  readonly id: string;
  readonly outcome: "suspected" | "cannot-tell";
  readonly subject: string;
  readonly body?: string;
  readonly message: Words;
  readonly exemptions: readonly ReportExemption[];
  readonly unchecked: readonly Words[];
  readonly evidence: readonly Evidence[];
}

/** One provision of one pack, applied by one detector. */
export interface Result {
  readonly pack: string;
  readonly provision: string;
  readonly clause: Words;
  readonly quote?: string;
  readonly paraphrase?: string;
  readonly article?: string;
  readonly status: "verified" | "quoted" | "secondary" | "unverified" | "own";
  readonly detector: string;
  readonly title: Words;
  readonly category: Category;
  readonly outcome: Outcome;
  readonly reason?: Words;
  /** How many facts of the judged kind were looked at. */
  readonly judged: number;
  /** The values in force, as the pack states them, by their first day. */
  readonly params: readonly { readonly from: Day; readonly values: Readonly<Record<string, unknown>> }[];
  readonly findings: readonly Finding[];
}

export interface ReportPack {
  readonly id: string;
  readonly title: Words;
  readonly document?: string;
  readonly territory: string;
  readonly official: boolean;
}

/** What the importers hand to the report; the engine copies it and does not look inside. */
export interface ReportInput {
  readonly file: string;
  readonly importer: string | null;
  readonly importerTitle?: Words;
  readonly rows: number;
  readonly facts: number;
  readonly problems: number;
  readonly dropped: number;
  readonly factsByKind: Readonly<Record<string, number>>;
  readonly problemList: readonly { readonly row: number; readonly reason: Words; readonly mend: Words }[];
  readonly droppedReasons: readonly { readonly reason: Words; readonly count: number }[];
  readonly omitted: Readonly<Record<string, number>>;
  readonly refused?: { readonly reason: Words; readonly mend: Words };
}

export interface AuditReport {
  readonly format: "luodi-audit-report";
  readonly version: 1;
  readonly on: Day;
  readonly notice: Words;
  readonly inputs: readonly ReportInput[];
  readonly counts: Readonly<Partial<Record<FactKind, number>>>;
  readonly packs: readonly ReportPack[];
  readonly results: readonly Result[];
}

export const NOTICE: Words = {
  zh: "疑点只是线索，须经人工核实；不得用于考核、处分或公开发布。",
  en: "Findings are leads for a person to verify; not for appraisal, discipline or publication.",
};
