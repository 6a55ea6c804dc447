// A postmaster that a killed process left behind on a data folder: found without mistaking a stranger for it, and ended.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";

/** No variable of the caller reaches the database (PGDATA, LD_PRELOAD, secrets). */
export const BARE_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: "/usr/bin:/bin", LC_ALL: "C" };

/** Above every process number that Linux gives out, so that nothing lives under it. */
const NOBODY = 999_999_999;

/** Ends what was left behind, first in order, then at once; acknowledged commits survive both. */
export async function endLeftover(
  binaries: Binaries,
  data: string,
  log: (line: string) => void,
): Promise<void> {
  for (const mode of ["fast", "immediate"]) {
    const pid = leftover(data);
    if (pid === undefined) return;
    log(`发现上次留下的数据库进程 ${pid}，正在结束 ending the database left behind (${pid})`);
    const flags = ["-D", data, "-m", mode, "-t", "10", "stop"];
    spawnSync(join(binaries.folder, "pg_ctl"), flags, {
      ...binaries.identity,
      cwd: "/",
      env: BARE_ENVIRONMENT,
    });
    for (let waited = 0; leftover(data) !== undefined && waited < 5_000; waited += 100) await wait(100);
  }
}

/** Process number of a living postmaster of this very folder. */
export function leftover(data: string): number | undefined {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !lives(pid)) return undefined;
  if (servesFolder(pid, data)) return pid;
  // After a power cut the number may belong to another program, and PostgreSQL would then refuse to start. Only the number is
  // replaced: the lines below let PostgreSQL see for itself whether sessions of the old server still hold the data.
  writeFileSync(file, [String(NOBODY), ...lines.slice(1)].join("\n"));
  return undefined;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function servesFolder(pid: number, data: string): boolean {
  // Elsewhere than on Linux there is nothing to look at; there the number is believed.
  if (process.platform !== "linux") return true;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return words[0]!.endsWith("postgres") && words.includes(data);
  } catch {
    return false;
  }
}
