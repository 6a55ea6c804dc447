// Leaves, nodes and checkpoints of the ledger in PostgreSQL; they are added in order and read by place.

import type { Opening } from "../../../core/ledger/leaf.ts";
import type { Place, StoredNode } from "../../../core/ledger/tree.ts";
import type { Transaction } from "../../kit/database/database.ts";

/** One sequencer at a time in a tenant: the rest waits for the end of this transaction. */
export async function lockLedger(query: Transaction, tenant: string): Promise<void> {
  await query("SELECT pg_advisory_xact_lock($1, $2)", [5_208_418, Number(tenant)]);
}

export type PendingLeaf = {
  readonly at: number;
  readonly number: string | null;
  readonly place: number | null;
  readonly notice: string | null;
  readonly facts: string;
  readonly words: string | null;
};

/** Takes up to `most` steps that are not in the tree yet (where `until` is given, of no later time), oldest first, and takes them off the list. */
export async function takePending(
  query: Transaction,
  tenant: string,
  most: number,
  until = Number.MAX_SAFE_INTEGER,
): Promise<PendingLeaf[]> {
  const steps = await query<PendingLeaf>(
    `WITH taken AS (
       DELETE FROM services.pending_leaf WHERE (tenant_id, number, place) IN (
         SELECT tenant_id, number, place FROM services.pending_leaf JOIN services.step USING (tenant_id, number, place)
         WHERE tenant_id = $1 AND at <= $3 ORDER BY at, number, place LIMIT $2)
       RETURNING tenant_id, number, place)
     SELECT at::float8 AS at, number, place, NULL AS notice, facts_commitment AS facts, words_commitment AS words
     FROM taken JOIN services.step USING (tenant_id, number, place) ORDER BY at, number, place`,
    [tenant, most, until],
  );
  const notices = await query<PendingLeaf>(
    `SELECT at::float8 AS at, NULL AS number, NULL AS place, notice_id AS notice, facts_commitment AS facts, NULL AS words
     FROM services.ledger_notice AS notice WHERE tenant_id = $1 AND at <= $3 AND NOT EXISTS (
       SELECT FROM services.ledger_leaf AS leaf WHERE leaf.tenant_id = $1 AND leaf.notice_id = notice.notice_id)
     ORDER BY at, notice_id LIMIT $2`,
    [tenant, most, until],
  );
  return [...steps, ...notices];
}

export async function addLeaves(
  query: Transaction,
  tenant: string,
  first: number,
  leaves: readonly PendingLeaf[],
  texts: readonly string[],
): Promise<void> {
  await query(
    `INSERT INTO services.ledger_leaf (tenant_id, leaf_index, at, number, place, notice_id, leaf)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::int[], $6::uuid[], $7::text[])`,
    [
      tenant,
      leaves.map((_, index) => first + index),
      leaves.map((each) => each.at),
      leaves.map((each) => each.number),
      leaves.map((each) => each.place),
      leaves.map((each) => each.notice),
      texts,
    ],
  );
}

export async function addNodes(
  query: Transaction,
  tenant: string,
  nodes: readonly StoredNode[],
): Promise<void> {
  await query(
    `INSERT INTO services.ledger_node (tenant_id, level, node_index, hash)
     SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::bytea[])`,
    [
      tenant,
      nodes.map((each) => each.level),
      nodes.map((each) => each.index),
      nodes.map((each) => Buffer.from(each.hash)),
    ],
  );
}

/** Looks up nodes; the answer throws for a place that is not there. */
export async function nodesAt(
  query: Transaction,
  tenant: string,
  places: readonly Place[],
): Promise<(place: Place) => Uint8Array> {
  const rows = await query<{ level: number; node_index: number; hash: Buffer }>(
    `SELECT level, node_index::float8 AS node_index, hash FROM services.ledger_node
     JOIN unnest($2::int[], $3::bigint[]) AS wanted(level, node_index) USING (level, node_index) WHERE tenant_id = $1`,
    [tenant, places.map((each) => each.level), places.map((each) => each.index)],
  );
  const found = new Map(rows.map((row) => [`${row.level}/${row.node_index}`, new Uint8Array(row.hash)]));
  return ({ level, index }) => {
    const hash = found.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`the ledger has no node ${index} of level ${level}`);
    return hash;
  };
}

export interface StoredCheckpoint {
  readonly no: number;
  readonly size: number;
  readonly at: number;
  readonly note: string;
  readonly cosignedAt: number | null;
}

const CHECKPOINT = `SELECT checkpoint_no::float8 AS no, size::float8 AS size, at::float8 AS at, note, cosigned_at::float8 AS "cosignedAt"
  FROM services.ledger_checkpoint WHERE tenant_id = $1`;

export async function lastCheckpoint(
  query: Transaction,
  tenant: string,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await query<StoredCheckpoint & Record<string, unknown>>(
    `${CHECKPOINT} ORDER BY checkpoint_no DESC LIMIT 1`,
    [tenant],
  );
  return row;
}

export async function lastCosigned(
  query: Transaction,
  tenant: string,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await query<StoredCheckpoint & Record<string, unknown>>(
    `${CHECKPOINT} AND cosigned_at IS NOT NULL ORDER BY checkpoint_no DESC LIMIT 1`,
    [tenant],
  );
  return row;
}

/** The first checkpoint that holds a leaf, and the last before it that does not; co-signed ones only where a witness is pinned. */
export async function checkpointsAround(
  query: Transaction,
  tenant: string,
  leaf: number,
  cosigned: boolean,
): Promise<{ holding: StoredCheckpoint; before: StoredCheckpoint } | undefined> {
  const only = cosigned ? "AND cosigned_at IS NOT NULL" : "";
  const [holding] = await query<StoredCheckpoint & Record<string, unknown>>(
    `${CHECKPOINT} AND size > $2 ${only} ORDER BY checkpoint_no LIMIT 1`,
    [tenant, leaf],
  );
  const [before] = await query<StoredCheckpoint & Record<string, unknown>>(
    `${CHECKPOINT} AND size <= $2 ${only} ORDER BY checkpoint_no DESC LIMIT 1`,
    [tenant, leaf],
  );
  return holding === undefined || before === undefined ? undefined : { holding, before };
}

export async function addCheckpoint(
  query: Transaction,
  tenant: string,
  { no, size, at, note }: StoredCheckpoint,
): Promise<void> {
  await query(
    "INSERT INTO services.ledger_checkpoint (tenant_id, checkpoint_no, size, at, note) VALUES ($1, $2, $3, $4, $5)",
    [tenant, no, size, at, note],
  );
}

export async function saveCosigned(
  query: Transaction,
  tenant: string,
  no: number,
  note: string,
  at: number,
): Promise<void> {
  await query(
    "UPDATE services.ledger_checkpoint SET note = $3, cosigned_at = $4 WHERE tenant_id = $1 AND checkpoint_no = $2",
    [tenant, no, note, at],
  );
}

export async function addAlarm(query: Transaction, tenant: string, at: number, code: string): Promise<void> {
  await query("INSERT INTO services.ledger_alarm (tenant_id, at, code) VALUES ($1, $2, $3)", [
    ...[tenant, at, code],
  ]);
}

export async function alarms(query: Transaction, tenant: string): Promise<{ at: number; code: string }[]> {
  return query(
    "SELECT at::float8 AS at, code FROM services.ledger_alarm WHERE tenant_id = $1 ORDER BY at DESC LIMIT 50",
    [tenant],
  );
}

/** Texts of leaves in order from `first`, at most `most`. */
export async function leafTexts(
  query: Transaction,
  tenant: string,
  first: number,
  most: number,
): Promise<string[]> {
  const rows = await query<{ leaf: string }>(
    "SELECT leaf FROM services.ledger_leaf WHERE tenant_id = $1 AND leaf_index >= $2 ORDER BY leaf_index LIMIT $3",
    [tenant, first, most],
  );
  return rows.map((row) => row.leaf);
}

export interface OpenedRow {
  readonly index: number;
  readonly leaf: string;
  readonly facts: Opening;
  readonly words?: Opening;
}

type OpenedColumns = {
  index: number;
  leaf: string;
  facts: Opening["value"];
  facts_salt: string;
  words: Opening["value"] | null;
  words_salt: string | null;
};

const OPENED = `SELECT leaf_index::float8 AS index, leaf, coalesce(step.facts, notice.facts) AS facts,
    coalesce(step.facts_salt, notice.facts_salt) AS facts_salt, words, words_salt
  FROM services.ledger_leaf AS leaf
  LEFT JOIN services.step AS step USING (tenant_id, number, place)
  LEFT JOIN services.ledger_notice AS notice USING (tenant_id, notice_id)
  WHERE leaf.tenant_id = $1`;

function openedOf(row: OpenedColumns): OpenedRow {
  return {
    index: row.index,
    leaf: row.leaf,
    facts: { salt: row.facts_salt, value: row.facts },
    ...(row.words === null || row.words_salt === null
      ? {}
      : { words: { salt: row.words_salt, value: row.words } }),
  };
}

/** Leaves with what may still be shown of them, in order. */
export async function openedLeaves(
  query: Transaction,
  tenant: string,
  first: number,
  most: number,
): Promise<OpenedRow[]> {
  const rows = await query<OpenedColumns>(`${OPENED} AND leaf_index >= $2 ORDER BY leaf_index LIMIT $3`, [
    ...[tenant, first, most],
  ]);
  return rows.map(openedOf);
}

export async function openedStep(
  query: Transaction,
  tenant: string,
  number: string,
  place: number,
): Promise<OpenedRow | undefined> {
  const [row] = await query<OpenedColumns>(`${OPENED} AND leaf.number = $2 AND leaf.place = $3`, [
    ...[tenant, number, place],
  ]);
  return row === undefined ? undefined : openedOf(row);
}

/** Checkpoints in order after a number. */
export async function checkpointsAfter(
  query: Transaction,
  tenant: string,
  after: number,
  most: number,
): Promise<StoredCheckpoint[]> {
  return query<StoredCheckpoint & Record<string, unknown>>(
    `${CHECKPOINT} AND checkpoint_no > $2 ORDER BY checkpoint_no LIMIT $3`,
    [tenant, after, most],
  );
}
