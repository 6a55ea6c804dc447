// What waits for a dispatcher or a coordinator, by harm and clock; and which bodies mostly took such matters.

import type { Transaction } from "../../kit/database/database.ts";
import { IN_A_QUEUE, type QueuePlace } from "../desk/desk.store.ts";

export interface WaitingRow {
  readonly number: string;
  readonly harm: number;
  readonly due: number;
  readonly matter: string | null;
  readonly filedAt: number;
  readonly bounces: number;
  readonly text: string | null;
}

/** A page of the requests in a phase, after the last one seen; only those that hold every word. */
export async function waitingIn(
  query: Transaction,
  tenant: string,
  phase: "filed" | "with-coordinator",
  words: readonly string[],
  after: QueuePlace | undefined,
  most: number,
): Promise<WaitingRow[]> {
  const rows = await query(
    `SELECT r.number, r.harm, coalesce(r.due_at, r.filed_at)::float8 AS due, r.matter, r.filed_at::float8 AS "filedAt", r.bounces,
       left(s.words->>'text', 200) AS text
     FROM services.request r JOIN services.step s ON s.tenant_id = r.tenant_id AND s.number = r.number AND s.place = 0
     WHERE r.tenant_id = $1 AND r.phase = $2 AND NOT r.closed
       AND (r.harm, coalesce(r.due_at, r.filed_at), r.number) > ($3::smallint, $4::bigint, $5) AND ${IN_A_QUEUE}
     ORDER BY r.harm, coalesce(r.due_at, r.filed_at), r.number LIMIT $6`,
    [tenant, phase, after?.harm ?? -1, after?.due ?? 0, after?.number ?? "", most, words],
  );
  return rows as unknown as WaitingRow[];
}

/** The bodies that led the latest requests of a kind of matter, the most frequent first; a hint and no more. “其他” is no kind of matter: who led such says nothing. */
export async function usualLeads(
  query: Transaction,
  tenant: string,
  matter: string | undefined,
): Promise<string[]> {
  if (matter === undefined || matter === "other") return [];
  const rows = await query<{ lead: string }>(
    `SELECT lead FROM (SELECT lead, matter FROM services.request WHERE tenant_id = $1 ORDER BY last_at DESC, number DESC LIMIT 2000) latest
     WHERE matter = $2 AND lead IS NOT NULL GROUP BY lead ORDER BY count(*) DESC, lead LIMIT 3`,
    [tenant, matter],
  );
  return rows.map((row) => row.lead);
}
