// The lists that GeoReport asks for, out of what lists look at; words only of requests whose filer consented.

import type { Transaction } from "../../kit/database/database.ts";

export interface Wanted {
  readonly numbers?: readonly string[];
  readonly codes?: readonly string[];
  readonly closed?: boolean;
  readonly from: number;
  readonly until: number;
  readonly most: number;
  readonly skipped: number;
  /** By the day of filing, or by any step between the days: filed before the last, and changed after the first. */
  readonly by: "filed_at" | "last_at";
}

export type Row = {
  readonly number: string;
  readonly phase: string;
  readonly closed: boolean;
  readonly matter: string | null;
  readonly lead: string | null;
  readonly filedAt: number;
  readonly lastAt: number;
  readonly dueAt: number | null;
  readonly verdict: string | null;
  readonly public: boolean;
  readonly words: Readonly<Record<string, string>> | null;
};

/** The words of the filing come only where it is public. A kind of matter is known, and looked for, only there too. */
export async function wantedRequests(query: Transaction, tenant: string, wanted: Wanted): Promise<Row[]> {
  const column = wanted.by === "filed_at" ? "filed_at" : "last_at";
  const named = wanted.numbers !== undefined;
  return query<Row>(
    `SELECT request.number, phase, closed, CASE WHEN public THEN matter END AS matter, lead, filed_at::float8 AS "filedAt",
       last_at::float8 AS "lastAt", due_at::float8 AS "dueAt", CASE WHEN public THEN verdict END AS verdict, public,
       CASE WHEN public THEN (SELECT words FROM services.step WHERE step.tenant_id = request.tenant_id
         AND step.number = request.number AND place = 0) END AS words
     FROM services.request AS request
     WHERE request.tenant_id = $1 AND steps > 0
       AND CASE WHEN $2::boolean THEN request.number = ANY($3::text[]) ELSE
         ${column} >= $4 AND filed_at <= $5
         AND ($6::text[] IS NULL OR (public AND matter = ANY($6::text[])))
         AND ($7::boolean IS NULL OR closed = $7) END
     ORDER BY ${column} DESC, request.number LIMIT $8 OFFSET $9`,
    [
      ...[tenant, named, wanted.numbers ?? [], wanted.from, wanted.until],
      ...[wanted.codes ?? null, wanted.closed ?? null, wanted.most, wanted.skipped],
    ],
  );
}
