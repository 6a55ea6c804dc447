// Lists of own requests in PostgreSQL: whose they are, which person of which request stands in them.

import type { Day } from "../../../core/domain/facts.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Holder } from "../requests/people.ts";
import { SessionTable, type SessionTimes } from "../sign-in/sessions.store.ts";

/** By the owner's keyed digest. */
export const LIST_SESSIONS = new SessionTable<Buffer>("services.own_list_session", "owner");

export interface ListSession extends SessionTimes {
  readonly owner: Buffer;
}

export async function listSessionOf(
  query: Transaction,
  tenant: string,
  digest: Buffer,
): Promise<ListSession | undefined> {
  const [row] = await query<{ owner: Buffer; seenAt: number; expiresAt: number }>(
    `SELECT owner, seen_at::float8 AS "seenAt", expires_at::float8 AS "expiresAt" FROM services.own_list_session
     WHERE tenant_id = $1 AND digest = $2`,
    [tenant, digest],
  );
  return row;
}

/** Makes the list at the first sign-in; notes the day at each. */
export async function openList(query: Transaction, tenant: string, owner: Buffer, day: Day): Promise<void> {
  await query(
    `INSERT INTO services.own_list (tenant_id, owner, signed_in_on) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, owner) DO UPDATE SET signed_in_on = greatest(services.own_list.signed_in_on, excluded.signed_in_on)`,
    [tenant, owner, day],
  );
}

/** The list with its rows and sessions; the requests stay as they are. */
export async function forgetList(query: Transaction, tenant: string, owner: Buffer): Promise<void> {
  await query("DELETE FROM services.own_list WHERE tenant_id = $1 AND owner = $2", [tenant, owner]);
}

/** `since`: when the person came to the request. Nothing happens where it stands there already, or where the list was deleted meanwhile. */
export async function addEntry(
  query: Transaction,
  tenant: string,
  owner: Buffer,
  { number, person }: Holder,
  since: number,
): Promise<void> {
  await query(
    // The list is held until the end of the transaction: a filing must not fail because its owner forgets the list in another tab.
    `INSERT INTO services.own_list_entry (tenant_id, owner, number, person, since)
     SELECT tenant_id, owner, $3, $4::int, $5::bigint FROM services.own_list WHERE tenant_id = $1 AND owner = $2 FOR KEY SHARE
     ON CONFLICT DO NOTHING`,
    [tenant, owner, number, person, since],
  );
}

export async function dropEntry(
  query: Transaction,
  tenant: string,
  owner: Buffer,
  { number, person }: Holder,
): Promise<void> {
  await query(
    "DELETE FROM services.own_list_entry WHERE tenant_id = $1 AND owner = $2 AND number = $3 AND person = $4",
    [tenant, owner, number, person],
  );
}

/** Out of every list but one, where one is named: after the secret was changed, whoever had it before has no way in. */
export async function dropFromOthers(
  query: Transaction,
  tenant: string,
  { number, person }: Holder,
  but: Buffer | undefined,
): Promise<void> {
  await query(
    `DELETE FROM services.own_list_entry WHERE tenant_id = $1 AND number = $2 AND person = $3
       AND ($4::bytea IS NULL OR owner <> $4)`,
    [tenant, number, person, but ?? null],
  );
}

export async function isListed(
  query: Transaction,
  tenant: string,
  owner: Buffer,
  { number, person }: Holder,
): Promise<boolean> {
  const rows = await query(
    "SELECT FROM services.own_list_entry WHERE tenant_id = $1 AND owner = $2 AND number = $3 AND person = $4",
    [tenant, owner, number, person],
  );
  return rows.length === 1;
}

/** A row of the list; by its time, number and person the next page begins. */
export interface Entry extends Holder {
  readonly since: number;
  /** The person's own number. */
  readonly own: string;
}

export type EntryKey = Pick<Entry, "since" | "number" | "person">;

/** The latest first, after a key. */
export async function entriesAfter(
  query: Transaction,
  tenant: string,
  owner: Buffer,
  after: EntryKey | undefined,
  most: number,
): Promise<Entry[]> {
  return query<{ number: string; person: number; since: number; own: string }>(
    `SELECT e.number, e.person, e.since::float8 AS since, coalesce(o.number, e.number) AS own
     FROM services.own_list_entry e
       LEFT JOIN services.own_number o ON o.tenant_id = $1 AND o.into_number = e.number AND o.person = e.person
     WHERE e.tenant_id = $1 AND e.owner = $2 AND ($3::bigint IS NULL OR (e.since, e.number, e.person) < ($3, $4, $5::int))
     ORDER BY e.since DESC, e.number DESC, e.person DESC LIMIT $6`,
    [tenant, owner, after?.since ?? null, after?.number ?? "", after?.person ?? 0, most],
  );
}
