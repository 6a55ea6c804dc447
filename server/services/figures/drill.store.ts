// The way down from a figure to its requests, by key, inside one month; and the acts by which requests were taken out.

import type { Cause, Outcome, OutReason } from "../../../core/domain/figures/outcome.ts";
import type { Role } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";

export type DrillRow = {
  readonly number: string;
  readonly harm: number;
  readonly matter: string;
  readonly cause: Cause;
  readonly outcome: Outcome;
  readonly bounces: number;
  readonly lead: string | null;
  readonly out: OutReason | null;
  readonly outBody: string | null;
  readonly outRole: Role | null;
  /** As written; the caller masks it. */
  readonly words: Record<string, string> | null;
};

export interface Drill {
  readonly month: string;
  readonly matter?: string;
  readonly cause?: string;
  readonly outcome?: string;
  readonly out: boolean;
}

/** The gravest first, then by number, after a key. */
export async function drillRows(
  query: Transaction,
  tenant: string,
  { month, matter, cause, outcome, out }: Drill,
  after: { readonly harm: number; readonly number: string } | undefined,
  most: number,
): Promise<DrillRow[]> {
  return query<DrillRow>(
    `SELECT row.number, row.harm, row.matter, row.cause, row.outcome, row.bounces, request.lead, row.out_reason AS out,
       row.out_body AS "outBody", row.out_role AS "outRole", step.words
     FROM services.figure_row AS row
     JOIN services.request AS request USING (tenant_id, number)
     JOIN services.step AS step ON step.tenant_id = row.tenant_id AND step.number = row.number AND step.place = 0
     WHERE row.tenant_id = $1 AND row.month = $2 AND (row.out_reason IS NOT NULL) = $3
       AND ($4::text IS NULL OR row.matter = $4) AND ($5::text IS NULL OR row.cause = $5)
       AND ($6::text IS NULL OR row.outcome = $6) AND (row.harm, row.number) > ($7, $8)
     ORDER BY row.harm, row.number LIMIT $9`,
    [
      ...[tenant, month, out, matter ?? null, cause ?? null, outcome ?? null],
      ...[after?.harm ?? -1, after?.number ?? "", most],
    ],
  );
}

/** Months that have something to show, the latest first. */
export async function monthsWithRows(query: Transaction, tenant: string, most: number): Promise<string[]> {
  const rows = await query<{ month: string }>(
    `WITH RECURSIVE months AS (
       (SELECT max(month) AS month, 1 AS place FROM services.figure_row WHERE tenant_id = $1 AND month IS NOT NULL)
       UNION ALL
       SELECT (SELECT max(row.month) FROM services.figure_row AS row WHERE row.tenant_id = $1 AND row.month < months.month), place + 1
       FROM months WHERE months.month IS NOT NULL AND place < $2)
     SELECT month FROM months WHERE month IS NOT NULL ORDER BY month DESC`,
    [tenant, most],
  );
  return rows.map((row) => row.month);
}

/** What the citizens say of what was taken out of a month. */
export async function outOutcomes(
  query: Transaction,
  tenant: string,
  month: string,
): Promise<Partial<Record<Outcome, number>>> {
  const rows = await query<{ outcome: Outcome; count: number }>(
    `SELECT outcome, count(*)::int AS count FROM services.figure_row
     WHERE tenant_id = $1 AND month = $2 AND out_reason IS NOT NULL GROUP BY 1`,
    [tenant, month],
  );
  return Object.fromEntries(rows.map((row) => [row.outcome, row.count]));
}

export type ActRow = {
  readonly number: string;
  readonly at: number;
  readonly body: string;
  readonly role: Role;
  readonly reason: OutReason;
};

/** The acts of taking out, the latest first, before a key. */
export async function outActs(
  query: Transaction,
  tenant: string,
  before: { readonly at: number; readonly number: string } | undefined,
  most: number,
): Promise<ActRow[]> {
  return query<ActRow>(
    `SELECT number, out_at::float8 AS at, coalesce(name_zh, out_body, '') AS body, out_role AS role, out_reason AS reason
     FROM services.figure_row AS row LEFT JOIN services.body AS body ON body.tenant_id = row.tenant_id AND body.body_id = out_body
     WHERE row.tenant_id = $1 AND out_reason IS NOT NULL
       AND (out_at < $2 OR (out_at = $2 AND number > $3)) ORDER BY out_at DESC, number LIMIT $4`,
    [tenant, before?.at ?? Number.MAX_SAFE_INTEGER, before?.number ?? "", most],
  );
}

/** Names of places by division code, as the bodies that serve them are called. */
export async function placeNames(query: Transaction, tenant: string): Promise<Map<string, string>> {
  const rows = await query<{ code: string; name: string }>(
    `SELECT territory AS code, min(name_zh) AS name FROM services.body
     WHERE tenant_id = $1 AND territory IS NOT NULL GROUP BY 1 LIMIT 1000`,
    [tenant],
  );
  return new Map(rows.map((row) => [row.code, row.name]));
}
