// Datasets and runs of the check-up: their types, and what may become of a run.

import type { Day, Instant, Words } from "../../../core/domain/facts.ts";
import type { AuditReport, Finding, Result } from "../../../core/engine/report.ts";
import type { RunView } from "../../../web/oversight/home.tsx";

export interface Dataset {
  readonly id: string;
  readonly name: Words;
  /** Invented data say so on every page. */
  readonly invented: boolean;
  readonly folder: string;
}

export type RunState = "waiting" | "running" | "stopped" | "failed" | "done";

export interface Run {
  readonly id: string;
  readonly dataset: Dataset;
  readonly on: Day;
  readonly state: RunState;
  readonly progress: string;
  /** When it was done. */
  readonly finishedAt?: Instant;
}

/** A report without its findings, which stand in rows of their own. */
export type ReportHead = Omit<AuditReport, "results">;

export interface StoredResult extends Omit<Result, "findings"> {
  readonly no: number;
  readonly suspected: number;
  readonly unsure: number;
  /** The sentence of the first finding that cannot be told, where there is one. */
  readonly doubt?: Words;
  /** Suspicions that were withdrawn on appeal; counted nowhere else. */
  readonly withdrawn?: number;
  /** The detector has retired: its suspicions are counted among what cannot be told. */
  readonly retired?: true;
}

export interface StoredFinding extends Finding {
  readonly no: number;
  readonly resultNo: number;
}

/** Whether a person may stop or start a run now. */
export function mayStop(state: RunState): boolean {
  return state === "waiting" || state === "running";
}

export function mayStart(state: RunState): boolean {
  return state === "stopped" || state === "failed";
}

/** A run as pages show it. */
export function runView({ id, on, state, progress, dataset }: Run): RunView {
  return { id, on, state, progress, name: dataset.name, invented: dataset.invented };
}
