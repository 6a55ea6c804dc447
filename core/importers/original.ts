// The original rows behind a finding, for somebody who holds the file; shown on this machine and kept nowhere.

import { decodeText, lines } from "../reading/encoding.ts";
import { csvRecords } from "./csv.ts";
import type { InputFile } from "./importer.ts";
import { isWorkbook } from "./rows.ts";
import { sheetRows } from "./workbook.ts";

const LONGEST = 2_000;

/** The wanted rows of a file as text, in order. Feeds are numbered by item, folders of pictures by file, other files by row or line. */
export async function originalRows(
  file: InputFile,
  wanted: ReadonlySet<number>,
): Promise<{ row: number; text: string }[]> {
  const found: { row: number; text: string }[] = [];
  const last = Math.max(...wanted);
  for await (const { row, text } of numbered(file)) {
    if (wanted.has(row)) found.push({ row, text: text.slice(0, LONGEST) });
    if (row >= last) break;
  }
  return found;
}

async function* numbered(file: InputFile): AsyncGenerator<{ row: number; text: string }> {
  if (file.members !== undefined) {
    let row = 0;
    for await (const member of file.members()) yield { row: ++row, text: member.path };
  } else if (await isWorkbook(file)) {
    for await (const batch of sheetRows(file))
      for (const { row, cells } of batch)
        yield { row, text: Array.from(cells, (cell) => cell ?? "").join(" | ") };
  } else if (/\.(xml|rss|atom)$/i.test(file.path)) {
    let text = "";
    for await (const piece of decodeText(file.open())) text += piece;
    const items = text.match(/<(?:item|entry)[\s>][\s\S]{0,20000}?<\/(?:item|entry)>/g) ?? [];
    for (const [index, item] of items.entries())
      yield { row: index + 1, text: item.replace(/<[^<>]{0,2000}>/g, " ") };
  } else if (/\.(csv|tsv)$/i.test(file.path)) {
    for await (const batch of csvRecords(decodeText(file.open())))
      for (const { row, cells } of batch) yield { row, text: cells.join(" | ") };
  } else {
    let row = 0;
    for await (const line of lines(file.open())) yield { row: ++row, text: line };
  }
}
