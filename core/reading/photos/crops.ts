// Finds photographs that share key points with one, among many: descriptors hashed by samples of their bits.
//
// Locality-sensitive hashing (Indyk, Motwani, 1998) on ORB descriptors: two shots of one corner differ in few of 256
// bits, so a sample of 22 or more bits is often equal. Chance gives equal samples too, so the other bits are compared as
// well; and only a true copy turns and enlarges all its points alike, so votes count by the turn and scale they share
// (Jégou, Douze, Schmid, "Hamming embedding and weak geometric consistency", 2008).

import type { Features } from "./features.ts";
import { distance } from "./pdq.ts";

const TABLES = 6;
const LEAST_BITS = 22;
const MOST_BITS = 24;
/** Steps of 15° of a point's angle, and the eight sizes at which ORB looks, each 1.2 times the one before. */
const ANGLES = 24;
const SIZES = 8;
const SMALLEST_PATCH = 31;
/** Descriptors that share a sample by chance differ in about 90 of the other bits; those of one corner in fewer than this. */
const FURTHEST = 64;
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
  /** Beside each owner, which of its points it is. */
  private points: Uint16Array[] = [];

  add(features: Features): number {
    this.total += features.size;
    return this.photos.push(features) - 1;
  }

  /** Photographs with at least `least` shared samples that agree on turn and scale, most first. */
  candidates(features: Features, least: number): { at: number; votes: number }[] {
    if (this.photos.length === 0) return [];
    if (this.listed < this.photos.length) this.list();
    const changes = new Map<number, Uint16Array>();
    for (let table = 0; table < TABLES; table++) {
      const starts = this.starts[table]!;
      const owners = this.owners[table]!;
      const points = this.points[table]!;
      for (let point = 0; point < features.size; point++) {
        const key = keyOf(features.descriptors, point * 8, table, this.bits);
        const end = starts[key + 1]!;
        const begin = starts[key]!;
        if (end - begin > CROWDED) continue;
        for (let entry = begin; entry < end; entry++) {
          const at = owners[entry]!;
          const photo = this.photos[at]!;
          const other = points[entry]!;
          if (distance(features.descriptors, photo.descriptors, point * 8, other * 8) > FURTHEST) continue;
          const from = poseOf(features, point);
          const to = poseOf(photo, other);
          const turn = ((to >> 3) - (from >> 3) + ANGLES) % ANGLES;
          let counts = changes.get(at);
          if (counts === undefined) {
            counts = new Uint16Array(ANGLES * 2 * SIZES);
            changes.set(at, counts);
          }
          counts[turn * 2 * SIZES + (to & 7) - (from & 7) + SIZES]!++;
        }
      }
    }
    return [...changes]
      .map(([at, counts]) => ({ at, votes: mostAlike(counts) }))
      .filter(({ votes }) => votes >= least)
      .sort((a, b) => b.votes - a.votes || a.at - b.at);
  }

  private list(): void {
    this.bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(this.total + 1)) + 1));
    this.starts = [];
    this.owners = [];
    this.points = [];
    for (let table = 0; table < TABLES; table++) {
      const starts = new Uint32Array(2 ** this.bits + 1);
      for (const { size, descriptors } of this.photos)
        for (let point = 0; point < size; point++)
          starts[keyOf(descriptors, point * 8, table, this.bits) + 1]!++;
      for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
      const next = starts.slice();
      const owners = new Uint32Array(this.total);
      const points = new Uint16Array(this.total);
      for (const [at, photo] of this.photos.entries())
        for (let point = 0; point < photo.size; point++) {
          const place = next[keyOf(photo.descriptors, point * 8, table, this.bits)]!++;
          owners[place] = at;
          points[place] = point;
        }
      this.starts.push(starts);
      this.owners.push(owners);
      this.points.push(points);
    }
    this.listed = this.photos.length;
  }
}

/** Angle and size of a point in one byte. */
function poseOf({ angle, patch }: Features, point: number): number {
  const step = Math.floor((((angle[point]! % 360) + 360) % 360) / (360 / ANGLES)) % ANGLES;
  const size = Math.round(Math.log(patch[point]! / SMALLEST_PATCH) / Math.log(1.2));
  return (step << 3) | Math.min(SIZES - 1, Math.max(0, size));
}

/** The most votes within three neighbouring turns and three neighbouring scales. */
function mostAlike(counts: Uint16Array): number {
  let most = 0;
  for (let turn = 0; turn < ANGLES; turn++)
    for (let scale = 1; scale < 2 * SIZES - 1; scale++) {
      let sum = 0;
      for (let near = ANGLES - 1; near <= ANGLES + 1; near++) {
        const from = ((turn + near) % ANGLES) * 2 * SIZES + scale;
        sum += counts[from - 1]! + counts[from]! + counts[from + 1]!;
      }
      if (sum > most) most = sum;
    }
  return most;
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
