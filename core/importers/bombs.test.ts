// Files made to exhaust a reader are refused with how to mend it, in little memory, and the run goes on.

import { describe, expect, test } from "vitest";
import { collectFolder, workbookOf, zipOf } from "../../test/memory-files.ts";

const HEADER =
  '<row r="1"><c r="A1" t="str"><v>留言编号</v></c><c r="B1" t="str"><v>留言主题</v></c><c r="C1" t="str"><v>留言时间</v></c></row>';
const rowOf = (number: number) =>
  `<row r="${number}"><c r="A${number}"><v>${number}</v></c><c r="B${number}" t="str"><v>路灯不亮</v></c><c r="C${number}"><v>43678.5</v></c></row>`;
const BOARD = workbookOf(HEADER + rowOf(2));
const sheet = (xml: string) => zipOf({ "xl/worksheets/sheet1.xml": xml });
const RSS = (body: string) => `<?xml version="1.0"?>${body}`;

const BOMBS: Record<string, readonly [string, string | Uint8Array]> = {
  "a zip that grows a thousand times": ["a.xlsx", workbookOf(HEADER + " ".repeat(60_000_000))],
  "a zip that lies about its size": [
    "a.xlsx",
    zipOf({ "xl/worksheets/sheet1.xml": " ".repeat(9_000_000) }, 10),
  ],
  "a zip of too many entries": [
    "a.xlsx",
    zipOf(Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`e${index}`, ""]))),
  ],
  "entities in a sheet": [
    "a.xlsx",
    sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'),
  ],
  "a sheet nested without bottom": ["a.xlsx", sheet(`<worksheet>${"<a>".repeat(100_000)}`)],
  "a cell without end": [
    "a.xlsx",
    workbookOf(`${HEADER}<row r="2"><c r="A2" t="str"><v>${"长".repeat(200_000)}</v></c></row>`),
  ],
  "millions of columns": [
    "a.xlsx",
    workbookOf(`${HEADER}<row r="2">${'<c t="str"><v>1</v></c>'.repeat(5_000)}</row>`),
  ],
  "a column far out": ["a.xlsx", workbookOf(`${HEADER}<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>`)],
  "a workbook cut off": ["a.xlsx", BOARD.subarray(0, BOARD.length - 40)],
  "entities in a feed": [
    "a.xml",
    RSS(
      '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
    ),
  ],
  "an outside entity in a feed": [
    "a.xml",
    RSS(
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><title>&f;</title></channel></rss>',
    ),
  ],
  "a feed nested without bottom": ["a.xml", RSS(`<rss>${"<a>".repeat(100_000)}`)],
  "a feed of one endless text": ["a.xml", RSS(`<rss><channel><title>${"长".repeat(9_000_000)}`)],
  "a table of endless columns": ["a.csv", `留言编号,留言主题,留言时间\n${",".repeat(5_000)}1\n`],
};

describe("refused", () => {
  test.each(Object.entries(BOMBS))("%s", async (_, [name, content]) => {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const { facts, inputs } = await collectFolder({ [name]: content, "whole.xlsx": BOARD });
    const grown = process.memoryUsage().rss - before;
    expect(inputs[0]!.refused?.mend.zh, JSON.stringify(inputs[0])).toBeTruthy();
    expect(inputs[0]!.facts).toBe(0);
    expect(facts.requests).toHaveLength(1);
    expect(grown).toBeLessThan(256e6);
  });
});

describe("cut off, yet not refused", () => {
  test("a sheet that breaks in its middle keeps the rows before and says where", async () => {
    const broken = sheet(`<worksheet><sheetData>${HEADER}${rowOf(2)}${rowOf(3)}<row r="4"><c r=4><v>`);
    const { facts, inputs } = await collectFolder({ "a.xlsx": broken });
    expect(facts.requests).toHaveLength(2);
    expect(inputs[0]).toMatchObject({ rows: 3, facts: 2, problems: 1 });
  });

  test("a feed that breaks keeps the items before", async () => {
    const item = "<item><title>防汛提示</title><pubDate>Thu, 17 Jun 2021 15:04:57 +0800</pubDate></item>";
    const { facts, inputs } = await collectFolder({
      "a.xml": `<rss><channel><title>甲</title>${item}${item}<item><ti`,
    });
    expect(facts.posts).toHaveLength(2);
    expect(inputs[0]).toMatchObject({ rows: 3, facts: 2, problems: 1 });
  });

  test("a JSON line that breaks is a problem with its line", async () => {
    const line =
      '{"title":"公交晚点","content":"等了很久","institution":"公交公司","reply":"已加车","type":"建议"}';
    const { inputs } = await collectFolder({ "a.jsonl": `${line}\n${line}\n${line.slice(0, 30)}` });
    expect(inputs[0]).toMatchObject({ importer: "letters", rows: 3, facts: 2, problems: 1 });
    expect(inputs[0]!.problemList[0]!.row).toBe(3);
  });

  test("words that look like a document type inside a text are only words", async () => {
    const item =
      "<item><title>网页</title><description><![CDATA[<!DOCTYPE html><p>通知</p>]]></description></item>";
    const { facts } = await collectFolder({
      "a.xml": `<rss><channel><title>甲</title>${item}</channel></rss>`,
    });
    expect(facts.posts![0]!.text).toContain("通知");
  });
});
