// The neutral draw: a seed that nobody can choose, a generator that anybody can run again, a sample that anybody can check.

import { createHash, createHmac } from "node:crypto";
import { type Hash, same, sha256, utf8 } from "./hash.ts";

export interface SeedParts {
  /** 32 random bytes, committed to in the ledger before the period ends. */
  readonly secret: Uint8Array;
  /** The ledger's root at the period's end. */
  readonly root: Hash;
  /** The witness's cosignature of the checkpoint with that root. */
  readonly witnessSignature: Uint8Array;
}

/** Published in the ledger before the period ends, so that the secret cannot be chosen to suit. */
export function commitSecret(secret: Uint8Array): Hash {
  if (secret.length !== 32) throw new RangeError("the secret of a draw has 32 bytes");
  return sha256(utf8("luodi/draw-secret/v1\0"), secret);
}

export function seedOf({ secret, root, witnessSignature }: SeedParts): Hash {
  if (secret.length !== 32 || root.length !== 32 || witnessSignature.length < 64)
    throw new RangeError("a seed needs the secret, a root and a witness's signature");
  return sha256(utf8("luodi/draw/v1\0"), secret, root, witnessSignature);
}

/** HMAC_DRBG with SHA-256 (NIST SP 800-90A, 10.1.2), without reseeding. */
export class Drbg {
  #key: Uint8Array = new Uint8Array(32);
  #value: Uint8Array = new Uint8Array(32).fill(1);

  constructor(...seed: readonly Uint8Array[]) {
    this.#update(seed);
  }

  bytes(count: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let made = 0; made < count; made += 32) {
      this.#value = this.#hmac(this.#value);
      parts.push(this.#value);
    }
    this.#update([]);
    return new Uint8Array(Buffer.concat(parts).subarray(0, count));
  }

  /** A whole number from 0 up to `bound`, each equally likely: what is past the last whole multiple is dropped. */
  below(bound: number): number {
    if (!Number.isSafeInteger(bound) || bound < 1) throw new RangeError(`no number below ${bound}`);
    const space = 2 ** 48;
    const limit = space - (space % bound);
    for (;;) {
      const value = Buffer.from(this.bytes(6)).readUIntBE(0, 6);
      if (value < limit) return value % bound;
    }
  }

  #hmac(...parts: readonly Uint8Array[]): Uint8Array {
    const mac = createHmac("sha256", this.#key);
    for (const part of parts) mac.update(part);
    return new Uint8Array(mac.digest());
  }

  #update(data: readonly Uint8Array[]): void {
    this.#key = this.#hmac(this.#value, Uint8Array.of(0), ...data);
    this.#value = this.#hmac(this.#value);
    if (data.length === 0) return;
    this.#key = this.#hmac(this.#value, Uint8Array.of(1), ...data);
    this.#value = this.#hmac(this.#value);
  }
}

/**
 * A fingerprint of the population, published with the draw: a later list with one more or one fewer does not fit. SHA-256 of the
 * ids in order, as JSON; taken one by one, so that nobody need hold them all.
 */
export class Fingerprint {
  readonly #hash = createHash("sha256").update("[");
  #last: string | undefined;
  #size = 0;

  /** @throws RangeError where the id does not come after the last one. */
  add(id: string): void {
    if (this.#last !== undefined && byUnits(this.#last, id) >= 0)
      throw new RangeError(`${id} does not come after ${this.#last}`);
    this.#hash.update(`${this.#last === undefined ? "" : ","}${JSON.stringify(id)}`);
    this.#last = id;
    this.#size += 1;
  }

  get size(): number {
    return this.#size;
  }

  /** To be asked for once, after the last id. */
  done(): Hash {
    return new Uint8Array(this.#hash.update("]").digest());
  }
}

export function fingerprint(population: readonly string[]): Hash {
  const print = new Fingerprint();
  for (const id of ordered(population)) print.add(id);
  return print.done();
}

/**
 * Which places of the ordered population are drawn, in the order drawn: the first steps of a shuffle (Fisher and Yates), of which
 * only what moved is kept.
 */
export function drawnPlaces(parts: SeedParts, print: Hash, size: number, count: number): number[] {
  const drbg = new Drbg(seedOf(parts), print);
  const moved = new Map<number, number>();
  const drawn: number[] = [];
  for (let place = 0; place < Math.min(count, size); place += 1) {
    const other = place + drbg.below(size - place);
    drawn.push(moved.get(other) ?? other);
    moved.set(other, moved.get(place) ?? place);
  }
  return drawn;
}

/**
 * `count` of the population without repetition, in the order drawn; all of it where it is smaller. The order in which the
 * population comes in does not matter.
 */
export function draw(parts: SeedParts, population: readonly string[], count: number): string[] {
  const ids = ordered(population);
  return drawnPlaces(parts, fingerprint(ids), ids.length, count).map((place) => ids[place]!);
}

function ordered(population: readonly string[]): string[] {
  return [...new Set(population)].sort(byUnits);
}

/** Order of UTF-16 units, the same on every machine. */
function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type DrawProblem = "secret" | "committed-late" | "sample";

/** Checks a published draw: the secret is the one committed to, before the period's end, and the sample follows from it. */
export function checkDraw(published: {
  readonly parts: SeedParts;
  readonly commitment: Hash;
  /** The ledger's time of the step that published the commitment, and of the checkpoint whose root was used. */
  readonly committedAt: number;
  readonly endedAt: number;
  readonly population: readonly string[];
  /** How many were to be drawn, published with the commitment: a shorter list would be a chosen one. */
  readonly count: number;
  readonly sample: readonly string[];
}): DrawProblem[] {
  const problems: DrawProblem[] = [];
  if (!same(commitSecret(published.parts.secret), published.commitment)) problems.push("secret");
  if (published.committedAt >= published.endedAt) problems.push("committed-late");
  const again = draw(published.parts, published.population, published.count);
  const right =
    again.length === published.sample.length && again.every((id, place) => id === published.sample[place]);
  if (!right) problems.push("sample");
  return problems;
}
