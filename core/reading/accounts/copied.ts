// Which posts of accounts repeat an earlier text of another body, relays and alerts left out.

import type { Post, PublicAccount } from "../../domain/facts.ts";
import { findCopyGroups } from "../copies/index.ts";
import { isBoundRelay } from "./titles.ts";

/** Exact Jaccard likeness on 5-character shingles from which a text counts as the same. */
const LIKE = 0.8;
/** Shorter texts are alike by chance. */
const SHORTEST = 60;

export function hasText(post: Post): boolean {
  return post.at !== undefined && post.text !== undefined && post.text.length >= SHORTEST;
}

export function isRelay(post: Post): boolean {
  return isBoundRelay(post.title, post.relayedFrom);
}

/** Each copied post with the earlier one, verified pair by pair against the earliest text of its group. */
export function copiesOf(
  posts: readonly Post[],
  accounts: readonly PublicAccount[],
  relayAccounts: number,
): Map<Post, Post> {
  const owners = new Map(accounts.map((account) => [account.id, account.owner ?? account.id]));
  const ordered = posts.filter((post) => hasText(post) && !isRelay(post)).sort((a, b) => a.at! - b.at!);
  const copies = new Map<Post, Post>();
  const texts = ordered.map((post, id) => ({ id, text: post.text! }));
  for (const { first, members } of findCopyGroups(texts, { threshold: LIKE, fold: true })) {
    const earliest = ordered[first]!;
    const group = [earliest, ...members.map((member) => ordered[member.id]!)];
    const soon = group.filter((post) => post.at! - earliest.at! <= 3 * 86_400_000);
    if (new Set(soon.map((post) => post.account)).size >= relayAccounts) continue;
    for (const post of group.slice(1)) {
      if (owners.get(post.account) !== owners.get(earliest.account) && post.at! > earliest.at!)
        copies.set(post, earliest);
    }
  }
  return copies;
}
