// Officers, sessions and failed sign-ins in PostgreSQL.

import type { Transaction } from "../../kit/database/database.ts";
import { SessionTable, type SessionTimes } from "../sign-in/sessions.store.ts";
import type { OfficerRole } from "./officer.ts";

/** By the officer's id. */
export const OFFICER_SESSIONS = new SessionTable<string>("services.session", "officer_id");

export interface OfficerRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly body: string;
  readonly desk: string;
  readonly roles: readonly OfficerRole[];
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  readonly demonstration: boolean;
}

const COLUMNS = `officer_id AS id, login, name, o.body_id AS body, o.desk, roles, password_hash AS "passwordHash",
  totp_secret AS "totpSecret", must_change AS "mustChange", disabled, demonstration`;

export async function officerByLogin(
  query: Transaction,
  tenant: string,
  login: string,
): Promise<OfficerRow | undefined> {
  const [row] = await query(`SELECT ${COLUMNS} FROM services.officer o WHERE tenant_id = $1 AND login = $2`, [
    tenant,
    login,
  ]);
  return row as OfficerRow | undefined;
}

export async function officerById(
  query: Transaction,
  tenant: string,
  id: string,
): Promise<OfficerRow | undefined> {
  const [row] = await query(
    `SELECT ${COLUMNS} FROM services.officer o WHERE tenant_id = $1 AND officer_id = $2`,
    [tenant, id],
  );
  return row as OfficerRow | undefined;
}

export async function officerBySub(
  query: Transaction,
  tenant: string,
  issuer: string,
  sub: string,
): Promise<OfficerRow | undefined> {
  const [row] = await query(
    `SELECT ${COLUMNS} FROM services.officer o WHERE tenant_id = $1 AND oidc_issuer = $2 AND oidc_sub = $3`,
    [tenant, issuer, sub],
  );
  return row as OfficerRow | undefined;
}

export interface NewOfficer {
  readonly login: string;
  readonly name: string;
  readonly body: string;
  readonly desk?: string;
  readonly roles: readonly OfficerRole[];
  readonly passwordHash?: string;
  readonly totpSecret?: Buffer;
  readonly oidc?: { readonly issuer: string; readonly sub: string };
  readonly mustChange?: boolean;
  readonly demonstration?: boolean;
}

/** False where the login is taken. */
export async function insertOfficer(
  query: Transaction,
  tenant: string,
  officer: NewOfficer,
): Promise<boolean> {
  const rows = await query(
    `INSERT INTO services.officer (tenant_id, login, name, body_id, desk, roles, password_hash, totp_secret, oidc_issuer, oidc_sub,
       must_change, demonstration) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING login`,
    [
      ...[tenant, officer.login, officer.name, officer.body, officer.desk ?? "", officer.roles],
      ...[officer.passwordHash ?? null, officer.totpSecret ?? null],
      ...[officer.oidc?.issuer ?? null, officer.oidc?.sub ?? null],
      ...[officer.mustChange ?? false, officer.demonstration ?? false],
    ],
  );
  return rows.length === 1;
}

/** Takes a code's time step; false where it, or a later one, was taken before. */
export async function takeTotpStep(
  query: Transaction,
  tenant: string,
  officer: string,
  step: number,
): Promise<boolean> {
  const rows = await query(
    `UPDATE services.officer SET totp_used = $3 WHERE tenant_id = $1 AND officer_id = $2 AND totp_used < $3 RETURNING login`,
    [tenant, officer, step],
  );
  return rows.length === 1;
}

/** A new password ends every session of the officer. */
export async function setPassword(
  query: Transaction,
  tenant: string,
  officer: string,
  hash: string,
  mustChange: boolean,
): Promise<void> {
  await query(
    "UPDATE services.officer SET password_hash = $3, must_change = $4 WHERE tenant_id = $1 AND officer_id = $2",
    [tenant, officer, hash, mustChange],
  );
  await OFFICER_SESSIONS.endAllOf(query, tenant, officer);
}

export async function setTotp(
  query: Transaction,
  tenant: string,
  officer: string,
  sealed: Buffer,
): Promise<void> {
  await query(
    "UPDATE services.officer SET totp_secret = $3, totp_used = 0 WHERE tenant_id = $1 AND officer_id = $2",
    [tenant, officer, sealed],
  );
}

/** Disables from an instant on, by which the account is deleted years later; null enables. Ends the officer's sessions; false where there is no such login. */
export async function disable(
  query: Transaction,
  tenant: string,
  login: string,
  at: number | null,
): Promise<boolean> {
  const [row] = await query<{ officer_id: string }>(
    // Disabled a second time, it has been since the first.
    `UPDATE services.officer SET disabled = $3::bigint IS NOT NULL,
       disabled_at = CASE WHEN $3::bigint IS NOT NULL THEN coalesce(disabled_at, $3::bigint) END
     WHERE tenant_id = $1 AND login = $2 RETURNING officer_id`,
    [tenant, login, at],
  );
  if (row !== undefined) await OFFICER_SESSIONS.endAllOf(query, tenant, row.officer_id);
  return row !== undefined;
}

export interface SessionRow extends OfficerRow, SessionTimes {}

export async function sessionOf(
  query: Transaction,
  tenant: string,
  digest: Buffer,
): Promise<SessionRow | undefined> {
  const [row] = await query<{ seenAt: string; expiresAt: string }>(
    `SELECT ${COLUMNS}, seen_at AS "seenAt", expires_at AS "expiresAt" FROM services.session s
       JOIN services.officer o USING (tenant_id, officer_id) WHERE s.tenant_id = $1 AND s.digest = $2`,
    [tenant, digest],
  );
  if (row === undefined) return undefined;
  return { ...row, seenAt: Number(row.seenAt), expiresAt: Number(row.expiresAt) } as unknown as SessionRow;
}

/** The times of failed tries since then, oldest first; those who try the same login at once are taken one after the other. */
export async function attemptsOf(
  query: Transaction,
  tenant: string,
  login: Buffer,
  since: number,
): Promise<number[]> {
  await query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", [
    `${tenant} ${login.toString("hex")}`,
  ]);
  const rows = await query<{ at: string }>(
    "SELECT at FROM services.sign_in_attempt WHERE tenant_id = $1 AND login_digest = $2 AND at > $3 ORDER BY at",
    [tenant, login, since],
  );
  return rows.map((row) => Number(row.at));
}

export async function addAttempt(
  query: Transaction,
  tenant: string,
  login: Buffer,
  at: number,
  forgetBefore: number,
): Promise<void> {
  await query("DELETE FROM services.sign_in_attempt WHERE tenant_id = $1 AND at < $2", [
    tenant,
    forgetBefore,
  ]);
  await query("INSERT INTO services.sign_in_attempt (tenant_id, login_digest, at) VALUES ($1, $2, $3)", [
    ...[tenant, login, at],
  ]);
}

export async function forgetAttempts(query: Transaction, tenant: string, login: Buffer): Promise<void> {
  await query("DELETE FROM services.sign_in_attempt WHERE tenant_id = $1 AND login_digest = $2", [
    ...[tenant, login],
  ]);
}
