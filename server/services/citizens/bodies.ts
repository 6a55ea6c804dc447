// The bodies that a request speaks of: names, desks and desk telephones, as the citizen is told them.

import type { Step } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Services } from "../service.ts";

/** The hotline's own body: its telephone and its address stand on the first page and on the cards. */
const HOTLINE = "hotline";

export type NamedBody = {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly desk: string;
  readonly phone: string;
  readonly address: string;
};

export type Bodies = ReadonlyMap<string, NamedBody>;

/** Every body that the steps name. */
export function bodiesIn(steps: readonly Step[]): string[] {
  const found = new Set<string>();
  for (const step of steps) {
    if (step.by.body !== undefined) found.add(step.by.body);
    if (step.kind === "dispatch" || step.kind === "decide-receiver") {
      found.add(step.lead);
      for (const part of step.parts) for (const body of [part.handling, ...part.assisting]) found.add(body);
    }
    if (step.kind === "hand-over" || step.kind === "return") found.add(step.to);
    if (step.kind === "reply") for (const each of step.commitments) found.add(each.who);
  }
  return [...found];
}

export async function bodiesNamed(
  query: Transaction,
  tenant: string,
  ids: readonly string[],
): Promise<Bodies> {
  if (ids.length === 0) return new Map();
  const rows = await query<NamedBody>(
    `SELECT body_id AS id, name_zh AS zh, name_en AS en, desk, phone, address FROM services.body
     WHERE tenant_id = $1 AND body_id = ANY($2::text[])`,
    [tenant, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the county's hotline is called by; the national number where its body has written none down. */
export async function hotlineOf({ requests, tenant }: Services): Promise<{ phone: string; address: string }> {
  const body = (await requests.within((query) => bodiesNamed(query, tenant, [HOTLINE]))).get(HOTLINE);
  const phone = body === undefined || body.phone === "" ? "12345" : body.phone;
  const address = [body?.address, body?.zh, body?.desk].filter(Boolean).join(" ");
  return { phone, address: address === "" ? `热线 ${phone}（邮寄地址请打电话问）` : address };
}

/** Names change seldom, and public pages are read by many: what was read is good for some seconds. */
const GOOD_FOR = 10_000;
const MOST = 5_000;

export class RecentBodies {
  #known = new Map<string, NamedBody>();
  /** All that were looked for, those that are not there as well. */
  #asked = new Set<string>();
  #until = 0;

  /** As bodiesNamed, and from memory where all of them were read a moment ago. */
  async named(query: Transaction, tenant: string, ids: readonly string[], now: number): Promise<Bodies> {
    // Steps name what a database can hold; still nobody can make this grow without end.
    if (now >= this.#until || now < this.#until - GOOD_FOR || this.#asked.size > MOST) {
      this.#known = new Map();
      this.#asked = new Set();
      this.#until = now + GOOD_FOR;
    }
    const [known, asked] = [this.#known, this.#asked];
    const missing = ids.filter((id) => !asked.has(id));
    if (missing.length === 0) return known;
    for (const [id, body] of await bodiesNamed(query, tenant, missing)) known.set(id, body);
    for (const id of missing) asked.add(id);
    return known;
  }
}

/** The name, or the identifier where the body is not known. */
export function namesOf(bodies: Bodies): (body: string | undefined) => string {
  return (body) => (body === undefined ? "承办单位" : (bodies.get(body)?.zh ?? body));
}

/** The same in English. */
export function englishNamesOf(bodies: Bodies): (body: string | undefined) => string {
  return (body) => (body === undefined ? "the body" : bodies.get(body)?.en || body);
}
