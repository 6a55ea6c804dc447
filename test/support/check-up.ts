// A made-up report in the hosted check-up, as a run leaves it: one clause a detector, with the findings that a test needs.

import { randomUUID } from "node:crypto";
import type { AuditReport, Finding } from "../../core/engine/report.ts";
import { checkUps } from "../../server/check-ups.ts";
import type { Database } from "../../server/kit/database/database.ts";
import { addDataset, addRun, saveReport } from "../../server/oversight/runs/runs.store.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import { SERVICES_MIGRATIONS } from "../../server/services/services.ts";
import { testDatabase } from "./database.ts";
import { type TestServices, testServices } from "./services.ts";

export interface MadeFinding {
  /** One hexadecimal digit or more; repeated up to the length of an id. */
  readonly id: string;
  readonly body?: string;
  readonly outcome?: Finding["outcome"];
}

/** The id of a made finding. */
export const madeId = (id: string) => id.repeat(16).slice(0, 16);

/** Adds a run that is done. @returns its id. */
export async function addReport(
  database: Database,
  tenant: string,
  at: number,
  clauses: Readonly<Record<string, readonly MadeFinding[]>>,
): Promise<string> {
  const results = Object.entries(clauses).map(([detector, findings]) => ({
    ...{ pack: "own", provision: `own.${detector}`, detector, status: "own", judged: 90, params: [] },
    ...{ category: "requests", outcome: outcomeOf(findings), clause: { zh: "答复要有内容", en: "reply" } },
    title: { zh: `检测 ${detector}`, en: detector },
    findings: findings.map(({ id, body, outcome = "suspected" }, place) => ({
      ...{ id: madeId(id), outcome, subject: `信-${id}`, exemptions: [], unchecked: [] },
      ...(body === undefined ? {} : { body }),
      message: { zh: `第 ${id} 封信只答了客套话。`, en: `Letter ${id} got courtesies alone.` },
      evidence: [{ file: "letters.csv", row: place + 2 }],
    })),
  }));
  const report = { results, inputs: [], counts: { requests: 90 } } as unknown as AuditReport;
  return addRunOf(database, tenant, at, report);
}

/** Adds a run that is done and left this report. @returns its id. */
export async function addRunOf(
  database: Database,
  tenant: string,
  at: number,
  report: AuditReport,
): Promise<string> {
  const [dataset, run] = [randomUUID(), randomUUID()];
  await database.within("luodi_oversight", tenant, async (query) => {
    const name = { zh: "青石县", en: "Qingshi" };
    const now = new Date(at);
    await addDataset(query, tenant, { id: dataset, name, invented: true, folder: "/nowhere" }, now);
    await addRun(query, tenant, run, dataset, "2026-05-31", now);
    await saveReport(query, tenant, run, report, now);
  });
  return run;
}

function outcomeOf(findings: readonly MadeFinding[]) {
  if (findings.some(({ outcome = "suspected" }) => outcome === "suspected")) return "suspected";
  return findings.length > 0 ? "cannot-tell" : "clear";
}

/** A county with the hosted check-up and these bodies, by id and name, on a database of its own. */
export async function countyWithCheckUps(
  tenant: string,
  bodies: readonly (readonly [id: string, name: string])[] = [],
): Promise<TestServices> {
  const checking = checkUps(tenant);
  const store = await testDatabase(SERVICES_MIGRATIONS, checking.migrations!);
  const county = await testServices([checking], {}, tenant, { store } as TestServices);
  for (const [id, zh] of bodies)
    await county.requests.within((query) => addBody(query, tenant, { id, zh, en: id, desk: "", phone: "" }));
  return county;
}
