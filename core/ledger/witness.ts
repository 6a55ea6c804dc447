// What a witness decides: it follows the tree leaf by leaf with its own frontier and co-signs only what continues what it saw.

import type { Words } from "../domain/facts.ts";
import { CLOCK_SKEW, isInTime } from "./bounds.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./checkpoint.ts";
import { same } from "./hash.ts";
import { hashOfLeaf, parseLeaf } from "./leaf.ts";
import type { VerifierKey } from "./note.ts";
import { append, EMPTY, type Frontier, rootOf } from "./tree.ts";

/** All that a witness keeps of a ledger; never a leaf. */
export interface Seen {
  readonly frontier: Frontier;
  /** The operator's time of the last checkpoint it co-signed. */
  readonly time: number;
}

export type WitnessCode =
  | "not-the-operator"
  | "not-next"
  | "shrunk"
  | "inconsistent"
  | "back-dated"
  | "clock"
  | "leaf"
  | "leaf-time"
  | "leaf-count";

export const WITNESS_WORDS: Readonly<Record<WitnessCode, Words>> = {
  "not-the-operator": { zh: "不是账本运营方签的检查点", en: "not a checkpoint signed by the operator" },
  "not-next": { zh: "请从见证方记得的步数接着送", en: "send on from the size that the witness remembers" },
  shrunk: { zh: "账本变短了，疑似删除", en: "the ledger became shorter: suspected deletion" },
  inconsistent: {
    zh: "和见过的账本对不上，疑似改动",
    en: "not a continuation of what was seen: suspected alteration",
  },
  "back-dated": { zh: "检查点的时间倒退了", en: "the checkpoint's time runs back" },
  clock: {
    zh: "检查点的时间和见证方的时钟差得太多",
    en: "the checkpoint's time is too far from the witness's clock",
  },
  leaf: { zh: "有一步读不懂", en: "a leaf is not readable" },
  "leaf-time": {
    zh: "有一步的时间不在两个检查点之间，疑似倒签",
    en: "a leaf's time is not between the checkpoints: suspected back-dating",
  },
  "leaf-count": {
    zh: "送来的步数和检查点不符",
    en: "the leaves sent are not as many as the checkpoint says",
  },
};

export interface WitnessRefusal {
  readonly refused: true;
  readonly code: WitnessCode;
  /** The size that the witness remembers. */
  readonly size: number;
}

/** Follows one submission: a checkpoint, then the texts of all leaves since the size that the witness remembers. */
export class Following {
  readonly #seen: Seen | undefined;
  readonly #opened: OpenedCheckpoint;
  #frontier: Frontier;
  #wrong: WitnessCode | undefined;

  private constructor(seen: Seen | undefined, opened: OpenedCheckpoint) {
    this.#seen = seen;
    this.#opened = opened;
    this.#frontier = seen?.frontier ?? EMPTY;
  }

  /** Begins, or says why not even the leaves are worth reading. `older` is the size that the operator sends on from. */
  static begin(
    note: string,
    older: number,
    operator: VerifierKey,
    seen: Seen | undefined,
    now: number,
  ): Following | WitnessRefusal {
    const size = seen?.frontier.size ?? 0;
    const refuse = (code: WitnessCode): WitnessRefusal => ({ refused: true, code, size });
    const opened = openCheckpoint(note, operator);
    if (opened === undefined) return refuse("not-the-operator");
    const { checkpoint } = opened;
    if (checkpoint.size < size) return refuse("shrunk");
    if (older !== size) return refuse("not-next");
    if (seen !== undefined && checkpoint.time < seen.time) return refuse("back-dated");
    if (Math.abs(checkpoint.time - now) > CLOCK_SKEW) return refuse("clock");
    return new Following(seen, opened);
  }

  get note(): OpenedCheckpoint["note"] {
    return this.#opened.note;
  }

  /** Takes the next leaf's text; after a wrong one the rest is not looked at. */
  take(text: string): void {
    if (this.#wrong !== undefined) return;
    const leaf = parseLeaf(text);
    const { checkpoint } = this.#opened;
    if (leaf === undefined) this.#wrong = "leaf";
    else if (this.#frontier.size >= checkpoint.size) this.#wrong = "leaf-count";
    // The first checkpoint has none before it; it is taken at size 0 when the ledger is opened, so it holds no leaf.
    else if (!isInTime(leaf.at, this.#seen?.time ?? Number.POSITIVE_INFINITY, checkpoint.time))
      this.#wrong = "leaf-time";
    else this.#frontier = append(this.#frontier, [hashOfLeaf(leaf)]).frontier;
  }

  /** What the witness now remembers and may co-sign, or why it refuses. */
  end(): Seen | WitnessRefusal {
    const size = this.#seen?.frontier.size ?? 0;
    const { checkpoint } = this.#opened;
    if (this.#wrong !== undefined) return { refused: true, code: this.#wrong, size };
    if (this.#frontier.size !== checkpoint.size) return { refused: true, code: "leaf-count", size };
    if (!same(rootOf(this.#frontier), checkpoint.root)) return { refused: true, code: "inconsistent", size };
    return { frontier: this.#frontier, time: checkpoint.time };
  }
}
