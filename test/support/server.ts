// A real server as `npm start` runs it, on a data folder and a port of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.ts";

const ROOT = join(import.meta.dirname, "..", "..");

export interface TestServer {
  readonly url: string;
  readonly dataFolder: string;
  /** Connection string of the database's superuser, for looking behind the server's back. */
  databaseUrl(): string;
  postmaster(): number;
  /** Process number of the server itself, below the one that watches over it. */
  server(): number;
  log(): string;
  /** Waits until the page answers with the words. */
  until(path: string, words: string, within?: number): Promise<string>;
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** @param kept a data folder that stays afterwards; without it the server gets its own. */
export async function startServer(
  environment: NodeJS.ProcessEnv = {},
  kept?: { readonly dataFolder: string },
): Promise<TestServer> {
  const dataFolder = kept?.dataFolder ?? mkdtempSync(join(tmpdir(), "luodi-server-"));
  const port = await freePort();
  let log = "";
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, "server", "start.mjs")], {
    env: { ...process.env, ...environment, PORT: String(port), LUODI_DATA: dataFolder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (log += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  const server: TestServer = {
    url,
    dataFolder,
    databaseUrl() {
      const secret = readFileSync(join(dataFolder, "postgres.secret"), "utf8").trim();
      return `postgres://postgres:${secret}@127.0.0.1:${readFileSync(join(dataFolder, "postgres.port"), "utf8")}/postgres`;
    },
    postmaster() {
      const folder = readdirSync(dataFolder).find((name) => name.startsWith("pgdata-"))!;
      return Number(readFileSync(join(dataFolder, folder, "postmaster.pid"), "utf8").split("\n", 1)[0]);
    },
    server: () => childOf(child.pid!),
    log: () => log,
    async until(path, words, within = 60_000) {
      let last = "";
      for (let waited = 0; waited < within; waited += 200) {
        last = await fetch(url + path, { headers: { accept: "text/html" } })
          .then((response) => response.text())
          .catch((error: Error) => error.message);
        if (last.includes(words)) return last;
        await wait(200);
      }
      throw new Error(`${path} never said ${words}; last: ${last.slice(0, 300)}\n${log.slice(-1500)}`);
    },
    async stop() {
      child.kill("SIGTERM");
      const code = await exited;
      if (kept === undefined) rmSync(dataFolder, { recursive: true, force: true });
      return code;
    },
  };
  return server;
}

function childOf(parent: number): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error(`no child of ${parent}`);
}
