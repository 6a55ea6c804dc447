// The database as the rest of the server sees it: a pool, and transactions inside one tenant under one role.

import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { SettingError } from "../settings.ts";
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

export type Row = Record<string, unknown>;
export type Transaction = <R extends Row = Row>(sql: string, values?: readonly unknown[]) => Promise<R[]>;
export type Role = "luodi_jobs" | "luodi_oversight" | "luodi_services";

export interface Database {
  /** Runs `work` in one transaction, in which row-level security shows nothing but this tenant's rows. */
  within<T>(role: Role, tenant: string, work: (query: Transaction) => Promise<T>): Promise<T>;
  /** True where the database answers. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

/** Tenants are county-level division codes (GB/T 2260), so that a literal in SET LOCAL can hold nothing else. */
const TENANT = /^\d{6}$/;
const ROLES: ReadonlySet<string> = new Set<Role>(["luodi_jobs", "luodi_oversight", "luodi_services"]);
/** The oldest PostgreSQL on which every statement runs. */
const OLDEST = 15;
/** Words of PostgreSQL for a user, a password or a database that waiting does not mend. */
const LASTING = new Set(["28000", "28P01", "3D000", "42501"]);

export interface DatabaseOptions {
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  /** Folders of SQL migrations, in order. */
  readonly migrations: readonly string[];
  readonly log?: (line: string) => void;
  /** Milliseconds to wait for an outside database that does not answer yet. */
  readonly patience?: number;
}

/** Starts or reaches the database, migrates it, and opens the pool of the application's own user. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { dataFolder, databaseUrl, migrations, log = () => {}, patience = 30_000 } = options;
  let embedded: EmbeddedDatabase | undefined;
  if (databaseUrl === undefined) embedded = await startEmbedded({ folder: dataFolder, log });
  else await reachOutside(databaseUrl, patience, log);
  try {
    await migrate(embedded?.url ?? databaseUrl!, migrations);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const database = databaseAt(embedded?.applicationUrl ?? databaseUrl!, log);
  return {
    ...database,
    async close() {
      await database.close();
      await embedded?.stop();
    },
  };
}

/** A pool on a database that is up and migrated. */
export function databaseAt(url: string, log: (line: string) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that the database drops must not end the server; the next one is opened on demand.
  pool.on("error", (error) => log(`数据库连接断了，会自动重连 database connection lost: ${error.message}`));
  return {
    within: (role, tenant, work) => within(pool, role, tenant, work),
    async alive() {
      try {
        await pool.query("SELECT 1");
        return true;
      } catch {
        return false;
      }
    },
    close: () => pool.end(),
  };
}

async function within<T>(
  pool: pg.Pool,
  role: Role,
  tenant: string,
  work: (query: Transaction) => Promise<T>,
): Promise<T> {
  if (!TENANT.test(tenant)) throw new RangeError(`not a tenant: ${tenant}`);
  if (!ROLES.has(role)) throw new RangeError(`not a role: ${role}`);
  const client = await pool.connect();
  let broken: Error | undefined;
  const lost = (error: Error) => {
    broken = error;
  };
  // The pool listens to idle connections only; one that is lost between two statements would end the process.
  client.on("error", lost);
  try {
    // Literals, since set_config() returns no rows on Citus; both were checked against their alphabet above.
    await client.query(`BEGIN; SET LOCAL ROLE ${role}; SET LOCAL luodi.tenant = '${tenant}'`);
    const result = await work(async <R extends Row>(sql: string, values: readonly unknown[] = []) => {
      const found = await client.query(sql, values as unknown[]);
      return found.rows as R[];
    });
    const ended = await client.query("COMMIT");
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, and no error.
    if (ended.command !== "COMMIT") throw new Error("a statement failed; the transaction was rolled back");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(lost);
    throw error;
  } finally {
    client.off("error", lost);
    client.release(broken);
  }
}

/** @throws SettingError where the database of DATABASE_URL does not answer in time, or is too old. */
async function reachOutside(url: string, patience: number, log: (line: string) => void): Promise<void> {
  for (let waited = 0; ; waited += 1_000) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; shown: string; super: string }>(
        `SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS shown,
          current_setting('is_superuser') AS super`,
      );
      if (Number(rows[0]!.version) < OLDEST * 10_000) {
        throw new SettingError(
          `DATABASE_URL 的 PostgreSQL 太旧（${rows[0]!.shown}），需要 ${OLDEST} 以上：请先升级它，或不设 DATABASE_URL，用内置数据库。PostgreSQL ${OLDEST} or later is needed; upgrade it, or unset DATABASE_URL.`,
        );
      }
      if (rows[0]!.super === "on") {
        log(
          "注意：DATABASE_URL 用的是超级用户；建议换成有 CREATEROLE 的普通用户。DATABASE_URL names a superuser; an ordinary user with CREATEROLE is safer.",
        );
      }
      return;
    } catch (error) {
      if (error instanceof SettingError) throw error;
      if (waited >= patience || LASTING.has((error as { code?: string }).code ?? "")) {
        throw new SettingError(
          `连不上 DATABASE_URL 的数据库：${(error as Error).message}。请检查地址、用户和密码；不设 DATABASE_URL 就用内置数据库。The database of DATABASE_URL does not answer; check it, or unset it to use the embedded one.`,
        );
      }
      if (waited === 0)
        log(
          `DATABASE_URL 的数据库还没有应答，再等一会儿 waiting for the database: ${(error as Error).message}`,
        );
      await wait(1_000);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
