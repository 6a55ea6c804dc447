// What is due for deletion, and its deletion: a batch at a time, found by index, each found again only while it is still there.

import type { Transaction } from "../../kit/database/database.ts";
import type { Rule } from "./retention.ts";

/** Ended requests that still hold something of a person, by number after a number; `endedBefore` is on the last step's time. */
export async function endedRequests(
  query: Transaction,
  tenant: string,
  endedBefore: number,
  after: string,
  most: number,
): Promise<string[]> {
  const rows = await query<{ number: string }>(
    `SELECT number FROM services.request WHERE tenant_id = $1 AND closed AND last_at < $2 AND number > $3
       AND (EXISTS (SELECT FROM services.link WHERE link.tenant_id = $1 AND link.number = request.number)
       OR EXISTS (SELECT FROM services.carried c WHERE c.tenant_id = $1 AND c.number = request.number))
     ORDER BY number LIMIT $4`,
    [tenant, endedBefore, after, most],
  );
  return rows.map((row) => row.number);
}

/** Requests in which a person whose data are still there asked for deletion, by number after a number. */
export async function askedForDeletion(
  query: Transaction,
  tenant: string,
  after: string,
  most: number,
): Promise<string[]> {
  const rows = await query<{ number: string }>(
    `SELECT DISTINCT step.number FROM services.step JOIN services.request USING (tenant_id, number)
     WHERE tenant_id = $1 AND kind = 'ask-deletion' AND closed AND step.number > $2
       AND (EXISTS (SELECT FROM services.link WHERE link.tenant_id = $1 AND link.number = step.number
         AND link.person = (step.facts ->> 'person')::int)
       -- Merged away: the link went along, the words did not.
       OR EXISTS (SELECT FROM services.carried c WHERE c.tenant_id = $1 AND c.number = step.number
         AND c.person = (step.facts ->> 'person')::int))
     ORDER BY number LIMIT $3`,
    [tenant, after, most],
  );
  return rows.map((row) => row.number);
}

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
