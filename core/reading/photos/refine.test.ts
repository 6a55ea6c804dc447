// A picture laid roughly over another finds its place to a fraction of a pixel, under a watermark and inside a screenshot too.

import { expect, test } from "vitest";
import type { Overlay } from "./agreement.ts";
import { type Grey, summed } from "./picture.ts";
import { refined } from "./refine.ts";

const WIDE = 256;
const HIGH = 192;
const shade = (x: number, y: number) =>
  120 +
  20 * (Math.sin(x / 9) + Math.sin(y / 7) + Math.sin((x + 2 * y) / 17) + Math.sin((2 * x - y) / 23)) +
  x / 8;

const picture = (width: number, height: number, at: (x: number, y: number) => number): Grey => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, place) =>
    Math.max(0, Math.min(255, Math.round(at((place % width) + 0.5, Math.floor(place / width) + 0.5)))),
  ),
});
const original = picture(WIDE, HIGH, shade);
const corner = ({ a, b, c, d, e, f }: Overlay, x: number, y: number) => [
  a * x + b * y + c,
  d * x + e * y + f,
];

test("a shifted and slightly enlarged copy, darker, under a watermark", () => {
  const copy = picture(WIDE, HIGH, (x, y) =>
    x < 130 && y > 140
      ? 20 + 0.4 * shade(x * 1.02 + 3, y * 1.02 + 2)
      : 0.8 * shade(x * 1.02 + 3, y * 1.02 + 2),
  );
  const start: Overlay = { a: 1, b: 0, c: 5, d: 0, e: 1, f: 4 };
  // The strict one: the watermark weighs little.
  const found = refined(summed(copy), summed(original), start).at(-1)!;
  for (const [x, y] of [
    [20, 20],
    [200, 30],
    [180, 160],
  ] as const) {
    const [u, v] = corner(found, x, y);
    expect(Math.abs(u! - (x * 1.02 + 3))).toBeLessThan(0.1);
    expect(Math.abs(v! - (y * 1.02 + 2))).toBeLessThan(0.1);
  }
});

test("a photograph that fills a third of a screenshot", () => {
  const screen = picture(128, 256, (x, y) => (y < 80 || y >= 176 ? 0 : shade(x * 2, (y - 80) * 2)));
  const start: Overlay = { a: 1.97, b: 0, c: 3, d: 0.015, e: 2, f: -157 };
  const found = refined(summed(screen), summed(original), start).at(-1)!;
  for (const [x, y] of [
    [10, 90],
    [120, 170],
  ] as const) {
    const [u, v] = corner(found, x, y);
    expect(Math.abs(u! - 2 * x)).toBeLessThan(0.2);
    expect(Math.abs(v! - 2 * (y - 80))).toBeLessThan(0.2);
  }
});

test("where nothing fits, the start stays", () => {
  const nothing = picture(WIDE, HIGH, () => 90);
  const start: Overlay = { a: 1, b: 0, c: 5, d: 0, e: 1, f: 4 };
  expect(refined(summed(nothing), summed(original), start)).toEqual([start]);
});
