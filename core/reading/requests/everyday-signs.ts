// Single signs that stand in so many replies of the imported data that meeting one of them says nothing about a matter.

import type { PublicRequest } from "../../domain/facts.ts";
import { repliesOf } from "./thread.ts";

/** So many replies are looked at, evenly over the data: enough to know a sign that every twentieth reply holds. */
const SAMPLE = 4000;
/** With fewer replies nothing is known. */
const LEAST = 100;

/** Tells whether more than `share` of the replies hold a sign. */
export function everydaySigns(requests: readonly PublicRequest[], share: number): (sign: string) => boolean {
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(requests.length / SAMPLE));
  let read = 0;
  for (let i = 0; i < requests.length; i += step) {
    const replies = repliesOf(requests[i]!);
    if (replies.length === 0) continue;
    read += 1;
    for (const sign of new Set(replies.map((reply) => reply.text).join("")))
      counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return (sign) => read >= LEAST && (counts.get(sign) ?? 0) > share * read;
}
