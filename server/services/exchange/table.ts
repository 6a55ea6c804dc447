// Tables as files: CSV in UTF-8 or GB 18030 read and written here, XLSX read in a process of its own; cells are text and nothing else.

import { spawn } from "node:child_process";
import { join } from "node:path";
import exceljs from "exceljs";
import { z } from "zod";
import { sniffEncoding } from "../../../core/reading/encoding.ts";

export type Table = readonly (readonly string[])[];

export const MOST_FILE_BYTES = 5 * 1024 * 1024;
export const MOST_ROWS = 5_000;
const MOST_ANSWER = 24 * 1024 * 1024;
/** So many bytes tell the encoding. */
const HEAD = 65_536;
const WITHIN_MS = 20_000;
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
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("诉求");
  for (const row of rows) sheet.addRow([...row]);
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}

const Answer = z.array(z.array(z.string()));

function readWorkbook(bytes: Buffer): Promise<Table | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--max-old-space-size=256", PROGRAM], {
      stdio: ["pipe", "pipe", "ignore"],
      // It needs nothing of ours: no settings, no secrets.
      env: { PATH: process.env.PATH ?? "" },
      timeout: WITHIN_MS,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.once("error", () => resolve(undefined));
    child.once("close", (code) => {
      if (code !== 0) return resolve(undefined);
      try {
        const rows = Answer.safeParse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        resolve(rows.success ? rows.data.map((row) => row.map(plainCell)) : undefined);
      } catch {
        resolve(undefined);
      }
    });
    // It may have died before it read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(bytes);
  });
}
