// The last wall: roles that row-level security binds, every table behind it, and random statements that find nothing of another county.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, haveDatabase, type TestDatabase } from "../support/database.ts";
import { countiesDatabase, openCounty } from "./two-counties.ts";

const RUNS = Number(process.env.LUODI_SQL_RUNS ?? "300");
const FULL = "999901";
const EMPTY = "999903";
/** Functions that run with their owner's rights, and what they are for. A new one needs a thought. */
const WITH_OWNERS_RIGHTS = [
  ...["services.forget_actors", "services.forget_log", "services.forget_openings"],
  "services.open_seal",
];

let store: TestDatabase;
let tables: string[];

const rows = <R extends object>(sql: string): Promise<R[]> =>
  asSuperuser(store.superuserUrl, async (client) => (await client.query(sql)).rows as R[]);

/** One statement, made from parts, that tries to see or change rows without a filter by tenant or with a wrong one. */
function statements(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names);
  const yes = fc.constantFrom(
    ...["true", "1 = 1", `tenant_id = '${FULL}'`, "tenant_id IS NOT NULL", "tenant_id <> ''"],
    ...[
      "tenant_id LIKE '%'",
      `tenant_id = ANY(ARRAY['${FULL}', '999902'])`,
      "tenant_id IN (SELECT tenant_id FROM services.body)",
    ],
    ...[
      "tenant_id <> current_setting('luodi.tenant')",
      `tenant_id BETWEEN '000000' AND '999999'`,
      "NOT (tenant_id IS NULL)",
    ],
  );
  const where = fc
    .tuple(yes, fc.constantFrom("AND", "OR"), yes)
    .map(([one, word, two]) => `(${one} ${word} ${two})`);
  const selects = fc.oneof(
    fc.tuple(name, where).map(([t, w]) => `SELECT tenant_id FROM ${t} WHERE ${w}`),
    fc
      .tuple(name, name, where)
      .map(
        ([t, u, w]) =>
          `SELECT a.tenant_id FROM ${t} a FULL JOIN (SELECT tenant_id AS other FROM ${u} WHERE ${w}) b ON a.tenant_id = b.other`,
      ),
    fc
      .tuple(name, name, where)
      .map(([t, u, w]) => `SELECT tenant_id FROM ${t} WHERE ${w} UNION ALL SELECT tenant_id FROM ${u}`),
    fc
      .tuple(name, where)
      .map(
        ([t, w]) =>
          `WITH all_rows AS MATERIALIZED (SELECT * FROM ${t}) SELECT tenant_id FROM all_rows WHERE ${w}`,
      ),
    fc
      .tuple(name, where)
      .map(
        ([t, w]) =>
          `SELECT tenant_id FROM (SELECT *, row_number() OVER () FROM ${t} TABLESAMPLE SYSTEM (100)) s WHERE ${w}`,
      ),
    fc
      .tuple(name, where)
      .map(([t, w]) => `SELECT tenant_id FROM ${t} WHERE ${w} GROUP BY tenant_id HAVING count(*) > 0`),
    name.map((t) => `SELECT tenant_id FROM ${t} FOR UPDATE`),
    name.map((t) => `SELECT row_to_json(r) FROM ${t} r`),
    fc
      .tuple(name, name)
      .map(([t, u]) => `SELECT l.* FROM ${t} a, LATERAL (SELECT a.tenant_id, u.tenant_id FROM ${u} u) l`),
  );
  const writes = fc.oneof(
    fc.tuple(name, where).map(([t, w]) => `DELETE FROM ${t} WHERE ${w} RETURNING tenant_id`),
    fc
      .tuple(name, where)
      .map(([t, w]) => `UPDATE ${t} SET tenant_id = '${EMPTY}' WHERE ${w} RETURNING tenant_id`),
    fc
      .tuple(name, where)
      .map(([t, w]) => `WITH gone AS (DELETE FROM ${t} WHERE ${w} RETURNING *) SELECT tenant_id FROM gone`),
    name.map((t) => `INSERT INTO ${t} SELECT * FROM ${t} RETURNING tenant_id`),
    name.map((t) => `INSERT INTO ${t} (tenant_id) VALUES ('${FULL}') RETURNING tenant_id`),
  );
  return fc.oneof({ weight: 3, arbitrary: selects }, { weight: 1, arbitrary: writes });
}

/** Not allowed, against a rule of the table, not for this kind of statement. A statement that is not understood fails the test. */
const REFUSED = /^(?:42501|23\d{3}|428C9|0A000)$/;

/** How many rows the statement gives; a statement that is refused gives none. */
function given(tenant: string, sql: string): Promise<number> {
  const undone = new Error("undone");
  let count = 0;
  return store.database
    .within("luodi_services", tenant, async (query) => {
      count = (await query(sql)).length;
      throw undone;
    })
    .catch((error: Error & { code?: string }) => {
      if (error === undone) return count;
      if (REFUSED.test(error.code ?? "")) return 0;
      throw error;
    });
}

describe.skipIf(!haveDatabase())("the last wall", () => {
  beforeAll(async () => {
    store = await countiesDatabase();
    const { county } = await openCounty(store.database, FULL, "甲县QZA");
    await county.stop();
    const found = await rows<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('services', 'jobs', 'oversight') ORDER BY 1",
    );
    tables = found.map((row) => row.name);
  });

  test("roles are no superusers, do not bypass row-level security, and own nothing", async () => {
    const roles = await rows<{ rolname: string }>(
      "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'luodi\\_%' ORDER BY 1",
    );
    const bound = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(roles).toEqual(
      ["luodi_application", "luodi_jobs", "luodi_oversight", "luodi_services"].map((rolname) => ({
        rolname,
        ...bound,
      })),
    );
    const owned = await rows(
      "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname LIKE 'luodi\\_%'",
    );
    expect(owned).toEqual([]);
    const given = await rows(
      "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee LIKE 'luodi\\_%' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')",
    );
    expect(given).toEqual([]);
  });

  test("every table has row-level security, enabled and forced, by the tenant, and the tenant first in its key", async () => {
    expect(tables.length).toBeGreaterThan(40);
    const open = await rows<{ relname: string }>(
      `SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname IN ('services', 'jobs', 'oversight') AND relkind IN ('r', 'p') AND (NOT relrowsecurity OR NOT relforcerowsecurity
         OR NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
         OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND pg_get_expr(polqual, polrelid) NOT LIKE '(tenant_id = current_setting(''luodi.tenant''%'))`,
    );
    expect(open).toEqual([]);
    const keys = await rows(
      `SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
       WHERE nspname IN ('services', 'jobs', 'oversight') AND contype IN ('p', 'u', 'f')
         AND (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) <> 'tenant_id'`,
    );
    expect(keys).toEqual([]);
    const views = await rows(
      "SELECT viewname FROM pg_views WHERE schemaname IN ('services', 'jobs', 'oversight')",
    );
    expect(views).toEqual([]);
  });

  test("only known functions run with their owner's rights, each with a fixed search path", async () => {
    const found = await rows<{ name: string; fixed: boolean }>(
      `SELECT nspname || '.' || proname AS name, coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=pg_catalog%' AS fixed
       FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE prosecdef AND nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    expect(found).toEqual(WITH_OWNERS_RIGHTS.map((name) => ({ name, fixed: true })));
  });

  test("who acted is written and never read back", async () => {
    const [readable] = await rows<object>(
      `SELECT has_table_privilege('luodi_services', 'services.sealed_actor', 'SELECT') AS sealed,
         has_any_column_privilege('luodi_services', 'services.sealed_actor', 'SELECT') AS column_of_it,
         has_column_privilege('luodi_services', 'services.contact_opening', 'officer_id', 'SELECT') AS opener,
         has_table_privilege('luodi_jobs', 'services.sealed_actor', 'SELECT') AS jobs,
         has_schema_privilege('luodi_oversight', 'services', 'USAGE') AS oversight,
         has_any_column_privilege('luodi_oversight', 'oversight.appeal_actor', 'SELECT') AS appeals`,
    );
    expect(readable).toEqual({
      sealed: false,
      column_of_it: false,
      opener: false,
      jobs: false,
      oversight: false,
      appeals: false,
    });
  });

  test(`${RUNS} random statements see and change nothing from within another county; the same find rows in their own`, async () => {
    let inOwn = 0;
    await fc.assert(
      fc.asyncProperty(statements(tables.filter((name) => name.startsWith("services."))), async (sql) => {
        expect(await given(EMPTY, sql), sql).toBe(0);
        // Every fourth, for time's sake, as the control.
        if (sql.length % 4 === 0) inOwn += (await given(FULL, sql)) > 0 ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    expect(inOwn).toBeGreaterThan(RUNS / 100);
  });
});
