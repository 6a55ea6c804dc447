// Whether the key points of two pictures lie on each other by one shift, turn and scale, and which one.

import type { Features } from "./features.ts";

/** Where a point of the first picture lies in the second: (a x - b y + c, b x + a y + d), in the pictures' own pixels. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

export interface Fit {
  readonly map: Similarity;
  readonly inliers: number;
}

/** As many key points must agree on one map before two pictures are compared further. */
export const LEAST_INLIERS = 10;
/** Pixels of the detailed picture by which a point may miss its place. */
const REACH = 4;

/**
 * The similarity on which most matched points agree (RANSAC: pairs of matches propose, all matches vote, the best is
 * refitted by least squares). The draws follow a fixed sequence, so the same pictures always give the same answer.
 */
export function fitted(
  from: Features,
  to: Features,
  [left, right]: [Uint16Array, Uint16Array],
): Fit | undefined {
  const chosen = consistent(from, to, left, right);
  if (chosen.length < LEAST_INLIERS) return undefined;
  let best: Fit | undefined;
  let state = 12_345;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return chosen[(state >>> 8) % chosen.length]!;
  };
  for (let attempt = 0; attempt < 400; attempt++) {
    const one = draw();
    const other = draw();
    if (one === other) continue;
    const map = through(from, to, [left[one]!, left[other]!], [right[one]!, right[other]!]);
    if (map === undefined) continue;
    const inliers = votes(from, to, left, right, map).length;
    if (best === undefined || inliers > best.inliers) best = { map, inliers };
  }
  for (let again = 0; again < 3 && best !== undefined; again++) {
    const support = votes(from, to, left, right, best.map);
    const map = leastSquares(from, to, left, right, support);
    if (map === undefined) break;
    const inliers = votes(from, to, left, right, map).length;
    if (inliers < best.inliers) break;
    best = { map, inliers };
  }
  return best !== undefined && best.inliers >= LEAST_INLIERS ? best : undefined;
}

const TURN_BINS = 24;

/** Only matches whose change of angle is the most frequent one (or its neighbour): true matches share it. */
function consistent(from: Features, to: Features, left: Uint16Array, right: Uint16Array): number[] {
  const bin = (at: number) => {
    const turn = to.angle[right[at]!]! - from.angle[left[at]!]!;
    return Math.floor((((turn % 360) + 360) % 360) / (360 / TURN_BINS)) % TURN_BINS;
  };
  const counts = new Uint32Array(TURN_BINS);
  for (let at = 0; at < left.length; at++) counts[bin(at)]!++;
  const around = (at: number) =>
    counts[at]! + counts[(at + 1) % TURN_BINS]! + counts[(at + TURN_BINS - 1) % TURN_BINS]!;
  let peak = 0;
  for (let at = 1; at < TURN_BINS; at++) if (around(at) > around(peak)) peak = at;
  const chosen: number[] = [];
  for (let at = 0; at < left.length; at++) {
    const off = (bin(at) - peak + TURN_BINS) % TURN_BINS;
    if (off <= 1 || off === TURN_BINS - 1) chosen.push(at);
  }
  return chosen;
}

function through(
  from: Features,
  to: Features,
  [p, q]: [number, number],
  [r, s]: [number, number],
): Similarity | undefined {
  const dx = from.x[q]! - from.x[p]!;
  const dy = from.y[q]! - from.y[p]!;
  const ex = to.x[s]! - to.x[r]!;
  const ey = to.y[s]! - to.y[r]!;
  const square = dx * dx + dy * dy;
  if (square < 400) return undefined;
  const a = (dx * ex + dy * ey) / square;
  const b = (dx * ey - dy * ex) / square;
  if (!plausible(a, b)) return undefined;
  return {
    a,
    b,
    c: to.x[r]! - a * from.x[p]! + b * from.y[p]!,
    d: to.y[r]! - b * from.x[p]! - a * from.y[p]!,
  };
}

function plausible(a: number, b: number): boolean {
  const scale = Math.hypot(a, b);
  return scale > 0.2 && scale < 5;
}

function votes(
  from: Features,
  to: Features,
  left: Uint16Array,
  right: Uint16Array,
  map: Similarity,
): number[] {
  const scale = Math.hypot(map.a, map.b);
  // A miss is measured in the coarser of the two pictures.
  const reach = (REACH * Math.max(1, scale)) ** 2;
  const agree: number[] = [];
  for (let at = 0; at < left.length; at++) {
    const p = left[at]!;
    const q = right[at]!;
    const dx = map.a * from.x[p]! - map.b * from.y[p]! + map.c - to.x[q]!;
    const dy = map.b * from.x[p]! + map.a * from.y[p]! + map.d - to.y[q]!;
    if (dx * dx + dy * dy <= reach) agree.push(at);
  }
  return agree;
}

function leastSquares(
  from: Features,
  to: Features,
  left: Uint16Array,
  right: Uint16Array,
  support: readonly number[],
): Similarity | undefined {
  const n = support.length;
  let [mx, my, nx, ny] = [0, 0, 0, 0];
  for (const at of support) {
    mx += from.x[left[at]!]! / n;
    my += from.y[left[at]!]! / n;
    nx += to.x[right[at]!]! / n;
    ny += to.y[right[at]!]! / n;
  }
  let [dot, cross, square] = [0, 0, 0];
  for (const at of support) {
    const x = from.x[left[at]!]! - mx;
    const y = from.y[left[at]!]! - my;
    const u = to.x[right[at]!]! - nx;
    const v = to.y[right[at]!]! - ny;
    dot += x * u + y * v;
    cross += x * v - y * u;
    square += x * x + y * y;
  }
  if (square === 0) return undefined;
  const a = dot / square;
  const b = cross / square;
  return plausible(a, b) ? { a, b, c: nx - a * mx + b * my, d: ny - b * mx - a * my } : undefined;
}
