// The kernel in WebAssembly: rebuilt from its source it is the committed module, and it computes what JavaScript computes.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compiled } from "../../../test/support/assembly.ts";
import { wasmKernel } from "./fast.ts";
import { type Kernel, planFor } from "./kernel.ts";
import { KERNEL_BASE64 } from "./kernel.wasm.ts";
import { scriptKernel } from "./script.ts";

/** The memory is given, so that two threads can work over one; 128 pages hold the scratch of both and the first texts. */
const MEMORY = [
  "--importMemory",
  "--sharedMemory",
  ...["--initialMemory", "128", "--maximumMemory", "65536", "--enable", "threads"],
];

test("the committed module is what its source compiles to (LUODI_GENERATE=1 writes it anew)", () => {
  const built = compiled(import.meta.dirname, "kernel", MEMORY);
  // What was written just now is imported by the next run.
  if (process.env.LUODI_GENERATE === "1") return;
  expect(built).toBe(KERNEL_BASE64);
});

test("same keys, same counts, same likeness as JavaScript, from five characters to very long texts", () => {
  const wasm = wasmKernel()!;
  expect(wasm?.name).toBe("wasm");
  const script = scriptKernel();
  let state = 3;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
  };
  const lengths = [5, 6, 7, 8, 9, 12, 31, 64, 127, 128, 132, 133, 160, 300, 301, 2000, 33_000, 90_000];
  const starts: number[] = [];
  let end = 0;
  const write = (kernel: Kernel, at: number, values: number[]) => {
    const units = kernel.room(at + values.length + 16);
    for (const [place, value] of values.entries()) units[at + place] = value;
  };
  for (const length of lengths) {
    const values = Array.from({ length }, () => 0x4e00 + next(length > 500 ? 40 : 200));
    starts.push(end);
    write(wasm, end, values);
    write(script, end, values);
    end += length;
  }
  const plan = planFor(0.8);
  for (const [at, length] of lengths.entries())
    for (const long of [true, false]) {
      const keys = (kernel: Kernel) =>
        Array.from(kernel.sketch(starts[at]!, length, long, plan).subarray(0, plan.bands));
      expect(keys(wasm)).toEqual(keys(script));
      expect(wasm.distinct(starts[at]!, length)).toBe(script.distinct(starts[at]!, length));
    }
  for (const kernel of [wasm, script]) {
    // A text is equal to itself, not to the same one shifted by a sign; nothing is equal to nothing.
    expect(kernel.equal(starts[10]!, starts[10]!, 31)).toBe(true);
    expect(kernel.equal(starts[10]!, starts[10]! + 1, 31)).toBe(false);
    expect(kernel.equal(starts[4]!, starts[6]!, 0)).toBe(true);
  }
  for (const [at, length] of lengths.entries()) {
    expect(wasm.hold(starts[at]!, length)).toBe(script.hold(starts[at]!, length));
    for (const [other, size] of lengths.entries())
      for (const misses of [5, 1_000_000])
        expect(wasm.shared(starts[other]!, size, misses)).toBe(script.shared(starts[other]!, size, misses));
  }
});

test("the same pairs in the same order as JavaScript, however many share a band", () => {
  const [wasm, script] = [wasmKernel()!, scriptKernel()];
  const sizes = { one: 90, many: 6000 };
  const plan = planFor(0.8);
  let state = 5;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % most;
  };
  // One text with a sign changed here and there, so that everything meets everything; and many of which few are alike.
  for (const [name, count] of Object.entries(sizes)) {
    const length = 150;
    const stem = Array.from({ length }, () => 0x4e00 + next(3000));
    const kernels = [wasm, script];
    for (const kernel of kernels) kernel.room(count * length + 16);
    for (let text = 0; text < count; text++) {
      const values = name === "one" || next(10) === 0 ? [...stem] : stem.map(() => 0x4e00 + next(3000));
      for (let changes = next(8); changes >= 0; changes--) values[next(length)] = 0x6000 + next(3);
      for (const kernel of kernels) kernel.room(0).set(values, text * length);
    }
    const told = kernels.map((kernel) => {
      const texts = Uint32Array.from({ length: count }, (_, text) => text);
      const starts = Float64Array.from(texts, (text) => text * length);
      const lengths = new Uint32Array(count).fill(length);
      kernel.sketchAll({ starts, lengths, characters: count * length }, texts, true, plan);
      return [50, 0].map((least) => {
        const pairs: number[] = [];
        kernel.pairs(least, (later, earlier) => pairs.push(later * count + earlier));
        expect(new Set(pairs).size).toBe(pairs.length);
        return pairs;
      });
    });
    expect(told[0]).toEqual(told[1]);
    expect(told[0]![0]!.length).toBeGreaterThan(count);
    expect(told[0]![1]!.length).toBeGreaterThan(told[0]![0]!.length);
  }
});

test("more entries than the memory holds are refused, not laid over each other", () => {
  const texts = new Uint32Array(20_000_000);
  const stored = { starts: new Float64Array(1), lengths: new Uint32Array([50]), characters: 1000 };
  expect(() => wasmKernel()!.sketchAll(stored, texts, true, planFor(0.8))).toThrow(RangeError);
});

test("texts with a common head or tail share exactly the windows that sets of strings share", () => {
  const kernel = wasmKernel()!;
  const word = (letters: number) =>
    fc.string({ unit: fc.constantFrom(..."甲乙丙丁戊己庚辛".slice(0, letters)), maxLength: 40 });
  // Few letters make windows that repeat, many make windows that all differ.
  const parts = fc
    .integer({ min: 2, max: 8 })
    .chain((letters) => fc.array(word(letters), { minLength: 4, maxLength: 4 }));
  const windowsOf = (text: string) =>
    new Set(Array.from({ length: text.length - 4 }, (_, at) => text.slice(at, at + 5)));
  fc.assert(
    fc.property(parts, fc.constantFrom("甲乙丙丁戊", ""), ([head, one, other, tail], more) => {
      const texts = [
        `${more}${head}${one}${tail}${more}壬癸子丑寅`,
        `${more}${head}${other}${tail}${more}壬癸子丑寅`,
      ];
      const [held, met] = texts.map(windowsOf) as [Set<string>, Set<string>];
      const at = texts[0]!.length;
      const units = kernel.room(at + texts[1]!.length + 16);
      for (const [place, unit] of [...texts.join("")].entries()) units[place] = unit.charCodeAt(0);
      expect(kernel.hold(0, at)).toBe(held.size);
      const both = [...met].filter((each) => held.has(each)).length;
      expect(kernel.shared(at, texts[1]!.length, 1_000_000)).toBe(both);
    }),
    { numRuns: 2000 },
  );
});
