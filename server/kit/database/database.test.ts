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
import { SettingError } from "../settings.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const top = mkdtempSync(join(tmpdir(), "luodi-migrations-"));
let made = 0;
let users = 0;
afterAll(() => rmSync(top, { recursive: true, force: true }));

function folderWith(files: Record<string, string>): string {
  const folder = join(top, String(++made));
  mkdirSync(folder);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

/** The program's own migrations and these. */
const upgrade = (url: string, folders: readonly string[]) =>
  migrate(url, [join(import.meta.dirname, "..", "migrations"), ...folders]);

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
    await Promise.all([1, 2, 3].map(() => upgrade(superuserUrl, [folder])));
    const { rows } = await asSuperuser(superuserUrl, (client) => client.query("SELECT name FROM step"));
    expect(rows.map((row) => row.name)).toEqual(["a", "b"]);
  });

  test("leave nothing of a file that fails, and refuse one that was changed or is there twice", async () => {
    const { superuserUrl } = await testDatabase();
    const broken = folderWith({ "9001-a.sql": "CREATE TABLE half (x int); SELECT 1/0" });
    await expect(upgrade(superuserUrl, [broken])).rejects.toThrow(/9001-a.sql.*division by zero/);
    const { rows } = await asSuperuser(superuserUrl, (client) =>
      client.query("SELECT to_regclass('half') AS half"),
    );
    expect(rows[0].half).toBeNull();
    const folder = folderWith({ "9001-a.sql": "SELECT 1" });
    await upgrade(superuserUrl, [folder]);
    writeFileSync(join(folder, "9001-a.sql"), "SELECT 2");
    await expect(upgrade(superuserUrl, [folder])).rejects.toThrow(/changed after it was applied.*Export/);
    const [one, two] = [folderWith({ "9005-a.sql": "" }), folderWith({ "9005-a.sql": "" })];
    await expect(upgrade(superuserUrl, [one, two])).rejects.toThrow(/two migrations/);
  });
});

describe.skipIf(!haveDatabase())("a database of another program", () => {
  test("that is newer is refused before anything is done to it", async () => {
    const { superuserUrl } = await testDatabase();
    const [first, second] = ["CREATE TABLE first (x int)", "CREATE TABLE second (x int)"];
    await upgrade(superuserUrl, [folderWith({ "9001-a.sql": first, "9003-c.sql": "SELECT 1" })]);
    const older = folderWith({ "9001-a.sql": first, "9002-b.sql": second });
    await expect(upgrade(superuserUrl, [older])).rejects.toThrow(/newer program \(9003-c\.sql\)/);
    const { rows } = await asSuperuser(superuserUrl, (client) =>
      client.query("SELECT to_regclass('second') AS second"),
    );
    expect(rows[0].second).toBeNull();
  });

  test("is taken on where a file only got another number", async () => {
    const { superuserUrl } = await testDatabase();
    const sql = "CREATE TABLE once (x int)";
    await upgrade(superuserUrl, [folderWith({ "9001-a.sql": sql })]);
    const folder = folderWith({ "9001-b.sql": "CREATE TABLE other (x int)", "9002-a.sql": sql });
    for (const _ of [1, 2]) await upgrade(superuserUrl, [folder]);
    const { rows } = await asSuperuser(superuserUrl, (client) =>
      client.query("SELECT name FROM public.luodi_migration WHERE name LIKE '9%' ORDER BY 1"),
    );
    expect(rows.map((row) => row.name)).toEqual(["9001-b.sql", "9002-a.sql"]);
  });
});

describe.skipIf(!haveDatabase())("an outside database's own user", () => {
  const userWith = async (rights: string) => {
    const { superuserUrl } = await testDatabase();
    const name = `office_${process.pid}_${++users}`;
    await asSuperuser(superuserUrl, (client) =>
      client.query(`CREATE ROLE ${name} LOGIN ${rights} PASSWORD 'office'`),
    );
    const url = new URL(superuserUrl);
    [url.username, url.password] = [name, "office"];
    return { url: url.href, name, superuserUrl };
  };

  test("without rights is told which to ask for", async () => {
    const { url, name } = await userWith("");
    const opening = openDatabase({ dataFolder: top, databaseUrl: url, migrations: [folderWith({})] });
    await expect(opening).rejects.toThrow(`ALTER ROLE ${name} CREATEROLE; ALTER DATABASE`);
    await expect(opening).rejects.toBeInstanceOf(SettingError);
  });

  test("with a wrong password, or no such database, is told at once", async () => {
    const { url } = await userWith("");
    for (const [part, wrong, words] of [
      ["password", "other", /password authentication failed/],
      ["pathname", "/nowhere", /"nowhere" does not exist/],
    ] as const) {
      const other = new URL(url);
      other[part] = wrong;
      const said: string[] = [];
      const opening = openDatabase({
        ...{
          dataFolder: top,
          databaseUrl: other.href,
          migrations: [],
          log: (line: string) => said.push(line),
        },
      });
      await expect(opening).rejects.toThrow(words);
      // It did not wait for it first.
      expect(said).toEqual([]);
    }
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
