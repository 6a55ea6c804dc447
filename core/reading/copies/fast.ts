// The kernel in WebAssembly where the machine has it, else the same in plain JavaScript.

import { wasmModule } from "../wasm.ts";
import { FACTORS, type Kernel, SALTS, SKETCH } from "./kernel.ts";
import { KERNEL_BASE64 } from "./kernel.wasm.ts";
import { scriptKernel, WindowTable } from "./script.ts";
import { SHINGLE } from "./text.ts";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  keysAt(): number;
  saltsAt(): number;
  factorsAt(): number;
  textsAt(): number;
  room(characters: number): number;
  digest(at: number, length: number): number;
  sketch(at: number, windows: number, long: number, bands: number, rows: number): void;
  distinct(at: number, windows: number): number;
  hold(at: number, windows: number): number;
  shared(at: number, windows: number, misses: number): number;
  valuesAt(): number;
  pairsAt(): number;
  layOut(characters: number, count: number, bands: number): number;
  keep(entry: number, bands: number): void;
  deal(band: number): void;
  match(least: number): number;
}

/** Texts with more windows than the tables in the module hold are compared in JavaScript. */
const MOST_WINDOWS = 32_000;
/** So many pairs the module tells at once. */
const MOST_PAIRS = 4096;

const instance = wasmModule<Exports>(KERNEL_BASE64, "the kernel of the search for copies");

export function fastestKernel(): Kernel {
  return wasmKernel() ?? scriptKernel();
}

/** Undefined where WebAssembly with vectors is missing. */
export function wasmKernel(): Kernel | undefined {
  let wasm: Exports;
  try {
    wasm = instance();
  } catch {
    return undefined;
  }
  const start = wasm.textsAt();
  const view = <Array_>(
    kind: new (buffer: ArrayBuffer, at: number, length?: number) => Array_,
    at: number,
    length?: number,
  ) => new kind(wasm.memory.buffer, at, length);
  let capacity = 0;
  const grow = (characters: number) => {
    if (wasm.room(characters) === 0) throw new RangeError("not enough memory for so many texts at once");
    capacity = Math.floor((wasm.memory.buffer.byteLength - start) / 2);
    units = view(Uint16Array, start, capacity);
    keys = view(Uint32Array, wasm.keysAt(), SKETCH);
    bytes = Buffer.from(wasm.memory.buffer);
  };
  let units: Uint16Array = new Uint16Array(0);
  let keys: Uint32Array = new Uint32Array(0);
  let bytes = Buffer.alloc(0);
  grow(1 << 16);
  view(Uint32Array, wasm.saltsAt(), SKETCH).set(SALTS);
  view(Uint32Array, wasm.factorsAt(), SKETCH).set(FACTORS);
  const digest = { high: 0, low: 0, pairs: false };
  const held = new WindowTable();
  const counted = new WindowTable();
  let heldInScript = false;
  let bands = 0;
  const script = scriptKernel(() => units);
  return {
    name: "wasm",
    room(characters) {
      if (characters > capacity) grow(Math.max(characters, capacity + 8_000_000));
      return units;
    },
    take(at, text) {
      this.room(at + text.length + 16);
      bytes.write(text, start + 2 * at, "utf16le");
      return this.digest(at, text.length);
    },
    digest(at, length) {
      digest.low = wasm.digest(at, length) >>> 0;
      digest.high = keys[0]!;
      digest.pairs = keys[1] === 1;
      return digest;
    },
    sketch(at, length, long, plan) {
      const windows = length - SHINGLE + 1;
      if (windows > MOST_WINDOWS) {
        const found = script.sketch(at, length, long, plan);
        view(Uint32Array, wasm.valuesAt(), SKETCH).set(script.values);
        keys.set(found);
        return keys;
      }
      wasm.sketch(at, windows, long ? 1 : 0, plan.bands, plan.rows);
      return keys;
    },
    entries(characters, count, plan) {
      bands = plan.bands;
      this.room(Math.ceil((wasm.layOut(characters, count, bands) - start) / 2));
    },
    keep: (entry) => wasm.keep(entry, bands),
    pairs(least, meet) {
      const found = view(Uint32Array, wasm.pairsAt(), 2 * MOST_PAIRS);
      for (let band = 0; band < bands; band++) {
        wasm.deal(band);
        let count: number;
        do {
          count = wasm.match(least);
          for (let at = 0; at < count; at++) meet(found[2 * at]!, found[2 * at + 1]!);
        } while (count === MOST_PAIRS);
      }
    },
    distinct(at, length) {
      const windows = length - SHINGLE + 1;
      return windows > MOST_WINDOWS ? counted.fill(units, at, length) : wasm.distinct(at, windows);
    },
    hold(at, length) {
      const windows = length - SHINGLE + 1;
      heldInScript = windows > MOST_WINDOWS;
      return heldInScript ? held.fill(units, at, length) : wasm.hold(at, windows);
    },
    shared(at, length, misses) {
      return heldInScript
        ? held.shared(units, at, length, misses)
        : wasm.shared(at, length - SHINGLE + 1, misses);
    },
  };
}
