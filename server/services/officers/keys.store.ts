// Security keys of officers in PostgreSQL: public halves, counters, and the time of the last challenge that each answered.

import type { Transaction } from "../../kit/database/database.ts";

export interface KeyRow {
  readonly id: string;
  readonly officer: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly name: string;
  readonly addedAt: number;
  readonly usedAt: number | null;
}

type Row = {
  key_id: string;
  officer_id: string;
  public_key: Buffer;
  counter: string;
  name: string;
  added_at: string;
  used_at: string | null;
};

const COLUMNS = "key_id, officer_id, public_key, counter, name, added_at, used_at";

function keyOf(row: Row): KeyRow {
  return {
    ...{ id: row.key_id, officer: row.officer_id, publicKey: row.public_key, name: row.name },
    ...{ counter: Number(row.counter), addedAt: Number(row.added_at) },
    usedAt: row.used_at === null ? null : Number(row.used_at),
  };
}

/** The keys of an officer, the oldest first. */
export async function keysOf(query: Transaction, tenant: string, officer: string): Promise<KeyRow[]> {
  const rows = await query<Row>(
    `SELECT ${COLUMNS} FROM services.officer_key WHERE tenant_id = $1 AND officer_id = $2 ORDER BY added_at, key_id`,
    [tenant, officer],
  );
  return rows.map(keyOf);
}

export async function keyById(query: Transaction, tenant: string, id: string): Promise<KeyRow | undefined> {
  const [row] = await query<Row>(
    `SELECT ${COLUMNS} FROM services.officer_key WHERE tenant_id = $1 AND key_id = $2`,
    [tenant, id],
  );
  return row === undefined ? undefined : keyOf(row);
}

/** False where the key is known already, or the officer has so many. */
export async function addKey(
  query: Transaction,
  tenant: string,
  key: Omit<KeyRow, "usedAt">,
  challengedAt: number,
  most: number,
): Promise<boolean> {
  await query("SELECT 1 FROM services.officer WHERE tenant_id = $1 AND officer_id = $2 FOR UPDATE", [
    ...[tenant, key.officer],
  ]);
  const rows = await query(
    `INSERT INTO services.officer_key (tenant_id, key_id, officer_id, public_key, counter, name, added_at, challenged_at)
     SELECT $1, $2, $3::uuid, $4::bytea, $5::bigint, $6, $7::bigint, $8::bigint
       WHERE (SELECT count(*) FROM services.officer_key WHERE tenant_id = $1 AND officer_id = $3::uuid) < $9
     ON CONFLICT DO NOTHING RETURNING key_id`,
    [
      ...[tenant, key.id, key.officer, key.publicKey, key.counter, key.name, key.addedAt],
      ...[challengedAt, most],
    ],
  );
  return rows.length === 1;
}

/** Takes an answer to a challenge; false where this key answered it, or a later one, before. */
export async function takeKeyUse(
  query: Transaction,
  tenant: string,
  id: string,
  use: { readonly counter: number; readonly challengedAt: number; readonly at: number },
): Promise<boolean> {
  const rows = await query(
    `UPDATE services.officer_key SET counter = $3, challenged_at = $4, used_at = $5
     WHERE tenant_id = $1 AND key_id = $2 AND challenged_at < $4 RETURNING key_id`,
    [tenant, id, use.counter, use.challengedAt, use.at],
  );
  return rows.length === 1;
}

export async function dropKey(
  query: Transaction,
  tenant: string,
  officer: string,
  id: string,
): Promise<void> {
  await query("DELETE FROM services.officer_key WHERE tenant_id = $1 AND officer_id = $2 AND key_id = $3", [
    ...[tenant, officer, id],
  ]);
}

/** All keys of an officer whose secrets are given out anew. */
export async function dropKeysOf(query: Transaction, tenant: string, officer: string): Promise<void> {
  await query("DELETE FROM services.officer_key WHERE tenant_id = $1 AND officer_id = $2", [
    ...[tenant, officer],
  ]);
}
