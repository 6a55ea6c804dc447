// What a run keeps: nothing of a refused file, one fact an account, places as stated, kinds that were looked for.

import { describe, expect, test } from "vitest";
import { collectFolder, memoryFolder, zipOf } from "../../test/memory-files.ts";
import type { Importer } from "./importer.ts";
import { FactCollector } from "./intake.ts";

const RSS = (items: number) =>
  `<rss><channel><title>甲县发布</title>${"<item><title>通知</title><pubDate>Thu, 17 Jun 2021 15:04:57 +0800</pubDate></item>".repeat(items)}</channel></rss>`;

const refusing: Importer = {
  id: "refusing",
  title: { zh: "拒绝", en: "refusing" },
  gives: ["posts", "messages"],
  matches: async () => true,
  async read(file, intake) {
    const source = { file: file.path, row: 1 };
    intake.fact("posts", { source, account: "a", title: "通知" });
    intake.also("accounts", { source, id: "a", name: "甲", platform: "wechat" });
    const group = intake.messages.groupOf("g");
    const at = intake.messages.fileOf(file.path);
    const none = { sender: 1, media: 0, kinds: 0, length: 0, lead: 0 };
    intake.messages.push({ ...none, group, second: 1, file: at, row: 1 });
    intake.messageRow();
    intake.refuse({ zh: "涉密", en: "secret" }, { zh: "不要导入", en: "do not import" });
  },
};

describe("a refused file", () => {
  test("leaves nothing behind, and its kinds count as not imported", async () => {
    const collector = new FactCollector([refusing], { salt: "s", on: 0 });
    const summary = await collector.read(memoryFolder({ "a.txt": "x" })[0]!);
    expect(summary).toMatchObject({ rows: 0, facts: 0, refused: { mend: { en: "do not import" } } });
    expect(collector.finish().facts).toEqual({});
  });
});

describe("accounts stated twice", () => {
  test("the list wins over the feed, and an unlisted feed keeps its own", async () => {
    const { facts } = await collectFolder({
      "a.xml": RSS(1),
      "accounts.csv": "bizid,name,owner\na,甲县发布,甲县人民政府\n",
      "b.xml": RSS(2),
    });
    expect(facts.accounts!.map((each) => [each.id, each.platform, each.owner])).toEqual([
      ["a", "wechat", "甲县人民政府"],
      ["b", "feed", undefined],
    ]);
    expect(facts.posts).toHaveLength(3);
  });
});

describe("places", () => {
  const LEDGER = {
    "t.csv": "编号,标题\n1,路灯\n",
    "t.csv.luodi.yaml": "kind: requests\nterritory: CN-330106\nfields: { id: 编号, subject: 标题 }\n",
  };
  const territoryOf = async (stated?: string) =>
    (await collectFolder(LEDGER, stated === undefined ? {} : { territory: stated })).facts.requests![0]!
      .territory;

  test("what the user states wins, but a narrower place inside it stays", async () => {
    expect(await territoryOf()).toBe("CN-330106");
    expect(await territoryOf("CN-33")).toBe("CN-330106");
    expect(await territoryOf("CN-43")).toBe("CN-43");
  });

  test("a city of another country never becomes Chinese", async () => {
    const csv = "SRRecordID,SRType,CreatedDate\n1,Dirty Alley,04/12/2018 11:11:26 AM\n";
    const { facts } = await collectFolder({ "311.csv": csv }, { territory: "CN-33" });
    expect(facts.requests![0]!.territory).toBe("US-MD");
  });
});

test("a register with a header alone was looked for and is empty", async () => {
  const { facts } = await collectFolder({ "apps.csv": "应用名称,主办单位,是否备案\n" });
  expect(facts.apps).toEqual([]);
  expect(facts.accounts).toBeUndefined();
});

describe("one request in two files", () => {
  const board = (more: object) =>
    JSON.stringify({
      ...{ tid: "7", title: "路灯", content: "东街的路灯坏了", forum: "青石县县长" },
      ...{ date: "2026-03-01", status: "办理中", ...more },
    });

  test("counts once; the later row is a drop and fills in what the first lacks", async () => {
    const { facts, inputs } = await collectFolder({
      "a.jsonl": board({}),
      "b.jsonl": board({ type: "求助", replyContent: "已更换灯头，恢复照明。" }),
    });
    expect(facts.requests).toHaveLength(1);
    expect(facts.requests![0]).toMatchObject({ source: { file: "a.jsonl", row: 1 }, intent: "ask-help" });
    expect(facts.requests![0]!.steps.at(-1)!.text).toContain("灯头");
    expect(facts.requests![0]!.incomplete).toBeUndefined();
    expect(inputs[1]).toMatchObject({ rows: 1, facts: 0, dropped: 1 });
    expect(inputs[1]!.droppedReasons[0]!.reason.en).toContain("duplicate");
  });

  test("the same number with other words is another request", async () => {
    const { facts } = await collectFolder({
      "a.jsonl": board({}),
      "b.jsonl": board({ content: "西街的井盖丢了" }),
    });
    expect(facts.requests).toHaveLength(2);
  });
});

describe("a workbook with several sheets", () => {
  const cells = (row: number, ...texts: string[]) =>
    `<row r="${row}">${texts.map((text, at) => `<c r="${"ABCD"[at]}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
  const sheetOf = (...rows: string[]) => `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`;
  const HEADER = ["留言编号", "留言主题", "留言时间", "留言详情"];
  const book = zipOf({
    "xl/workbook.xml":
      '<workbook xmlns:r="x"><sheets><sheet name="三月" r:id="r1"/><sheet name="空" r:id="r2"/><sheet name="四月" r:id="r3"/><sheet name="说明" r:id="r4"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": `<Relationships>${[1, 2, 3, 4].map((n) => `<Relationship Id="r${n}" Target="worksheets/sheet${n}.xml"/>`).join("")}</Relationships>`,
    "xl/worksheets/sheet1.xml": sheetOf(cells(1, ...HEADER), cells(2, "1", "路灯", "2026-03-01", "灯坏了")),
    "xl/worksheets/sheet2.xml": sheetOf(),
    "xl/worksheets/sheet3.xml": sheetOf(
      cells(1, ...HEADER),
      cells(2, "2", "井盖", "2026-04-01", "井盖丢了"),
      cells(3, "3", "公交", "说不清", "公交晚点"),
    ),
    "xl/worksheets/sheet4.xml": sheetOf(cells(1, "本表由信访局导出")),
  });

  test("every sheet whose header fits is read; rows and problems name the sheet; others are listed", async () => {
    const { facts, inputs } = await collectFolder({ "a.xlsx": book });
    expect(facts.requests!.map((each) => [each.source.file, each.source.row])).toEqual([
      ["a.xlsx", 2],
      ["a.xlsx#四月", 2],
    ]);
    expect(inputs.map((each) => [each.file, each.importer, each.facts, each.problems])).toEqual([
      ["a.xlsx", "message-board", 1, 0],
      ["a.xlsx#四月", "message-board", 1, 1],
      ["a.xlsx#说明", null, 0, 0],
    ]);
    expect(inputs[1]!.problemList[0]!.row).toBe(3);
  });
});
