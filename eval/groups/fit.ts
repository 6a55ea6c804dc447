// Fits the classifier of group messages: ridge regression to +1 for a message's kind and -1 for the others, by conjugate gradients.

import {
  eachNumber,
  type KindModel,
  MAIN_KINDS,
  type MainKind,
  modelOf,
  NUMBERS,
} from "../../core/reading/groups/kind.ts";
import { normal, TRAITS } from "../../core/reading/groups/traits.ts";
import type { Lesson } from "./cases.ts";

const KINDS = MAIN_KINDS.length;

export interface Settings {
  /** L2 on the weights, against the sum of squares over all messages. */
  readonly ridge: number;
  /** Steps of the solver at most; it stops when the residue is a thousandth of the first. */
  readonly steps: number;
  /** Rows that are kept beside the traits: those with the largest weights. */
  readonly keep: number;
}
/** What is added to the scores of kinds that stand out (and so win too often) or that are lost in others too often. */
const TILT: Partial<Record<MainKind, number>> = {
  "photo-proof": -0.3,
  chat: -0.1,
  report: -0.05,
  question: -0.05,
  soup: 0.05,
  "red-packet": 0.05,
  ack: 0.1,
  praise: 0.1,
};
/** Chosen by cross.ts, each hand left out in turn, as was TILT. */
export const SETTINGS: Settings = { ridge: 0.15, steps: 200, keep: 150_000 };
const ENOUGH = 1e-3;

/** Messages as sparse rows, one behind another: those of message m stand from starts[m] to starts[m + 1]. */
interface Table {
  readonly starts: Uint32Array;
  readonly at: Uint32Array;
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** The number that each row of the model stands for. */
  readonly numbers: readonly number[];
}

function tableOf(messages: readonly (Lesson & { readonly weight?: number })[]): Table {
  const starts = new Uint32Array(messages.length + 1);
  const at: number[] = [];
  const value: number[] = [];
  const rows = new Uint32Array(NUMBERS);
  const numbers: number[] = [];
  for (const [index, { text }] of messages.entries()) {
    eachNumber(normal(text), (number, amount) => {
      if (rows[number] === 0) rows[number] = numbers.push(number);
      at.push(rows[number]! - 1);
      value.push(amount);
    });
    starts[index + 1] = at.length;
  }
  return {
    ...{ numbers, starts, at: Uint32Array.from(at), value: Float64Array.from(value) },
    weight: Float64Array.from(messages, ({ weight }) => weight ?? 1),
  };
}

/** Weights of a model from messages; `weight` says how much each of them counts. Deterministic. */
export function trained(
  messages: readonly (Lesson & { readonly weight?: number })[],
  settings = SETTINGS,
): KindModel {
  const table = tableOf(messages);
  const { numbers } = table;
  const solved = MAIN_KINDS.map((name) =>
    solve(
      table,
      Float64Array.from(messages, (message) => (message.kind === name ? 1 : -1)),
      settings,
    ),
  );
  const size = (row: number) => solved.reduce((sum, weights) => sum + weights[row]! ** 2, 0);
  const sizes = Float64Array.from(numbers, (number, row) => (number <= TRAITS ? Infinity : size(row)));
  const least = sizes.slice().sort()[Math.max(0, sizes.length - settings.keep)]!;
  const kept = [...numbers.keys()].filter((row) => sizes[row]! >= least);
  const weightOf = (row: number, kind: number) =>
    solved[kind]![row]! + (numbers[row] === 0 ? (TILT[MAIN_KINDS[kind]!] ?? 0) : 0);
  const isTrait = (row: number) => numbers[row]! <= TRAITS;
  const steps = [true, false].map((traits) => {
    let most = 0;
    for (const row of kept)
      for (let kind = 0; kind < KINDS && isTrait(row) === traits; kind++)
        most = Math.max(most, Math.abs(weightOf(row, kind)));
    return most / 127;
  });
  const weights = new Int8Array(kept.length * KINDS);
  for (const [index, row] of kept.entries())
    for (let kind = 0; kind < KINDS; kind++)
      weights[index * KINDS + kind] = Math.round(weightOf(row, kind) / steps[isTrait(row) ? 0 : 1]!);
  return modelOf(
    kept.map((row) => numbers[row]!),
    weights,
    steps,
  );
}

/** The weights w with (X'DX + ridge) w = X'D wanted, D being how much each message counts. */
function solve(table: Table, wanted: Float64Array, { ridge, steps }: Settings): Float64Array {
  const rows = table.numbers.length;
  const found = new Float64Array(rows);
  const residue = back(table, wanted);
  const direction = residue.slice();
  let size = dot(residue, residue);
  const small = size * ENOUGH ** 2;
  for (let step = 0; step < steps && size > small; step++) {
    const turned = back(table, forth(table, direction));
    for (let row = 0; row < rows; row++) turned[row]! += ridge * direction[row]!;
    const length = size / dot(direction, turned);
    for (let row = 0; row < rows; row++) {
      found[row]! += length * direction[row]!;
      residue[row]! -= length * turned[row]!;
    }
    const next = dot(residue, residue);
    for (let row = 0; row < rows; row++) direction[row] = residue[row]! + (next / size) * direction[row]!;
    size = next;
  }
  return found;
}

/** Each message's score under one weight a row. */
function forth({ starts, at, value, weight }: Table, by: Float64Array): Float64Array {
  const scores = new Float64Array(weight.length);
  for (let message = 0; message < weight.length; message++) {
    let sum = 0;
    for (let each = starts[message]!; each < starts[message + 1]!; each++)
      sum += value[each]! * by[at[each]!]!;
    scores[message] = sum;
  }
  return scores;
}

/** The messages' numbers, by how much each counts, summed into the rows that they have. */
function back({ starts, at, value, weight, numbers }: Table, scores: Float64Array): Float64Array {
  const sums = new Float64Array(numbers.length);
  for (let message = 0; message < weight.length; message++) {
    const by = weight[message]! * scores[message]!;
    for (let each = starts[message]!; each < starts[message + 1]!; each++)
      sums[at[each]!]! += value[each]! * by;
  }
  return sums;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < one.length; row++) sum += one[row]! * other[row]!;
  return sum;
}
