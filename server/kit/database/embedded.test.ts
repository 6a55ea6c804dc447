// The embedded PostgreSQL under bad luck: killed with sessions open, a stranger under its old number, a folder that its user cannot reach.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { closedFolder } from "./binaries.ts";
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";

const AS_ROOT = process.getuid?.() === 0;
const ON_LINUX = process.platform === "linux";
/** Another user can start nothing from a copy of the program that it cannot reach. */
const SHUT = AS_ROOT ? closedFolder(import.meta.dirname) : undefined;
if (SHUT !== undefined)
  console.warn(
    `跳过一项测试：文件夹 ${SHUT} 不让别的用户通过，普通用户从这里启动不了。要测就先 chmod o+x ${SHUT}。One test is skipped: ${SHUT} lets no other user pass, so none can start from here; chmod o+x ${SHUT} to run it.`,
  );

describe.skipIf(!haveDatabase() || !ON_LINUX)("the embedded database", () => {
  const top = mkdtempSync(join(tmpdir(), "luodi-embedded-"));
  chmodSync(top, 0o711);
  const folder = join(top, "data");
  let database: EmbeddedDatabase;
  const pidFile = () => join(folder, "pgdata-18", "postmaster.pid");
  const postmaster = () => Number(readFileSync(pidFile(), "utf8").split("\n", 1)[0]);
  const count = (url = database.url) =>
    asSuperuser(url, async (client) =>
      Number((await client.query("SELECT count(*) FROM kept")).rows[0].count),
    );
  const eventually = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries > 100) throw error;
        await wait(100);
      }
    }
  };

  beforeAll(async () => {
    const umask = process.umask(0o077);
    try {
      database = await startEmbedded({ folder });
    } finally {
      process.umask(umask);
    }
    await asSuperuser(database.url, (client) =>
      client.query("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n"),
    );
  });
  afterAll(async () => {
    await database.stop();
    rmSync(top, { recursive: true, force: true });
  });

  test("starts under a private umask, listens on the loopback only, waits for the disk, keeps its secret to itself", async () => {
    const shown = await asSuperuser(database.url, async (client) => {
      const names = [
        "listen_addresses",
        "unix_socket_directories",
        "fsync",
        "synchronous_commit",
        "full_page_writes",
      ];
      const values: string[] = [];
      for (const name of names) values.push((await client.query(`SHOW ${name}`)).rows[0][name]);
      return values;
    });
    expect(shown).toEqual(["127.0.0.1", "", "on", "on", "on"]);
    expect(statSync(join(folder, "postgres.secret")).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "postgres.log")).mode & 0o777).toBe(0o600);
    if (AS_ROOT) {
      expect(statSync(`/proc/${postmaster()}`).uid).not.toBe(0);
      expect(statSync(folder).mode & 0o777).toBe(0o711);
    }
  });

  test("gives the application a password from which the superuser's does not follow", () => {
    const secret = readFileSync(join(folder, "postgres.secret"), "utf8");
    expect(database.applicationUrl).toContain("//luodi_application:");
    expect(database.applicationUrl).not.toContain(secret);
  });

  test("comes back by itself on the same port when it is killed, time after time, with sessions at work", async () => {
    for (let round = 0; round < 3; round++) {
      const busy = new pg.Client({ connectionString: database.url });
      busy.on("error", () => {});
      await busy.connect();
      const working = busy.query("SELECT count(*) FROM generate_series(1, 400000000)").catch(() => {});
      await wait(200);
      const old = postmaster();
      process.kill(old, "SIGKILL");
      expect(await eventually(() => count())).toBe(1000);
      expect(postmaster()).not.toBe(old);
      await working;
      await busy.end().catch(() => {});
    }
  });

  test("takes over a server that a killed process left behind, and a dead one whose session still works", async () => {
    await database.stop();
    for (const alsoPostmaster of [false, true]) {
      const owner = await startInOwnProcess(folder);
      const old = postmaster();
      const busy = new pg.Client({ connectionString: owner.url });
      busy.on("error", () => {});
      await busy.connect();
      const working = busy.query("SELECT count(*) FROM generate_series(1, 400000000)").catch(() => {});
      await wait(200);
      owner.process.kill("SIGKILL");
      if (alsoPostmaster) process.kill(old, "SIGKILL");
      database = await startEmbedded({ folder });
      expect(await count()).toBe(1000);
      expect(postmaster()).not.toBe(old);
      await working;
      await busy.end().catch(() => {});
      await database.stop();
    }
    database = await startEmbedded({ folder });
  });

  test("starts where its old number now belongs to a stranger, and leaves the stranger alone", async () => {
    await database.stop();
    const { uid, gid } = statSync(join(folder, "pgdata-18"));
    const stranger = spawn("sleep", ["60"], { stdio: "ignore", cwd: "/", ...(AS_ROOT ? { uid, gid } : {}) });
    writeFileSync(
      pidFile(),
      `${stranger.pid}\n${join(folder, "pgdata-18")}\n1700000000\n5432\n\n127.0.0.1\n`,
    );
    try {
      database = await startEmbedded({ folder });
      expect(await count()).toBe(1000);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  test("stops cleanly: no process, no number left", async () => {
    const old = postmaster();
    await database.stop();
    expect(existsSync(`/proc/${old}`)).toBe(false);
    expect(existsSync(pidFile())).toBe(false);
    database = await startEmbedded({ folder });
  });

  test("names the cause where it cannot start", async () => {
    const other = join(top, "other");
    mkdirSync(join(other, "pgdata-18"), { recursive: true });
    writeFileSync(join(other, "pgdata-18", "PG_VERSION"), "9.6\n");
    await expect(startEmbedded({ folder: other })).rejects.toThrow(/did not start/);
  });

  test.skipIf(!AS_ROOT)("says which folder its user cannot pass, and how to mend it", async () => {
    const shut = join(top, "shut");
    mkdirSync(shut, { mode: 0o700 });
    const starting = startEmbedded({ folder: join(shut, "data") });
    await expect(starting).rejects.toThrow(new RegExp(`chmod o\\+x ${shut}`));
    await expect(startEmbedded({ folder: join(shut, "data") })).rejects.toThrow(/LUODI_DATA/);
  });

  test.skipIf(!AS_ROOT || SHUT !== undefined)(
    "runs for an ordinary user, and the administrator can take that folder over",
    async () => {
      const own = join(top, "own");
      mkdirSync(own);
      execFileSync("chown", ["65534:65534", own]);
      const owner = await startInOwnProcess(own, 65534);
      owner.process.kill("SIGKILL");
      const taken = await startEmbedded({ folder: own });
      expect(
        await asSuperuser(taken.url, async (client) => (await client.query("SELECT 1 AS x")).rows),
      ).toHaveLength(1);
      await taken.stop();
    },
  );
});

const STARTER = `
import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, "embedded.ts"))};
const database = await startEmbedded({ folder: process.argv[1] });
console.log(database.url);
setInterval(() => {}, 1000);
`;

/** A process of its own that owns the database, so that it can be killed. */
async function startInOwnProcess(
  folder: string,
  uid?: number,
): Promise<{ process: ChildProcess; url: string }> {
  const owner = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", STARTER, folder],
    {
      cwd: join(import.meta.dirname, "..", "..", ".."),
      stdio: ["ignore", "pipe", "inherit"],
      ...(uid === undefined
        ? {}
        : { uid, gid: uid, env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder } }),
    },
  );
  const [line] = (await once(owner.stdout!, "data")) as [Buffer];
  return { process: owner, url: line.toString().trim() };
}
