// A server that is told to stop in the middle of a long job gives the job back at once; the next goes on with what is left, waiting for no lease.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TENANT } from "../server/tenant.ts";
import { asSuperuser, haveDatabase, testDatabase } from "./support/database.ts";
import { startServer } from "./support/server.ts";

/** Photos that no request names: two hundred slices of the daily sweep, with a rest after each. */
const PHOTOS = 20_000;
const able = haveDatabase();
const folder = mkdtempSync(join(tmpdir(), "luodi-stop-"));
const photos = join(folder, "server", "photos", TENANT);
let databaseUrl = "";

beforeAll(async () => {
  if (!able) return;
  databaseUrl = (await testDatabase()).superuserUrl;
  mkdirSync(photos, { recursive: true });
  for (let at = 0; at < PHOTOS; at += 1) {
    const path = join(photos, `${at.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000.small.jpg`);
    writeFileSync(path, "");
    utimesSync(path, 1_000_000, 1_000_000);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Sweep = {
  readonly state: string;
  readonly place: { gone?: number };
  readonly lease: string | null;
  readonly attempts: number;
};

async function sweep(): Promise<Sweep | undefined> {
  return asSuperuser(databaseUrl, async (client) => {
    const { rows } = await client.query<Sweep>(
      "SELECT state, place, lease_id AS lease, attempts FROM jobs.job WHERE kind = 'retention-photos'",
    );
    return rows[0];
  });
}

/** Looks until the sweep is so. */
async function until(is: (found: Sweep) => boolean): Promise<Sweep> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await sweep().catch(() => undefined);
    if (found !== undefined && is(found)) return found;
    await wait(100);
  }
  throw new Error(`the sweep never came so far: ${JSON.stringify(await sweep())}`);
}

test.skipIf(!able)(
  "SIGTERM gives a running job back, and the next server goes on with what is left",
  async () => {
    const dataFolder = join(folder, "server");
    const environment = { LUODI_DEMO: "0", DATABASE_URL: databaseUrl };
    const first = await startServer(environment, { dataFolder });
    const running = await until(({ place }) => (place.gone ?? 0) >= 300);
    expect(running.state).toBe("running");
    expect(await first.stop()).toBe(0);
    const left = (await sweep())!;
    expect(left).toMatchObject({ state: "waiting", lease: null });
    expect(left.place.gone).toBeLessThan(PHOTOS);
    expect(readdirSync(photos).length).toBeGreaterThan(0);

    const second = await startServer(environment, { dataFolder });
    // What was dropped is dropped: the next server counts anew, over what is left, and waits for no lease.
    const before = readdirSync(photos).length;
    await until(({ place }) => place.gone !== left.place.gone);
    expect(readdirSync(photos).length).toBeLessThan(before);
    expect(await second.stop()).toBe(0);
  },
  180_000,
);
