// The letters to one body: which of them a reply names, or reads like an answer to.

import type { PublicRequest, Step } from "../../domain/facts.ts";
import { contentWords, signPairs } from "../replies/words.ts";
import { names, sharesSigns } from "./naming.ts";
import { pairsIn, type UsualMatters } from "./usual-matters.ts";

/** So many pairs of signs of the other message's subject, and this share of them, must stand in the reply. */
const LEAST_SHARED = 3;
const OTHER_SHARE = 0.5;
/** A pair of signs that more than this share of a desk's replies hold is one of its everyday words. */
const FEW = 0.05;
/** So many of a desk's requests are read for that at most, evenly spaced: more say nothing new. */
const READ = 2000;
/** So many of the shared pairs must be no everyday words. */
const LEAST_TELLING = 2;
/** By what its words usually answer: so many pairs of signs of a reply must tell, and this share of them of the other matter. */
const LEAST_USUAL = 4;
const USUAL_SHARE = 0.4;
/** Of those that tell, at most this share may also be seen under letters such as its own. */
const OWN_USUAL = 0.15;
/** Signs of a subject below which it may share one pair only with a reply that holds it. */
const BRIEF = 8;
const DAY = 86_400_000;
const UNDATED = Number.MIN_SAFE_INTEGER;

/** The requests of one body, found by the pairs of signs of their subjects and by the stretch of days in which they were filed. */
export class Desk {
  private readonly requests: readonly PublicRequest[];
  private readonly days: number;
  private readonly subjects = new Map<number, ReadonlySet<string>>();
  /** By pair of signs, then by stretch of days. */
  private readonly bySign = new Map<string, Map<number, number[]>>();
  private readonly everyday = new Map<string, boolean>();
  private readonly shared: Uint16Array;
  /** Beside each other by number, since most of those that share a pair are passed over: when filed (NaN: undated), and the subject. */
  private readonly filed: Float64Array;
  private readonly named: string[];
  /** Whether a subject is so short that it may stand in a reply as a whole and share one pair with it. */
  private readonly brief: Uint8Array;

  constructor(requests: readonly PublicRequest[], days: number) {
    this.requests = requests;
    this.days = days;
    this.shared = new Uint16Array(requests.length);
    this.filed = new Float64Array(requests.length);
    this.named = requests.map(({ subject }) => subject.trim());
    this.brief = Uint8Array.from(this.named, (subject) => (subject.length < BRIEF ? 1 : 0));
    for (const [index, request] of requests.entries()) {
      this.filed[index] = request.at ?? Number.NaN;
      const stretch = this.stretchOf(request);
      // Pairs inside words are pairs of the text, so that no subject needs segmenting before it shares enough of these.
      for (const pair of signPairs(new Set([request.subject]))) {
        const byStretch = this.bySign.get(pair) ?? new Map<number, number[]>();
        this.bySign.set(pair, byStretch);
        const list = byStretch.get(stretch);
        if (list === undefined) byStretch.set(stretch, [index]);
        else list.push(index);
      }
    }
  }

  /** The request that the reply names; else the one whose subject these pairs take up most; the nearest of several. */
  matterOf(
    request: PublicRequest,
    pairs: ReadonlySet<string>,
    text: string,
    usual: UsualMatters,
  ): PublicRequest | undefined {
    let named: PublicRequest | undefined;
    let most = LEAST_SHARED - 1;
    let best: PublicRequest | undefined;
    let bestAt = 0;
    for (const index of this.sharing(request, pairs)) {
      const count = this.shared[index]!;
      this.shared[index] = 0;
      // A long subject that stands in the reply as a whole shares more than one pair with it.
      if ((count < 2 && this.brief[index] === 0) || this.isFar(request, index)) continue;
      const isNamed = names(text, this.named[index]!);
      if (!isNamed && (named !== undefined || count < most || count < LEAST_SHARED)) continue;
      const other = this.requests[index]!;
      if (other === request) continue;
      if (isNamed && isNearer(request, other, named)) named = other;
      if (named !== undefined) continue;
      const own = this.telling(index, pairs);
      if (own < LEAST_SHARED || own < most || (own === most && !isNearer(request, other, best))) continue;
      most = own;
      best = other;
      bestAt = index;
    }
    if (named !== undefined || best === undefined) return named;
    // What usually answers letters on its own subject names no other one by that.
    const subject = pairsIn(request.subject);
    const telling = [...this.subjectOf(bestAt)].filter((pair) => pairs.has(pair));
    const owned = telling.filter((pair) => !this.isEveryday(pair) && usual.isSeenUnder(pair, subject));
    return telling.length - owned.length < LEAST_SHARED ? undefined : best;
  }

  /** The request that the reply names, where the message says nothing of it. */
  strangeMatterOf(
    request: PublicRequest,
    pairs: ReadonlySet<string>,
    text: string,
  ): PublicRequest | undefined {
    const asked = `${request.subject}。${request.text}`;
    let named: PublicRequest | undefined;
    for (const index of this.sharing(request, pairs)) {
      this.shared[index] = 0;
      const other = this.requests[index]!;
      if (other === request || this.isFar(request, index) || !names(text, this.named[index]!)) continue;
      if (sharesSigns(this.named[index]!, asked)) continue;
      if (isNearer(request, other, named)) named = other;
    }
    return named;
  }

  /** How many pairs of a subject's words are among these; 0 where they are too small a share or everyday words. */
  private telling(index: number, pairs: ReadonlySet<string>): number {
    const subject = this.subjectOf(index);
    const own = [...subject].filter((pair) => pairs.has(pair));
    if (own.length / subject.size < OTHER_SHARE) return 0;
    let telling = 0;
    for (const pair of own) {
      if (!this.isEveryday(pair)) telling += 1;
      if (telling === LEAST_TELLING) return own.length;
    }
    return 0;
  }

  /** The earlier request on the matter that the reply's words usually answer, where they never answer such letters as its own. */
  usualMatterOf(
    request: PublicRequest,
    pairs: ReadonlySet<string>,
    { at }: Step,
    usual: UsualMatters,
  ): PublicRequest | undefined {
    const telling = usual.telling(pairs);
    if (telling.length < LEAST_USUAL) return undefined;
    const own = pairsIn(request.subject);
    if (!usual.knows(own)) return undefined;
    const isOwned = () =>
      telling.filter((pair) => usual.isSeenUnder(pair, own)).length > OWN_USUAL * telling.length;
    if (isOwned()) return undefined;
    const matters = telling.map((pair) => usual.matterOf(pair));
    const least = Math.max(LEAST_USUAL, Math.ceil(USUAL_SHARE * telling.length));
    let most = least;
    let best: PublicRequest | undefined;
    for (const index of this.sharing(request, matters.flat())) {
      // A subject's pair counts once for each word of the reply that belongs to it: no fewer than those that it will be told by.
      const atMost = this.shared[index]!;
      this.shared[index] = 0;
      if (atMost < most || this.isFar(request, index)) continue;
      const other = this.requests[index]!;
      if (other === request) continue;
      if (other.at !== undefined && at !== undefined && other.at > at) continue;
      const subject = pairsIn(other.subject);
      const told = matters.filter((matter) => matter.some((pair) => subject.has(pair))).length;
      if (told < least || told < most || sharesSigns(request.subject, other.subject)) continue;
      if (told === most && !isNearer(request, other, best)) continue;
      most = told;
      best = other;
    }
    if (best === undefined) return undefined;
    // Any two signs of the subject; of the text those inside its words, since 不了 and 能有 stand in any.
    for (const pair of signPairs(contentWords(request.text))) own.add(pair);
    return isOwned() ? undefined : best;
  }

  /** The pairs of signs inside the words of a subject. */
  private subjectOf(index: number): ReadonlySet<string> {
    const known = this.subjects.get(index) ?? signPairs(contentWords(this.requests[index]!.subject));
    this.subjects.set(index, known);
    return known;
  }

  /**
   * The subjects filed in this stretch of days and its neighbours, or without a date, that hold any of the pairs; how many
   * they hold stands in `shared`, which the reader sets back to 0.
   */
  private sharing(request: PublicRequest, pairs: Iterable<string>): number[] {
    const touched: number[] = [];
    const own = this.stretchOf(request);
    for (const pair of pairs) {
      const byStretch = this.bySign.get(pair);
      if (byStretch === undefined) continue;
      // An undated request may be near any other: everything is looked at.
      const stretches = own === UNDATED ? byStretch.keys() : [UNDATED, own - 1, own, own + 1];
      for (const stretch of stretches) {
        for (const index of byStretch.get(stretch) ?? []) {
          if (this.shared[index] === 0) touched.push(index);
          this.shared[index]! += 1;
        }
      }
    }
    return touched;
  }

  /** Filed more than a desk's days apart; an undated request may be near any other. */
  private isFar({ at }: PublicRequest, index: number): boolean {
    return at !== undefined && Math.abs(at - this.filed[index]!) > this.days * DAY;
  }

  private stretchOf({ at }: PublicRequest): number {
    return at === undefined ? UNDATED : Math.floor(at / (this.days * DAY));
  }

  /** More than a few of this desk's replies hold it. */
  isEveryday(pair: string): boolean {
    const known = this.everyday.get(pair);
    if (known !== undefined) return known;
    const step = Math.ceil(this.requests.length / READ);
    const few = Math.max(3, (FEW * this.requests.length) / step);
    let holding = 0;
    for (let index = 0; index < this.requests.length; index += step) {
      if (this.requests[index]!.steps.some((step) => step.text?.includes(pair) === true)) holding += 1;
      if (holding > few) break;
    }
    this.everyday.set(pair, holding > few);
    return holding > few;
  }
}

/** Filed nearer to the first than the third was; of two as near the earlier one, so that the order of the files changes nothing. */
function isNearer(to: PublicRequest, one: PublicRequest, than: PublicRequest | undefined): boolean {
  if (than === undefined) return true;
  const far = ({ at }: PublicRequest) => Math.abs((at ?? 0) - (to.at ?? 0));
  return far(one) - far(than) < 0 || (far(one) === far(than) && (one.at ?? 0) < (than.at ?? 0));
}
