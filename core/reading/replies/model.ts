// Small boosted trees and linear models over abstract traits and patterns: reads weights trained by eval/replies/train.ts.

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

/** A linear model of yes or no over patterns by name; patterns without a weight count nothing. */
export interface Patterns {
  readonly start: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** A forest laid out in columns: walking through nested lists is twice as slow, and a county's replies walk millions of times. */
interface Columns {
  /** Of the trees of one round after the other, each with its class's number in turn. */
  readonly roots: Int32Array;
  /** The trait on which a node splits, -1 at a leaf. */
  readonly traits: Int16Array;
  /** The cut of a split, the value of a leaf. */
  readonly numbers: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

const laidOut = new WeakMap<Forest, Columns>();

function columnsOf(forest: Forest): Columns {
  const known = laidOut.get(forest);
  if (known !== undefined) return known;
  const trees = forest.rounds.flat();
  const nodes = trees.reduce((sum, tree) => sum + tree.length, 0);
  const columns = {
    roots: new Int32Array(trees.length),
    traits: new Int16Array(nodes).fill(-1),
    numbers: new Float64Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
  };
  let from = 0;
  for (const [at, tree] of trees.entries()) {
    columns.roots[at] = from;
    for (const [number, node] of tree.entries()) {
      columns.numbers[from + number] = node.length === 4 ? node[1] : node[0];
      if (node.length !== 4) continue;
      columns.traits[from + number] = node[0];
      columns.left[from + number] = from + node[2];
      columns.right[from + number] = from + node[3];
    }
    from += tree.length;
  }
  laidOut.set(forest, columns);
  return columns;
}

function scores(forest: Forest, values: readonly number[]): number[] {
  const sums = [...forest.start];
  const { roots, traits, numbers, left, right } = columnsOf(forest);
  const classes = sums.length;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree]!;
    for (let trait = traits[node]!; trait >= 0; trait = traits[node]!)
      node = values[trait]! <= numbers[node]! ? left[node]! : right[node]!;
    sums[tree % classes]! += numbers[node]!;
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

export function patternProbabilities({ start, weights }: Patterns, patterns: readonly string[]): number[] {
  return shares([patterns.reduce((sum, name) => sum + (weights[name] ?? 0), start)]);
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

/** The models of promises: trees and a line that see a clause and the words of its neighbours, and one of patterns. */
export interface PromiseWeights {
  readonly promise: Forest;
  readonly promiseLine: Linear;
  readonly promisePhrases: Patterns;
  readonly promiseFrom: number;
}

/** The models of a reply's kind: trees over its shape, trees and a line over its shape and general words. */
export interface KindWeights {
  readonly kind: Forest;
  readonly kindWide: Forest;
  readonly kindLine: Linear;
}

/** The model that tells asks from the story around them, and how sure it must be. */
export interface AskClauseWeights {
  readonly askClause: Forest;
  readonly askClauseLine: Linear;
  readonly askClauseFrom: number;
}

/** Weights of the readings, with the names of their traits so that a stale file is noticed. */
export interface Weights extends PromiseWeights, KindWeights, AskClauseWeights {
  readonly seed: number;
  readonly kinds: readonly string[];
  readonly kindTraits: readonly string[];
  readonly lexicon: readonly string[];
  /** Confidence below which the reader abstains. */
  readonly abstainBelow: number;
  readonly promiseTraits: readonly string[];
  readonly askClauseTraits: readonly string[];
  readonly coverTraits: readonly string[];
  /** This clause deals with that ask. */
  readonly cover: Forest;
  readonly askTraits: readonly string[];
  /** Every ask is dealt with. */
  readonly asks: Forest;
  readonly asksLine: Linear;
  readonly asksFrom: number;
}
