// What can be done with requests: file, act, read. Each write is one transaction, done once, and remembered by its key.

import { createHash } from "node:crypto";
import { clocksOf, type Clock as RequestClock } from "../../../core/domain/request/clocks.ts";
import { decide, decideFiling, type Rules } from "../../../core/domain/request/decide.ts";
import { after, fold } from "../../../core/domain/request/fold.ts";
import { isLink, readNumber } from "../../../core/domain/request/number.ts";
import { isRefusal, type Refusal, refuse } from "../../../core/domain/request/refusals.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Command, CommandOf, Step } from "../../../core/domain/request/steps.ts";
import { canonical, type Plain } from "../../../core/ledger/canonical.ts";
import type { Pack } from "../../../core/packs/pack.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Database, Transaction } from "../../kit/database/database.ts";
import { addPerson, holderOf, type Newcomer, wasBefore } from "./people.ts";
import { viewOf } from "./request-view.ts";
import {
  addSteps,
  type CommandKey,
  type Contact,
  commandKey,
  contactsOf,
  deleteWords,
  insertRequest,
  lockRequest,
  personOfLink,
  stepsOf,
  takeKey,
} from "./requests.store.ts";
import { rulesOn } from "./rules.ts";
import { digestOf, newNumber, sealed } from "./secrets.ts";
import { saveView } from "./views.store.ts";

/** A request as it stands now. */
export interface RequestRecord {
  readonly number: string;
  readonly steps: readonly Step[];
  readonly state: RequestState;
  readonly clocks: readonly RequestClock[];
}

/** What a write led to. */
export interface Acted extends RequestRecord {
  /** The steps that this command added. */
  readonly added: readonly Step[];
  /** The new person's secret link, where one was filed or joined; shown once, never stored. */
  readonly link?: string;
  /** The new person's own number. */
  readonly own?: string;
  /** Sent again with the same key: nothing was done a second time. The link cannot be shown again. */
  readonly again?: true;
}

/** Runs in the transaction that adds steps: what must be saved with them or not at all. */
export type Reaction = (
  query: Transaction,
  change: { readonly number: string; readonly before: RequestState | undefined } & Acted,
) => Promise<void>;

export interface Act extends Newcomer {
  /** Idempotency key: the same key with the same command is done once. */
  readonly key?: string;
  /** How many steps the person saw; with more, the command is refused as stale. */
  readonly expected?: number;
  /** The officer who acts, for the sealed table. */
  readonly officer?: string;
  /** Saved with the steps or not at all. */
  readonly also?: (query: Transaction, acted: Acted) => Promise<void>;
}

export interface RequestsOptions {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
  readonly packs: readonly Pack[];
}

const ROLE = "luodi_services";
const TRIES = 20;

export class Requests {
  readonly #options: RequestsOptions;
  readonly #reactions: Reaction[] = [];
  #anchor: () => Rules["anchor"] = () => undefined;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  get tenant(): string {
    return this.#options.tenant;
  }

  now(): number {
    return this.#options.clock.now();
  }

  /** Adds what is to happen with every change, in its transaction. */
  react(reaction: Reaction): void {
    this.#reactions.push(reaction);
  }

  /** Tells where to learn when the outside witness last co-signed; nothing where none is configured. */
  anchoredBy(anchor: () => Rules["anchor"]): void {
    this.#anchor = anchor;
  }

  /** Runs a query inside the tenant. */
  within<T>(work: (query: Transaction) => Promise<T>): Promise<T> {
    return this.#options.database.within(ROLE, this.tenant, work);
  }

  rules(filedAt: number): Rules {
    return rulesOn(this.#options.packs, this.tenant, filedAt, this.#anchor());
  }

  /** Files a new request: its number, and the secret link of the person who filed it. */
  async file(command: CommandOf<"file">, act: Act = {}): Promise<Acted | Refusal> {
    const digest = digestOfCommand(command);
    return this.#once(act.key, digest, async (query) => {
      const now = this.now();
      const steps = decideFiling(command, now);
      if (isRefusal(steps)) return steps;
      const number = await this.#freeNumber(query);
      return this.#write(query, number, undefined, [], steps, command, act);
    });
  }

  /** Adds what a command adds to a request, or says why it adds nothing. */
  async act(number: string, command: Command, act: Act = {}): Promise<Acted | Refusal> {
    const digest = digestOfCommand({ ...command, number });
    return this.#once(act.key, digest, (query) => this.#actIn(query, number, command, act));
  }

  async #actIn(query: Transaction, number: string, command: Command, act: Act): Promise<Acted | Refusal> {
    const count = await lockRequest(query, this.tenant, number);
    if (count === undefined) return refuse("request/none");
    const steps = await stepsOf(query, this.tenant, number);
    const before = fold(steps)!;
    if (act.expected !== undefined && act.expected !== count) return refuse("request/stale");
    const added = decide(before, command, this.now(), this.rules(before.filedAt));
    if (isRefusal(added)) return added;
    const wrong = await this.#wrongOutside(query, number, command);
    if (wrong !== undefined) return wrong;
    return this.#write(query, number, before, steps, added, command, act);
  }

  async read(number: string): Promise<RequestRecord | undefined> {
    return this.within((query) => this.readIn(query, number));
  }

  async readIn(query: Transaction, number: string): Promise<RequestRecord | undefined> {
    const steps = await stepsOf(query, this.tenant, number);
    const state = fold(steps);
    if (state !== undefined) return this.recordOf(number, steps, state);
    const holder = await holderOf(query, this.tenant, number);
    return holder.number === number ? undefined : this.readIn(query, holder.number);
  }

  /** The request and the person that a secret link opens. */
  async readByLink(link: string): Promise<(RequestRecord & { readonly person: number }) | undefined> {
    if (!isLink(link)) return undefined;
    return this.within(async (query) => {
      const found = await personOfLink(query, this.tenant, digestOf(link));
      if (found === undefined) return undefined;
      const record = await this.readIn(query, found.number);
      return record === undefined ? undefined : { ...record, person: found.person };
    });
  }

  contacts(number: string): Promise<Map<number, Contact>> {
    return this.within((query) => contactsOf(query, this.tenant, number));
  }

  /** The record of a request whose steps were read by the caller. @throws where there are no steps. */
  recordOf(number: string, steps: readonly Step[], state: RequestState = fold(steps)!): RequestRecord {
    const rules = this.rules(state.filedAt);
    return { number, steps, state, clocks: clocksOf(state, rules.limits, rules.calendar, this.now()) };
  }

  async #freeNumber(query: Transaction): Promise<string> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const number = newNumber();
      if (await insertRequest(query, this.tenant, number)) return number;
    }
    throw new Error("no free number was found; the tenant's numbers are nearly used up");
  }

  /** What a decision cannot know: the request that another is merged into must be there, and be another. */
  async #wrongOutside(query: Transaction, number: string, command: Command): Promise<Refusal | undefined> {
    if (command.kind !== "merge") return undefined;
    const into = readNumber(command.into);
    if (into === undefined || into === number) return refuse("merge/itself");
    const target = await this.readIn(query, into);
    if (target === undefined) return refuse("request/none");
    return target.state.mergedInto === undefined ? undefined : refuse("request/merged");
  }

  async #write(
    query: Transaction,
    number: string,
    before: RequestState | undefined,
    old: readonly Step[],
    added: readonly Step[],
    command: Command,
    act: Act,
  ): Promise<Acted> {
    const first = old.length;
    const seals = added.map((step, index) => sealed(this.tenant, number, first + index, step));
    await addSteps(query, this.tenant, number, first, seals, act.officer);
    let state = before;
    for (const step of added) state = after(state, step);
    const record = this.recordOf(number, [...old, ...added], state!);
    await saveView(query, this.tenant, number, viewOf(state!, record.clocks));
    const comes = command.kind === "file" || command.kind === "join";
    const last = state!.people.length - 1;
    const welcome = comes ? await addPerson(query, this.tenant, number, last, act) : undefined;
    if (command.kind === "delete-personal-data") {
      const all = state!.people.every((person) => person.deleted);
      await deleteWords(query, this.tenant, number, command.people, all);
    }
    const acted: Acted = { ...record, added, ...welcome };
    await act.also?.(query, acted);
    for (const reaction of this.#reactions) await reaction(query, { before, ...acted });
    if (command.kind === "ask-deletion") await this.#askBefore(query, number, command.person);
    if (command.kind === "merge") await this.#bringAlong(query, number, readNumber(command.into)!, state!);
    return acted;
  }

  /** Whoever came from a merged request asks for deletion of what stands there, too. */
  async #askBefore(query: Transaction, number: string, person: number): Promise<void> {
    for (const was of await wasBefore(query, this.tenant, number, person)) {
      const earlier = await this.readIn(query, was.number);
      if (earlier?.state.people[was.person]?.wantsDeletion) continue;
      const by = { role: "citizen", person: was.person } as const;
      await this.#actIn(query, was.number, { kind: "ask-deletion", by, person: was.person }, {});
    }
  }

  /** Everybody of a request that is merged away joins the other, with the same link, number, contact and wish for deletion. */
  async #bringAlong(query: Transaction, number: string, into: string, state: RequestState): Promise<void> {
    for (const { number: person, wants, hideFrom, open, deleted, wantsDeletion } of state.people) {
      if (deleted) continue;
      const choices = { wants, hideFrom, open, door: state.door };
      const join: Command = { kind: "join", by: { role: "system" }, ...choices };
      const joined = await this.#actIn(query, into, join, { carried: { number, person } });
      if (isRefusal(joined)) throw new Error(`merging ${number} into ${into}: ${joined.code}`);
      const now = joined.state.people.length - 1;
      const wish: Command = { kind: "ask-deletion", by: { role: "citizen", person: now }, person: now };
      if (wantsDeletion) await this.#actIn(query, into, wish, {});
    }
  }

  /**
   * Does a write once for its key. A connection that breaks at COMMIT leaves unknown whether it was done: the key is looked up on a new
   * one, and only where it is not there does the error go on.
   */
  async #once(
    key: string | undefined,
    digest: Buffer,
    work: (query: Transaction) => Promise<Acted | Refusal>,
  ): Promise<Acted | Refusal> {
    if (key === undefined) return this.within(work);
    try {
      return await this.within(async (query) => {
        const known = await commandKey(query, this.tenant, key);
        if (known !== undefined) return this.#again(query, known, digest);
        const done = await work(query);
        if (isRefusal(done)) return done;
        const { number, steps, added } = done;
        const made = { number, digest, first: steps.length - added.length, count: added.length };
        // Another with the same key was first: nothing of this one may stay.
        if (!(await takeKey(query, this.tenant, key, made, this.now()))) throw new SentTwice();
        return done;
      });
    } catch (error) {
      const known = await this.within((query) => commandKey(query, this.tenant, key)).catch(() => undefined);
      if (known === undefined) throw error;
      return this.within((query) => this.#again(query, known, digest));
    }
  }

  async #again(query: Transaction, known: CommandKey, digest: Buffer): Promise<Acted | Refusal> {
    if (!known.digest.equals(digest)) return refuse("request/key-reused");
    const record = await this.readIn(query, known.number);
    if (record === undefined) return refuse("request/none");
    return { ...record, added: record.steps.slice(known.first, known.first + known.count), again: true };
  }
}

class SentTwice extends Error {}

function digestOfCommand(command: unknown): Buffer {
  return createHash("sha256")
    .update(canonical(command as Plain))
    .digest();
}
