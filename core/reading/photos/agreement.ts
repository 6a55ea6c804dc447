// Lays one picture over another and measures, block by block, how much of the common part is really the same.

import { mean, type Summed } from "./picture.ts";

/** Where a point of the first small picture lies in the second: (a x + b y + c, d x + e y + f). */
export interface Overlay {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export interface Agreement {
  /** The share of the first and of the second picture that the common part covers (0 to 1). */
  readonly coverFirst: number;
  readonly coverSecond: number;
  /** The share of the structured blocks in the common part whose structure is the same (0 to 1). */
  readonly same: number;
  readonly blocks: number;
  /** The middle likeness of the structured blocks: close to 1 for a copy, lower for another shot. */
  readonly middle: number;
  /**
   * How far the middle block lies beside its place, in pixels of the second picture, as far as a move explains how it differs:
   * near 0 for a copy, by depth for another shot.
   */
  readonly drift: number;
}

const BLOCKS = 10;
const STEPS = 6;
const EDGE = 0.015;
const FEW_BLOCKS = 8;
/**
 * Blocks with less contrast than this say nothing: a wall, a blank page, and a sky too, since the even
 * fall of the light (the plane that fits best) is taken out first.
 */
const LEAST_CONTRAST = 2;
/** Where nearly all blocks are so, this much must do; noise reaches a third of it. */
const FAINT_CONTRAST = 1;
/** Shades from here on may have been cut off at white. */
export const WHITE = 250;
const SAME_STRUCTURE = 0.95;

/**
 * Another shot of the same scene puts many key points in the right places too; but what moved, the light and the
 * noise differ somewhere, while a copy is the same wherever nothing was laid over it. So every block is asked.
 */
export function agreement(first: Summed, second: Summed, map: Overlay): Agreement {
  const box = commonBox(first, second, map);
  if (box === undefined) return { coverFirst: 0, coverSecond: 0, same: 0, blocks: 0, middle: 0, drift: 0 };
  const found = inBox(first, second, map, box);
  // A lamp in the night fills few blocks: then only the part with structure is divided once more.
  if (found.blocks >= FEW_BLOCKS) return found;
  if (found.blocks > 0) {
    const closer = inBox(first, second, map, found.structured);
    if (closer.blocks >= FEW_BLOCKS)
      return { ...closer, coverFirst: found.coverFirst, coverSecond: found.coverSecond };
  }
  // A road, a wall, fog: cracks and stains are faint everywhere.
  return inBox(first, second, map, box, true);
}

export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function inBox(
  first: Summed,
  second: Summed,
  map: Overlay,
  box: Edges,
  faint = false,
): Agreement & { structured: Edges } {
  const least = faint ? FAINT_CONTRAST : LEAST_CONTRAST;
  const blocks: Block[] = [];
  // Each sample is the mean of its cell in both pictures: a small and a large copy are equally sharp then.
  const halfWidth = (box.right - box.left) / BLOCKS / STEPS / 2;
  const halfHeight = (box.bottom - box.top) / BLOCKS / STEPS / 2;
  const halfWide = Math.abs(map.a) * halfWidth + Math.abs(map.b) * halfHeight;
  const halfHigh = Math.abs(map.d) * halfWidth + Math.abs(map.e) * halfHeight;
  const p = new Float64Array(STEPS * STEPS);
  const q = new Float64Array(STEPS * STEPS);
  const alongX = new Float64Array(STEPS * STEPS);
  const alongY = new Float64Array(STEPS * STEPS);
  for (let row = 0; row < BLOCKS; row++)
    for (let column = 0; column < BLOCKS; column++) {
      let inside = true;
      for (let at = 0; at < STEPS * STEPS; at++) {
        const x = box.left + ((column + ((at % STEPS) + 0.5) / STEPS) / BLOCKS) * (box.right - box.left);
        const y =
          box.top + ((row + (Math.floor(at / STEPS) + 0.5) / STEPS) / BLOCKS) * (box.bottom - box.top);
        const u = map.a * x + map.b * y + map.c;
        const v = map.d * x + map.e * y + map.f;
        if (u < -1 || v < -1 || u > second.width + 1 || v > second.height + 1) inside = false;
        p[at] = mean(first, x, y, halfWidth, halfHeight);
        q[at] = mean(second, u, v, halfWide, halfHigh);
        alongX[at] =
          mean(second, u + 0.5, v, halfWide, halfHigh) - mean(second, u - 0.5, v, halfWide, halfHigh);
        alongY[at] =
          mean(second, u, v + 0.5, halfWide, halfHigh) - mean(second, u, v - 0.5, halfWide, halfHigh);
      }
      if (!inside) continue;
      if (cutOff(p, q)) continue;
      for (const samples of [p, q, alongX, alongY]) levelled(samples);
      blocks.push({
        row,
        column,
        ...compare(p, q),
        drift: beside(p, q, alongX, alongY, (least / LEAST_CONTRAST) ** 2),
      });
    }
  // What is laid over a copy brings structure to where there was none, so the barer picture says which blocks count.
  const inFirst = blocks.filter(({ contrastFirst }) => contrastFirst >= least);
  const inSecond = blocks.filter(({ contrastSecond }) => contrastSecond >= least);
  const asked = inFirst.length <= inSecond.length ? inFirst : inSecond;
  const middleOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const area = (box.right - box.left) * (box.bottom - box.top);
  const scale = Math.abs(map.a * map.e - map.b * map.d);
  return {
    coverFirst: area / (first.width * first.height),
    coverSecond: (area * scale) / (second.width * second.height),
    same:
      asked.length === 0
        ? 0
        : asked.filter(({ likeness }) => likeness >= SAME_STRUCTURE).length / asked.length,
    blocks: asked.length,
    middle: middleOf(asked.map(({ likeness }) => likeness)),
    drift: middleOf(asked.map(({ drift }) => drift)),
    structured: around(asked, box),
  };
}

interface Block {
  readonly row: number;
  readonly column: number;
  readonly contrastFirst: number;
  readonly contrastSecond: number;
  readonly likeness: number;
  readonly drift: number;
}

/** The part of the box that these blocks reach over. */
function around(blocks: readonly Block[], { left, right, top, bottom }: Edges): Edges {
  const [width, height] = [(right - left) / BLOCKS, (bottom - top) / BLOCKS];
  const columns = blocks.map(({ column }) => column);
  const rows = blocks.map(({ row }) => row);
  return {
    left: left + Math.min(...columns) * width,
    right: left + (Math.max(...columns) + 1) * width,
    top: top + Math.min(...rows) * height,
    bottom: top + (Math.max(...rows) + 1) * height,
  };
}

/** The box of the first picture whose points fall into the second. */
export function commonBox(first: Summed, second: Summed, { a, b, c, d, e, f }: Overlay) {
  const determinant = a * e - b * d;
  if (Math.abs(determinant) < 1e-6) return undefined;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [u, v] of [
    [0, 0],
    [second.width, 0],
    [0, second.height],
    [second.width, second.height],
  ] as const) {
    xs.push((e * (u - c) - b * (v - f)) / determinant);
    ys.push((a * (v - f) - d * (u - c)) / determinant);
  }
  const left = Math.max(0, Math.min(...xs));
  const right = Math.min(first.width, Math.max(...xs));
  const top = Math.max(0, Math.min(...ys));
  const bottom = Math.min(first.height, Math.max(...ys));
  if (right - left < 8 || bottom - top < 8) return undefined;
  // A hair inside: at the very edge a frame bleeds into the picture.
  const x = (right - left) * EDGE;
  const y = (bottom - top) * EDGE;
  return { left: left + x, right: right - x, top: top + y, bottom: bottom - y };
}

/** Normalised correlation: brightness and contrast may have changed, structure not. */
function compare(p: Float64Array, q: Float64Array) {
  const n = p.length;
  let [mp, mq] = [0, 0];
  for (let at = 0; at < n; at++) {
    mp += p[at]! / n;
    mq += q[at]! / n;
  }
  let [pp, qq, pq] = [0, 0, 0];
  for (let at = 0; at < n; at++) {
    const x = p[at]! - mp;
    const y = q[at]! - mq;
    pp += x * x;
    qq += y * y;
    pq += x * y;
  }
  return {
    contrastFirst: Math.sqrt(pp / n),
    contrastSecond: Math.sqrt(qq / n),
    likeness: pq / Math.sqrt(pp * qq + 1e-9),
  };
}

/**
 * How far the samples `q` would have to move to look like `p`, by one step of least squares (Lucas, Kanade, 1981),
 * times the share of their difference that the move explains.
 * @param noise square of the shades that an edge must exceed before it counts.
 */
function beside(
  p: Float64Array,
  q: Float64Array,
  alongX: Float64Array,
  alongY: Float64Array,
  noise: number,
): number {
  const n = p.length;
  let [mp, mq, mx, my] = [0, 0, 0, 0];
  for (let at = 0; at < n; at++) {
    mp += p[at]! / n;
    mq += q[at]! / n;
    mx += alongX[at]! / n;
    my += alongY[at]! / n;
  }
  let [pp, qq] = [0, 0];
  for (let at = 0; at < n; at++) {
    pp += (p[at]! - mp) ** 2;
    qq += (q[at]! - mq) ** 2;
  }
  const gain = Math.sqrt(qq / (pp + 1e-9));
  let [xx, yy, xy, xr, yr] = [n * noise, n * noise, 0, 0, 0];
  for (let at = 0; at < n; at++) {
    const rest = (p[at]! - mp) * gain - (q[at]! - mq);
    const x = alongX[at]! - mx;
    const y = alongY[at]! - my;
    xx += x * x;
    yy += y * y;
    xy += x * y;
    xr += x * rest;
    yr += y * rest;
  }
  const determinant = xx * yy - xy * xy;
  const dx = (yy * xr - xy * yr) / determinant;
  const dy = (xx * yr - xy * xr) / determinant;
  // What a move does not explain (light cut off at white, other colours made grey, noise) is no move.
  let [before, after] = [0, 0];
  for (let at = 0; at < n; at++) {
    const rest = (p[at]! - mp) * gain - (q[at]! - mq);
    before += rest * rest;
    after += (rest - dx * (alongX[at]! - mx) - dy * (alongY[at]! - my)) ** 2;
  }
  return Math.hypot(dx, dy) * Math.max(0, 1 - after / (before + 1e-9));
}

/** More than a sixth is white in one picture alone: a brightened copy has lost the structure there, so the block says nothing. */
function cutOff(p: Float64Array, q: Float64Array): boolean {
  let count = 0;
  for (let at = 0; at < p.length; at++) if (p[at]! >= WHITE !== q[at]! >= WHITE) count++;
  return count > p.length / 6;
}

/** Takes the plane that fits best out of the samples of a block. */
function levelled(samples: Float64Array): void {
  let [alongX, alongY] = [0, 0];
  const off = (at: number) => at - (STEPS - 1) / 2;
  for (let at = 0; at < samples.length; at++) {
    alongX += off(at % STEPS) * samples[at]!;
    alongY += off(Math.floor(at / STEPS)) * samples[at]!;
  }
  const squares = (STEPS * STEPS * (STEPS * STEPS - 1)) / 12;
  for (let at = 0; at < samples.length; at++)
    samples[at]! -= (off(at % STEPS) * alongX + off(Math.floor(at / STEPS)) * alongY) / squares;
}
