// Distractor pictures in their thousands: mixtures of real ones, so that their fingerprints lie as real ones do, not at random.

import type { Features } from "../../core/reading/photos/features.ts";
import type { Grey } from "../../core/reading/photos/picture.ts";

const SIDE = 64;

/** A distractor stands for a fingerprint alone; its key points are not looked for. */
export const NO_FEATURES: Features = {
  size: 0,
  x: new Float32Array(0),
  y: new Float32Array(0),
  angle: new Float32Array(0),
  patch: new Float32Array(0),
  descriptors: new Uint32Array(0),
  width: SIDE,
  height: SIDE,
};

/**
 * Each is the sum of a window of one picture and a turned window of another: smooth and coarse as photographs are, and the
 * same photograph as none of them. For that, each window must bring at least a third of the structure (the spread of its
 * shades, weighted): a window of one picture under a plain piece of another would be a crop of the first.
 */
export function* mixtures(pictures: readonly Grey[], count: number): Generator<Grey> {
  let state = 20261124;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
  const window = () => {
    const picture = pictures[Math.floor(next() * pictures.length)]!;
    const share = 0.3 + 0.5 * next();
    const [left, top] = [next() * (1 - share), next() * (1 - share)];
    const places = (from: number, length: number) =>
      Int32Array.from({ length: SIDE }, (_, at) =>
        Math.min(length - 1, Math.floor((from + (share * at) / SIDE) * length)),
      );
    return sampled(picture, places(left, picture.width), places(top, picture.height));
  };
  for (let made = 0; made < count; ) {
    const one = window();
    const other = window();
    const weight = 0.35 + 0.3 * next();
    const [here, there] = [weight * spread(one), (1 - weight) * spread(other)];
    if (here < there / 2 || there < here / 2) continue;
    const data = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++)
        data[y * SIDE + x] =
          weight * one[y * SIDE + x]! + (1 - weight) * other[(SIDE - 1 - x) * SIDE + (SIDE - 1 - y)]!;
    made++;
    yield { width: SIDE, height: SIDE, data };
  }
}

function sampled({ data, width }: Grey, columns: Int32Array, rows: Int32Array): Uint8Array {
  const out = new Uint8Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) out[y * SIDE + x] = data[rows[y]! * width + columns[x]!]!;
  return out;
}

function spread(shades: Uint8Array): number {
  let [sum, squares] = [0, 0];
  for (const shade of shades) {
    sum += shade;
    squares += shade * shade;
  }
  return Math.sqrt(Math.max(0, squares / shades.length - (sum / shades.length) ** 2));
}
