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

/** A linear model beside the trees: start and one weight a trait, for each class. */
export interface Linear {
  readonly start: readonly number[];
  readonly weights: readonly (readonly number[])[];
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

function linearScores(model: Linear, traits: readonly number[]): number[] {
  return model.start.map((start, k) =>
    model.weights[k]!.reduce((sum, weight, i) => sum + weight * traits[i]!, start),
  );
}

/** Probability of each class; a model of one class gives the probability of yes. */
export function probabilities(forest: Forest, traits: readonly number[]): number[] {
  return shares(scores(forest, traits));
}

export function linearProbabilities(model: Linear, traits: readonly number[]): number[] {
  return shares(linearScores(model, traits));
}

function shares(sums: readonly number[]): number[] {
  if (sums.length === 1) return [1 / (1 + Math.exp(-sums[0]!))];
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** What several models say together: the mean of their logarithms, so that one sure model does not drown the others. */
export function blended(parts: readonly (readonly number[])[]): number[] {
  const log = (value: number): number => Math.log(Math.max(1e-4, value));
  const yesOrNo = parts[0]!.length === 1;
  const mean = parts[0]!.map(
    (_, k) => parts.reduce((sum, p) => sum + log(p[k]!) - (yesOrNo ? log(1 - p[k]!) : 0), 0) / parts.length,
  );
  return shares(mean);
}

/** The clause model of promises, the model that corrects it by its neighbours, and two that see the words of the neighbours. */
export interface PromiseWeights {
  readonly promise: Forest;
  readonly promiseContext: Forest;
  readonly promiseWide: Forest;
  readonly promiseLine: Linear;
  readonly promiseFrom: number;
}

/** The models of a reply's kind: trees over its shape, trees and a line over its shape and general words. */
export interface KindWeights {
  readonly kind: Forest;
  readonly kindWide: Forest;
  readonly kindLine: Linear;
}

/** Weights of the three readings, with the names of their traits so that a stale file is noticed. */
export interface Weights extends PromiseWeights, KindWeights {
  readonly seed: number;
  readonly kinds: readonly string[];
  readonly kindTraits: readonly string[];
  readonly lexicon: readonly string[];
  /** Confidence below which the reader abstains. */
  readonly abstainBelow: number;
  readonly promiseTraits: readonly string[];
  readonly askTraits: readonly string[];
  /** Every ask is dealt with. */
  readonly asks: Forest;
  readonly asksLine: Linear;
  readonly asksFrom: number;
}
