// How far readers of the same cases agree: kind, cold, asks, promises. npx tsx eval/replies/agreement.ts [--differences]

import { readFileSync } from "node:fs";
import { groupBy } from "../../core/domain/group-by.ts";
import { askReadings, type Case, type GoldAsk, readings } from "./cases.ts";

type Reading = Pick<Case, "id" | "kind" | "asks" | "addressed" | "cold"> & {
  /** Undefined where the promises were not read. */
  readonly commitments: readonly { readonly start: number; readonly end: number }[] | undefined;
};
type Pair = readonly [Reading, Reading];

/** Cohen's kappa of pairs of labels. */
function kappa(pairs: readonly (readonly [string, string])[]): number {
  if (pairs.length === 0) return Number.NaN;
  const share = (index: 0 | 1, label: string): number =>
    pairs.filter((pair) => pair[index] === label).length / pairs.length;
  const labels = new Set(pairs.flat());
  const seen = pairs.filter(([a, b]) => a === b).length / pairs.length;
  const chance = [...labels].reduce((sum, label) => sum + share(0, label) * share(1, label), 0);
  return chance === 1 ? 1 : (seen - chance) / (1 - chance);
}

/** F1 of overlapping promises, as measure.ts counts them. */
function promiseF1(pairs: readonly Pair[]): number {
  const both = pairs.flatMap(([{ commitments: a }, { commitments: b }]) => (a && b ? [[a, b] as const] : []));
  const met = (index: 0 | 1): number => {
    const all = both.flatMap((pair) =>
      pair[index].map((one) =>
        pair[1 - index]!.some((other) => one.start < other.end && other.start < one.end),
      ),
    );
    return all.filter(Boolean).length / all.length;
  };
  return (2 * met(0) * met(1)) / (met(0) + met(1));
}

/** Two readers of the asks of one case, told only how many there are and how many were dealt with: which clauses, and which were. */
function printAsks(pairs: readonly (readonly [readonly GoldAsk[], readonly GoldAsk[]])[]): void {
  const meets = (a: GoldAsk, b: GoldAsk): boolean =>
    a.at.length === 0 || b.at.length === 0
      ? a.at.length === b.at.length
      : a.at.some(([start, end]) => b.at.some(([from, to]) => from < end && start < to));
  const met = pairs.flatMap(([one, other]) =>
    one.flatMap((ask) => {
      const same = other.find((each) => meets(ask, each));
      return same === undefined ? [] : [[ask.by.length > 0, same.by.length > 0] as const];
    }),
  );
  const all = pairs.reduce((sum, [one]) => sum + one.length, 0);
  const same = met.filter(([one, other]) => one === other).length;
  process.stdout.write(
    `set aside, two readers of the asks (${pairs.length} cases, ${all} asks): met ${(met.length / all).toFixed(3)}, ` +
      `of these dealt with or not alike ${(same / met.length).toFixed(3)}\n`,
  );
}

function print(name: string, pairs: readonly Pair[]): void {
  const of = (what: (reading: Reading) => unknown): string =>
    kappa(pairs.map(([a, b]) => [`${what(a)}`, `${what(b)}`] as const)).toFixed(3);
  process.stdout.write(
    `${name} (${pairs.length}): kappa of kind ${of(({ kind }) => kind)}, of cold ${of(({ cold }) => cold)}, ` +
      `of all asks dealt with ${of(({ asks, addressed }) => addressed >= asks)}, F1 of promises ${promiseF1(pairs).toFixed(3)}\n`,
  );
  if (!process.argv.includes("--differences")) return;
  for (const [a, b] of pairs)
    if (a.kind !== b.kind) process.stdout.write(`differs: ${a.id} ${a.kind} / ${b.kind}\n`);
}

const read = await readings();
if (read === null) process.stderr.write("SKIPPED: no data folder beside the repository, nothing compared.\n");
else {
  const second = readFileSync(new URL("labels/second.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Omit<Reading, "commitments"> & { commitments?: number[] })
    .map((reading) => ({
      ...reading,
      // A second reader told where a promise begins, by its first words.
      commitments: reading.commitments?.map((start) => ({ start, end: start + 6 })),
    }));
  const others = groupBy(read.fourth, ({ id }) => id);
  const pairsOf = (cases: readonly Reading[], times: number, at: number): Pair[] =>
    cases.flatMap((item) => {
      const later = others.get(item.id) ?? [];
      return later.length === times ? [[item, later[at]!] as const] : [];
    });
  const first = new Map(read.first.map((item) => [item.id, item]));
  print(
    "first and second reader",
    second.flatMap((item) => {
      const one = first.get(item.id);
      return one === undefined ? [] : [[one, item] as const];
    }),
  );
  print("set aside, first and a third reader", pairsOf(read.first, 2, 0));
  print("set aside, first and a fourth reader", pairsOf(read.first, 2, 1));
  print(
    "set aside, third and fourth reader",
    [...others.values()].flatMap((both) => (both.length === 2 ? [[both[0]!, both[1]!] as const] : [])),
  );
  print("training part, first and a later reader", pairsOf(read.first, 1, 0));
  print("unsure cases, their reader and a later one", pairsOf(read.unsure, 1, 0));
  printAsks([...askReadings().values()].flatMap(([one, other]) => (one && other ? [[one, other]] : [])));
}
