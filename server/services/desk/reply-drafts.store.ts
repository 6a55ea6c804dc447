// Replies under way in PostgreSQL: kept for whoever writes one until it is sent; whose it is stands as a digest alone, and no time but the day.

import type { Day } from "../../../core/domain/facts.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { digestOf } from "../requests/secrets.ts";
import type { Sent } from "./acts.ts";

/** Whose draft, of which request. Nobody can list from it who works on what. */
export interface DraftKey {
  readonly tenant: string;
  readonly number: string;
  readonly officer: string;
}

const holderOf = ({ tenant, number, officer }: DraftKey) =>
  digestOf(`reply draft ${tenant} ${number} ${officer}`);

export async function keepDraft(query: Transaction, key: DraftKey, fields: Sent, today: Day): Promise<void> {
  await query(
    `INSERT INTO services.reply_draft (tenant_id, number, holder, fields, saved_on) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, number, holder) DO UPDATE SET fields = excluded.fields, saved_on = excluded.saved_on`,
    [key.tenant, key.number, holderOf(key), JSON.stringify(fields), today],
  );
}

export async function draftOf(query: Transaction, key: DraftKey): Promise<Sent | undefined> {
  const [row] = await query<{ fields: Sent }>(
    "SELECT fields FROM services.reply_draft WHERE tenant_id = $1 AND number = $2 AND holder = $3",
    [key.tenant, key.number, holderOf(key)],
  );
  return row?.fields;
}

export async function dropDraft(query: Transaction, key: DraftKey): Promise<void> {
  await query("DELETE FROM services.reply_draft WHERE tenant_id = $1 AND number = $2 AND holder = $3", [
    ...[key.tenant, key.number, holderOf(key)],
  ]);
}

/** Every draft on a request, whoever wrote it: when personal data of its people go. */
export async function forgetDraftsOn(query: Transaction, tenant: string, number: string): Promise<void> {
  await query("DELETE FROM services.reply_draft WHERE tenant_id = $1 AND number = $2", [tenant, number]);
}
