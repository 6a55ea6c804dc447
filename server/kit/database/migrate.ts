// Migrations: plain SQL files in order of name, each once, under a lock, with a checksum that must not change.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { SettingError } from "../settings.ts";

const LOCK = 5_208_417;

interface Migration {
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/**
 * Brings the database up to date; nothing is half applied. `folders` holds every migration of the program.
 * @throws SettingError where the database's user may not, or the database comes from a program with other files; Error where a file fails.
 */
export async function migrate(url: string, folders: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // A connection lost meanwhile fails the statement under way; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS public.luodi_migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    for (const file of await missing(client, folders.flatMap(filesOf))) await apply(client, file);
  } catch (error) {
    throw lacksRights(error) ? await withoutRights(client, error as Error) : error;
  } finally {
    await client.end();
  }
}

function filesOf(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** The files that the database does not know, once all that it knows was found among them. */
async function missing(client: pg.Client, files: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM public.luodi_migration",
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  // Two folders with one name would hide a file that was never applied.
  const names = new Set<string>();
  for (const { name } of files) {
    if (names.has(name)) throw new Error(`two migrations are called ${name}`);
    names.add(name);
  }
  const left: Migration[] = [];
  for (const file of files) {
    const known = applied.get(file.name);
    if (known !== undefined && known !== file.checksum) throw changed(file.name);
    // What it did is done, under another number.
    const before = rows.find(({ name, checksum }) => checksum === file.checksum && !names.has(name))?.name;
    if (known === undefined && before === undefined) left.push(file);
    if (known !== undefined || before === undefined) continue;
    await client.query("UPDATE public.luodi_migration SET name = $2 WHERE name = $1", [before, file.name]);
    applied.delete(before);
  }
  const newer = [...applied.keys()].find((name) => !names.has(name));
  if (newer !== undefined) throw comesFromNewer(newer);
  return left;
}

async function apply(client: pg.Client, { name, checksum, sql }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO public.luodi_migration (name, checksum) VALUES ($1, $2)", [
      name,
      checksum,
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}

function comesFromNewer(name: string): SettingError {
  return new SettingError(
    `数据库已由更新的程序升级过（${name}），这个程序太旧，不能用它。请换回更新的程序；确实要退回旧程序，就用升级前的备份恢复。The database was upgraded by a newer program (${name}); start that one, or restore the backup from before the upgrade.`,
  );
}

function changed(name: string): SettingError {
  return new SettingError(
    `数据库结构与程序不符：${name} 在用过之后改了内容，多半是正式发布前的数据。请用当初的程序导出要留的东西，再用空的数据文件夹（LUODI_DATA）或空数据库开始。Migration ${name} was changed after it was applied: the data are mostly from before a release. Export what is needed with the program that made them, then start with an empty data folder or database.`,
  );
}

/** 42501: insufficient privilege. */
function lacksRights(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown };
  return code === "42501" || (cause !== undefined && lacksRights(cause));
}

async function withoutRights(client: pg.Client, { message }: Error): Promise<SettingError> {
  const { rows } = await client.query<{ name: string; base: string }>(
    "SELECT quote_ident(current_user) AS name, quote_ident(current_database()) AS base",
  );
  const { name, base } = rows[0]!;
  const remedy = `ALTER ROLE ${name} CREATEROLE; ALTER DATABASE ${base} OWNER TO ${name};`;
  const shared = `GRANT luodi_jobs, luodi_oversight, luodi_services TO ${name} WITH ADMIN OPTION;`;
  return new SettingError(
    `数据库用户权限不够（${message}）。请让数据库管理员执行：${remedy} 如果同一台数据库上已有别的用户建的落地角色，再执行：${shared} The database's user lacks rights; have its administrator run the first line, and the second where another user of the same server made Luodi's roles.`,
  );
}
