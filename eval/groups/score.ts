// Precision, recall and macro-F1 of kinds, and the table of confusions.

import { MAIN_KINDS } from "../../core/reading/groups/kind.ts";

export interface Pair {
  readonly wanted: string;
  readonly found: string;
}

/** F1 of one kind; 1 where it neither occurs nor is found. */
function f1(pairs: readonly Pair[], kind: string): number {
  const both = pairs.filter((pair) => pair.wanted === kind && pair.found === kind).length;
  const either =
    pairs.filter((pair) => pair.wanted === kind).length + pairs.filter((pair) => pair.found === kind).length;
  return either === 0 ? 1 : (2 * both) / either;
}

export function macroF1(pairs: readonly Pair[]): number {
  return MAIN_KINDS.reduce((sum, kind) => sum + f1(pairs, kind), 0) / MAIN_KINDS.length;
}

/** A line a kind: F1, cases, and what it was taken for instead. */
export function tableOf(pairs: readonly Pair[]): string {
  return MAIN_KINDS.map((kind) => {
    const own = pairs.filter((pair) => pair.wanted === kind);
    const wrong = new Map<string, number>();
    for (const { found } of own) if (found !== kind) wrong.set(found, (wrong.get(found) ?? 0) + 1);
    const taken = [...wrong].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`);
    return `${kind.padEnd(12)} F1 ${f1(pairs, kind).toFixed(3)}  of ${String(own.length).padStart(3)}  ${taken.join(", ")}`;
  }).join("\n");
}
