// The drafting aid: what a reply under way still lacks. Read for its drafter alone, while it is written; nothing of it is kept.

import { startOf } from "../../../core/domain/day.ts";
import type { Day } from "../../../core/domain/facts.ts";
import { exactJaccard, normalise, shingles } from "../../../core/reading/copies/index.ts";
import { coverAsks } from "../../../core/reading/replies/covering.ts";
import { readReply } from "../../../core/reading/replies/index.ts";
import { rolesOf } from "../../../core/reading/replies/roles.ts";
import { clausesOf, plain } from "../../../core/reading/replies/text.ts";
import { contentWords, signPairs } from "../../../core/reading/replies/words.ts";
import type { DraftAid } from "../../../web/officers/desk-aid.tsx";
import type { EarlierReply } from "./desk.store.ts";

export interface DraftAsk {
  readonly number: number;
  /** Absent where it has none of its own: then it stands somewhere in the citizen's words. */
  readonly words?: string;
  /** The drafter says that this reply deals with it. */
  readonly marked: boolean;
  /** An earlier reply of this round dealt with it. */
  readonly done: boolean;
}

export interface Drafted {
  /** The citizen's own words. */
  readonly request: string;
  readonly asks: readonly DraftAsk[];
  readonly text: string;
  /** Promises that the drafter wrote down already. */
  readonly promises: number;
  readonly day: Day;
  readonly earlier: readonly EarlierReply[];
}

/** Below this the place that takes up most of an ask shares next to nothing with it. */
const COVERED_FROM = 0.2;
/** A text so alike (5-character shingles) is the same text; requests so unlike (pairs of characters) are different matters. */
const SAME_TEXT = 0.9;
const UNLIKE = 0.15;
/** Shorter texts are alike by chance. */
const SHORTEST = 20;

export function lookOver({ request, asks, text, promises, day, earlier }: Drafted): DraftAid {
  const words = plain(text);
  const reading = readReply({ subject: "", text: request }, [{ text: words, at: startOf(day) }]);
  const empty = words.trim() === "" || (!reading.abstained && reading.kind === "hollow");
  const roles = rolesOf(words);
  const covered = ({ words: own }: DraftAsk) => {
    // What has no words of its own, or too few to look for, stands in the letter; that is dealt with where one of its clauses is.
    const few = own === undefined || signPairs(contentWords(own)).size < 2;
    const pieces = few ? clausesOf(request) : [{ text: own, start: 0, end: own.length }];
    const asked = pieces.map((piece) => ({ ...piece, in: "text" as const }));
    return coverAsks(asked, request, roles).some((score) => score >= COVERED_FROM);
  };
  return {
    unmarked: asks.filter((ask) => !ask.marked && !ask.done).map((ask) => ask.number),
    unclear: asks.filter((ask) => ask.marked && (empty || !covered(ask))).map((ask) => ask.number),
    undated: reading.commitments.filter((each) => each.due === null).map((each) => each.text),
    dated: reading.commitments.flatMap((each) =>
      each.due === null ? [] : [{ words: each.text, by: each.due }],
    ),
    unwritten: Math.max(0, reading.commitments.length - promises),
    hollow: empty,
    withoutReceiver: reading.handover !== null && reading.handover.receiver === undefined,
    cold: reading.spans.cold.map((piece) => piece.text),
    phones: oddPhones(text),
    places: oddPlaces(text),
    repeated: repeatedIn(text, request, earlier),
  };
}

const CALLED =
  /(?:电话|手机|热线|座机|拨打|致电|来电|传真|联系方式)[^\d\n]{0,8}([\d０-９][\d０-９\s\-－—()（）]{1,24})/g;
/** Numbers that people can call: mobiles, landlines with or without area code, service lines. */
const CALLABLE =
  /^(?:1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7}|[2-9]\d{6,7}|400\d{7}|800\d{7}|1[12]\d|1[12]\d{3}|12110|10\d{3}|9[56]\d{3,4})$/;

/** Telephone numbers that nobody could dial. */
export function oddPhones(text: string): string[] {
  const odd: string[] = [];
  for (const [, written = ""] of text.matchAll(CALLED)) {
    const digits = written.normalize("NFKC").replace(/\D/g, "");
    if (!CALLABLE.test(digits.replace(/^(?:0{0,2}86)(?=1\d{10}$)/, ""))) odd.push(written.trim());
  }
  return odd;
}

const NAMED_PLACE =
  /(?:地址|地点|办公地点|受理地点|办理地点)(?:[:：为是在]|位于){0,2}\s*([^，。；;,\n]{0,40})/g;
const PLACE_WORD =
  /[路街道巷弄村镇乡组社区]|大厦|中心|大厅|窗口|服务站|便民|广场|公园|[楼层室栋号院]|[局委办所站校院馆]|门口|旁|对面/;

/** Places that nobody could find: announced, and no street, building or counter follows. */
export function oddPlaces(text: string): string[] {
  return [...text.matchAll(NAMED_PLACE)]
    .filter(([, place = ""]) => place.trim().length < 3 || !PLACE_WORD.test(place))
    .map(([whole]) => whole.trim());
}

/** How many earlier requests, unlike this one and each other's matter, got the same text. */
export function repeatedIn(text: string, request: string, earlier: readonly EarlierReply[]): number {
  const own = normalise(text).text;
  if (own.length < SHORTEST) return 0;
  const signs = shingles(own);
  const about = shingles(normalise(request).text, 2);
  return earlier.filter((each) => {
    const other = normalise(each.reply).text;
    if (other.length < own.length * 0.8 || other.length > own.length * 1.25) return false;
    if (exactJaccard(signs, shingles(other)) < SAME_TEXT) return false;
    return exactJaccard(about, shingles(normalise(each.request).text, 2)) < UNLIKE;
  }).length;
}

/** How much two requests share in words (Jaccard on pairs of characters): what orders likely duplicates. */
export function alike(a: string, b: string): number {
  return exactJaccard(shingles(normalise(a).text, 2), shingles(normalise(b).text, 2));
}
