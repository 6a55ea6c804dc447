// The database as modules see it: bound to a tenant and a role that cannot be shaken off, whole or not at all, alive after a loss.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  asSuperuser,
  haveDatabase,
  type TestDatabase,
  testDatabase,
} from "../../../test/support/database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const top = mkdtempSync(join(tmpdir(), "luodi-migrations-"));
let made = 0;
afterAll(() => rmSync(top, { recursive: true, force: true }));

function folderWith(files: Record<string, string>): string {
  const folder = join(top, String(++made));
  mkdirSync(folder);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

const NOTES = `CREATE TABLE note (tenant_id text NOT NULL, note_no int NOT NULL, words text, PRIMARY KEY (tenant_id, note_no));
ALTER TABLE note ENABLE ROW LEVEL SECURITY; ALTER TABLE note FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON note USING (tenant_id = current_setting('luodi.tenant', true)) WITH CHECK (tenant_id = current_setting('luodi.tenant', true));
GRANT SELECT, INSERT ON note TO luodi_oversight;`;

describe.skipIf(!haveDatabase())("a real database", () => {
  let test1: TestDatabase;
  beforeAll(async () => {
    test1 = await testDatabase(folderWith({ "9001-note.sql": NOTES }));
  });
  const insert = (tenant: string, no: number) =>
    test1.database.within("luodi_oversight", tenant, (query) =>
      query("INSERT INTO note VALUES ($1, $2, 'x')", [tenant, no]),
    );
  const numbers = (tenant: string) =>
    test1.database.within("luodi_oversight", tenant, async (query) =>
      (await query<{ note_no: number }>("SELECT note_no FROM note ORDER BY 1")).map((row) => row.note_no),
    );

  test("is used by a user that is no superuser, bypasses nothing and owns nothing", async () => {
    const [row] = await test1.database.within("luodi_oversight", "110101", (query) =>
      query(`SELECT session_user AS name, current_user AS role, rolsuper, rolbypassrls, rolcreaterole,
        (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
        FROM pg_roles WHERE rolname = session_user`),
    );
    expect(row).toEqual({
      ...{ name: "luodi_application", role: "luodi_oversight", owned: 0 },
      ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    });
  });

  test("shows one tenant's rows only, even to a transaction that drops its role", async () => {
    await insert("110101", 1);
    await insert("110102", 2);
    expect(await numbers("110101")).toEqual([1]);
    expect(await numbers("110102")).toEqual([2]);
    expect(await numbers("110103")).toEqual([]);
    for (const way of ["RESET ROLE", "SET ROLE luodi_services"]) {
      const tried = test1.database.within("luodi_oversight", "110101", async (query) => {
        await query(way);
        return query("SELECT * FROM note");
      });
      await expect(tried, way).rejects.toThrow(/permission denied/);
    }
    const become = test1.database.within("luodi_oversight", "110101", (query) => query("SET ROLE postgres"));
    await expect(become).rejects.toThrow(/permission denied/);
  });

  test("forgets role and tenant with the transaction", async () => {
    for (let round = 0; round < 20; round++) expect(await numbers("110103")).toEqual([]);
    const settings = await test1.database.within("luodi_services", "220101", (query) =>
      query("SELECT current_user AS role, current_setting('luodi.tenant') AS tenant"),
    );
    expect(settings).toEqual([{ role: "luodi_services", tenant: "220101" }]);
  });

  test("takes no tenant and no role that is not one", async () => {
    for (const tenant of ["", "1101", "110101'; DROP TABLE note; --", "110101\n"]) {
      await expect(insert(tenant, 9), tenant).rejects.toThrow(RangeError);
    }
    const wrong = test1.database.within("postgres" as "luodi_services", "110101", async () => 1);
    await expect(wrong).rejects.toThrow(RangeError);
  });

  test("keeps nothing of a transaction that fails, even where the failure was swallowed", async () => {
    const failing = test1.database.within("luodi_oversight", "110101", async (query) => {
      await query("INSERT INTO note VALUES ('110101', 50, 'x')");
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    const swallowing = test1.database.within("luodi_oversight", "110101", async (query) => {
      await query("INSERT INTO note VALUES ('110101', 51, 'x')");
      await query("SELECT 1/0").catch(() => {});
      return "looks well";
    });
    await expect(swallowing).rejects.toThrow(/rolled back/);
    expect(await numbers("110101")).toEqual([1]);
  });

  test("outlives a connection that is cut between two statements", async () => {
    const cut = test1.database.within("luodi_oversight", "110101", async (query) => {
      const [row] = await query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await asSuperuser(test1.superuserUrl, (client) =>
        client.query("SELECT pg_terminate_backend($1)", [row!.pid]),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      return query("SELECT 1");
    });
    await expect(cut).rejects.toThrow();
    expect(await numbers("110101")).toEqual([1]);
    expect(await test1.database.alive()).toBe(true);
  });
});

describe.skipIf(!haveDatabase())("migrations", () => {
  test("run in order, once, also when two servers start together", async () => {
    const { superuserUrl } = await testDatabase();
    const folder = folderWith({
      "9002-b.sql": "INSERT INTO step VALUES ('b')",
      "9001-a.sql": "CREATE TABLE step (name text); INSERT INTO step VALUES ('a')",
    });
    await Promise.all([1, 2, 3].map(() => migrate(superuserUrl, [folder])));
    const { rows } = await asSuperuser(superuserUrl, (client) => client.query("SELECT name FROM step"));
    expect(rows.map((row) => row.name)).toEqual(["a", "b"]);
  });

  test("leave nothing of a file that fails, and refuse one that was changed or is there twice", async () => {
    const { superuserUrl } = await testDatabase();
    const broken = folderWith({ "9001-a.sql": "CREATE TABLE half (x int); SELECT 1/0" });
    await expect(migrate(superuserUrl, [broken])).rejects.toThrow(/9001-a.sql.*division by zero/);
    const { rows } = await asSuperuser(superuserUrl, (client) =>
      client.query("SELECT to_regclass('half') AS half"),
    );
    expect(rows[0].half).toBeNull();
    const folder = folderWith({ "9001-a.sql": "SELECT 1" });
    await migrate(superuserUrl, [folder]);
    writeFileSync(join(folder, "9001-a.sql"), "SELECT 2");
    await expect(migrate(superuserUrl, [folder])).rejects.toThrow(/changed after it was applied/);
    const [one, two] = [folderWith({ "9005-a.sql": "" }), folderWith({ "9005-a.sql": "" })];
    await expect(migrate(superuserUrl, [one, two])).rejects.toThrow(/two migrations/);
  });
});

test("an outside database that does not answer is named, with how to mend it", async () => {
  const opening = openDatabase({
    dataFolder: tmpdir(),
    databaseUrl: "postgres://nobody:x@127.0.0.1:1/x",
    migrations: [],
    patience: 0,
  });
  await expect(opening).rejects.toThrow(/DATABASE_URL.*ECONNREFUSED/);
});
