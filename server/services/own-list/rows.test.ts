// By example: whose list it is, and the words by which a request is known again in it.

import { expect, test } from "vitest";
import type { PersonState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import { ownerOf } from "./owner.ts";
import { wordsFor } from "./rows.ts";

test("a list's owner is one digest for one subject, another for another issuer, county or key", () => {
  const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const subject = { issuer: "https://id.example", sub: "a" };
  const owner = ownerOf(key, "999901", subject);
  expect(owner).toHaveLength(32);
  expect(ownerOf(key, "999901", { ...subject })).toEqual(owner);
  const others = [
    ownerOf(key, "999902", subject),
    ownerOf(other, "999901", subject),
    ownerOf(key, "999901", { ...subject, sub: "b" }),
    // What stands in one part cannot be moved into the next.
    ownerOf(key, "999901", { issuer: 'https://id.example","a', sub: "" }),
    ownerOf(key, "999901", { issuer: "https://id.examplea", sub: "" }),
  ];
  expect(new Set([owner, ...others].map((each) => each.toString("hex"))).size).toBe(6);
});

const filed = {
  kind: "file",
  asks: 2,
  said: { text: "路灯坏了，电话 13900000001", asks: "修好路灯\n补井盖" },
};
const joined = { kind: "join", said: { text: "我家门口也黑" } };
const silent = { kind: "join" };
const steps = (...all: object[]) => all as unknown as Step[];
const person = (number: number) => ({ number }) as unknown as PersonState;

test("the filer's own asks, else the own words", () => {
  expect(wordsFor(steps(filed), person(0), false)).toBe("修好路灯；补井盖");
  expect(wordsFor(steps({ ...filed, said: { text: "路灯坏了" } }), person(0), false)).toBe("路灯坏了");
  // Deleted.
  expect(wordsFor(steps({ kind: "file" }), person(0), false)).toBe("");
});

test("a joiner's own words; without any another's only where they are public, and masked", () => {
  expect(wordsFor(steps(filed, silent, joined), person(2), false)).toBe("我家门口也黑");
  expect(wordsFor(steps(filed, silent, joined), person(1), false)).toBe("");
  expect(wordsFor(steps(filed, silent), person(1), true)).toBe("修好路灯；补井盖");
  const unnumbered = { kind: "file", said: { text: "路灯坏了，电话 13900000001" } };
  const shown = wordsFor(steps(unnumbered, silent), person(1), true);
  expect(shown).toContain("路灯坏了");
  expect(shown).not.toContain("13900000001");
});
