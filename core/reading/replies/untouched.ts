// The asks of a message of which a reply takes up nothing at all: stricter than "not covered", since here somebody may be asked about it.

import type { AskReading, Message, Reply } from "./index.ts";
import { readReply, splitAsks } from "./index.ts";
import { clausesOf } from "./text.ts";
import { contentWords, signPairs } from "./words.ts";

/** A sentence with fewer pairs of signs in its own words (能不能快点) says too little to be looked for. */
const LEAST_PAIRS = 3;

/** An ask without a word in the reply, one of so many of the message. */
export interface Untouched extends AskReading {
  readonly of: number;
}

/**
 * Asks that the reader calls not dealt with and of whose whole sentence the reply holds no word. Nothing where the reader abstains,
 * where the reply answers nothing at all (hollow, passed on, another matter), or where no sentence is taken up.
 */
export function untouchedAsks(message: Message, replies: readonly Reply[]): Untouched[] {
  // Reading closely is slow, and most replies take up every ask, which their words alone show.
  const silent = silentOn(message, replies);
  if (silent.size === 0) return [];
  const { kind, abstained, offtopic, asks } = readReply(message, replies);
  if (abstained || offtopic || kind === "hollow" || kind === "forwarded") return [];
  return asks
    .filter((ask) => silent.has(ask.start) && !ask.covered)
    .map((ask) => ({ ...ask, of: asks.length }));
}

/** Where the asks begin of whose sentence the replies hold no word; empty where they hold none of any other ask either. */
function silentOn(message: Message, replies: readonly Reply[]): ReadonlySet<number> {
  const silent = new Set<number>();
  const asks = splitAsks(message);
  if (asks.length < 2) return silent;
  const said = signPairs(contentWords(replies.map((reply) => reply.text).join("\n")));
  const clauses = clausesOf(message.text);
  let taken = 0;
  for (const ask of asks) {
    const own = clauses.find((clause) => clause.start === ask.start)?.sentence;
    const sentence = clauses.filter((clause) => clause.sentence === own).map((clause) => clause.text);
    const pairs = [...signPairs(contentWords(sentence.join(" ")))];
    if (ask.in === "subject" || pairs.length < LEAST_PAIRS) continue;
    if (pairs.some((pair) => said.has(pair))) taken += 1;
    else silent.add(ask.start);
  }
  return taken === 0 ? new Set() : silent;
}

/** Several questions or points in a message: only then it is worth reading closely whether each was dealt with. */
export function asksSeveral(text: string): boolean {
  let questions = 0;
  let points = 0;
  for (let at = 0; at < text.length && questions + points < 2; at++) {
    const char = text[at]!;
    if (char === "？" || char === "?") questions += 1;
    else if ((char === "、" || char === "." || char === "．") && /[1-9一二三四五]/.test(text[at - 1] ?? ""))
      points += 1;
  }
  return questions + points >= 2;
}
