// Messages through the hotline to people whom the handling body does not know: asked by the body, passed on by an operator.

import type { Transaction } from "../../kit/database/database.ts";

export interface Relay {
  readonly id: string;
  readonly number: string;
  readonly person: number;
  readonly body: string;
  readonly words: string;
  readonly askedAt: number;
  readonly tries: number;
  readonly settledAt: number | null;
  readonly outcome: "passed-on" | "unreached" | "deleted" | null;
}

const RELAY = `relay_id AS id, number, person, body_id AS body, words, asked_at::float8 AS "askedAt", tries,
  settled_at::float8 AS "settledAt", outcome`;

/** Asked once for its id, however often it is sent. */
export async function askRelay(
  query: Transaction,
  tenant: string,
  relay: Pick<Relay, "id" | "number" | "person" | "body" | "words" | "askedAt">,
): Promise<void> {
  await query(
    `INSERT INTO services.relay (tenant_id, relay_id, number, person, body_id, words, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, relay_id) DO NOTHING`,
    [tenant, relay.id, relay.number, relay.person, relay.body, relay.words, relay.askedAt],
  );
}

/** Those that wait for an operator, oldest first; a page after the last one seen. */
export async function waitingRelays(
  query: Transaction,
  tenant: string,
  after: { readonly at: number; readonly id: string } | undefined,
  most: number,
): Promise<Relay[]> {
  const rows = await query(
    `SELECT ${RELAY} FROM services.relay WHERE tenant_id = $1 AND settled_at IS NULL AND (asked_at, relay_id) > ($2, $3::uuid)
     ORDER BY asked_at, relay_id LIMIT $4`,
    [tenant, after?.at ?? 0, after?.id ?? "00000000-0000-0000-0000-000000000000", most],
  );
  return rows as unknown as Relay[];
}

export async function relayOf(query: Transaction, tenant: string, id: string): Promise<Relay | undefined> {
  const [row] = await query(`SELECT ${RELAY} FROM services.relay WHERE tenant_id = $1 AND relay_id = $2`, [
    ...[tenant, id],
  ]);
  return row as Relay | undefined;
}

/** The relays of a request that a body asked for, newest first. */
export async function relaysOf(
  query: Transaction,
  tenant: string,
  number: string,
  body?: string,
): Promise<Relay[]> {
  const rows = await query(
    `SELECT ${RELAY} FROM services.relay WHERE tenant_id = $1 AND number = $2 AND ($3::text IS NULL OR body_id = $3)
     ORDER BY asked_at DESC, relay_id LIMIT 20`,
    [tenant, number, body ?? null],
  );
  return rows as unknown as Relay[];
}

/** One more try that reached nobody; the third settles it as unreached. */
export async function countTry(query: Transaction, tenant: string, id: string, at: number): Promise<void> {
  await query(
    `UPDATE services.relay SET tries = tries + 1,
       settled_at = CASE WHEN tries >= 2 THEN $3::bigint END, outcome = CASE WHEN tries >= 2 THEN 'unreached' END
     WHERE tenant_id = $1 AND relay_id = $2 AND settled_at IS NULL`,
    [tenant, id, at],
  );
}

/** Passed on; false where somebody else was first. */
export async function settleRelay(
  query: Transaction,
  tenant: string,
  id: string,
  at: number,
): Promise<boolean> {
  const rows = await query(
    `UPDATE services.relay SET tries = tries + 1, settled_at = $3, outcome = 'passed-on'
     WHERE tenant_id = $1 AND relay_id = $2 AND settled_at IS NULL RETURNING relay_id`,
    [tenant, id, at],
  );
  return rows.length === 1;
}

/** What was asked of people whose personal data are deleted goes with them. */
export async function forgetRelays(
  query: Transaction,
  tenant: string,
  number: string,
  people: readonly number[],
  at: number,
): Promise<void> {
  await query(
    `UPDATE services.relay SET words = '', settled_at = coalesce(settled_at, $4), outcome = 'deleted'
     WHERE tenant_id = $1 AND number = $2 AND person = ANY($3::int[])`,
    [tenant, number, people, at],
  );
}
