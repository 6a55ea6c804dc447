// Fits the three readings (promises, kind, asks) to labelled cases; used by train.ts and, fold by fold, by run.ts.

import { dayOf } from "../../core/domain/day.ts";
import { groupBy } from "../../core/domain/group-by.ts";
import { ASK_CLAUSE_TRAITS } from "../../core/reading/replies/ask-traits.ts";
import { splitAsksWith } from "../../core/reading/replies/asks.ts";
import {
  type Candidate,
  candidatesOf,
  commitmentsAmong,
  phrasesAt,
  wideTraits,
} from "../../core/reading/replies/commitments.ts";
import { COVER_TRAITS } from "../../core/reading/replies/cover-traits.ts";
import { coverAsks } from "../../core/reading/replies/covering.ts";
import {
  ASK_TRAITS,
  askTraits,
  KIND_TRAITS,
  kindTraits,
  type Reading,
  wideKindTraits,
} from "../../core/reading/replies/features.ts";
import { KINDS, kindChances, readingOf } from "../../core/reading/replies/index.ts";
import { LEXICON_NAMES } from "../../core/reading/replies/lexicon.ts";
import type { KindWeights, PromiseWeights, Weights } from "../../core/reading/replies/model.ts";
import { PROMISE_TRAITS } from "../../core/reading/replies/promises.ts";
import { rolesOf } from "../../core/reading/replies/roles.ts";
import { plain } from "../../core/reading/replies/text.ts";
import { bagged as boost, type Settings } from "./boost.ts";
import { type Case, type Readings, sameText } from "./cases.ts";
import { type AskPlaceWeights, fitPlaces } from "./fit-asks.ts";
import { fitLinear } from "./logit.ts";
import { fitSparse } from "./sparse.ts";
import { majority } from "./truth.ts";

export const SEED = 20261123;
const COMMON = { ridge: 3, rows: 0.8, traits: 0.5, seed: SEED } as const;
const KIND: Settings = { ...COMMON, rounds: 110, depth: 3, rate: 0.07, leaf: 5, bags: 2 };
const KIND_WIDE: Settings = { ...COMMON, rounds: 110, depth: 3, rate: 0.07, leaf: 5, traits: 0.3 };
const KIND_LINE = { ridge: 100, steps: 150 };
const PROMISE: Settings = { ...COMMON, rounds: 250, depth: 6, rate: 0.05, leaf: 10, traits: 0.3 };
const PROMISE_LINE = { ridge: 60, steps: 150 };
const PHRASES = { trust: 0.15, steps: 500, rows: 10, keep: 4_000 };
const ASKS: Settings = { ...COMMON, rounds: 50, depth: 2, rate: 0.08, leaf: 6, bags: 3 };
const ASKS_LINE = { ridge: 20, steps: 200 };

const candidateCache = new Map<string, Candidate[]>();

export function candidatesFor(item: Case): Candidate[] {
  let found = candidateCache.get(item.id);
  if (found === undefined) {
    found = candidatesOf(item.reply, dayOf(item.repliedAt));
    candidateCache.set(item.id, found);
  }
  return found;
}

const wideCache = new Map<string, number[][]>();

function wideFor(item: Case): number[][] {
  const found = wideCache.get(item.id) ?? wideTraits(candidatesFor(item));
  wideCache.set(item.id, found);
  return found;
}

/** A candidate clause is a promise where a labelled span covers at least half of it, or lies within it. */
function isPromise(item: Case, { clause: { start, end } }: Candidate): boolean {
  return (item.commitments ?? []).some((gold) => {
    const shared = Math.min(end, gold.end) - Math.max(start, gold.start);
    return shared > 0 && (shared * 2 >= end - start || shared * 2 >= gold.end - gold.start);
  });
}

/** The strata of the given labels, by whose reading the reader is judged. */
const GIVEN = new Set(["random", "short", "cue"]);

/** How much a case's promises count: readers of the unsure cases took every one, the strangers write in another style. */
function promiseWeight({ stratum }: Case): number {
  if (stratum === "strangers" || stratum === "unsure") return 0.5;
  return GIVEN.has(stratum) ? 1.5 : 1;
}

const PROMISE_FROM = 0.34;

const INNER = 4;
const part = (item: Case): number => foldOf(`inner${sameText(item.reply)}`, INNER);

interface FittedPromises {
  readonly weights: PromiseWeights;
  /** For readings that later models learn from: weights that were not trained on the case's part. */
  readonly without: (item: Case) => PromiseWeights;
}

/** Trees and a line over a clause and its neighbours' words, and a line over their patterns. */
export function fitPromise(all: readonly Case[]): FittedPromises {
  const cases = all.filter((item) => item.commitments !== undefined);
  const seen = cases.map((item) => {
    const candidates = candidatesFor(item);
    return {
      part: part(item),
      wide: wideFor(item),
      phrases: candidates.map((_, i) => phrasesAt(candidates, i)),
      target: candidates.map((candidate) => (isPromise(item, candidate) ? 1 : 0)),
      weights: candidates.map(() => promiseWeight(item)),
    };
  });
  const over = (kept: typeof seen): PromiseWeights => {
    const wide = kept.flatMap((item) => item.wide);
    const phrases = kept.flatMap((item) => item.phrases);
    const target = kept.flatMap((item) => item.target);
    const weights = kept.flatMap((item) => item.weights);
    return {
      promise: boost(wide, target, 1, PROMISE, weights),
      promiseLine: fitLinear(wide, target, 1, PROMISE_LINE, weights),
      promisePhrases: fitSparse(phrases, target, weights, PHRASES),
      promiseFrom: PROMISE_FROM,
    };
  };
  const without = Array.from({ length: INNER }, (_, f) => over(seen.filter((item) => item.part !== f)));
  return { weights: over(seen), without: (item) => without[part(item)]! };
}

export function readingFor(item: Case, weights: PromiseWeights) {
  const reply = plain(item.reply);
  const clauses = rolesOf(reply);
  const commitments = commitmentsAmong(item.reply, candidatesFor(item), weights);
  return readingOf(item, reply, clauses, commitments);
}

/** Splits cases into parts that depend on the id only. */
export function foldOf(id: string, folds: number): number {
  let hash = 2166136261;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0;
  return hash % folds;
}

/** The fold of a case; repeats of one text share a fold. */
export function foldOfCase(item: Case, folds: number): number {
  return foldOf(sameText(item.reply), folds);
}

/**
 * A third of the further labels and half of the strangers' replies are set aside: never trained or tuned on. `all` tells repeats:
 * the copies of one text are set aside together or not at all.
 */
function setAside(all: readonly Case[]): (item: Case) => boolean {
  const times = new Map<string, number>();
  for (const item of all) times.set(sameText(item.reply), (times.get(sameText(item.reply)) ?? 0) + 1);
  return (item) => {
    if (item.stratum === "strangers") return foldOf(`aside${item.id}`, 2) === 0;
    const text = sameText(item.reply);
    return foldOf(times.get(text)! > 1 ? `aside${text}` : `aside${item.id}`, 3) === 0;
  };
}

/** What is trained on, and what is set aside to be measured: as the first reader read it, and as most of three readers did. */
export interface Split {
  readonly training: readonly Case[];
  readonly aside: readonly Case[];
  readonly asideByMost: readonly Case[];
  readonly strangersAside: readonly Case[];
}

/**
 * Trained on are the given labels and all cases whose text equals none that is set aside, each as its last reader read it: later
 * readers agree better (labels/README.md).
 */
export function splitOf(
  given: readonly Case[],
  { first, unsure, fourth }: Readings,
  strangers: readonly Case[],
): Split {
  const isAside = setAside([...given, ...first, ...strangers]);
  const aside = first.filter(isAside);
  const asideTexts = new Set(aside.map((item) => sameText(item.reply)));
  const taken = new Set(given.map((item) => item.id));
  const stratumOf = new Map([...first, ...unsure].map((item) => [item.id, item.stratum]));
  const later = fourth.map((item) => ({ ...item, stratum: stratumOf.get(item.id) ?? item.stratum }));
  const known = new Set(later.map((item) => item.id));
  const earlier = [...first, ...unsure].filter((item) => !known.has(item.id));
  const readingsOf = groupBy(later, ({ id }) => id);
  return {
    training: [
      ...given,
      ...[...earlier, ...later].filter(
        (item) => !taken.has(item.id) && !asideTexts.has(sameText(item.reply)),
      ),
      ...strangers.filter((item) => !isAside(item)),
    ],
    aside,
    asideByMost: aside.map((item) => majority([item, ...(readingsOf.get(item.id) ?? [])])),
    strangersAside: strangers.filter(isAside),
  };
}

/** Rare kinds count more, in the order of KINDS, so that the common one does not swallow them. */
const CLASS_WEIGHT = [2, 1, 1.3, 1, 1] as const;

/** The strangers' replies count half: they are of another style than the board's. */
const weightOf = (item: Case): number =>
  CLASS_WEIGHT[KINDS.indexOf(item.kind)]! * (item.stratum === "strangers" ? 0.5 : 1);

function fitKind(cases: readonly Case[], readings: readonly Reading[]): KindWeights {
  const rows = readings.map(kindTraits);
  const wide = readings.map((reading, i) => wideKindTraits(reading, rows[i]!));
  const target = cases.map((item) => KINDS.indexOf(item.kind));
  const weights = cases.map(weightOf);
  return {
    kind: boost(rows, target, KINDS.length, KIND, weights),
    kindWide: boost(wide, target, KINDS.length, KIND_WIDE, weights),
    kindLine: fitLinear(wide, target, KINDS.length, KIND_LINE, weights),
  };
}

/** Weights, and for each case weights that were not trained on its part. */
interface Fitted {
  readonly weights: Weights;
  /**
   * None of the three models saw the case or a copy of its text. What the models of the kind and the asks learnt from other cases'
   * promises came from promise models that may have: `run.ts --nested` leaves that out too, at five times the work.
   */
  readonly without: (item: Case) => Weights;
}

/** Trains on the cases; inside, promise and kind scores that feed later models are made on parts they were not trained on. */
export function fitAll(cases: readonly Case[]): Fitted {
  const promises = fitPromise(cases);
  const readings = cases.map((item) => readingFor(item, promises.without(item)));
  const parts = Array.from({ length: INNER }, (_, f) => f);
  const kinds = parts.map((f) => {
    const keep = cases.map((_, i) => i).filter((i) => part(cases[i]!) !== f);
    return fitKind(
      keep.map((i) => cases[i]!),
      keep.map((i) => readings[i]!),
    );
  });
  const places = parts.map((f) => fitPlaces(cases.filter((item) => part(item) !== f)));
  const asked = cases.flatMap((item, i) => {
    if (item.kind === "hollow" || item.kind === "forwarded" || item.offtopic) return [];
    const asks = splitAsksWith(item, places[part(item)]!);
    const reading = readings[i]!;
    const chances = kindChances(reading, kinds[part(item)]!);
    const traits = askTraits(reading, asks, coverAsks(asks, item.subject, reading.clauses), chances);
    return [{ item, traits }];
  });
  const whole = (
    promise: PromiseWeights,
    kind: KindWeights,
    places: AskPlaceWeights,
    asks: AskWeights,
  ): Weights => ({
    seed: SEED,
    kinds: KINDS,
    kindTraits: KIND_TRAITS,
    lexicon: LEXICON_NAMES,
    ...kind,
    abstainBelow: 0.5,
    promiseTraits: PROMISE_TRAITS,
    ...promise,
    askClauseTraits: ASK_CLAUSE_TRAITS,
    ...places,
    coverTraits: COVER_TRAITS,
    askTraits: ASK_TRAITS,
    ...asks,
    asksFrom: 0.5,
  });
  const without = parts.map((f) => {
    const one = cases.find((item) => part(item) === f)!;
    const others = asked.filter(({ item }) => part(item) !== f);
    return whole(promises.without(one), kinds[f]!, places[f]!, fitAsks(others));
  });
  return {
    weights: whole(promises.weights, fitKind(cases, readings), fitPlaces(cases), fitAsks(asked)),
    without: (item) => without[part(item)]!,
  };
}

type AskWeights = Pick<Weights, "asks" | "asksLine">;

function fitAsks(asked: readonly { readonly item: Case; readonly traits: number[] }[]): AskWeights {
  const rows = asked.map(({ traits }) => traits);
  const target = asked.map(({ item }) => (item.addressed >= item.asks ? 1 : 0));
  const weights = asked.map(({ item }) => (item.stratum === "unsure" ? 0.5 : 1));
  return {
    asks: boost(rows, target, 1, ASKS, weights),
    asksLine: fitLinear(rows, target, 1, ASKS_LINE, weights),
  };
}
