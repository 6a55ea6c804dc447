// Rows of any table (CSV in any encoding, XLSX) and objects of JSON lines, each with the row a person would look up.

import { decodeText, lines, sniffEncoding } from "../reading/encoding.ts";
import { csvRecords } from "./csv.ts";
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
      for await (const [first] of sheetRows(file)) {
        if (first !== undefined) return Array.from(first.cells, (cell) => plain(cell ?? ""));
      }
    } catch (error) {
      // A bomb or a broken workbook must not pass for a file that nobody knows.
      throw error instanceof FileRefused ? error : brokenWorkbook(error);
    }
    return [];
  }
  if (!isCsv(file)) return [];
  const head = await file.head(65_536);
  const text = new TextDecoder(sniffEncoding(head)).decode(head);
  for await (const [first] of csvRecords(only(text))) return (first?.cells ?? []).map(plain);
  return [];
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

/** Streams the rows under the first. A row that cannot be split is a problem and the rest goes on. */
export async function* tableRows(file: InputFile, intake: Intake): AsyncGenerator<TableRow> {
  let index: Map<string, number> | undefined;
  const source = (await isWorkbook(file)) ? sheetRows(file) : csvRows(file, intake);
  for await (const batch of source) {
    for (const { row, cells } of batch) {
      if (index === undefined) index = indexOf(cells);
      else if (cells.every((cell) => cell === undefined || cell === "" || plain(cell) === "")) {
        intake.drop({ zh: "空行", en: "an empty row" });
      } else yield new Row(row, cells, index);
    }
  }
}

/** The first of two columns of one name counts. */
function indexOf(header: SheetRow["cells"]): Map<string, number> {
  return new Map(Array.from(header, (cell, at) => [plain(cell ?? ""), at] as const).reverse());
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
      if (fault === true) intake.problem({ row, ...OPEN_QUOTE });
      if (cells.length > COLUMNS) {
        intake.refuse(
          { zh: `第 ${row} 行超过 ${COLUMNS} 列`, en: `row ${row} has more than ${COLUMNS} columns` },
          { zh: "请检查分隔符。", en: "Check the separator." },
        );
      }
    }
    yield batch.filter((record) => record.fault !== true);
  }
}

const OPEN_QUOTE = {
  reason: { zh: "这一行的双引号不成对，拆不成列", en: "the double quotes of this row are not in pairs" },
  mend: { zh: "补上或去掉多出的双引号。", en: "Add the missing quote or take away the stray one." },
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
