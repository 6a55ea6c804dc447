// The inner loops of the search for copies in plain JavaScript.

import { Bands } from "./bands.ts";
import { FACTORS, type Kernel, SALTS, SKETCH, scatter } from "./kernel.ts";
import { SHINGLE } from "./text.ts";

const PRIME = 0x9e3779b1;
const EMPTY = 0xffffffff;

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
    equal(one, other, length) {
      for (let each = 0; each < length; each++) if (units[one + each] !== units[other + each]) return false;
      return true;
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
    sketchAll({ starts, lengths }, texts, long, plan) {
      bands = new Bands(texts.length, plan);
      for (const [entry, text] of texts.entries()) {
        this.sketch(starts[text]!, lengths[text]!, long, plan);
        bands.keep(entry, keys, values);
      }
    },
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
