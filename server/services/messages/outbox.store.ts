// The outbox in PostgreSQL: written in the transaction of its cause, taken by one sender at a time, kept until it is settled.

import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";

export interface Message {
  /** What causes it: written a second time for the same cause, it is the same message. */
  readonly once: string;
  readonly channel: "sms" | "mail";
  readonly recipient: string;
  readonly subject?: string;
  readonly words: string;
  readonly number?: string;
  readonly person?: number;
  readonly reference?: string;
}

export type MessageState = "waiting" | "sent" | "failed" | "shown";

export type StoredMessage = {
  readonly id: string;
  readonly channel: "sms" | "mail";
  readonly recipient: string;
  readonly subject: string;
  readonly words: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly settledAt: number | null;
  readonly trouble: string | null;
  readonly reference: string | null;
};

export const MESSAGE = `message_id AS id, channel, recipient, subject, words, state, attempts, created_at::float8 AS "createdAt",
  settled_at::float8 AS "settledAt", trouble, client_reference AS reference`;

/** Adds a message once for its cause; returns its id, new or old. */
export async function addMessage(
  query: Transaction,
  tenant: string,
  message: Message,
  now: number,
): Promise<string> {
  const [row] = await query<{ id: string }>(
    `INSERT INTO services.outbox (tenant_id, once, channel, recipient, subject, words, number, person, created_at, not_before, client_reference)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
     ON CONFLICT (tenant_id, once) DO UPDATE SET once = excluded.once RETURNING message_id AS id`,
    [
      ...[tenant, message.once, message.channel, message.recipient, message.subject ?? "", message.words],
      ...[message.number ?? null, message.person ?? null, now, message.reference ?? null],
    ],
  );
  return row!.id;
}

/** Those of these causes for which there is a message. */
export async function messagesWritten(
  query: Transaction,
  tenant: string,
  causes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await query<{ once: string }>(
    "SELECT once FROM services.outbox WHERE tenant_id = $1 AND once = ANY($2::text[])",
    [tenant, causes],
  );
  return new Set(rows.map((row) => row.once));
}

/** Takes messages that wait; for `lease` milliseconds no other sender takes them. */
export async function takeMessages(
  query: Transaction,
  tenant: string,
  now: number,
  lease: number,
  most: number,
): Promise<StoredMessage[]> {
  return query<StoredMessage>(
    `UPDATE services.outbox SET not_before = $2::bigint + $3::bigint, attempts = attempts + 1
     WHERE tenant_id = $1 AND message_id IN (
       SELECT message_id FROM services.outbox WHERE tenant_id = $1 AND state = 'waiting' AND not_before <= $2
       ORDER BY not_before LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING ${MESSAGE}`,
    [tenant, now, lease, most],
  );
}

export async function settleMessage(
  query: Transaction,
  tenant: string,
  id: string,
  settled: { state: MessageState; at: number; trouble?: string; reference?: string; notBefore?: number },
): Promise<void> {
  await query(
    `UPDATE services.outbox SET state = $3, settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $4::bigint END, trouble = $5,
       provider_reference = coalesce($6, provider_reference), not_before = coalesce($7, not_before)
     WHERE tenant_id = $1 AND message_id = $2`,
    [
      tenant,
      id,
      settled.state,
      settled.at,
      settled.trouble ?? null,
      settled.reference ?? null,
      settled.notBefore ?? null,
    ],
  );
}

/** The place after which a page goes on: several messages can be of one moment. */
export interface MessagePlace {
  readonly at: number;
  readonly id: string;
}

/** The newest first, at most `most`, after a place where one is given; only those that hold every word. */
export async function latestMessages(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  after: MessagePlace | undefined,
  most: number,
): Promise<StoredMessage[]> {
  return query<StoredMessage>(
    `SELECT ${MESSAGE} FROM services.outbox
     WHERE tenant_id = $1 AND created_at <= $2 AND ($3::uuid IS NULL OR created_at < $2 OR message_id > $3)
       AND ${holdsAll(["recipient", "words"], "$5")}
     ORDER BY created_at DESC, message_id LIMIT $4`,
    [tenant, after?.at ?? Number.MAX_SAFE_INTEGER, after?.id ?? null, most, words],
  );
}

/** The age in milliseconds of the oldest message that should have gone: what a watchdog looks at. */
export async function oldestWaiting(query: Transaction, tenant: string, now: number): Promise<number> {
  const [row] = await query<{ age: number | null }>(
    "SELECT ($2::bigint - min(created_at))::float8 AS age FROM services.outbox WHERE tenant_id = $1 AND state = 'waiting'",
    [tenant, now],
  );
  return row?.age ?? 0;
}
