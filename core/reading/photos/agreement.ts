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
}

const BLOCKS = 10;
const STEPS = 6;
const EDGE = 0.015;
const FEW_BLOCKS = 8;
/** Blocks with less contrast than this in both pictures say nothing: sky, wall, a blank page. */
const LEAST_CONTRAST = 4;
const SAME_STRUCTURE = 0.95;

/**
 * Another shot of the same scene puts many key points in the right places too; but what moved, the light and the
 * noise differ somewhere, while a copy is the same wherever nothing was laid over it. So every block is asked.
 */
export function agreement(first: Summed, second: Summed, map: Overlay): Agreement {
  const box = commonBox(first, second, map);
  if (box === undefined) return { coverFirst: 0, coverSecond: 0, same: 0, blocks: 0, middle: 0 };
  const found = inBox(first, second, map, box);
  // A lamp in the night fills few blocks: then only the part with structure is divided once more.
  if (found.blocks === 0 || found.blocks >= FEW_BLOCKS) return found;
  const closer = inBox(first, second, map, found.structured);
  return { ...found, same: closer.same, blocks: closer.blocks, middle: closer.middle };
}

interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function inBox(first: Summed, second: Summed, map: Overlay, box: Edges): Agreement & { structured: Edges } {
  const scale = Math.abs(map.a * map.e - map.b * map.d);
  const area = (box.right - box.left) * (box.bottom - box.top);
  const edges = { left: box.right, right: box.left, top: box.bottom, bottom: box.top };
  let structured = 0;
  const likenesses: number[] = [];
  let same = 0;
  // Each sample is the mean of its cell in both pictures: a small and a large copy are equally sharp then.
  const halfWidth = (box.right - box.left) / BLOCKS / STEPS / 2;
  const halfHeight = (box.bottom - box.top) / BLOCKS / STEPS / 2;
  const halfWide = Math.abs(map.a) * halfWidth + Math.abs(map.b) * halfHeight;
  const halfHigh = Math.abs(map.d) * halfWidth + Math.abs(map.e) * halfHeight;
  const p = new Float64Array(STEPS * STEPS);
  const q = new Float64Array(STEPS * STEPS);
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
      }
      if (!inside) continue;
      const { contrast, likeness } = compare(p, q);
      if (contrast < LEAST_CONTRAST) continue;
      structured++;
      const [width, height] = [(box.right - box.left) / BLOCKS, (box.bottom - box.top) / BLOCKS];
      edges.left = Math.min(edges.left, box.left + column * width);
      edges.right = Math.max(edges.right, box.left + (column + 1) * width);
      edges.top = Math.min(edges.top, box.top + row * height);
      edges.bottom = Math.max(edges.bottom, box.top + (row + 1) * height);
      likenesses.push(likeness);
      if (likeness >= SAME_STRUCTURE) same++;
    }
  return {
    coverFirst: area / (first.width * first.height),
    coverSecond: (area * scale) / (second.width * second.height),
    same: structured === 0 ? 0 : same / structured,
    blocks: structured,
    middle: likenesses.sort((a, b) => a - b)[likenesses.length >> 1] ?? 0,
    structured: edges,
  };
}

/** The box of the first picture whose points fall into the second. */
function commonBox(first: Summed, second: Summed, { a, b, c, d, e, f }: Overlay) {
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
function compare(p: Float64Array, q: Float64Array): { contrast: number; likeness: number } {
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
  const contrast = Math.sqrt(Math.max(pp, qq) / n);
  return { contrast, likeness: pq / Math.sqrt(pp * qq + 1e-9) };
}
