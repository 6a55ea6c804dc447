// The order in which facts are looked at does not depend on where they were read.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "./facts.ts";
import { contentsOf, ownId, putInOrder } from "./record.ts";

const SAID = fc.record(
  {
    at: fc.nat(3),
    id: fc.constantFrom("1", "2"),
    name: fc.constantFrom("甲", "乙"),
    text: fc.string({ maxLength: 1 }),
  },
  { requiredKeys: [] },
);

test("facts stand by time and by what they say, whatever rows and files they came from", () => {
  fc.assert(
    fc.property(fc.array(SAID), fc.array(fc.nat(), { minLength: 20 }), (said, shuffle) => {
      const read = (file: string, all: readonly object[]): Fact[] =>
        all.map((each, row) => ({ ...each, source: { file, row } }));
      const one = read("a.csv", said);
      const moved = said.toSorted((a, b) => shuffle[said.indexOf(a) % 20]! - shuffle[said.indexOf(b) % 20]!);
      const other = read("b/c.csv", moved);
      putInOrder(one);
      putInOrder(other);
      expect(other.map(contentsOf)).toEqual(one.map(contentsOf));
      const times = one.map((fact) => (fact as { at?: number }).at ?? Number.POSITIVE_INFINITY);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

test("an id made up from file and row is no id, and no part of what a record says", () => {
  const source = { file: "a.csv", row: 7 };
  expect(ownId({ source, id: "a.csv#7" } as Fact)).toBeUndefined();
  expect(ownId({ source, id: "a.csv#8" } as Fact)).toBe("a.csv#8");
  const from = (file: string) =>
    contentsOf({ source: { file, row: 7 }, id: `${file}#7`, name: "甲" } as Fact);
  expect(from("b.csv")).toBe(from("a.csv"));
});
