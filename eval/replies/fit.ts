// Fits the three readings (promises, kind, asks) to labelled cases; used by train.ts and, fold by fold, by run.ts.

import { dayOf } from "../../core/domain/day.ts";
import { coverAsks, splitAsks } from "../../core/reading/replies/asks.ts";
import {
  type Candidate,
  candidatesOf,
  contextTraits,
  findCommitmentsWith,
} from "../../core/reading/replies/commitments.ts";
import { ASK_TRAITS, askTraits, KIND_TRAITS, kindTraits } from "../../core/reading/replies/features.ts";
import { KINDS, readingOf } from "../../core/reading/replies/index.ts";
import {
  type Forest,
  type PromiseWeights,
  probabilities,
  type Weights,
} from "../../core/reading/replies/model.ts";
import { PROMISE_TRAITS } from "../../core/reading/replies/promises.ts";
import { rolesOf } from "../../core/reading/replies/roles.ts";
import { plain } from "../../core/reading/replies/text.ts";
import { bagged as boost, type Settings } from "./boost.ts";
import type { Case } from "./cases.ts";

export const SEED = 20261123;
const COMMON = { ridge: 3, rows: 0.8, traits: 0.5, seed: SEED } as const;
const KIND: Settings = { ...COMMON, rounds: 110, depth: 3, rate: 0.07, leaf: 5 };
const PROMISE: Settings = { ...COMMON, rounds: 120, depth: 4, rate: 0.07, leaf: 6 };
const CONTEXT: Settings = { ...COMMON, rounds: 50, depth: 3, rate: 0.1, leaf: 8, traits: 0.8 };
const ASKS: Settings = { ...COMMON, rounds: 50, depth: 2, rate: 0.08, leaf: 6 };

const candidateCache = new Map<string, Candidate[]>();

export function candidatesFor(item: Case): Candidate[] {
  let found = candidateCache.get(item.id);
  if (found === undefined) {
    found = candidatesOf(item.reply, dayOf(item.repliedAt));
    candidateCache.set(item.id, found);
  }
  return found;
}

/** A candidate clause is a promise where a labelled span covers at least half of it, or lies within it. */
function isPromise(item: Case, { clause: { start, end } }: Candidate): boolean {
  return (item.commitments ?? []).some((gold) => {
    const shared = Math.min(end, gold.end) - Math.max(start, gold.start);
    return shared > 0 && (shared * 2 >= end - start || shared * 2 >= gold.end - gold.start);
  });
}

function fitAlone(cases: readonly Case[]): Forest {
  const rows: (readonly number[])[] = [];
  const target: number[] = [];
  for (const item of cases) {
    for (const candidate of candidatesFor(item)) {
      rows.push(candidate.traits);
      target.push(isPromise(item, candidate) ? 1 : 0);
    }
  }
  return boost(rows, target, 1, PROMISE);
}

const INNER = 4;
const part = (item: Case): number => foldOf(`inner${item.id}`, INNER);

/** The clause model, and over it a model that also sees what the clause model says of the neighbours. */
export function fitPromise(all: readonly Case[]): Pick<Weights, "promise" | "promiseContext"> {
  const cases = all.filter((item) => item.commitments !== undefined);
  const inner = Array.from({ length: INNER }, (_, f) => fitAlone(cases.filter((item) => part(item) !== f)));
  const rows: (readonly number[])[] = [];
  const target: number[] = [];
  for (const item of cases) {
    const candidates = candidatesFor(item);
    rows.push(...contextTraits(candidates, inner[part(item)]!));
    target.push(...candidates.map((candidate) => (isPromise(item, candidate) ? 1 : 0)));
  }
  return { promise: fitAlone(cases), promiseContext: boost(rows, target, 1, CONTEXT) };
}

export const PROMISE_FROM = 0.42;

export function readingFor(item: Case, weights: PromiseWeights) {
  const reply = plain(item.reply);
  const clauses = rolesOf(reply);
  const commitments = findCommitmentsWith(item.reply, dayOf(item.repliedAt), weights);
  return readingOf(item, reply, clauses, commitments);
}

/** Splits cases into parts that depend on the id only. */
export function foldOf(id: string, folds: number): number {
  let hash = 2166136261;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0;
  return hash % folds;
}

/** A third of the further labels is set aside: never trained or tuned on. */
export function isSetAside(item: Case): boolean {
  return foldOf(`aside${item.id}`, 3) === 0;
}

/** Rare kinds count more, in the order of KINDS, so that the common one does not swallow them. */
const CLASS_WEIGHT = [2, 1, 1.3, 1, 1] as const;

/** Trains on the cases; inside, promise and kind scores that feed later models are made on parts they were not trained on. */
export function trainOn(cases: readonly Case[]): Weights {
  const promise: PromiseWeights = { ...fitPromise(cases), promiseFrom: PROMISE_FROM };
  const innerPromise = Array.from({ length: INNER }, (_, f) => ({
    ...fitPromise(cases.filter((item) => part(item) !== f)),
    promiseFrom: PROMISE_FROM,
  }));
  const readings = cases.map((item) => readingFor(item, innerPromise[part(item)]!));
  const rows = readings.map(kindTraits);
  const target = cases.map((item) => KINDS.indexOf(item.kind));
  const weights = target.map((k) => CLASS_WEIGHT[k]!);
  const kind = boost(rows, target, KINDS.length, KIND, weights);
  const innerKind = Array.from({ length: INNER }, (_, f) => {
    const keep = cases.map((_, i) => i).filter((i) => part(cases[i]!) !== f);
    return boost(
      keep.map((i) => rows[i]!),
      keep.map((i) => target[i]!),
      KINDS.length,
      KIND,
    );
  });
  const askRows: number[][] = [];
  const askTarget: number[] = [];
  for (const [i, item] of cases.entries()) {
    if (item.kind === "hollow" || item.kind === "forwarded" || item.offtopic) continue;
    const asks = splitAsks(item);
    const reading = readings[i]!;
    const chances = probabilities(innerKind[part(item)]!, rows[i]!);
    askRows.push(askTraits(reading, asks, coverAsks(asks, item.subject, reading.clauses), chances));
    askTarget.push(item.addressed >= item.asks ? 1 : 0);
  }
  return {
    seed: SEED,
    kinds: KINDS,
    kindTraits: KIND_TRAITS,
    kind,
    abstainBelow: 0.5,
    promiseTraits: PROMISE_TRAITS,
    ...promise,
    askTraits: ASK_TRAITS,
    asks: boost(askRows, askTarget, 1, ASKS),
    asksFrom: 0.5,
  };
}
