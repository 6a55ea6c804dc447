// The packages that the lock file names: there or not, and installed where they are not. Plain JavaScript, since it runs before any is there.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a lock file names; npm writes the second one, of what it installed, once all is done. */
function packagesIn(...path) {
  try {
    return JSON.parse(readFileSync(join(...path), "utf8")).packages;
  } catch {
    return {};
  }
}

/** Whether everything stands in node_modules in the version of the lock file, whoever installed it. */
export function isInstalled(root, { development }) {
  const there = packagesIn(root, "node_modules", ".package-lock.json");
  return Object.entries(packagesIn(root, "package-lock.json")).every(
    ([path, { version, dev, optional }]) =>
      path === "" || optional || (dev && !development) || there[path]?.version === version,
  );
}

/** True where everything is there afterwards; npm itself says why not. */
export function install(root) {
  const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  return done.status === 0;
}
