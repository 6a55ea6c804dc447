// Runs what is due: adds each schedule's job once, takes one at a time, keeps its lease, tries again later and ever later.

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
  /** Writes down where the work is and keeps the job for another lease. @throws LeaseLost: stop, another goes on. */
  keep(place: Row): Promise<void>;
}

/** Work of one kind. It may be run twice for one cause, by two servers at once: it must do nothing a second time. */
export interface JobKind {
  readonly kind: string;
  readonly title: Words;
  readonly schedule?: Schedule;
  /** Does the work in short transactions, with `keep` between them; returns what was done, for people. */
  run(job: Job): Promise<string>;
}

export const LEASE = 60_000;
/** Tries before a person must look. */
const TRIES = 8;
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 3_600_000;
/** An open job that has been due for longer rings the watchdog. */
export const LATE = 10 * 60_000;

export class LeaseLost extends Error {}

export interface QueueOptions {
  readonly database: Database;
  readonly tenant: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly kinds: readonly JobKind[];
}

export class JobQueue {
  readonly #options: QueueOptions;
  readonly #kinds: ReadonlyMap<string, JobKind>;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #stopped = false;
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
    this.#stopped = true;
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

  async #work(): Promise<void> {
    const { tenant, clock } = this.#options;
    await this.#within(async (query) => {
      const now = clock.now();
      for (const { kind, schedule } of this.#kinds.values()) {
        if (schedule !== undefined) await addScheduled(query, tenant, kind, lastDue(schedule, now), now);
      }
    });
    const kinds = [...this.#kinds.keys()];
    while (!this.#stopped) {
      const job = await this.#within((query) => takeJob(query, tenant, kinds, clock.now(), LEASE));
      if (job === undefined) break;
      await this.#do(job);
    }
    await this.#watch();
  }

  async #do(job: TakenJob): Promise<void> {
    const { tenant, clock, say } = this.#options;
    const kind = this.#kinds.get(job.kind)!;
    const keep = async (place: Row) => {
      const kept = await this.#within((query) => keepJob(query, tenant, job, place, clock.now() + LEASE));
      if (!kept || this.#stopped) throw new LeaseLost();
    };
    try {
      // Each time it was taken its server died: a person must look before it kills another.
      if (job.attempts > TRIES) throw new Error("the server ended each time this job ran");
      const outcome = await kind.run({ place: job.place, dueAt: job.firstDueAt, keep });
      await this.#within((query) =>
        settleJob(query, tenant, job, { state: "done", at: clock.now(), outcome }),
      );
    } catch (error) {
      // Whoever holds it now goes on; where we are stopping, the lease runs out and another server takes it.
      if (error instanceof LeaseLost) return;
      const outcome = (error as Error).message;
      const at = clock.now();
      const last = job.attempts >= TRIES;
      const wait = Math.min(FIRST_WAIT * 2 ** (job.attempts - 1), LONGEST_WAIT);
      say(
        `后台任务“${kind.title.zh}”出错${last ? "，已停下，请管理员查看" : "，稍后再试"} job ${job.kind} failed: ${outcome}`,
      );
      await this.#within((query) =>
        settleJob(query, tenant, job, {
          ...{ state: last ? "failed" : "waiting", at, outcome },
          ...(last ? {} : { dueAt: at + wait }),
        }),
      );
    }
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
