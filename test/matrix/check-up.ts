// A county's check-up for the matrix: one finding about the officer's body, under appeal; written as the server writes them.

import { randomUUID } from "node:crypto";
import type { AuditReport } from "../../core/engine/report.ts";
import type { Database } from "../../server/kit/database/database.ts";
import { fileAppeal } from "../../server/oversight/appeals/appeals.store.ts";
import { addDataset, addRun, saveReport } from "../../server/oversight/runs/runs.store.ts";

/** @param body the name of the officer's body. */
export async function plantCheckUp(
  database: Database,
  { tenant, mark, body, at }: { tenant: string; mark: string; body: string; at: number },
): Promise<{ run: string; finding: string; appeal: string }> {
  const [dataset, run, appeal] = [randomUUID(), randomUUID(), randomUUID()];
  const finding = `${tenant}${"a".repeat(10)}`;
  const title = { zh: `答复没有实质内容${mark}`, en: "Hollow reply" };
  const result = {
    ...{ pack: "own", provision: "own.hollow", detector: "hollow-reply", status: "own", judged: 9, title },
    ...{ category: "requests", outcome: "suspected", params: [], clause: { zh: mark, en: "hollow" } },
    findings: [
      {
        ...{ id: finding, outcome: "suspected", subject: `信-7${mark}`, body, exemptions: [], unchecked: [] },
        message: { zh: `答复只有客套${mark}。`, en: "Hollow." },
        evidence: [{ file: "letters.csv", row: 7 }],
      },
    ],
  };
  const report = { results: [result], inputs: [], counts: { requests: 9 } } as unknown as AuditReport;
  await database.within("luodi_oversight", tenant, async (query) => {
    const name = { zh: `${mark}体检`, en: mark };
    const now = new Date(at);
    await addDataset(query, tenant, { id: dataset, name, invented: true, folder: "/nowhere" }, now);
    await addRun(query, tenant, run, dataset, "2026-05-31", now);
    await saveReport(query, tenant, run, report, now);
    const filed = {
      ...{ finding, detector: "hollow-reply", title, accused: "roads", ground: "fact" as const },
      ...{ by: { body: "roads", role: "officer" as const }, words: `${mark}另有答复` },
    };
    await fileAppeal(query, tenant, appeal, filed, randomUUID(), at);
  });
  return { run, finding, appeal };
}
