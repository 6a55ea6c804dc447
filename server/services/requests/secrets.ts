// Chance of the server in one place: numbers, secret links, salts; and the digests that are stored instead of secrets.

import { createHash, randomBytes } from "node:crypto";
import { linkFrom, numberFrom } from "../../../core/domain/request/number.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import type { Plain } from "../../../core/ledger/canonical.ts";
import { sealStep } from "../../../core/ledger/leaf.ts";
import type { SealedStep } from "./requests.store.ts";

export function newNumber(): string {
  for (;;) {
    const number = numberFrom(randomBytes(64));
    if (number !== undefined) return number;
  }
}

export function newLink(): string {
  return linkFrom(randomBytes(64));
}

/** What is stored instead of a secret. The secrets have 133 bits, so a plain hash cannot be tried out. */
export function digestOf(secret: string): Buffer {
  return createHash("sha256").update("luodi/secret/v1\0").update(secret).digest();
}

/** Facts and words of a step apart, each under a salt of its own. */
export function sealed(tenant: string, number: string, place: number, step: Step): SealedStep {
  const { said, ...rest } = step;
  const facts = { tenant, request: number, place, ...rest } as unknown as Plain;
  const words = said === undefined || Object.keys(said).length === 0 ? undefined : said;
  const opened = sealStep(step.at, facts, words, { facts: randomBytes(16), words: randomBytes(16) });
  return {
    at: step.at,
    kind: step.kind,
    facts: opened.facts!,
    factsCommitment: opened.leaf.facts,
    ...(opened.words === undefined || opened.leaf.words === undefined
      ? {}
      : { words: opened.words, wordsCommitment: opened.leaf.words }),
  };
}
