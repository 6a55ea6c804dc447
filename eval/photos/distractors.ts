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
 * Each is the sum of a window of one picture and a turned window of another, at least a third of each: smooth and coarse as
 * photographs are, and the same photograph as none of them.
 */
export function* mixtures(pictures: readonly Grey[], count: number): Generator<Grey> {
  let state = 20261124;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
  const windowOf = (picture: Grey) => {
    const share = 0.3 + 0.5 * next();
    const width = picture.width * share;
    const height = picture.height * share;
    return {
      picture,
      left: next() * (picture.width - width),
      top: next() * (picture.height - height),
      width,
      height,
    };
  };
  for (let made = 0; made < count; made++) {
    const one = windowOf(pictures[Math.floor(next() * pictures.length)]!);
    const other = windowOf(pictures[Math.floor(next() * pictures.length)]!);
    const weight = 0.35 + 0.3 * next();
    const data = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++)
        data[y * SIDE + x] =
          weight * at(one, x / SIDE, y / SIDE) + (1 - weight) * at(other, 1 - y / SIDE, x / SIDE);
    yield { width: SIDE, height: SIDE, data };
  }
}

interface Window {
  readonly picture: Grey;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function at({ picture, left, top, width, height }: Window, x: number, y: number): number {
  const u = Math.min(picture.width - 1, Math.floor(left + x * width));
  const v = Math.min(picture.height - 1, Math.floor(top + y * height));
  return picture.data[v * picture.width + u]!;
}
