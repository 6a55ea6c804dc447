// Passwords of officers: Argon2id with OWASP's parameters, the same work whether a login is known or not, and one-time passwords.

import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** OWASP's second choice (19 MiB, two passes, one lane); the package's algorithm is Argon2id unless told otherwise. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), OPTIONS);
}

let nobody: Promise<string> | undefined;

/** True where the password is the stored one. Without a stored one the same work is done and the answer is no. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString("hex"));
  const right = await verify(stored ?? (await nobody), password.normalize("NFKC"));
  return right && stored !== undefined;
}

const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/** A password for the first sign-in: four groups of five letters that are not mixed up, 99 bits. */
export function oneTimePassword(): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    for (const byte of randomBytes(32)) {
      if (byte < 248 && letters.length < 20) letters.push(LETTERS[byte % LETTERS.length]!);
    }
  }
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join("")).join("-");
}
