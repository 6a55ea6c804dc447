// One server to a data folder: a second would stop the first one's database and start its own, and so on in turn.

import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SettingError } from "./settings.ts";

/**
 * Takes the folder for this process; waits a little for one that is just ending. What a killed process left is taken over.
 * @returns a function that gives the folder back.
 * @throws SettingError naming the process that holds it.
 */
export async function occupy(folder: string, within = 15_000): Promise<() => void> {
  const file = join(folder, "server.pid");
  const mine = identity(process.pid)!;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let waited = 0; ; waited += 200) {
      try {
        // Whole at once or not at all: nobody reads a half-written number.
        linkSync(draft, file);
        return () => {
          if (read(file) === mine) rmSync(file, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = read(file);
      const pid = Number(holder?.split(" ")[0]);
      if (holder !== undefined && identity(pid) === holder && waited >= within) {
        throw new SettingError(
          `数据文件夹 ${folder} 正在被另一个落地服务使用（进程 ${pid}）。请先停止它，或换 LUODI_DATA。Another server (process ${pid}) uses this data folder; stop it first, or choose another LUODI_DATA.`,
        );
      }
      if (holder !== undefined && identity(pid) !== holder) rmSync(file, { force: true });
      else await wait(200);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Number and time of birth, since numbers are given out again; undefined where nothing lives under it. */
function identity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A dead process whose parent has not asked for it yet holds nothing.
    return fields[0] === "Z" ? undefined : `${pid} ${fields[19]}`;
  } catch {
    return `${pid} 0`;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
