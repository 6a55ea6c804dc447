// Measures readings against labels: confusion, F1, overlapping spans, dates, asks, abstentions, and every miss by id.

import { type AskReading, KINDS, type ReplyReading } from "../../core/reading/replies/index.ts";
import { askReadings, type Case, type GoldAsk } from "./cases.ts";

export interface Pair {
  readonly gold: Case;
  readonly read: ReplyReading;
}

const f1 = (tp: number, fp: number, fn: number): number => (tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn));
const pct = (value: number): string => value.toFixed(3);

export interface Figures {
  readonly [name: string]: number;
}

function spans(pairs: readonly Pair[]) {
  const sum = {
    tp: 0,
    fp: 0,
    fn: 0,
    loose: 0,
    gold: 0,
    made: 0,
    looseGold: 0,
    due: 0,
    dueRight: 0,
    dueAll: 0,
    dueAllRight: 0,
  };
  const missed: string[] = [];
  for (const { gold, read } of pairs) {
    if (gold.commitments === undefined) continue;
    const free = new Set(read.commitments);
    const meets = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
      a.start < b.end && b.start < a.end;
    let wrong = 0;
    for (const want of gold.commitments) {
      const hit = [...free].find((made) => meets(want, made));
      sum.gold += 1;
      if (read.commitments.some((made) => meets(want, made))) sum.looseGold += 1;
      if (hit === undefined) {
        sum.fn += 1;
        wrong += 1;
      } else {
        free.delete(hit);
        sum.tp += 1;
      }
      const near = hit ?? read.commitments.find((made) => meets(want, made));
      if (want.due !== null) {
        sum.due += 1;
        if (near?.due === want.due) sum.dueRight += 1;
        else missed.push(`${gold.id} due ${want.due} read ${near?.due ?? "none"}`);
      }
      if (hit !== undefined) {
        sum.dueAll += 1;
        if (hit.due === want.due) sum.dueAllRight += 1;
        else if (want.due === null) missed.push(`${gold.id} due none read ${hit.due}`);
      }
    }
    for (const made of read.commitments) {
      sum.made += 1;
      if (gold.commitments.some((want) => meets(want, made))) sum.loose += 1;
    }
    sum.fp += free.size;
    if (wrong + free.size > 0) missed.push(`${gold.id} commitments -${wrong} +${free.size}`);
  }
  return { sum, missed };
}

/** Asks as places: which of those that readers saw are found, which of those found they saw, and whether both say that one was dealt with. */
function askSpans(pairs: readonly Pair[], asked: ReadonlyMap<string, readonly (readonly GoldAsk[])[]>) {
  const sum = { gold: 0, found: 0, made: 0, right: 0, sameCover: 0, place: 0, samePlace: 0 };
  for (const { gold, read } of pairs) {
    for (const asks of asked.get(gold.id) ?? []) {
      const meets = (ask: GoldAsk, made: AskReading): boolean =>
        made.in === "subject"
          ? ask.at.length === 0
          : ask.at.some(([start, end]) => start < made.end && made.start < end);
      for (const ask of asks) {
        const met = read.asks.find((made) => meets(ask, made));
        sum.gold += 1;
        if (met === undefined) continue;
        sum.found += 1;
        if (met.covered === ask.by.length > 0) sum.sameCover += 1;
        if (!met.covered || ask.by.length === 0 || met.by === undefined) continue;
        const { start, end } = met.by;
        sum.place += 1;
        if (ask.by.some(([from, to]) => from < end && start < to)) sum.samePlace += 1;
      }
      sum.made += read.asks.length;
      sum.right += read.asks.filter((made) => asks.some((ask) => meets(ask, made))).length;
    }
  }
  return sum;
}

/** Prints all figures of a set of readings under a title; returns the main ones. */
export function report(
  title: string,
  pairs: readonly Pair[],
  print: (line: string) => void,
  misses = true,
): Figures {
  const table = KINDS.map(() => KINDS.map(() => 0));
  for (const { gold, read } of pairs) table[KINDS.indexOf(gold.kind)]![KINDS.indexOf(read.kind)]! += 1;
  const one = (k: number): [number, number, number] => {
    const tp = table[k]![k]!;
    const made = table.reduce((sum, row) => sum + row[k]!, 0);
    const gold = table[k]!.reduce((a, b) => a + b, 0);
    return [tp, made - tp, gold - tp];
  };
  const macro = KINDS.reduce((sum, _, k) => sum + f1(...one(k)), 0) / KINDS.length;
  const [htp, hfp, hfn] = one(4);
  const empty = (kind: string): boolean => kind === "hollow" || kind === "forwarded";
  const count = (test: (pair: Pair) => boolean): number => pairs.filter(test).length;
  const etp = count(({ gold, read }) => empty(gold.kind) && empty(read.kind));
  const efp = count(({ gold, read }) => !empty(gold.kind) && empty(read.kind));
  const efn = count(({ gold, read }) => empty(gold.kind) && !empty(read.kind));
  const all = count(
    ({ gold, read }) =>
      gold.addressed >= gold.asks === (read.asks.length > 0 && read.asks.every((ask) => ask.covered)),
  );
  const told = pairs.filter(({ read }) => !read.abstained);
  const { sum, missed } = spans(pairs);
  const precision = sum.loose / Math.max(1, sum.made);
  const recall = sum.looseGold / Math.max(1, sum.gold);
  const asked = askSpans(pairs, askReadings());
  const [askRecall, askPrecision] = [asked.found / asked.gold, asked.right / asked.made];
  const figures: Figures = {
    cases: pairs.length,
    "kind accuracy": count(({ gold, read }) => gold.kind === read.kind) / pairs.length,
    "kind macro-F1": macro,
    "kind accuracy where it did not abstain":
      told.filter(({ gold, read }) => gold.kind === read.kind).length / Math.max(1, told.length),
    "hollow precision": htp / Math.max(1, htp + hfp),
    "hollow recall": htp / Math.max(1, htp + hfn),
    "hollow-or-forwarded F1": f1(etp, efp, efn),
    "commitments F1, one to one": f1(sum.tp, sum.fp, sum.fn),
    "commitments F1, any overlap":
      precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    "due exact, of labelled due days": sum.due === 0 ? 1 : sum.dueRight / sum.due,
    "due exact, of matched commitments": sum.dueAll === 0 ? 1 : sum.dueAllRight / sum.dueAll,
    "all asks dealt with, accuracy": all / pairs.length,
    ...(asked.gold === 0
      ? {}
      : {
          "asks read by place": asked.gold,
          "asks found": askRecall,
          "asks found that are asks": askPrecision,
          "asks F1": (2 * askRecall * askPrecision) / (askRecall + askPrecision),
          "each ask dealt with or not, accuracy": asked.sameCover / asked.found,
          "place that deals with it, met": asked.samePlace / asked.place,
        }),
    "off-topic found": count(({ gold, read }) => gold.offtopic && read.offtopic),
    "off-topic wrongly": count(({ gold, read }) => !gold.offtopic && read.offtopic),
    "off-topic missed": count(({ gold, read }) => gold.offtopic && !read.offtopic),
    "cold agreement": count(({ gold, read }) => gold.cold === read.cold) / pairs.length,
    abstained: (pairs.length - told.length) / pairs.length,
  };
  print(`\n## ${title}`);
  for (const [name, value] of Object.entries(figures))
    print(`${name.padEnd(42)} ${Number.isInteger(value) && value > 1 ? value : pct(value)}`);
  print(`confusion (rows: labelled; columns: read)  ${KINDS.join(" ")}`);
  for (const [k, kind] of KINDS.entries())
    print(
      `${kind.padEnd(10)} ${table[k]!.map((n) => String(n).padStart(5)).join("")}   F1 ${pct(f1(...one(k)))}`,
    );
  if (misses) {
    const wrong = pairs.filter(({ gold, read }) => gold.kind !== read.kind);
    print(
      `kind misses: ${wrong.map(({ gold, read }) => `${gold.id} ${gold.kind}>${read.kind} ${read.confidence.toFixed(2)}`).join(", ")}`,
    );
    const asks = pairs.filter(
      ({ gold, read }) => gold.addressed >= gold.asks !== read.asks.every((ask) => ask.covered),
    );
    print(`asks misses: ${asks.map(({ gold }) => `${gold.id} ${gold.addressed}/${gold.asks}`).join(", ")}`);
    print(`commitment and date misses: ${missed.join(", ")}`);
  }
  return figures;
}
