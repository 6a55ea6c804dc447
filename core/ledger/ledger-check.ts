// Checks a whole exported ledger, line by line and offline: every leaf, every checkpoint, every receipt made before.

import { CLOCK_SKEW, isInTime, type Problem, type ProblemCode } from "./bounds.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { same, toHex } from "./hash.ts";
import type { KeyRing } from "./keys.ts";
import { hashOfLeaf, leafText, type OpenedLeaf, openingProblem } from "./leaf.ts";
import { isOpenedLeaf, type Receipt, seenBy } from "./receipt.ts";
import { append, EMPTY, rootOf } from "./tree.ts";

/** A line of the export: a leaf with what may still be shown of it, or a checkpoint as it was signed. */
export type LedgerLine =
  | ({ readonly kind: "leaf" } & OpenedLeaf)
  | { readonly kind: "checkpoint"; readonly note: string };

export interface LedgerResult {
  readonly problems: readonly Problem[];
  readonly leaves: number;
  readonly checkpoints: number;
  readonly witnessed: number;
  readonly lastTime?: number;
}

/** Facts stay at least this long; words may go earlier, when the citizen asks. */
const FACTS_STAY = 5 * 365 * 86_400_000;
const MOST_PROBLEMS = 1000;

export class LedgerCheck {
  readonly #keys: KeyRing;
  readonly #problems: Problem[] = [];
  readonly #receipts: Map<number, Receipt[]>;
  readonly #seen: Map<number, string>;
  /** Roots that the receipts' own checkpoints carry, by size: the ledger must have had them. */
  readonly #carried = new Map<number, string>();
  readonly #places = new Map<string, number>();
  #frontier = EMPTY;
  #line = 0;
  #checkpoints = 0;
  #witnessed = 0;
  /** Times of the leaves since the last checkpoint that bounds them. */
  #pending: { at: number; line: number }[] = [];
  #bound: number | undefined;
  #last: { size: number; time: number } | undefined;
  #missing: { at: number; line: number }[] = [];
  /** Lines whose words are gone, by request, until a step of that request says that they were deleted. */
  readonly #wordless = new Map<string, number[]>();

  /** `seen` are checkpoints from a witness's own log: what it saw must still be there. */
  constructor(keys: KeyRing, receipts: readonly Receipt[] = [], seen: readonly string[] = []) {
    this.#keys = keys;
    this.#receipts = new Map();
    for (const receipt of receipts) {
      this.#receipts.set(receipt.index, [...(this.#receipts.get(receipt.index) ?? []), receipt]);
      for (const note of [receipt.checkpoint, receipt.before]) {
        const opened = openCheckpoint(note, keys.operator);
        if (opened !== undefined) this.#carried.set(opened.checkpoint.size, toHex(opened.checkpoint.root));
      }
    }
    this.#seen = new Map();
    for (const note of seen) {
      const opened = openCheckpoint(note, keys.operator);
      if (opened === undefined || seenBy(opened, keys) === undefined) this.#say("not-witnessed");
      else this.#seen.set(opened.checkpoint.size, toHex(opened.checkpoint.root));
    }
  }

  /** Takes one parsed line. */
  take(data: unknown): void {
    this.#line += 1;
    const line = data as LedgerLine;
    if (typeof data !== "object" || data === null) this.#say("not-readable", this.#line);
    else if (line.kind === "checkpoint" && typeof line.note === "string") this.#checkpoint(line.note);
    else if (line.kind === "leaf" && isOpenedLeaf(line)) this.#leaf(line);
    else this.#say("not-readable", this.#line);
  }

  end(): LedgerResult {
    if (this.#last === undefined) this.#say("no-checkpoint");
    else if (this.#pending.length > 0 || this.#last.size !== this.#frontier.size) this.#say("tail-open");
    for (const { at, line } of this.#missing) {
      if (this.#last === undefined || this.#last.time - at < FACTS_STAY) this.#say("deleted-too-early", line);
    }
    for (const lines of this.#wordless.values())
      for (const line of lines) this.#say("deleted-too-early", line);
    for (const receipts of this.#receipts.values()) for (const _ of receipts) this.#say("receipt-missing");
    for (const _ of this.#seen) this.#say("seen-missing");
    return {
      problems: this.#problems,
      leaves: this.#frontier.size,
      checkpoints: this.#checkpoints,
      witnessed: this.#witnessed,
      ...(this.#last === undefined ? {} : { lastTime: this.#last.time }),
    };
  }

  #say(code: ProblemCode, line?: number): void {
    if (this.#problems.length < MOST_PROBLEMS)
      this.#problems.push(line === undefined ? { code } : { code, line });
  }

  #leaf(line: OpenedLeaf): void {
    const part = openingProblem(line);
    if (part !== undefined) this.#say(part === "facts" ? "facts-changed" : "words-changed", this.#line);
    if (line.facts === undefined) this.#missing.push({ at: line.leaf.at, line: this.#line });
    else this.#place(line.facts.value, line.leaf.words !== undefined && line.words === undefined);
    for (const receipt of this.#receipts.get(this.#frontier.size) ?? []) {
      if (leafText(receipt.step.leaf) !== leafText(line.leaf)) this.#say("receipt-differs", this.#line);
    }
    this.#receipts.delete(this.#frontier.size);
    this.#frontier = append(this.#frontier, [hashOfLeaf(line.leaf)]).frontier;
    const carried = this.#carried.get(this.#frontier.size);
    if (carried !== undefined && carried !== toHex(rootOf(this.#frontier)))
      this.#say("receipt-differs", this.#line);
    this.#pending.push({ at: line.leaf.at, line: this.#line });
  }

  /** The steps of one request follow one another without a gap; words go only with a step that says so. */
  #place(facts: unknown, wordless: boolean): void {
    const { tenant, request, place, kind } = (facts ?? {}) as Record<string, unknown>;
    if (typeof request !== "string" || typeof place !== "number") return;
    const key = `${String(tenant)} ${request}`;
    if (kind === "delete-personal-data") this.#wordless.delete(key);
    else if (wordless) this.#wordless.set(key, [...(this.#wordless.get(key) ?? []), this.#line]);
    const next = this.#places.get(key);
    // Earlier steps of an old request may have been deleted by the retention job.
    const first = next === undefined && (place === 0 || this.#missing.length > 0);
    if (!first && place !== next) this.#say("order-of-steps", this.#line);
    this.#places.set(key, place + 1);
  }

  #checkpoint(note: string): void {
    const opened = openCheckpoint(note, this.#keys.operator);
    if (opened === undefined) {
      this.#say("not-the-operator", this.#line);
      return;
    }
    this.#checkpoints += 1;
    const { size, root, time } = opened.checkpoint;
    if (size !== this.#frontier.size) this.#say("size-differs", this.#line);
    else if (!same(root, rootOf(this.#frontier))) this.#say("root-differs", this.#line);
    if (this.#last !== undefined && time < this.#last.time) this.#say("back-dated", this.#line);
    this.#last = { size, time };
    const seen = this.#seen.get(size);
    if (seen !== undefined && seen !== toHex(root)) this.#say("seen-differs", this.#line);
    this.#seen.delete(size);
    const seenAt = seenBy(opened, this.#keys);
    if (seenAt !== undefined) this.#witnessed += 1;
    if (seenAt !== undefined && Math.abs(seenAt - time) > CLOCK_SKEW) this.#say("witness-clock", this.#line);
    // Where a witness is pinned only what it saw bounds the time of a leaf.
    if (this.#keys.witnesses.length === 0 || seenAt !== undefined) this.#close(time);
  }

  #close(time: number): void {
    for (const { at, line } of this.#pending) {
      if (this.#bound === undefined) this.#say("no-earlier-checkpoint", line);
      else if (!isInTime(at, this.#bound, time)) this.#say("outside-its-time", line);
    }
    this.#pending = [];
    this.#bound = time;
  }
}
