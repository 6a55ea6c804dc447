// Separated values as RFC 4180 has them, read from a stream of text in batches; a stray quote costs one row, not the file.

import { HEADER_WITHIN } from "./header.ts";

export interface CsvRecord {
  /** 1-based number of the record, the header being 1: what a spreadsheet shows as the row. */
  readonly row: number;
  readonly cells: readonly string[];
  /** A quote that never closes, or closes in another row; a last row that stops before its last cell. */
  readonly fault?: "quote" | "cut";
}

/** A quoted cell longer than this is taken for a quote that was never closed. */
const LONGEST_CELL = 1_000_000;
const NEWLINE = 10;
const QUOTE = 34;

/** The separator that a line uses most; a comma where it uses none. */
export function separatorOf(line: string): string {
  return mostUsed(line) ?? ",";
}

/** That of the first line with any: a title may stand above. */
function separatorAmong(text: string): string | undefined {
  for (const line of text.split("\n", HEADER_WITHIN)) {
    const found = mostUsed(line);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mostUsed(line: string): string | undefined {
  let best: string | undefined;
  let most = 1;
  for (const separator of [",", "\t", ";"]) {
    const parts = line.split(separator).length;
    if (parts > most) [best, most] = [separator, parts];
  }
  return best;
}

/** Records in batches, one batch a chunk of text. Lines without a character are numbered and left out. */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  const parser = new CsvParser();
  for await (const chunk of chunks) {
    const batch = parser.push(chunk);
    if (batch.length > 0) yield batch;
  }
  const last = parser.end();
  if (last.length > 0) yield last;
}

class CsvParser {
  private text = "";
  private row = 0;
  private separator = "";
  /** Cells of the header. */
  private width = 0;
  private batch: CsvRecord[] = [];

  push(chunk: string): CsvRecord[] {
    this.text = this.text === "" ? chunk : this.text + chunk;
    return this.take(false);
  }

  end(): CsvRecord[] {
    return this.take(true);
  }

  private take(final: boolean): CsvRecord[] {
    this.batch = [];
    const { text } = this;
    if (this.separator === "") {
      const line = text.indexOf("\n");
      if (line < 0 && !final && text.length < LONGEST_CELL) return [];
      this.separator = separatorAmong(text) ?? ",";
    }
    let at = 0;
    while (at < text.length) {
      const next = this.record(at, final);
      if (next < 0) break;
      at = next;
    }
    this.text = text.slice(at);
    if (final && text !== "" && !text.endsWith("\n")) this.lastRow();
    return this.batch;
  }

  /** Reads the record at `start`; returns where the next begins, or -1 where more text is needed. */
  private record(start: number, final: boolean): number {
    const { text, separator } = this;
    let lineEnd = text.indexOf("\n", start);
    if (lineEnd < 0) {
      if (!final && text.length - start < LONGEST_CELL) return -1;
      lineEnd = text.length;
    }
    const line = text.slice(start, withoutReturn(text, start, lineEnd));
    // A line without a quote at the head of a cell is split as it stands.
    if (line.charCodeAt(0) !== QUOTE && !line.includes(`${separator}"`)) {
      this.emit(line === "" ? [] : line.split(separator));
      return lineEnd + 1;
    }
    return this.quoted(start, lineEnd, final);
  }

  private quoted(start: number, lineEnd: number, final: boolean): number {
    const { text, separator } = this;
    const cells: string[] = [];
    let torn = false;
    let at = start;
    for (;;) {
      let cell = "";
      if (text.charCodeAt(at) === QUOTE) {
        const close = closingQuote(text, at + 1);
        // Either nothing follows yet, or a quote stands last and may be the first of a pair.
        const open = close < 0 || close - at > LONGEST_CELL;
        if (!final && (close === text.length - 1 || (open && text.length - at <= LONGEST_CELL))) return -1;
        if (open) return this.fault(lineEnd);
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      }
      const end = cellEnd(text, at, separator.charCodeAt(0));
      if (end === text.length && !final) return -1;
      const tail = text.slice(at, text.charCodeAt(end) === NEWLINE ? withoutReturn(text, at, end) : end);
      // Words after a closing quote: some exporters quote half a cell; or the quote belongs to another row.
      if (cell !== "" && tail !== "") torn = true;
      cells.push(cell + tail);
      if (end >= text.length || text.charCodeAt(end) === NEWLINE) {
        const spans = end > lineEnd;
        if (spans && this.width > 1 && (torn || cells.length > this.width)) return this.fault(lineEnd);
        this.emit(cells);
        return end + 1;
      }
      at = end + 1;
    }
  }

  /** This line is given up as one faulty record, and reading goes on at the next. */
  private fault(lineEnd: number): number {
    this.row += 1;
    this.batch.push({ row: this.row, cells: [], fault: "quote" });
    return lineEnd + 1;
  }

  /** A row without its line end that has fewer cells than the header was cut off; half a reply must not pass for a whole one. */
  private lastRow(): void {
    const last = this.batch.at(-1);
    if (last === undefined || last.fault !== undefined || last.cells.length >= this.width) return;
    this.batch[this.batch.length - 1] = { row: last.row, cells: [], fault: "cut" };
  }

  private emit(cells: string[]): void {
    this.row += 1;
    if (cells.length === 0) return;
    // A title may stand above the header.
    if (this.row <= HEADER_WITHIN && cells.length >= 2 * this.width) this.width = cells.length;
    this.batch.push({ row: this.row, cells });
  }
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** The quote that closes a cell begun before `from`, pairs of quotes passed over; -1 where there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

/** Where an unquoted stretch ends: at a separator, a line's end or the text's. */
function cellEnd(text: string, from: number, separator: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || code === NEWLINE) break;
  }
  return at;
}
