// Which of thirteen things a group message is for: a linear model over pieces, fields and shapes of its text.

import type { MessageKind } from "../../domain/messages.ts";
import { BUCKETS, normal, piecesOf, TRAITS, traitsOf } from "./traits.ts";
import weights from "./weights.generated.json" with { type: "json" };

/** The kinds a message is for; it has exactly one of them. */
export const MAIN_KINDS = [
  "order",
  "deadline",
  "ack",
  "report",
  "photo-proof",
  "praise",
  "red-packet",
  "ad",
  "soup",
  "chat",
  "alert",
  "question",
  "answer",
] as const satisfies readonly MessageKind[];
export type MainKind = (typeof MAIN_KINDS)[number];

/** A model: one weight for each row (a bias, the traits, the buckets) and kind, row by row. */
export interface KindModel {
  readonly weights: Float32Array;
}

/** Rows of a model: the bias first, then traits, then hashed pieces. */
export const ROWS = 1 + TRAITS + BUCKETS;
const KINDS = MAIN_KINDS.length;

/** How much each trait counts beside the pieces, which share a length of 1 among them. */
export const TRAIT_VALUE = 0.11;

const pieces = new Set<number>();
const traits: number[] = [];

/** Calls `row` with each row of the model that a text has and its value. */
export function eachRow(text: string, row: (at: number, value: number) => void): void {
  const plain = normal(text);
  piecesOf(plain, pieces);
  traitsOf(plain, traits);
  row(0, 1);
  for (const trait of traits) row(1 + trait, TRAIT_VALUE);
  const value = 1 / Math.sqrt(pieces.size || 1);
  for (const piece of pieces) row(1 + TRAITS + piece, value);
}

/** The scores of the kinds, in order of MAIN_KINDS; the highest wins. */
export function scoresOf(
  text: string,
  { weights }: KindModel,
  scores = new Float64Array(KINDS),
): Float64Array {
  scores.fill(0);
  eachRow(text, (at, value) => {
    const base = at * KINDS;
    for (let kind = 0; kind < KINDS; kind++) scores[kind]! += value * weights[base + kind]!;
  });
  return scores;
}

let shipped: KindModel | undefined;

/** The model in the repository; throws where it does not fit the traits, so that a change of them must be followed by training. */
export function shippedModel(): KindModel {
  if (shipped !== undefined) return shipped;
  const bytes = Buffer.from(weights.table, "base64");
  if (weights.rows !== ROWS || bytes.length !== ROWS * KINDS)
    throw new Error("weights.generated.json does not fit the traits: run npx tsx eval/groups/train.ts");
  const table = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) table[at] = ((bytes[at]! << 24) >> 24) * weights.step;
  shipped = { weights: table };
  return shipped;
}

const scores = new Float64Array(KINDS);

/** What a message is for. */
export function mainKind(text: string, model = shippedModel()): MainKind {
  scoresOf(text, model, scores);
  let best = 0;
  for (let kind = 1; kind < KINDS; kind++) if (scores[kind]! > scores[best]!) best = kind;
  return MAIN_KINDS[best]!;
}
