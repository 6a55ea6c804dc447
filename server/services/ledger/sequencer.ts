// Brings steps into the tree, signs checkpoints, and has the outside witness co-sign them.

import { setImmediate as breathe } from "node:timers/promises";
import type { Rules } from "../../../core/domain/request/decide.ts";
import { CHECKPOINT_EVERY } from "../../../core/ledger/bounds.ts";
import { signCheckpoint } from "../../../core/ledger/checkpoint.ts";
import { hashOfLeaf, type Leaf, leafText } from "../../../core/ledger/leaf.ts";
import { type SignerKey, type VerifierKey, writeNote } from "../../../core/ledger/note.ts";
import { append, type Frontier, placesOf, rootOf } from "../../../core/ledger/tree.ts";
import { askWitness } from "../../kit/witness-client.ts";
import type { Services } from "../service.ts";
import {
  addAlarm,
  addCheckpoint,
  addLeaves,
  addNodes,
  lastCheckpoint,
  lastCosigned,
  leafTexts,
  lockLedger,
  nodesAt,
  type StoredCheckpoint,
  saveCosigned,
  takePending,
} from "./ledger.store.ts";

export interface Witness {
  readonly url: string;
  readonly key: VerifierKey;
}

/** Steps in one transaction: a megabyte, written within some tens of milliseconds. */
const BATCH = 2_000;
/** Leaves hashed before people's requests are let through: some milliseconds. */
const SLICE = 250;
/** While nothing happens a checkpoint still bounds the time of the next step. */
const IDLE_EVERY = 10 * CHECKPOINT_EVERY;

export class Sequencer {
  readonly #services: Services;
  readonly #key: SignerKey;
  readonly #witness: Witness | undefined;
  readonly #since: number;
  #cosignedAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<unknown> = Promise.resolve();
  #stopped = false;

  readonly #past: boolean;

  /** `past`: for histories under a clock of their own; steps of later times are left for the sequencer that comes after. */
  constructor(services: Services, key: SignerKey, witness?: Witness, { past = false } = {}) {
    this.#past = past;
    this.#services = services;
    this.#key = key;
    this.#witness = witness;
    this.#since = services.clock.now();
  }

  /** When the witness last co-signed; undefined where no outside witness is configured, so that nothing waits for one. */
  anchor(): Rules["anchor"] {
    if (this.#witness === undefined) return undefined;
    return { lastAt: this.#cosignedAt, configuredAt: this.#since };
  }

  /** Begins: a first checkpoint before any step, then one whenever steps are waiting, at most a minute apart. */
  async start(every = CHECKPOINT_EVERY): Promise<void> {
    const { tenant, requests } = this.#services;
    this.#cosignedAt =
      (await requests.within((query) => lastCosigned(query, tenant)))?.cosignedAt ?? undefined;
    await this.run();
    this.#timer = setInterval(() => void this.run().catch(() => {}), every);
  }

  /** Has the witness co-sign the ledger as it is now; false where it did not. */
  async introduce(): Promise<boolean> {
    await this.#sequence(true);
    await this.#anchor(true);
    return this.#cosignedAt !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working.catch(() => {});
  }

  /** One round; rounds follow one another. An error is said and the next round tries again. */
  run(): Promise<void> {
    const round = this.#working
      .catch(() => {})
      .then(async () => {
        if (this.#stopped) return;
        try {
          while ((await this.#sequence()) === BATCH) if (this.#stopped) break;
          await this.#anchor();
        } catch (error) {
          this.#services.say(
            `账本这一轮没有完成，稍后再试 the ledger will try again: ${(error as Error).message}`,
          );
        }
      });
    this.#working = round;
    return round;
  }

  /** One round that throws where it fails, for whoever cannot go on without it. */
  async round(): Promise<void> {
    while ((await this.#sequence()) === BATCH);
  }

  /** Takes waiting steps into the tree and signs a checkpoint over them, `fresh`: even where there are none; returns how many. */
  async #sequence(fresh = false): Promise<number> {
    const { tenant, clock, requests } = this.#services;
    return requests.within(async (query) => {
      await lockLedger(query, tenant);
      const last = await lastCheckpoint(query, tenant);
      const pending =
        last === undefined
          ? []
          : await takePending(query, tenant, BATCH, this.#past ? clock.now() : undefined);
      // The first checkpoint holds nothing, so that the first step has one before it.
      const idle = !fresh && last !== undefined && pending.length === 0 && clock.now() - last.at < IDLE_EVERY;
      if (idle) return 0;
      const size = last?.size ?? 0;
      const places = placesOf(0, size);
      const node = await nodesAt(query, tenant, places);
      const frontier: Frontier = { size, hashes: places.map(node) };
      const leaves = pending.map(
        ({ at, facts, words }): Leaf => (words === null ? { at, facts } : { at, facts, words }),
      );
      const [hashes, texts]: [ReturnType<typeof hashOfLeaf>[], string[]] = [[], []];
      for (let from = 0; from < leaves.length; from += SLICE) {
        const slice = leaves.slice(from, from + SLICE);
        hashes.push(...slice.map(hashOfLeaf));
        texts.push(...slice.map(leafText));
        await breathe();
      }
      const grown = append(frontier, hashes);
      if (pending.length > 0) {
        await addLeaves(query, tenant, size, pending, texts);
        await addNodes(query, tenant, grown.nodes);
      }
      const time = Math.max(clock.now(), last?.at ?? 0, ...pending.map((each) => each.at));
      const checkpoint = {
        origin: this.#key.name,
        size: grown.frontier.size,
        root: rootOf(grown.frontier),
        time,
      };
      await addCheckpoint(query, tenant, {
        no: (last?.no ?? 0) + 1,
        size: checkpoint.size,
        at: time,
        note: writeNote(signCheckpoint(checkpoint, this.#key)),
        cosignedAt: null,
      });
      return pending.length;
    });
  }

  /** Shows the last checkpoint to the witness, with the leaves it has not seen; where it forgot, from where it remembers. */
  async #anchor(first = false): Promise<void> {
    if (this.#witness === undefined) return;
    const { tenant, requests } = this.#services;
    const [last, seen] = await requests.within(
      async (query) => [await lastCheckpoint(query, tenant), await lastCosigned(query, tenant)] as const,
    );
    if (last === undefined || last.cosignedAt !== null) return;
    const answer = await this.#ask(last, seen?.size ?? 0);
    const again = "refused" in answer && answer.refused === "not-next" && answer.size <= last.size;
    const final = again ? await this.#ask(last, answer.size) : answer;
    if ("cosigned" in final) {
      await requests.within((query) => saveCosigned(query, tenant, last.no, final.cosigned, final.at));
      this.#cosignedAt = final.at;
    } else if ("refused" in final && first) {
      // Nothing was co-signed yet, so nothing can have been altered since: a matter of settings, no alarm.
      this.#services.say(`见证方没有签名 the witness does not co-sign: ${final.refused}`);
    } else if ("refused" in final) {
      await requests.within((query) => addAlarm(query, tenant, this.#services.clock.now(), final.refused));
      this.#services.say(
        `告警：见证方拒绝签名（${final.refused}），账本可能被改动，请立即核查。ALARM: the witness refuses to co-sign (${final.refused}).`,
      );
    } else this.#services.say(`见证方没有回应 the witness is silent: ${final.silent}`);
  }

  #ask({ note, size }: StoredCheckpoint, older: number) {
    const { tenant, requests } = this.#services;
    async function* texts(): AsyncGenerator<string> {
      for (let first = older; first < size; first += BATCH) {
        const most = Math.min(BATCH, size - first);
        yield* await requests.within((query) => leafTexts(query, tenant, first, most));
      }
    }
    return askWitness(this.#witness!.url, this.#witness!.key, note, older, texts());
  }
}
