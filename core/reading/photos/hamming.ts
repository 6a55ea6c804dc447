// Finds, among millions of 256-bit fingerprints, all within 31 bits of one: multi-index hashing over 16 pieces of 16 bits.
//
// Norouzi, Punjani, Fleet, "Fast exact search in Hamming space with multi-index hashing" (2014): if two fingerprints
// differ in at most 31 bits, one of the 16 pieces differs in at most 1; so 16 × 17 lists hold every answer.

import { bitCount, distance, SAME_DISTANCE } from "./pdq.ts";

const PIECES = 16;
const VALUES = 1 << 16;

export interface Neighbour {
  /** The number under which the fingerprint was added. */
  readonly at: number;
  readonly distance: number;
}

export class HammingIndex {
  private words = new Uint32Array(8 * 1024);
  private size = 0;
  /** How many fingerprints the lists hold; those added later are scanned one by one until the lists are rebuilt. */
  private listed = 0;
  private lists = new Uint32Array(0);
  private readonly starts = new Uint32Array(PIECES * (VALUES + 1));
  private seen = new Uint32Array(1024);
  private query = 0;

  get length(): number {
    return this.size;
  }

  add(hash: Uint32Array): number {
    if (this.size * 8 === this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
      const seen = new Uint32Array(this.words.length / 8);
      seen.set(this.seen);
      this.seen = seen;
    }
    this.words.set(hash, this.size * 8);
    return this.size++;
  }

  /** Every stored fingerprint within `most` (at most 31) bits, in no particular order. */
  near(hash: Uint32Array, most = SAME_DISTANCE): Neighbour[] {
    if (most > SAME_DISTANCE) throw new RangeError(`exact only up to ${SAME_DISTANCE} bits`);
    if (this.size - this.listed > 4096 + this.listed / 8) this.list();
    const found: Neighbour[] = [];
    for (let at = this.listed; at < this.size; at++) {
      const away = distance(this.words, hash, at * 8);
      if (away <= most) found.push({ at, distance: away });
    }
    if (this.listed === 0) return found;
    if (++this.query === 0xffffffff) {
      this.seen.fill(0);
      this.query = 1;
    }
    // Within 15 bits one piece is equal: no need to try its 16 neighbours.
    const flips = most < PIECES ? 0 : 16;
    for (let piece = 0; piece < PIECES; piece++) {
      const value = (hash[piece >> 1]! >>> ((piece & 1) * 16)) & 0xffff;
      this.gather(piece, value, hash, most, found);
      for (let bit = 0; bit < flips; bit++) this.gather(piece, value ^ (1 << bit), hash, most, found);
    }
    return found;
  }

  private gather(piece: number, value: number, hash: Uint32Array, most: number, found: Neighbour[]): void {
    const { words, lists, seen, query } = this;
    const base = piece * (VALUES + 1) + value;
    const from = piece * this.listed;
    const end = from + this.starts[base + 1]!;
    for (let entry = from + this.starts[base]!; entry < end; entry++) {
      const at = lists[entry]!;
      if (seen[at] === query) continue;
      seen[at] = query;
      const word = at * 8;
      // Half the words first: two unrelated fingerprints differ there in about 64 bits, which settles it.
      let away =
        bitCount(words[word]! ^ hash[0]!) +
        bitCount(words[word + 1]! ^ hash[1]!) +
        bitCount(words[word + 2]! ^ hash[2]!);
      if (away > most) continue;
      for (let each = 3; each < 8; each++) away += bitCount(words[word + each]! ^ hash[each]!);
      if (away <= most) found.push({ at, distance: away });
    }
  }

  /** Sorts all fingerprints into the lists, piece by piece (a counting sort: linear). */
  private list(): void {
    const { size, words, starts } = this;
    this.lists = new Uint32Array(PIECES * size);
    starts.fill(0);
    for (let piece = 0; piece < PIECES; piece++) {
      const base = piece * (VALUES + 1);
      const word = piece >> 1;
      const shift = (piece & 1) * 16;
      for (let at = 0; at < size; at++) starts[base + 1 + ((words[at * 8 + word]! >>> shift) & 0xffff)]!++;
      for (let value = 0; value < VALUES; value++) starts[base + value + 1]! += starts[base + value]!;
      const next = starts.slice(base, base + VALUES);
      for (let at = 0; at < size; at++) {
        const value = (words[at * 8 + word]! >>> shift) & 0xffff;
        this.lists[piece * size + next[value]!++] = at;
      }
    }
    this.listed = size;
  }
}
