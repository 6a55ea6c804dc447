// What a run keeps: nothing of a refused file, one fact an account, places as stated, kinds that were looked for.

import { describe, expect, test } from "vitest";
import { collectFolder, memoryFolder } from "../../test/memory-files.ts";
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
    const none = { sender: 1, media: 0, kinds: 0, fingerprintHigh: 0, fingerprintLow: 0, length: 0, lead: 0 };
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
