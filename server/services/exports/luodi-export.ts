// The platform's requests as JSON lines for a check-up: masked, streamed by number, with no person, contact, link or seal in it.

import { clocksOf, replyClock } from "../../../core/domain/request/clocks.ts";
import { fold } from "../../../core/domain/request/fold.ts";
import { matterOf } from "../../../core/domain/request/matters.ts";
import { harmNow } from "../../../core/domain/request/queue.ts";
import { type PersonState, phaseOf } from "../../../core/domain/request/state.ts";
import type { Said, Step } from "../../../core/domain/request/steps.ts";
import { maskLeaders, maskText } from "../../../core/reading/masking/index.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { bodiesOfTenant } from "../officers/bodies.store.ts";
import type { Services } from "../service.ts";

export const EXPORT_VERSION = 1;
const PAGE = 200;

type Exporting = Pick<Services, "requests" | "tenant" | "clock">;

/** Lines in the form of docs/luodi-export.md: a head, each body, each request in order of number. Memory holds one page. */
export async function* exportRequests(services: Exporting): AsyncGenerator<string> {
  const { requests, tenant, clock } = services;
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const territory = `CN-${tenant}`;
  yield line({
    line: "head",
    format: "luodi-export",
    version: EXPORT_VERSION,
    territory,
    at: iso(clock.now()),
  });
  for (const { id, zh, en } of await requests.within((query) => bodiesOfTenant(query, tenant)))
    yield line({ line: "body", id, name: zh, nameEn: en });
  for (let after = ""; ; ) {
    const page = await requests.within((query) => pageOf(query, tenant, after));
    for (const [number, steps] of page) yield line(requestLine(services, number, steps));
    if (page.size < PAGE) return;
    after = [...page.keys()].at(-1)!;
  }
}

type Row = { number: string; facts: Record<string, unknown> | null; words: Said | null };

/** The next requests by number with all their steps in order. */
async function pageOf(query: Transaction, tenant: string, after: string): Promise<Map<string, Step[]>> {
  const rows = await query<Row>(
    `SELECT number, facts, words FROM (SELECT tenant_id, number FROM services.request
       WHERE tenant_id = $1 AND number > $2 AND steps > 0 ORDER BY number LIMIT $3) AS page
     JOIN services.step USING (tenant_id, number) ORDER BY number, place`,
    [tenant, after, PAGE],
  );
  const page = new Map<string, Step[]>();
  for (const { number, facts, words } of rows) {
    const step = (words === null ? facts : { ...facts, said: words }) as unknown as Step;
    const steps = page.get(number);
    if (steps === undefined) page.set(number, [step]);
    else steps.push(step);
  }
  return page;
}

function requestLine({ requests, clock }: Exporting, number: string, steps: readonly Step[]) {
  const state = fold(steps)!;
  const rules = requests.rules(state.filedAt);
  const due = replyClock(clocksOf(state, rules.limits, rules.calendar, clock.now()))?.due;
  const matter = matterOf(state.matter);
  const { territory, lead, mergedInto, exclusion } = state;
  return {
    ...{ line: "request", number, procedure: state.procedure, intent: state.intent, door: state.door },
    ...(territory === undefined ? {} : { territory }),
    ...(matter === undefined ? {} : { matter: matter.zh }),
    ...{ filedAt: iso(state.filedAt), phase: phaseOf(state), harm: harmNow(state), asks: state.asks.length },
    ...(lead === undefined ? {} : { lead }),
    ...(due === undefined || !Number.isFinite(due) ? {} : { dueAt: iso(due) }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(exclusion === undefined ? {} : { excluded: exclusion.reason }),
    people: state.people.map(personOf),
    steps: steps.map(stepOf),
  };
}

function personOf(person: PersonState) {
  const { wants, wantsCall, verdict } = person;
  if (verdict === undefined) return { wants, ...(wantsCall ? { wantsCall } : {}) };
  const { value, askedBy, at } = verdict;
  return {
    wants,
    ...(wantsCall ? { wantsCall } : {}),
    verdict: { value, askedBy, at: iso(at), ...(verdict.void ? { void: true } : {}) },
  };
}

/** Facts of a step that say what happened; never who of the people, and no number of another request but a merge's. */
const TOLD = [
  "way",
  "reached",
  "raisedRating",
  "reason",
  "to",
  "claim",
  "bounce",
  "value",
  "askedBy",
] as const;
const NAMED = ["lead", "items", "photos"] as const;

function stepOf(step: Step) {
  const facts = step as unknown as Readonly<Record<string, unknown>>;
  const told: Record<string, unknown> = { kind: step.kind, at: iso(step.at), role: step.by.role };
  if (step.by.body !== undefined) told.body = step.by.body;
  for (const name of [...TOLD, ...NAMED]) if (facts[name] !== undefined) told[name] = facts[name];
  if (typeof facts.until === "number") told.until = iso(facts.until);
  else if (typeof facts.until === "string") told.until = facts.until;
  // Names stand only where somebody signs; the step of signing has no words here.
  const words = step.kind === "sign" ? undefined : maskedWords(step);
  return words === undefined ? told : { ...told, words };
}

function maskedWords({ said, by }: Step): Said | undefined {
  if (said === undefined) return undefined;
  const keepOfficePhones = by.role !== "citizen";
  const shown = Object.entries(said).filter(
    ([name]) => name === "text" || name === "reason" || name === "asks" || name === "place",
  );
  if (shown.length === 0) return undefined;
  return Object.fromEntries(
    shown.map(([name, text]) => [name, maskLeaders(maskText(text, { keepOfficePhones }).text)]),
  );
}

function iso(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
