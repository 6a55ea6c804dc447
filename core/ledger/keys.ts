// The pinned keys that a verifier trusts: the operator's and the witnesses', as they stand in keys.json.

import { readKey, type VerifierKey } from "./note.ts";

export interface KeyRing {
  readonly operator: VerifierKey;
  /** Empty: there is no outside witness, so alteration by the operator cannot be excluded, and every page says so. */
  readonly witnesses: readonly VerifierKey[];
}

/** Reads `{ "operator": "name+id+key", "witnesses": ["name+id+key"] }`; undefined where it is not that. */
export function readKeyRing(data: unknown): KeyRing | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { operator, witnesses } = data as { operator?: unknown; witnesses?: unknown };
  if (typeof operator !== "string" || !Array.isArray(witnesses)) return undefined;
  const own = readKey(operator);
  const others = witnesses.map((each) => (typeof each === "string" ? readKey(each) : undefined));
  if (own?.type !== 1 || others.some((key) => key?.type !== 4)) return undefined;
  return { operator: own, witnesses: others.filter((key) => key !== undefined) };
}
