// Notices of the ledger's own: what is not a step of a request and must not be changed afterwards either (a draw's commitment, a published table).

import { randomBytes } from "node:crypto";
import type { Plain } from "../../../core/ledger/canonical.ts";
import { sealStep } from "../../../core/ledger/leaf.ts";
import type { Transaction } from "../../kit/database/database.ts";

/** Writes a notice in the transaction of what it is about; the sequencer takes it into the tree. Returns its id. */
export async function addNotice(
  query: Transaction,
  tenant: string,
  at: number,
  facts: { readonly [name: string]: Plain },
): Promise<string> {
  const { leaf, facts: opened } = sealStep(at, { tenant, ...facts }, undefined, {
    facts: randomBytes(16),
    words: randomBytes(16),
  });
  const [row] = await query<{ id: string }>(
    `INSERT INTO services.ledger_notice (tenant_id, at, facts, facts_salt, facts_commitment)
     VALUES ($1, $2, $3, $4, $5) RETURNING notice_id AS id`,
    [tenant, at, JSON.stringify(opened!.value), opened!.salt, leaf.facts],
  );
  return row!.id;
}
