// Fits the models of asks by place: which clauses of a message ask, and which clause of a reply deals with one.

import { askClauseTraits } from "../../core/reading/replies/ask-traits.ts";
import { coverTraits } from "../../core/reading/replies/cover-traits.ts";
import type { AskClauseWeights, Forest, Weights } from "../../core/reading/replies/model.ts";
import { carrying, rolesOf } from "../../core/reading/replies/roles.ts";
import { clausesOf, plain } from "../../core/reading/replies/text.ts";
import { boost, type Settings } from "./boost.ts";
import { askReadings, type Case } from "./cases.ts";
import { fitLinear } from "./logit.ts";

const TREES = { ridge: 3, rows: 0.8, seed: 20261130, depth: 4, leaf: 15, traits: 0.4 } as const;
const ASK_CLAUSE: Settings = { ...TREES, rounds: 150, rate: 0.07 };
const ASK_CLAUSE_LINE = { ridge: 60, steps: 150 };
const ASK_CLAUSE_FROM = 0.25;
/** A further clause of an ask is told less surely from the story than the one that says it best. */
const BESIDE = 0.3;

/** Trees and a line over each clause of the messages whose asks were read. */
function fitAskClauses(cases: readonly Case[]): AskClauseWeights {
  const read = askReadings();
  const rows: number[][] = [];
  const target: number[] = [];
  const weights: number[] = [];
  for (const item of cases) {
    const asks = read.get(item.id)?.[0];
    if (asks === undefined) continue;
    const best = new Set(asks.flatMap(({ at }) => (at.length === 0 ? [] : [at[0]![0]])));
    const beside = new Set(asks.flatMap(({ at }) => at.slice(1).map(([start]) => start)));
    const clauses = clausesOf(item.text);
    rows.push(...askClauseTraits(item.subject, clauses));
    for (const { start } of clauses) {
      target.push(best.has(start) ? 1 : 0);
      weights.push(!best.has(start) && beside.has(start) ? BESIDE : 1);
    }
  }
  return {
    askClause: boost(rows, target, 1, ASK_CLAUSE, weights),
    askClauseLine: fitLinear(rows, target, 1, ASK_CLAUSE_LINE, weights),
    askClauseFrom: ASK_CLAUSE_FROM,
  };
}

const COVER: Settings = { ...TREES, rounds: 100, rate: 0.08 };
/** The clause that deals with an ask best counts more than the others that do. */
const BEST = 1.5;

/** Trees over each ask that was read and each clause of its reply that carries something. */
function fitCover(cases: readonly Case[]): Forest {
  const read = askReadings();
  const rows: number[][] = [];
  const target: number[] = [];
  const weights: number[] = [];
  for (const { id, subject, text, reply } of cases) {
    const gold = read.get(id)?.[0];
    if (gold === undefined) continue;
    const asks = gold.map(({ at: [best] }) =>
      best === undefined
        ? { start: 0, end: subject.length, text: subject }
        : { start: best[0], end: best[1], text: text.slice(...best) },
    );
    const clauses = carrying(rolesOf(plain(reply)));
    for (const [number, traits] of coverTraits(asks, subject, clauses).entries()) {
      rows.push(...traits);
      for (const { start } of clauses) {
        const place = gold[number]!.by.findIndex(([from]) => from === start);
        target.push(place < 0 ? 0 : 1);
        weights.push(place === 0 ? BEST : 1);
      }
    }
  }
  return boost(rows, target, 1, COVER, weights);
}

export type AskPlaceWeights = AskClauseWeights & Pick<Weights, "cover">;

export const fitPlaces = (cases: readonly Case[]): AskPlaceWeights => ({
  ...fitAskClauses(cases),
  cover: fitCover(cases),
});
