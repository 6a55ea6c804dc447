// Which of thirteen things a group message is for: a linear model over pieces, fields and shapes of its text.

import { Known } from "../../domain/known.ts";
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

/** A model: a row of one byte a kind for each number that it knows. Small, so that it stays in the processor's cache. */
export interface KindModel {
  /** An open table, filled to three tenths at most: a number plus one (0: free) and its row, one pair behind another. */
  readonly slots: Uint32Array;
  readonly weights: Int8Array;
  /** What a step of a weight is worth: for the bias and the traits, and for the pieces. */
  readonly steps: readonly number[];
}

/** The model of these numbers, whose weights stand in the same order, KINDS for each. */
export function modelOf(numbers: readonly number[], weights: Int8Array, steps: readonly number[]): KindModel {
  const slots = new Uint32Array(2 * 2 ** Math.ceil(Math.log2(numbers.length / 0.3)));
  for (const [row, number] of numbers.entries()) {
    let slot = slotOf(number, slots);
    while (slots[slot] !== 0) slot = (slot + 2) % slots.length;
    slots[slot] = number + 1;
    slots[slot + 1] = row;
  }
  return { slots, weights, steps };
}

function slotOf(number: number, slots: Uint32Array): number {
  return ((Math.imul(number, 0x9e3779b1) >>> 8) & (slots.length / 2 - 1)) * 2;
}

/** How much each trait counts beside the pieces, which share a length of 1 among them. */
export const TRAIT_VALUE = 0.11;

const pieces = new Set<number>();
const traits: number[] = [];

/** Calls `row` with each number that a normalised text has and its value. */
export function eachNumber(plain: string, row: (at: number, value: number) => void): void {
  piecesOf(plain, pieces);
  traitsOf(plain, traits);
  row(0, 1);
  for (const trait of traits) row(1 + trait, TRAIT_VALUE);
  const value = 1 / Math.sqrt(pieces.size || 1);
  for (const piece of pieces) row(1 + TRAITS + piece, value);
}

const scores = new Float64Array(KINDS);

/** The scores of the kinds of a normalised text, in order of MAIN_KINDS; the highest wins. */
function scoresOf(plain: string, { slots, weights, steps }: KindModel): Float64Array {
  scores.fill(0);
  const last = slots.length - 1;
  eachNumber(plain, (number, value) => {
    let slot = slotOf(number, slots);
    while (slots[slot] !== number + 1) {
      if (slots[slot] === 0) return;
      slot = (slot + 2) & last;
    }
    const base = slots[slot + 1]! * KINDS;
    const worth = value * steps[number <= TRAITS ? 0 : 1]!;
    for (let kind = 0; kind < KINDS; kind++) scores[kind]! += worth * weights[base + kind]!;
  });
  return scores;
}

let shipped: KindModel | undefined;

/** The model in the repository; throws where it does not fit the traits, so that a change of them must be followed by training. */
export function shippedModel(): KindModel {
  shipped ??= unpacked(weights);
  return shipped;
}

/** A model as it is kept: the numbers that it knows, in order, each as the distance from the one before (seven bits a byte). */
export interface Packed {
  readonly numbers: number;
  readonly known: string;
  readonly table: string;
  readonly steps: readonly number[];
}

export function unpacked({ numbers, known, table, steps }: Packed): KindModel {
  if (numbers !== NUMBERS)
    throw new Error("weights.generated.json does not fit the traits: run npx tsx eval/groups/train.ts");
  const found: number[] = [];
  let [number, distance, shift] = [-1, 0, 0];
  for (const byte of Buffer.from(known, "base64")) {
    distance |= (byte & 127) << shift;
    shift += 7;
    if (byte >= 128) continue;
    number += distance;
    found.push(number);
    [distance, shift] = [0, 0];
  }
  return modelOf(found, new Int8Array(Buffer.from(table, "base64")), steps);
}

/** The inverse of `unpacked`. */
export function packed({ slots, weights, steps }: KindModel): Packed {
  const rows: [number: number, row: number][] = [];
  for (let slot = 0; slot < slots.length; slot += 2)
    if (slots[slot] !== 0) rows.push([slots[slot]! - 1, slots[slot + 1]!]);
  rows.sort((a, b) => a[0] - b[0]);
  const known: number[] = [];
  let before = -1;
  for (const [number] of rows) {
    let distance = number - before;
    for (; distance >= 128; distance >>>= 7) known.push((distance & 127) | 128);
    known.push(distance);
    before = number;
  }
  const table = rows.flatMap(([, row]) => [...weights.subarray(row * KINDS, (row + 1) * KINDS)]);
  return {
    ...{ numbers: NUMBERS, steps },
    known: Buffer.from(known).toString("base64"),
    table: Buffer.from(Int8Array.from(table).buffer).toString("base64"),
  };
}

/** Orders and demands for what was ordered are one to whoever asks whether work is given. */
const WORK = [MAIN_KINDS.indexOf("order"), MAIN_KINDS.indexOf("deadline")];
const isWork = (kind: number) => WORK.includes(kind);

export interface KindRead {
  readonly kind: MainKind;
  /** How far its score stands above the best other kind's, orders and demands being one. */
  readonly margin: number;
}

/** What was read of normalised texts: messages that differ in their numbers or in who is mentioned alone read the same. */
const known = new Known(50_000, (plain) => kindOf(plain, shippedModel()));

/** What a message is for, and how clearly. */
export const readKind = (text: string): KindRead => known.of(normal(text));

function kindOf(plain: string, model: KindModel): KindRead {
  scoresOf(plain, model);
  let best = 0;
  for (let kind = 1; kind < KINDS; kind++) if (scores[kind]! > scores[best]!) best = kind;
  let other = Number.NEGATIVE_INFINITY;
  for (let kind = 0; kind < KINDS; kind++)
    if (kind !== best && !(isWork(kind) && isWork(best))) other = Math.max(other, scores[kind]!);
  return { kind: MAIN_KINDS[best]!, margin: scores[best]! - other };
}

export function mainKind(text: string, model = shippedModel()): MainKind {
  return kindOf(normal(text), model).kind;
}
