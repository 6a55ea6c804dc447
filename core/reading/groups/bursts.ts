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
    let last = at;
    for (let each = at + 1; each < messages.length; each++) {
      const index = messages[each]!;
      if (table.second[index]! - from > span) break;
      if ((table.kinds[index]! & DUE) !== 0) due = true;
      if ((table.kinds[index]! & KIND_BIT.praise) === 0 || table.sender[index] === table.sender[post])
        continue;
      senders.add(table.sender[index]!);
      last = each;
    }
    if (senders.size < leastSenders) {
      at++;
      continue;
    }
    if (!due) bursts.push({ post, senders: senders.size });
    at = last + 1;
  }
  return bursts;
}
