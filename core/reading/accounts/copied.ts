// Which posts of accounts repeat an earlier text of another body, relays and alerts left out.

import type { Post, PublicAccount } from "../../domain/facts.ts";
import { exactJaccard, findCopyGroups, normalise, shingles } from "../copies/index.ts";
import { isBoundRelay } from "./titles.ts";

/** Exact Jaccard likeness on 5-character shingles from which a text counts as the same. */
const LIKE = 0.8;
/** Shorter texts are alike by chance. */
const SHORTEST = 40;

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
  const names = new Map(
    accounts.map(({ id, name, owner }) => [id, owner === undefined ? [name] : [name, owner]]),
  );
  const signed = ordered.map((post) => post.text!);
  const copies = new Map<Post, Post>();
  // Who copies a text leaves the first author's name in it, or puts the own one there: both must be seen.
  const unsigned = signed.map((text, id) => withoutNames(text, names.get(ordered[id]!.account) ?? []));
  for (const texts of [signed, unsigned])
    for (const [post, other] of pairsIn(ordered, texts, owners, relayAccounts))
      if (!copies.has(post)) copies.set(post, other);
  return copies;
}

/** The posts of a group of like texts beside its earliest by another owner, each pair verified. */
function* pairsIn(
  ordered: readonly Post[],
  said: readonly string[],
  owners: ReadonlyMap<string, string>,
  relayAccounts: number,
): Generator<[Post, Post]> {
  const texts = said.map((text, id) => ({ id, text }));
  const piecesOf = (id: number) => shingles(normalise(said[id]!).text);
  for (const { first, members } of findCopyGroups(texts, { threshold: LIKE, fold: true })) {
    const group = [first, ...members.map((member) => member.id)].sort((a, b) => a - b);
    const earliest = ordered[group[0]!]!;
    const soon = group.filter((id) => ordered[id]!.at! - earliest.at! <= 3 * 86_400_000);
    if (new Set(soon.map((id) => ordered[id]!.account)).size >= relayAccounts) continue;
    for (const id of group.slice(1)) {
      const post = ordered[id]!;
      // The first of a group may be one's own earlier post: what counts is the earliest of somebody else.
      const other = group.find(
        (each) =>
          ordered[each]!.at! < post.at! && owners.get(ordered[each]!.account) !== owners.get(post.account),
      );
      if (other !== undefined && exactJaccard(piecesOf(other), piecesOf(id)) >= LIKE)
        yield [post, ordered[other]!];
    }
  }
}

function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => (name.length < 2 ? rest : rest.replaceAll(name, "本单位")), text);
}
