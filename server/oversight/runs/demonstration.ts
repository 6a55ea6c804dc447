// The demonstration county on first start: its files are written into the data folder and a check-up of them is queued.

import { randomUUID } from "node:crypto";
import type { Database } from "../../kit/database/database.ts";
import { addDataset, addRun, latestRuns } from "./runs.store.ts";

export interface Demonstration {
  readonly name: { readonly zh: string; readonly en: string };
  /** The day of the check-up. */
  readonly on: string;
  /** Writes the county's files into a folder, if they are not there, and returns the folder. */
  readonly write: () => Promise<string>;
}

/** Queues the check-up of the demonstration county unless some check-up is there already. */
export async function addDemonstration(
  database: Database,
  tenant: string,
  now: Date,
  demonstration: Demonstration,
): Promise<void> {
  const runs = await database.within("luodi_oversight", tenant, (query) => latestRuns(query, tenant));
  if (runs.length > 0) return;
  const folder = await demonstration.write();
  const [dataset, run] = [randomUUID(), randomUUID()];
  await database.within("luodi_oversight", tenant, async (query) => {
    await addDataset(query, tenant, { id: dataset, name: demonstration.name, invented: true, folder }, now);
    await addRun(query, tenant, run, dataset, demonstration.on, now);
  });
}
