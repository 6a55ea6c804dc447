// Trains small boosted regression trees with a seed; the outcome depends on nothing but the rows and the seed.

import type { Forest, Tree } from "../../core/reading/replies/model.ts";

export interface Settings {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  readonly leaf: number;
  readonly ridge: number;
  readonly rows: number;
  readonly traits: number;
  readonly seed: number;
  /** How many forests with different seeds are averaged; one where absent. */
  readonly bags?: number;
}

/** mulberry32: a small seeded generator. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const BINS = 24;

interface Table {
  readonly bins: Uint8Array[];
  readonly cuts: number[][];
}

function binned(rows: readonly (readonly number[])[]): Table {
  const width = rows[0]?.length ?? 0;
  const bins: Uint8Array[] = [];
  const cuts: number[][] = [];
  for (let trait = 0; trait < width; trait += 1) {
    const sorted = Float64Array.from(rows, (row) => row[trait]!).sort();
    const distinct: number[] = [];
    for (const value of sorted) if (value !== distinct.at(-1)) distinct.push(value);
    const edges: number[] = [];
    if (distinct.length <= BINS) {
      for (let i = 0; i + 1 < distinct.length; i += 1) edges.push((distinct[i]! + distinct[i + 1]!) / 2);
    } else {
      for (let i = 1; i < BINS; i += 1) {
        const edge = sorted[Math.floor((i * sorted.length) / BINS)]!;
        if (edges.at(-1) !== edge) edges.push(edge);
      }
    }
    cuts.push(edges);
    const column = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i += 1) {
      const value = rows[i]![trait]!;
      let bin = 0;
      while (bin < edges.length && value > edges[bin]!) bin += 1;
      column[i] = bin;
    }
    bins.push(column);
  }
  return { bins, cuts };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

function grow(
  table: Table,
  grad: Float64Array,
  hess: Float64Array,
  pick: number[],
  s: Settings,
  random: () => number,
): Tree {
  const nodes: (readonly [number, number, number, number] | readonly [number])[] = [];
  const used = table.cuts.map((_, i) => i).filter(() => random() < s.traits);
  const width = BINS + 1;
  // Sums of gradient, curvature and number by trait and bin.
  const histogram = (members: Int32Array): Float64Array => {
    const sums = new Float64Array(used.length * width * 3);
    const g = Float64Array.from(members, (i) => grad[i]!);
    const h = Float64Array.from(members, (i) => hess[i]!);
    for (let u = 0; u < used.length; u += 1) {
      const column = table.bins[used[u]!]!;
      const base = u * width * 3;
      for (let m = 0; m < members.length; m += 1) {
        const at = base + column[members[m]!]! * 3;
        sums[at]! += g[m]!;
        sums[at + 1]! += h[m]!;
        sums[at + 2]! += 1;
      }
    }
    return sums;
  };
  const build = (members: Int32Array, depth: number, sums: Float64Array | undefined): number => {
    const at = nodes.length;
    nodes.push([0]);
    let g = 0;
    let h = 0;
    for (const i of members) {
      g += grad[i]!;
      h += hess[i]!;
    }
    const value = (): readonly [number] => [round((s.rate * g) / (h + s.ridge))];
    if (depth === 0 || members.length < 2 * s.leaf || sums === undefined) {
      nodes[at] = value();
      return at;
    }
    let best = { gain: 1e-3, trait: -1, bin: 0 };
    for (const [u, trait] of used.entries()) {
      const edges = table.cuts[trait]!;
      let gl = 0;
      let hl = 0;
      let nl = 0;
      for (let b = 0; b < edges.length; b += 1) {
        const cell = (u * width + b) * 3;
        gl += sums[cell]!;
        hl += sums[cell + 1]!;
        nl += sums[cell + 2]!;
        if (nl < s.leaf || members.length - nl < s.leaf) continue;
        const gain =
          (gl * gl) / (hl + s.ridge) + ((g - gl) * (g - gl)) / (h - hl + s.ridge) - (g * g) / (h + s.ridge);
        if (gain > best.gain) best = { gain, trait, bin: b };
      }
    }
    if (best.trait < 0) {
      nodes[at] = value();
      return at;
    }
    const column = table.bins[best.trait]!;
    const below = members.filter((i) => column[i]! <= best.bin);
    const above = members.filter((i) => column[i]! > best.bin);
    // Only the smaller side is counted; the larger is what is left of the whole.
    const [small, large] = below.length <= above.length ? [below, above] : [above, below];
    const needed = depth > 1 && large.length >= 2 * s.leaf;
    const ofSmall = needed ? histogram(small) : undefined;
    const ofLarge = ofSmall === undefined ? undefined : sums.map((sum, i) => sum - ofSmall[i]!);
    const left = build(below, depth - 1, below === small ? ofSmall : ofLarge);
    const right = build(above, depth - 1, above === small ? ofSmall : ofLarge);
    nodes[at] = [best.trait, round(table.cuts[best.trait]![best.bin]!), left, right];
    return at;
  };
  const members = Int32Array.from(pick);
  build(members, s.depth, histogram(members));
  return nodes;
}

/** Several classes by softmax, or one class (yes or no) by the logistic function where `classes` is 1. */
export function boost(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  classes: number,
  s: Settings,
  weights?: readonly number[],
): Forest {
  const random = seeded(s.seed);
  const table = binned(rows);
  const weight = (i: number): number => weights?.[i] ?? 1;
  const total = rows.reduce((sum, _, i) => sum + weight(i), 0);
  const start = Array.from({ length: classes }, (_, k) => {
    const share =
      (target.reduce((sum, t, i) => sum + (t === (classes === 1 ? 1 : k) ? weight(i) : 0), 0) + 0.5) /
      (total + 1);
    return round(classes === 1 ? Math.log(share / (1 - share)) : Math.log(share));
  });
  const sums = rows.map(() => [...start]);
  const rounds: Tree[][] = [];
  for (let r = 0; r < s.rounds; r += 1) {
    const pick = rows.map((_, i) => i).filter(() => random() < s.rows);
    const chances = sums.map((sum) => {
      if (classes === 1) return [1 / (1 + Math.exp(-sum[0]!))];
      const top = Math.max(...sum);
      const powers = sum.map((x) => Math.exp(x - top));
      const all = powers.reduce((a, b) => a + b, 0);
      return powers.map((p) => p / all);
    });
    const trees: Tree[] = [];
    for (let k = 0; k < classes; k += 1) {
      const grad = Float64Array.from(
        rows,
        (_, i) => weight(i) * ((target[i] === (classes === 1 ? 1 : k) ? 1 : 0) - chances[i]![k]!),
      );
      const hess = Float64Array.from(
        rows,
        (_, i) => weight(i) * Math.max(1e-6, chances[i]![k]! * (1 - chances[i]![k]!)),
      );
      trees.push(grow(table, grad, hess, pick, s, random));
    }
    rounds.push(trees);
    for (const [i, row] of rows.entries()) {
      for (const [k, tree] of trees.entries()) {
        let node = tree[0]!;
        while (node.length === 4) node = tree[row[node[0]]! <= node[1] ? node[2] : node[3]]!;
        sums[i]![k]! += node[0];
      }
    }
  }
  return { start, rounds };
}

/** The mean of several forests that differ in their seed: steadier than one. */
export function bagged(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  classes: number,
  s: Settings,
  weights?: readonly number[],
): Forest {
  const count = s.bags ?? 1;
  const forests = Array.from({ length: count }, (_, i) =>
    boost(rows, target, classes, { ...s, seed: s.seed + i * 7919 }, weights),
  );
  const thinner = (tree: Tree): Tree =>
    tree.map((node) => (node.length === 4 ? node : ([round(node[0] / count)] as const)));
  return {
    start: forests[0]!.start,
    rounds: forests.flatMap((forest) => forest.rounds.map((trees) => trees.map(thinner))),
  };
}
