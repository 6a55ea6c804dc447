// Posts by account in order of time, made once a run and shared.

import type { Post } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";

/** The posts of each account id, undated ones last, the others in order of time. */
export function postsByAccount(posts: readonly Post[]): Map<string, Post[]> {
  const byAccount = groupBy(posts, (post) => post.account);
  for (const list of byAccount.values()) {
    list.sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
  }
  return byAccount;
}

/** True where an account has posts and none of them carries a date, so no stretch of time can be judged. */
export function onlyUndated(posts: readonly Post[]): boolean {
  return posts.length > 0 && posts.every((post) => post.at === undefined);
}
