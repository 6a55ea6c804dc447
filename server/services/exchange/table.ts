// Tables as files: CSV in UTF-8 or GB 18030 read and written here, XLSX read in a process of its own; cells are text and nothing else.

import { join } from "node:path";
import { z } from "zod";
import { sniffEncoding } from "../../../core/reading/encoding.ts";
import { readApart } from "../../kit/apart.ts";

export type Table = readonly (readonly string[])[];

export const MOST_FILE_BYTES = 5 * 1024 * 1024;
export const MOST_ROWS = 5_000;
/** So many bytes tell the encoding. */
const HEAD = 65_536;
const PROGRAM = join(import.meta.dirname, "workbook.mjs");

/** The rows of a file, the first being the names of the columns; undefined where it is no table that can be read. */
export async function readTable(bytes: Buffer): Promise<Table | undefined> {
  if (bytes.subarray(0, 2).toString("latin1") === "PK") return readWorkbook(bytes);
  const encoding = sniffEncoding(bytes.subarray(0, HEAD));
  if (!encoding.startsWith("utf-16") && bytes.includes(0)) return undefined;
  return parseCsv(new TextDecoder(encoding).decode(bytes));
}

/** RFC 4180, with lone line feeds as well; the separator is a comma, or a tab where the first line has more of them. */
export function parseCsv(text: string): Table {
  const first = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const separator = first.split("\t").length > first.split(",").length ? "\t" : ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += sign;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows.map((each) => each.map(plainCell)).filter((each) => each.some((value) => value !== ""));
}

/** A leading apostrophe before a formula's sign is ours: it keeps a spreadsheet from reckoning. */
function plainCell(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, "").trim();
}

function guarded(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** With a byte-order mark, so that spreadsheets read it as UTF-8. */
export function writeCsv(rows: Table): string {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(",")).join("\r\n")}\r\n`;
}

/** Every cell a text: no number loses its zeros, no formula reckons. */
export async function writeWorkbook(rows: Table): Promise<Buffer> {
  // Loaded here, as it takes half a second that a start need not spend.
  const { default: exceljs } = await import("exceljs");
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("诉求");
  for (const row of rows) sheet.addRow([...row]);
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}

const Answer = z.array(z.array(z.string()));

async function readWorkbook(bytes: Buffer): Promise<Table | undefined> {
  const rows = Answer.safeParse(await readApart(PROGRAM, bytes));
  return rows.success ? rows.data.map((row) => row.map(plainCell)) : undefined;
}
