// The dated commitments of a request's replies and closings, in order, and which of them were moved to a later day.

import { dayOf } from "../../domain/day.ts";
import type { Day, PublicRequest, Step } from "../../domain/facts.ts";
import { findDatedCommitments } from "../replies/index.ts";
import { contentWords, shareOf } from "../replies/words.ts";

export interface Promised {
  readonly step: Step;
  /** Where the step stands among the steps. */
  readonly place: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly due: Day;
}

export interface Move {
  readonly from: Promised;
  readonly to: Promised;
  /** The new day was told after the old one had passed. */
  readonly late: boolean;
}

/** A word of the future and a time in one sentence; whatever lacks both is not read closely, since reading closely is slow. */
const FUTURE =
  /将|拟|计划|预计|力争|争取|确保|承诺|保证|预期|有望|定于|届时|暂定|延期|延[到至]|推迟|推到|改[为到在]|顺延|不[晚迟]于|最[迟晚]|至迟|[日号底旬](?:之|以)?前|[前内](?:全部|全面|基本)?(?:完成|竣工|开工|通车|实施|建成|整改|办结|到位|解决|答复|恢复|修复|发放|给予|予以)/;
const TIME =
  /\d{4}年|\d{1,2}月|[一二三四五六七八九十]月|工作日|[\d一二三四五六七八九十两半](?:天|日|周|个?星期|个月|小时)之?内|[\d一二三四五六七八九十两半](?:天|日|周|个?星期|个月)以?[内后]|年底|年内|月底|月末|季度|上半年|下半年|春节|国庆|元旦|五一|年前|年中|本周|下周|本月|下月|今年|明年|今冬|明春|今日|今晚|明日|明天|后天|上旬|中旬|下旬/;

const STILL_TODAY = /今[日天晚]|当[日天晚]|[日天晚]之?前|内/;

/** The years in the title of a plan are not the day of anything. */
const TITLE = /《[^》]{0,80}》?/g;
/** A month after the works are done: nobody knows from which day to count. */
const AFTER_EVENT =
  /(?:完成|完工|竣工|到位|批准|获批|验收|签订|确定|通过|具备|成熟|移交|腾地)[^，。；]{0,6}?后[^，。；]{0,4}?[\d一二三四五六七八九十两半]+(?:个?月|天|日|个?工作日|个?星期|周)之?内/;
const NOT_TO_BE = /不会(?!再)|暂不|不予|不(?:列入|纳入|考虑|安排|启动)/;

/** What is timed is to be done, not left undone; the time may stand in front of these words. */
function isToBe(text: string): boolean {
  if (!TIME.test(text)) return true;
  const timed = text
    .replace(TITLE, "")
    .split(/[，；,;]/)
    .filter((clause) => TIME.test(clause));
  return timed.some((clause) => !NOT_TO_BE.test(clause) && !AFTER_EVENT.test(clause));
}

/** The words of a reply or closing and the day on which they were said: all that reading its promises needs. */
export interface Said {
  readonly text: string;
  readonly said: Day;
}
/** What a reply promises, and by which day. */
export type DatedPromise = Pick<Promised, "text" | "start" | "end" | "due">;

interface Candidate extends Said {
  readonly step: Step;
  readonly place: number;
}

/** Every written reply and closing whose own day is known and that may promise a day, in order. */
function candidatesOf(request: PublicRequest): Candidate[] {
  const found: Candidate[] = [];
  for (const [place, step] of request.steps.entries()) {
    if ((step.kind !== "reply" && step.kind !== "close") || step.text === undefined) continue;
    if (step.at === undefined || !mayPromise(step.text)) continue;
    found.push({ step, place, text: step.text, said: dayOf(step.at) });
  }
  return found;
}

/** The promises of one reply that name a day still to come: the slow part, which needs nothing but the words. */
export function datedPromises({ text: reply, said }: Said): DatedPromise[] {
  const found: DatedPromise[] = [];
  for (const { text, start, end, due } of findDatedCommitments(reply, said)) {
    // A word of the very day tells what was done that day, unless it says that the day is still to run.
    if (due === null || due < said || (due === said && !STILL_TODAY.test(text))) continue;
    if (!isToBe(text)) continue;
    found.push({ text, start, end, due });
  }
  return found;
}

/** Commitments with a day, of every written reply and closing whose own day is known. */
export function promisesOf(request: PublicRequest): Promised[] {
  return candidatesOf(request).flatMap((candidate) => placed(candidate, datedPromises(candidate)));
}

const placed = ({ step, place }: Candidate, found: readonly DatedPromise[]): Promised[] =>
  found.map((each) => ({ step, place, ...each }));

const NONE: readonly Promised[] = [];
/** The name under which the detectors of a run share their book. */
export const PROMISES = "promises";

/** Remembers what was read closely, for several detectors of one run. */
export class PromiseBook {
  private readonly read = new WeakMap<PublicRequest, readonly Promised[]>();
  private readonly isWhole: boolean;

  /** @param isWhole every request that will be asked about was looked through: what is not put here promises nothing. */
  constructor(isWhole = false) {
    this.isWhole = isWhole;
  }

  of(request: PublicRequest): readonly Promised[] {
    const known = this.read.get(request);
    if (known !== undefined) return known;
    if (this.isWhole) return NONE;
    const found = promisesOf(request);
    this.read.set(request, found.length > 0 ? found : NONE);
    return found;
  }

  /** Remembers what was read elsewhere. */
  put(request: PublicRequest, found: readonly Promised[]): void {
    this.read.set(request, found);
  }
}

/** The replies of these requests that may promise a day, to be read in any order and place, and the book that comes of it. */
export class PromisesAhead {
  private readonly found: (readonly [PublicRequest, readonly Candidate[]])[] = [];

  constructor(requests: readonly PublicRequest[]) {
    for (const request of requests) {
      const candidates = candidatesOf(request);
      if (candidates.length > 0) this.found.push([request, candidates]);
    }
  }

  /** What is to be read: the words alone, with the day. */
  toRead(): Said[] {
    return this.found.flatMap(([, candidates]) => candidates.map(({ text, said }) => ({ text, said })));
  }

  /** The book of these requests and no others. @param read what datedPromises() says of each of toRead(), in their order. */
  book(read: readonly (readonly DatedPromise[])[]): PromiseBook {
    const book = new PromiseBook(true);
    let at = 0;
    for (const [request, candidates] of this.found)
      book.put(
        request,
        candidates.flatMap((each) => placed(each, read[at++]!)),
      );
    return book;
  }
}

/** True where a reply may hold a commitment with a time. */
export function mayPromise(text: string): boolean {
  if (!FUTURE.test(text) || !TIME.test(text)) return false;
  return text.split(/[。；！？\n]/).some((sentence) => FUTURE.test(sentence) && TIME.test(sentence));
}

/** How much of the words of a later promise must stand in an earlier one to be about the same thing. */
const SAME_THING = 0.4;

/** Days, and words of promising that any promise may hold: what is left says what is promised. */
const FRAME =
  /(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|[底末初]|[上中下]旬)?|\d{4}年|[今明]年|年底|[上下]半年|我[们局办镇乡县市区院校所]|经办|分管|的?同志|答应|承诺|保证|负责|计划|预计|力争|争取|安排|确保|一定|不[晚迟]于|最[迟晚]|至迟|之前|以前|左右|改[为到在]|现定|定于|定在|推到|推迟到?|延[到至]|的?时间|请再等等|请.{0,4}监督|此前|答复|[于在将会拟前内现请您]/g;

function actPairs(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const [run] of text.replace(FRAME, " ").matchAll(/[\u4e00-\u9fff]{2,}/g)) {
    for (let at = 0; at + 2 <= run.length; at += 1) pairs.add(run.slice(at, at + 2));
  }
  return pairs;
}

/** Two promises of one thread speak of one thing: their words, or at least half of the shorter one's act, stand in both. */
function isSameThing(one: string, other: string): boolean {
  if (shareOf(contentWords(one), contentWords(other)) >= SAME_THING) return true;
  const [a, b] = [actPairs(one), actPairs(other)];
  return a.size <= b.size ? shareOf(a, b) >= 0.5 : shareOf(b, a) >= 0.5;
}

/** Each promise of a later step that gives a later day for what an earlier step promised; the latest earlier one counts. */
export function movesOf(promises: readonly Promised[]): Move[] {
  const moves: Move[] = [];
  for (const to of promises) {
    const from = promises.findLast(
      (each) => each.place < to.place && each.due < to.due && isSameThing(each.text, to.text),
    );
    if (from === undefined || moves.some((each) => each.to.place === to.place)) continue;
    moves.push({ from, to, late: dayOf(to.step.at!) > from.due });
  }
  return moves;
}

/** Promises that no later step put off. */
export function standing(promises: readonly Promised[], moves = movesOf(promises)): Promised[] {
  const put = new Set(moves.map((move) => move.from));
  return promises.filter((each) => !put.has(each));
}
