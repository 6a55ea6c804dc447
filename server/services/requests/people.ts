// A new person of a request: secret link, own number and contact, new or brought along from a request that is merged into it.

import type { Transaction } from "../../kit/database/database.ts";
import { type Contact, saveContact, saveLink } from "./requests.store.ts";
import { digestOf, newLink, newNumber } from "./secrets.ts";

const TRIES = 20;

export interface Newcomer {
  /** The secret that the person holds already: the link of the draft becomes the link of the request. */
  readonly link?: string;
  readonly contact?: Contact;
  /** Merged in: who the person was, whose links, number and contact stay good. */
  readonly carried?: { readonly number: string; readonly person: number };
}

/** The link that the person is shown once, and the number that is the person's own. */
export interface Welcome {
  readonly link?: string;
  readonly own: string;
}

export async function addPerson(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  { link = newLink(), contact, carried }: Newcomer,
): Promise<Welcome> {
  if (carried !== undefined) return { own: await carry(query, tenant, number, person, carried) };
  await saveLink(query, tenant, digestOf(link), number, person);
  if (contact !== undefined) await saveContact(query, tenant, number, person, contact);
  if (person === 0) return { link, own: number };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const own = newNumber();
    const rows = await query(
      `INSERT INTO services.own_number (tenant_id, number, into_number, person)
       SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM services.request WHERE tenant_id = $1 AND number = $2)
       ON CONFLICT DO NOTHING RETURNING number`,
      [tenant, own, number, person],
    );
    if (rows.length === 1) return { link, own };
  }
  throw new Error("no free number was found; the tenant's numbers are nearly used up");
}

async function carry(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  carried: { readonly number: string; readonly person: number },
): Promise<string> {
  const moved = [tenant, carried.number, carried.person, number, person];
  for (const table of ["link", "contact", "own_list_entry"]) {
    await query(
      `UPDATE services.${table} SET number = $4, person = $5 WHERE tenant_id = $1 AND number = $2 AND person = $3`,
      moved,
    );
  }
  await query(
    `INSERT INTO services.carried (tenant_id, number, person, into_number, into_person) VALUES ($1, $2, $3, $4, $5)`,
    moved,
  );
  if (carried.person === 0) {
    await query(
      "INSERT INTO services.own_number (tenant_id, number, into_number, person) VALUES ($1, $2, $3, $4)",
      [tenant, carried.number, number, person],
    );
    return carried.number;
  }
  const [row] = await query<{ number: string }>(
    `UPDATE services.own_number SET into_number = $4, person = $5
     WHERE tenant_id = $1 AND into_number = $2 AND person = $3 RETURNING number`,
    moved,
  );
  return row?.number ?? carried.number;
}

export type Holder = { readonly number: string; readonly person: number };

/** Whose number it is: of one who joined or was merged in, else of the first person of the request with that number. */
export async function holderOf(query: Transaction, tenant: string, number: string): Promise<Holder> {
  const [row] = await query<Holder>(
    "SELECT into_number AS number, person FROM services.own_number WHERE tenant_id = $1 AND number = $2",
    [tenant, number],
  );
  return row ?? { number, person: 0 };
}

/** Who the person was in requests that were merged into this one. */
export async function wasBefore(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
): Promise<Holder[]> {
  return query<Holder>(
    "SELECT number, person FROM services.carried WHERE tenant_id = $1 AND into_number = $2 AND into_person = $3",
    [tenant, number, person],
  );
}

/** Puts another secret in the place of one; false where that one opens nothing, or opens nothing any more. */
export async function changeLink(
  query: Transaction,
  tenant: string,
  old: Buffer,
  fresh: Buffer,
): Promise<boolean> {
  const rows = await query(
    `UPDATE services.link SET digest = $3 WHERE tenant_id = $1 AND digest = $2
       AND NOT EXISTS (SELECT FROM services.link WHERE tenant_id = $1 AND digest = $3) RETURNING person`,
    [tenant, old, fresh],
  );
  return rows.length === 1;
}

/** Puts one secret in the place of all that the person has; false where that one opens something else. */
export async function replaceLinks(
  query: Transaction,
  tenant: string,
  { number, person }: Holder,
  fresh: Buffer,
): Promise<boolean> {
  await query("DELETE FROM services.link WHERE tenant_id = $1 AND number = $2 AND person = $3", [
    ...[tenant, number, person],
  ]);
  const rows = await query(
    `INSERT INTO services.link (tenant_id, digest, number, person) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING person`,
    [tenant, fresh, number, person],
  );
  return rows.length === 1;
}

/** The person's own number. */
export async function ownNumber(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
): Promise<string> {
  if (person === 0) return number;
  const [row] = await query<{ number: string }>(
    "SELECT number FROM services.own_number WHERE tenant_id = $1 AND into_number = $2 AND person = $3",
    [tenant, number, person],
  );
  return row?.number ?? number;
}
