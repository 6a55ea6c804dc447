// The Merkle tree of RFC 6962 and RFC 9162: append without the leaves, proofs from stored nodes, and their verification.

import { type Hash, nodeHash, same, sha256 } from "./hash.ts";

/** A complete subtree: level 0 is a leaf; `index` counts the subtrees of that level from the left. Nodes never change. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

export interface StoredNode extends Place {
  readonly hash: Hash;
}

/** The roots of the complete subtrees of a tree, largest first: all that appending needs. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Hash[];
}

export const EMPTY: Frontier = { size: 0, hashes: [] };

/** Appends leaf hashes. Returns the new frontier and every node that became complete, to be stored with the leaves. */
export function append(
  frontier: Frontier,
  leaves: readonly Hash[],
): { readonly frontier: Frontier; readonly nodes: StoredNode[] } {
  const stack = [...frontier.hashes];
  const nodes: StoredNode[] = [];
  let size = frontier.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let index = size;
    let level = 0;
    nodes.push({ level, index, hash });
    while (index % 2 === 1) {
      hash = nodeHash(stack.pop()!, hash);
      index = (index - 1) / 2;
      level += 1;
      nodes.push({ level, index, hash });
    }
    stack.push(hash);
    size += 1;
  }
  return { frontier: { size, hashes: stack }, nodes };
}

/** The root of a frontier; of the empty tree the hash of nothing. */
export function rootOf(frontier: Frontier): Hash {
  return frontier.hashes.length === 0 ? sha256() : fromRight(frontier.hashes);
}

function fromRight(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The largest power of two below a size of two or more. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The complete subtrees that make up leaves `begin` to `end`, where `begin` is a multiple of the largest of them. */
export function placesOf(begin: number, end: number): Place[] {
  const places: Place[] = [];
  for (let at = begin; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** A proof as a plan: each element is the hash of a stretch of leaves, made from a few stored nodes. */
export type ProofPlan = readonly (readonly Place[])[];

/** RFC 9162, 2.1.3.1. */
export function inclusionPlan(index: number, size: number): ProofPlan {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`no leaf ${index} of ${size}`);
  const plan: Place[][] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + split(end - begin);
    if (index < middle) {
      plan.unshift(placesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(placesOf(begin, middle));
      begin = middle;
    }
  }
  return plan;
}

/** RFC 9162, 2.1.4.1. Empty where the sizes are equal or the older tree is empty. */
export function consistencyPlan(older: number, newer: number): ProofPlan {
  if (older < 0 || older > newer) throw new RangeError(`no tree of ${older} in one of ${newer}`);
  if (older === 0 || older === newer) return [];
  const plan: Place[][] = [];
  let [begin, end, whole] = [0, newer, true];
  while (end !== older) {
    const middle = begin + split(end - begin);
    if (older <= middle) {
      plan.unshift(placesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(placesOf(begin, middle));
      begin = middle;
      whole = false;
    }
  }
  return whole ? plan : [placesOf(begin, end), ...plan];
}

/** The proof, from nodes that a store looked up (all places of a plan in one query). */
export function proofOf(plan: ProofPlan, node: (place: Place) => Hash): Hash[] {
  return plan.map((places) => fromRight(places.map(node)));
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(hash, root);
}

/** RFC 9162, 2.1.4.2, and the two ends it leaves out: equal trees, and the empty tree that is in every tree. */
export function verifyConsistency(
  older: number,
  newer: number,
  oldRoot: Hash,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(older) || !Number.isSafeInteger(newer) || older < 0 || older > newer)
    return false;
  if (older === newer) return proof.length === 0 && same(oldRoot, newRoot);
  if (older === 0) return proof.length === 0 && same(oldRoot, sha256());
  const power = 2 ** Math.floor(Math.log2(older));
  const path = power === older ? [oldRoot, ...proof] : [...proof];
  const first = path[0];
  if (first === undefined || proof.length === 0) return false;
  let [place, last] = [older - 1, newer - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(oldHash, oldRoot) && same(newHash, newRoot);
}
