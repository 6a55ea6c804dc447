// Notes to bodies in PostgreSQL: written once for their cause, read newest first by the body they are for.

import type { Transaction } from "../../kit/database/database.ts";

export type NoteKind =
  | "reply-near"
  | "reply-over"
  | "receive-over"
  | "coordinate-over"
  | "promise-near"
  | "promise-over"
  | "woken"
  | "unwilling";

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

/** A request with the notes on it that stand, the newest first. */
export type NotedRequest = {
  /** The newest note's, by which pages go on. */
  readonly id: string;
  readonly at: number;
  readonly number: string;
  readonly matter: string | null;
  /** The beginning of the citizen's words; null where they were deleted. */
  readonly text: string | null;
  readonly notes: readonly { readonly kind: NoteKind; readonly dueAt: number }[];
};

/** Notes that tell what a list of what is due does not: on those pages they stand at the top, for a while. */
export const NEWS: readonly NoteKind[] = ["unwilling", "woken", "promise-near", "coordinate-over"];
export const NEWS_DAYS = 14;

/** What is read of a body's notes. */
export interface NotesAsked {
  /** Only those before this place. */
  readonly before?: NoteKey | undefined;
  /** Only these kinds, noted since. */
  readonly news?: { readonly since: number };
  readonly most: number;
}

/** Where a page of notes ends and the next begins. */
export interface NoteKey {
  readonly at: number;
  readonly id: string;
}

/** Once a request is closed only its promises need somebody. */
const NEEDED = (note: string) =>
  `(NOT request.closed OR ${note}.kind IN ('promise-near', 'promise-over')) AND ${note}.body_id IS NOT DISTINCT FROM $2
     AND (${note}.kind = ANY($6::text[]) OR $6 IS NULL) AND ${note}.at >= $7::bigint`;

/**
 * The requests with notes of a body (undefined: the coordinator's) that still need somebody, each once, the latest noted first.
 * Of one clock the newest note stands: what is over is near no more. Promises are told apart by their days.
 */
export async function notesOf(
  query: Transaction,
  tenant: string,
  body: string | undefined,
  { before, news, most }: NotesAsked,
): Promise<NotedRequest[]> {
  return query<NotedRequest>(
    `SELECT note.note_id AS id, note.at::float8 AS at, note.number, standing.notes, request.matter, left(filing.words->>'text', 200) AS text
     FROM services.note JOIN services.request USING (tenant_id, number)
       JOIN services.step AS filing ON filing.tenant_id = note.tenant_id AND filing.number = note.number AND filing.place = 0 CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object('kind', kind, 'dueAt', due_at) ORDER BY at DESC, due_at) AS notes FROM (
         SELECT DISTINCT ON (clock, day) kind, due_at, at FROM (
           SELECT each.*, split_part(kind, '-', 1) AS clock, CASE WHEN kind LIKE 'promise-%' THEN due_at END AS day
           FROM services.note AS each WHERE each.tenant_id = $1 AND each.number = note.number AND ${NEEDED("each")}
         ) AS told ORDER BY clock, day, at DESC, kind DESC
       ) AS latest
     ) AS standing
     WHERE note.tenant_id = $1 AND ${NEEDED("note")} AND (note.at, note.note_id) < ($3::bigint, $4::uuid)
       AND NOT EXISTS (
         SELECT 1 FROM services.note AS later WHERE later.tenant_id = $1 AND later.number = note.number
           AND (later.at, later.note_id) > (note.at, note.note_id) AND ${NEEDED("later")})
     ORDER BY note.at DESC, note.note_id DESC LIMIT $5`,
    [
      ...[tenant, body ?? null, before?.at ?? Number.MAX_SAFE_INTEGER],
      before?.id ?? "ffffffff-ffff-4fff-bfff-ffffffffffff",
      ...[most, news === undefined ? null : NEWS, news?.since ?? 0],
    ],
  );
}
