// Chat exports: every format, the declaration that must stand beside them, secrets refused, no text kept.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputFiles } from "../../cli/files.ts";
import { startOf } from "../domain/day.ts";
import { KIND_BIT, MEDIA_CODE } from "../domain/messages.ts";
import { importers } from "./index.ts";
import { FactCollector } from "./intake.ts";

const collect = async (path: string, on = "2026-06-30") => {
  const collector = new FactCollector(importers, { salt: "test", on: startOf(on) });
  for await (const file of inputFiles([path])) await collector.read(file);
  return collector.finish();
};
const samples = (id: string) => join(import.meta.dirname, id, "samples");

/** file → [facts, problems, dropped] */
const EXPECTED: Record<string, Record<string, readonly [number, number, number]>> = {
  "chat-table": { "legacy.csv": [3, 0, 1], "plain.csv": [3, 1, 0] },
  "chat-json": { "chatlab.jsonl": [2, 0, 2], "cut.json": [0, 0, 0], "feishu.json": [1, 1, 0] },
  "chat-text": { "qq.txt": [2, 0, 0], "secret.txt": [0, 0, 0], "shared.txt": [2, 0, 0] },
};

describe.each(Object.entries(EXPECTED))("%s", (id, files) => {
  test("every row ends in a fact, a problem or a drop", async () => {
    const { inputs } = await collect(samples(id));
    const read = inputs.filter((input) => input.importer === id);
    expect(
      Object.fromEntries(read.map((each) => [each.file, [each.facts, each.problems, each.dropped]])),
    ).toEqual(files);
    for (const each of read) expect(each.rows).toBe(each.facts + each.problems + each.dropped);
  });
});

describe("what is kept", () => {
  test("kinds, media and times, but no text and no name", async () => {
    const { facts } = await collect(samples("chat-table"));
    const table = facts.messages!;
    const seconds = [...table.second].map((second) => new Date(second * 1000).toISOString());
    expect(seconds).toContain("2025-01-03T01:00:00.000Z");
    expect([...table.media].filter((media) => media === MEDIA_CODE.image)).toHaveLength(2);
    expect([...table.kinds].some((kinds) => (kinds & KIND_BIT["demands-roll-call"]) !== 0)).toBe(true);
    expect([...table.kinds].some((kinds) => (kinds & KIND_BIT["demands-likes"]) !== 0)).toBe(true);
    expect(JSON.stringify([facts, [...table.sender]])).not.toMatch(/wxid_|转发并|收到/);
  });

  test("half-day clocks and day lines", async () => {
    const { facts } = await collect(samples("chat-text"));
    const hours = [...facts.messages!.second]
      .map((second) => new Date((second + 28_800) * 1000).getUTCHours())
      .sort((a, b) => a - b);
    expect(hours).toEqual([9, 9, 9, 15]);
  });

  test("another salt gives other numbers", async () => {
    const other = new FactCollector(importers, { salt: "other", on: startOf("2026-06-30") });
    for await (const file of inputFiles([samples("chat-table")])) await other.read(file);
    const [a, b] = [(await collect(samples("chat-table"))).facts, other.finish().facts];
    expect(a.messages!.sender[0]).not.toBe(b.messages!.sender[0]);
  });
});

describe("what is refused", () => {
  test("a file with a mark of secrecy, whole", async () => {
    const { inputs, facts } = await collect(samples("chat-text"));
    expect(inputs.find((each) => each.file === "secret.txt")!.refused?.reason.zh).toContain("密级");
    expect(facts.messages!.files.filter((file) => file.includes("secret")).length).toBeLessThanOrEqual(1);
    expect(facts.messages!.length).toBe(4);
  });

  test("an export without its declaration, with the file to write; or after its delete-by", async () => {
    const folder = mkdtempSync(join(tmpdir(), "luodi-chat-"));
    try {
      writeFileSync(
        join(folder, "a.csv"),
        "group,time,sender,type,text\ng,2025-01-03 09:00:00,u,text,收到\n",
      );
      const without = (await collect(folder)).inputs[0]!;
      expect(without.refused?.mend.zh).toContain("dataset.yaml");
      expect(without.facts).toBe(0);
      const declaration = "basis: 职责\npurpose: 用途\nnoticeDate: 2024-01-01\ndeleteBy: 2025-12-31\n";
      writeFileSync(join(folder, "dataset.yaml"), declaration);
      expect((await collect(folder, "2025-06-30")).facts.messages!.length).toBe(1);
      expect((await collect(folder, "2026-01-01")).inputs[0]!.refused?.reason.zh).toContain("已过期");
      writeFileSync(join(folder, "dataset.yaml"), "basis: 职责\n");
      expect((await collect(folder)).inputs[0]!.refused?.reason.zh).toContain("purpose");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const REAL = join(import.meta.dirname, "..", "..", "..", "shared", "data", "chat-exports");
const here = existsSync(REAL);
if (!here) console.warn("SKIPPED: the twenty chat samples are not here (../shared/data/chat-exports)");

test.skipIf(!here)("all twenty shared samples, without a problem", async () => {
  const { inputs } = await collect(REAL, "2021-06-19");
  const read = inputs.filter((each) => each.importer?.startsWith("chat-"));
  expect(read).toHaveLength(20);
  for (const each of read) expect([each.file, each.problems, each.facts > 0]).toEqual([each.file, 0, true]);
});
