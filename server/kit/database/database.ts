// The database as the rest of the server sees it: a pool, and transactions inside one tenant under one role.

import pg from "pg";
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";

export type Row = Record<string, unknown>;
export type Transaction = <R extends Row = Row>(sql: string, values?: readonly unknown[]) => Promise<R[]>;
export type Role = "luodi_oversight" | "luodi_services";

export interface Database {
  /** Runs `work` in one transaction, in which row-level security shows nothing but this tenant's rows. */
  within<T>(role: Role, tenant: string, work: (query: Transaction) => Promise<T>): Promise<T>;
  /** True where the database answers. */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

/** Tenants are county-level division codes (GB/T 2260), so that a literal in SET LOCAL can hold nothing else. */
const TENANT = /^\d{6}$/;
const ROLES: ReadonlySet<string> = new Set<Role>(["luodi_oversight", "luodi_services"]);

export interface DatabaseOptions {
  readonly dataFolder: string;
  readonly databaseUrl?: string;
  /** Folders of SQL migrations, in order. */
  readonly migrations: readonly string[];
  readonly log?: (line: string) => void;
}

/** Starts or reaches the database, migrates it, and opens the pool of the application's own role. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  let embedded: EmbeddedDatabase | undefined;
  let url = options.databaseUrl;
  if (url === undefined) {
    embedded = await startEmbedded({
      folder: options.dataFolder,
      ...(options.log === undefined ? {} : { log: options.log }),
    });
    url = embedded.url;
  }
  try {
    await migrate(url, options.migrations);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const pool = new pg.Pool({
    connectionString: embedded?.applicationUrl ?? url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that the database drops must not end the server; the next one is opened on demand.
  pool.on("error", (error) => options.log?.(`database connection lost: ${error.message}`));
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
    async close() {
      await pool.end();
      await embedded?.stop();
    },
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
  try {
    // Literals, since set_config() returns no rows on Citus; both were checked against their alphabet above.
    await client.query(`BEGIN; SET LOCAL ROLE ${role}; SET LOCAL luodi.tenant = '${tenant}'`);
    const result = await work(async <R extends Row>(sql: string, values: readonly unknown[] = []) => {
      const found = await client.query(sql, values as unknown[]);
      return found.rows as R[];
    });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
