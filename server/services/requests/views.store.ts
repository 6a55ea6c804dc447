// The rows that lists, clocks and figures look at: written with every change, and read back to see whether the clocks have moved them.

import type { Transaction } from "../../kit/database/database.ts";
import type { RequestView } from "./request-view.ts";

/** Writes what lists look at. */
export async function saveView(
  query: Transaction,
  tenant: string,
  number: string,
  view: RequestView,
): Promise<void> {
  await query(
    `UPDATE services.request SET steps = $3, phase = $4, procedure = $5, door = $6, matter = $7, territory = $8, lead = $9,
       harm = $10, due_at = $11, filed_at = $12, last_at = $13, first_reply_at = $14, closed = $15, closed_at = $16,
       verdict = $17, bounces = $18, excluded = $19, public = $20
     WHERE tenant_id = $1 AND number = $2`,
    [
      ...[
        tenant,
        number,
        view.steps,
        view.phase,
        view.procedure,
        view.door,
        view.matter,
        view.territory,
        view.lead,
      ],
      ...[view.harm, view.dueAt, view.filedAt, view.lastAt, view.firstReplyAt, view.closed, view.closedAt],
      ...[view.verdict, view.bounces, view.excluded, view.public],
    ],
  );
  const { holdings, promises } = view;
  await query(
    "DELETE FROM services.holding WHERE tenant_id = $1 AND number = $2 AND body_id <> ALL($3::text[])",
    [tenant, number, holdings.map((each) => each.body)],
  );
  if (holdings.length > 0) {
    await query(
      `INSERT INTO services.holding (tenant_id, number, body_id, part, harm, due_at)
       SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::smallint[], $6::bigint[])
       ON CONFLICT (tenant_id, body_id, number) DO UPDATE SET part = excluded.part, harm = excluded.harm, due_at = excluded.due_at`,
      [
        ...[tenant, number],
        holdings.map((each) => each.body),
        holdings.map((each) => each.part),
        holdings.map((each) => each.harm),
        holdings.map((each) => each.dueAt),
      ],
    );
  }
  if (promises.length === 0) return;
  await query(
    `INSERT INTO services.promise (tenant_id, number, promise, body_id, by_day, first_day, moves, word)
     SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::date[], $6::date[], $7::int[], $8::text[])
     ON CONFLICT (tenant_id, number, promise) DO UPDATE SET by_day = excluded.by_day, moves = excluded.moves, word = excluded.word`,
    [
      ...[tenant, number],
      promises.map((each) => each.number),
      promises.map((each) => each.who),
      promises.map((each) => each.by),
      promises.map((each) => each.first),
      promises.map((each) => each.moves),
      promises.map((each) => each.word),
    ],
  );
}

type Named<Columns> = { [Name in keyof Columns]: Columns[Name] } & { request: string };

/** What stands there for these requests. Promises are compared with their moves; one that is missing counts as changed. */
export async function storedViews(
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
): Promise<Map<string, RequestView>> {
  const rows = await query<Named<Omit<RequestView, "holdings" | "promises">>>(
    `SELECT number AS request, steps, phase, procedure, door, matter, territory, lead, harm, due_at::float8 AS "dueAt", filed_at::float8 AS "filedAt",
       last_at::float8 AS "lastAt", first_reply_at::float8 AS "firstReplyAt", closed, closed_at::float8 AS "closedAt", verdict, bounces,
       excluded, public FROM services.request WHERE tenant_id = $1 AND number = ANY($2::text[])`,
    [tenant, numbers],
  );
  const holdings = await query<Named<RequestView["holdings"][number]>>(
    `SELECT number AS request, body_id AS body, part, harm, due_at::float8 AS "dueAt" FROM services.holding
     WHERE tenant_id = $1 AND number = ANY($2::text[])`,
    [tenant, numbers],
  );
  const promises = await query<Named<RequestView["promises"][number]>>(
    `SELECT number AS request, promise AS number, body_id AS who, by_day::text AS by, first_day::text AS first, moves, word
     FROM services.promise WHERE tenant_id = $1 AND number = ANY($2::text[])`,
    [tenant, numbers],
  );
  return new Map(
    rows.map(({ request: number, ...row }) => [
      number,
      {
        ...row,
        holdings: holdings.filter((each) => each.request === number).map(({ request: _, ...each }) => each),
        promises: promises.filter((each) => each.request === number).map(({ request: _, ...each }) => each),
      },
    ]),
  );
}

/** True where writing the view would change nothing. */
export function isStored(view: RequestView, stored: RequestView | undefined): boolean {
  return stored !== undefined && inOrder(view) === inOrder(stored);
}

function inOrder(view: RequestView): string {
  const { holdings, promises, ...row } = view;
  const line = (each: object) => JSON.stringify(each, Object.keys(each).sort());
  return JSON.stringify([line(row), holdings.map(line).sort(), promises.map(line).sort()]);
}
