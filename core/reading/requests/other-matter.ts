// Finds replies that take up nothing of their own message and much of another message: an answer that stands under the wrong matter.

import type { PublicRequest, Step } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { Desk } from "./desk.ts";
import { foreignPairs } from "./foreign.ts";
import { leadsElsewhere, sharesSigns } from "./naming.ts";
import { isSubstantive } from "./substance.ts";
import { repliesOf } from "./thread.ts";
import { UsualMatters } from "./usual-matters.ts";

export interface OtherMatter {
  readonly reply: Step;
  /** The request that the reply reads like an answer to. */
  readonly other: PublicRequest;
}

/** At most this share of a reply's words may stand in its own message. */
const OWN_SHARE = 0.02;
/** This share where the reply names another matter in full, of which its own message says nothing: some words are the same by chance. */
const OWN_SHARE_NAMED = 0.15;
/** A word that a reply says so often is what it speaks of. */
const OFTEN = 3;
/** The same text under so many requests is a common answer, not one that was put under the wrong request. */
const MANY = 3;

/** The replies of those requests that are wanted and read like answers to another of these, by request. */
export function otherMatters(
  requests: readonly PublicRequest[],
  deskDays: number,
  isWanted: (request: PublicRequest) => boolean = () => true,
): Map<PublicRequest, OtherMatter> {
  const found = new Map<PublicRequest, OtherMatter>();
  const desks = groupBy(requests, deskOf);
  const suspects: Suspect[] = [];
  const asked = new Set<string>();
  const unnamed: Unnamed[] = [];
  /** How often the same text stands among all replies. */
  const times = new Map<string, number>();
  for (const request of requests) {
    const one = unnamedOf(request, isWanted);
    if (one === undefined) continue;
    unnamed.push(one);
    times.set(one.reply.text!, 0);
  }
  for (const request of requests) {
    for (const { text } of repliesOf(request)) {
      const known = times.get(text!);
      if (known !== undefined) times.set(text!, known + 1);
    }
  }
  for (const { request, reply, touches } of unnamed) {
    // One answer for many letters about one thing names it in the words of one of them.
    if (times.get(reply.text!)! >= MANY) continue;
    const foreign = foreignPairs(request, reply.text!);
    if (foreign === undefined) continue;
    for (const pair of foreign.pairs) asked.add(pair);
    suspects.push({
      ...{ request, reply, touches },
      ...{ pairs: packed(foreign.pairs), shared: packed(foreign.shared) },
    });
  }
  const usual = suspects.length === 0 ? undefined : new UsualMatters(requests, asked);
  // One desk after the other, so that only one is known at a time.
  for (const [name, list] of groupBy(suspects, ({ request }) => deskOf(request))) {
    const desk = new Desk(desks.get(name)!, deskDays);
    for (const { request, reply, touches, ...signs } of list) {
      const pairs = new Set(unpacked(signs.pairs));
      const shared = unpacked(signs.shared).filter((pair) => !desk.isEveryday(pair));
      // What a long reply comes back to is its matter, though it be one word among a hundred.
      if (shared.some((pair) => reply.text!.split(pair).length > OFTEN)) continue;
      const share = shared.length / pairs.size;
      if (share > OWN_SHARE_NAMED) continue;
      const other =
        touches || share > OWN_SHARE
          ? desk.strangeMatterOf(request, pairs, reply.text!)
          : (desk.matterOf(request, pairs, reply.text!, usual!) ??
            desk.usualMatterOf(request, pairs, reply, usual!));
      // Kind words that say nothing stand under any letter.
      if (other !== undefined && isSubstantive(reply.text!)) found.set(request, { reply, other });
    }
  }
  return found;
}

const deskOf = ({ body }: PublicRequest): string => body ?? "";

/** The only reply of a request that is wanted, where it does not name its matter. Most name it in the first words, which settles it. */
function unnamedOf(
  request: PublicRequest,
  isWanted: (request: PublicRequest) => boolean,
): Unnamed | undefined {
  const [reply, another] = repliesOf(request);
  if (reply === undefined || another !== undefined || !isWanted(request)) return undefined;
  const touches = sharesSigns(request.subject, reply.text!);
  return touches && !leadsElsewhere(request.subject, reply.text!) ? undefined : { request, reply, touches };
}

/** A reply that does not name the matter of its own message. */
interface Unnamed {
  readonly request: PublicRequest;
  readonly reply: Step;
  /** It holds signs of its subject, but says first that it is about something else. */
  readonly touches: boolean;
}

/** Pairs of signs in one text: many replies wait for their desk, and sets would take twenty times as much. */
interface Suspect extends Unnamed {
  readonly pairs: string;
  readonly shared: string;
}

const packed = (pairs: Iterable<string>): string => [...pairs].join("");
const unpacked = (pairs: string): string[] => pairs.match(/[\s\S]{2}/g) ?? [];
