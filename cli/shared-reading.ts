// What two threads read of replies between them: whoever is free takes the next piece that nobody has taken.

import type { CopyGroup } from "../core/reading/copies/index.ts";
import { type DatedPromise, datedPromises, type Said } from "../core/reading/requests/promised.ts";
import { sameAmong } from "../core/reading/requests/same-text.ts";

export interface PromiseTask {
  readonly replies: readonly Said[];
  /** How many pieces were taken; one number that both threads count up. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}
/** Replies that say the same: one piece, since each is compared with all. */
export interface CopyTask {
  readonly texts: readonly string[];
  /** 1 when somebody has taken it. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}
/** What one thread has read, by the place of the first reply of a piece. */
export type PromisesRead = readonly (readonly [from: number, found: readonly (readonly DatedPromise[])[]])[];

/** Replies in a piece: some tens of milliseconds, so that neither thread waits long for the other's last one. */
const PIECE = 200;

/** Nothing taken yet. */
export const untaken = (): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export function promiseTask(replies: readonly Said[]): PromiseTask {
  return { replies, taken: untaken() };
}

/** The groups of texts that say the same; undefined where the other thread has taken it. */
export function findSame(
  taken: CopyTask["taken"],
  texts: () => readonly string[],
): CopyGroup<number>[] | undefined {
  return Atomics.compareExchange(taken, 0, 0, 1) === 0 ? sameAmong(texts()) : undefined;
}

/** Reads pieces until none is left to take. */
export function readPieces({ replies, taken }: PromiseTask): PromisesRead {
  const read: [number, DatedPromise[][]][] = [];
  for (;;) {
    const from = Atomics.add(taken, 0, 1) * PIECE;
    if (from >= replies.length) return read;
    read.push([from, replies.slice(from, from + PIECE).map(datedPromises)]);
  }
}

/** All that was read, in the order of the replies. */
export function together(...read: readonly PromisesRead[]): (readonly DatedPromise[])[] {
  return read
    .flat()
    .sort(([a], [b]) => a - b)
    .flatMap(([, found]) => found);
}
