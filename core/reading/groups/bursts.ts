// Bursts of praise in a group: one post, and within minutes many people who do nothing but praise or thank.

import { KIND_BIT, type MessageTable } from "../../domain/messages.ts";

export interface Burst {
  /** Index of the post that was praised. */
  readonly post: number;
  /** Different senders of praise, the post's own left out. */
  readonly senders: number;
}

const DAY = 86_400;
/** What makes thanks due: the post or somebody who thanks speaks of a rescue, a death, a retirement, a medal (trap T15). */
const DUE = KIND_BIT["names-occasion"] | KIND_BIT["names-alert"] | KIND_BIT.alert;

/** One short word more that is neither work nor a question is taken for praise, where all the others are. */
const UNCLEAR = KIND_BIT.chat | KIND_BIT.soup | KIND_BIT.answer;
const SHORT = 14;

/** The bursts among these messages (indexes in order of time); those in which thanks are due do not count. One pass. */
export function praiseBursts(
  table: MessageTable,
  messages: readonly number[],
  leastSenders: number,
  span: number,
): Burst[] {
  const bursts: Burst[] = [];
  let danger = Number.NEGATIVE_INFINITY;
  let at = 0;
  while (at < messages.length) {
    const post = messages[at]!;
    const from = table.second[post]!;
    if ((table.kinds[post]! & DUE & ~KIND_BIT["names-occasion"]) !== 0) danger = from;
    const next = messages[at + 1];
    if (next === undefined || (table.kinds[next]! & KIND_BIT.praise) === 0) {
      at++;
      continue;
    }
    const senders = new Set<number>();
    let due = (table.kinds[post]! & DUE) !== 0 || from - danger <= DAY;
    const unclear = new Set<number>();
    let last = at;
    for (let each = at + 1; each < messages.length; each++) {
      const index = messages[each]!;
      if (table.second[index]! - from > span) break;
      const kinds = table.kinds[index]!;
      if ((kinds & DUE) !== 0) due = true;
      if (table.sender[index] === table.sender[post]) continue;
      if ((kinds & UNCLEAR) !== 0 && table.textLength[index]! <= SHORT) unclear.add(table.sender[index]!);
      if ((kinds & KIND_BIT.praise) === 0) continue;
      senders.add(table.sender[index]!);
      last = each;
    }
    const doubtful = [...unclear].some((sender) => !senders.has(sender)) ? 1 : 0;
    if (senders.size + doubtful < leastSenders) {
      at++;
      continue;
    }
    if (!due) bursts.push({ post, senders: senders.size + doubtful });
    at = last + 1;
  }
  return bursts;
}
