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

/** Numbers of what a text may have: the bias first, then traits, then hashed pieces. */
export const NUMBERS = 1 + TRAITS + BUCKETS;
const KINDS = MAIN_KINDS.length;

/** A model: a row of one weight a kind for each number that it knows. */
export interface KindModel {
  /** The row of each number; row 0, of noughts, for those that it does not know. */
  readonly rows: Uint32Array;
  readonly weights: Float32Array;
}

/** How much each trait counts beside the pieces, which share a length of 1 among them. */
export const TRAIT_VALUE = 0.11;

const pieces = new Set<number>();
const traits: number[] = [];

/** Calls `row` with each number that a text has and its value. */
export function eachNumber(text: string, row: (at: number, value: number) => void): void {
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
  { rows, weights }: KindModel,
  scores = new Float64Array(KINDS),
): Float64Array {
  scores.fill(0);
  eachNumber(text, (at, value) => {
    const base = rows[at]! * KINDS;
    if (base === 0) return;
    for (let kind = 0; kind < KINDS; kind++) scores[kind]! += value * weights[base + kind]!;
  });
  return scores;
}

let shipped: KindModel | undefined;

/** The model in the repository; throws where it does not fit the traits, so that a change of them must be followed by training. */
export function shippedModel(): KindModel {
  shipped ??= unpacked(weights);
  return shipped;
}

/** A model as it is kept: the numbers that it knows in order, each as the distance from the one before; a byte a weight, and what a step of it is worth. */
export interface Packed {
  readonly numbers: number;
  readonly known: string;
  readonly table: string;
  /** Worth of a step for the bias and the traits, and for the pieces. */
  readonly steps: readonly number[];
}

export function unpacked({ numbers, known, table, steps }: Packed): KindModel {
  const [distances, bytes] = [Buffer.from(known, "base64"), Buffer.from(table, "base64")];
  if (numbers !== NUMBERS)
    throw new Error("weights.generated.json does not fit the traits: run npx tsx eval/groups/train.ts");
  const rows = new Uint32Array(NUMBERS);
  const made = new Float32Array(KINDS + bytes.length);
  let [number, distance, shift, row] = [-1, 0, 0, 0];
  for (const byte of distances) {
    distance |= (byte & 127) << shift;
    shift += 7;
    if (byte >= 128) continue;
    number += distance;
    rows[number] = ++row;
    const step = steps[number <= TRAITS ? 0 : 1]!;
    for (let kind = 0; kind < KINDS; kind++)
      made[row * KINDS + kind] = bytes.readInt8((row - 1) * KINDS + kind) * step;
    [distance, shift] = [0, 0];
  }
  return { rows, weights: made };
}

/** The inverse of `unpacked`, but for the roundings. */
export function packed({ rows, weights }: KindModel): Packed {
  const known: number[] = [];
  const [most, table] = [[0, 0], [] as number[]];
  const each = (visit: (number: number, weight: number) => void) => {
    for (let number = 0; number < NUMBERS; number++)
      for (let kind = 0; rows[number] !== 0 && kind < KINDS; kind++)
        visit(number, weights[rows[number]! * KINDS + kind]!);
  };
  const part = (number: number) => (number <= TRAITS ? 0 : 1);
  each((number, weight) => {
    most[part(number)] = Math.max(most[part(number)]!, Math.abs(weight));
  });
  const steps = most.map((so) => so / 127);
  each((number, weight) => table.push(Math.round(weight / steps[part(number)]!)));
  let before = -1;
  for (let number = 0; number < NUMBERS; number++) {
    if (rows[number] === 0) continue;
    let distance = number - before;
    for (; distance >= 128; distance >>>= 7) known.push((distance & 127) | 128);
    known.push(distance);
    before = number;
  }
  return {
    ...{ numbers: NUMBERS, steps },
    known: Buffer.from(known).toString("base64"),
    table: Buffer.from(Int8Array.from(table).buffer).toString("base64"),
  };
}

const scores = new Float64Array(KINDS);

/** Orders and demands for what was ordered are one to whoever asks whether work is given. */
const WORK = [MAIN_KINDS.indexOf("order"), MAIN_KINDS.indexOf("deadline")];
const isWork = (kind: number) => WORK.includes(kind);

export interface KindRead {
  readonly kind: MainKind;
  /** How far its score stands above the best other kind's, orders and demands being one. */
  readonly margin: number;
}

/** What a message is for, and how clearly. */
export function readKind(text: string, model = shippedModel()): KindRead {
  scoresOf(text, model, scores);
  let best = 0;
  for (let kind = 1; kind < KINDS; kind++) if (scores[kind]! > scores[best]!) best = kind;
  let other = Number.NEGATIVE_INFINITY;
  for (let kind = 0; kind < KINDS; kind++)
    if (kind !== best && !(isWork(kind) && isWork(best))) other = Math.max(other, scores[kind]!);
  return { kind: MAIN_KINDS[best]!, margin: scores[best]! - other };
}

export function mainKind(text: string, model = shippedModel()): MainKind {
  return readKind(text, model).kind;
}
