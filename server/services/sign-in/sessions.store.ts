// Sessions in PostgreSQL, under the digest of their secret: officers' and citizens' alike, each kind in a table of its own.

import type { Transaction } from "../../kit/database/database.ts";

/** Milliseconds since 1970. */
export interface SessionTimes {
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** A table with tenant_id, digest, an owner's column, created_at, seen_at, expires_at. Its names are constants of ours. */
export class SessionTable<Owner> {
  readonly #table: string;
  readonly #owner: string;

  constructor(table: string, owner: string) {
    this.#table = table;
    this.#owner = owner;
  }

  /** Whatever is over goes with it. */
  async insert(
    query: Transaction,
    tenant: string,
    session: {
      readonly digest: Buffer;
      readonly owner: Owner;
      readonly at: number;
      readonly expires: number;
    },
  ): Promise<void> {
    const { digest, owner, at, expires } = session;
    await query(`DELETE FROM ${this.#table} WHERE tenant_id = $1 AND expires_at < $2`, [tenant, at]);
    await query(
      `INSERT INTO ${this.#table} (tenant_id, digest, ${this.#owner}, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
      [tenant, digest, owner, at, expires],
    );
  }

  /** Ends all but the newest of an owner. */
  async keepNewest(query: Transaction, tenant: string, owner: Owner, most: number): Promise<void> {
    await query(
      `DELETE FROM ${this.#table} WHERE tenant_id = $1 AND digest IN (
         SELECT digest FROM ${this.#table} WHERE tenant_id = $1 AND ${this.#owner} = $2
         ORDER BY created_at DESC, digest OFFSET $3)`,
      [tenant, owner, most],
    );
  }

  async touch(query: Transaction, tenant: string, digest: Buffer, at: number): Promise<void> {
    await query(
      `UPDATE ${this.#table} SET seen_at = $3 WHERE tenant_id = $1 AND digest = $2 AND seen_at < $3`,
      [tenant, digest, at],
    );
  }

  async end(query: Transaction, tenant: string, digest: Buffer): Promise<void> {
    await query(`DELETE FROM ${this.#table} WHERE tenant_id = $1 AND digest = $2`, [tenant, digest]);
  }

  async endAllOf(query: Transaction, tenant: string, owner: Owner): Promise<void> {
    await query(`DELETE FROM ${this.#table} WHERE tenant_id = $1 AND ${this.#owner} = $2`, [tenant, owner]);
  }
}
