// What a killed server or PostgreSQL left behind on a data folder: found without mistaking a stranger for it, and ended.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
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
    if (pid === undefined) break;
    log(`发现上次留下的数据库进程 ${pid}，正在结束 ending the database left behind (${pid})`);
    const flags = ["-D", data, "-m", mode, "-t", "10", "stop"];
    spawnSync(join(binaries.folder, "pg_ctl"), flags, {
      ...binaries.identity,
      cwd: "/",
      env: BARE_ENVIRONMENT,
    });
    for (let waited = 0; leftover(data) !== undefined && waited < 5_000; waited += 100) await wait(100);
  }
  if (leftover(data) === undefined) await endOrphans(data);
}

/**
 * Sessions of a killed postmaster that are deep in a long query do not see that it is gone, and PostgreSQL will not start until they are.
 * What they had not committed was lost with it; what they had stands in the log.
 */
async function endOrphans(data: string): Promise<void> {
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    for (let waited = 0; waited < 3_000; waited += 100) {
      const left = orphans(data);
      if (left.length === 0) return;
      if (waited === 0) for (const pid of left) send(pid, signal);
      await wait(100);
    }
  }
}

/** Processes of PostgreSQL that work in this very folder. */
function orphans(data: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      try {
        if (!(pid > 0) || readlinkSync(`/proc/${pid}/cwd`) !== data) return false;
        // After an update the file may be gone, which Linux adds to the name.
        return basename(readlinkSync(`/proc/${pid}/exe`)).startsWith("postgres");
      } catch {
        // It ended while we looked, or belongs to somebody else.
        return false;
      }
    });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
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
