// The embedded PostgreSQL: made on first start, taken over after a hard kill, started again when it dies, stopped cleanly.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { SettingError } from "../settings.ts";
import { type Binaries, clusterFolder, findBinaries } from "./binaries.ts";
import { BARE_ENVIRONMENT, endLeftover } from "./leftover.ts";

/** How long a living server may take to answer: after a crash it first replays its log. */
const ANSWER_WITHIN = 300_000;
/** How long a first start is tried again: sessions of a killed server hold its memory for a moment, and it refuses until they are gone. */
const RETRY_FOR = 10_000;
const LOG_LIMIT = 5_000_000;
const APPLICATION = "luodi_application";

export interface EmbeddedDatabase {
  /** Connection string of the superuser, for migrations only. */
  readonly url: string;
  /** Connection string of the application's own user: no superuser, owner of nothing, a member of the roles it works under. */
  readonly applicationUrl: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  readonly log?: (line: string) => void;
  /** Settings on top of its own, the last of one name counts: only for tests, which may give up safety for speed. */
  readonly settings?: readonly string[];
}

/**
 * Starts the database of a data folder. A server left behind by a killed process is ended first.
 * @throws SettingError where it cannot start, with the end of its log.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log = () => {} } = options;
  mkdirSync(options.folder, { recursive: true });
  // One spelling of the folder, by which a server left behind is recognised.
  const folder = realpathSync(options.folder);
  const binaries = findBinaries(folder);
  const data = clusterFolder(folder, binaries.version);
  const password = passwordOf(folder);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(binaries, data, password, folder);
  let port = 0;
  const url = () => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess;
  let stopping = false;

  const bringUp = async (retryFor: number): Promise<boolean> => {
    for (let waited = 0, pause = 250; !stopping; waited += pause, pause = Math.min(pause * 2, 3_000)) {
      await endLeftover(binaries, data, log);
      if (stopping) return false;
      // Until the first answer any port will do; afterwards the pool knows it, and it stays.
      if (retryFor === RETRY_FOR) port = await portOf(folder);
      child = run(binaries, data, port, folder, options.settings ?? []);
      if (await answers(url(), () => lives(child))) return true;
      await end(child);
      if (waited >= retryFor) return false;
      await wait(pause);
    }
    return false;
  };
  const watch = async () => {
    while (!stopping) {
      await exitOf(child);
      if (stopping) return;
      log("数据库停了，正在重新启动 PostgreSQL stopped; starting it again");
      // For ever: pages say meanwhile that they are not available, and a full disk may be emptied.
      await bringUp(Number.POSITIVE_INFINITY);
    }
  };

  if (!(await bringUp(RETRY_FOR))) {
    throw new SettingError(`数据库没有启动 PostgreSQL did not start (${data}):\n${tail(folder)}`);
  }
  const watching = watch();
  const stop = async () => {
    stopping = true;
    await end(child);
    await watching;
  };
  try {
    const own = await applicationUser(url(), password);
    return {
      url: url(),
      applicationUrl: url().replace(`postgres:${password}`, `${APPLICATION}:${own}`),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The user of the pool. It owns nothing; the first migration makes it a member of the working roles. */
async function applicationUser(url: string, password: string): Promise<string> {
  // Derived, so that whoever learns it does not learn the superuser's. Hexadecimal, so that it may stand in a statement without parameters.
  const own = createHmac("sha256", password).update(APPLICATION).digest("hex");
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APPLICATION]);
    const verb = rowCount === 0 ? "CREATE" : "ALTER";
    await client.query(
      `${verb} ROLE ${APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD '${own}'`,
    );
  } finally {
    await client.end();
  }
  return own;
}

function initialise(binaries: Binaries, data: string, password: string, folder: string): void {
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secret = join(folder, `.password-${process.pid}`);
  writeFileSync(secret, password, { mode: 0o600 });
  if (binaries.identity !== undefined) {
    for (const path of [draft, secret]) chownSync(path, binaries.identity.uid, binaries.identity.gid);
  }
  const made = spawnSync(
    join(binaries.folder, "initdb"),
    [
      ...["-D", draft, "-U", "postgres", `--pwfile=${secret}`, "--auth=scram-sha-256"],
      ...["-E", "UTF8", "--locale=C"],
    ],
    { ...binaries.identity, cwd: "/", env: BARE_ENVIRONMENT },
  );
  rmSync(secret, { force: true });
  if (made.status !== 0) {
    throw new SettingError(
      `数据库建不起来（${folder}）：${made.error?.message ?? String(made.stderr).trim()}。请检查磁盘空间和文件夹权限，或换 LUODI_DATA。The database cannot be made there; check space and permissions, or choose another LUODI_DATA.`,
    );
  }
  renameSync(draft, data);
}

function run(
  binaries: Binaries,
  data: string,
  port: number,
  folder: string,
  further: readonly string[],
): ChildProcess {
  const settings = [
    ...["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "logging_collector=off"],
    ...["shared_buffers=128MB", "max_connections=60", "password_encryption=scram-sha-256", "timezone=UTC"],
    ...["fsync=on", "synchronous_commit=on"],
    ...further,
  ];
  const child = spawn(
    join(binaries.folder, "postgres"),
    ["-D", data, ...settings.flatMap((each) => ["-c", each])],
    {
      ...binaries.identity,
      cwd: "/",
      env: BARE_ENVIRONMENT,
      stdio: ["ignore", "ignore", "pipe"],
      // A group of its own: Ctrl-C reaches the server first, which then stops the database in order.
      detached: true,
    },
  );
  child.once("error", (error) => keepLog(folder, `${error.message}\n`));
  child.stderr!.on("data", (chunk: Buffer) => keepLog(folder, chunk));
  return child;
}

/** Its log may quote keys of rows: for the operator alone, and never so long that it fills the disk. */
function keepLog(folder: string, chunk: Buffer | string): void {
  const file = join(folder, "postgres.log");
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.old`);
    appendFileSync(file, chunk, { mode: 0o600 });
  } catch {
    // A full disk must not end the server because a log line has no place.
  }
}

function tail(folder: string): string {
  const file = join(folder, "postgres.log");
  return existsSync(file) ? readFileSync(file, "utf8").slice(-2000) : "(no log)";
}

function lives(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (lives(child)) child.once("exit", () => resolve());
    else resolve();
  });
}

/** Fast shutdown: sessions are ended, the log is flushed, nothing acknowledged is lost. At once where that takes too long. */
async function end(child: ChildProcess): Promise<void> {
  if (!lives(child)) return;
  const gone = exitOf(child);
  child.kill("SIGINT");
  const inTime = await Promise.race([gone.then(() => true), wait(20_000, false, { ref: false })]);
  if (!inTime) child.kill("SIGQUIT");
  await gone;
}

function passwordOf(folder: string): string {
  const file = join(folder, "postgres.secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** The port of last time where it is free, else any. */
function portOf(folder: string): Promise<number> {
  const file = join(folder, "postgres.port");
  const kept = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const wanted = Number.isInteger(kept) && kept < 65_536 ? kept : 0;
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

async function answers(url: string, alive: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < ANSWER_WITHIN && alive(); waited += 100) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch (error) {
      // A password that does not fit will not fit the next time either (28P01).
      if ((error as { code?: string }).code === "28P01") return false;
      await wait(100);
    } finally {
      await client.end().catch(() => {});
    }
  }
  return false;
}
