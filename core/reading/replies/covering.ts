// How much of each ask a reply takes up, and which of its clauses deals with it.

import type { Ask } from "./asks.ts";
import { coverTraits, soughtIn } from "./cover-traits.ts";
import { type Forest, probabilities } from "./model.ts";
import { carrying, type RoledClause } from "./roles.ts";
import type { Piece } from "./text.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

/** 0 to 1 for each ask: how much of its words the reply holds, the most of them in two neighbouring clauses and all over the reply, half each. */
export function coverAsks(asks: readonly Ask[], subject: string, reply: readonly RoledClause[]): number[] {
  const clauses = carrying(reply);
  const windows = clauses.map((clause, i) => {
    const next = clauses[i + 1];
    return signPairs(contentWords(next === undefined ? clause.text : `${clause.text} ${next.text}`));
  });
  const all = new Set(windows.flatMap((pairs) => [...pairs]));
  const topic = signPairs(contentWords(subject));
  return asks.map((ask) => {
    const pairs = soughtIn(ask, topic);
    const most = Math.max(0, ...windows.map((window) => shareOf(pairs, window)));
    return 0.5 * most + 0.5 * shareOf(pairs, all);
  });
}

/** For each ask the clause that likeliest deals with it; none where no clause carries anything. What shares most words with an ask mostly only restates it. */
export function dealingClauses(
  asks: readonly Ask[],
  subject: string,
  reply: readonly RoledClause[],
  cover: Forest,
): (Piece | undefined)[] {
  const clauses = carrying(reply);
  return coverTraits(asks, subject, clauses).map((rows) => {
    const chances = rows.map((traits) => probabilities(cover, traits)[0]!);
    const best = clauses[chances.indexOf(Math.max(...chances))];
    return best === undefined ? undefined : { text: best.text, start: best.start, end: best.end };
  });
}
