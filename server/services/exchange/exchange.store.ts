// Exchange with a case system in PostgreSQL: its mapping, its tickets, and what changed since a place.

import type { Phase } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";

export interface ExchangeSystem {
  readonly id: string;
  readonly columns: string;
  readonly bodies: string;
}

export async function systemsOf(query: Transaction, tenant: string): Promise<ExchangeSystem[]> {
  const rows = await query(
    "SELECT system_id AS id, columns, bodies FROM services.exchange_system WHERE tenant_id = $1 ORDER BY system_id LIMIT 50",
    [tenant],
  );
  return rows as unknown as ExchangeSystem[];
}

export async function saveSystem(query: Transaction, tenant: string, system: ExchangeSystem): Promise<void> {
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
  after: { readonly at: number; readonly number: string },
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
