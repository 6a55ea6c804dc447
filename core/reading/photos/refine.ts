// Moves one picture over another until they fit best: a few steps of least squares on position, size, turn and light.
//
// Lucas, Kanade (1981), with an affine map and a gain and offset of brightness: key points place a copy to about a
// pixel, but telling a copy from a second shot of the same scene needs a fraction of one.

import type { Overlay } from "./agreement.ts";
import { mean, type Summed } from "./picture.ts";

/** Samples along each side: coarse ones find the way, fine ones the fraction of a pixel. */
const GRIDS = [40, 40, 40, 40, 40, 80, 80, 80];
const UNKNOWNS = 8;
/** Samples that differ by more than this many shades (a watermark, a caption) weigh less and less. */
const FAR = 24;

export function refined(first: Summed, second: Summed, start: Overlay): Overlay {
  let map = start;
  let [gain, offset] = [1, 0];
  for (const grid of GRIDS) {
    const halfX = first.width / grid / 2;
    const halfY = first.height / grid / 2;
    const halfU = Math.abs(map.a) * halfX + Math.abs(map.b) * halfY;
    const halfV = Math.abs(map.d) * halfX + Math.abs(map.e) * halfY;
    const system = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
    let used = 0;
    for (let at = 0; at < grid * grid; at++) {
      const x = ((at % grid) + 0.5) * 2 * halfX;
      const y = (Math.floor(at / grid) + 0.5) * 2 * halfY;
      const u = map.a * x + map.b * y + map.c;
      const v = map.d * x + map.e * y + map.f;
      if (u < halfU + 1 || v < halfV + 1 || u > second.width - halfU - 1 || v > second.height - halfV - 1)
        continue;
      const there = mean(second, u, v, halfU, halfV);
      const alongU = (mean(second, u + 0.5, v, halfU, halfV) - mean(second, u - 0.5, v, halfU, halfV)) * gain;
      const alongV = (mean(second, u, v + 0.5, halfU, halfV) - mean(second, u, v - 0.5, halfU, halfV)) * gain;
      const rest = mean(first, x, y, halfX, halfY) - gain * there - offset;
      add(
        system,
        [alongU * x, alongU * y, alongU, alongV * x, alongV * y, alongV, there, 1],
        rest,
        weight(rest),
      );
      used++;
    }
    const change = used > 100 ? solve(system) : undefined;
    if (change === undefined) return start;
    map = {
      a: map.a + change[0]!,
      b: map.b + change[1]!,
      c: map.c + change[2]!,
      d: map.d + change[3]!,
      e: map.e + change[4]!,
      f: map.f + change[5]!,
    };
    gain += change[6]!;
    offset += change[7]!;
  }
  return strayed(first, second, start, map) ? start : map;
}

const weight = (rest: number) => 1 / (1 + (rest / FAR) ** 2);

function add(system: Float64Array, row: readonly number[], rest: number, weighs: number): void {
  for (let i = 0; i < UNKNOWNS; i++) {
    for (let j = 0; j < UNKNOWNS; j++) system[i * (UNKNOWNS + 1) + j]! += weighs * row[i]! * row[j]!;
    system[i * (UNKNOWNS + 1) + UNKNOWNS]! += weighs * row[i]! * rest;
  }
}

/** Gauss's elimination with the largest pivot; undefined where the pictures do not determine the answer. */
function solve(system: Float64Array): number[] | undefined {
  const width = UNKNOWNS + 1;
  for (let column = 0; column < UNKNOWNS; column++) {
    let pivot = column;
    for (let row = column + 1; row < UNKNOWNS; row++)
      if (Math.abs(system[row * width + column]!) > Math.abs(system[pivot * width + column]!)) pivot = row;
    if (Math.abs(system[pivot * width + column]!) < 1e-9) return undefined;
    for (let at = 0; at < width; at++)
      [system[column * width + at], system[pivot * width + at]] = [
        system[pivot * width + at]!,
        system[column * width + at]!,
      ];
    for (let row = 0; row < UNKNOWNS; row++) {
      if (row === column) continue;
      const factor = system[row * width + column]! / system[column * width + column]!;
      for (let at = column; at < width; at++)
        system[row * width + at]! -= factor * system[column * width + at]!;
    }
  }
  return Array.from(
    { length: UNKNOWNS },
    (_, at) => system[at * width + UNKNOWNS]! / system[at * width + at]!,
  );
}

/** A refinement that leads away by more than a few pixels has lost the picture. */
function strayed(first: Summed, second: Summed, from: Overlay, to: Overlay): boolean {
  const most = Math.max(second.width, second.height) * 0.03;
  return [0, first.width].some((x) =>
    [0, first.height].some((y) => {
      const du = (to.a - from.a) * x + (to.b - from.b) * y + to.c - from.c;
      const dv = (to.d - from.d) * x + (to.e - from.e) * y + to.f - from.f;
      return !(Math.hypot(du, dv) <= most);
    }),
  );
}
