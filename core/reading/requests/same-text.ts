// Replies that say the same words to several requests, and how alike the requests are.

import type { PublicRequest, Step } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { type CopyGroup, findCopyGroups } from "../copies/index.ts";
import { overlapOf } from "../replies/words.ts";
import { isMerged, repliesOf } from "./thread.ts";

/** Replies at least so alike (exact Jaccard on 5-character shingles) count as one text. */
const LIKE = 0.9;
/** Salutations name people and numbers; they do not make a text another one. */
const SALUTATION = /^.{0,24}?(?:您好|你好|大家好)[!！,，。:：\s]{0,3}/;
const DATES = /\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日/g;
const TOO_COMMON =
  /^(?:问题|关于|咨询|建议|反映|投诉|求助|请问|什么|怎么|如何|为什么|时候|可以|没有|我们|希望|解决|尽快|领导|政府|部门|处理|您好|投诉|举报|请求|能否|情况|相关|有关)$/;

export interface SameText {
  readonly requests: readonly PublicRequest[];
  readonly replies: readonly Step[];
  readonly text: string;
  /** Pairs of characters that many subjects of this body share: 公交线路 names no matter of a bus company. */
  readonly everyday: ReadonlySet<string>;
}

/** A pair that more than this share of a body's subjects hold is one of its everyday words. */
const EVERYDAY = 0.1;
/** Fewer subjects do not tell what is everyday. */
const KNOWN = 40;
/** So many of a body's subjects are read for that at most, evenly spaced. */
const READ = 2000;

/** Shorter texts are alike by chance. */
const SHORTEST = 4;
/** Fewer equal texts interest nobody. */
const FEWEST = 3;

/** The name under which the detectors of a run share these groups. */
export const SAME_TEXT = "requests/same-text";

/**
 * Groups of one body's requests whose last reply is the same text, each verified against the first. Merged requests and praise are left
 * out. The costly part of two detectors: make it once a run.
 */
export function sameTexts(requests: readonly PublicRequest[]): SameText[] {
  const compared = new ComparedReplies(requests);
  return compared.groups(sameAmong(compared.texts()));
}

/** Which of these texts say the same, by their places: the slow part, which needs nothing but the words. */
export function sameAmong(texts: readonly string[]): CopyGroup<number>[] {
  return findCopyGroups(
    texts.map((text, id) => ({ id, text })),
    { threshold: LIKE, fold: true },
  );
}

const lastReply = (request: PublicRequest): Step | undefined =>
  isMerged(request) || request.intent === "praise" ? undefined : repliesOf(request).at(-1);
/** The words of a reply that make it this text and no other. */
const textOf = (reply: Step): string => reply.text!.replace(SALUTATION, "").replace(DATES, "");
const deskOf = (request: PublicRequest): string => request.body ?? request.source.file;

/** The requests whose last replies are compared, the texts to compare, and the groups that come of it. */
export class ComparedReplies {
  private readonly requests: readonly PublicRequest[];
  private readonly compared: PublicRequest[] = [];

  constructor(requests: readonly PublicRequest[]) {
    this.requests = requests;
  }

  /** Their texts, in order; not kept here, since they are as long as the replies. */
  texts(): string[] {
    const texts: string[] = [];
    this.compared.length = 0;
    for (const request of this.requests) {
      const reply = lastReply(request);
      const text = reply === undefined ? "" : textOf(reply);
      if (text.length < SHORTEST) continue;
      this.compared.push(request);
      texts.push(text);
    }
    return texts;
  }

  /** @param same what sameAmong() says of texts(). */
  groups(same: readonly CopyGroup<number>[]): SameText[] {
    const desks = groupBy(this.requests, deskOf);
    const everyday = new Map<string, ReadonlySet<string>>();
    return same.flatMap(({ first, members }) => {
      const all = [first, ...members.map((member) => member.id)].map((id) => this.compared[id]!);
      return [...groupBy(all, deskOf)]
        .filter(([, group]) => group.length >= FEWEST)
        .map(([key, group]) => {
          const words = everyday.get(key) ?? everydayOf(desks.get(key)!);
          everyday.set(key, words);
          const replies = group.map((each) => lastReply(each)!);
          return { requests: group, replies, text: textOf(replies[0]!), everyday: words };
        });
    });
  }
}

/** Those groups narrowed to the requests that are judged now, of at least so many requests and so long a text. */
export function judgedTexts(
  groups: readonly SameText[],
  judged: readonly PublicRequest[],
  least: number,
  shortest: number,
): SameText[] {
  // A county has half a million requests, and few stand in a group: only those are looked up.
  const inGroups = new Set(groups.flatMap((group) => group.requests));
  const here = new Set(judged.filter((request) => inGroups.has(request)));
  return groups.flatMap((group) => {
    const kept = group.requests.map((request) => here.has(request));
    const requests = group.requests.filter((_, index) => kept[index]);
    if (requests.length < least || group.text.length < shortest) return [];
    return [{ ...group, requests, replies: group.replies.filter((_, index) => kept[index]) }];
  });
}

/** Pairs of characters of a request's subject and text that say what it is about. */
function topicsOf(request: PublicRequest): Set<string> {
  const topics = new Set<string>();
  const words = `${request.subject}。${request.text.slice(0, 200)}`.replace(
    /[^\p{Script=Han}A-Za-z0-9]+/gu,
    " ",
  );
  for (const run of words.split(" ")) {
    for (let at = 0; at + 2 <= run.length; at++) {
      const pair = run.slice(at, at + 2);
      if (!TOO_COMMON.test(pair)) topics.add(pair);
    }
  }
  return topics;
}

/** So many requests are compared with each other at most, the first ones. */
const COMPARED = 24;

/**
 * How alike the requests are, 0 to 1: for each two, the share of the shorter one's pairs of characters that the other has too; the mean
 * over all twos. Near 1 for one question asked by many, below 0.15 for different ones of one desk. Of the shorter one, since some tell the
 * same matter in five sentences and some in one; over all, since two neighbours are unlike by chance.
 */
export function likeness(requests: readonly PublicRequest[]): number {
  const sample = requests.slice(0, COMPARED).map(topicsOf);
  let sum = 0;
  for (let at = 1; at < sample.length; at++)
    for (let before = 0; before < at; before++) sum += overlapOf(sample[before]!, sample[at]!);
  return sample.length < 2 ? 1 : sum / ((sample.length * (sample.length - 1)) / 2);
}

/** The pairs of characters that stand in many of these subjects; none where there are too few to tell. */
function everydayOf(requests: readonly PublicRequest[]): Set<string> {
  const step = Math.max(1, Math.ceil(requests.length / READ));
  const holding = new Map<string, number>();
  let read = 0;
  for (let index = 0; index < requests.length; index += step) {
    read += 1;
    for (const pair of topicsOf({ ...requests[index]!, text: "" }))
      holding.set(pair, (holding.get(pair) ?? 0) + 1);
  }
  if (read < KNOWN) return new Set();
  return new Set([...holding].flatMap(([pair, count]) => (count > EVERYDAY * read ? [pair] : [])));
}

/** How many of the requests the text names: it holds two pairs of characters of the subject that few of the others share, and that are no everyday words. */
export function namedBy(
  text: string,
  requests: readonly PublicRequest[],
  everyday: ReadonlySet<string>,
): number {
  const own = requests.map((request) => topicsOf({ ...request, text: "" }));
  const shared = new Map<string, number>();
  for (const topics of own) for (const topic of topics) shared.set(topic, (shared.get(topic) ?? 0) + 1);
  const rare = Math.max(1, requests.length * 0.5);
  return own.filter((topics) => {
    const telling = [...topics].filter((topic) => shared.get(topic)! <= rare && !everyday.has(topic));
    return telling.filter((topic) => text.includes(topic)).length >= 2;
  }).length;
}
