// The command from file to file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { runCopies } from "./copies.ts";

const folder = mkdtempSync(join(tmpdir(), "copies-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("pairs with likeness and the common passage; a broken line is named and skipped", async () => {
  const text = "各村组要在本月底前完成沟渠清淤工作，并将进度报镇水利站，逾期未报的逐户核对";
  const rows = [
    { id: 7, text, group: "甲镇", at: "2026-05-01" },
    { id: "x", text: text.replace("甲镇", "乙镇").replace("逐户核对", "逐户核实") },
    { id: 9, text },
    { id: 10, text: "今天食堂有红烧茄子和番茄炒蛋，欢迎大家" },
  ];
  const input = join(folder, "texts.jsonl");
  const output = join(folder, "pairs.jsonl");
  writeFileSync(input, `${rows.map((each) => JSON.stringify(each)).join("\n")}\n{broken\n{"id":1}\n`);
  const said: string[] = [];
  expect(
    await runCopies({ in: input, out: output, threshold: 0.8 }, { say: (line) => said.push(line) }),
  ).toBe(0);
  const pairs = readFileSync(output, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([
    [7, 9],
    [7, "x"],
    ["x", 9],
  ]);
  expect(pairs[0].similarity).toBe(1);
  expect(pairs[1].similarity).toBeLessThan(1);
  expect(text.slice(...(pairs[1].span.a as [number, number]))).toBe(text.slice(0, -1));
  expect(said.filter((line) => line.includes("skipped:"))).toHaveLength(2);
  await expect(runCopies({ in: join(folder, "none"), out: output }, { say: () => {} })).rejects.toThrow(
    "找不到",
  );
});
