// Where a table begins: a title, the unit that filed it and merged group names often stand above the row of column names.

import type { Words } from "../domain/facts.ts";
import { plain } from "./words.ts";

type Cells = readonly (string | undefined)[];

/** The row of column names is looked for among the first so many. */
export const HEADER_WITHIN = 10;
/** Longer cells are sentences, not names of columns. */
const LONGEST_NAME = 30;
const VALUE = /^[\d\s.,:：/%+-]+$/;
const SPACED = /(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])/g;

export const TITLE_ROW: Words = { zh: "表名或表头上面的行", en: "a title above the names of columns" };
export const TOTAL_ROW: Words = { zh: "合计行", en: "a row of totals" };

/** The place of the header among the first rows: a row that fills at least twice as many cells as the one taken before, with names alone. */
export function headerAt(rows: readonly { readonly cells: Cells }[]): number {
  let at = 0;
  for (let next = 1; next < Math.min(rows.length, HEADER_WITHIN); next++) {
    const cells = rows[next]!.cells;
    if (filled(cells) >= Math.max(3, 2 * filled(rows[at]!.cells)) && areNames(cells)) at = next;
  }
  return at;
}

/** A column's name as it is looked up: padding gone, also between Chinese characters (`姓 名`). */
export function columnName(cell: string): string {
  return plain(cell).replace(SPACED, "");
}

/** Whether a row sums up the rows above it. */
export function isTotal(cells: Cells): boolean {
  const first = cells.find((cell) => cell !== undefined && plain(cell) !== "");
  return (
    first !== undefined && first.length < 20 && /^(?:合计|总计|小计|共计)[:：]?$/.test(columnName(first))
  );
}

function filled(cells: Cells): number {
  return cells.reduce((sum, cell) => (cell === undefined || plain(cell) === "" ? sum : sum + 1), 0);
}

function areNames(cells: Cells): boolean {
  const names = cells.map((cell) => plain(cell ?? "")).filter((name) => name !== "");
  const short = names.every((name) => name.length <= LONGEST_NAME && !VALUE.test(name));
  return short && new Set(names).size === names.length;
}
