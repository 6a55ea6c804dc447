// Whether packages have to be installed before a start: by what npm wrote down, whoever ran it.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "luodi-packages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As the start asks, which knows no package and no TypeScript. */
function isInstalled(folder: string, development: boolean): boolean {
  const script = `const { isInstalled } = await import(process.argv[1]);
    console.log(isInstalled(process.argv[2], { development: ${development} }));`;
  const module = join(import.meta.dirname, "..", "scripts", "packages.mjs");
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script, module, folder]);
  return said.toString() === "true\n";
}

test("this repository, installed by npm ci, needs nothing", () => {
  expect(isInstalled(join(import.meta.dirname, ".."), true)).toBe(true);
});

test("a package that is missing or of another version is; one for another platform or for development is not", () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  const a = { version: "1.0.0" };
  const wanted = {
    "": {},
    "node_modules/a": a,
    "node_modules/b": { ...a, dev: true },
    "node_modules/c": { ...a, optional: true },
  };
  writeFileSync(join(root, "package-lock.json"), lock(wanted));
  expect(isInstalled(root, false)).toBe(false);
  mkdirSync(join(root, "node_modules"));
  const there = (packages: object) =>
    writeFileSync(join(root, "node_modules", ".package-lock.json"), lock(packages));
  there({ "node_modules/a": { version: "1.0.1" } });
  expect(isInstalled(root, false)).toBe(false);
  there({ "node_modules/a": a });
  expect([isInstalled(root, false), isInstalled(root, true)]).toEqual([true, false]);
  there({ "node_modules/a": a, "node_modules/b": a });
  expect(isInstalled(root, true)).toBe(true);
});
