// What the inner loops of the search for copies do: sketches (band keys), pairs that share a band, exact likeness of stored texts.

/** How many values a sketch has; bands × rows never exceed it. */
export const SKETCH = 64;
/** Texts with fewer windows get a sketch with one hash function a value; longer ones share one function over bins. */
export const LONG = 128;

/** How a sketch is cut: `rows` values make a band key; two texts are compared when any of their `bands` keys agree. */
export interface BandPlan {
  readonly bands: number;
  readonly rows: number;
}

/**
 * The most selective cut that still meets, with 99.95 %, a pair that is exactly as alike as the threshold:
 * a band of r values agrees with J^r, at least one of b bands with 1 - (1 - J^r)^b (Leskovec et al., MMDS, 3.4).
 */
export function planFor(threshold: number): BandPlan {
  for (let rows = 8; rows > 1; rows--) {
    const bands = Math.floor(SKETCH / rows);
    if (1 - (1 - threshold ** rows) ** bands >= 0.9995) return { bands, rows };
  }
  return { bands: SKETCH, rows: 1 };
}

/**
 * In how many of the 64 places the signatures of a pair at the threshold agree at least: each place agrees with the likeness, or by
 * chance in one of 256; five standard deviations below the mean, so that fewer than one such pair in a million is lost.
 */
export function leastAgreement(threshold: number): number {
  const mean = SKETCH * (threshold + (1 - threshold) / 256);
  return Math.max(0, Math.floor(mean - 5 * Math.sqrt(SKETCH * threshold * (1 - threshold))));
}

/** Holds texts as numbers and compares them. Two implementations with equal results: script.ts and WebAssembly. */
export interface Kernel {
  readonly name: "wasm" | "js";
  /** Makes room for this many characters in all and returns the view to write them into (older views are dead). */
  room(characters: number): Uint16Array;
  /**
   * Copies a text in at `at` and takes its fingerprint. The fingerprint is for one kernel's own comparisons only; the
   * two kernels compute different ones. `pairs`: it holds characters that take two units.
   */
  take(at: number, text: string): Digest;
  /** The fingerprint of what stands there. */
  digest(at: number, length: number): Digest;
  /** Whether the same stands at both places, so many units. */
  equal(one: number, other: number, length: number): boolean;
  /** The band keys of the text that starts at `at`; the returned view is overwritten by the next call. */
  sketch(at: number, length: number, long: boolean, plan: BandPlan): Uint32Array;
  /**
   * Sketches these of the stored texts and keeps them as entries, numbered from 0 in this order: the band keys and the lowest byte of
   * each value, the signature. Entries before are forgotten.
   */
  sketchAll(stored: StoredTexts, texts: Uint32Array, long: boolean, plan: BandPlan): void;
  /**
   * Tells each two entries with an equal key once, the later one first, band by band, where their signatures are equal in at least
   * so many of the 64 places: an estimate of the likeness, for a few nanoseconds.
   */
  pairs(least: number, meet: (later: number, earlier: number) => void): void;
  /**
   * The same pairs in the same order, but only those whose exact likeness reaches the threshold, as columns. Likeness is 2 where a
   * text is too long for this way and is left to `hold` and `shared`. Absent where there is no faster way than those.
   */
  alike?(least: number, threshold: number): Iterable<AlikePairs>;
  /** How many different windows the text has. */
  distinct(at: number, length: number): number;
  /** Makes this text the one that `shared` compares with; returns its number of different windows. */
  hold(at: number, length: number): number;
  /** How many different windows the text shares with the held one; -1 as soon as more than `misses` do not occur there. */
  shared(at: number, length: number, misses: number): number;
}

/** Where texts stand: by number, the first character and how many; and the characters of all. */
export interface StoredTexts {
  readonly starts: Float64Array;
  readonly lengths: Uint32Array;
  readonly characters: number;
}

/** Some pairs: the later and the earlier entry of each by turns, and the likeness of each. */
export interface AlikePairs {
  readonly pairs: Uint32Array;
  readonly likeness: Float64Array;
}

export interface Digest {
  high: number;
  low: number;
  pairs: boolean;
}

/** A 32-bit mixer of low bias (Wellons, hash-prospector). */
export function scatter(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

/** One pair of numbers for each value of the sketch of a short text: hash ^ salt, times an odd factor. */
export const SALTS = Uint32Array.from({ length: SKETCH }, (_, each) => scatter(each * 2 + 77_001));
export const FACTORS = Uint32Array.from({ length: SKETCH }, (_, each) => scatter(each * 2 + 99_002) | 1);
