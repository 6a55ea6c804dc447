// Pairs of stored texts that are alike: candidates by equal band keys, every one verified exactly before it is told.

import type { Corpus } from "./corpus.ts";
import { type BandPlan, type Kernel, LONG, leastAgreement, planFor } from "./kernel.ts";
import { SHINGLE } from "./text.ts";

const NONE = 0xffffffff;

/** The sketches of the texts of one size class: the keys of each band stand together, since bands are gone through one by one. */
interface Sketched {
  readonly texts: Uint32Array;
  readonly keys: readonly Uint32Array[];
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
  const least = leastAgreement(threshold);
  // Bands alone bring many pairs together that are half alike; their signatures, which lie ready, tell those off.
  const alike = (one: number, other: number) => kernel.agree(one, other) >= least;
  candidates(
    sketched(corpus, kernel, plan, true, (text) => windows(text) >= LONG),
    alike,
    meet,
  );
  // Sizes of a pair differ at most by the threshold: with this overlap each pair is together in at least one class.
  const isShort = (text: number) => windows(text) >= 1 && windows(text) <= LONG / threshold;
  candidates(sketched(corpus, kernel, plan, false, isShort), alike, (later, earlier) => {
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
  const keys = Array.from({ length: plan.bands }, () => new Uint32Array(size));
  kernel.signatures(corpus.characters, size);
  let at = 0;
  for (let text = 0; text < corpus.texts; text++) {
    if (!belongs(text)) continue;
    const found = kernel.sketch(corpus.starts[text]!, corpus.lengths[text]!, long, plan);
    for (let band = 0; band < plan.bands; band++) keys[band]![at] = found[band]!;
    kernel.sign(at);
    texts[at++] = text;
  }
  return { texts, keys };
}

const PARTS = 256;

/**
 * Band by band: the texts are dealt into 256 parts by their key, so that the table of each part stays in the cache;
 * the table leads from a key to the last text with it, and a chain from there to the earlier ones.
 */
function candidates(
  { texts, keys }: Sketched,
  alike: (entry: number, earlier: number) => boolean,
  meet: (later: number, earlier: number) => void,
): void {
  const size = texts.length;
  const dealt = new Uint32Array(size);
  const dealtKeys = new Uint32Array(size);
  const chain = new Uint32Array(size);
  let heads = new Uint32Array(1024);
  for (const [band, own] of keys.entries()) {
    const starts = new Uint32Array(PARTS + 1);
    for (let entry = 0; entry < size; entry++) starts[(own[entry]! >>> 24) + 1]!++;
    for (let part = 0; part < PARTS; part++) starts[part + 1]! += starts[part]!;
    const next = starts.slice();
    for (let entry = 0; entry < size; entry++) {
      const key = own[entry]!;
      const place = next[key >>> 24]!++;
      dealt[place] = entry;
      dealtKeys[place] = key;
    }
    for (let part = 0; part < PARTS; part++) {
      const from = starts[part]!;
      const end = starts[part + 1]!;
      let slots = 64;
      while (slots < 2 * (end - from)) slots *= 2;
      if (heads.length < slots) heads = new Uint32Array(slots);
      heads.fill(NONE, 0, slots);
      const mask = slots - 1;
      for (let place = from; place < end; place++) {
        const key = dealtKeys[place]!;
        let slot = key & mask;
        while (heads[slot] !== NONE && dealtKeys[heads[slot]!] !== key) slot = (slot + 1) & mask;
        const last = heads[slot]!;
        heads[slot] = place;
        chain[place] = last;
        if (last === NONE) continue;
        const entry = dealt[place]!;
        for (let before = last; before !== NONE; before = chain[before]!) {
          const earlier = dealt[before]!;
          if (!metBefore(keys, entry, earlier, band) && alike(entry, earlier))
            meet(texts[entry]!, texts[earlier]!);
        }
      }
    }
  }
}

/** Whether an earlier band already brought these two together. */
function metBefore(keys: readonly Uint32Array[], a: number, b: number, band: number): boolean {
  for (let each = 0; each < band; each++) if (keys[each]![a] === keys[each]![b]) return true;
  return false;
}
