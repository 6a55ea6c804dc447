// A real clamd on a folder and a port of its own, which knows one signature; here only where Debian's package is.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.ts";

const PROGRAM = "/usr/sbin/clamd";

/** Why it cannot run here; undefined where it can. */
export function noClamd(): string | undefined {
  return existsSync(PROGRAM) ? undefined : "apt-get install clamav-daemon";
}

export interface Clamd {
  readonly host: string;
  readonly port: number;
  /** Stops it in the middle of whatever it does, and lets it go on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** @param known bytes that it shall find, anywhere in a stream. */
export async function startClamd(known: Buffer, mostMegabytes: number): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), "luodi-clamd-"));
  writeFileSync(join(folder, "own.ndb"), `Luodi.Test:0:*:${known.toString("hex")}\n`);
  const port = await freePort();
  const host = "127.0.0.1";
  const settings = {
    ...{ Foreground: "yes", User: userInfo().username, DatabaseDirectory: folder },
    ...{ TCPSocket: port, TCPAddr: host, StreamMaxLength: `${mostMegabytes}M` },
  };
  const file = join(folder, "clamd.conf");
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(file, lines.join(""));
  const child = spawn(PROGRAM, ["--config-file", file], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGCONT");
    child.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300 && child.exitCode === null; tries += 1) {
    if (await listens(host, port)) {
      return {
        ...{ host, port, stop },
        freeze: () => child.kill("SIGSTOP"),
        thaw: () => child.kill("SIGCONT"),
      };
    }
    await wait(100);
  }
  await stop();
  throw new Error(`clamd never listened: ${said.slice(-1000)}`);
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
    socket.unref().once("connect", () => socket.end());
  });
}
