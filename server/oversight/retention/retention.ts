// How long the tables of the check-up are kept, and the job that deletes them on their day.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { KEPT_MONTHS } from "../../../core/domain/appeals/appeal.ts";
import { dayOf } from "../../../core/domain/day.ts";
import type { Day, Words } from "../../../core/domain/facts.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import type { Kit } from "../../kit/module.ts";

/** Appeals deleted in one transaction. */
const ROWS = 500;

const withDataset: Words = {
  zh: "随资料：读入满一年",
  en: "with its dataset: a year after it was taken in",
};
const ownDay: Words = {
  zh: `提出满 ${KEPT_MONTHS / 12} 年，答复过的从答复算起`,
  en: `${KEPT_MONTHS / 12} years after it was filed, or answered`,
};

/** One line a table; a test checks it against the database. */
export const OVERSIGHT_RETENTION: readonly { readonly table: string; readonly until: Words }[] = [
  ...["dataset", "run", "result", "finding", "evidence"].map((name) => ({
    ...{ table: `oversight.${name}`, until: withDataset },
  })),
  { table: "oversight.appeal", until: ownDay },
  { table: "oversight.appeal_actor", until: ownDay },
];

/** Deletes datasets with their check-ups and written reports, and appeals, each on its day. The files that were read are not ours to delete. */
export function checkUpsDue({
  database,
  tenant,
  clock,
  settings,
}: Kit & { readonly tenant: string }): JobKind {
  const within = <T>(work: (query: Transaction) => Promise<T>) =>
    database.within("luodi_oversight", tenant, work);
  return {
    kind: "retention-check-ups",
    title: { zh: "删除到期的体检和申诉", en: "Delete check-ups and appeals that are due" },
    schedule: { dailyAt: "03:25" },
    async run({ place, keep }) {
      const today = dayOf(clock.now());
      let gone = Number(place.gone ?? 0);
      for (const dataset of await within((query) => datasetsDue(query, tenant, today))) {
        for (const run of await within((query) => runsOf(query, tenant, dataset)))
          await rm(join(settings.dataFolder, "reports", run), { recursive: true, force: true });
        await within((query) => dropDataset(query, tenant, dataset));
        gone += 1;
        await keep({ gone });
      }
      for (;;) {
        const count = await within((query) => dropAppeals(query, tenant, today, ROWS));
        gone += count;
        if (count < ROWS) break;
        await keep({ gone });
      }
      return `删除 ${gone} 项 ${gone} deleted`;
    },
  };
}

async function datasetsDue(query: Transaction, tenant: string, today: Day): Promise<string[]> {
  const rows = await query<{ id: string }>(
    "SELECT dataset_id AS id FROM oversight.dataset WHERE tenant_id = $1 AND delete_after < $2::date ORDER BY dataset_id",
    [tenant, today],
  );
  return rows.map((row) => row.id);
}

async function runsOf(query: Transaction, tenant: string, dataset: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    "SELECT run_id AS id FROM oversight.run WHERE tenant_id = $1 AND dataset_id = $2",
    [tenant, dataset],
  );
  return rows.map((row) => row.id);
}

async function dropDataset(query: Transaction, tenant: string, dataset: string): Promise<void> {
  await query("DELETE FROM oversight.dataset WHERE tenant_id = $1 AND dataset_id = $2", [tenant, dataset]);
}

async function dropAppeals(query: Transaction, tenant: string, today: Day, most: number): Promise<number> {
  const rows = await query(
    `DELETE FROM oversight.appeal WHERE tenant_id = $1 AND appeal_id IN (SELECT appeal_id FROM oversight.appeal
       WHERE tenant_id = $1 AND delete_after < $2::date LIMIT $3) RETURNING appeal_id`,
    [tenant, today, most],
  );
  return rows.length;
}
