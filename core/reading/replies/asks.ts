// Finds the distinct things that a message asks for or complains of.

import { askClauseTraits, isNumbered, isScolding, strengthOf, wantedOf } from "./ask-traits.ts";
import { type AskClauseWeights, blended, linearProbabilities, probabilities } from "./model.ts";
import { type Clause, clausesOf, type Piece } from "./text.ts";
import { contentWords, overlapOf } from "./words.ts";

export interface Ask extends Piece {
  /** Which part of the message the span counts in. */
  readonly in: "subject" | "text";
}

const MOST = 5;
/** Two clauses that share so much of their words ask for one thing. */
const SAME = 0.6;

/** The clauses of a text that by their words ask or wish for something, none left out. */
export function asksOf(text: string): Clause[] {
  return clausesOf(text).filter((clause) => strengthOf(clause) >= 2);
}

function sameAsk(
  words: ReadonlySet<string>,
  wants: number,
  other: { readonly words: ReadonlySet<string>; readonly wants: number },
): boolean {
  return wants >= 0 && other.wants >= 0 && wants !== other.wants
    ? false
    : overlapOf(words, other.words) >= SAME;
}

const INTRODUCES = /以下|如下|几[点个条项]|[一二两三四五六]点|[：:]$/;

/** Numbered points without a word of asking, right behind a plain wish that does not announce them: reasons for it. */
function reasonsAmong(clauses: readonly Clause[]): Set<Clause> {
  const first = clauses.findIndex(({ text }) => isNumbered(text));
  const wish = clauses[first - 1];
  if (wish === undefined || strengthOf(wish) < 2 || INTRODUCES.test(wish.text + wish.mark)) return new Set();
  return new Set(clauses.filter((clause) => isNumbered(clause.text) && strengthOf(clause) === 0));
}

/** The asks of a message, the likeliest clauses that do not ask for the same, at most five, in the order of the text. */
export function splitAsksWith(
  message: { readonly subject: string; readonly text: string },
  weights: AskClauseWeights,
): Ask[] {
  const clauses = clausesOf(message.text);
  const ranked = askClauseTraits(message.subject, clauses)
    .map((traits, i) => ({
      clause: clauses[i]!,
      chance: blended([
        probabilities(weights.askClause, traits),
        linearProbabilities(weights.askClauseLine, traits),
      ])[0]!,
    }))
    .sort((a, b) => b.chance - a.chance || a.clause.start - b.clause.start);
  const kept: { clause: Clause; words: ReadonlySet<string>; wants: number }[] = [];
  const plainly = ranked.some(({ clause }) => strengthOf(clause) >= 2);
  const reasons = reasonsAmong(clauses);
  for (const { clause, chance } of ranked) {
    if (kept.length === MOST || (kept.length > 0 && chance < weights.askClauseFrom)) break;
    // A question that scolds asks for nothing where something is asked for in plain words.
    if (reasons.has(clause) || (plainly && isScolding(clause.text))) continue;
    const words = contentWords(clause.text);
    const wants = wantedOf(clause.text);
    if (!kept.some((other) => sameAsk(words, wants, other))) kept.push({ clause, words, wants });
  }
  if (kept.length === 0) {
    const subject = message.subject.trim();
    const at = message.subject.indexOf(subject);
    return subject === "" ? [] : [{ text: subject, start: at, end: at + subject.length, in: "subject" }];
  }
  return kept
    .map((item) => item.clause)
    .sort((a, b) => a.start - b.start)
    .map(({ text, start, end }) => ({ text, start, end, in: "text" as const }));
}

/** How many asks are marked by numbers in a text. */
export function numberedParts(text: string): number {
  return clausesOf(text).filter((clause) => isNumbered(clause.text)).length;
}
