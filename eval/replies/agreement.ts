// Compares the second, blind reading with the first: kappa of kind, cold and asks, F1 of commitments. npx tsx eval/replies/agreement.ts

import { existsSync, readFileSync } from "node:fs";
import { furtherCases } from "./cases.ts";

interface Second {
  id: string;
  kind: string;
  offtopic: boolean;
  asks: number;
  addressed: number;
  cold: boolean;
  /** Where each promise begins in the cleaned reply (as `start` in first.jsonl), or its exact first words. */
  commitments?: (number | string)[];
}

/** Cohen's kappa of pairs of labels. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  if (pairs.length === 0) return Number.NaN;
  const share = (index: 0 | 1, label: string): number =>
    pairs.filter((pair) => pair[index] === label).length / pairs.length;
  const labels = new Set(pairs.flat());
  const seen = pairs.filter(([a, b]) => a === b).length / pairs.length;
  const chance = [...labels].reduce((sum, label) => sum + share(0, label) * share(1, label), 0);
  return chance === 1 ? 1 : (seen - chance) / (1 - chance);
}

async function main(): Promise<void> {
  const path = new URL("labels/second.jsonl", import.meta.url);
  const cases = await furtherCases();
  if (cases === null || !existsSync(path)) {
    process.stderr.write("SKIPPED: no data folder, or labels/second.jsonl is not there yet.\n");
    return;
  }
  const second = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Second);
  const byId = new Map(cases.map((item) => [item.id, item]));
  const both = second.flatMap((other) => {
    const first = byId.get(other.id);
    return first === undefined ? [] : [{ first, other }];
  });
  const print = (name: string, value: number): void =>
    void process.stdout.write(`${name.padEnd(28)} ${value.toFixed(3)}\n`);
  process.stdout.write(`cases read twice             ${both.length}\n`);
  print("kappa of kind", kappa(both.map(({ first, other }) => [first.kind, other.kind] as const)));
  print("kappa of cold", kappa(both.map(({ first, other }) => [`${first.cold}`, `${other.cold}`] as const)));
  const all = (item: { asks: number; addressed: number }): string => `${item.addressed >= item.asks}`;
  print(
    "kappa of all asks dealt with",
    kappa(both.map(({ first, other }) => [all(first), all(other)] as const)),
  );
  let hit = 0;
  let firstOnly = 0;
  let secondOnly = 0;
  for (const { first, other } of both) {
    if (first.commitments === undefined || other.commitments === undefined) continue;
    const places = other.commitments
      .map((place) => (typeof place === "number" ? place : first.reply.indexOf(place)))
      .filter((at) => at >= 0);
    const free = new Set(first.commitments);
    for (const at of places) {
      const match = [...free].find((gold) => at < gold.end && at + 6 > gold.start);
      if (match === undefined) secondOnly += 1;
      else {
        free.delete(match);
        hit += 1;
      }
    }
    firstOnly += free.size;
  }
  print("F1 of commitments", hit === 0 ? 0 : (2 * hit) / (2 * hit + firstOnly + secondOnly));
  for (const { first, other } of both) {
    if (first.kind !== other.kind)
      process.stdout.write(`differs: ${first.id} ${first.kind} / ${other.kind}\n`);
  }
}

await main();
