// When an account last published, and whether its silence was announced or is in its nature.

import { addDays, startOf } from "../../domain/day.ts";
import type { Day, Instant, Notice, Post, PublicAccount } from "../../domain/facts.ts";
import { isClosingNotice } from "./titles.ts";

export interface Latest {
  last?: Post;
  /** Some posts carry no date, so the last one may be later. */
  undated: boolean;
}

/** The last post of each account up to `now`, by account id. */
export function latestPosts(posts: readonly Post[], now: Instant): Map<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const post of posts) {
    const known = latest.get(post.account) ?? { undated: false };
    latest.set(post.account, known);
    if (post.at === undefined) known.undated = true;
    else if (post.at <= now && post.at > (known.last?.at ?? Number.NEGATIVE_INFINITY)) known.last = post;
  }
  return latest;
}

/** True where a pause, closing or move of the account (or of its owner's accounts) was announced within [since, until]. */
export function announced(
  account: PublicAccount,
  notices: readonly Notice[],
  since: Instant,
  until: Instant,
): boolean {
  return notices.some(
    (notice) =>
      (notice.kind === "pause" || notice.kind === "closure" || notice.kind === "migration") &&
      notice.about !== undefined &&
      (notice.about === account.id || notice.about === account.owner) &&
      notice.from <= until &&
      (notice.until ?? Number.POSITIVE_INFINITY) >= since,
  );
}

/** True where the last `days` days of silence up to `on` are explained: not open, announced (also by the last post), by season, or new. */
export function silenceExplained(
  account: PublicAccount,
  last: Post | undefined,
  notices: readonly Notice[] | undefined,
  days: number,
  on: Day,
): boolean {
  if (last !== undefined && isClosingNotice(last.title)) return true;
  if (account.status !== undefined && account.status !== "open") return true;
  if (account.purpose !== undefined && account.purpose !== "general") return true;
  const since = startOf(addDays(on, -days));
  if (account.openedAt !== undefined && account.openedAt > since) return true;
  return announced(account, notices ?? [], since, startOf(on));
}
