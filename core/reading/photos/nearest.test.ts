// The comparison of key points in WebAssembly: rebuilt from its source it is the committed module, and it finds what looking finds.

import { expect, test } from "vitest";
import { compiled } from "../../../test/support/assembly.ts";
import type { Features } from "./features.ts";
import { matches } from "./nearest.ts";
import { NEAREST_BASE64 } from "./nearest.wasm.ts";
import { distance } from "./pdq.ts";

test("the committed module is what its source compiles to (LUODI_GENERATE=1 writes it anew)", () => {
  const built = compiled(import.meta.dirname, "nearest");
  // What was written just now is imported by the next run.
  if (process.env.LUODI_GENERATE === "1") return;
  expect(built).toBe(NEAREST_BASE64);
});

test.each([
  [0, 0],
  [0, 9],
  [1, 1],
  [40, 90],
  [700, 300],
  [2560, 1280],
])(
  "%i and %i points: the pairs nearest to each other, the first of equals, and none too far",
  (first, second) => {
    let state = first + 3;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state ^ (state >>> 13)) >>> 0;
    };
    const some = Array.from({ length: 60 }, () => Uint32Array.from({ length: 8 }, next));
    // Copies of a few descriptors with up to 90 bits changed: partners near, far, and equally near.
    const pointsOf = (size: number): Features => {
      const descriptors = new Uint32Array(size * 8);
      for (let at = 0; at < size; at++) {
        const one = some[next() % some.length]!.slice();
        for (let flip = next() % 91; flip > 0; flip--) one[next() % 8]! ^= 1 << (next() % 32);
        descriptors.set(one, at * 8);
      }
      // All bits different from the first: 256 must not count as 0.
      if (size > 1) for (let word = 0; word < 8; word++) descriptors[8 + word] = ~descriptors[word]! >>> 0;
      const none = new Float32Array(size);
      return { size, x: none, y: none, angle: none, patch: none, descriptors, width: 9, height: 9 };
    };
    const from = pointsOf(first);
    const to = pointsOf(second);
    if (first > 1 && second > 1) to.descriptors.set(from.descriptors.subarray(8, 16), 0);
    const best = (a: Features, b: Features, at: number) => {
      let [found, least] = [-1, 72];
      for (let other = 0; other < b.size; other++) {
        const away = distance(a.descriptors, b.descriptors, at * 8, other * 8);
        if (away < least) [found, least] = [other, away];
      }
      return found;
    };
    const wanted = Array.from({ length: first }, (_, one) => [one, best(from, to, one)] as const).filter(
      ([one, other]) => other >= 0 && best(to, from, other) === one,
    );
    const [left, right] = matches(from, to);
    expect(Array.from(left, (one, at) => [one, right[at]])).toEqual(wanted);
  },
);
