// Pairs of stored texts that are alike: candidates by equal band keys, every one verified exactly before it is told.

import type { Corpus } from "./corpus.ts";
import { type BandPlan, type Kernel, LONG, leastAgreement, planFor } from "./kernel.ts";
import { SHINGLE } from "./text.ts";

/** Exact likeness of stored texts, with the number of different windows of each text remembered. */
export class Likeness {
  private readonly counts: Uint32Array;
  private held = -1;
  private heldCount = 0;
  private readonly corpus: Corpus<unknown>;
  private readonly kernel: Kernel;
  private readonly threshold: number;

  constructor(corpus: Corpus<unknown>, kernel: Kernel, threshold: number) {
    this.corpus = corpus;
    this.kernel = kernel;
    this.threshold = threshold;
    this.counts = new Uint32Array(corpus.texts);
  }

  /** The exact Jaccard likeness where it reaches the threshold, else undefined. */
  of(a: number, b: number): number | undefined {
    const { starts, lengths } = this.corpus;
    if (this.held !== a) {
      this.heldCount = this.kernel.hold(starts[a]!, lengths[a]!);
      this.counts[a] = this.heldCount;
      this.held = a;
    }
    if (this.counts[b] === 0) this.counts[b] = this.kernel.distinct(starts[b]!, lengths[b]!);
    const both = this.heldCount + this.counts[b]!;
    // J >= t needs shared >= t / (1 + t) × both; the rest of b's windows is how many may be missing (rounding: one more).
    const need = Math.floor((this.threshold / (1 + this.threshold)) * both);
    const misses = lengths[b]! - SHINGLE + 2 - need;
    if (this.heldCount < need - 1 || this.counts[b]! < need - 1) return undefined;
    const shared = this.kernel.shared(starts[b]!, lengths[b]!, misses);
    if (shared < 0) return undefined;
    const likeness = shared / (both - shared);
    return likeness >= this.threshold ? likeness : undefined;
  }
}

/**
 * Calls `meet` for each unordered pair of texts whose sketches share a band, once: the later text first. Bands alone bring many pairs
 * together that are half alike; their signatures, which lie ready, tell those off.
 */
export function eachCandidate(
  corpus: Corpus<unknown>,
  kernel: Kernel,
  threshold: number,
  meet: (later: number, earlier: number) => void,
): void {
  for (const { texts, isOurs } of classes(corpus, kernel, threshold))
    kernel.pairs(leastAgreement(threshold), (later, earlier) => {
      const [a, b] = [texts[later]!, texts[earlier]!];
      if (isOurs(a, b)) meet(a, b);
    });
}

/**
 * Calls `tell` for each unordered pair of texts that is as alike as the threshold, once: the later text first. Where not every pair
 * `mayBeWanted`, the others are told off before they are compared, which is the costly part.
 */
export function eachAlike(
  corpus: Corpus<unknown>,
  kernel: Kernel,
  threshold: number,
  tell: (later: number, earlier: number, likeness: number) => void,
  mayBeWanted?: (later: number, earlier: number) => boolean,
): void {
  const exact = new Likeness(corpus, kernel, threshold);
  const look = (later: number, earlier: number) => {
    const likeness = exact.of(later, earlier);
    if (likeness !== undefined) tell(later, earlier, likeness);
  };
  if (kernel.alike === undefined || mayBeWanted !== undefined) {
    eachCandidate(corpus, kernel, threshold, (later, earlier) => {
      if (mayBeWanted?.(later, earlier) ?? true) look(later, earlier);
    });
    return;
  }
  for (const { texts, isOurs } of classes(corpus, kernel, threshold))
    for (const { pairs, likeness } of kernel.alike(leastAgreement(threshold), threshold))
      for (let at = 0; at < likeness.length; at++) {
        const [a, b] = [texts[pairs[2 * at]!]!, texts[pairs[2 * at + 1]!]!];
        if (!isOurs(a, b)) continue;
        if (likeness[at]! <= 1) tell(a, b, likeness[at]!);
        else look(a, b);
      }
}

interface SizeClass {
  /** By entry of the kernel. */
  readonly texts: Uint32Array;
  /** Whether this class tells the pair, and not the other one. */
  readonly isOurs: (a: number, b: number) => boolean;
}

/** The two classes of size, each sketched when it is asked for. */
function* classes(corpus: Corpus<unknown>, kernel: Kernel, threshold: number): Generator<SizeClass> {
  const plan = planFor(threshold);
  const windows = (text: number) => corpus.lengths[text]! - SHINGLE + 1;
  const isLong = (text: number) => windows(text) >= LONG;
  yield { texts: sketched(corpus, kernel, plan, true, isLong), isOurs: () => true };
  // Sizes of a pair differ at most by the threshold: with this overlap each pair is together in at least one class.
  const isShort = (text: number) => windows(text) >= 1 && windows(text) <= LONG / threshold;
  const texts = sketched(corpus, kernel, plan, false, isShort);
  yield { texts, isOurs: (a, b) => !isLong(a) || !isLong(b) };
}

/** Sketches the texts of one size class; returns their numbers, in order of the kernel's entries. */
function sketched(
  corpus: Corpus<unknown>,
  kernel: Kernel,
  plan: BandPlan,
  long: boolean,
  belongs: (text: number) => boolean,
): Uint32Array {
  let size = 0;
  for (let text = 0; text < corpus.texts; text++) if (belongs(text)) size++;
  const texts = new Uint32Array(size);
  let at = 0;
  for (let text = 0; text < corpus.texts; text++) if (belongs(text)) texts[at++] = text;
  kernel.sketchAll(corpus, texts, long, plan);
  return texts;
}
