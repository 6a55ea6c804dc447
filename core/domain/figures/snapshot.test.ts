// What may be published of a period beside what was published before, and what each number says.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Row } from "./protect.ts";
import { countOf, figuresOf, isSame, mayPublish, type Snapshot, type Subject, shareOf } from "./snapshot.ts";

const row = (key: string, ...cells: number[]): Row => ({ key, cells });
const taken = (subject: Subject, takenAt: number, ...rows: Row[]): Snapshot => ({
  ...{ period: "2026-05", subject, takenAt },
  figures: figuresOf(subject, rows),
});
const cells = fc
  .tuple(fc.nat(300), fc.nat(60), fc.nat(60), fc.nat(200), fc.nat(300))
  .map((each) => [...each]);

test("tables of one moment stand beside one another; each is the same whole", () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 3, maxLength: 6 }), (kinds) => {
      const rows = kinds.map((each, place) => row(String(place), ...each));
      const whole = [0, 1, 2, 3, 4].map((place) => kinds.reduce((sum, each) => sum + each[place]!, 0));
      const headline = taken("headline", 1, row("all", ...whole));
      const table = taken("kinds", 1, ...rows);
      expect(mayPublish(table, [headline])).toBe(true);
      expect(mayPublish(headline, [table])).toBe(true);
    }),
  );
});

test("a few changes published by kind after the headline would show them; they wait", () => {
  const headline = taken("headline", 1, row("all", 400, 50, 60, 100, 390));
  const later = (moved: number) =>
    taken("kinds", 2, row("a", 200 - moved, 25, 30, 50 + moved, 195), row("b", 200, 25, 30, 50, 195));
  expect(mayPublish(later(3), [headline])).toBe(false);
  expect(mayPublish(later(12), [headline])).toBe(true);
  expect(mayPublish({ ...later(3), period: "2026-04" }, [headline])).toBe(true);
});

test("the sample is not shown where nearly everybody was drawn, nor twice", () => {
  const headline = taken("headline", 1, row("all", 200, 0, 0, 100, 120));
  expect(mayPublish(taken("sample", 2, row("all", 196, 0, 0, 80, 144)), [headline])).toBe(false);
  const sample = taken("sample", 2, row("all", 100, 0, 0, 60, 110));
  expect(mayPublish(sample, [headline])).toBe(true);
  expect(mayPublish({ ...sample, takenAt: 3 }, [headline, sample])).toBe(false);
});

test("places always leave something out, without its number", () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (towns) => {
      const { table } = figuresOf(
        "places",
        towns.map((each, place) => row(String(place), ...each)),
      );
      expect(table.rest).toBeUndefined();
      expect(table.folded.length).toBeGreaterThan(0);
    }),
  );
});

test("a pair is shown whole or not at all", () => {
  const rows = [row("all", 400, 50, 60, 100, 390)];
  expect(figuresOf("headline", rows, { bounced: [9, 991], voice: [0, 1000] })).toMatchObject({
    voice: [0, 1000],
  });
  expect(figuresOf("headline", rows, { bounced: [9, 991] })).not.toHaveProperty("bounced");
  expect(figuresOf("headline", rows, { bounced: [995, 5] })).not.toHaveProperty("bounced");
});

test("a share takes whatever is joined with “unanswered” both ways, and never counts it as solved", () => {
  fc.assert(
    fc.property(cells, (each) => {
      const { table } = figuresOf("headline", [row("all", ...each)]);
      const share = table.rows[0] === undefined ? undefined : shareOf(table.columns, table.rows[0].cells);
      if (share === undefined) return;
      const whole = each.reduce((sum, cell) => sum + cell, 0);
      expect(share.solved).toBe(each[0]);
      expect(share.low).toBeCloseTo(each[0]! / whole, 12);
      expect(share.high).toBeGreaterThanOrEqual((each[0]! + each[4]!) / whole - 1e-12);
      const denied = countOf(table, [2, 3]);
      if (denied !== undefined) expect(denied).toBe(each[2]! + each[3]!);
    }),
  );
});

test("what came back from the database in another order of names is the same", () => {
  const figures = figuresOf("headline", [row("all", 400, 50, 60, 100, 390)], { out: 3, voice: [500, 500] });
  const shuffled = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(figures).reverse())));
  expect(isSame(figures, shuffled)).toBe(true);
  expect(isSame(figures, { ...shuffled, out: 4 })).toBe(false);
});
