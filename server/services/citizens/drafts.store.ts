// Drafts under their secret links: saved a page at a time, gone when they are sent or thirty days after the last page.

import { addDays, dayOf } from "../../../core/domain/day.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Fields } from "./draft.ts";

export const DRAFT_DAYS = 30;

export async function draftOf(
  query: Transaction,
  tenant: string,
  digest: Buffer,
): Promise<Fields | undefined> {
  const [row] = await query<{ fields: Fields }>(
    "SELECT fields FROM services.draft WHERE tenant_id = $1 AND digest = $2",
    [tenant, digest],
  );
  return row?.fields;
}

/** Adds a page's fields to what is there; the same page sent again changes nothing. The whole draft afterwards. */
export async function saveDraft(
  query: Transaction,
  tenant: string,
  digest: Buffer,
  fields: Fields,
  now: number,
): Promise<Fields> {
  const [row] = await query<{ fields: Fields }>(
    `INSERT INTO services.draft (tenant_id, digest, fields, saved_at, delete_after) VALUES ($1, $2, $3::jsonb, $4, $5)
     ON CONFLICT (tenant_id, digest) DO UPDATE SET fields = services.draft.fields || excluded.fields,
       saved_at = excluded.saved_at, delete_after = excluded.delete_after
     RETURNING fields`,
    [tenant, digest, JSON.stringify(fields), now, addDays(dayOf(now), DRAFT_DAYS)],
  );
  return row!.fields;
}

export async function dropDraft(query: Transaction, tenant: string, digest: Buffer): Promise<void> {
  await query("DELETE FROM services.draft WHERE tenant_id = $1 AND digest = $2", [tenant, digest]);
}
