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

/** Calls `meet` for each unordered pair of texts whose sketches share a band, once: the later text first. */
export function eachCandidate(
  corpus: Corpus<unknown>,
  kernel: Kernel,
  threshold: number,
  meet: (later: number, earlier: number) => void,
): void {
  const plan = planFor(threshold);
  const windows = (text: number) => corpus.lengths[text]! - SHINGLE + 1;
  const least = leastAgreement(threshold);
  const long = sketched(corpus, kernel, plan, true, (text) => windows(text) >= LONG);
  // Bands alone bring many pairs together that are half alike; their signatures, which lie ready, tell those off.
  kernel.pairs(least, (later, earlier) => meet(long[later]!, long[earlier]!));
  // Sizes of a pair differ at most by the threshold: with this overlap each pair is together in at least one class.
  const isShort = (text: number) => windows(text) >= 1 && windows(text) <= LONG / threshold;
  const short = sketched(corpus, kernel, plan, false, isShort);
  kernel.pairs(least, (later, earlier) => {
    const [a, b] = [short[later]!, short[earlier]!];
    if (windows(a) < LONG || windows(b) < LONG) meet(a, b);
  });
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
  kernel.entries(corpus.characters, size, plan);
  let at = 0;
  for (let text = 0; text < corpus.texts; text++) {
    if (!belongs(text)) continue;
    kernel.sketch(corpus.starts[text]!, corpus.lengths[text]!, long, plan);
    kernel.keep(at);
    texts[at++] = text;
  }
  return texts;
}
