// What is kept of a file must not keep the file: every importer cuts its words out of large pieces of text.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { inputFiles } from "../../cli/files.ts";
import { startOf } from "../domain/day.ts";
import { own } from "../domain/own.ts";
import { importers } from "./index.ts";
import { FactCollector } from "./intake.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Megabytes of the heap that stay in use after a collection. */
function inUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const LINES = 250;
const GROUPS = 200;

test("a chat of two hundred groups, each in a piece of the file of its own, is let go", async () => {
  const folder = mkdtempSync(join(tmpdir(), "luodi-kept-"));
  try {
    writeFileSync(
      join(folder, "dataset.yaml"),
      "basis: 测试依据\npurpose: 测试\nnoticeDate: 2026-01-01\ndeleteBy: 2026-12-31\n",
    );
    const said = "这一条很长，为的是让每个群占文件里自己的一大段。".repeat(12);
    let text = "group,time,sender,type,text\n";
    for (let group = 0; group < GROUPS; group++)
      for (let line = 0; line < LINES; line++)
        text += `work-group-of-many-people-${group},2026-02-03 09:00:00,someone-${line},file,${said}${group}-${line}\n`;
    const megabytes = (text.length * 2) / 2 ** 20;
    writeFileSync(join(folder, "chat.csv"), text);
    text = "";
    const before = inUse();
    const collector = new FactCollector(importers, { salt: "test", on: startOf("2026-06-30") });
    for await (const file of inputFiles([folder])) await collector.read(file);
    const { facts } = collector.finish();
    const kept = inUse() - before;
    expect(facts.messages!.groupIds).toHaveLength(GROUPS);
    expect(kept).toBeLessThan(megabytes / 4);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("an own copy says the same and does not hold the text that it was cut from", () => {
  const kept: string[] = [];
  const before = inUse();
  for (let each = 0; each < 100; each++) {
    const piece = Buffer.from(`天地玄黄${each}`.repeat(20_000), "utf8").toString();
    const cut = piece.slice(100 + each, 160 + each);
    kept.push(own(cut));
    expect(kept.at(-1) === cut).toBe(true);
  }
  expect(inUse() - before).toBeLessThan(5);
  expect(["", "短", "十二个字也不必再抄一遍了", "𠮷".repeat(9)].map(own)).toEqual([
    "",
    "短",
    "十二个字也不必再抄一遍了",
    "𠮷".repeat(9),
  ]);
});
