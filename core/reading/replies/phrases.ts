// Turns of phrase as patterns: kinds of word and their neighbours, the function words and general verbs themselves; no name, no figure.

import { Known } from "../../domain/known.ts";
import type { RoledClause } from "./roles.ts";
import { wordsWithTags } from "./words.ts";

/** Adverbs, prepositions, conjunctions, particles, pronouns, interjections: classes that take in no new word. */
const CLOSED = /^[dpcurfy]/;
const CLOSED_OR_VERB = /^[dpcurfyv]/;
const GENERAL = /^[dpcurfyvtaqmz]/;

/** Few are kept: what is undecided comes again less often than stock clauses, and its patterns are many words. */
const known = new Known(1_000, (text): readonly string[] => {
  const tagged = wordsWithTags(text);
  const found = new Set<string>();
  for (const { word, tag } of tagged) {
    found.add(`t:${tag[0]}`);
    if (GENERAL.test(tag) && !/[\dA-Za-z]/.test(word)) found.add(`w:${word}`);
  }
  /** A word of these classes as itself, another as its class. */
  const asIn = (classes: RegExp, { word, tag }: { word: string; tag: string }): string =>
    classes.test(tag) ? word : tag[0]!;
  for (let at = 1; at < tagged.length; at += 1) {
    const [one, other] = [tagged[at - 1]!, tagged[at]!];
    found.add(`k:${one.tag.slice(0, 2)}${other.tag.slice(0, 2)}`);
    found.add(`n:${asIn(CLOSED, one)}_${asIn(CLOSED, other)}`);
  }
  if (tagged.length > 0) {
    found.add(`b:${asIn(CLOSED_OR_VERB, tagged[0]!)}`);
    found.add(`e:${asIn(CLOSED_OR_VERB, tagged.at(-1)!)}`);
  }
  return [...found];
});

/** The patterns of a clause and of its neighbours in the sentence, those of the one before marked <, of the one behind >. */
export function phrasesOf(
  clause: RoledClause,
  previous: RoledClause | undefined,
  next: RoledClause | undefined,
): string[] {
  const near = (other: RoledClause | undefined, mark: string): string[] =>
    other?.sentence === clause.sentence ? known.of(other.text).map((name) => mark + name) : [];
  return [
    ...known.of(clause.text),
    ...near(previous, "<"),
    ...near(next, ">"),
    `r:${clause.role}`,
    `m:${clause.mark}`,
  ];
}
