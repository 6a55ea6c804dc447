// Published figures in PostgreSQL: only added to; read by period, the latest of each subject or as they stood at a moment.

import type { Figures, Snapshot, Subject } from "../../../core/domain/figures/snapshot.ts";
import type { Plain } from "../../../core/ledger/canonical.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { addNotice } from "../ledger/notices.ts";

type SnapshotRow = {
  readonly period: string;
  readonly subject: Subject;
  readonly takenAt: number;
  readonly figures: Figures;
};

const SNAPSHOT = `SELECT period, subject, taken_at::float8 AS "takenAt", figures FROM services.figure_snapshot WHERE tenant_id = $1`;

/** Every version of a period's tables, the earliest first; a period has few. */
export async function versionsOf(query: Transaction, tenant: string, period: string): Promise<Snapshot[]> {
  return query<SnapshotRow>(`${SNAPSHOT} AND period = $2 ORDER BY taken_at, subject`, [tenant, period]);
}

/** Publishes in one transaction; what is published stands in the ledger too, so that it cannot be changed unnoticed. */
export async function addSnapshots(
  query: Transaction,
  tenant: string,
  snapshots: readonly Snapshot[],
): Promise<void> {
  for (const { period, subject, takenAt, figures } of snapshots) {
    const notice = await addNotice(query, tenant, takenAt, {
      ...{ kind: "figures", period, subject, figures: figures as unknown as Plain },
    });
    await query(
      `INSERT INTO services.figure_snapshot (tenant_id, period, subject, taken_at, figures, notice_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [tenant, period, subject, takenAt, JSON.stringify(figures), notice],
    );
  }
}

/** Periods with published figures before one, the latest first. */
export async function periodsBefore(
  query: Transaction,
  tenant: string,
  before: string,
  most: number,
): Promise<{ period: string; versions: number }[]> {
  return query<{ period: string; versions: number }>(
    `SELECT period, count(DISTINCT taken_at)::int AS versions FROM services.figure_snapshot
     WHERE tenant_id = $1 AND period < $2 GROUP BY period ORDER BY period DESC LIMIT $3`,
    [tenant, before, most],
  );
}

/** When each period was last published. */
export async function lastTaken(query: Transaction, tenant: string): Promise<Map<string, number>> {
  const rows = await query<{ period: string; at: number }>(
    "SELECT period, max(taken_at)::float8 AS at FROM services.figure_snapshot WHERE tenant_id = $1 GROUP BY period",
    [tenant],
  );
  return new Map(rows.map((row) => [row.period, row.at]));
}

export interface Statement {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly words: string;
  readonly at: number;
}

const STATEMENTS = 50;

/** What bodies say beside a period's figures, the earliest first, after a key. */
export async function statementsOf(
  query: Transaction,
  tenant: string,
  period: string,
  after = { at: 0, id: "00000000-0000-0000-0000-000000000000" },
): Promise<Statement[]> {
  const rows = await query(
    `SELECT statement_id AS id, subject, coalesce(name_zh, body_id) AS body, words, at::float8 AS at
     FROM services.figure_statement LEFT JOIN services.body USING (tenant_id, body_id)
     WHERE tenant_id = $1 AND period = $2 AND (at, statement_id) > ($3, $4::uuid) ORDER BY at, statement_id LIMIT $5`,
    [tenant, period, after.at, after.id, STATEMENTS],
  );
  return rows as unknown as Statement[];
}

export async function addStatement(
  query: Transaction,
  tenant: string,
  statement: { period: string; subject: string; body: string; words: string; at: number },
): Promise<void> {
  const { period, subject, body, words, at } = statement;
  await query(
    `INSERT INTO services.figure_statement (tenant_id, period, subject, body_id, words, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tenant, period, subject, body, words, at],
  );
}
