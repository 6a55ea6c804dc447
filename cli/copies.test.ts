// The command from file to file.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { runCopies } from "./copies.ts";

const folder = mkdtempSync(join(tmpdir(), "copies-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  ).toBe(1);
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

const silent = { say: () => {} };
const words = (at: number) =>
  `第${at}号通知：各村组要在本月底前完成沟渠清淤工作，并将进度报镇水利站，逾期逐户核对`;
const pairsIn = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { a: number; b: number; similarity: number })
    .map(({ a, b, similarity }) => `${a} ${b} ${similarity}`)
    .sort();

function dayFile(name: string, from: number, count: number): string {
  const path = join(folder, name);
  const rows = Array.from({ length: count }, (_, at) => ({ id: from + at, text: words(from + at) }));
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return path;
}

test("an index grows day by day and tells only pairs with a new text; the same file is not taken twice", async () => {
  const index = join(folder, "index");
  const out = join(folder, "out.jsonl");
  const days = [dayFile("one.jsonl", 0, 5), dayFile("two.jsonl", 5, 4)];
  const told: string[] = [];
  for (const day of days) {
    expect(await runCopies({ in: day, out, index }, silent)).toBe(0);
    told.push(...pairsIn(out));
  }
  await runCopies({ in: dayFile("all.jsonl", 0, 9), out }, silent);
  expect(told.sort()).toEqual(pairsIn(out));
  const said: string[] = [];
  writeFileSync(out, "");
  await runCopies({ in: days[1]!, out, index }, { say: (line) => said.push(line) });
  expect(said.join()).toContain("已经在索引里");
  expect(pairsIn(out)).toEqual([]);
  await expect(runCopies({ in: days[1]!, out, index, threshold: 0.9 }, silent)).rejects.toThrow(
    "--threshold 0.8",
  );
});

test("a run that was cut off is done again whole; half a part is no part", async () => {
  const index = join(folder, "cut");
  const out = join(folder, "cut.jsonl");
  const first = dayFile("first.jsonl", 0, 3);
  const second = dayFile("second.jsonl", 3, 6);
  await runCopies({ in: first, out, index }, silent);
  const whole = join(folder, "whole");
  await runCopies({ in: first, out, index: whole }, silent);
  await runCopies({ in: second, out, index: whole }, silent);
  const expected = pairsIn(out);
  // As a kill leaves it: some parts kept, one half written, the note not yet told.
  const note = readFileSync(join(index, "luodi-copies.json"));
  await runCopies({ in: second, out, index, batch: 100 }, silent);
  writeFileSync(join(index, "luodi-copies.json"), note);
  writeFileSync(join(index, "part-0000009-0000000000000000.jsonl.new"), '[1,"半');
  await runCopies({ in: second, out, index, batch: 100 }, silent);
  expect(pairsIn(out)).toEqual(expected);
  expect(readdirSync(index).filter((name) => name.endsWith(".new"))).toEqual([]);
});

test("a file larger than memory should hold is compared part by part, with the same pairs", async () => {
  const out = join(folder, "parts.jsonl");
  const path = dayFile("large.jsonl", 0, 12);
  await runCopies({ in: path, out }, silent);
  const whole = pairsIn(out);
  await runCopies({ in: path, out, largest: 10, batch: 120 }, silent);
  expect(pairsIn(out)).toEqual(whole);
});

test.each(["SIGINT", "SIGKILL"] as const)(
  "the texts of a file that is compared part by part do not outlive a run that is ended by %s",
  async (signal) => {
    const own = mkdtempSync(join(tmpdir(), "luodi-copies-test-"));
    const lines = Array.from({ length: 50_000 }, (_, id) =>
      JSON.stringify({ id, text: `第 ${id} 封来信说的事` }),
    );
    writeFileSync(join(own, "in.jsonl"), lines.join("\n"));
    const script = `const { runCopies } = await import(process.argv[1]);
      await runCopies({ in: "in.jsonl", out: "out.jsonl", largest: 10, batch: 2_000 }, { say() {} });`;
    const module = join(import.meta.dirname, "copies.ts");
    const loader = import.meta.resolve("tsx");
    const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", script, module], {
      cwd: own,
      env: { ...process.env, TMPDIR: own },
      stdio: "inherit",
    });
    const ended = once(child, "exit");
    const parts = () => readdirSync(own).filter((name) => name.startsWith("luodi-copies-"));
    await vi.waitFor(
      () => expect(readdirSync(join(own, parts()[0] ?? "none")).length).toBeGreaterThan(0),
      30_000,
    );
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    await vi.waitFor(() => expect(parts()).toEqual([]), 30_000);
    rmSync(own, { recursive: true });
  },
);

test("a folder that is no index is refused", async () => {
  writeFileSync(join(folder, "other.txt"), "x");
  await expect(
    runCopies({ in: dayFile("d.jsonl", 0, 1), out: join(folder, "o"), index: folder }, silent),
  ).rejects.toThrow("不是空的");
});
