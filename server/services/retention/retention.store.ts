// What is due for deletion, and its deletion: a batch at a time, found by index, each found again only while it is still there.

import type { Row, Transaction } from "../../kit/database/database.ts";
import type { Rule } from "./retention.ts";

/** Where a page ends: the time by which its list is ordered, and the number. */
export interface EndKey {
  readonly at: number;
  readonly number: string;
}

/** `holds`: something of a person is still there. */
export type Ended = EndKey & { readonly holds: boolean } & Row;

/** Requests that ended before a time (on the last step), the oldest first: one page is one walk along request_by_end. */
export async function endedRequests(
  query: Transaction,
  tenant: string,
  endedBefore: number,
  after: EndKey,
  most: number,
): Promise<Ended[]> {
  return query<Ended>(ENDED_PAGE, [tenant, endedBefore, after.at, after.number, most]);
}

export const ENDED_PAGE = `SELECT number, last_at::float8 AS at,
    coalesce((SELECT 1 FROM services.link WHERE link.tenant_id = $1 AND link.number = request.number LIMIT 1),
      (SELECT 1 FROM services.carried c WHERE c.tenant_id = $1 AND c.number = request.number LIMIT 1)) IS NOT NULL AS holds
  FROM services.request WHERE tenant_id = $1 AND closed AND last_at < $2::bigint AND (last_at, number) > ($3::bigint, $4)
  ORDER BY last_at, number LIMIT $5`;

/** Wishes for deletion in the order in which they were made; `holds`: the request is closed and that person's data are still there. */
export async function askedForDeletion(
  query: Transaction,
  tenant: string,
  after: EndKey,
  most: number,
): Promise<Ended[]> {
  return query<Ended>(ASKED_PAGE, [tenant, after.at, after.number, most]);
}

export const ASKED_PAGE = `SELECT step.number, step.at::float8 AS at, (SELECT closed FROM services.request r
    WHERE r.tenant_id = $1 AND r.number = step.number) AND coalesce(
      (SELECT 1 FROM services.link WHERE link.tenant_id = $1 AND link.number = step.number
        AND link.person = (step.facts ->> 'person')::int LIMIT 1),
      -- Merged away: the link went along, the words did not.
      (SELECT 1 FROM services.carried c WHERE c.tenant_id = $1 AND c.number = step.number
        AND c.person = (step.facts ->> 'person')::int LIMIT 1)) IS NOT NULL AS holds
  FROM services.step WHERE tenant_id = $1 AND kind = 'ask-deletion' AND (step.at, step.number) > ($2::bigint, $3)
  ORDER BY step.at, step.number LIMIT $4`;

/** What stands about these people outside the request's own tables: messages, questions to their telephones. */
export async function forgetMessages(
  query: Transaction,
  tenant: string,
  number: string,
  people: readonly number[],
): Promise<void> {
  for (const table of ["outbox", "sms_question"]) {
    await query(
      `DELETE FROM services.${table} WHERE tenant_id = $1 AND number = $2 AND (person IS NULL OR person = ANY($3::int[]))`,
      [tenant, number, people],
    );
  }
}

/** Who acted on requests that ended by then; how many seals, at most `most`. The database itself refuses a day less than five years back. */
export async function forgetActors(query: Transaction, lifeEnd: number, most: number): Promise<number> {
  const [row] = await query<{ gone: number }>("SELECT services.forget_actors($1, $2) AS gone", [
    lifeEnd,
    most,
  ]);
  return row?.gone ?? 0;
}

/** Who opened whose contact, on requests that ended by then; guarded in the same way. */
export async function forgetOpenings(query: Transaction, lifeEnd: number, most: number): Promise<number> {
  const [row] = await query<{ gone: number }>("SELECT services.forget_openings($1, $2) AS gone", [
    ...[lifeEnd, most],
  ]);
  return row?.gone ?? 0;
}

/** Lines of the log that are older than so many days; the database takes no fewer than 180. */
export async function forgetLog(query: Transaction, days: number, most: number): Promise<number> {
  const [row] = await query<{ gone: number }>("SELECT services.forget_log($1, $2) AS gone", [days, most]);
  return row?.gone ?? 0;
}

/** Deletes what a rule's age is over for; how many, at most `most`. Table, column and condition are constants of ours. */
export async function forgetAged(
  query: Transaction,
  tenant: string,
  { table, after }: Rule,
  now: number,
  most: number,
): Promise<number> {
  if (after === undefined) return 0;
  const condition = after.only === undefined ? "" : `AND ${after.only}`;
  const before = after.day === true ? "to_timestamp($2::bigint / 1000)::date" : "$2";
  const rows = await query(
    `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table}
       WHERE tenant_id = $1 AND ${after.column} < ${before} ${condition} LIMIT $3)) AND tenant_id = $1 RETURNING 1 AS gone`,
    [tenant, now - after.age, most],
  );
  return rows.length;
}

/** Drafts past their day; the rows of their photos go with them. */
export async function forgetDrafts(
  query: Transaction,
  tenant: string,
  today: string,
  most: number,
): Promise<number> {
  const rows = await query(
    `DELETE FROM services.draft WHERE tenant_id = $1 AND digest IN (SELECT digest FROM services.draft
       WHERE tenant_id = $1 AND delete_after < $2::date LIMIT $3) RETURNING digest`,
    [tenant, today, most],
  );
  return rows.length;
}
