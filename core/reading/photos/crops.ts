// Finds photographs that share key points with one, among many: descriptors hashed by samples of their bits.
//
// Locality-sensitive hashing (Indyk, Motwani, 1998) on ORB descriptors: two shots of one corner differ in few of 256
// bits, so a sample of 22 or more bits is often equal; a photograph with several equal samples is worth a closer look.

import type { Features } from "./features.ts";

const TABLES = 6;
const LEAST_BITS = 22;
const MOST_BITS = 24;
/** A sample shared by very many corners (window frames, letters of a caption) tells nothing and is passed over. */
const CROWDED = 64;

/** For each table, a fixed random order of the 256 bits; the first ones are the sample. */
const ORDERS: readonly Uint8Array[] = Array.from({ length: TABLES }, (_, table) => {
  const order = Uint8Array.from({ length: 256 }, (_, bit) => bit);
  let state = 1000 + table;
  for (let at = 255; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = (state >>> 8) % (at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
});

export class CropIndex {
  private readonly photos: Features[] = [];
  private total = 0;
  private listed = 0;
  private bits = LEAST_BITS;
  private starts: Uint32Array[] = [];
  private owners: Uint32Array[] = [];

  add(features: Features): number {
    this.total += features.size;
    return this.photos.push(features) - 1;
  }

  /** Photographs with at least `least` shared samples, most first. Those added since the last listing count too. */
  candidates(features: Features, least: number): { at: number; votes: number }[] {
    if (this.photos.length === 0) return [];
    if (this.listed < this.photos.length) this.list();
    const votes = new Uint32Array(this.photos.length);
    for (let table = 0; table < TABLES; table++) {
      const starts = this.starts[table]!;
      const owners = this.owners[table]!;
      for (let point = 0; point < features.size; point++) {
        const key = keyOf(features.descriptors, point * 8, table, this.bits);
        const end = starts[key + 1]!;
        const begin = starts[key]!;
        if (end - begin > CROWDED) continue;
        for (let entry = begin; entry < end; entry++) votes[owners[entry]!]!++;
      }
    }
    const found: { at: number; votes: number }[] = [];
    for (let at = 0; at < votes.length; at++) if (votes[at]! >= least) found.push({ at, votes: votes[at]! });
    return found.sort((a, b) => b.votes - a.votes || a.at - b.at);
  }

  private list(): void {
    this.bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(this.total + 1)) + 1));
    this.starts = [];
    this.owners = [];
    for (let table = 0; table < TABLES; table++) {
      const starts = new Uint32Array(2 ** this.bits + 1);
      for (const { size, descriptors } of this.photos)
        for (let point = 0; point < size; point++)
          starts[keyOf(descriptors, point * 8, table, this.bits) + 1]!++;
      for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
      const next = starts.slice();
      const owners = new Uint32Array(this.total);
      for (const [at, { size, descriptors }] of this.photos.entries())
        for (let point = 0; point < size; point++)
          owners[next[keyOf(descriptors, point * 8, table, this.bits)]!++] = at;
      this.starts.push(starts);
      this.owners.push(owners);
    }
    this.listed = this.photos.length;
  }
}

function keyOf(descriptors: Uint32Array, from: number, table: number, bits: number): number {
  const order = ORDERS[table]!;
  let key = 0;
  for (let at = 0; at < bits; at++) {
    const bit = order[at]!;
    key = (key << 1) | ((descriptors[from + (bit >> 5)]! >>> (bit & 31)) & 1);
  }
  return key;
}
