// A receipt: one step with its place in the ledger, provable offline and forever with nothing but the pinned keys.

import { CLOCK_SKEW, isInTime, type Problem, type ProblemCode } from "./bounds.ts";
import { cosignedAt, type OpenedCheckpoint, openCheckpoint } from "./checkpoint.ts";
import { fromBase64, type Hash, toBase64 } from "./hash.ts";
import type { KeyRing } from "./keys.ts";
import { hashOfLeaf, leafText, type OpenedLeaf, openingProblem, parseLeaf } from "./leaf.ts";
import { verifyInclusion } from "./tree.ts";

export interface Receipt {
  readonly v: 1;
  readonly step: OpenedLeaf;
  /** Place in the tree, from 0. */
  readonly index: number;
  /** Base64 hashes from the leaf to the root. */
  readonly proof: readonly string[];
  /** The first co-signed checkpoint that holds the step. */
  readonly checkpoint: string;
  /** The co-signed checkpoint before it: the step cannot be older than that. */
  readonly before: string;
}

export function makeReceipt(
  step: OpenedLeaf,
  index: number,
  proof: readonly Hash[],
  checkpoint: string,
  before: string,
): Receipt {
  return { v: 1, step, index, proof: proof.map(toBase64), checkpoint, before };
}

export interface ReceiptResult {
  readonly problems: readonly Problem[];
  /** False: no witness is pinned, so alteration by the operator cannot be excluded. */
  readonly witnessed: boolean;
  /** The step was made between these two times, by the operator's clock. */
  readonly between?: readonly [number, number];
  /** When the witness saw it, by the witness's clock. */
  readonly seenAt?: number;
}

/** Reads a receipt from parsed JSON; undefined where it is none. */
export function readReceipt(data: unknown): Receipt | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { v, step, index, proof, checkpoint, before } = data as Partial<Receipt>;
  const right =
    v === 1 &&
    typeof index === "number" &&
    typeof checkpoint === "string" &&
    typeof before === "string" &&
    Array.isArray(proof) &&
    proof.length <= 64 &&
    proof.every((each) => typeof each === "string");
  return right && isOpenedLeaf(step) ? { v, step, index, proof, checkpoint, before } : undefined;
}

/** True where parsed JSON is a leaf with its openings. */
export function isOpenedLeaf(step: unknown): step is OpenedLeaf {
  if (typeof step !== "object" || step === null) return false;
  const { leaf, facts, words } = step as Partial<OpenedLeaf>;
  if (typeof leaf !== "object" || leaf === null) return false;
  if (![facts, words].every((each) => each === undefined || typeof each?.salt === "string")) return false;
  try {
    return parseLeaf(leafText(leaf)) !== undefined;
  } catch {
    return false;
  }
}

/** Checks everything that can be checked offline. No problems: the step was in the ledger, as it is shown, in its time. */
export function verifyReceipt(receipt: Receipt, keys: KeyRing): ReceiptResult {
  const problems: Problem[] = [];
  const say = (code: ProblemCode) => problems.push({ code });
  const witnessed = keys.witnesses.length > 0;
  const part = openingProblem(receipt.step);
  if (part !== undefined) say(part === "facts" ? "facts-changed" : "words-changed");
  const checkpoint = openCheckpoint(receipt.checkpoint, keys.operator);
  const before = openCheckpoint(receipt.before, keys.operator);
  if (checkpoint === undefined || before === undefined) {
    say("not-the-operator");
    return { problems, witnessed };
  }
  const proof = receipt.proof.map(fromBase64);
  const { size, root, time } = checkpoint.checkpoint;
  const inside =
    proof.every((hash) => hash?.length === 32) &&
    verifyInclusion(hashOfLeaf(receipt.step.leaf), receipt.index, size, proof as Hash[], root);
  if (!inside) say("not-in-the-tree");
  if (before.checkpoint.size > receipt.index || before.checkpoint.time > time) say("no-earlier-checkpoint");
  if (!isInTime(receipt.step.leaf.at, before.checkpoint.time, time)) say("outside-its-time");
  const seen = seenBy(checkpoint, keys);
  for (const each of [checkpoint, before]) {
    const at = seenBy(each, keys);
    if (witnessed && at === undefined) say("not-witnessed");
    else if (at !== undefined && Math.abs(at - each.checkpoint.time) > CLOCK_SKEW) say("witness-clock");
  }
  return {
    problems,
    witnessed,
    between: [before.checkpoint.time, time],
    ...(seen === undefined ? {} : { seenAt: seen }),
  };
}

/** When the first of the pinned witnesses saw a checkpoint. */
export function seenBy({ note }: OpenedCheckpoint, keys: KeyRing): number | undefined {
  const times = keys.witnesses.map((key) => cosignedAt(note, key)).filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
