// Suspects that a reply deals with another matter: a long reply that takes up nothing of the subject or the message.

import { type Reading, topicShare } from "./features.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

const LEAST = 60;

/** Never true for hollow or forwarded replies, nor for short ones: another matter's text is a text. */
export function isOfftopic(kind: string, at: Reading): boolean {
  if (kind === "hollow" || kind === "forwarded") return false;
  const substance = at.clauses.filter((clause) => clause.role === "substance");
  const length = substance.reduce((sum, clause) => sum + clause.text.length, 0);
  if (length < LEAST) return false;
  const asked = signPairs(contentWords(`${at.subject} ${at.text}`));
  const said = signPairs(contentWords(at.reply));
  return (
    topicShare(at.subject, at.text, at.clauses) < 0.05 &&
    shareOf(signPairs(contentWords(at.subject)), said) < 0.08 &&
    shareOf(said, asked) < 0.15
  );
}
