// A table that nobody reads is told with the reason and how to mend it; what is no table is passed by in silence.

import { expect, test } from "vitest";
import { collectFolder, zipOf } from "../../test/memory-files.ts";

const OLD = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(1024),
]);
const LOCKED = Buffer.concat([OLD, Buffer.from("EncryptedPackage", "utf16le"), Buffer.alloc(64)]);

test.each([
  ["旧.xls", OLD, /an old Excel file/],
  ["改名.xlsx", OLD, /an old Excel file/],
  ["密码.xlsx", LOCKED, /locked by a password/],
  ["网页.xls", Buffer.from("<html><table></table></html>"), /it is none/],
  ["空.csv", Buffer.alloc(0), /empty, without a single row/],
  ["空.xlsx", Buffer.alloc(0), /empty, without a single row/],
  ["包.zip", zipOf({ "a.csv": "a,b" }), /packed archive/],
  ["改名列.csv", Buffer.from("工单编号,来电人,标题,登记时间\n1,某,路灯,2024-5-1\n"), /none of the known/],
  ["行.jsonl", Buffer.from('{"id":"1","text":"路灯"}\n'), /none of the known/],
])("%s", async (name, bytes, reason) => {
  const { inputs } = await collectFolder({ [name]: bytes });
  expect(inputs[0]!.refused?.reason.en).toMatch(reason);
  expect(inputs[0]!.refused?.mend.zh).toMatch(/。$/);
  expect(inputs[0]).toMatchObject({ importer: null, rows: 0 });
});

test.each([
  ["说明.docx", zipOf({ "word/document.xml": "<w/>" })],
  ["读我.txt", Buffer.from("这个文件夹里是留言，请先看这里。\n")],
  ["会议.mp4", Buffer.alloc(64)],
])("%s is no table", async (name, bytes) => {
  const { inputs } = await collectFolder({ [name]: bytes });
  expect(inputs[0]).toMatchObject({ importer: null, rows: 0 });
  expect(inputs[0]!.refused).toBeUndefined();
});

test("a workbook's further sheets are read though the first is of no known kind", async () => {
  const sheet = (cells: readonly string[]) =>
    `<worksheet><sheetData><row r="1">${cells.map((each) => `<c t="inlineStr"><is><t>${each}</t></is></c>`).join("")}</row></sheetData></worksheet>`;
  const { inputs } = await collectFolder({
    "表.xlsx": zipOf({
      "xl/worksheets/sheet1.xml": sheet(["甲", "乙", "丙"]),
      "xl/worksheets/sheet2.xml": sheet(["留言编号", "留言主题", "留言时间"]),
    }),
  });
  expect(inputs.map((each) => each.importer)).toEqual([null, "message-board"]);
});
