// The number: every wrong digit and every swap is found; nothing confusable is given out; chance decides and nothing else.

import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkDigit,
  isLink,
  isNumber,
  linkFrom,
  numberFrom,
  readNumber,
  sayNumber,
  showNumber,
} from "./number.ts";

const bodies = fc.integer({ min: 0, max: 9_999_999 }).map((value) => String(value).padStart(7, "0"));

describe("the check digit", () => {
  test("known answers of Verhoeff's scheme", () => {
    expect(checkDigit("236")).toBe("3");
    expect(checkDigit("12345")).toBe("1");
  });

  test("finds every single wrong digit and every swap of neighbours", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const number = body + checkDigit(body);
        expect(isNumber(number)).toBe(true);
        for (let place = 0; place < 8; place += 1) {
          for (let digit = 0; digit < 10; digit += 1) {
            if (String(digit) === number[place]) continue;
            expect(isNumber(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false);
          }
          const swapped =
            number.slice(0, place) + (number[place + 1] ?? "") + number[place] + number.slice(place + 2);
          if (place < 7 && swapped !== number) expect(isNumber(swapped)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a number that is given out", () => {
  const many = Array.from({ length: 3000 }, () => numberFrom(randomBytes(64))).filter(
    (each) => each !== undefined,
  );

  test("is eight digits, checks, and has no run that ears lose count of", () => {
    expect(many.length).toBe(3000);
    for (const number of many) {
      expect(number).toMatch(/^[2-9]\d{7}$/);
      expect(isNumber(number)).toBe(true);
      expect(number).not.toMatch(/(\d)\1\1|(\d\d)\2|0123|1234|2345|3456|4567|5678|6789|9876|8765|7654|6543/);
    }
  });

  test("does not follow from the one before", () => {
    const steps = many.slice(1).map((number, index) => Number(number) - Number(many[index]));
    expect(new Set(steps).size).toBeGreaterThan(2900);
  });

  test("the same bytes give the same number; no bytes give none", () => {
    const bytes = randomBytes(64);
    expect(numberFrom(bytes)).toBe(numberFrom(bytes));
    expect(numberFrom(new Uint8Array(0))).toBeUndefined();
  });

  test("is read as people write and say it", () => {
    const number = many[0]!;
    expect(readNumber(showNumber(number))).toBe(number);
    expect(readNumber(number.replace(/1/g, "幺"))).toBe(number);
    expect(readNumber([...number].map((digit) => "０１２３４５６７８９"[Number(digit)]).join(""))).toBe(
      number,
    );
    expect(sayNumber("23411234")).toBe("二 三 四 幺，幺 二 三 四");
    expect(readNumber("12345")).toBeUndefined();
  });
});

test("a link has over 128 bits and no letters that look alike", () => {
  const link = linkFrom(randomBytes(64));
  expect(isLink(link)).toBe(true);
  expect(link).not.toMatch(/[01ilo]/);
  expect(Math.log2(31) * link.length).toBeGreaterThan(128);
  expect(() => linkFrom(new Uint8Array(8))).toThrow(RangeError);
});
