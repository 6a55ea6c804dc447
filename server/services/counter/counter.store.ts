// Finding callers by telephone number: the requests that were filed or joined with it, newest first.

import type { Phase } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";

export interface CallerRow {
  readonly number: string;
  readonly person: number;
  /** The person's own number, where it is another than the request's. */
  readonly own: string;
  readonly phase: Phase;
  readonly matter: string | null;
  readonly filedAt: number;
}

/** The requests of a telephone number, after the last one seen. */
export async function requestsOfPhone(
  query: Transaction,
  tenant: string,
  phone: string,
  after: { readonly at: number; readonly number: string } | undefined,
  most: number,
): Promise<CallerRow[]> {
  const rows = await query(
    `SELECT r.number, c.person, coalesce(n.number, r.number) AS own, r.phase, r.matter, r.filed_at::float8 AS "filedAt"
     FROM services.contact c JOIN services.request r USING (tenant_id, number)
       LEFT JOIN services.own_number n ON n.tenant_id = c.tenant_id AND n.into_number = c.number AND n.person = c.person
     WHERE c.tenant_id = $1 AND c.phone = $2 AND (r.filed_at, r.number) < ($3, $4)
     ORDER BY r.filed_at DESC, r.number DESC LIMIT $5`,
    [tenant, phone, after?.at ?? Number.MAX_SAFE_INTEGER, after?.number ?? "99999999", most],
  );
  return rows as unknown as CallerRow[];
}

/** The last four digits of each person's number, by which an operator tells apart who calls. */
export async function tailsOf(
  query: Transaction,
  tenant: string,
  number: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await query<{ person: number; tail: string }>(
    "SELECT person, right(phone, 4) AS tail FROM services.contact WHERE tenant_id = $1 AND number = $2 AND phone IS NOT NULL LIMIT 200",
    [tenant, number],
  );
  return new Map(rows.map(({ person, tail }) => [person, tail]));
}
