// Columns of messages: sealed in order, found by group, at most twenty-four bytes each.

import fc from "fast-check";
import { expect, test } from "vitest";
import { letGo, MessageColumns, NO_LEAD } from "./messages.ts";

const row = (columns: MessageColumns, group: string, second: number, number: number) => ({
  group: columns.groupOf(group),
  second,
  sender: number,
  media: 0,
  kinds: number,
  length: 70_000,
  lead: NO_LEAD,
  file: columns.fileOf("a.csv"),
  row: number,
});

test("sealing orders by group and time and loses nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 }))),
      (pairs) => {
        const columns = new MessageColumns();
        for (const [index, [group, second]] of pairs.entries())
          columns.push(row(columns, `g${group}`, second, index + 1));
        const table = columns.seal();
        expect(table.length).toBe(pairs.length);
        expect([...table.row].sort((a, b) => a - b)).toEqual(pairs.map((_, index) => index + 1));
        for (let index = 0; index < table.length; index++) {
          const [group, second] = pairs[table.row[index]! - 1]!;
          expect(table.second[index]).toBe(second);
          expect(table.kinds[index]).toBe(table.row[index]);
          const at = table.groupIds.indexOf(`g${group}`);
          expect(index >= table.starts[at]! && index < table.starts[at + 1]!).toBe(true);
        }
      },
    ),
  );
});

test("a message takes at most twenty-four bytes", () => {
  const columns = new MessageColumns();
  columns.push(row(columns, "g", 1, 1));
  const table = columns.seal();
  const bytes = Object.values(table)
    .filter((column) => ArrayBuffer.isView(column) && column !== table.starts)
    .reduce((sum, column) => sum + (column as Uint8Array).BYTES_PER_ELEMENT, 0);
  expect(bytes).toBeLessThanOrEqual(24);
  expect(table.textLength[0]).toBe(65535);
});

test("a table that is let go holds no memory any more", () => {
  const columns = new MessageColumns();
  for (let at = 1; at <= 100; at += 1) columns.push(row(columns, "g", at, at));
  const table = columns.seal();
  const arrays = Object.values(table).filter((each) => ArrayBuffer.isView(each));
  expect(arrays.length).toBe(9);
  letGo(table);
  for (const array of arrays) expect(array.buffer.byteLength).toBe(0);
});
