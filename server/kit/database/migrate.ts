// Migrations: plain SQL files in order of name, each once, under a lock, with a checksum that must not change.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const LOCK = 5_208_417;

/** Brings the database up to date. Throws where an applied file was changed or a file fails; nothing is half applied. */
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
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "SELECT name, checksum FROM public.luodi_migration",
    );
    // Two folders with one name would hide a file that was never applied.
    const seen = new Set<string>();
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    for (const folder of folders) {
      for (const file of readdirSync(folder)
        .sort()
        .filter((name) => name.endsWith(".sql"))) {
        if (seen.has(file)) throw new Error(`two migrations are called ${file}`);
        seen.add(file);
        await apply(client, join(folder, file), file, applied.get(file));
      }
    }
  } finally {
    await client.end();
  }
}

async function apply(
  client: pg.Client,
  path: string,
  name: string,
  known: string | undefined,
): Promise<void> {
  const sql = readFileSync(path, "utf8");
  const checksum = createHash("sha256").update(sql).digest("hex");
  if (known === checksum) return;
  if (known !== undefined)
    throw new Error(`migration ${name} was changed after it was applied; add a new file instead`);
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
    throw new Error(`migration ${name}: ${(error as Error).message}`);
  }
}
