// Group messages are read and judged in a thread of their own: they are most of the rows, and no other detector looks at them. What time
// is left there goes to replies.

import { Worker } from "node:worker_threads";
import type { Facts } from "../core/domain/facts.ts";
import type { countsOf } from "../core/engine/audit.ts";
import type { Detector } from "../core/engine/detector.ts";
import type { Result } from "../core/engine/report.ts";
import type { InputSummary } from "../core/importers/importer.ts";
import type { CollectOptions } from "./collect.ts";
import type { CopyTask, findSame, PromisesRead, PromiseTask } from "./shared-reading.ts";

/** What the thread has read and judged. */
export interface TalkJudged {
  readonly kind: "judged";
  /** By the place of their file among all. */
  readonly inputs: readonly (readonly [place: number, inputs: readonly InputSummary[]])[];
  readonly results: readonly (Result | undefined)[];
  readonly counts: ReturnType<typeof countsOf>;
}
export interface TalkSaid {
  readonly kind: "said";
  readonly line: string;
}
/** Comes after all else: the thread's share of the replies. */
export interface TalkRead {
  readonly kind: "read";
  /** Absent where the other thread looked for them. */
  readonly copies: ReturnType<typeof findSame>;
  readonly promises: PromisesRead;
}
export type FromThread = TalkJudged | TalkSaid | TalkRead;

export interface TalkTask extends CollectOptions {
  readonly salt: string;
  readonly packs: readonly string[];
}
/** Everything but the messages that group detectors may look at. */
export interface TalkFacts {
  readonly facts: Pick<Facts, "groups" | "notices" | "bodies" | "divisions">;
  readonly copies: CopyTask;
  readonly promises: PromiseTask;
}

/** Groups are named by chats as well as by registers, so whatever looks at groups is judged where the chats were read. */
export const isTalkDetector = (detector: Detector): boolean =>
  detector.needs.includes("messages") || detector.needs.includes("groups");

export class TalkLane {
  private readonly worker: Worker;
  private readonly waiting = new Map<string, (message: never) => void>();
  private readonly failed: Promise<never>;

  constructor(task: TalkTask, say: (line: string) => void) {
    this.worker = new Worker(new URL("./talk-lane.mjs", import.meta.url), { workerData: task });
    this.worker.on("message", (message: FromThread) => {
      if (message.kind === "said") say(message.line);
      else this.waiting.get(message.kind)?.(message as never);
    });
    this.failed = new Promise((_, reject) => {
      this.worker.once("error", reject);
      this.worker.once("exit", (code) =>
        reject(new Error(`the thread of group messages ended with ${code}`)),
      );
    });
    // Whoever waits hears of it; nobody waiting is no unhandled failure.
    this.failed.catch(() => {});
  }

  judge(given: TalkFacts): { judged: Promise<TalkJudged>; read: Promise<TalkRead> } {
    this.worker.postMessage(given);
    return { judged: this.next("judged"), read: this.next("read") };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private next<M extends FromThread>(kind: M["kind"]): Promise<M> {
    const answer = new Promise<M>((resolve) => this.waiting.set(kind, resolve as (message: never) => void));
    const first = Promise.race([answer, this.failed]);
    // Whoever gave up for another reason does not hear of it any more.
    first.catch(() => {});
    return first;
  }
}
