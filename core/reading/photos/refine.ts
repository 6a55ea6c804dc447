// Moves one picture over another until they fit best: a few steps of least squares on position, size, turn and light.
//
// Lucas, Kanade (1981), with an affine map and a gain and offset of brightness: key points place a copy to about a
// pixel, but telling a copy from a second shot of the same scene needs a fraction of one.

import { commonBox, type Edges, type Overlay, WHITE } from "./agreement.ts";
import { mean, type Summed } from "./picture.ts";

/**
 * Samples along each side; how many steps at most; and from how many shades of difference a sample weighs less and less.
 * Coarse samples find the way, fine ones the fraction of a pixel. Lenient weights suit a copy whose tones were changed
 * all over, strict ones a copy with a watermark; which of them fits is for the agreement to say.
 */
const ROUNDS = [
  { grid: 40, steps: 8, far: 24, done: false },
  { grid: 80, steps: 3, far: 24, done: true },
  { grid: 40, steps: 8, far: 6, done: false },
  { grid: 80, steps: 3, far: 6, done: true },
];
/** A step that moves no corner by more pixels than this was the last. */
const STILL = 0.02;
const UNKNOWNS = 8;

/** The start and what it was refined to, leniently and strictly; those that led away by more than a few pixels are left out. */
export function refined(first: Summed, second: Summed, start: Overlay): Overlay[] {
  const found = [start];
  // The grid lies on the common part: a photograph in a screenshot is a third of it.
  const box = commonBox(first, second, start);
  if (box === undefined) return found;
  const furthest = Math.max(second.width, second.height) * 0.03;
  let fit: Fit = { map: start, gain: 1, offset: 0 };
  for (const { grid, steps, far, done } of ROUNDS) {
    for (let step = 0; step < steps; step++) {
      const next = stepped(first, second, box, fit, grid, far);
      if (next === undefined) return found;
      const still = moved(box, fit.map, next.map) < STILL;
      fit = next;
      if (still) break;
    }
    if (done && moved(box, start, fit.map) <= furthest) found.push(fit.map);
  }
  return found;
}

interface Fit {
  readonly map: Overlay;
  readonly gain: number;
  readonly offset: number;
}

/** One step of least squares; undefined where the pictures do not determine it. */
function stepped(
  first: Summed,
  second: Summed,
  box: Edges,
  { map, gain, offset }: Fit,
  grid: number,
  far: number,
): Fit | undefined {
  const halfX = (box.right - box.left) / grid / 2;
  const halfY = (box.bottom - box.top) / grid / 2;
  const halfU = Math.abs(map.a) * halfX + Math.abs(map.b) * halfY;
  const halfV = Math.abs(map.d) * halfX + Math.abs(map.e) * halfY;
  const system = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
  let used = 0;
  for (let at = 0; at < grid * grid; at++) {
    const x = box.left + ((at % grid) + 0.5) * 2 * halfX;
    const y = box.top + (Math.floor(at / grid) + 0.5) * 2 * halfY;
    const u = map.a * x + map.b * y + map.c;
    const v = map.d * x + map.e * y + map.f;
    if (u < halfU + 1 || v < halfV + 1 || u > second.width - halfU - 1 || v > second.height - halfV - 1)
      continue;
    const here = mean(first, x, y, halfX, halfY);
    const there = mean(second, u, v, halfU, halfV);
    if (here >= WHITE !== there >= WHITE) continue;
    const alongU = (mean(second, u + 0.5, v, halfU, halfV) - mean(second, u - 0.5, v, halfU, halfV)) * gain;
    const alongV = (mean(second, u, v + 0.5, halfU, halfV) - mean(second, u, v - 0.5, halfU, halfV)) * gain;
    const rest = here - gain * there - offset;
    add(
      system,
      [alongU * x, alongU * y, alongU, alongV * x, alongV * y, alongV, there, 1],
      rest,
      1 / (1 + (rest / far) ** 2),
    );
    used++;
  }
  const change = used > 100 ? solve(system) : undefined;
  if (change === undefined) return undefined;
  return {
    map: {
      a: map.a + change[0]!,
      b: map.b + change[1]!,
      c: map.c + change[2]!,
      d: map.d + change[3]!,
      e: map.e + change[4]!,
      f: map.f + change[5]!,
    },
    gain: gain + change[6]!,
    offset: offset + change[7]!,
  };
}

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

/** By how many pixels of the second picture a corner of the box lies elsewhere, at most. */
function moved(box: Edges, from: Overlay, to: Overlay): number {
  const away = [box.left, box.right].flatMap((x) =>
    [box.top, box.bottom].map((y) =>
      Math.hypot(
        (to.a - from.a) * x + (to.b - from.b) * y + to.c - from.c,
        (to.d - from.d) * x + (to.e - from.e) * y + to.f - from.f,
      ),
    ),
  );
  return Math.max(...away);
}
