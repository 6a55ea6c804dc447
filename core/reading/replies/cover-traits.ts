// Abstract traits of one clause of a reply that tell whether it deals with one ask of the message.

import { strengthOf, wantedOf } from "./ask-traits.ts";
import { CUE_NAMES, CUES } from "./cues.ts";
import { LEXICON_NAMES, lexiconOf, NO_WORDS } from "./lexicon.ts";
import type { RoledClause } from "./roles.ts";
import type { Piece } from "./text.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

/** Says once more what was asked, and nothing of it. */
const RESTATES =
  /(?:反映|咨询|投诉|提出|所提|来信|留言|询问|诉求|关于|针对|对于).{0,60}(?:问题|情况|建议|一事|事宜|诉求|要求|意见|咨询)$/;

const OWN_TRAITS: readonly string[] =
  "share shareBefore shareAfter shareAround back most isMost whole topic substance redirect need length index rest place clauses first last heading restates restatedBefore strength wanted asked number asks alongside".split(
    " ",
  );

/** Names of the traits, in the order of coverTraits(). */
export const COVER_TRAITS: readonly string[] = [
  ...OWN_TRAITS,
  ...CUE_NAMES.map((cue) => `cue:${cue}`),
  ...LEXICON_NAMES,
  ...LEXICON_NAMES.map((name) => `<${name}`),
];

const flag = (value: boolean): number => (value ? 1 : 0);

/** Pairs of signs by which an answer to an ask is known; those of the subject where the ask has too few. */
export function soughtIn(ask: Piece, topic: ReadonlySet<string>): ReadonlySet<string> {
  const own = signPairs(contentWords(ask.text));
  return own.size >= 2 ? own : topic;
}

/** For each ask and each clause of the reply that carries something, in their order, the traits of that clause for that ask. */
export function coverTraits(
  asks: readonly Piece[],
  subject: string,
  places: readonly RoledClause[],
): number[][][] {
  const own = places.map(({ text }) => signPairs(contentWords(text)));
  const all = new Set(own.flatMap((pairs) => [...pairs]));
  const topic = signPairs(contentWords(subject));
  const ofClause = places.map(({ text, mark, role, sentence }, i) => ({
    shape: [
      shareOf(own[i]!, topic),
      flag(role === "substance"),
      flag(role === "redirect"),
      flag(role === "need"),
      text.length,
      i,
      places.length - i,
      i / places.length,
      places.length,
      flag(places[i - 1]?.sentence !== sentence),
      flag(places[i + 1]?.sentence !== sentence),
      flag(mark === "：" || mark === ":"),
      flag(RESTATES.test(text)),
      flag(i > 0 && RESTATES.test(places[i - 1]!.text)),
    ],
    words: [
      ...CUE_NAMES.map((cue) => flag(CUES[cue].test(text))),
      ...lexiconOf(text),
      ...(i > 0 ? lexiconOf(places[i - 1]!.text) : NO_WORDS),
    ],
  }));
  return asks.map((ask, number) => {
    const pairs = soughtIn(ask, topic);
    const shares = own.map((held) => shareOf(pairs, held));
    const most = Math.max(0, ...shares);
    const whole = shareOf(pairs, all);
    const asked = [
      strengthOf({ ...ask, sentence: 0, mark: "" }),
      flag(wantedOf(ask.text) >= 0),
      flag(/[吗么呢]$/.test(ask.text)),
      number,
      asks.length,
    ];
    return places.map((_, i) => {
      const around = new Set([...(own[i - 1] ?? []), ...own[i]!, ...(own[i + 1] ?? [])]);
      return [
        shares[i]!,
        shares[i - 1] ?? 0,
        shares[i + 1] ?? 0,
        shareOf(pairs, around),
        shareOf(own[i]!, pairs),
        most,
        flag(most > 0 && shares[i] === most),
        whole,
        ...ofClause[i]!.shape,
        ...asked,
        Math.abs((number + 0.5) / asks.length - (i + 0.5) / places.length),
        ...ofClause[i]!.words,
      ];
    });
  });
}
