// The messages that came through the Notify-compatible endpoint; its key opens these alone, never the platform's own news.

import type { Transaction } from "../../kit/database/database.ts";
import { MESSAGE, type StoredMessage } from "./outbox.store.ts";

/** Stands before the template and a chance part in the cause of each. */
export const NOTIFY = "notify/";

export interface NotifiedWanted {
  readonly channel?: "sms" | "mail" | "letter";
  readonly states?: readonly string[];
  readonly reference?: string;
  /** Only what was sent before this message. */
  readonly olderThan?: string;
  readonly most: number;
}

type Notified = StoredMessage & { readonly template: string };

const TEMPLATE = "split_part(once, '/', 2) AS template";

/** The newest first. */
export async function notified(
  query: Transaction,
  tenant: string,
  { channel, states, reference, olderThan, most }: NotifiedWanted,
): Promise<Notified[]> {
  return query<Notified>(
    `SELECT ${MESSAGE}, ${TEMPLATE} FROM services.outbox WHERE tenant_id = $1 AND starts_with(once, $2)
       AND ($3::text IS NULL OR channel = $3) AND ($4::text[] IS NULL OR state = ANY($4::text[]))
       AND ($5::text IS NULL OR client_reference = $5)
       AND ($6::uuid IS NULL OR (created_at, message_id) < (SELECT created_at, message_id FROM services.outbox
         WHERE tenant_id = $1 AND message_id = $6::uuid AND starts_with(once, $2)))
     ORDER BY created_at DESC, message_id DESC LIMIT $7`,
    [tenant, NOTIFY, channel ?? null, states ?? null, reference ?? null, olderThan ?? null, most],
  );
}

export async function notifiedById(
  query: Transaction,
  tenant: string,
  id: string,
): Promise<Notified | undefined> {
  const [row] = await query<Notified>(
    `SELECT ${MESSAGE}, ${TEMPLATE} FROM services.outbox WHERE tenant_id = $1 AND message_id = $2 AND starts_with(once, $3)`,
    [tenant, id, NOTIFY],
  );
  return row;
}
