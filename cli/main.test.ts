// The command line as a stranger uses it: help, mistakes, pipes, odd encodings, outputs that are whole or not there.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { main } from "./main.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-stranger-"));
process.env.LUODI_DATA = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const LUODI = join(import.meta.dirname, "luodi.mjs");
const CASE = {
  id: 1,
  text: "青石巷路灯坏了，什么时候修好？",
  reply: "您好，我局将于4月底前完成更换。",
  replied_at: "2021/3/10",
};
const LINE = `${JSON.stringify(CASE)}\n`;

/** Runs it in the folder, as a shell would. */
function shell(command: string, input = "") {
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", `set -o pipefail; luodi() { "${process.execPath}" "${LUODI}" "$@"; }; ${command}`],
    { cwd: folder, input, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}
/** The same in this process, which is quicker where no pipe is looked at. */
async function command(...args: string[]) {
  const said = { stdout: "", stderr: "" };
  const listen = (name: "stdout" | "stderr") =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said[name] += String(text);
      return true;
    });
  const spies = [listen("stdout"), listen("stderr")];
  try {
    return { status: await main(args), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
function put(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}
const at = (name: string) => join(folder, name);
const got = (name: string) => readFileSync(join(folder, name), "utf8");
const drafts = () => readdirSync(folder).filter((name) => name.endsWith(".new"));

describe("help and mistakes", () => {
  test.each([
    ...["audit", "explain", "import", "packs", "detectors"],
    ...["read", "copies", "photos", "groups", "verify"],
  ])("%s --help tells of it alone, exit 0; an unknown option is told with it, exit 2", async (name) => {
    const help = await command(name, "--help");
    expect(help).toMatchObject({ status: 0, stderr: "" });
    expect(help.stdout).toContain(`luodi ${name}`);
    const wrong = await command(name, "--wat");
    expect(wrong).toMatchObject({ status: 2, stdout: "" });
    expect(wrong.stderr).toContain(`luodi ${name} --help`);
  });

  test("the version alone", async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"));
    expect(await command("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  test.each([
    [["toString"], "没有命令"],
    [["read", "--in", "none.jsonl", "--out", "o"], "找不到文件"],
    [["read", "--in", folder, "--out", "o"], "是文件夹"],
    [["read", "--in", LUODI, "--out", folder], "是文件夹"],
    [["read", "--in", LUODI, "--out", "/dev/full"], "磁盘已满"],
    [["copies", "--in", LUODI, "--out", join(folder, "none", "o")], "没有文件夹"],
    [["copies", "--in", "-", "--out", "o", "--index", "i"], "不能从管道读"],
    [["explain", "x", "--report", "none"], "打不开"],
    [["audit", folder, "--out", LUODI], "是文件"],
    [["audit", folder, "--territory", "湖南省"], "CN-430121"],
    [["audit", folder, "--on", "2024/6"], "2021-06-19"],
    [["audit", folder, "--onn", "x"], "没有选项「--onn」"],
    [["packs", "甲"], "多写了「甲」"],
    [["audit", folder, "--on"], "选项「--on」的写法不对"],
  ])("%j", async (args, words) => {
    if (args.includes("/dev/full")) args[2] = join(folder, put("full.jsonl", LINE));
    const { status, stderr } = await command(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
  });
});

test("a day that lies ahead is told, and the check-up goes on", async () => {
  const empty = join(folder, "ahead");
  mkdirSync(empty);
  const ahead = await command("audit", empty, "--on", "2140-01-01");
  expect(ahead).toMatchObject({ status: 0 });
  expect(ahead.stderr).toContain("还没有到");
  expect(ahead.stdout).toContain("一条资料也没有读到");
  expect((await command("audit", empty, "--on", "2021-01-01")).stderr).toBe("");
});

describe("pipes", () => {
  test("- is the standard input and output; nothing else is written there", () => {
    const read = shell("luodi read --in - --out -", LINE);
    expect(read).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(read.stdout)).toMatchObject({ id: 1, commitments: [{ due: "2021-04-30" }] });
  });

  test("a full disk under the standard output is told", () => {
    const { status, stderr } = shell("luodi packs > /dev/full");
    expect([status, stderr.includes("磁盘已满")]).toEqual([2, true]);
  });

  test("a reader that goes away ends it without a word", () => {
    const { status, stderr } = shell("luodi packs | true");
    expect([status, stderr]).toEqual([128 + 13, ""]);
  });
});

describe("files", () => {
  test.each([
    ["UTF-16", Buffer.from(`\ufeff${LINE}`, "utf16le")],
    ["CR LF with a mark and blank lines", Buffer.from(`\ufeff${LINE.trim()}\r\n\r\n \r\n`)],
    [
      "GBK",
      Buffer.concat([
        Buffer.from('{"id":1,"replied_at":"2021/3/10","text":"'),
        // 路灯何时修好？ and 4月底前更换。 Node cannot write GBK.
        Buffer.from("c2b7b5c6bace cab1d0deBAC3A3BF".replaceAll(" ", ""), "hex"),
        Buffer.from('","reply":"'),
        Buffer.from("34d4c2b5d7c7b0b8fcbbbba1a3", "hex"),
        Buffer.from('"}\n'),
      ]),
    ],
  ])("%s", async (name, bytes) => {
    const input = put(`${name}.jsonl`, bytes);
    expect(await command("read", "--in", at(input), "--out", at("odd.out"))).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect(JSON.parse(got("odd.out")).commitments).toMatchObject([{ due: "2021-04-30" }]);
  });

  test("the input may be the output; a link stays a link", async () => {
    put("same.jsonl", LINE.repeat(3));
    symlinkSync(join(folder, "same.jsonl"), join(folder, "link.jsonl"));
    expect((await command("read", "--in", at("same.jsonl"), "--out", at("link.jsonl"))).status).toBe(0);
    expect(got("same.jsonl").trim().split("\n")).toHaveLength(3);
    expect(got("same.jsonl")).toContain('"kind"');
    expect(drafts()).toEqual([]);
  });

  test("a run that is stopped leaves what stood there", async () => {
    put("kept.out", "earlier");
    const child = spawn(process.execPath, [LUODI, "read", "--in", "-", "--out", at("kept.out")]);
    const ended = once(child, "exit");
    child.stdin.write(LINE);
    await vi.waitFor(() => expect(drafts()).toEqual([".kept.out.new"]), 30_000);
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(got("kept.out")).toBe("earlier");
    expect(
      (await command("read", "--in", at("CR LF with a mark and blank lines.jsonl"), "--out", at("kept.out")))
        .status,
    ).toBe(0);
    expect(drafts()).toEqual([]);
  });

  test("a folder in a file system that takes none is refused, not tried for ever", () => {
    put("cases.csv", "x\n");
    const tried = shell(
      `timeout -s KILL 60 "${process.execPath}" "${LUODI}" audit cases.csv --out /proc/luodi/report`,
    );
    expect(tried.status).toBe(2);
    expect(tried.stderr).toContain("不能写入「/proc/luodi」");
  });

  test("an id of many digits is never rounded", async () => {
    put(
      "long.jsonl",
      `{"id":12345678901234567890,"text":"a","reply":"已收悉"}\n{"id":"12345678901234567890","text":"a","reply":"已收悉"}\n`,
    );
    const read = await command("read", "--in", at("long.jsonl"), "--out", "-");
    expect([read.status, read.stderr.includes("加引号")]).toEqual([1, true]);
    expect(
      read.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id),
    ).toEqual(["12345678901234567890"]);
    expect(await command("copies", "--in", at("long.jsonl"), "--out", "-")).toMatchObject({
      status: 1,
      stdout: "",
    });
  });

  test("a report written into the folder that was read does not change the next one", async () => {
    mkdirSync(join(folder, "county"));
    put("county/board.csv", "留言编号,留言主题,留言时间,留言详情\n1,路灯不亮,2023/4/24,东街的路灯坏了\n");
    const run = () => command("audit", at("county"), "--on", "2024-01-01", "--out", at("county"));
    const first = [await run(), got("county/report.json")] as const;
    expect([await run(), got("county/report.json")]).toEqual(first);
    const { results } = JSON.parse(first[1]) as { results: { findings: { id: string }[] }[] };
    const [id] = results.flatMap((each) => each.findings.map((finding) => finding.id));
    const explained = await command("explain", id!, "--report", at("county"), "--source", at("county"));
    expect(explained.stdout).toContain("东街的路灯坏了");
    expect((await command("explain", "", "--report", at("county"))).status).toBe(2);
  });
});
