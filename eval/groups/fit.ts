// Fits the classifier of group messages: multinomial logistic regression with AdaGrad, deterministic from a seed.

import { eachRow, type KindModel, MAIN_KINDS, ROWS } from "../../core/reading/groups/kind.ts";
import type { Lesson } from "./cases.ts";

export const SEED = 20261124;
const KINDS = MAIN_KINDS.length;

export interface Settings {
  readonly rounds: number;
  readonly rate: number;
  /** L2 on the weights, a step. */
  readonly ridge: number;
}
export const SETTINGS: Settings = { rounds: 30, rate: 0.25, ridge: 5e-4 };

interface Row {
  readonly at: Uint32Array;
  readonly value: Float32Array;
  readonly kind: number;
  readonly weight: number;
}

function rowOf({ text, kind }: Lesson, weight: number): Row {
  const at: number[] = [];
  const value: number[] = [];
  eachRow(text, (row, amount) => {
    at.push(row);
    value.push(amount);
  });
  return {
    at: Uint32Array.from(at),
    value: Float32Array.from(value),
    kind: MAIN_KINDS.indexOf(kind),
    weight,
  };
}

/** Weights of a model from messages; `weight` says how much each of them counts. */
export function trained(
  messages: readonly (Lesson & { readonly weight?: number })[],
  settings = SETTINGS,
): KindModel {
  const rows = messages.map((message) => rowOf(message, message.weight ?? 1));
  const weights = new Float32Array(ROWS * KINDS);
  const squares = new Float32Array(ROWS * KINDS).fill(0.1);
  const chance = new Float64Array(KINDS);
  let state = SEED;
  const order = rows.map((_, index) => index);
  for (let round = 0; round < settings.rounds; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = Math.floor((state / 4294967296) * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const index of order) {
      const row = rows[index]!;
      softmax(row, weights, chance);
      for (let each = 0; each < row.at.length; each++) {
        const base = row.at[each]! * KINDS;
        for (let kind = 0; kind < KINDS; kind++) {
          const at = base + kind;
          const slope =
            row.weight * (chance[kind]! - (kind === row.kind ? 1 : 0)) * row.value[each]! +
            settings.ridge * weights[at]!;
          squares[at]! += slope * slope;
          weights[at]! -= (settings.rate * slope) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  return { weights };
}

function softmax(row: Row, weights: Float32Array, chance: Float64Array): void {
  chance.fill(0);
  for (let each = 0; each < row.at.length; each++) {
    const base = row.at[each]! * KINDS;
    for (let kind = 0; kind < KINDS; kind++) chance[kind]! += row.value[each]! * weights[base + kind]!;
  }
  const most = Math.max(...chance);
  let sum = 0;
  for (let kind = 0; kind < KINDS; kind++) {
    chance[kind] = Math.exp(chance[kind]! - most);
    sum += chance[kind]!;
  }
  for (let kind = 0; kind < KINDS; kind++) chance[kind]! /= sum;
}
