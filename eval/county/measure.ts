// Compares a check-up of a demonstration county with the planted truth: precision and recall with Wilson bounds, and traps accused.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inputFiles } from "../../cli/files.ts";
import { packsFor } from "../../cli/packs.ts";
import { detectors } from "../../core/detectors/index.ts";
import { startOf } from "../../core/domain/day.ts";
import type { Facts } from "../../core/domain/facts.ts";
import { audit } from "../../core/engine/audit.ts";
import type { AuditReport } from "../../core/engine/report.ts";
import { importers } from "../../core/importers/index.ts";
import { FactCollector } from "../../core/importers/intake.ts";
import type { Truth } from "../../demo/truth.ts";

export interface Score {
  readonly detector: string;
  readonly positives: number;
  readonly accused: number;
  readonly right: number;
  /** Lower bounds of the 95 % Wilson interval. */
  readonly precisionLow: number;
  readonly recallLow: number;
  readonly traps: number;
  readonly trapsAccused: readonly string[];
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** The lower end of the 95 % Wilson interval of k of n (Wilson 1927); 0 where n is 0. */
export function wilsonLow(k: number, n: number, z = 1.96): number {
  if (n === 0) return 0;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return (centre - spread) / (1 + (z * z) / n);
}

/** Reads a written county and runs the check-up on it. */
export async function checkCounty(
  folder: string,
  on = "2026-06-30",
): Promise<{ report: AuditReport; facts: Facts }> {
  const collector = new FactCollector(importers, { salt: "county", on: startOf(on) });
  for await (const file of inputFiles([join(folder, "data")])) await collector.read(file);
  const { facts, inputs } = collector.finish();
  return { report: audit({ facts, packs: packsFor([]), detectors, on, inputs }), facts };
}

export function readTruth(folder: string): Truth[] {
  const file = join(folder, "truth", "truth.jsonl");
  if (!existsSync(file)) throw new Error(`no truth in ${folder}`);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Truth);
}

/**
 * Scores every detector against what was planted for it, by subject and by the ids of the facts in evidence. A row with a note is shown
 * to compare with (the earlier text, the other request) and accuses nobody: it neither hits a fault nor a trap.
 */
export function score(report: AuditReport, facts: Facts, truth: readonly Truth[]): Score[] {
  const idOf = idsBySource(facts);
  return detectors.map(({ id }) => {
    const own = truth.filter((each) => each.detector === id);
    const faults = own.filter((each) => each.label === "fault");
    const accusations = report.results
      .filter((result) => result.detector === id)
      .flatMap((result) => result.findings)
      .filter((finding) => finding.outcome === "suspected")
      .map((finding) => ({
        subject: finding.subject,
        ids: new Set(
          finding.evidence
            .filter((each) => each.note === undefined)
            .map((each) => idOf.get(`${each.file}:${each.row}`))
            .filter((each) => each !== undefined),
        ),
      }));
    const meets = (planted: Truth, accused: (typeof accusations)[number]) =>
      planted.subject === accused.subject || planted.ids.some((each) => accused.ids.has(each));
    const found = faults.filter((fault) => accusations.some((each) => meets(fault, each)));
    const right = accusations.filter((each) => faults.some((fault) => meets(fault, each)));
    const traps = own.filter((each) => each.label === "trap");
    return {
      detector: id,
      positives: faults.length,
      accused: accusations.length,
      right: right.length,
      precisionLow: wilsonLow(right.length, accusations.length),
      recallLow: wilsonLow(found.length, faults.length),
      traps: traps.length,
      trapsAccused: traps
        .filter((trap) => accusations.some((each) => meets(trap, each)))
        .map((trap) => `${trap.trap ?? ""} ${trap.subject}`),
      missed: faults.filter((fault) => !found.includes(fault)).map((fault) => fault.subject),
      wrong: accusations.filter((each) => !right.includes(each)).map((each) => each.subject),
    };
  });
}

/** Source → id, for facts that have one; a group's message stands for nothing but its group, which its subject names. */
function idsBySource(facts: Facts): Map<string, string> {
  const ids = new Map<string, string>();
  for (const list of [facts.requests, facts.accounts, facts.apps, facts.groups]) {
    for (const fact of list ?? []) ids.set(`${fact.source.file}:${fact.source.row}`, fact.id);
  }
  return ids;
}
