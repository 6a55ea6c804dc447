// Trains a linear model (softmax, or the logistic function for one class) with a ridge by full-batch accelerated descent; no chance in it.

import type { Linear } from "../../core/reading/replies/model.ts";

export interface LogitSettings {
  /** Strength of the ridge on weights of traits that were brought to unit spread. */
  readonly ridge: number;
  readonly steps: number;
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/** `target` holds the class of each row; with `classes` 1 it holds 1 for yes, 0 for no. */
export function fitLinear(
  rows: readonly (readonly number[])[],
  target: readonly number[],
  classes: number,
  s: LogitSettings,
  weights?: readonly number[],
): Linear {
  const width = rows[0]?.length ?? 0;
  const n = rows.length;
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j += 1) mean[j]! += row[j]! / n;
  for (const row of rows) for (let j = 0; j < width; j += 1) spread[j]! += (row[j]! - mean[j]!) ** 2 / n;
  // A trait that nearly never occurs is not blown up to unit spread.
  for (let j = 0; j < width; j += 1) spread[j] = spread[j]! < 1e-9 ? 0 : Math.max(0.1, Math.sqrt(spread[j]!));
  const x = rows.map((row) =>
    Float64Array.from(row, (v, j) => (spread[j] === 0 ? 0 : (v - mean[j]!) / spread[j]!)),
  );
  const total = rows.reduce((sum, _, i) => sum + (weights?.[i] ?? 1), 0);
  const w = Array.from({ length: classes }, () => new Float64Array(width + 1));
  const look = Array.from({ length: classes }, () => new Float64Array(width + 1));
  const grad = Array.from({ length: classes }, () => new Float64Array(width + 1));
  // Step from a bound of the curvature: mean squared length of a row.
  const length = x.reduce((sum, row) => sum + row.reduce((a, v) => a + v * v, 1), 0) / n;
  const step = 4 / (length + s.ridge);
  for (let t = 0; t < s.steps; t += 1) {
    for (const g of grad) g.fill(0);
    for (let i = 0; i < n; i += 1) {
      const row = x[i]!;
      const scores = look.map((v) => {
        let sum = v[width]!;
        for (let j = 0; j < width; j += 1) sum += v[j]! * row[j]!;
        return sum;
      });
      const p = classes === 1 ? [1 / (1 + Math.exp(-scores[0]!))] : softmax(scores);
      const own = (weights?.[i] ?? 1) / total;
      for (let k = 0; k < classes; k += 1) {
        const want = classes === 1 ? target[i]! : target[i] === k ? 1 : 0;
        const e = own * (p[k]! - want);
        const g = grad[k]!;
        for (let j = 0; j < width; j += 1) g[j]! += e * row[j]!;
        g[width]! += e;
      }
    }
    const pull = s.ridge / total;
    const momentum = t / (t + 3);
    for (let k = 0; k < classes; k += 1) {
      for (let j = 0; j <= width; j += 1) {
        const next = look[k]![j]! - step * (grad[k]![j]! + (j < width ? pull * look[k]![j]! : 0));
        look[k]![j] = next + momentum * (next - w[k]![j]!);
        w[k]![j] = next;
      }
    }
  }
  return {
    start: w.map((v) =>
      round(
        v[width]! - mean.reduce((sum, m, j) => sum + (spread[j] === 0 ? 0 : (v[j]! * m) / spread[j]!), 0),
      ),
    ),
    weights: w.map((v) => Array.from(mean, (_, j) => (spread[j] === 0 ? 0 : round(v[j]! / spread[j]!)))),
  };
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
