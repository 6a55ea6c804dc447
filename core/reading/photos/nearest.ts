// Best partners among the descriptors of two pictures, both ways; the inner loop is WebAssembly (nearest.as).

import { wasmModule } from "../wasm.ts";
import type { Features } from "./features.ts";
import { NEAREST_BASE64 } from "./nearest.wasm.ts";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  startAt(): number;
  room(bytes: number): number;
  nearest(first: number, second: number, furthest: number): void;
}

/** Descriptors further apart than this (bits of 256) are not of one corner. */
const FURTHEST_DESCRIPTOR = 72;

const load = wasmModule<Exports>(NEAREST_BASE64, "the comparison of key points");
let loaded: Exports | undefined;

/** Pairs of key points that are each other's nearest, so that no point is used twice: numbers in `from` and in `to`. */
export function matches(from: Features, to: Features): [Uint16Array, Uint16Array] {
  loaded ??= load();
  const wasm = loaded;
  const words = (from.size + to.size) * 8;
  if (wasm.room(words * 4 + (from.size + to.size) * 8) === 0)
    throw new RangeError("not enough memory to compare key points");
  const start = wasm.startAt();
  const descriptors = new Uint32Array(wasm.memory.buffer, start, words);
  descriptors.set(from.descriptors.subarray(0, from.size * 8));
  descriptors.set(to.descriptors.subarray(0, to.size * 8), from.size * 8);
  wasm.nearest(from.size, to.size, FURTHEST_DESCRIPTOR);
  const partners = new Int32Array(wasm.memory.buffer, start + words * 4, from.size + to.size);
  const left: number[] = [];
  const right: number[] = [];
  for (let one = 0; one < from.size; one++) {
    const other = partners[one]!;
    if (other < 0 || partners[from.size + other] !== one) continue;
    left.push(one);
    right.push(other);
  }
  return [Uint16Array.from(left), Uint16Array.from(right)];
}
