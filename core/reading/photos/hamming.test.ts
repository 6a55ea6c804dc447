// The index of fingerprints against looking at every one.

import { expect, test } from "vitest";
import { HammingIndex } from "./hamming.ts";
import { distance } from "./pdq.ts";

test("finds exactly what a full scan finds, before and after the lists are built", () => {
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state ^ (state >>> 11)) >>> 0;
  };
  const index = new HammingIndex();
  const all: Uint32Array[] = [];
  for (let at = 0; at < 12_000; at++) {
    const hash =
      at % 3 === 0 && at > 0 ? all[next() % all.length]!.slice() : Uint32Array.from({ length: 8 }, next);
    for (let flip = next() % 40; flip > 0 && at % 3 === 0; flip--) {
      const bit = next() % 256;
      hash[bit >> 5] = (hash[bit >> 5]! ^ (1 << (bit & 31))) >>> 0;
    }
    all.push(hash);
    expect(index.add(hash)).toBe(at);
    if (at % 400 !== 0) continue;
    for (const most of [0, 15, 31]) {
      const wanted = all.flatMap((each, other) => (distance(each, hash) <= most ? [other] : []));
      expect(
        index
          .near(hash, most)
          .map((each) => each.at)
          .sort((a, b) => a - b),
      ).toEqual(wanted);
    }
  }
  expect(() => index.near(all[0]!, 32)).toThrow(RangeError);
});
