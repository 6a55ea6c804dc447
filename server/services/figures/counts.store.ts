// Counts for the figures, summed by the database over one period at a time; nothing is loaded request by request.

import { CAUSES, OUTCOMES } from "../../../core/domain/figures/outcome.ts";
import type { Row } from "../../../core/domain/figures/protect.ts";
import { type Pair, PROMISE_WORDS } from "../../../core/domain/figures/snapshot.ts";
import { MATTERS } from "../../../core/domain/request/matters.ts";
import type { Transaction } from "../../kit/database/database.ts";

const COUNTED = "FROM services.figure_row WHERE tenant_id = $1 AND month = ANY($2) AND out_reason IS NULL";

/** What the rows of a table go by. */
export type Key = "all" | "matter" | "cause" | "territory";
const COLUMN: Readonly<Record<Key, string>> = {
  all: "'all'",
  matter: "matter",
  cause: "cause",
  territory: "territory",
};
/** Rows that stand in a table even where there is nothing in them, so that their absence says nothing. */
const ALWAYS: Readonly<Record<Key, readonly string[]>> = {
  all: ["all"],
  matter: MATTERS.map((each) => each.id),
  cause: CAUSES,
  territory: [],
};

function rowsFrom(
  found: readonly { key: string; category: string; count: number }[],
  categories: readonly string[],
  key: Key,
): Row[] {
  const rows = new Map(ALWAYS[key].map((each) => [each, new Array<number>(categories.length).fill(0)]));
  for (const { key: name, category, count } of found) {
    const cells = rows.get(name) ?? new Array<number>(categories.length).fill(0);
    cells[categories.indexOf(category)] = count;
    rows.set(name, cells);
  }
  return [...rows].map(([name, cells]) => ({ key: name, cells }));
}

/** Requests by outcome, for each value of a column. */
export async function outcomeCounts(
  query: Transaction,
  tenant: string,
  months: readonly string[],
  key: Key,
): Promise<Row[]> {
  const found = await query<{ key: string; category: string; count: number }>(
    `SELECT ${COLUMN[key]} AS key, outcome AS category, count(*)::int AS count ${COUNTED} GROUP BY 1, 2`,
    [tenant, months],
  );
  return rowsFrom(found, OUTCOMES, key);
}

/** Later than any answer: stands for a request that has none, or whose answer the citizen rejects. */
const NEVER = 1_000_000;

/** Median of days to an answer, by row; null where more than half have none. */
export async function medianDays(
  query: Transaction,
  tenant: string,
  months: readonly string[],
  key: Key,
): Promise<Record<string, number | null>> {
  const rows = await query<{ key: string; days: number }>(
    `SELECT ${COLUMN[key]} AS key,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(answer_days, ${NEVER})) AS days ${COUNTED} GROUP BY 1`,
    [tenant, months],
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.days === NEVER ? null : row.days]));
}

export async function pairs(
  query: Transaction,
  tenant: string,
  months: readonly string[],
): Promise<{ bounced: Pair; voice: Pair; out: number }> {
  const [row] = await query<{ all: number; bounced: number; voice: number; out: number }>(
    `SELECT count(*) FILTER (WHERE out_reason IS NULL)::int AS all,
       count(*) FILTER (WHERE out_reason IS NULL AND bounces > 0)::int AS bounced,
       count(*) FILTER (WHERE out_reason IS NULL AND voice)::int AS voice,
       count(*) FILTER (WHERE out_reason IS NOT NULL)::int AS out
     FROM services.figure_row WHERE tenant_id = $1 AND month = ANY($2)`,
    [tenant, months],
  );
  const { all, bounced, voice, out } = row!;
  return { bounced: [bounced, all - bounced], voice: [voice, all - voice], out };
}

/**
 * Promises first made for a day of the month, by what became of them until `today`. A body's claim that the citizens of an unsolved matter
 * have not confirmed counts as overdue.
 */
export async function promiseCounts(
  query: Transaction,
  tenant: string,
  month: string,
  today: string,
  key: "matter" | "cause",
): Promise<{ rows: Row[]; moved: Pair }> {
  const found = await query<{ key: string; category: string; moved: boolean; count: number }>(
    `SELECT ${COLUMN[key]} AS key, moves > 0 AS moved, count(*)::int AS count,
       CASE WHEN word IN ('done', 'not-done') THEN word
         WHEN word = 'kept-by-claim' AND outcome NOT IN ('not', 'partly') THEN 'claimed'
         WHEN by_day >= $4::date THEN 'ahead' ELSE 'overdue' END AS category
     FROM services.promise AS promise JOIN services.figure_row AS row USING (tenant_id, number)
     WHERE tenant_id = $1 AND first_day >= $2::date AND first_day < $3::date AND out_reason IS NULL GROUP BY 1, 2, 4`,
    [tenant, `${month}-01`, nextMonth(month), today],
  );
  const cells = new Map<string, { key: string; category: string; count: number }>();
  let [moved, unmoved] = [0, 0];
  for (const each of found) {
    if (each.moved) moved += each.count;
    else unmoved += each.count;
    const name = `${each.category} ${each.key}`;
    cells.set(name, { ...each, count: (cells.get(name)?.count ?? 0) + each.count });
  }
  return { rows: rowsFrom([...cells.values()], PROMISE_WORDS, key), moved: [moved, unmoved] };
}

function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
}

/** The drawn requests by what their people told a neutral caller; whoever was not reached did not answer. */
export async function sampleCounts(query: Transaction, tenant: string, period: string): Promise<Row[]> {
  const found = await query<{ key: string; category: string; count: number }>(
    `SELECT 'all' AS key, CASE WHEN reached THEN outcome ELSE 'unanswered' END AS category, count(*)::int AS count
     FROM services.draw_member JOIN services.figure_row AS row USING (tenant_id, number)
     WHERE tenant_id = $1 AND period = $2 AND out_reason IS NULL GROUP BY 1, 2`,
    [tenant, period],
  );
  return rowsFrom(found, OUTCOMES, "all");
}

/** Months that have something to count and are over, the earliest first; and when something of them last changed. */
export async function monthsToCount(
  query: Transaction,
  tenant: string,
  before: string,
): Promise<{ month: string; changedAt: number }[]> {
  return query<{ month: string; changedAt: number }>(
    `WITH RECURSIVE months AS (
       (SELECT min(month) AS month FROM services.figure_row WHERE tenant_id = $1 AND month IS NOT NULL)
       UNION ALL
       SELECT (SELECT min(row.month) FROM services.figure_row AS row WHERE row.tenant_id = $1 AND row.month > months.month)
       FROM months WHERE months.month IS NOT NULL)
     SELECT months.month, (SELECT max(changed_at)::float8 FROM services.figure_row AS row
       WHERE row.tenant_id = $1 AND row.month = months.month) AS "changedAt"
     FROM months WHERE months.month IS NOT NULL AND months.month < $2 ORDER BY 1`,
    [tenant, before],
  );
}
