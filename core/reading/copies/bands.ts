// Sketches kept as band keys and signatures, and the pairs that share a band, in plain JavaScript.

import { type BandPlan, SKETCH } from "./kernel.ts";

const NONE = 0xffffffff;
const PARTS = 256;

export class Bands {
  private readonly size: number;
  /** The keys of each band stand together, since bands are gone through one by one. */
  private readonly keys: readonly Uint32Array[];
  private readonly signatures: Uint8Array;

  constructor(count: number, plan: BandPlan) {
    this.size = count;
    this.keys = Array.from({ length: plan.bands }, () => new Uint32Array(count));
    this.signatures = new Uint8Array(count * SKETCH);
  }

  keep(entry: number, keys: Uint32Array, values: Uint32Array): void {
    for (const [band, own] of this.keys.entries()) own[entry] = keys[band]!;
    // A typed array keeps the lowest byte.
    this.signatures.set(values, entry * SKETCH);
  }

  /**
   * Band by band: the entries are dealt into 256 parts by their key, so that the table of each part stays in the cache;
   * the table leads from a key to the last entry with it, and a chain from there to the earlier ones.
   */
  pairs(least: number, meet: (later: number, earlier: number) => void): void {
    const { size } = this;
    const dealt = new Uint32Array(size);
    const dealtKeys = new Uint32Array(size);
    const chain = new Uint32Array(size);
    let heads = new Uint32Array(1024);
    for (const [band, own] of this.keys.entries()) {
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
          const entry = dealt[place]!;
          for (let before = last; before !== NONE; before = chain[before]!) {
            const earlier = dealt[before]!;
            if (!this.metBefore(entry, earlier, band) && this.agree(entry, earlier) >= least)
              meet(entry, earlier);
          }
        }
      }
    }
  }

  /** Whether an earlier band already brought these two together. */
  private metBefore(a: number, b: number, band: number): boolean {
    for (let each = 0; each < band; each++) if (this.keys[each]![a] === this.keys[each]![b]) return true;
    return false;
  }

  private agree(a: number, b: number): number {
    const { signatures } = this;
    let equal = 0;
    for (let each = 0; each < SKETCH; each++)
      if (signatures[a * SKETCH + each] === signatures[b * SKETCH + each]) equal++;
    return equal;
  }
}
