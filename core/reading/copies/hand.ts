// Work that two threads share: each takes the next piece that nobody has taken. Core starts no thread; who calls gives the other hand.

import type { AlikePairs } from "./kernel.ts";

/** One pass over all entries: sketching them, or, with `least`, telling pairs band by band. */
export interface Job {
  readonly characters: number;
  readonly entries: number;
  readonly bands: number;
  readonly rows: number;
  readonly long: boolean;
  readonly pieces: number;
  /** Entries in a piece of sketching. */
  readonly piece: number;
  /** As in `Kernel.alike`; absent where the job is to sketch. */
  readonly pairs?: { readonly least: number; readonly threshold: number };
  /** How many pieces were taken by either, how many the other hand has done. */
  readonly counters: Int32Array<SharedArrayBuffer>;
}

/** What a piece told, or a part of it. */
export interface Told extends AlikePairs {
  readonly piece: number;
}

/** Another thread with an instance of the same module over the same memory. */
export interface Hand {
  /** Once, before the first job. */
  begin(module: object, memory: object): void;
  /** Lets it take pieces of this job from now on. */
  join(job: Job): void;
  /**
   * Waits until it has done so many pieces of the job, and returns what they told.
   * @throws Error where it stopped or does not answer.
   */
  finish(job: Job, pieces: number): readonly Told[];
  end(): void;
}

/** Does a job with the other hand, or alone; what the pieces told, in order of the pieces. */
export function share(
  task: Omit<Job, "counters">,
  hand: Hand | undefined,
  run: (piece: number) => Iterable<AlikePairs>,
): readonly AlikePairs[] {
  const counters = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const job: Job = { ...task, counters };
  hand?.join(job);
  const told: Told[] = [];
  let own = 0;
  for (;;) {
    const piece = Atomics.add(counters, 0, 1);
    if (piece >= job.pieces) break;
    for (const pairs of run(piece)) told.push({ piece, ...pairs });
    own++;
  }
  // A hand that was slow to start has taken none: then there is nothing to wait for.
  told.push(...(hand?.finish(job, job.pieces - own) ?? []));
  return told.sort((a, b) => a.piece - b.piece);
}
