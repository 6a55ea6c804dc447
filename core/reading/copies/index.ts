// Finds copies among texts: exact first, then near, each reported pair verified by its exact likeness.

import { Corpus } from "./corpus.ts";
import { fastestKernel } from "./fast.ts";
import type { Hand } from "./hand.ts";
import type { Kernel } from "./kernel.ts";
import { eachAlike, eachCandidate, Likeness } from "./near.ts";
import { longestPassage, type Passage } from "./passage.ts";

export { type Leftover, staleYears, templateSlots } from "./leftovers.ts";
export { type ForeignPlace, foreignPlaces, placeCode, placeName, placesIn } from "./places.ts";
export { isQuoted, stripQuoted } from "./quoted.ts";
export { exactJaccard, normalise, shingles } from "./text.ts";

export interface CopyText<Id extends number | string = number | string> {
  readonly id: Id;
  readonly text: string;
  /** Whose text it is (an account, an office): lets pairs be asked for inside or across. */
  readonly group?: string;
  readonly at?: number | string;
}

export interface CopyOptions {
  /** The least exact Jaccard likeness on 5-character shingles that is reported. */
  readonly threshold?: number;
  /** Compare folded texts (width, blanks, punctuation) instead of the characters as given. */
  readonly fold?: boolean;
  /** Only pairs inside one group, or only pairs across groups; texts without a group count as their own. */
  readonly pairs?: "all" | "within" | "across";
  /** Also tell the longest passage that the two texts have in common. */
  readonly spans?: boolean;
  /** Another thread that may help; the result is the same. It is ended when the pairs are found. */
  readonly hand?: Hand | undefined;
}

export interface CopyPair<Id extends number | string = number | string> {
  readonly a: Id;
  readonly b: Id;
  readonly similarity: number;
  /** Where the longest common passage stands in each text, in characters (of the folded text, where folded). */
  readonly span?: Passage;
}

/** Texts that say the same: exact copies, or a star, whose rays were each verified against its first text. */
export interface CopyGroup<Id extends number | string = number | string> {
  /** The earliest text of the group; every other member was compared with this one. */
  readonly first: Id;
  readonly members: readonly { readonly id: Id; readonly similarity: number }[];
}

/** Every pair of texts at least as alike as the threshold, each unordered pair once, the text that came first as `a`. */
export function* findCopies<Id extends number | string>(
  texts: Iterable<CopyText<Id>>,
  options: CopyOptions = {},
): Generator<CopyPair<Id>> {
  const { corpus, kernel, threshold } = take(texts, options);
  const wanted = wantedPair(corpus, options.pairs ?? "all");
  for (let text = 0; text < corpus.texts; text++) {
    if (corpus.bearers[text]! < 2) continue;
    const documents = corpus.documentsOf(text);
    const whole = [0, corpus.lengths[text]!] as const;
    const span = options.spans ? { span: { a: whole, b: whole } } : {};
    for (let b = 1; b < documents.length; b++)
      for (let a = 0; a < b; a++)
        if (wanted(documents[a]!, documents[b]!))
          yield { a: corpus.ids[documents[a]!]!, b: corpus.ids[documents[b]!]!, similarity: 1, ...span };
  }
  const found = new PairColumns();
  try {
    const push = (later: number, earlier: number, alike: number) => found.push(earlier, later, alike);
    eachAlike(corpus, kernel, threshold, push, wantedTexts(corpus, options.pairs ?? "all"));
  } finally {
    options.hand?.end();
  }
  for (let at = 0; at < found.size; at++) {
    const left = found.left[at]!;
    const right = found.right[at]!;
    const similarity = found.alike[at]!;
    if (corpus.bearers[left] === 1 && corpus.bearers[right] === 1 && options.spans !== true) {
      const [one, other] = [corpus.firsts[left]!, corpus.firsts[right]!];
      if (!wanted(one, other)) continue;
      const [a, b] = one < other ? [one, other] : [other, one];
      yield { a: corpus.ids[a]!, b: corpus.ids[b]!, similarity };
      continue;
    }
    const passage = options.spans
      ? longestPassage(corpus.charactersOf(left), corpus.charactersOf(right))
      : undefined;
    const turned = passage && { a: passage.b, b: passage.a };
    const others = corpus.documentsOf(right);
    for (const one of corpus.documentsOf(left))
      for (const other of others) {
        if (!wanted(one, other)) continue;
        const span = one < other ? passage : turned;
        const [a, b] = one < other ? [one, other] : [other, one];
        yield { a: corpus.ids[a]!, b: corpus.ids[b]!, similarity, ...(span ? { span } : {}) };
      }
  }
}

/**
 * Groups instead of pairs, so that a thousand equal replies are one entry and not half a million. A text joins the
 * first group whose first text it was verified against; likeness is never passed on from member to member.
 */
export function findCopyGroups<Id extends number | string>(
  texts: Iterable<CopyText<Id>>,
  options: Omit<CopyOptions, "pairs"> = {},
): CopyGroup<Id>[] {
  const { corpus, kernel, threshold } = take(texts, options);
  const likeness = new Likeness(corpus, kernel, threshold);
  const centre = new Int32Array(corpus.texts).fill(-1);
  const alike = new Float64Array(corpus.texts);
  const isCentre = new Uint8Array(corpus.texts);
  eachCandidate(corpus, kernel, threshold, (later, earlier) => {
    // Only a free text and a centre (or two free texts) can meet; anything else would chain.
    if (centre[later]! >= 0 || isCentre[later] === 1 || centre[earlier]! >= 0) return;
    const found = likeness.of(later, earlier);
    if (found === undefined) return;
    isCentre[earlier] = 1;
    centre[later] = earlier;
    alike[later] = found;
  });
  const members = new Map<number, { id: Id; similarity: number }[]>();
  for (let text = 0; text < corpus.texts; text++) {
    const of = centre[text]! >= 0 ? centre[text]! : text;
    if (of === text && isCentre[text] === 0 && corpus.bearers[text]! < 2) continue;
    const list = members.get(of) ?? [];
    members.set(of, list);
    for (const document of corpus.documentsOf(text))
      list.push({ id: corpus.ids[document]!, similarity: of === text ? 1 : alike[text]! });
  }
  return [...members.values()].map((list) => ({ first: list[0]!.id, members: list.slice(1) }));
}

function take<Id extends number | string>(
  texts: Iterable<CopyText<Id>>,
  options: CopyOptions,
): { corpus: Corpus<Id>; kernel: Kernel; threshold: number } {
  const threshold = options.threshold ?? 0.8;
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError(`threshold must be above 0 and at most 1`);
  const kernel = fastestKernel(options.hand);
  const corpus = new Corpus<Id>(kernel, options.fold ?? false);
  for (const each of texts) corpus.add(each.id, each.text, each.group);
  return { corpus, kernel, threshold };
}

function wantedPair(corpus: Corpus<unknown>, pairs: "all" | "within" | "across") {
  const { groups } = corpus;
  if (pairs === "all") return () => true;
  const same = (a: number, b: number) => groups[a] !== undefined && groups[a] === groups[b];
  return pairs === "within" ? same : (a: number, b: number) => !same(a, b);
}

/** Whether any two bearers of two texts may be wanted; undefined where all are. */
function wantedTexts(corpus: Corpus<unknown>, pairs: "all" | "within" | "across") {
  if (pairs === "all") return undefined;
  const numbers = new Map<string, number>();
  const MIXED = -1;
  const groupOf = Int32Array.from({ length: corpus.texts }, (_, text) => {
    let only: string | undefined;
    for (const document of corpus.documentsOf(text)) {
      const group = corpus.groups[document];
      if (group === undefined || (only !== undefined && only !== group)) return MIXED;
      only = group;
    }
    const number = numbers.get(only!) ?? numbers.size;
    numbers.set(only!, number);
    return number;
  });
  return (later: number, earlier: number) => {
    if (groupOf[later] === MIXED || groupOf[earlier] === MIXED) return true;
    return (groupOf[later] === groupOf[earlier]) === (pairs === "within");
  };
}

/** Verified pairs as three columns: a million of them take 16 MB. */
class PairColumns {
  left = new Uint32Array(1024);
  right = new Uint32Array(1024);
  alike = new Float64Array(1024);
  size = 0;

  push(left: number, right: number, alike: number): void {
    if (this.size === this.left.length) {
      const length = this.size * 2;
      const columns = [new Uint32Array(length), new Uint32Array(length), new Float64Array(length)] as const;
      columns[0].set(this.left);
      columns[1].set(this.right);
      columns[2].set(this.alike);
      [this.left, this.right, this.alike] = columns;
    }
    this.left[this.size] = left;
    this.right[this.size] = right;
    this.alike[this.size++] = alike;
  }
}
