// The kernel in WebAssembly where the machine has it, else the same in plain JavaScript.

import { sharedWasmModule } from "../wasm.ts";
import { type Hand, share } from "./hand.ts";
import { type AlikePairs, type BandPlan, FACTORS, type Kernel, SALTS, SKETCH } from "./kernel.ts";
import { KERNEL_BASE64 } from "./kernel.wasm.ts";
import { scriptKernel, WindowTable } from "./script.ts";
import { SHINGLE } from "./text.ts";

interface Exports {
  keysAt(): number;
  saltsAt(): number;
  factorsAt(): number;
  textsAt(): number;
  room(characters: number): number;
  digest(at: number, length: number): number;
  equal(one: number, other: number, length: number): number;
  sketch(at: number, windows: number, long: number, bands: number, rows: number): void;
  distinct(at: number, windows: number): number;
  hold(at: number, windows: number): number;
  shared(at: number, windows: number, misses: number): number;
  valuesAt(): number;
  pairsAt(): number;
  alikeAt(): number;
  layOut(characters: number, count: number, bands: number): number;
  clear(): void;
  placesAt(): number;
  sketchAll(from: number, to: number, long: number, bands: number, rows: number): void;
  keep(entry: number, bands: number): void;
  deal(band: number): void;
  match(least: number, threshold: number): number;
}

/** Texts with more windows than the tables in the module hold are compared in JavaScript. */
const MOST_WINDOWS = 32_000;
/** So many pairs the module tells at once. */
const MOST_PAIRS = 4096;

/** Entries that a thread sketches before it asks for more: some milliseconds. */
const PIECE = 4096;
/** Characters from which another thread is worth starting. */
const WORTH_A_HAND = 3_000_000;
/** Pages of 64 KiB: the scratch of both hands and the first texts. */
const PAGES = 128;

const instance = sharedWasmModule<Exports>(KERNEL_BASE64, "the kernel of the search for copies", PAGES);

/** @param hand another thread that helps where there is enough to do. */
export function fastestKernel(hand?: Hand): Kernel {
  return wasmKernel(hand) ?? scriptKernel();
}

/** Undefined where WebAssembly with vectors is missing. */
export function wasmKernel(hand?: Hand): Kernel | undefined {
  let started: ReturnType<typeof instance>;
  try {
    started = instance();
  } catch {
    return undefined;
  }
  const { exports: wasm, module, memory } = started;
  const start = wasm.textsAt();
  const view = <Array_>(
    kind: new (buffer: SharedArrayBuffer, at: number, length?: number) => Array_,
    at: number,
    length?: number,
  ) => new kind(memory.buffer, at, length);
  let capacity = 0;
  const grow = (characters: number) => {
    if (wasm.room(characters) === 0) throw new RangeError("not enough memory for so many texts at once");
    capacity = Math.floor((memory.buffer.byteLength - start) / 2);
    units = view(Uint16Array, start, capacity);
    keys = view(Uint32Array, wasm.keysAt(), SKETCH);
    bytes = Buffer.from(memory.buffer);
  };
  let units: Uint16Array = new Uint16Array(0);
  let keys: Uint32Array = new Uint32Array(0);
  let bytes: Buffer = Buffer.alloc(0);
  grow(1 << 16);
  view(Uint32Array, wasm.saltsAt(), SKETCH).set(SALTS);
  view(Uint32Array, wasm.factorsAt(), SKETCH).set(FACTORS);
  const digest = { high: 0, low: 0, pairs: false };
  const held = new WindowTable();
  const counted = new WindowTable();
  let heldInScript = false;
  let entries = { characters: 0, entries: 0, long: true, plan: { bands: 0, rows: 0 } as BandPlan };
  let begun = false;
  const helper = () => {
    if (hand === undefined || entries.characters < WORTH_A_HAND) return undefined;
    if (!begun) hand.begin(module, memory);
    begun = true;
    return hand;
  };
  function* matched(band: number, least: number, threshold: number): Generator<AlikePairs> {
    wasm.deal(band);
    let count: number;
    do {
      count = wasm.match(least, threshold);
      const pairs = view(Uint32Array, wasm.pairsAt(), 2 * count).slice();
      yield { pairs, likeness: view(Float64Array, wasm.alikeAt(), count).slice() };
    } while (count === MOST_PAIRS);
  }
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
    equal: (one, other, length) => wasm.equal(one, other, length) !== 0,
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
    sketchAll({ starts, lengths, characters }, texts, long, plan) {
      const { bands, rows } = plan;
      const count = texts.length;
      entries = { characters, entries: count, long, plan };
      this.room(Math.ceil((wasm.layOut(characters, count, bands) - start) / 2));
      wasm.clear();
      const places = view(Uint32Array, wasm.placesAt(), 2 * count);
      for (let entry = 0; entry < count; entry++) {
        places[2 * entry] = starts[texts[entry]!]!;
        places[2 * entry + 1] = lengths[texts[entry]!]! - SHINGLE + 1;
      }
      share({ ...entries, ...plan, pieces: Math.ceil(count / PIECE), piece: PIECE }, helper(), (piece) => {
        const from = piece * PIECE;
        wasm.sketchAll(from, Math.min(count, from + PIECE), long ? 1 : 0, bands, rows);
        return [];
      });
      for (let entry = 0; entry < count; entry++) {
        if (places[2 * entry + 1]! <= MOST_WINDOWS) continue;
        this.sketch(places[2 * entry]!, places[2 * entry + 1]! + SHINGLE - 1, long, plan);
        wasm.keep(entry, bands);
      }
    },
    pairs(least, meet) {
      for (let band = 0; band < entries.plan.bands; band++)
        for (const { pairs } of matched(band, least, 0))
          for (let at = 0; at < pairs.length; at += 2) meet(pairs[at]!, pairs[at + 1]!);
    },
    alike(least, threshold) {
      const { plan } = entries;
      const job = { ...entries, ...plan, pieces: plan.bands, piece: 1, pairs: { least, threshold } };
      return share(job, helper(), (band) => matched(band, least, threshold));
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
