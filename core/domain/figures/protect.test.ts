// Published tables against somebody who subtracts them from one another: no group under ten comes out, at one time or over time.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAST_GROUP, mayFollow, OUTCOME_LADDER, protect, type Row, type Table } from "./protect.ts";

const KINDS = 3;
const CAUSES = 2;
const OUTCOMES = 5;
/** One unknown for each (kind, cause, outcome). */
const ATOMS = KINDS * CAUSES * OUTCOMES;

type Whole = readonly number[];
const atom = (kind: number, cause: number, outcome: number) => (kind * CAUSES + cause) * OUTCOMES + outcome;
const LISTS = {
  kind: {
    keys: ["0", "1", "2"],
    atoms: (key: number, outcome: number) => [0, 1].map((cause) => atom(key, cause, outcome)),
  },
  cause: {
    keys: ["0", "1"],
    atoms: (key: number, outcome: number) => [0, 1, 2].map((kind) => atom(kind, key, outcome)),
  },
} as const;
type Family = keyof typeof LISTS;

function rowsOf(whole: Whole, family: Family): Row[] {
  const { keys, atoms } = LISTS[family];
  return keys.map((key, index) => ({
    key,
    cells: [0, 1, 2, 3, 4].map((outcome) =>
      atoms(index, outcome).reduce((sum, each) => sum + whole[each]!, 0),
    ),
  }));
}

/** Each published cell as a sum of unknowns. */
function functionals(table: Table, family: Family): number[][] {
  const { keys, atoms } = LISTS[family];
  const vector = (rows: readonly string[], categories: readonly number[]) => {
    const values = new Array<number>(ATOMS).fill(0);
    for (const key of rows)
      for (const category of categories) for (const each of atoms(Number(key), category)) values[each] = 1;
    return values;
  };
  const shown = table.rows.map((row) => row.key);
  const rest = keys.filter((key) => !shown.includes(key));
  return table.columns.flatMap((categories) => [
    ...shown.map((key) => vector([key], categories)),
    ...(table.rows.length > 0 && rest.length > 0 ? [vector(rest, categories)] : []),
  ]);
}

/** An orthonormal basis of what can be computed from the published numbers. */
function basisOf(vectors: readonly (readonly number[])[]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    const left = leftOver(vector, basis);
    const length = Math.hypot(...left);
    if (length > 1e-7) basis.push(left.map((each) => each / length));
  }
  return basis;
}

function leftOver(vector: readonly number[], basis: readonly (readonly number[])[]): number[] {
  const left = [...vector];
  for (const axis of basis) {
    const dot = axis.reduce((sum, each, place) => sum + each * left[place]!, 0);
    for (let place = 0; place < left.length; place += 1) left[place]! -= dot * axis[place]!;
  }
  return left;
}

/** Every set of rows by set of outcomes that somebody could ask about, and for a change the same set at both times. */
function questions(): number[][] {
  const found: number[][] = [];
  for (const [family, { keys, atoms }] of Object.entries(LISTS)) {
    for (let rows = 1; rows < 1 << keys.length; rows += 1)
      for (let outcomes = 1; outcomes < 1 << OUTCOMES; outcomes += 1) {
        const vector = new Array<number>(ATOMS).fill(0);
        for (const [index] of LISTS[family as Family].keys.entries())
          for (let outcome = 0; outcome < OUTCOMES; outcome += 1)
            if (rows & (1 << index) && outcomes & (1 << outcome))
              for (const each of atoms(index, outcome)) vector[each] = 1;
        found.push(vector);
      }
  }
  return found;
}
const QUESTIONS = questions();

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, each, place) => sum + each * b[place]!, 0);

function leaks(whole: Whole, published: readonly (readonly number[])[]): number[] {
  const basis = basisOf(published);
  return QUESTIONS.filter((question) => {
    const answer = dot(question, whole);
    return answer > 0 && answer < LEAST_GROUP && Math.hypot(...leftOver(question, basis)) < 1e-6;
  }).map((question) => dot(question, whole));
}

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.nat(4) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 30, max: 400 }) },
);
const wholes = fc.array(cell, { minLength: ATOMS, maxLength: ATOMS });
const FAMILIES: readonly Family[] = ["kind", "cause"];
const publish = (whole: Whole, family: Family) => protect(rowsOf(whole, family), OUTCOME_LADDER, 100);

test("what is published is a whole number of the whole, each cell nothing or at least ten", () => {
  fc.assert(
    fc.property(wholes, (whole) => {
      const table = publish(whole, "kind");
      const cells = [
        ...table.rows.map((row) => row.cells),
        ...(table.rest === undefined ? [] : [table.rest]),
      ].flat();
      expect(cells.every((each) => each === 0 || each >= LEAST_GROUP)).toBe(true);
      if (table.rows.length > 0)
        expect(cells.reduce((a, b) => a + b, 0)).toBe(whole.reduce((a, b) => a + b, 0));
      for (const row of table.rows) expect(row.cells.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(100);
      expect([...table.rows.map((row) => row.key), ...table.folded].sort()).toEqual(["0", "1", "2"]);
    }),
  );
});

test("subtracting all tables of one day from one another shows no group under ten", () => {
  let shown = 0;
  fc.assert(
    fc.property(wholes, (whole) => {
      const published = FAMILIES.flatMap((family) => {
        const table = publish(whole, family);
        shown += table.rows.length;
        return functionals(table, family);
      });
      expect(leaks(whole, published)).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(shown).toBeGreaterThan(200);
});

test("the attack works: without folding it finds groups under ten", () => {
  const whole = new Array<number>(ATOMS).fill(50);
  whole[0] = 2;
  whole[OUTCOMES] = 3;
  const bare: Table = { columns: OUTCOME_LADDER[0]!, rows: rowsOf(whole, "kind"), folded: [] };
  const one = { ...bare, rows: bare.rows.slice(1), folded: ["0"], rest: bare.rows[0]!.cells };
  expect(leaks(whole, functionals(bare, "kind"))).toContain(5);
  expect(leaks(whole, functionals(one, "kind"))).toContain(5);
});

test("a later table beside an earlier one shows no change of fewer than ten", () => {
  let followed = 0;
  const change = fc.array(fc.tuple(fc.nat(ATOMS - 1), fc.nat(ATOMS - 1), fc.integer({ min: 1, max: 60 })), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      wholes,
      change,
      fc.constantFrom(...FAMILIES),
      fc.constantFrom(...FAMILIES),
      (before, moves, a, b) => {
        const after = [...before];
        for (const [from, to, count] of moves) {
          const moved = Math.min(count, after[from]!);
          after[from]! -= moved;
          after[to]! += moved;
        }
        const earlier = publish(before, a);
        const later = publish(after, b);
        if (earlier.rows.length === 0 || later.rows.length === 0) return;
        if (!mayFollow(later, earlier, a === b)) return;
        followed += moves.length > 0 ? 1 : 0;
        const published = [
          ...functionals(earlier, a).map((each) => [...each, ...new Array(ATOMS).fill(0)]),
          ...functionals(later, b).map((each) => [...new Array(ATOMS).fill(0), ...each]),
        ];
        const basis = basisOf(published);
        for (const question of QUESTIONS) {
          const difference = dot(question, after) - dot(question, before);
          if (Math.abs(difference) === 0 || Math.abs(difference) >= LEAST_GROUP) continue;
          const asked = [...question.map((each) => -each), ...question];
          // A union of blocks may have changed by less than each of its blocks; a block may not.
          const parts = QUESTIONS.filter(
            (other) => other.every((each, place) => each <= question[place]!) && other !== question,
          );
          const known = (each: number[]) =>
            Math.hypot(...leftOver([...each.map((one) => -one), ...each], basis)) < 1e-6;
          if (Math.hypot(...leftOver(asked, basis)) < 1e-6)
            expect(parts.some(known), `${difference}`).toBe(true);
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(followed).toBeGreaterThan(10);
});

describe("examples", () => {
  const row = (key: string, ...cells: number[]): Row => ({ key, cells });

  test("one small row does not stand alone in the rest: the smallest shown row joins it", () => {
    const table = protect(
      [row("a", 200, 0, 0, 100, 100), row("b", 150, 0, 0, 50, 60), row("c", 3, 0, 0, 1, 0)],
      OUTCOME_LADDER,
      100,
    );
    expect(table.rows.map((each) => each.key)).toEqual(["a"]);
    expect(table.folded).toEqual(["c", "b"]);
    expect(table.rest).toEqual([153, 0, 0, 51, 60]);
  });

  test("partly and not are joined before a row is lost, and never with a good word", () => {
    const table = protect([row("a", 100, 20, 4, 30, 50), row("b", 100, 30, 3, 40, 50)], OUTCOME_LADDER, 100);
    expect(table.columns).toEqual([[0], [1], [2, 3], [4]]);
    expect(table.rows.map((each) => each.cells)).toEqual([
      [100, 20, 34, 50],
      [100, 30, 43, 50],
    ]);
    for (const columns of OUTCOME_LADDER) expect(columns[0]).toEqual([0]);
  });

  test("a change of one request is not published by itself", () => {
    const before = protect([row("all", 500, 20, 30, 100, 350)], OUTCOME_LADDER, 100);
    const afterMoving = (moved: number) =>
      protect([row("all", 500 - moved, 20, 30, 100 + moved, 350)], OUTCOME_LADDER, 100);
    expect(mayFollow(afterMoving(1), before, true)).toBe(false);
    expect(mayFollow(afterMoving(10), before, true)).toBe(true);
    expect(mayFollow(afterMoving(0), before, true)).toBe(true);
  });
});
