// Walking the named paths: order, distinct relative paths, links, files that cannot be opened, names of people.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inputFiles } from "./files.ts";

let root = "";
const walk = async (...paths: string[]) => {
  const found = [];
  for await (const file of inputFiles(paths.map((path) => join(root, path)))) found.push(file);
  return found;
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "luodi-files-"));
  for (const folder of ["a/sub", "b", "other/a", "photos/路面"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["a/2.csv", "a/1.csv", "a/sub/3.csv", "a/.hidden", "b/1.csv", "other/a/1.csv"]) {
    writeFileSync(join(root, file), "x");
  }
  writeFileSync(join(root, "photos/路面/张三身份证.jpg"), "x");
  writeFileSync(join(root, "photos/路面/李四身份证.jpg"), "x");
  symlinkSync(join(root, "b/1.csv"), join(root, "a/outside.csv"));
  symlinkSync(join(root, "a/1.csv"), join(root, "a/within.csv"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("paths are relative to the named folder and in order; links outside are told, not followed", async () => {
  const files = await walk("a");
  expect(files.map((file) => [file.path, file.unreadable?.reason.en])).toEqual([
    ["1.csv", undefined],
    ["2.csv", undefined],
    ["outside.csv", "a link that leads outside the folder; not read"],
    ["sub/3.csv", undefined],
    ["within.csv", undefined],
  ]);
});

test("several folders keep their paths apart, even of one name", async () => {
  const paths = (await walk("a", "b", "other/a")).map((file) => file.path);
  expect(paths).toContain("a/1.csv");
  expect(paths).toContain("b/1.csv");
  expect(paths).toContain("a~2/1.csv");
  expect(new Set(paths).size).toBe(paths.length);
});

test("a folder named twice, or inside a named one, is read once; what we wrote ourselves is not read", async () => {
  expect((await walk("a", "a/", "a/sub", "a/1.csv")).map((file) => file.path)).toEqual(
    (await walk("a", "a")).map((file) => file.path),
  );
  const found = [];
  for await (const file of inputFiles([join(root, "a")], [join(root, "a/2.csv")])) found.push(file.path);
  expect(found).toEqual(["1.csv", "outside.csv", "sub/3.csv", "within.csv"]);
});

test("a sibling outside the named folder is not given", async () => {
  const [first] = await walk("a");
  expect(await first!.sibling("outside.csv")).toBeUndefined();
  expect((await first!.sibling("2.csv"))?.path).toBe("2.csv");
});

test("a folder of pictures is one input, and names of people are masked but stay apart", async () => {
  const [folder] = await walk("photos");
  expect(folder!.path).toBe("路面/");
  const members = [];
  for await (const member of folder!.members!()) members.push(member.path);
  expect(new Set(members).size).toBe(2);
  expect(members.join()).not.toMatch(/张三|李四/);
});

test("a path that does not exist is the user's mistake", async () => {
  await expect(walk("nothing")).rejects.toThrow("找不到");
});

const asRoot = process.getuid?.() === 0;
if (asRoot)
  console.warn("SKIPPED: run as root, which can open every file, so an unreadable file cannot be made");
test.skipIf(asRoot)("a file without permission is told", async () => {
  const path = join(root, "b", "closed.csv");
  writeFileSync(path, "x");
  chmodSync(path, 0);
  const closed = (await walk("b")).find((file) => file.path === "closed.csv");
  expect(closed?.unreadable?.reason.en).toContain("EACCES");
});
