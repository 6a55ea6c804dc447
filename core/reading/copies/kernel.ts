// The inner loops of the search for copies in plain JavaScript: sketches (band keys) and exact likeness of stored texts.

import { Bands } from "./bands.ts";
import { SHINGLE } from "./text.ts";

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

/** Holds texts as numbers and compares them. Two implementations with equal results: this file and WebAssembly. */
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
  /** The band keys of the text that starts at `at`; the returned view is overwritten by the next call. */
  sketch(at: number, length: number, long: boolean, plan: BandPlan): Uint32Array;
  /** Makes room for so many entries behind texts of this many characters in all; those before are forgotten. */
  entries(characters: number, count: number, plan: BandPlan): void;
  /** Keeps the last sketch under this number, counted from 0: its band keys and the lowest byte of each value, its signature. */
  keep(entry: number): void;
  /**
   * Tells each two entries with an equal key once, the later one first, band by band, where their signatures are equal in at least
   * so many of the 64 places: an estimate of the likeness, for a few nanoseconds.
   */
  pairs(least: number, meet: (later: number, earlier: number) => void): void;
  /** How many different windows the text has. */
  distinct(at: number, length: number): number;
  /** Makes this text the one that `shared` compares with; returns its number of different windows. */
  hold(at: number, length: number): number;
  /** How many different windows the text shares with the held one; -1 as soon as more than `misses` do not occur there. */
  shared(at: number, length: number, misses: number): number;
}

export interface Digest {
  high: number;
  low: number;
  pairs: boolean;
}

const PRIME = 0x9e3779b1;
const EMPTY = 0xffffffff;

/** A 32-bit mixer of low bias (Wellons, hash-prospector). */
function scatter(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

/** An open-addressing table of the windows of one text; a stamp instead of clearing. */
export class WindowTable {
  private mask = 1023;
  private stamps = new Uint32Array(1024);
  private places = new Uint32Array(1024);
  private hits = new Uint32Array(1024);
  private stamp = 0;
  private hit = 0;

  fill(units: Uint16Array, at: number, length: number): number {
    const windows = length - SHINGLE + 1;
    let size = 64;
    while (size < 2 * windows) size *= 2;
    if (size > this.stamps.length) {
      this.stamps = new Uint32Array(size);
      this.places = new Uint32Array(size);
      this.hits = new Uint32Array(size);
      this.stamp = 0;
      this.hit = 0;
    }
    this.mask = size - 1;
    if (++this.stamp > 0xfffffff0) {
      this.stamps.fill(0);
      this.stamp = 1;
    }
    let different = 0;
    for (let place = at; place < at + windows; place++) {
      let slot = this.slotOf(units, place);
      while (this.stamps[slot] === this.stamp && !sameWindow(units, this.places[slot]!, place))
        slot = (slot + 1) & this.mask;
      if (this.stamps[slot] === this.stamp) continue;
      this.stamps[slot] = this.stamp;
      this.places[slot] = place;
      different++;
    }
    return different;
  }

  shared(units: Uint16Array, at: number, length: number, misses: number): number {
    const end = at + length - SHINGLE + 1;
    if (++this.hit > 0xfffffff0) {
      this.hits.fill(0);
      this.hit = 1;
    }
    let found = 0;
    let missed = 0;
    for (let place = at; place < end; place++) {
      let slot = this.slotOf(units, place);
      while (this.stamps[slot] === this.stamp && !sameWindow(units, this.places[slot]!, place))
        slot = (slot + 1) & this.mask;
      if (this.stamps[slot] !== this.stamp) {
        if (++missed > misses) return -1;
      } else if (this.hits[slot] !== this.hit) {
        this.hits[slot] = this.hit;
        found++;
      }
    }
    return found;
  }

  private slotOf(units: Uint16Array, place: number): number {
    const hash = windowOf(units, place);
    return (hash ^ (hash >>> 15)) & this.mask;
  }
}

function windowOf(units: Uint16Array, at: number): number {
  let hash = Math.imul(units[at]!, PRIME) + units[at + 1]!;
  hash = Math.imul(hash, PRIME) + units[at + 2]!;
  hash = Math.imul(hash, PRIME) + units[at + 3]!;
  hash = Math.imul(hash, PRIME) + units[at + 4]!;
  return scatter(hash | 0);
}

function sameWindow(units: Uint16Array, a: number, b: number): boolean {
  for (let each = 0; each < SHINGLE; each++) if (units[a + each] !== units[b + each]) return false;
  return true;
}

export interface ScriptKernel extends Kernel {
  /** The values of the last sketch. */
  readonly values: Uint32Array;
}

/** @param stored a view of texts that somebody else stores; without it the kernel stores them itself. */
export function scriptKernel(stored?: () => Uint16Array): ScriptKernel {
  let units = stored?.() ?? new Uint16Array(1 << 16);
  const held = new WindowTable();
  const counted = new WindowTable();
  const values = new Uint32Array(SKETCH);
  const bins = new Uint32Array(SKETCH);
  const keys = new Uint32Array(SKETCH);
  let bands = new Bands(0, { bands: 0, rows: 0 });
  return {
    name: "js",
    values,
    room(characters) {
      if (characters > units.length) {
        const larger = new Uint16Array(Math.max(characters, Math.ceil(units.length * 1.5)));
        larger.set(units);
        units = larger;
      }
      return units;
    },
    take(at, text) {
      this.room(at + text.length);
      for (let unit = 0; unit < text.length; unit++) units[at + unit] = text.charCodeAt(unit);
      return this.digest(at, text.length);
    },
    digest(at, length) {
      let high = 0x9747b28c;
      let low = 0x3c6ef372;
      let pairs = false;
      for (let place = at; place < at + length; place++) {
        const unit = units[place]!;
        if ((unit & 0xf800) === 0xd800) pairs = true;
        high = Math.imul(high ^ unit, 0xcc9e2d51);
        high = (high << 15) | (high >>> 17);
        low = Math.imul(low ^ unit, 0x1b873593);
        low = (low << 13) | (low >>> 19);
      }
      return { high: scatter(high ^ length) >>> 0, low: scatter(low + length) >>> 0, pairs };
    },
    sketch(at, length, long, { bands, rows }) {
      if (stored !== undefined) units = stored();
      values.fill(EMPTY);
      const end = at + length - SHINGLE + 1;
      if (long) {
        bins.fill(EMPTY);
        for (let place = at; place < end; place++) {
          const hash = windowOf(units, place) >>> 0;
          const bin = hash >>> 26;
          const value = hash & 0x3ffffff;
          if (value < bins[bin]!) bins[bin] = value;
        }
        densify(bins, values);
      } else {
        for (let place = at; place < end; place++) {
          const hash = windowOf(units, place);
          for (let each = 0; each < SKETCH; each++) {
            const value = Math.imul(hash ^ SALTS[each]!, FACTORS[each]!) >>> 0;
            if (value < values[each]!) values[each] = value;
          }
        }
      }
      for (let band = 0; band < bands; band++) {
        let key = band + 1;
        for (let row = 0; row < rows; row++) key = scatter(key ^ values[band * rows + row]!);
        keys[band] = key;
      }
      return keys;
    },
    entries(_, count, plan) {
      bands = new Bands(count, plan);
    },
    keep: (entry) => bands.keep(entry, keys, values),
    pairs: (least, meet) => bands.pairs(least, meet),
    distinct: (at, length) => counted.fill(units, at, length),
    hold: (at, length) => held.fill(units, at, length),
    shared: (at, length, misses) => held.shared(units, at, length, misses),
  };
}

/** Fills each empty bin from a bin drawn by its own sequence (optimal densification, Shrivastava, ICML 2017). */
function densify(bins: Uint32Array, values: Uint32Array): void {
  for (let bin = 0; bin < SKETCH; bin++) {
    let from = bin;
    let attempt = 0;
    while (bins[from] === EMPTY) {
      attempt++;
      from = scatter(bin * 1024 + attempt) >>> 26;
    }
    values[bin] = bins[from]! + attempt * 0x4000000;
  }
}

/** One pair of numbers for each value of the sketch of a short text: hash ^ salt, times an odd factor. */
export const SALTS = Uint32Array.from({ length: SKETCH }, (_, each) => scatter(each * 2 + 77_001));
export const FACTORS = Uint32Array.from({ length: SKETCH }, (_, each) => scatter(each * 2 + 99_002) | 1);
