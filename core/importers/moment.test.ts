// Moments as programs write them are read by a quick way, which must say what the patterns say.

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMoment } from "./moment.ts";

const two = (most: number) => fc.integer({ min: 0, max: most }).map((each) => String(each).padStart(2, "0"));

test("a moment with T reads as the same one with a blank, also where it is none", () => {
  const zone = fc.oneof(
    fc.constant("Z"),
    fc
      .tuple(fc.constantFrom("+", "-"), two(14), two(59))
      .map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
  );
  const written = fc
    .tuple(fc.integer({ min: 1940, max: 2160 }), two(13), two(32), two(25), two(61), two(61), zone)
    .map(([year, month, day, hour, minute, second, end]) => [
      `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`,
      `${year}-${month}-${day} ${hour}:${minute}:${second}${end}`,
    ]);
  fc.assert(
    fc.property(written, ([quick, slow]) => {
      expect(parseMoment(quick!)).toEqual(parseMoment(slow!));
    }),
    { numRuns: 5000 },
  );
});

test("what is nearly a moment is none", () => {
  expect(parseMoment("2021-06-19T08:30:00+08:00")).toEqual({ at: Date.UTC(2021, 5, 19, 0, 30) });
  for (const text of [
    "2021-06-19T08:30:00+08-00",
    "2021-06-1xT08:30:00+08:00",
    "2021-06-19T0 :30:00Z",
    "2021-02-30T08:30:00Z",
  ])
    expect(parseMoment(text)).toBeUndefined();
});

test.each([
  ["20240501", { at: Date.UTC(2024, 3, 30, 16), dayOnly: true }],
  ["20240501093000", { at: Date.UTC(2024, 4, 1, 1, 30) }],
  ["202405010930", { at: Date.UTC(2024, 4, 1, 1, 30) }],
  ["2024年5月1日 上午9:30", { at: Date.UTC(2024, 4, 1, 1, 30) }],
  ["2024/5/1 下午3:05", { at: Date.UTC(2024, 4, 1, 7, 5) }],
  ["2024/5/1 下午 12:05:09", { at: Date.UTC(2024, 4, 1, 4, 5, 9) }],
  ["2024/5/1 上午12:05", { at: Date.UTC(2024, 3, 30, 16, 5) }],
  ["2024/5/1 下午15:05", { at: Date.UTC(2024, 4, 1, 7, 5) }],
  ["20241301", undefined],
  ["20240230", undefined],
  ["24/5/1", undefined],
  ["2024/5/1 下午", undefined],
])("as clerks' tables write it: %s", (text, moment) => {
  expect(parseMoment(text)).toEqual(moment);
});
