// Tests luodi groups on exports as they arrive: other encodings, cut short, without dataset.yaml, empty; each has a clear answer.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runGroups } from "./groups.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-groups-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SAMPLES = new URL("../core/importers/chat-text/samples/", import.meta.url);
const TEXT = Array.from(
  { length: 60 },
  (_, at) =>
    `2026-06-${String(1 + (at % 28)).padStart(2, "0")} 09:${String(at).padStart(2, "0")}:00 组员${at % 12}(10${at % 12})\n请各村今天下班前把名单报我\n`,
).join("\n");

/** The two Chinese words of TEXT in GBK; Node cannot write it, so the bytes stand here. */
const GBK = Buffer.concat(
  TEXT.split(/(组员|请各村今天下班前把名单报我)/).map((part) =>
    part === "组员"
      ? Buffer.from("d7e9d4b1", "hex")
      : part.startsWith("请")
        ? Buffer.from("c7ebb8f7b4e5bdf1cceccfc2b0e0c7b0b0d1c3fbb5a5b1a8ced2", "hex")
        : Buffer.from(part),
  ),
);

/** What the command says and writes of a folder with these bytes in a file of that name. */
async function loadOfBytes(name: string, bytes: Uint8Array | string, described = true) {
  const input = mkdtempSync(join(folder, "in-"));
  writeFileSync(join(input, name), bytes);
  if (described) copyFileSync(new URL("dataset.yaml", SAMPLES), join(input, "dataset.yaml"));
  return run(input);
}

async function run(input: string) {
  const said: string[] = [];
  const out = join(folder, "load.json");
  const code = await runGroups({ in: input, out }, { say: (line) => said.push(line) });
  const load = JSON.parse(readFileSync(out, "utf8")) as { groups: { messages: number }[]; problems: number };
  return { code, load, said: said.join("\n") };
}

describe("luodi groups", () => {
  it.each([
    ["UTF-8", TEXT],
    ["UTF-8 with its mark", `\uFEFF${TEXT}`],
    ["GBK", GBK],
    ["UTF-16", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
  ])("reads an export in %s", async (_, bytes) => {
    const { code, load, said } = await loadOfBytes("综治工作群.txt", bytes);
    expect(code).toBe(0);
    expect(load.problems).toBe(0);
    expect(load.groups.map(({ messages }) => messages)).toEqual([60]);
    expect(said).not.toContain("没有读到群消息");
  });

  it("says that an export is cut short", async () => {
    const whole = readFileSync(new URL("../../chat-json/samples/feishu.json", SAMPLES));
    const { code, load, said } = await loadOfBytes("cut.json", whole.subarray(0, whole.length / 2));
    expect(code).toBe(1);
    expect(load.problems).toBeGreaterThan(0);
    expect(said).toMatch(/不完整|截断/);
  });

  it("reads no export without its dataset.yaml, and says what to write", async () => {
    const { code, said } = await loadOfBytes("群.txt", TEXT, false);
    expect(code).toBe(1);
    expect(said).toContain("dataset.yaml");
    expect(said).toContain("没有读到群消息");
  });

  it("says that nothing was there, for an empty file and an empty folder", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    for (const { load, said } of [await loadOfBytes("群.txt", ""), await run(empty)]) {
      expect(load.groups).toEqual([]);
      expect(said).toContain("没有读到群消息");
    }
  });

  it("names a folder that is not there", async () => {
    await expect(run(join(folder, "nowhere"))).rejects.toThrow("nowhere");
  });
});
