// What `npm start` does when it is stopped or killed at a bad moment, or started twice: nothing is left behind, nobody is disturbed.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../test/support/database.ts";

const started: ChildProcess[] = [];
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "luodi-start-"));
  folders.push(folder);
  return folder;
}

interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly log: () => string;
  /** Waits for words in what it says; the address where it listens, if it says one. */
  readonly says: (words: string) => Promise<string>;
}

function start(folder: string, environment: NodeJS.ProcessEnv = {}): Started {
  let log = "";
  const child = spawn(process.execPath, [join(import.meta.dirname, "start.mjs")], {
    env: { ...process.env, PORT: "0", LUODI_DEMO: "0", LUODI_DATA: folder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk) => (log += String(chunk)));
  return {
    process: child,
    ended: new Promise((resolve) => child.once("exit", resolve)),
    log: () => log,
    async says(words) {
      for (let waited = 0; !log.includes(words); waited += 50) {
        if (waited > 40_000) throw new Error(`it never said ${words}: ${log}`);
        await wait(50);
      }
      return /http:\/\/\S+/.exec(log)?.[0] ?? "";
    },
  };
}

/** Processes that work in the folder or were told its name. */
function at(folder: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
}

async function gone(condition: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 25_000; waited += 100) {
    if (condition()) return true;
    await wait(100);
  }
  return false;
}

const up = (url: string) =>
  fetch(`${url}healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

describe.skipIf(!haveDatabase() || process.platform !== "linux")("npm start", () => {
  afterAll(() => {
    for (const child of started) child.kill("SIGKILL");
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test("stopped while the database is starting, it leaves no process behind", async () => {
    const folder = newFolder();
    const first = start(folder);
    expect(await gone(() => at(folder).length > 0)).toBe(true);
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(at(folder)).toEqual([]);
  });

  test("a second one on the same folder is refused and does not disturb the first", async () => {
    const folder = newFolder();
    const first = start(folder);
    const url = await first.says("ready");
    const postgres = at(folder).length;
    const second = start(folder);
    expect(await second.ended).toBe(78);
    expect(second.log()).toContain("正在被另一个落地服务使用");
    expect(await up(url)).toBe(true);
    expect(at(folder).length).toBeGreaterThanOrEqual(Math.min(postgres, 5));
    expect(first.log()).not.toContain("正在重新启动");
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
  });

  test("the watcher killed, the server stops by itself, and the next start finds all free", async () => {
    const folder = newFolder();
    const first = start(folder);
    const url = await first.says("ready");
    first.process.kill("SIGKILL");
    const next = start(folder, { PORT: new URL(url).port });
    expect(await next.says("ready")).toBe(url);
    expect(await up(url)).toBe(true);
    next.process.kill("SIGTERM");
    expect(await next.ended).toBe(0);
    expect(await gone(() => at(folder).length === 0)).toBe(true);
  });

  test("a wrong setting is said once, in words, and not tried again", async () => {
    for (const [environment, words] of [
      [{ PORT: "80000" }, "PORT"],
      [{ HOST: "0.0.0.0" }, "HOST=0.0.0.0"],
      [{ LUODI_DATA: "/etc/passwd/luodi" }, "LUODI_DATA"],
    ] as const) {
      const one = start(newFolder(), environment);
      expect(await one.ended, words).toBe(78);
      expect(one.log()).toContain(words);
      expect(one.log()).not.toContain("    at ");
    }
  });

  test("a folder given by a relative path works", async () => {
    const folder = newFolder();
    const root = join(import.meta.dirname, "..");
    const relative = join(
      ...root
        .split("/")
        .slice(1)
        .map(() => ".."),
      folder.slice(1),
    );
    const one = start(relative);
    await one.says("ready");
    expect(readFileSync(join(folder, "postgres.port"), "utf8")).toMatch(/^\d+$/);
    one.process.kill("SIGTERM");
    expect(await one.ended).toBe(0);
  });
});
