// PDQ against answers that follow from its definition: the rows of the cosine matrix are orthonormal, so a picture
// composed from chosen frequencies must give exactly those frequencies back.

import { describe, expect, test } from "vitest";
import { bitsOf, distance, fingerprint, frequencies, quality, SIDE, TURNS, toHex, turned } from "./pdq.ts";

const cosine = (frequency: number, at: number) =>
  Math.sqrt(2 / SIDE) * Math.cos((Math.PI / 2 / SIDE) * frequency * (2 * at + 1));

/** The picture whose frequency (row + 1, column + 1) is given by `value`. */
function pictureOf(value: (row: number, column: number) => number, grey = 128): Float64Array {
  const picture = new Float64Array(SIDE * SIDE).fill(grey);
  for (let row = 0; row < 16; row++)
    for (let column = 0; column < 16; column++)
      for (let y = 0; y < SIDE; y++)
        for (let x = 0; x < SIDE; x++)
          picture[y * SIDE + x]! += value(row, column) * cosine(row + 1, y) * cosine(column + 1, x);
  return picture;
}

describe("known answers", () => {
  test.each([
    // A checkerboard of frequencies: odd bit numbers in even rows, even bit numbers in odd rows.
    [(row: number, column: number) => ((row + column) % 2 === 1 ? 20 : -20), "5555aaaa".repeat(8)],
    // The upper half of the rows: bits 0 to 127, which are the last 32 digits.
    [(row: number) => (row < 8 ? 20 : -20), "0".repeat(32) + "f".repeat(32)],
    // The left half of the columns: the low eight bits of every sixteen.
    [(_row: number, column: number) => (column < 8 ? 20 : -20), "00ff".repeat(16)],
  ])("chosen frequencies come back as bits (%#)", (value, hex) => {
    expect(toHex(fingerprint(pictureOf(value)).hash)).toBe(hex);
  });

  test("the transform gives the chosen numbers, and the constant grey does not matter", () => {
    const value = (row: number, column: number) => Math.sin(row * 16 + column) * 30;
    const found = frequencies(pictureOf(value, 200));
    for (let row = 0; row < 16; row++)
      for (let column = 0; column < 16; column++)
        expect(found[row * 16 + column]).toBeCloseTo(value(row, column), 9);
  });

  test("as many ones as zeros, above the lower median", () => {
    const hash = bitsOf(Float64Array.from({ length: 256 }, (_, at) => (at * 97) % 256));
    expect(distance(hash, new Uint32Array(8))).toBe(128);
    for (let at = 0; at < 256; at++)
      expect((hash[at >> 5]! >>> (at & 31)) & 1).toBe((at * 97) % 256 > 127 ? 1 : 0);
  });

  test("quality: nothing for a plain picture, full for a chessboard, as computed by hand for one edge", () => {
    expect(quality(new Uint8Array(SIDE * SIDE).fill(90))).toBe(0);
    expect(quality(Uint8Array.from({ length: SIDE * SIDE }, (_, at) => ((at + (at >> 6)) % 2) * 255))).toBe(
      100,
    );
    // One upright edge of full contrast: 64 steps of 100, over 90.
    expect(quality(Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE < 30 ? 0 : 255)))).toBe(71);
  });
});

test.each(TURNS)("$turn: turning the frequencies is turning the picture", ({ turn, swap, backX, backY }) => {
  const picture = Float64Array.from(
    { length: SIDE * SIDE },
    (_, at) => (Math.imul(at + 1, 2654435761) >>> 8) % 256,
  );
  const moved = picture.map((_, at) => {
    const x = backX ? SIDE - 1 - (at % SIDE) : at % SIDE;
    const y = backY ? SIDE - 1 - (at >> 6) : at >> 6;
    return swap ? picture[x * SIDE + y]! : picture[y * SIDE + x]!;
  });
  expect(toHex(bitsOf(turned(frequencies(picture), turn)))).toBe(toHex(fingerprint(moved).hash));
});

test("rotate90 is clockwise: what stood at the top left stands at the top right", () => {
  const { swap, backX, backY } = TURNS.find((each) => each.turn === "rotate90")!;
  const from = (x: number, y: number) => {
    const [u, v] = [backX ? SIDE - 1 - x : x, backY ? SIDE - 1 - y : y];
    return swap ? [v, u] : [u, v];
  };
  expect(from(SIDE - 1, 0)).toEqual([0, 0]);
});
