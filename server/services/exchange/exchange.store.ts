// Exchange with a case system in PostgreSQL: its mapping, its tickets, and what changed since a place.

import type { Phase } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";

/** A place in the order of change: the time of a request's last change (ms), and its number. */
export interface Place {
  readonly at: number;
  readonly number: string;
}

/** The last file that went out with anything in it: the places where it began and ended, when (ms), how many rows. */
export interface Given {
  readonly from: Place;
  readonly to: Place;
  readonly at: number;
  readonly rows: number;
}

export interface Named {
  readonly id: string;
  readonly columns: string;
  readonly bodies: string;
}

export interface ExchangeSystem extends Named {
  readonly given?: Given;
}

type Stored = {
  [name in keyof Named]: string;
} & { from: Place; to: Place; at: number | null; rows: number };

export async function systemsOf(query: Transaction, tenant: string): Promise<ExchangeSystem[]> {
  const rows = await query<Stored>(
    `SELECT system_id AS id, columns, bodies, given_at::float8 AS at, given_rows AS rows,
       json_build_object('at', from_at, 'number', from_number) AS "from", json_build_object('at', to_at, 'number', to_number) AS "to"
     FROM services.exchange_system WHERE tenant_id = $1 ORDER BY system_id LIMIT 50`,
    [tenant],
  );
  return rows.map(({ id, columns, bodies, from, to, at, rows }) => ({
    ...{ id, columns, bodies },
    ...(at === null ? {} : { given: { from, to, at, rows } }),
  }));
}

/** Notes what went out, so that the next file goes on where this one ended. */
export async function saveGiven(
  query: Transaction,
  tenant: string,
  system: string,
  { from, to, at, rows }: Given,
): Promise<void> {
  await query(
    `UPDATE services.exchange_system SET from_at = $3, from_number = $4, to_at = $5, to_number = $6, given_at = $7, given_rows = $8
     WHERE tenant_id = $1 AND system_id = $2`,
    [tenant, system, from.at, from.number, to.at, to.number, at, rows],
  );
}

export async function saveSystem(query: Transaction, tenant: string, system: Named): Promise<void> {
  await query(
    `INSERT INTO services.exchange_system (tenant_id, system_id, columns, bodies) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, system_id) DO UPDATE SET columns = excluded.columns, bodies = excluded.bodies`,
    [tenant, system.id, system.columns, system.bodies],
  );
}

export interface Ticket {
  readonly number: string;
  readonly digest: Buffer | null;
}

export async function ticketOf(
  query: Transaction,
  tenant: string,
  system: string,
  external: string,
): Promise<Ticket | undefined> {
  const [row] = await query(
    "SELECT number, digest FROM services.exchange_ticket WHERE tenant_id = $1 AND system_id = $2 AND external_id = $3",
    [tenant, system, external],
  );
  return row as Ticket | undefined;
}

export async function saveTicket(
  query: Transaction,
  tenant: string,
  system: string,
  external: string,
  number: string,
  digest: Buffer | null,
): Promise<void> {
  await query(
    `INSERT INTO services.exchange_ticket (tenant_id, system_id, external_id, number, digest) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, system_id, external_id) DO UPDATE SET digest = excluded.digest`,
    [tenant, system, external, number, digest],
  );
}

export interface ChangedRow {
  readonly number: string;
  readonly external: string | null;
  readonly phase: Phase;
  readonly matter: string | null;
  readonly lead: string | null;
  readonly due: number | null;
  readonly lastAt: number;
  readonly closed: boolean;
  readonly verdict: string | null;
  readonly bounces: number;
}

/** What changed after a place, in the order of change; at most `most`. */
export async function changedSince(
  query: Transaction,
  tenant: string,
  system: string,
  after: Place,
  most: number,
): Promise<ChangedRow[]> {
  const rows = await query(
    `SELECT r.number, t.external_id AS external, r.phase, r.matter, r.lead, r.due_at::float8 AS due, r.last_at::float8 AS "lastAt",
       r.closed, r.verdict, r.bounces
     FROM services.request r LEFT JOIN services.exchange_ticket t
       ON t.tenant_id = r.tenant_id AND t.system_id = $2 AND t.number = r.number
     WHERE r.tenant_id = $1 AND (r.last_at, r.number) > ($3, $4) ORDER BY r.last_at, r.number LIMIT $5`,
    [tenant, system, after.at, after.number, most],
  );
  return rows as unknown as ChangedRow[];
}

/** How many requests changed after a place, counted no further than `most`. */
export async function countChanged(
  query: Transaction,
  tenant: string,
  after: Place,
  most: number,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM services.request
       WHERE tenant_id = $1 AND (last_at, number) > ($2, $3) ORDER BY last_at, number LIMIT $4) AS changed`,
    [tenant, after.at, after.number, most],
  );
  return row?.count ?? 0;
}
