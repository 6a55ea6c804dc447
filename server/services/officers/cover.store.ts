// Cover of a desk: which bodies a colleague answers for on a day, beside the own one.

import type { Day } from "../../../core/domain/facts.ts";
import type { Transaction } from "../../kit/database/database.ts";

export interface Cover {
  readonly id: string;
  readonly body: string;
  readonly desk: string;
  readonly login: string;
  readonly from: Day;
  readonly until: Day;
  readonly reason: string;
}

const COVER = `c.cover_id AS id, c.body_id AS body, c.desk, o.login, c.from_day::text AS "from", c.until_day::text AS until, c.reason`;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const TABLES = "services.cover c JOIN services.officer o USING (tenant_id, officer_id)";

/** The covers that an officer has on a day. */
export async function coversOf(
  query: Transaction,
  tenant: string,
  officer: string,
  day: Day,
): Promise<Cover[]> {
  const rows = await query(
    `SELECT ${COVER} FROM ${TABLES} WHERE c.tenant_id = $1 AND c.officer_id = $2 AND $3 BETWEEN c.from_day AND c.until_day
     ORDER BY c.body_id, c.cover_id LIMIT 50`,
    [tenant, officer, day],
  );
  return rows as unknown as Cover[];
}

export interface CoverPlace {
  readonly from: Day;
  readonly id: string;
}

/** A page of a body's covers that have not ended on a day, by their first day. */
export async function coversFor(
  query: Transaction,
  tenant: string,
  body: string,
  day: Day,
  after: CoverPlace | undefined,
  most: number,
): Promise<Cover[]> {
  const rows = await query(
    `SELECT ${COVER} FROM ${TABLES} WHERE c.tenant_id = $1 AND c.body_id = $2 AND c.until_day >= $3
       AND (c.from_day, c.cover_id) > ($4::date, $5::uuid)
     ORDER BY c.from_day, c.cover_id LIMIT $6`,
    [tenant, body, day, after?.from ?? "0001-01-01", after?.id ?? FIRST_ID, most],
  );
  return rows as unknown as Cover[];
}

/** False where no officer of that login may cover: unknown, disabled, or of another role. */
export async function addCover(
  query: Transaction,
  tenant: string,
  cover: Omit<Cover, "id">,
): Promise<boolean> {
  const rows = await query(
    `INSERT INTO services.cover (tenant_id, body_id, desk, officer_id, from_day, until_day, reason)
     SELECT $1, $2, $3, officer_id, $5, $6, $7 FROM services.officer
     WHERE tenant_id = $1 AND login = $4 AND NOT disabled AND 'officer' = ANY(roles) RETURNING cover_id`,
    [tenant, cover.body, cover.desk, cover.login, cover.from, cover.until, cover.reason],
  );
  return rows.length === 1;
}

/** Ends a cover of this body; false where there is none. */
export async function endCover(
  query: Transaction,
  tenant: string,
  body: string,
  id: string,
): Promise<boolean> {
  const rows = await query(
    "DELETE FROM services.cover WHERE tenant_id = $1 AND body_id = $2 AND cover_id = $3 RETURNING cover_id",
    [tenant, body, id],
  );
  return rows.length === 1;
}
