// Separated values: the same as a proven parser on what is well formed, one row lost where a quote goes astray.

import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvRecord, csvRecords, separatorOf } from "./csv.ts";

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function recordsOf(text: string, size = 65_536): Promise<CsvRecord[]> {
  const found: CsvRecord[] = [];
  for await (const batch of csvRecords(inPieces(text, size))) found.push(...batch);
  return found;
}

const cell = fc.string({ unit: fc.constantFrom("a", "路", '"', ",", "\n", "\r\n", " ", "1"), maxLength: 8 });
const written = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

describe("well-formed tables", () => {
  test("are read as csv-parse reads them, however the text is cut", async () => {
    const rows = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("\n", "\r\n"),
        async (table, size, end) => {
          const header = table[0]!.map((_, index) => `c${index}`);
          const text = [header, ...table].map((row) => row.map(written).join(",")).join(end);
          const expected = parse(text, { relax_column_count: true, record_delimiter: end }) as string[][];
          const found = await recordsOf(text, size);
          expect(found.map((record) => record.cells)).toEqual(expected);
          expect(found.map((record) => record.row)).toEqual(expected.map((_, index) => index + 1));
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });

  test("tabs and semicolons are found by the first line", () => {
    expect([separatorOf("a\tb\tc"), separatorOf("a;b;c"), separatorOf("a,b"), separatorOf("alone")]).toEqual([
      "\t",
      ";",
      ",",
      ",",
    ]);
  });

  test("an empty line is numbered and left out", async () => {
    expect((await recordsOf("a,b\n\n1,2\n")).map((record) => record.row)).toEqual([1, 3]);
  });
});

describe("quotes that go astray", () => {
  test("one that closes in a later row costs its own row alone", async () => {
    const found = await recordsOf('a,b\n1,"open\n2,"whole",\n3,x\n');
    expect(found.map((record) => [record.row, record.fault !== undefined, record.cells[0]])).toEqual([
      [1, false, "a"],
      [2, true, undefined],
      [3, false, "2"],
      [4, false, "3"],
    ]);
  });

  test("one that never closes costs its own row alone", async () => {
    const found = await recordsOf('a,b\n1,"open\n2,x\n3,y\n', 5);
    expect(found.map((record) => [record.row, record.fault !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  test("a quote inside a cell is a letter", async () => {
    expect((await recordsOf('a,b\n1,he said "yes"\n'))[1]!.cells).toEqual(["1", 'he said "yes"']);
  });
});
