// The embedded PostgreSQL: made on first start, adopted or ended after a hard kill, started again when it dies, stopped cleanly.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { SettingError } from "../settings.ts";
import { type Binaries, findBinaries } from "./binaries.ts";

const START_WITHIN = 30_000;
const TRIES = 5;

export interface EmbeddedDatabase {
  /** Connection string of the superuser, for migrations only. */
  readonly url: string;
  /** Connection string of the application's own user: no superuser, a member of the roles it works under. */
  readonly applicationUrl: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Only for tests of the tests: a server that does not wait for the disk. */
  readonly unsafeWithoutFsync?: boolean;
}

/**
 * Starts the database of a data folder. A server left behind by a killed process is ended first.
 * @throws SettingError where it cannot start, with the end of its log.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { folder, log = () => {} } = options;
  mkdirSync(folder, { recursive: true });
  const binaries = findBinaries(folder);
  const data = join(folder, `pgdata-${binaries.version.split(".")[0]}`);
  const password = passwordOf(folder);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(binaries, data, password, folder);
  await endLeftover(binaries, data, log);
  const port = await portOf(folder);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;
  let stopping = false;
  const start = () => {
    child = run(binaries, data, port, options);
    child.once("exit", (code) => {
      if (stopping) return;
      log(`数据库停了（${code}），正在重新启动 PostgreSQL stopped (${code}), starting it again`);
      void restart();
    });
  };
  const restart = async () => {
    for (let attempt = 1; !stopping && attempt <= TRIES; attempt++) {
      await wait(300 * attempt);
      await endLeftover(binaries, data, log);
      if (stopping) return;
      start();
      if (await answers(url, START_WITHIN)) return;
    }
  };
  start();
  if (!(await answers(url, START_WITHIN, () => child?.exitCode === null))) {
    stopping = true;
    child?.kill("SIGQUIT");
    throw new SettingError(`数据库没有启动 PostgreSQL did not start (${data}):\n${tail(folder)}`);
  }
  await makeApplicationUser(url, password);
  return {
    url,
    applicationUrl: url.replace("//postgres:", "//luodi_application:"),
    async stop() {
      stopping = true;
      const running = child;
      if (running === undefined || running.exitCode !== null) return;
      const gone = new Promise((resolve) => running.once("exit", resolve));
      // Fast shutdown: sessions are ended, the log is flushed, nothing acknowledged is lost.
      running.kill("SIGINT");
      await Promise.race([gone, wait(20_000).then(() => running.kill("SIGQUIT"))]);
    },
  };
}

/** The user of the pool. It owns nothing; the first migration makes it a member of the working roles. */
async function makeApplicationUser(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = 'luodi_application'");
  // The password is hexadecimal and our own, so that it may stand in the statement, which takes no parameters.
  if (rowCount === 0) {
    await client.query(
      `CREATE ROLE luodi_application LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT PASSWORD '${password}'`,
    );
  }
  await client.end();
}

function initialise(binaries: Binaries, data: string, password: string, folder: string): void {
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secret = join(draft, "..", `.password-${process.pid}`);
  writeFileSync(secret, password, { mode: 0o600 });
  give(binaries, draft, secret);
  const flags = [
    "-D",
    draft,
    "-U",
    "postgres",
    `--pwfile=${secret}`,
    "--auth=scram-sha-256",
    "-E",
    "UTF8",
    "--locale=C",
  ];
  const made = spawnSync(join(binaries.folder, "initdb"), flags, {
    ...binaries.identity,
    cwd: "/",
    env: environment(),
  });
  rmSync(secret, { force: true });
  if (made.status !== 0) {
    throw new SettingError(
      `数据库建不起来（${folder}）：${String(made.stderr).trim()}。请检查磁盘空间和文件夹权限，或换 LUODI_DATA。The database cannot be made there.`,
    );
  }
  spawnSync("mv", [draft, data]);
}

function give(binaries: Binaries, ...paths: string[]): void {
  const { identity } = binaries;
  if (identity !== undefined) for (const path of paths) chownSync(path, identity.uid, identity.gid);
}

function run(binaries: Binaries, data: string, port: number, options: EmbeddedOptions): ChildProcess {
  const settings = [
    ...["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "logging_collector=off"],
    ...["shared_buffers=128MB", "max_connections=60", "password_encryption=scram-sha-256", "timezone=UTC"],
    ...(options.unsafeWithoutFsync ? ["fsync=off", "full_page_writes=off"] : []),
  ];
  const child = spawn(
    join(binaries.folder, "postgres"),
    ["-D", data, ...settings.flatMap((each) => ["-c", each])],
    {
      ...binaries.identity,
      cwd: "/",
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
      // A group of its own: Ctrl-C reaches the server first, which then stops the database in order.
      detached: true,
    },
  );
  child.stderr!.on("data", (chunk) => appendFileSync(join(options.folder, "postgres.log"), chunk));
  return child;
}

/** No variable of the caller reaches the database (PGDATA, LD_PRELOAD, secrets). */
function environment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C" };
}

/** Ends a postmaster that a killed process left behind on this folder. */
async function endLeftover(binaries: Binaries, data: string, log: (line: string) => void): Promise<void> {
  const pid = leftover(data);
  if (pid === undefined) return;
  log(`发现上次留下的数据库进程 ${pid}，正在结束 ending the database left behind (${pid})`);
  spawnSync(join(binaries.folder, "pg_ctl"), ["-D", data, "-m", "fast", "-t", "10", "stop"], {
    ...binaries.identity,
    cwd: "/",
    env: environment(),
  });
  for (let waited = 0; leftover(data) !== undefined && waited < 10_000; waited += 100) await wait(100);
}

function leftover(data: string): number | undefined {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n", 1)[0]);
  try {
    process.kill(pid, 0);
    return isPostgres(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** A number may have been given to another program since. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}

function passwordOf(folder: string): string {
  const file = join(folder, "postgres.secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function portOf(folder: string): Promise<number> {
  const file = join(folder, "postgres.port");
  const wanted = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") reject(error);
      else probe.listen(0, "127.0.0.1");
    });
    probe.once("listening", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => {
        writeFileSync(file, String(port));
        resolve(port);
      });
    });
    probe.listen(wanted, "127.0.0.1");
  });
}

async function answers(url: string, within: number, alive: () => boolean = () => true): Promise<boolean> {
  for (let waited = 0; waited < within && alive(); waited += 100) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch {
      await wait(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}

function tail(folder: string): string {
  const file = join(folder, "postgres.log");
  return existsSync(file) ? readFileSync(file, "utf8").slice(-2000) : "(no log)";
}
