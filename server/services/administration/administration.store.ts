// Administration in PostgreSQL: duties, accounts by page, bodies, the log, openings of seals, complaints about the platform.

import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";
import type { OfficerRole } from "../officers/officer.ts";
import type { Duty } from "./duties.ts";

/** The body of the first administrator; it handles no request. */
export const ADMINISTRATION = "administration";

export async function dutyOf(query: Transaction, tenant: string, officer: string): Promise<Duty | undefined> {
  const [row] = await query<{ duty: Duty }>(
    "SELECT duty FROM services.administrator_duty WHERE tenant_id = $1 AND officer_id = $2",
    [tenant, officer],
  );
  return row?.duty;
}

/** One duty an officer: a new one takes the place of the old. Undefined takes it away. */
export async function setDuty(
  query: Transaction,
  tenant: string,
  officer: string,
  duty: Duty | undefined,
  at: number,
): Promise<void> {
  await query("DELETE FROM services.administrator_duty WHERE tenant_id = $1 AND officer_id = $2", [
    tenant,
    officer,
  ]);
  if (duty === undefined) return;
  await query(
    "INSERT INTO services.administrator_duty (tenant_id, officer_id, duty, since) VALUES ($1, $2, $3, $4)",
    [tenant, officer, duty, at],
  );
}

export async function holders(query: Transaction, tenant: string, duty: Duty): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM services.administrator_duty JOIN services.officer USING (tenant_id, officer_id)
     WHERE tenant_id = $1 AND duty = $2 AND NOT disabled`,
    [tenant, duty],
  );
  return row?.count ?? 0;
}

/** Which duties and roles somebody holds, and whether there is a body beside that of the administration. */
export async function staffingOf(
  query: Transaction,
  tenant: string,
): Promise<{ duties: string[]; roles: string[]; bodies: boolean }> {
  const [row] = await query<{ duties: string[]; roles: string[]; bodies: boolean }>(
    `SELECT ARRAY(SELECT DISTINCT duty FROM services.administrator_duty JOIN services.officer USING (tenant_id, officer_id)
         WHERE tenant_id = $1 AND NOT disabled) AS duties,
       ARRAY(SELECT DISTINCT unnest(roles) FROM services.officer WHERE tenant_id = $1 AND NOT disabled) AS roles,
       EXISTS (SELECT 1 FROM services.body WHERE tenant_id = $1 AND body_id <> $2) AS bodies`,
    [tenant, ADMINISTRATION],
  );
  return row!;
}

export type Account = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly body: string;
  readonly bodyName: string;
  readonly desk: string;
  readonly roles: readonly OfficerRole[];
  readonly duty: Duty | null;
  readonly disabled: boolean;
  readonly demonstration: boolean;
};

const ACCOUNT = `SELECT o.officer_id AS id, o.login, o.name, o.body_id AS body, body.name_zh AS "bodyName", o.desk, o.roles, duty,
    o.disabled, o.demonstration
  FROM services.officer AS o JOIN services.body ON body.tenant_id = o.tenant_id AND body.body_id = o.body_id
  LEFT JOIN services.administrator_duty AS d ON d.tenant_id = o.tenant_id AND d.officer_id = o.officer_id
  WHERE o.tenant_id = $1`;

/** Accounts in order of login, after one; only those that hold every word. */
export async function accountsAfter(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  after: string,
  most: number,
): Promise<Account[]> {
  const held = holdsAll(["o.login", "o.name", "body.name_zh", "o.desk"], "$4");
  return query<Account>(`${ACCOUNT} AND o.login > $2 AND ${held} ORDER BY o.login LIMIT $3`, [
    ...[tenant, after, most, words],
  ]);
}

export async function accountById(
  query: Transaction,
  tenant: string,
  id: string,
): Promise<Account | undefined> {
  const [row] = await query<Account>(`${ACCOUNT} AND o.officer_id = $2`, [tenant, id]);
  return row;
}

export async function setRoles(
  query: Transaction,
  tenant: string,
  officer: string,
  roles: readonly OfficerRole[],
): Promise<void> {
  await query("UPDATE services.officer SET roles = $3 WHERE tenant_id = $1 AND officer_id = $2", [
    ...[tenant, officer, roles],
  ]);
}

export interface BodyChange {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly desk: string;
  readonly phone: string;
  readonly address: string;
}

export async function saveBody(query: Transaction, tenant: string, body: BodyChange): Promise<void> {
  await query(
    `INSERT INTO services.body (tenant_id, body_id, name_zh, name_en, desk, phone, address) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, body_id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
       desk = excluded.desk, phone = excluded.phone, address = excluded.address`,
    [tenant, body.id, body.zh, body.en, body.desk, body.phone, body.address],
  );
}

export interface LogLine {
  readonly officer: string | null;
  readonly duty: Duty | null;
  readonly act: string;
  readonly about: string;
}

/** Adds a line; its time is the database's. */
export async function addLog(
  query: Transaction,
  tenant: string,
  { officer, duty, act, about }: LogLine,
): Promise<void> {
  await query(
    "INSERT INTO services.audit_log (tenant_id, officer_id, duty, act, about) VALUES ($1, $2, $3, $4, $5)",
    [tenant, officer, duty, act, about.slice(0, 300)],
  );
}

export type TimeKey = {
  /** Milliseconds, with the part of one that tells rows of the same millisecond apart: they are ordered by it. */
  readonly at: number;
  readonly id: string;
};
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const keyOf = (before: TimeKey | undefined) => [before?.at ?? 2.5e14, before?.id ?? LAST_ID];

export type LogRow = TimeKey & {
  readonly login: string | null;
  readonly duty: Duty | null;
  readonly act: string;
  readonly about: string;
};

export async function logBefore(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  before: TimeKey | undefined,
  most: number,
): Promise<LogRow[]> {
  return query<LogRow>(
    `SELECT log_id AS id, (extract(epoch FROM at) * 1000)::float8 AS at, login, duty, act, about
     FROM services.audit_log AS log LEFT JOIN services.officer USING (tenant_id, officer_id)
     WHERE log.tenant_id = $1 AND (log.at, log_id) < (to_timestamp($2::float8 / 1000), $3::uuid)
       AND ${holdsAll(["login", "about"], "$5")}
     ORDER BY log.at DESC, log_id DESC LIMIT $4`,
    [tenant, ...keyOf(before), most, words],
  );
}

export type OpeningRow = TimeKey & {
  readonly number: string;
  readonly place: number;
  readonly reason: string;
  readonly login: string | null;
};

export async function openingsBefore(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  before: TimeKey | undefined,
  most: number,
): Promise<OpeningRow[]> {
  return query<OpeningRow>(
    `SELECT opening_id AS id, (extract(epoch FROM opened_at) * 1000)::float8 AS at, number, place, reason, login
     FROM services.seal_opening AS opening
     LEFT JOIN services.officer ON officer.tenant_id = opening.tenant_id AND officer_id = opened_by
     WHERE opening.tenant_id = $1 AND (opened_at, opening_id) < (to_timestamp($2::float8 / 1000), $3::uuid)
       AND ${holdsAll(["number", "login", "reason"], "$5")}
     ORDER BY opened_at DESC, opening_id DESC LIMIT $4`,
    [tenant, ...keyOf(before), most, words],
  );
}

/** Opens the seal of one step for one reason; the database writes the opening down first. The officer, where one acted. */
export async function openSeal(
  query: Transaction,
  number: string,
  place: number,
  opener: string,
  reason: string,
): Promise<string | undefined> {
  const [row] = await query<{ officer: string | null }>(
    "SELECT services.open_seal($1, $2, $3, $4) AS officer",
    [...[number, place, opener, reason]],
  );
  return row?.officer ?? undefined;
}

export type ComplaintRow = {
  readonly number: string;
  readonly place: number;
  readonly at: number;
  /** Absent where the words were deleted on their day. */
  readonly text: string | null;
};

/** Complaints about the platform itself, newest first; only those that hold every word. */
export async function complaintsBefore(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  before: { readonly at: number; readonly number: string } | undefined,
  most: number,
): Promise<ComplaintRow[]> {
  return query<ComplaintRow>(
    `SELECT number, place, at::float8 AS at, words ->> 'text' AS text FROM services.step
     WHERE tenant_id = $1 AND kind = 'complain' AND (at, number) < ($2::bigint, $3)
       AND ${holdsAll(["number", "words ->> 'text'"], "$5")}
     ORDER BY at DESC, number DESC LIMIT $4`,
    [tenant, before?.at ?? Number.MAX_SAFE_INTEGER, before?.number ?? "a", most, words],
  );
}
