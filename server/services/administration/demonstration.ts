// The duties of the demonstration's administrators, one each.

import type { Transaction } from "../../kit/database/database.ts";
import { officerByLogin } from "../officers/officers.store.ts";
import { setDuty } from "./administration.store.ts";
import type { Duty } from "./duties.ts";

const DUTIES_OF: readonly (readonly [login: string, duty: Duty])[] = [
  ["demo-administrator", "operations"],
  ["demo-security", "security"],
  ["demo-audit", "audit"],
];

/** Given with the accounts, so that nobody who signs in while the county is still being made finds none. */
export async function giveDemonstrationDuties(query: Transaction, tenant: string, at: number): Promise<void> {
  for (const [login, duty] of DUTIES_OF) {
    const officer = await officerByLogin(query, tenant, login);
    if (officer?.demonstration === true) await setDuty(query, tenant, officer.id, duty, at);
  }
}
