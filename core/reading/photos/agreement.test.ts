// Copies lie where they should, shifted pictures beside it; faint pictures are judged by their cracks, not by the fall of the light.

import { expect, test } from "vitest";
import { agreement, type Overlay } from "./agreement.ts";
import { type Grey, halved, stretched, summed } from "./picture.ts";

const SIZE = 240;
const IN_PLACE: Overlay = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

/** Waves of several lengths: structure in every block, shade `middle` ± `range`. */
const waves = (range: number, atX = 0, atY = 0, slope = 0): Grey => ({
  width: SIZE,
  height: SIZE,
  data: Uint8Array.from({ length: SIZE * SIZE }, (_, at) => {
    const x = (at % SIZE) + atX;
    const y = Math.floor(at / SIZE) + atY;
    const sum = Math.sin(x / 3) + Math.sin(y / 3.5) + Math.sin((x + 2 * y) / 6) + Math.sin((2 * x - y) / 7);
    return 120 + (range * sum) / 4 + slope * x;
  }),
});

test("a picture on itself: everything the same, nothing beside its place", () => {
  const picture = summed(waves(90));
  const found = agreement(picture, picture, IN_PLACE);
  expect(found).toMatchObject({ same: 1, blocks: 100 });
  expect(found.middle).toBeCloseTo(1, 6);
  expect(found.drift).toBeCloseTo(0, 6);
});

test.each([
  [1, 0],
  [0, 1],
  [-1, 1],
])("drift measures how far a picture lies beside its place (%i, %i), brighter or not", (x, y) => {
  const moved = waves(90, x, y);
  const brighter = { ...moved, data: moved.data.map((value) => value * 0.7 + 70) };
  for (const other of [moved, brighter]) {
    const { drift } = agreement(summed(waves(90)), summed(other), IN_PLACE);
    expect(drift).toBeGreaterThan(Math.hypot(x, y) * 0.7);
    expect(drift).toBeLessThan(Math.hypot(x, y) * 1.1);
  }
});

test("depth that moves near things only is drift; a stamp on a copy is none", () => {
  const [still, shifted] = [waves(90), waves(90, 1.5, 0)];
  const mixed = (from: (x: number, y: number) => number) =>
    Uint8Array.from(still.data, (_, at) => from(at % SIZE, Math.floor(at / SIZE)));
  const near = mixed((x, y) => (y > SIZE * 0.4 ? shifted : still).data[y * SIZE + x]!);
  const stamped = mixed((x, y) => (y > SIZE * 0.7 ? 255 : still.data[y * SIZE + x]!));
  const told = (data: Uint8Array) => agreement(summed(still), summed({ ...still, data }), IN_PLACE);
  expect(told(near).drift).toBeGreaterThan(1);
  expect(told(stamped).drift).toBeLessThan(0.05);
  expect(told(stamped).same).toBeGreaterThan(0.6);
});

test("faint structure is enough, the fall of the light alone is not", () => {
  const faint = summed(waves(9));
  expect(agreement(faint, faint, IN_PLACE)).toMatchObject({ same: 1 });
  expect(agreement(faint, faint, IN_PLACE).blocks).toBeGreaterThanOrEqual(50);
  const light = summed(waves(0, 0, 0, 0.3));
  expect(agreement(light, light, IN_PLACE).blocks).toBe(0);
});

test("light cut off at white, and a stamp on a bare wall, are no difference; other structure is", () => {
  const faint = waves(6);
  const bright = waves(110);
  const copy = (data: Uint8Array, of: Grey) => agreement(summed(of), summed({ ...of, data }), IN_PLACE);
  const cut = copy(
    Uint8Array.from(bright.data, (value) => Math.min(255, value * 1.5)),
    bright,
  );
  expect(cut.middle).toBeGreaterThan(0.97);
  expect(cut.drift).toBeLessThan(0.05);
  const stamped = (of: Grey) =>
    Uint8Array.from(of.data, (value, at) => (at > 0.8 * SIZE * SIZE && at % 7 < 3 ? 255 : value));
  expect(copy(stamped(faint), faint).same).toBeGreaterThan(0.7);
  expect(copy(stamped(faint), faint).middle).toBeGreaterThan(0.97);
  const other = agreement(summed(faint), summed({ ...faint, data: stamped(waves(6, 47, 31)) }), IN_PLACE);
  expect(other.middle).toBeLessThan(0.9);
});

test("half the size is the mean of four; a line keeps its pixel", () => {
  const four = { width: 2, height: 2, data: Uint8Array.of(10, 20, 30, 41) };
  expect(halved(four)).toEqual({ width: 1, height: 1, data: Uint8Array.of(25) });
  expect(halved({ width: 3, height: 1, data: Uint8Array.of(8, 4, 9) })).toEqual({
    width: 1,
    height: 1,
    data: Uint8Array.of(6),
  });
});

test("stretching reaches from black to white, but leaves one shade as it is", () => {
  const dim = { width: 200, height: 1, data: Uint8Array.from({ length: 200 }, (_, at) => 100 + at / 10) };
  const { data } = stretched(dim);
  // (110 - 100) / (119 - 100) of 255 in the middle.
  expect([data[0], data[100], data[199]]).toEqual([0, 134, 255]);
  const one = { width: 2, height: 1, data: Uint8Array.of(7, 7) };
  expect(stretched(one)).toEqual(one);
});
