// Tables that no subtraction takes apart: rows are folded together and columns joined until every cell is 0 or at least ten.

/** No group under this is shown. */
export const LEAST_GROUP = 10;

/** Counts of one row, by category. */
export interface Row {
  readonly key: string;
  readonly cells: readonly number[];
}

/** A way to join the categories: each column lists the categories that it counts together. */
export type Columns = readonly (readonly number[])[];

/** A table as it may be published. Everything that is not a row by itself stands in the rest, so that rows and rest make the whole. */
export interface Table {
  readonly columns: Columns;
  readonly rows: readonly Row[];
  /** Absent where nothing is left. */
  readonly rest?: readonly number[];
  /** Named, and without numbers of their own: what the rest holds, and rows in which there is nothing. */
  readonly folded: readonly string[];
}

/** Ways to count the five outcomes, from the finest; what is joined never makes anything look better. */
export const OUTCOME_LADDER: readonly Columns[] = [
  [[0], [1], [2], [3], [4]],
  [[0], [1], [2, 3], [4]],
  [[0], [2, 3], [1, 4]],
  [[0], [1, 2, 3, 4]],
];

const sum = (cells: readonly number[]) => cells.reduce((all, each) => all + each, 0);

export function mayShow(count: number): boolean {
  return count === 0 || count >= LEAST_GROUP;
}

function joined(cells: readonly number[], columns: Columns): number[] {
  return columns.map((column) => sum(column.map((category) => cells[category] ?? 0)));
}

function added(rows: readonly (readonly number[])[], width: number): number[] {
  const whole = new Array<number>(width).fill(0);
  for (const cells of rows) for (let place = 0; place < width; place += 1) whole[place]! += cells[place]!;
  return whole;
}

/** One way of joining: rows that may stand by themselves, and the rest, into which the smallest are folded until it may be shown too. */
function tableAt(rows: readonly Row[], columns: Columns, leastRow: number): Table {
  const counted = rows.map(({ key, cells }) => ({ key, cells: joined(cells, columns) }));
  const shown = counted.filter(({ cells }) => sum(cells) >= leastRow && cells.every(mayShow));
  const order = [...shown].sort((a, b) => sum(a.cells) - sum(b.cells) || (a.key < b.key ? -1 : 1));
  const folded = counted.filter((row) => !shown.includes(row));
  for (;;) {
    const rest = added(
      folded.map((row) => row.cells),
      columns.length,
    );
    if (rest.every(mayShow)) {
      const kept = shown.filter((row) => !folded.includes(row));
      return {
        columns,
        rows: kept,
        ...(sum(rest) === 0 ? {} : { rest }),
        folded: folded.map((row) => row.key),
      };
    }
    const smallest = order.shift();
    if (smallest === undefined) return { columns, rows: [], folded: counted.map((row) => row.key) };
    folded.push(smallest);
  }
}

/**
 * The table with the most rows; of several, the one with the finest columns. Each published cell is 0 or at least `LEAST_GROUP`, and the
 * cells are disjoint: whatever is added or subtracted is a union of cells. `leastRow`: the smallest row that stands by itself.
 */
export function protect(rows: readonly Row[], ladder: readonly Columns[], leastRow: number): Table {
  const tables = ladder.map((columns) => tableAt(rows, columns, leastRow));
  return tables.reduce((best, table) => (table.rows.length > best.rows.length ? table : best));
}

/**
 * True where two tables of one period that were taken at two times, read together, show no change of fewer than `LEAST_GROUP` requests.
 * Tables by different keys meet in their totals (`sameKeys` false). What both count together is compared; the rest cannot be subtracted.
 */
export function mayFollow(later: Table, earlier: Table, sameKeys: boolean): boolean {
  const blocks = new Blocks();
  for (const [table, side] of [
    [earlier, 0],
    [later, 1],
  ] as const) {
    const keys = sameKeys ? keysOf(later, earlier) : ["*"];
    const shown = new Set(table.rows.map((row) => row.key));
    for (const [column, categories] of table.columns.entries()) {
      const rest = keys.filter((key) => !shown.has(key));
      const cells = sameKeys
        ? [
            ...table.rows.map((row) => ({ keys: [row.key], count: row.cells[column]! })),
            ...(rest.length === 0 ? [] : [{ keys: rest, count: table.rest?.[column] ?? 0 }]),
          ]
        : [{ keys, count: totalOf(table)[column]! }];
      for (const cell of cells)
        blocks.put(
          cell.keys.flatMap((key) => categories.map((category) => `${category} ${key}`)),
          side,
          cell.count,
        );
    }
  }
  return blocks.changes().every(mayShow);
}

export function totalOf({ rows, rest, columns }: Table): number[] {
  return added([...rows.map((row) => row.cells), ...(rest === undefined ? [] : [rest])], columns.length);
}

function keysOf(...tables: readonly Table[]): string[] {
  return [...new Set(tables.flatMap((table) => [...table.rows.map((row) => row.key), ...table.folded]))];
}

/** The smallest sets of requests that both tables count as a whole, with what each counted. */
class Blocks {
  readonly #parent = new Map<string, string>();
  readonly #counts: { readonly of: string; readonly side: 0 | 1; readonly count: number }[] = [];

  put(members: readonly string[], side: 0 | 1, count: number): void {
    const [first, ...others] = members;
    for (const each of others) this.#parent.set(this.#root(each), this.#root(first!));
    this.#counts.push({ of: first!, side, count });
  }

  /** How much each block grew or shrank. */
  changes(): number[] {
    const change = new Map<string, number>();
    for (const { of, side, count } of this.#counts) {
      const root = this.#root(of);
      change.set(root, (change.get(root) ?? 0) + (side === 1 ? count : -count));
    }
    return [...change.values()].map(Math.abs);
  }

  #root(member: string): string {
    let at = member;
    for (let up = this.#parent.get(at); up !== undefined && up !== at; up = this.#parent.get(at)) at = up;
    return at;
  }
}
