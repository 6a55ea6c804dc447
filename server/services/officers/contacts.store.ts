// Who looked up how to reach a citizen: written with every opening, read by the citizen, and never by person of the office.

import type { Role } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { type Contact, contactsOf } from "../requests/requests.store.ts";
import type { Officer } from "./officer.ts";

export interface ContactOpening {
  readonly person: number;
  readonly role: Role;
  readonly body: string;
  readonly desk: string;
  readonly purpose: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Opener {
  readonly officer: Pick<Officer, "id">;
  readonly role: Role;
  readonly body: string;
  readonly desk: string;
}

/** A person's contact, given out together with the note that it was; undefined where none is kept. */
export async function openContact(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  opener: Opener,
  purpose: string,
  at: number,
): Promise<Contact | undefined> {
  const contact = (await contactsOf(query, tenant, number)).get(person);
  if (contact === undefined) return undefined;
  await query(
    `INSERT INTO services.contact_opening (tenant_id, number, person, role, body_id, desk, purpose, opened_at, officer_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, number, person, opener.role, opener.body, opener.desk, purpose, at, opener.officer.id],
  );
  return contact;
}

/** The latest openings of a request's contacts, newest first; of one person where one is named. */
export async function contactOpenings(
  query: Transaction,
  tenant: string,
  number: string,
  person?: number,
): Promise<ContactOpening[]> {
  const rows = await query(
    `SELECT person, role, body_id AS body, desk, purpose, opened_at::float8 AS at FROM services.contact_opening
     WHERE tenant_id = $1 AND number = $2 AND ($3::int IS NULL OR person = $3) ORDER BY opened_at DESC, opening_id LIMIT 50`,
    [tenant, number, person ?? null],
  );
  return rows as unknown as ContactOpening[];
}
