// Draws in PostgreSQL: the commitment, the population of a period, and the sample in the order drawn.

import type { Transaction } from "../../kit/database/database.ts";

export interface Draw {
  readonly period: string;
  readonly secret: Uint8Array;
  readonly commitment: string;
  readonly size: number;
  readonly committedAt: number;
  readonly drawnAt: number | null;
  readonly population: number | null;
  readonly print: string | null;
}

type DrawRow = Omit<Draw, "secret"> & { readonly secret: Buffer };

/** Another round waits until this transaction is done. */
export async function lockDraws(query: Transaction, tenant: string): Promise<void> {
  await query("SELECT pg_advisory_xact_lock($1, $2)", [5_208_430, Number(tenant)]);
}

/** `lock`: another round waits until this one is done. */
export async function drawOf(
  query: Transaction,
  tenant: string,
  period: string,
  lock: boolean,
): Promise<Draw | undefined> {
  if (lock) await lockDraws(query, tenant);
  const [row] = await query<DrawRow>(
    `SELECT period, secret, commitment, sample_size AS size, committed_at::float8 AS "committedAt", drawn_at::float8 AS "drawnAt",
       population_size AS population, population_print AS print
     FROM services.draw WHERE tenant_id = $1 AND period = $2`,
    [tenant, period],
  );
  return row === undefined ? undefined : { ...row, secret: new Uint8Array(row.secret) };
}

/** Periods before this month that were committed to and not drawn yet. */
export async function openDraws(
  query: Transaction,
  tenant: string,
  month: string,
): Promise<{ period: string }[]> {
  return query(
    "SELECT period FROM services.draw WHERE tenant_id = $1 AND drawn_at IS NULL AND period < $2 ORDER BY period",
    [tenant, month],
  );
}

export async function addDraw(
  query: Transaction,
  tenant: string,
  draw: { period: string; secret: Uint8Array; commitment: string; size: number; at: number; notice: string },
): Promise<void> {
  await query(
    `INSERT INTO services.draw (tenant_id, period, secret, commitment, sample_size, committed_at, notice_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, draw.period, Buffer.from(draw.secret), draw.commitment, draw.size, draw.at, draw.notice],
  );
}

/** The first checkpoint from a moment on; a co-signed one where there is a witness. */
export async function checkpointFrom(
  query: Transaction,
  tenant: string,
  from: number,
  cosigned: boolean,
): Promise<{ no: number; note: string; at: number } | undefined> {
  const [row] = await query<{ no: number; note: string; at: number }>(
    `SELECT checkpoint_no::float8 AS no, note, at::float8 AS at FROM services.ledger_checkpoint
     WHERE tenant_id = $1 AND at >= $2 ${cosigned ? "AND cosigned_at IS NOT NULL" : ""} ORDER BY checkpoint_no LIMIT 1`,
    [tenant, from],
  );
  return row;
}

/**
 * A page of the population, after an id: every request that was first closed in the period, excluded or not, by the commitment of
 * that closing, in the order of bytes on which the draw stands.
 */
export async function populationAfter(
  query: Transaction,
  tenant: string,
  period: string,
  after: string,
  most: number,
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `SELECT closing_id AS id FROM services.figure_row
     WHERE tenant_id = $1 AND month = $2 AND closing_id IS NOT NULL AND closing_id COLLATE "C" > $3
     ORDER BY closing_id COLLATE "C" LIMIT $4`,
    [tenant, period, after, most],
  );
  return rows.map((row) => row.id);
}

export async function saveDrawn(
  query: Transaction,
  tenant: string,
  period: string,
  drawn: { at: number; checkpoint: number; population: number; print: string },
): Promise<void> {
  await query(
    `UPDATE services.draw SET drawn_at = $3, checkpoint_no = $4, population_size = $5, population_print = $6
     WHERE tenant_id = $1 AND period = $2`,
    [tenant, period, drawn.at, drawn.checkpoint, drawn.population, drawn.print],
  );
}

/** Adds the sample in its order. */
export async function addMembers(
  query: Transaction,
  tenant: string,
  period: string,
  sample: readonly string[],
): Promise<void> {
  await query(
    `INSERT INTO services.draw_member (tenant_id, period, place, closing_id, number)
     SELECT $1, $2, drawn.place, drawn.id, row.number FROM unnest($3::int[], $4::text[]) AS drawn(place, id)
     JOIN services.figure_row AS row ON row.tenant_id = $1 AND row.closing_id = drawn.id`,
    [tenant, period, sample.map((_, place) => place), sample],
  );
}

export type Waiting = { readonly period: string; readonly opened: number; readonly drawnAt: number };

/** A draw of whose sample some are on nobody's list yet. */
export async function drawToOpen(query: Transaction, tenant: string): Promise<Waiting | undefined> {
  const [row] = await query<Waiting>(
    `SELECT period, duties_opened AS opened, drawn_at::float8 AS "drawnAt" FROM services.draw
     WHERE tenant_id = $1 AND drawn_at IS NOT NULL AND duties_opened < least(sample_size, population_size) ORDER BY period LIMIT 1`,
    [tenant],
  );
  return row;
}

/** Requests' numbers of the sample from a place on, in the order drawn. */
export async function membersFrom(
  query: Transaction,
  tenant: string,
  period: string,
  place: number,
  most: number,
): Promise<string[]> {
  const rows = await query<{ number: string }>(
    "SELECT number FROM services.draw_member WHERE tenant_id = $1 AND period = $2 AND place >= $3 ORDER BY place LIMIT $4",
    [tenant, period, place, most],
  );
  return rows.map((row) => row.number);
}

export async function saveOpened(
  query: Transaction,
  tenant: string,
  period: string,
  opened: number,
): Promise<void> {
  await query("UPDATE services.draw SET duties_opened = $3 WHERE tenant_id = $1 AND period = $2", [
    tenant,
    period,
    opened,
  ]);
}

/** Periods with a draw, the latest first. */
export async function drawPeriods(query: Transaction, tenant: string, before: string): Promise<string[]> {
  const rows = await query<{ period: string }>(
    "SELECT period FROM services.draw WHERE tenant_id = $1 AND period < $2 ORDER BY period DESC LIMIT 24",
    [tenant, before],
  );
  return rows.map((row) => row.period);
}
