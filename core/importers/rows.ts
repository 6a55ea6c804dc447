// Rows of any table (CSV in any encoding, XLSX) and objects of JSON lines, each with the row a person would look up.

import { decodeText, lines, sniffEncoding } from "../reading/encoding.ts";
import { csvRecords } from "./csv.ts";
import { columnName, HEADER_WITHIN, headerAt, isTotal, TITLE_ROW, TOTAL_ROW } from "./header.ts";
import { FileRefused, type InputFile, type Intake } from "./importer.ts";
import { plain } from "./words.ts";
import { type SheetRow, sheetRows } from "./workbook.ts";

/** A row under a header. `get` finds a cell by any of several names of its column. */
export interface TableRow {
  readonly row: number;
  get(...names: readonly string[]): string;
}

const COLUMNS = 2_000;

/** True where a file is a workbook by its first bytes and its name. */
export async function isWorkbook(file: InputFile): Promise<boolean> {
  if (!/\.xlsx$/i.test(file.name)) return false;
  const head = await file.head(4);
  return head[0] === 0x50 && head[1] === 0x4b;
}

export function isCsv(file: InputFile): boolean {
  return /\.(csv|tsv|txt)$/i.test(file.path);
}

/** Headers already read: every importer of tables asks for the header of every table. */
const headers = new WeakMap<InputFile, Promise<readonly string[]>>();

/** The header of a table, trimmed; empty where the file is no table. Reads only what it must. */
export function headerOf(file: InputFile): Promise<readonly string[]> {
  const known = headers.get(file) ?? readHeader(file);
  headers.set(file, known);
  return known;
}

async function readHeader(file: InputFile): Promise<readonly string[]> {
  if (await isWorkbook(file)) {
    try {
      return await namesOf(sheetRows(file));
    } catch (error) {
      // A bomb or a broken workbook must not pass for a file that nobody knows.
      throw error instanceof FileRefused ? error : brokenWorkbook(error);
    }
  }
  if (!isCsv(file)) return [];
  const head = await file.head(65_536);
  const text = new TextDecoder(sniffEncoding(head)).decode(head);
  return namesOf(csvRecords(only(text)));
}

async function namesOf(batches: AsyncIterable<readonly SheetRow[]>): Promise<readonly string[]> {
  const first: SheetRow[] = [];
  try {
    for await (const batch of batches) {
      first.push(...batch.slice(0, HEADER_WITHIN - first.length));
      if (first.length >= HEADER_WITHIN) break;
    }
  } catch (error) {
    // A sheet that breaks below its header is read as far as it goes.
    if (error instanceof FileRefused || first.length === 0) throw error;
  }
  return Array.from(first[headerAt(first)]?.cells ?? [], (cell) => columnName(cell ?? ""));
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

function brokenWorkbook(error: unknown): FileRefused {
  const why = error instanceof Error ? error.message : String(error);
  return new FileRefused(
    { zh: `工作簿打不开：${why}`, en: `the workbook cannot be opened: ${why}` },
    { zh: "重新导出，或另存为 CSV。", en: "Export it again, or save it as CSV." },
  );
}

/** Streams the rows under the header. A row that cannot be split is a problem and the rest goes on. */
export async function* tableRows(file: InputFile, intake: Intake): AsyncGenerator<TableRow> {
  const source = (await isWorkbook(file)) ? sheetRows(file) : csvRows(file, intake);
  let index: Map<string, number> | undefined;
  for await (const batch of withHeader(source)) {
    for (const row of batch.above) intake.drop(isBlank(row.cells) ? EMPTY_ROW : TITLE_ROW);
    if (batch.header !== undefined) index = indexOf(batch.header.cells);
    for (const { row, cells } of batch.rows) {
      if (isBlank(cells)) intake.drop(EMPTY_ROW);
      else if (isTotal(cells)) intake.drop(TOTAL_ROW);
      else yield new Row(row, cells, index!);
    }
  }
}

const EMPTY_ROW = { zh: "空行", en: "an empty row" };

function isBlank(cells: SheetRow["cells"]): boolean {
  return cells.every((cell) => cell === undefined || cell === "" || plain(cell) === "");
}

interface HeadedRows {
  /** Rows above the header, of the first batch. */
  readonly above: readonly SheetRow[];
  readonly header?: SheetRow;
  readonly rows: readonly SheetRow[];
}

/** Batches of rows, the first with the header that was found among its first rows. */
async function* withHeader(source: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<HeadedRows> {
  let held: SheetRow[] | undefined = [];
  try {
    for await (const batch of source) {
      if (held === undefined) {
        yield { above: [], rows: batch };
        continue;
      }
      for (const row of batch) held.push(row);
      if (held.length < HEADER_WITHIN) continue;
      yield headed(held);
      held = undefined;
    }
  } catch (error) {
    // What stands before a break is kept.
    if (held !== undefined && held.length > 0) yield headed(held);
    throw error;
  }
  if (held !== undefined && held.length > 0) yield headed(held);
}

function headed(rows: readonly SheetRow[]): HeadedRows {
  const at = headerAt(rows);
  return { above: rows.slice(0, at), header: rows[at]!, rows: rows.slice(at + 1) };
}

/** The first of two columns of one name counts; a name is found as it is written and without spaces inside. */
function indexOf(header: SheetRow["cells"]): Map<string, number> {
  const index = new Map<string, number>();
  for (const name of [plain, columnName])
    for (const [at, cell] of Array.from(header, (each) => name(each ?? "")).entries())
      if (!index.has(cell)) index.set(cell, at);
  return index;
}

class Row implements TableRow {
  readonly row: number;
  private readonly cells: SheetRow["cells"];
  private readonly index: ReadonlyMap<string, number>;

  constructor(row: number, cells: SheetRow["cells"], index: ReadonlyMap<string, number>) {
    this.row = row;
    this.cells = cells;
    this.index = index;
  }

  get(...names: readonly string[]): string {
    for (const name of names) {
      const at = this.index.get(name);
      const value = at === undefined ? undefined : this.cells[at];
      if (value !== undefined && value !== "") return value;
    }
    return "";
  }
}

async function* csvRows(file: InputFile, intake: Intake): AsyncGenerator<SheetRow[]> {
  for await (const batch of csvRecords(decodeText(file.open()))) {
    for (const { row, cells, fault } of batch) {
      if (fault !== undefined) intake.problem({ row, ...FAULTS[fault] });
      if (cells.length > COLUMNS) {
        intake.refuse(
          { zh: `第 ${row} 行超过 ${COLUMNS} 列`, en: `row ${row} has more than ${COLUMNS} columns` },
          { zh: "请检查分隔符。", en: "Check the separator." },
        );
      }
    }
    yield batch.filter((record) => record.fault === undefined);
  }
}

const FAULTS = {
  quote: {
    reason: { zh: "这一行的双引号不成对，拆不成列", en: "the double quotes of this row are not in pairs" },
    mend: {
      zh: "补上或去掉多出的双引号；若在文件末尾，可能没有导出完整，请重新导出。",
      en: "Add the missing quote or take away the stray one; at the end of a file, export it again: it may be cut off.",
    },
  },
  cut: {
    reason: {
      zh: "最后一行不到表头的列数，行尾也没有换行：文件可能在这里断了",
      en: "the last row has fewer cells than the header and no end of line: the file may be cut off here",
    },
    mend: {
      zh: "重新导出；若这一行本来就完整，在行尾按一下回车再存。",
      en: "Export it again; where the row is whole, add an end of line after it.",
    },
  },
} as const;

/** An object of a JSON lines file. */
export interface JsonRow {
  readonly row: number;
  readonly value: Record<string, unknown>;
}

/** Streams the objects of a JSON lines file; a line that is no object is a problem and the rest goes on. */
export async function* jsonRows(file: InputFile, intake: Intake): AsyncGenerator<JsonRow> {
  let row = 0;
  for await (const line of lines(file.open())) {
    row += 1;
    if (line.trim() === "" || line.startsWith("#")) continue;
    let value: unknown;
    try {
      value = JSON.parse(row === 1 ? line.replace(/^\uFEFF/, "") : line);
    } catch {
      value = undefined;
    }
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
      intake.problem({
        row,
        reason: { zh: "这一行不是完整的 JSON 对象", en: "this line is not a whole JSON object" },
        mend: {
          zh: "每行应是一个 {…}；文件可能被截断，请重新导出。",
          en: "Each line should be one {…}; the file may be cut off, export it again.",
        },
      });
      continue;
    }
    yield { row, value: value as Record<string, unknown> };
  }
}
