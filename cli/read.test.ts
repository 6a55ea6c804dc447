// Tests luodi read on invented lines: times in three forms, one result a line, bad lines named and skipped.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { instantFrom, runRead } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("times", () => {
  it("reads slashes, ISO, Chinese dates, epochs and Excel serials, without a zone as Beijing time", () => {
    const noon = Date.UTC(2021, 2, 10, 4, 0, 0);
    expect(instantFrom("2021/3/10 12:00:00")).toBe(noon);
    expect(instantFrom("2021-03-10T12:00:00+08:00")).toBe(noon);
    expect(instantFrom("2021-03-10T04:00:00Z")).toBe(noon);
    expect(instantFrom(44265.5)).toBe(noon);
    expect(instantFrom(1615348800000)).toBe(noon);
    expect(instantFrom("2021年3月10日 12时00分")).toBe(noon);
    expect([instantFrom(""), instantFrom(" "), instantFrom(null)]).toEqual([undefined, undefined, undefined]);
    expect(() => instantFrom("2021/2/30")).toThrow();
  });
});

describe("luodi read", () => {
  it("writes one reading a good line and names the bad ones", async () => {
    const input = join(folder, "in.jsonl");
    const out = join(folder, "out.jsonl");
    writeFileSync(
      input,
      [
        '\ufeff{"id":1,"subject":"路灯坏了","asked_at":"2021/3/1 9:00:00","text":"青石巷路灯坏了，什么时候修好？","reply":"您好，我局将于4月底前完成更换。","replied_at":"2021/3/10 12:00:00","phone":"不读"}',
        "{bad",
        "",
        '{"id":"b","reply":7}',
        '{"id":"c","subject":"x","text":"y","reply":"已收悉","replied_at":"昨天"}',
        '{"id":"d","reply":"已收悉"}',
      ].join("\r\n"),
    );
    const said: string[] = [];
    const shown: number[] = [];
    const counts = await runRead(
      { in: input, out },
      { stderr: { write: (text) => said.push(text) }, onProgress: (read) => shown.push(read) },
    );
    expect(counts).toEqual({ read: 2, problems: 3 });
    expect(shown).toEqual([1, 2]);
    expect(said.map((text) => /line (\d+)/.exec(text)?.[1])).toEqual(["2", "4", "5"]);
    const [first, last] = readFileSync(out, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(Object.keys(first)).toEqual([
      "id",
      "kind",
      "confidence",
      "abstained",
      "offtopic",
      "asks",
      "cold",
      "handover",
      "commitments",
      "why",
    ]);
    expect(first).toMatchObject({ id: 1, commitments: [{ due: "2021-04-30", vague: false }] });
    expect(JSON.stringify(first)).not.toContain("不读");
    expect(last).toMatchObject({ id: "d", kind: "hollow" });
  });
  it("fails plainly where the file is missing", async () => {
    const missing = { in: join(folder, "none.jsonl"), out: join(folder, "none.out") };
    await expect(runRead(missing, { stderr: { write: () => true } })).rejects.toThrow("找不到文件");
  });
});
