// Histories in PostgreSQL: numbers, steps and views of many requests in a few statements, and how far the writing has come.

import type { Transaction } from "../../kit/database/database.ts";
import type { RequestView } from "../requests/request-view.ts";
import type { SealedStep } from "../requests/requests.store.ts";

/** The last instant up to which histories were written; 0 where none were. */
export async function historyUntil(query: Transaction, tenant: string): Promise<number> {
  const [row] = await query<{ until: number }>(
    "SELECT until::float8 AS until FROM services.history WHERE tenant_id = $1",
    [tenant],
  );
  return row?.until ?? 0;
}

export async function saveHistoryUntil(query: Transaction, tenant: string, until: number): Promise<void> {
  await query(
    `INSERT INTO services.history (tenant_id, until) VALUES ($1, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET until = excluded.until`,
    [tenant, until],
  );
}

/** Marks that all was written; what the pages say of it. */
export async function finishHistory(
  query: Transaction,
  tenant: string,
  { written, elsewhere, at }: { readonly written: number; readonly elsewhere: number; readonly at: number },
): Promise<void> {
  await query(
    "UPDATE services.history SET written = $2, elsewhere = $3, finished_at = $4 WHERE tenant_id = $1",
    [tenant, written, elsewhere, at],
  );
}

export type HistoryState = {
  readonly written: number | null;
  readonly elsewhere: number | null;
  readonly finishedAt: number | null;
};

export async function historyState(query: Transaction, tenant: string): Promise<HistoryState | undefined> {
  const [row] = await query<HistoryState>(
    `SELECT written, elsewhere, finished_at::float8 AS "finishedAt" FROM services.history WHERE tenant_id = $1`,
    [tenant],
  );
  return row;
}

/** True where the ledger is still empty: only then can earlier days be written into it. */
export async function isLedgerEmpty(query: Transaction, tenant: string): Promise<boolean> {
  const rows = await query("SELECT 1 FROM services.ledger_checkpoint WHERE tenant_id = $1 LIMIT 1", [tenant]);
  return rows.length === 0;
}

/** Takes the numbers of new requests, each with the digest of a link that nobody holds. */
export async function addNumbers(
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
  links: readonly Buffer[],
): Promise<void> {
  await query(
    `INSERT INTO services.request (tenant_id, number, steps, phase, procedure, door, harm, filed_at, last_at, closed)
     SELECT $1, number, 0, 'filed', 'hotline', 'web', 4, 0, 0, false FROM unnest($2::text[]) AS number`,
    [tenant, numbers],
  );
  await query(
    "INSERT INTO services.link (tenant_id, digest, number, person) SELECT $1, digest, number, 0 FROM unnest($2::bytea[], $3::text[]) AS new(digest, number)",
    [tenant, links, numbers],
  );
}

export interface HistoryStep {
  readonly number: string;
  readonly place: number;
  readonly step: SealedStep;
}

/** Adds steps of many requests, and puts them on the ledger's list. */
export async function addHistorySteps(
  query: Transaction,
  tenant: string,
  steps: readonly HistoryStep[],
): Promise<void> {
  const numbers = steps.map((each) => each.number);
  const places = steps.map((each) => each.place);
  await query(
    `INSERT INTO services.step (tenant_id, number, place, at, kind, facts, facts_salt, facts_commitment, words, words_salt, words_commitment)
     SELECT $1, * FROM unnest($2::text[], $3::int[], $4::bigint[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::text[])`,
    [
      ...[tenant, numbers, places],
      steps.map(({ step }) => step.at),
      steps.map(({ step }) => step.kind),
      steps.map(({ step }) => JSON.stringify(step.facts.value)),
      steps.map(({ step }) => step.facts.salt),
      steps.map(({ step }) => step.factsCommitment),
      steps.map(({ step }) => (step.words === undefined ? null : JSON.stringify(step.words.value))),
      steps.map(({ step }) => step.words?.salt ?? null),
      steps.map(({ step }) => step.wordsCommitment ?? null),
    ],
  );
  await query(
    "INSERT INTO services.pending_leaf (tenant_id, number, place) SELECT $1, * FROM unnest($2::text[], $3::int[])",
    [tenant, numbers, places],
  );
}

/** Writes what lists look at, for many requests; written a second time it is the same. */
export async function saveViews(
  query: Transaction,
  tenant: string,
  views: readonly (readonly [string, RequestView])[],
): Promise<void> {
  const column = <K extends keyof RequestView>(name: K) => views.map(([, view]) => view[name]);
  const numbers = views.map(([number]) => number);
  await query(
    `UPDATE services.request SET steps = v.steps, phase = v.phase, procedure = v.procedure, door = v.door, matter = v.matter,
       territory = v.territory, lead = v.lead, harm = v.harm, due_at = v.due_at, filed_at = v.filed_at, last_at = v.last_at,
       first_reply_at = v.first_reply_at, closed = v.closed, closed_at = v.closed_at, verdict = v.verdict, bounces = v.bounces,
       excluded = v.excluded, public = v.public
     FROM unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::smallint[],
       $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::boolean[], $16::bigint[], $17::text[], $18::int[],
       $19::text[], $20::boolean[])
       AS v(number, steps, phase, procedure, door, matter, territory, lead, harm, due_at, filed_at, last_at, first_reply_at,
         closed, closed_at, verdict, bounces, excluded, public)
     WHERE request.tenant_id = $1 AND request.number = v.number`,
    [
      ...[tenant, numbers, column("steps"), column("phase"), column("procedure"), column("door")],
      ...[column("matter"), column("territory"), column("lead"), column("harm"), column("dueAt")],
      ...[column("filedAt"), column("lastAt"), column("firstReplyAt"), column("closed"), column("closedAt")],
      ...[column("verdict"), column("bounces"), column("excluded"), column("public")],
    ],
  );
  const holdings = views.flatMap(([number, view]) => view.holdings.map((each) => ({ number, ...each })));
  await query(
    `INSERT INTO services.holding (tenant_id, number, body_id, part, harm, due_at)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::bigint[]) ON CONFLICT DO NOTHING`,
    [
      tenant,
      holdings.map((each) => each.number),
      holdings.map((each) => each.body),
      holdings.map((each) => each.part),
      holdings.map((each) => each.harm),
      holdings.map((each) => each.dueAt),
    ],
  );
  const promises = views.flatMap(([number, view]) =>
    view.promises.map((each) => ({ ...each, promise: each.number, number })),
  );
  await query(
    `INSERT INTO services.promise (tenant_id, number, promise, body_id, by_day, first_day, moves, word)
     SELECT $1, * FROM unnest($2::text[], $3::int[], $4::text[], $5::date[], $6::date[], $7::int[], $8::text[]) ON CONFLICT DO NOTHING`,
    [
      tenant,
      promises.map((each) => each.number),
      promises.map((each) => each.promise),
      promises.map((each) => each.who),
      promises.map((each) => each.by),
      promises.map((each) => each.first),
      promises.map((each) => each.moves),
      promises.map((each) => each.word),
    ],
  );
}
