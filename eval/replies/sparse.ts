// Trains a logistic model with a ridge on rows that name the few patterns they hold; no chance in it.

import type { Patterns } from "../../core/reading/replies/model.ts";

export interface SparseSettings {
  /** How much a row of weight 1 counts against the ridge. */
  readonly trust: number;
  readonly steps: number;
  /** Patterns that fewer rows hold are left out. */
  readonly rows: number;
  /** So many of the largest weights are kept. */
  readonly keep: number;
}

/** `target` holds 1 for yes, 0 for no. */
export function fitSparse(
  rows: readonly (readonly string[])[],
  target: readonly number[],
  weights: readonly number[],
  { trust, steps, rows: least, keep }: SparseSettings,
): Patterns {
  const times = new Map<string, number>();
  for (const row of rows) for (const name of row) times.set(name, (times.get(name) ?? 0) + 1);
  const names = [...times].filter(([, count]) => count >= least).map(([name]) => name);
  const place = new Map(names.map((name, at) => [name, at + 1]));
  // Place 0 is the start, which every row holds.
  const held = rows.map((row) => Int32Array.from([0, ...row.flatMap((name) => place.get(name) ?? [])]));
  const w = new Float64Array(names.length + 1);
  const look = new Float64Array(names.length + 1);
  const pull = new Float64Array(names.length + 1);
  // A bound of the curvature for each pattern: then every step goes down, however common the pattern.
  const bound = new Float64Array(names.length + 1).fill(1);
  for (const [i, row] of held.entries())
    for (const at of row) bound[at]! += (trust / 4) * weights[i]! * row.length;
  for (let step = 0; step < steps; step += 1) {
    pull.fill(0);
    for (const [i, row] of held.entries()) {
      let sum = 0;
      for (const at of row) sum += look[at]!;
      const off = trust * weights[i]! * (1 / (1 + Math.exp(-sum)) - target[i]!);
      for (const at of row) pull[at]! += off;
    }
    const momentum = step / (step + 3);
    for (let at = 0; at < w.length; at += 1) {
      const next = look[at]! - (pull[at]! + (at === 0 ? 0 : look[at]!)) / bound[at]!;
      look[at] = next + momentum * (next - w[at]!);
      w[at] = next;
    }
  }
  const largest = names
    .map((name, at) => [name, Math.round(w[at + 1]! * 1e3) / 1e3] as const)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, keep);
  return {
    start: Math.round(w[0]! * 1e3) / 1e3,
    weights: Object.fromEntries(largest.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
