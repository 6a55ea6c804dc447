// Requests in PostgreSQL: steps that are only added, and the rows that lists look at, written in the same transaction.

import type { Step } from "../../../core/domain/request/steps.ts";
import type { Opening } from "../../../core/ledger/leaf.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { plainPhone } from "./phone.ts";

/** Takes a free number; false where it is taken. */
export async function insertRequest(query: Transaction, tenant: string, number: string): Promise<boolean> {
  const rows = await query(
    `INSERT INTO services.request (tenant_id, number, steps, phase, procedure, door, harm, filed_at, last_at, closed)
     SELECT $1, $2, 0, 'filed', 'hotline', 'web', 4, 0, 0, false
     WHERE NOT EXISTS (SELECT FROM services.own_number WHERE tenant_id = $1 AND number = $2)
     ON CONFLICT DO NOTHING RETURNING number`,
    [tenant, number],
  );
  return rows.length === 1;
}

/** Locks a request, so that two who act at once act one after the other; undefined where there is none. */
export async function lockRequest(
  query: Transaction,
  tenant: string,
  number: string,
): Promise<number | undefined> {
  const [row] = await query<{ steps: number }>(
    "SELECT steps FROM services.request WHERE tenant_id = $1 AND number = $2 FOR UPDATE",
    [tenant, number],
  );
  return row?.steps;
}

/** Locks those of these requests that nobody holds, without waiting for the others; which they are. */
export async function lockFree(
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
): Promise<string[]> {
  const rows = await query<{ number: string }>(
    `SELECT number FROM services.request WHERE tenant_id = $1 AND number = ANY($2::text[])
     ORDER BY number FOR NO KEY UPDATE SKIP LOCKED`,
    [tenant, numbers],
  );
  return rows.map((row) => row.number);
}

type StepRow = { facts: Record<string, unknown>; words: Record<string, string> | null };

/** The steps of each of these requests, in order; deleted words are absent. Nothing for a number of which there are none. */
export async function stepsOfAll(
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
): Promise<Map<string, Step[]>> {
  const rows = await query<StepRow & { number: string }>(
    "SELECT number, facts, words FROM services.step WHERE tenant_id = $1 AND number = ANY($2::text[]) ORDER BY number, place",
    [tenant, numbers],
  );
  const found = new Map<string, Step[]>();
  for (const row of rows) {
    const steps = found.get(row.number);
    if (steps === undefined) found.set(row.number, [stepOfRow(row)]);
    else steps.push(stepOfRow(row));
  }
  return found;
}

/** All steps in order; deleted words are absent. */
export async function stepsOf(query: Transaction, tenant: string, number: string): Promise<Step[]> {
  const rows = await query<StepRow>(
    "SELECT facts, words FROM services.step WHERE tenant_id = $1 AND number = $2 ORDER BY place",
    [tenant, number],
  );
  return rows.map(stepOfRow);
}

/** A step as it was before it was sealed; deleted words are absent. */
export function stepOfRow({ facts, words }: StepRow): Step {
  const { tenant: _, request: __, place: ___, ...step } = facts;
  return (words === null ? step : { ...step, said: words }) as unknown as Step;
}

/** A step as it is written: its facts and words, each with its salt and commitment. */
export interface SealedStep {
  readonly at: number;
  readonly kind: string;
  readonly facts: Opening;
  readonly factsCommitment: string;
  readonly words?: Opening;
  readonly wordsCommitment?: string;
}

/** Adds steps after the first `first`; the primary key refuses a second step at one place. */
export async function addSteps(
  query: Transaction,
  tenant: string,
  number: string,
  first: number,
  steps: readonly SealedStep[],
  officer: string | undefined,
): Promise<void> {
  await query(
    `INSERT INTO services.step (tenant_id, number, place, at, kind, facts, facts_salt, facts_commitment, words, words_salt, words_commitment)
     SELECT $1, $2, * FROM unnest($3::int[], $4::bigint[], $5::text[], $6::jsonb[], $7::text[], $8::text[], $9::jsonb[], $10::text[], $11::text[])`,
    [
      ...[tenant, number],
      steps.map((_, index) => first + index),
      steps.map((step) => step.at),
      steps.map((step) => step.kind),
      steps.map((step) => JSON.stringify(step.facts.value)),
      steps.map((step) => step.facts.salt),
      steps.map((step) => step.factsCommitment),
      steps.map((step) => (step.words === undefined ? null : JSON.stringify(step.words.value))),
      steps.map((step) => step.words?.salt ?? null),
      steps.map((step) => step.wordsCommitment ?? null),
    ],
  );
  const places = steps.map((_, index) => first + index);
  await query(
    "INSERT INTO services.pending_leaf (tenant_id, number, place) SELECT $1, $2, * FROM unnest($3::int[])",
    [tenant, number, places],
  );
  if (officer === undefined) return;
  await query(
    "INSERT INTO services.sealed_actor (tenant_id, number, place, officer_id) SELECT $1, $2, place, $4::uuid FROM unnest($3::int[]) AS place",
    [tenant, number, places, officer],
  );
}

export interface CommandKey {
  readonly number: string;
  readonly digest: Buffer;
  readonly first: number;
  readonly count: number;
}

export async function commandKey(
  query: Transaction,
  tenant: string,
  key: string,
): Promise<CommandKey | undefined> {
  const [row] = await query<{ number: string; digest: Buffer; first_place: number; count: number }>(
    "SELECT number, digest, first_place, count FROM services.command_key WHERE tenant_id = $1 AND key = $2",
    [tenant, key],
  );
  if (row === undefined) return undefined;
  return { number: row.number, digest: row.digest, first: row.first_place, count: row.count };
}

/** Waits for one that was sent at the same time with the same key; false where that one was first. */
export async function takeKey(
  query: Transaction,
  tenant: string,
  key: string,
  made: CommandKey,
  at: number,
): Promise<boolean> {
  const rows = await query(
    `INSERT INTO services.command_key (tenant_id, key, number, digest, first_place, count, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING key`,
    [tenant, key, made.number, made.digest, made.first, made.count, at],
  );
  return rows.length === 1;
}

export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export async function saveContact(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  { name, phone, email }: Contact,
): Promise<void> {
  await query(
    `INSERT INTO services.contact (tenant_id, number, person, name, phone, email) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, number, person) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email`,
    [
      tenant,
      number,
      person,
      name ?? null,
      phone === undefined ? null : (plainPhone(phone) ?? null),
      email ?? null,
    ],
  );
}

type ContactRow = { person: number; name: string | null; phone: string | null; email: string | null };

export async function contactsOf(
  query: Transaction,
  tenant: string,
  number: string,
): Promise<Map<number, Contact>> {
  const rows = await query<ContactRow>(
    "SELECT person, name, phone, email FROM services.contact WHERE tenant_id = $1 AND number = $2 ORDER BY person",
    [tenant, number],
  );
  return new Map(
    rows.map(({ person, name, phone, email }) => [
      person,
      {
        ...(name === null ? {} : { name }),
        ...(phone === null ? {} : { phone }),
        ...(email === null ? {} : { email }),
      },
    ]),
  );
}

/** Who of these requests left a telephone or an address, as `number/person`. */
export async function reachable(
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await query<{ number: string; person: number }>(
    `SELECT number, person FROM services.contact WHERE tenant_id = $1 AND number = ANY($2::text[])
       AND (phone IS NOT NULL OR email IS NOT NULL)`,
    [tenant, numbers],
  );
  return new Set(rows.map((row) => `${row.number}/${row.person}`));
}

export async function saveLink(
  query: Transaction,
  tenant: string,
  digest: Buffer,
  number: string,
  person: number,
): Promise<void> {
  await query("INSERT INTO services.link (tenant_id, digest, number, person) VALUES ($1, $2, $3, $4)", [
    ...[tenant, digest, number, person],
  ]);
}

export async function personOfLink(
  query: Transaction,
  tenant: string,
  digest: Buffer,
): Promise<{ number: string; person: number } | undefined> {
  const [row] = await query<{ number: string; person: number }>(
    "SELECT number, person FROM services.link WHERE tenant_id = $1 AND digest = $2",
    [tenant, digest],
  );
  return row;
}

/** Takes away the words of steps and what was kept of the people; the facts and every commitment stay. */
export async function deleteWords(
  query: Transaction,
  tenant: string,
  number: string,
  people: readonly number[],
  all: boolean,
): Promise<void> {
  await query(
    `UPDATE services.step SET words = NULL, words_salt = NULL WHERE tenant_id = $1 AND number = $2 AND words IS NOT NULL
       AND ($4 OR coalesce((facts->>'person')::int, (facts->'by'->>'person')::int, CASE WHEN kind IN ('file', 'number-asks') THEN 0 END) = ANY($3::int[]))`,
    [tenant, number, people, all],
  );
  for (const table of ["contact", "link", "carried", "own_list_entry"]) {
    await query(
      `DELETE FROM services.${table} WHERE tenant_id = $1 AND number = $2 AND person = ANY($3::int[])`,
      [tenant, number, people],
    );
  }
}
