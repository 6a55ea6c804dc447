// A leaf: the time of a step and two salted commitments, one to its facts, one to its words, so that words can be deleted.

import { canonical, type Plain } from "./canonical.ts";
import { fromBase64, type Hash, leafHash, same, sha256, toBase64, utf8 } from "./hash.ts";

/** What stands in the tree. It holds no personal data, so it can be shown to a witness. */
export interface Leaf {
  /** The server's time of the step, in milliseconds. */
  readonly at: number;
  /** Base64 of the commitment to what is not free text: tenant, request, place in it, kind, office. */
  readonly facts: string;
  /** Base64 of the commitment to free words; absent where the step has none. */
  readonly words?: string;
}

/** What the database keeps beside a leaf. Without the salt nobody can find out, by trying texts, what was committed. */
export interface Opening {
  readonly salt: string;
  readonly value: Plain;
}

export interface OpenedLeaf {
  readonly leaf: Leaf;
  /** Absent once the retention job deleted it; the leaf still stands in the tree. */
  readonly facts?: Opening;
  readonly words?: Opening;
}

const SALT_BYTES = 16;
const DOMAIN = utf8("luodi/commitment/v1\0");

function commit(salt: Uint8Array, value: Plain): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt is ${SALT_BYTES} random bytes`);
  return toBase64(sha256(DOMAIN, salt, utf8(canonical(value))));
}

/** The salts are random and never used twice: 16 bytes each. */
export function sealStep(
  at: number,
  facts: Plain,
  words: Plain | undefined,
  salts: { readonly facts: Uint8Array; readonly words: Uint8Array },
): OpenedLeaf {
  if (!Number.isSafeInteger(at) || at < 0) throw new RangeError(`not a time: ${at}`);
  const opened = { salt: toBase64(salts.facts), value: facts };
  if (words === undefined) return { leaf: { at, facts: commit(salts.facts, facts) }, facts: opened };
  if (same(salts.facts, salts.words)) throw new RangeError("a salt is used once");
  return {
    leaf: { at, facts: commit(salts.facts, facts), words: commit(salts.words, words) },
    facts: opened,
    words: { salt: toBase64(salts.words), value: words },
  };
}

/** The bytes that are hashed into the tree and sent to a witness. */
export function leafText(leaf: Leaf): string {
  return canonical({ v: 1, at: leaf.at, facts: leaf.facts, words: leaf.words });
}

export function hashOfLeaf(leaf: Leaf): Hash {
  return leafHash(utf8(leafText(leaf)));
}

const LEAF_KEYS = new Set(["v", "at", "facts", "words"]);

/** Parses a leaf's text; undefined where it is not exactly one that `leafText` writes. */
export function parseLeaf(text: string): Leaf | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== "object" || data === null || Object.keys(data).some((key) => !LEAF_KEYS.has(key)))
    return undefined;
  const { at, facts, words } = data as { at?: unknown; facts?: unknown; words?: unknown };
  if (typeof at !== "number" || !Number.isSafeInteger(at) || at < 0 || !isCommitment(facts)) return undefined;
  if (words !== undefined && !isCommitment(words)) return undefined;
  const leaf: Leaf = words === undefined ? { at, facts } : { at, facts, words };
  return leafText(leaf) === text ? leaf : undefined;
}

function isCommitment(value: unknown): value is string {
  return typeof value === "string" && fromBase64(value)?.length === 32;
}

/** True where the opened value is what was committed. */
export function opens(commitment: string, opening: Opening): boolean {
  const salt = fromBase64(opening.salt);
  if (salt?.length !== SALT_BYTES) return false;
  try {
    return commit(salt, opening.value) === commitment;
  } catch {
    return false;
  }
}

/** What does not fit between a leaf and what is shown beside it. Deleted parts are no mistake. */
export function openingProblem({ leaf, facts, words }: OpenedLeaf): "facts" | "words" | undefined {
  if (facts !== undefined && !opens(leaf.facts, facts)) return "facts";
  if (words !== undefined && (leaf.words === undefined || !opens(leaf.words, words))) return "words";
  return undefined;
}
