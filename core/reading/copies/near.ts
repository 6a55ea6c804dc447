// Pairs of stored texts that are alike: candidates by equal band keys, every one verified exactly before it is told.

import type { Corpus } from "./corpus.ts";
import { type BandPlan, type Kernel, LONG, planFor } from "./kernel.ts";
import { SHINGLE } from "./text.ts";

const NONE = 0xffffffff;

/** The sketches of the texts of one size class, band keys side by side so that one cache line holds a text's keys. */
interface Sketched {
  readonly texts: Uint32Array;
  readonly keys: Uint32Array;
  readonly plan: BandPlan;
}

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
  const long = sketched(corpus, kernel, plan, true, (text) => windows(text) >= LONG);
  // Sizes of a pair differ at most by the threshold: with this overlap each pair is together in at least one class.
  const short = sketched(
    corpus,
    kernel,
    plan,
    false,
    (text) => windows(text) >= 1 && windows(text) <= LONG / threshold,
  );
  candidates(long, meet);
  candidates(short, (later, earlier) => {
    if (windows(later) < LONG || windows(earlier) < LONG) meet(later, earlier);
  });
}

function sketched(
  corpus: Corpus<unknown>,
  kernel: Kernel,
  plan: BandPlan,
  long: boolean,
  belongs: (text: number) => boolean,
): Sketched {
  let size = 0;
  for (let text = 0; text < corpus.texts; text++) if (belongs(text)) size++;
  const texts = new Uint32Array(size);
  const keys = new Uint32Array(size * plan.bands);
  let at = 0;
  for (let text = 0; text < corpus.texts; text++) {
    if (!belongs(text)) continue;
    const found = kernel.sketch(corpus.starts[text]!, corpus.lengths[text]!, long, plan);
    for (let band = 0; band < plan.bands; band++) keys[at * plan.bands + band] = found[band]!;
    texts[at++] = text;
  }
  return { texts, keys, plan };
}

/** Band by band: one open-addressing table from key to the last text with it, and a chain to the earlier ones. */
function candidates({ texts, keys, plan }: Sketched, meet: (later: number, earlier: number) => void): void {
  const { bands } = plan;
  let size = 64;
  while (size < 2 * texts.length) size *= 2;
  const mask = size - 1;
  const heads = new Uint32Array(size);
  const chain = new Uint32Array(texts.length);
  for (let band = 0; band < bands; band++) {
    heads.fill(NONE);
    for (let entry = 0; entry < texts.length; entry++) {
      const key = keys[entry * bands + band]!;
      let slot = key & mask;
      while (heads[slot] !== NONE && keys[heads[slot]! * bands + band] !== key) slot = (slot + 1) & mask;
      const last = heads[slot]!;
      heads[slot] = entry;
      chain[entry] = last;
      for (let earlier = last; earlier !== NONE; earlier = chain[earlier]!) {
        if (metBefore(keys, entry * bands, earlier * bands, band)) continue;
        meet(texts[entry]!, texts[earlier]!);
      }
    }
  }
}

/** Whether an earlier band already brought these two together. */
function metBefore(keys: Uint32Array, a: number, b: number, band: number): boolean {
  for (let each = 0; each < band; each++) if (keys[a + each] === keys[b + each]) return true;
  return false;
}
