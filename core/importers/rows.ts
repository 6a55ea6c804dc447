// Rows of any table (CSV in any encoding, XLSX) and objects of JSON lines, each with the row a person would look up.

import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { decodeText, LONGEST_LINE, lines, sniffEncoding } from "./decode.ts";
import type { InputFile, Intake } from "./importer.ts";
import { sheetRows } from "./workbook.ts";

/** A row under a header. `get` finds a cell by any of several names of its column. */
export interface TableRow {
  readonly row: number;
  get(...names: readonly string[]): string;
}

const COLUMNS = 2_000;

/** True where a file is a workbook by its first bytes and its name. */
export async function isWorkbook(file: InputFile): Promise<boolean> {
  if (!/\.xlsx$/i.test(file.path)) return false;
  const head = await file.head(4);
  return head[0] === 0x50 && head[1] === 0x4b;
}

export function isCsv(file: InputFile): boolean {
  return /\.(csv|tsv|txt)$/i.test(file.path);
}

/** The header of a table, trimmed; empty where the file is no table. Reads only what it must. */
export async function headerOf(file: InputFile): Promise<readonly string[]> {
  if (await isWorkbook(file)) {
    try {
      for await (const { cells } of sheetRows(file)) return Array.from(cells, (cell) => plain(cell ?? ""));
    } catch {
      return [];
    }
    return [];
  }
  if (!isCsv(file)) return [];
  const head = await file.head(65_536);
  const first = new TextDecoder(sniffEncoding(head)).decode(head).split(/\r?\n/, 1)[0] ?? "";
  const separator = first.includes("\t") && !first.includes(",") ? "\t" : ",";
  return first.split(separator).map((cell) => plain(cell.replace(/^"|"$/g, "")));
}

/** Streams the rows under the first. A row that cannot be split is a problem and the rest goes on. */
export async function* tableRows(file: InputFile, intake: Intake): AsyncGenerator<TableRow> {
  let index: Map<string, number> | undefined;
  const source = (await isWorkbook(file)) ? sheetRows(file) : csvRows(file, intake);
  for await (const { row, cells } of source) {
    if (index === undefined) {
      index = new Map(Array.from(cells, (cell, at) => [plain(cell ?? ""), at] as const).reverse());
      continue;
    }
    if (cells.every((cell) => cell === undefined || cell.trim() === "")) {
      intake.drop({ zh: "空行", en: "an empty row" });
      continue;
    }
    const columns = index;
    yield {
      row,
      get(...names) {
        for (const name of names) {
          const at = columns.get(name);
          const value = at === undefined ? undefined : cells[at];
          if (value !== undefined && value !== "") return value;
        }
        return "";
      },
    };
  }
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

async function* csvRows(file: InputFile, intake: Intake) {
  const head = await file.head(65_536);
  const first = new TextDecoder(sniffEncoding(head)).decode(head).split("\n", 1)[0] ?? "";
  const delimiter = first.includes("\t") && !first.includes(",") ? "\t" : ",";
  const parser = Readable.from(decodeText(file.open())).pipe(
    parse({
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
      max_record_size: LONGEST_LINE,
      skip_records_with_error: true,
    }),
  );
  parser.on("skip", (error: { lines?: number; message: string } | undefined) => {
    intake.problem({
      row: error?.lines ?? 0,
      reason: {
        zh: "这一行的引号或长度不对，不能拆成列",
        en: `this row cannot be split: ${error?.message ?? ""}`,
      },
      mend: {
        zh: "检查这一行的双引号是否成对。",
        en: "Check that the double quotes of this row are in pairs.",
      },
    });
  });
  let row = 0;
  for await (const { record } of parser as AsyncIterable<CsvRecord>) {
    row += 1;
    if (record.length > COLUMNS) {
      intake.refuse(
        { zh: `第 ${row} 行超过 ${COLUMNS} 列`, en: `row ${row} has more than ${COLUMNS} columns` },
        { zh: "请检查分隔符。", en: "Check the delimiter." },
      );
    }
    yield { row, cells: record };
  }
}

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

/** A column's name or a cell's text without padding: line ends, tabs, ideographic spaces and escaped returns. */
export function plain(text: string): string {
  return text.replace(/_x000[dD]_/g, "").replace(/^[\s\u3000\uFEFF]+|[\s\u3000]+$/g, "");
}
