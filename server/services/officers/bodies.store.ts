// The bodies that can hold a request: names, desks and desk phones, as citizens and officers see them.

import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";

export interface Body {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly desk: string;
  readonly phone: string;
  /** Where letters and paper cards go. */
  readonly address?: string;
}

const BODY = `SELECT body_id AS id, name_zh AS zh, name_en AS en, desk, phone, address FROM services.body WHERE tenant_id = $1`;

/** Every body of the tenant, by name; a county has some hundreds. */
export async function bodiesOfTenant(query: Transaction, tenant: string): Promise<Body[]> {
  const rows = await query(`${BODY} ORDER BY name_zh, body_id LIMIT 1000`, [tenant]);
  return rows as unknown as Body[];
}

/** A page of the bodies by name, after one of them; only those that hold every word. */
export async function bodiesAfter(
  query: Transaction,
  tenant: string,
  {
    words,
    after,
    most,
  }: { readonly words: readonly string[]; readonly after?: string; readonly most: number },
): Promise<Body[]> {
  const rows = await query(
    `${BODY} AND ($2::text IS NULL OR (name_zh, body_id) >
       (SELECT name_zh, body_id FROM services.body WHERE tenant_id = $1 AND body_id = $2))
     AND ${holdsAll(["body_id", "name_zh", "name_en", "desk", "phone", "address"], "$3")}
     ORDER BY name_zh, body_id LIMIT $4`,
    [tenant, after ?? null, words, most],
  );
  return rows as unknown as Body[];
}

export async function bodyById(query: Transaction, tenant: string, id: string): Promise<Body | undefined> {
  const [row] = await query(`${BODY} AND body_id = $2`, [tenant, id]);
  return row as unknown as Body | undefined;
}

/** Adds a body that is not there yet; what is there stays as it is. */
export async function addBody(query: Transaction, tenant: string, body: Body): Promise<void> {
  await query(
    `INSERT INTO services.body (tenant_id, body_id, name_zh, name_en, desk, phone, address) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, body_id) DO NOTHING`,
    [tenant, body.id, body.zh, body.en, body.desk, body.phone, body.address ?? ""],
  );
}

export async function bodyName(
  query: Transaction,
  tenant: string,
  body: string,
): Promise<string | undefined> {
  const [row] = await query<{ zh: string }>(
    "SELECT name_zh AS zh FROM services.body WHERE tenant_id = $1 AND body_id = $2",
    [tenant, body],
  );
  return row?.zh;
}
