// Calls under way: each turn taken once however often the provider repeats it, what the digits mean looked up, the deed done.

import { standing } from "../../../core/domain/request/fold-people.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { lives } from "../../../core/domain/request/retention.ts";
import type { Command } from "../../../core/domain/request/steps.ts";
import { briefLine, statusLine } from "../../../web/citizens/status-line.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { bodiesIn, bodiesNamed, namesOf } from "../citizens/bodies.ts";
import { type Holder, holderOf } from "../requests/people.ts";
import { plainPhone } from "../requests/phone.ts";
import { contactsOf } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";
import { greet, type Known, numberIn, type Place, type Turn, turn } from "./dialogue.ts";

const KEPT = 86_400_000;

export interface CallTurn {
  /** The provider's own name of the call. */
  readonly call: string;
  /** From 0; the same number again is the same turn. */
  readonly turn: number;
  readonly from: string;
  readonly digits: string;
}

/** What the provider speaks, and how many digits it then awaits; 0 of them ends the call. */
export interface CallAnswer {
  readonly say: string;
  readonly language: "zh-CN";
  readonly most: number;
  readonly human: boolean;
}

type Kept = { readonly place: Place; readonly answer: CallAnswer };

export async function takeTurn(services: Services, asked: CallTurn): Promise<CallAnswer> {
  const { tenant, requests } = services;
  const kept = await requests.within((query) => keptOf(query, tenant, asked.call));
  if (kept !== undefined && asked.turn < kept.turns) return kept.place.answer;
  const { made, about } = await decided(services, asked, kept?.place.place);
  const answer: CallAnswer = {
    ...{ say: made.say, language: "zh-CN", most: made.most, human: made.human === true },
  };
  const said = await perform(services, asked, made, about);
  const spoken = said === undefined ? answer : { ...answer, say: said };
  await requests.within((query) =>
    keep(query, tenant, asked, { place: made.place, answer: spoken }, requests.now()),
  );
  return spoken;
}

async function decided(
  services: Services,
  { digits, from }: CallTurn,
  place: Place | undefined,
): Promise<{ made: Turn; about?: Looked }> {
  if (place === undefined) return { made: greet() };
  const number = numberIn(place, digits) ?? ("number" in place ? place.number : undefined);
  const about = number === undefined ? undefined : await lookUp(services, number, from);
  const made = turn(place, digits, about?.known);
  return { made, ...(about === undefined ? {} : { about }) };
}

interface Looked {
  readonly holder: Holder;
  readonly known: Known;
  /** The call comes from the telephone of that person. */
  readonly own: boolean;
}

async function lookUp(services: Services, number: string, from: string): Promise<Looked | undefined> {
  const { tenant, requests } = services;
  return requests.within(async (query) => {
    const holder = await holderOf(query, tenant, number);
    const record = await requests.readIn(query, holder.number);
    const person = record?.state.people.find((each) => each.number === holder.person);
    if (record === undefined || person === undefined) return undefined;
    const { state, clocks, steps } = record;
    const bodies = await bodiesNamed(query, tenant, bodiesIn(steps));
    const contact = (await contactsOf(query, tenant, holder.number)).get(holder.person);
    const phone = plainPhone(from);
    const own = phone !== undefined && contact?.phone === phone && !person.deleted;
    const now = requests.now();
    const context = {
      ...{ clocks, now, nameOf: namesOf(bodies) },
      phoneOf: (body: string) => bodies.get(body)?.phone || undefined,
      ...(own ? { person } : {}),
    };
    const verdict = !lives(state, now)
      ? "ended"
      : state.firstReplyAt === undefined
        ? "too-early"
        : own
          ? "yes"
          : "other-phone";
    const line = own ? statusLine(number, state, context) : briefLine(number, state, clocks);
    return { holder, own, known: { line, asks: state.asks.length, verdict } };
  });
}

/** Does what the turn asks; what is to be said instead where it is refused. */
async function perform(
  { requests }: Services,
  { call, turn: no }: CallTurn,
  { deed }: Turn,
  about: Looked | undefined,
): Promise<string | undefined> {
  // A wish for a human being of somebody whom we do not know is the transfer alone.
  if (deed === undefined || about === undefined || !about.own) return undefined;
  const { number, person } = about.holder;
  const by = { role: "citizen", person } as const;
  const command: Command =
    deed.kind === "want-call"
      ? { kind: "want-call", by, person }
      : { kind: "verdict", by, person, value: deed.value, asks: deed.asks };
  const acted = await requests.act(number, command, { key: `voice/${call}/${no}` });
  if (isRefusal(acted))
    return deed.kind === "want-call" ? undefined : `没有记下：${acted.zh}${acted.mend.zh}再见。`;
  const word = standing(acted.state.people.find((each) => each.number === person)!);
  // Somebody spoke of the rating before: the word waits for a neutral caller.
  return deed.kind === "verdict" && word === undefined
    ? "记下了。因为有人跟您提过评价，会有中立回访员再问您一次。再见。"
    : undefined;
}

async function keptOf(
  query: Transaction,
  tenant: string,
  call: string,
): Promise<{ place: Kept; turns: number } | undefined> {
  const [row] = await query<{ place: Kept; turns: number }>(
    "SELECT place, turns FROM services.voice_call WHERE tenant_id = $1 AND call_id = $2",
    [tenant, call],
  );
  return row;
}

async function keep(
  query: Transaction,
  tenant: string,
  { call, turn: no }: CallTurn,
  kept: Kept,
  now: number,
): Promise<void> {
  await query(
    `INSERT INTO services.voice_call (tenant_id, call_id, place, turns, at) VALUES ($1, $2, $3::jsonb, $4, $5)
     ON CONFLICT (tenant_id, call_id) DO UPDATE SET place = excluded.place, turns = excluded.turns, at = excluded.at`,
    [tenant, call, JSON.stringify(kept), no + 1, now],
  );
  if (no > 0) return;
  // What a call said is kept for a day, for a provider that repeats itself, and then forgotten.
  await query("DELETE FROM services.voice_call WHERE tenant_id = $1 AND at < $2", [tenant, now - KEPT]);
}
