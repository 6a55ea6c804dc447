// Small boosted trees over abstract traits: reads weights trained by eval/replies/train.ts, holds no words.

/** A node splits on a trait (at or below the cut goes left) or is a leaf with a value. */
export type Tree = readonly (
  | readonly [trait: number, cut: number, left: number, right: number]
  | readonly [value: number]
)[];

export interface Forest {
  /** Score of a class before any tree. */
  readonly start: readonly number[];
  /** Rounds, each with one tree a class. */
  readonly rounds: readonly (readonly Tree[])[];
}

export function treeValue(tree: Tree, traits: readonly number[]): number {
  let node = tree[0]!;
  while (node.length === 4) node = tree[traits[node[0]]! <= node[1] ? node[2] : node[3]]!;
  return node[0];
}

function scores(forest: Forest, traits: readonly number[]): number[] {
  const sums = [...forest.start];
  for (const round of forest.rounds) {
    for (const [i, tree] of round.entries()) sums[i]! += treeValue(tree, traits);
  }
  return sums;
}

/** Probability of each class; a forest of one class gives the probability of yes. */
export function probabilities(forest: Forest, traits: readonly number[]): number[] {
  const sums = scores(forest, traits);
  if (sums.length === 1) return [1 / (1 + Math.exp(-sums[0]!))];
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** The clause model of promises, and the model that corrects it by its neighbours. */
export interface PromiseWeights {
  readonly promise: Forest;
  readonly promiseContext: Forest;
  readonly promiseFrom: number;
}

/** Weights of the three readings, with the names of their traits so that a stale file is noticed. */
export interface Weights extends PromiseWeights {
  readonly seed: number;
  readonly kinds: readonly string[];
  readonly kindTraits: readonly string[];
  readonly kind: Forest;
  /** Confidence below which the reader abstains. */
  readonly abstainBelow: number;
  readonly promiseTraits: readonly string[];
  readonly askTraits: readonly string[];
  /** One ask is dealt with. */
  readonly asks: Forest;
  readonly asksFrom: number;
}
