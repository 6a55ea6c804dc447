// What `npm test` runs: install what is missing, check the code, run every test, and end with one plain line.
// Plain JavaScript without dependencies, so that it also works on a machine where nothing is installed yet.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, isInstalled } from "../scripts/packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status ?? 1;

function installBrowser() {
  const wanted = process.env.CI === "true" || process.env.LUODI_INSTALL === "1";
  if (wanted && run("bash", [join(root, "scripts", "install-browser.sh")]) !== 0) process.exit(1);
}

if (!isInstalled(root, { development: true }) && !install(root)) {
  console.error("装不上依赖：见上面的错误。Packages could not be installed: see above.");
  process.exit(1);
}
installBrowser();
const only = process.argv.slice(2);
let failed = 0;
if (only.length === 0 && run("npm", ["run", "--silent", "check"]) !== 0) failed += 1;
const folder = mkdtempSync(join(tmpdir(), "luodi-test-"));
const result = join(folder, "result.json");
const status = run("npx", [
  "--no-install",
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${result}`,
  ...only,
]);
const counts = existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : undefined;
rmSync(folder, { recursive: true, force: true });
const passed = counts?.numPassedTests ?? 0;
failed += counts?.numFailedTests ?? 1;
// A file that cannot be loaded has no failed test of its own, yet it must not pass.
if (status !== 0 && failed === 0) failed = Math.max(1, counts?.numFailedTestSuites ?? 1);
const skipped = (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
