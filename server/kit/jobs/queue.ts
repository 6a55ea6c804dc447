// Runs what is due: adds each schedule's job once, takes one at a time in turns, rests between slices, tries again later and ever later.

import { setImmediate as breathe, setTimeout as wait } from "node:timers/promises";
import type { Words } from "../../../core/domain/facts.ts";
import type { Clock } from "../clock.ts";
import type { Database, Row, Transaction } from "../database/database.ts";
import { addScheduled, keepJob, queueHealth, settleJob, type TakenJob, takeJob } from "./queue.store.ts";
import { lastDue, type Schedule } from "./schedule.ts";

export interface Job {
  /** What `keep` last wrote down, or what the job was added with. */
  readonly place: Row;
  /** The instant for which it was asked: a late job knows what it is late for. */
  readonly dueAt: number;
  /** Rests, writes down where the work is and keeps the job for another lease. @throws LeaseLost: stop, another goes on. */
  keep(place: Row): Promise<void>;
  /**
   * To be called after each transaction, at the latest after some tens of milliseconds: lets people's requests through, and pauses in
   * proportion to the time that was worked. Leases are renewed by `keep` alone, so some seconds between two of those are too many.
   * @throws LeaseLost where the server stops.
   */
  rest(): Promise<void>;
}

/** Work of one kind. It may be run twice for one cause, by two servers at once: it must do nothing a second time. */
export interface JobKind {
  readonly kind: string;
  readonly title: Words;
  readonly schedule?: Schedule;
  /** Does the work in short transactions, with `rest` or `keep` between them; returns what was done, for people. */
  run(job: Job): Promise<string>;
}

export const LEASE = 60_000;
/** Milliseconds of rest for each one of work: all jobs together take at most a quarter of one connection and of the event loop. */
const REST = 3;
/** Shorter rests are saved up; timers are no finer. */
const LEAST_REST = 10;
/** A slice that took very long, on a machine that stood still, must not cost the lease. */
const MOST_REST = 15_000;
/** A job that goes on for longer lets the others that are due go first. */
const TURN = 20_000;
/** Tries before a person must look. */
const TRIES = 8;
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;
/** An open job that has been due for longer rings the watchdog. */
export const LATE = 10 * 60_000;

export class LeaseLost extends Error {}
class TurnOver extends Error {}

export interface QueueOptions {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly kinds: readonly JobKind[];
  /** Milliseconds of a turn. */
  readonly turn?: number;
}

export class JobQueue {
  readonly #options: QueueOptions;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  readonly #stopping = new AbortController();
  #warned = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#kinds = new Map(options.kinds.map((each) => [each.kind, each]));
    if (this.#kinds.size !== options.kinds.length) throw new RangeError("two kinds of job have one name");
  }

  start(every = 5_000): void {
    this.#timer = setInterval(() => void this.run(), every);
    void this.run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round over all that is due; rounds follow one another and never throw. */
  run(): Promise<unknown> {
    this.#round = this.#round
      .then(() => this.#work())
      .catch((error: Error) => {
        this.#options.say(`后台任务这一轮没有完成，稍后再试 jobs will be tried again: ${error.message}`);
      });
    return this.#round;
  }

  #within<T>(work: (query: Transaction) => Promise<T>): Promise<T> {
    return this.#options.database.within("luodi_jobs", this.#options.tenant, work);
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #schedule(): Promise<void> {
    const { tenant, clock } = this.#options;
    await this.#within(async (query) => {
      const now = clock.now();
      for (const { kind, schedule } of this.#kinds.values()) {
        if (schedule !== undefined) await addScheduled(query, tenant, kind, lastDue(schedule, now), now);
      }
    });
  }

  async #work(): Promise<void> {
    const { tenant, clock } = this.#options;
    await this.#schedule();
    const kinds = [...this.#kinds.keys()];
    while (!this.#stopped) {
      const job = await this.#within((query) => takeJob(query, tenant, kinds, clock.now(), LEASE));
      if (job === undefined) break;
      // What fell due during a long turn comes before the next one.
      if ((await this.#do(job)) === "turn is over") await this.#schedule();
    }
    await this.#watch();
  }

  async #do(taken: TakenJob): Promise<"settled" | "turn is over"> {
    const { tenant, clock, say } = this.#options;
    const kind = this.#kinds.get(taken.kind)!;
    const settle = (settled: Parameters<typeof settleJob>[3]) =>
      this.#within((query) => settleJob(query, tenant, taken, settled));
    try {
      // Each time it was taken its server died before it came on: a person must look before it kills another.
      if (taken.attempts > TRIES) throw new Error("the server ended each time this job ran");
      const outcome = await kind.run(this.#jobOf(taken));
      await settle({ state: "done", at: clock.now(), outcome });
    } catch (error) {
      const at = clock.now();
      if (error instanceof LeaseLost) {
        // Given back at once, for whoever starts next; where another holds it by now, this changes nothing.
        if (this.#stopped) await settle({ state: "waiting", at, outcome: "" });
        return "settled";
      }
      if (error instanceof TurnOver) {
        // Late from now on: what has its turns is not waiting.
        await settle({ state: "waiting", at, outcome: "", dueAt: at, since: at });
        return "turn is over";
      }
      const outcome = (error as Error).message;
      const last = taken.attempts >= TRIES;
      const later = Math.min(FIRST_WAIT * 2 ** (taken.attempts - 1), LONGEST_WAIT);
      say(
        `后台任务“${kind.title.zh}”出错${last ? "，已停下，请管理员查看" : "，稍后再试"} job ${taken.kind} failed: ${outcome}`,
      );
      await settle({
        ...{ state: last ? "failed" : "waiting", at, outcome },
        ...(last ? {} : { dueAt: at + later }),
      });
    }
    return "settled";
  }

  /** The job as its work sees it, with the clock of its slices. */
  #jobOf(taken: TakenJob): Job {
    const { tenant, clock, turn = TURN } = this.#options;
    const began = performance.now();
    let from = began;
    let worked = 0;
    const rest = async () => {
      worked += performance.now() - from;
      await breathe();
      if (worked * REST >= LEAST_REST) {
        const pause = Math.min(worked * REST, MOST_REST);
        await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
        worked = 0;
      }
      from = performance.now();
      if (this.#stopped) throw new LeaseLost();
    };
    const keep = async (place: Row) => {
      await rest();
      const kept = await this.#within((query) => keepJob(query, tenant, taken, place, clock.now() + LEASE));
      if (!kept || this.#stopped) throw new LeaseLost();
      if (performance.now() - began > turn) throw new TurnOver();
    };
    return { place: taken.place, dueAt: taken.firstDueAt, keep, rest };
  }

  /** Says once when something has waited too long, and again after it was well in between. */
  async #watch(): Promise<void> {
    const { tenant, clock, say } = this.#options;
    const health = await this.#within((query) => queueHealth(query, tenant, clock.now()));
    const late = health.filter((each) => each.age > LATE);
    if (late.length > 0 && !this.#warned) {
      say(
        `后台任务积压超过十分钟：${late.map((each) => this.#kinds.get(each.kind)?.title.zh ?? each.kind).join("、")}。请在管理页查看。Jobs have waited for more than ten minutes: ${late.map((each) => each.kind).join(", ")}.`,
      );
    }
    this.#warned = late.length > 0;
  }
}
