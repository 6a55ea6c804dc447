// Notes to bodies in PostgreSQL: written once for their cause, read newest first by the body they are for.

import type { Transaction } from "../../kit/database/database.ts";

export type NoteKind =
  | "reply-near"
  | "reply-over"
  | "receive-over"
  | "coordinate-over"
  | "promise-near"
  | "promise-over"
  | "woken";

export interface NewNote {
  /** What causes it: written a second time for the same cause, it is the same note. */
  readonly once: string;
  readonly kind: NoteKind;
  readonly number: string;
  /** Undefined: for the coordinator. */
  readonly body: string | undefined;
  readonly dueAt: number;
}

/** Adds notes that are not there yet; how many were new. */
export async function addNotes(
  query: Transaction,
  tenant: string,
  notes: readonly NewNote[],
  at: number,
): Promise<number> {
  if (notes.length === 0) return 0;
  const rows = await query(
    `INSERT INTO services.note (tenant_id, at, once, kind, number, body_id, due_at)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
     ON CONFLICT (tenant_id, once) DO NOTHING RETURNING note_id`,
    [
      ...[tenant, at],
      notes.map((each) => each.once),
      notes.map((each) => each.kind),
      notes.map((each) => each.number),
      notes.map((each) => each.body ?? null),
      notes.map((each) => each.dueAt),
    ],
  );
  return rows.length;
}

/** Those of these causes for which there is a note. */
export async function notesWritten(
  query: Transaction,
  tenant: string,
  causes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (causes.length === 0) return new Set();
  const rows = await query<{ once: string }>(
    "SELECT once FROM services.note WHERE tenant_id = $1 AND once = ANY($2::text[])",
    [tenant, causes],
  );
  return new Set(rows.map((row) => row.once));
}

export type Note = {
  readonly id: string;
  readonly kind: NoteKind;
  readonly number: string;
  readonly dueAt: number;
  readonly at: number;
};

/** Where a page of notes ends and the next begins. */
export interface NoteKey {
  readonly at: number;
  readonly id: string;
}

/** The notes of a body (undefined: the coordinator's) on requests that still need somebody, newest first. */
export async function notesOf(
  query: Transaction,
  tenant: string,
  body: string | undefined,
  before: NoteKey | undefined,
  most: number,
): Promise<Note[]> {
  return query<Note>(
    `SELECT note_id AS id, note.kind, note.number, note.due_at::float8 AS "dueAt", note.at::float8 AS at
     FROM services.note JOIN services.request USING (tenant_id, number)
     WHERE tenant_id = $1 AND body_id IS NOT DISTINCT FROM $2
       AND (note.at, note_id) < ($3::bigint, $4::uuid)
       AND (NOT closed OR note.kind IN ('promise-near', 'promise-over'))
     ORDER BY note.at DESC, note_id DESC LIMIT $5`,
    [
      ...[tenant, body ?? null, before?.at ?? Number.MAX_SAFE_INTEGER],
      before?.id ?? "ffffffff-ffff-4fff-bfff-ffffffffffff",
      most,
    ],
  );
}
