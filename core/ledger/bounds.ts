// How far the time of a leaf may lie from the checkpoints around it, and a checkpoint from the witness's own clock.

import type { Words } from "../domain/facts.ts";

/** A step's transaction may have begun before the last checkpoint was taken, but not earlier than this. */
export const LEAF_LAG = 120_000;

/** How far the operator's clock and a witness's clock may disagree. */
export const CLOCK_SKEW = 120_000;

/** At most this long between two checkpoints while steps come in (reliability.md, decision 5). */
export const CHECKPOINT_EVERY = 60_000;

/** True where the leaf lies between the checkpoint before it and the one that first holds it. */
export function isInTime(at: number, before: number, until: number): boolean {
  return at >= before - LEAF_LAG && at <= until;
}

export type ProblemCode =
  | "not-readable"
  | "not-the-operator"
  | "not-witnessed"
  | "not-in-the-tree"
  | "outside-its-time"
  | "witness-clock"
  | "no-earlier-checkpoint"
  | "facts-changed"
  | "words-changed"
  | "root-differs"
  | "size-differs"
  | "back-dated"
  | "order-of-steps"
  | "deleted-too-early"
  | "receipt-differs"
  | "receipt-missing"
  | "seen-differs"
  | "seen-missing"
  | "no-checkpoint"
  | "tail-open";

export const PROBLEM_WORDS: Readonly<Record<ProblemCode, Words>> = {
  "not-readable": { zh: "内容读不懂，或被截断", en: "not readable, or cut off" },
  "not-the-operator": { zh: "不是本账本运营方的签名", en: "not signed by the operator of this ledger" },
  "not-witnessed": { zh: "没有外部见证的签名", en: "no signature of an outside witness" },
  "not-in-the-tree": { zh: "这一步不在签过名的账本里", en: "this step is not in the signed ledger" },
  "outside-its-time": {
    zh: "这一步的时间不在前后两个检查点之间，疑似倒签",
    en: "the time of this step is not between its checkpoints: suspected back-dating",
  },
  "witness-clock": {
    zh: "检查点的时间和见证方的时间对不上",
    en: "the checkpoint's time and the witness's time disagree",
  },
  "no-earlier-checkpoint": {
    zh: "没有更早的检查点，不能证明不是倒签",
    en: "no earlier checkpoint, so back-dating cannot be excluded",
  },
  "facts-changed": { zh: "这一步的内容和当时记入账本的不同", en: "this step is not what was committed" },
  "words-changed": { zh: "这一步的文字和当时记入账本的不同", en: "the words are not what was committed" },
  "root-differs": { zh: "账本内容和检查点对不上", en: "the ledger does not lead to the checkpoint's root" },
  "size-differs": { zh: "账本的步数和检查点对不上", en: "the number of steps is not the checkpoint's" },
  "back-dated": { zh: "检查点的时间早于前一个", en: "the checkpoint is earlier than the one before" },
  "order-of-steps": {
    zh: "这件诉求的步骤有缺、有重或有插入",
    en: "steps of a request are missing, double or put in",
  },
  "deleted-too-early": {
    zh: "保存期没到，内容就不见了",
    en: "the content is gone before its time",
  },
  "receipt-differs": { zh: "账本和以前给出的回执不同", en: "the ledger differs from a receipt given before" },
  "receipt-missing": {
    zh: "以前给过回执的一步，账本里没有了",
    en: "a step with a receipt is no longer there",
  },
  "seen-differs": { zh: "账本和见证方见过的不同", en: "the ledger differs from what the witness saw" },
  "seen-missing": {
    zh: "见证方见过的检查点，账本里没有",
    en: "a checkpoint that the witness saw is missing",
  },
  "no-checkpoint": { zh: "账本里没有检查点", en: "the ledger has no checkpoint" },
  "tail-open": { zh: "最后几步还没有检查点", en: "the last steps have no checkpoint yet" },
};

export interface Problem {
  readonly code: ProblemCode;
  /** The line of an export, or the index of a leaf; absent where it is about the whole. */
  readonly line?: number;
}
