// What the words of replies usually answer in the data itself: 镇流器 stands under letters on street lamps, seldom under others.

import type { PublicRequest } from "../../domain/facts.ts";
import { signPairs } from "../replies/words.ts";
import { SHARED_SIGNS } from "./naming.ts";
import { repliesOf } from "./thread.ts";

/** So many answered requests are read at most, evenly spaced: more say nothing new. */
const READ = 20_000;
/** A pair of signs that stands in fewer replies says nothing of what it usually answers. */
const FEWEST = 5;
/** A pair that more than this share of all replies hold is an everyday word. */
const EVERYDAY = 0.04;
/** A pair belongs to a matter from this share of its replies on. */
const BELONGS = 0.25;
/**
 * It has to do with a matter where it stands so many times under it, so much oftener than by chance, and in this share of its own
 * replies or of the letters on that matter: a village stands in so many subjects that some words fall under it by chance.
 */
const SEEN_TOGETHER = 2;
const OFTENER = 3;
const OF_REPLIES = 0.1;
const OF_LETTERS = 0.2;

/** The pairs of neighbouring Chinese signs of a text, without those that stand in nearly every letter. */
export function pairsIn(text: string): Set<string> {
  const pairs = signPairs(new Set(text.match(/\p{Script=Han}{2,}/gu)));
  for (const pair of pairs) if (SHARED_SIGNS.has(pair)) pairs.delete(pair);
  return pairs;
}

export class UsualMatters {
  private readonly read: number;
  /** In how many replies each of the asked pairs stands. */
  private readonly replies = new Map<string, number>();
  /** Under how many subjects' pairs it stands there, how often each. */
  private readonly under = new Map<string, Map<string, number>>();
  private readonly subjects = new Map<string, number>();
  /** What `matterOf` found: the same words stand in many replies. */
  private readonly matters = new Map<string, readonly string[]>();

  /** Reads what the given pairs of replies usually answer; the other pairs are not counted. */
  constructor(requests: readonly PublicRequest[], asked: ReadonlySet<string>) {
    const step = Math.max(1, Math.ceil(requests.length / READ));
    let read = 0;
    for (let index = 0; index < requests.length; index += step) {
      const request = requests[index]!;
      const reply = repliesOf(request).at(-1)?.text;
      if (reply === undefined) continue;
      read += 1;
      const subject = [...pairsIn(request.subject)];
      for (const pair of subject) add(this.subjects, pair);
      for (const pair of pairsIn(reply)) {
        if (!asked.has(pair)) continue;
        add(this.replies, pair);
        const under = this.under.get(pair) ?? new Map<string, number>();
        this.under.set(pair, under);
        for (const each of subject) add(under, each);
      }
    }
    this.read = read;
  }

  /** Those of a reply's pairs that tell of a matter: seen often enough, and no everyday words. */
  telling(pairs: Iterable<string>): string[] {
    return [...pairs].filter((pair) => {
      const seen = this.replies.get(pair) ?? 0;
      return seen >= FEWEST && seen <= EVERYDAY * this.read;
    });
  }

  /** The pairs of subjects to which a reply's pair belongs. */
  matterOf(pair: string): readonly string[] {
    const known = this.matters.get(pair);
    if (known !== undefined) return known;
    const least = BELONGS * this.replies.get(pair)!;
    const matter = [...this.under.get(pair)!].flatMap(([each, count]) => (count >= least ? [each] : []));
    this.matters.set(pair, matter);
    return matter;
  }

  /** Whether a reply's pair is seen under letters with one of these pairs, and not by chance. */
  isSeenUnder(pair: string, matter: Iterable<string>): boolean {
    const under = this.under.get(pair);
    if (under === undefined) return false;
    const replies = this.replies.get(pair)!;
    for (const each of matter) {
      const together = under.get(each) ?? 0;
      if (together < SEEN_TOGETHER) continue;
      const letters = this.subjects.get(each)!;
      if (together < OF_REPLIES * replies && together < OF_LETTERS * letters) continue;
      if ((together * this.read) / (replies * letters) >= OFTENER) return true;
    }
    return false;
  }

  /** Whether letters with some pair of this subject were read at all, so that a word's absence there says something. */
  knows(subject: Iterable<string>): boolean {
    for (const pair of subject) {
      const seen = this.subjects.get(pair) ?? 0;
      if (seen >= 2 * FEWEST && seen <= EVERYDAY * this.read) return true;
    }
    return false;
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
