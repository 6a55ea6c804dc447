// Who may open what: every route that the servers really registered, for every role, with things of the own county and of another.

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { asSuperuser, haveDatabase, type TestDatabase } from "../support/database.ts";
import { addressOf, ask, asRole } from "./asking.ts";
import {
  type County,
  countiesDatabase,
  NAME_MARK,
  openCounty,
  type Registered,
  ROLES,
  type RoleName,
} from "./two-counties.ts";
import { WHO_MAY } from "./who-may.ts";

const EVERYBODY: readonly (RoleName | undefined)[] = [undefined, ...ROLES];
let store: TestDatabase;
let own: County;
let other: County;
let routes: Registered[];

/** What the table says of a role: in, or the status of the refusal. */
function expectedOf(name: string, role: RoleName | undefined): "in" | "nothing" | number {
  const { who, empty } = WHO_MAY.get(name)!;
  if (who.includes("key") || who.includes("citizen")) return 401;
  const open = who.includes("all") || who.includes("link") || (role !== undefined && who.includes(role));
  if (open) return empty ? "nothing" : "in";
  return role === undefined ? 401 : 403;
}

function isAs(expected: ReturnType<typeof expectedOf>, method: string, status: number): boolean {
  // A program's key is refused as each protocol has it.
  if (expected === 401) return status === 401 || status === 403 || status === 429;
  if (expected === "nothing") return status === 404;
  if (expected !== "in") return status === expected;
  // An empty form is understood and refused in its own words; a receipt may not be signed yet.
  return (
    status === 200 ||
    status === 303 ||
    status === 409 ||
    (method === "POST" && (status === 422 || status === 400))
  );
}

/** A draft begins under whatever link the form carries; under another county's link it is a new one of the own. */
const isBeginning = ({ method, path }: Registered) => method === "POST" && path === "/file/:link/:step";

/** Every row of a county, as one sum for each table. */
function rowsOf(tenant: string): Promise<Map<string, string>> {
  return asSuperuser(store.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('services', 'jobs', 'oversight') ORDER BY 1",
    );
    const sums = new Map<string, string>();
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(row::text), '' ORDER BY md5(row::text))), '') AS sum FROM ${name} AS row WHERE tenant_id = $1`,
        [tenant],
      );
      sums.set(name, found[0]!.sum);
    }
    return sums;
  });
}

describe.skipIf(!haveDatabase())("role × route × tenant", () => {
  beforeAll(async () => {
    store = await countiesDatabase();
    ({ county: own, routes } = await openCounty(store.database, "999901", "甲县QZA"));
    ({ county: other } = await openCounty(store.database, "999902", "乙县QZB"));
  });
  afterAll(async () => {
    await own?.stop();
    await other?.stop();
  });

  test("every registered route stands in the table, and the table names no other", () => {
    const registered = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    expect([...registered].filter((name) => !WHO_MAY.has(name))).toEqual([]);
    expect([...WHO_MAY.keys()].filter((name) => !registered.has(name))).toEqual([]);
  });

  test("each role is let in where the table says so and nowhere else; nobody reads a handler's name", async () => {
    const wrong: string[] = [];
    let [names, seen] = [0, 0];
    for (const route of routes) {
      const name = `${route.method} ${route.path}`;
      for (const role of EVERYBODY) {
        const answer = await ask(own, route, addressOf(route.path, own), await asRole(own, role));
        const expected = expectedOf(name, role);
        if (!isAs(expected, route.method, answer.statusCode))
          wrong.push(`${name} as ${role ?? "nobody"}: ${answer.statusCode}, the table says ${expected}`);
        if (answer.body.includes(other.mark))
          wrong.push(`${name} as ${role ?? "nobody"} shows another county`);
        if (answer.body.includes(own.mark)) seen += 1;
        if (role !== undefined) names += answer.body.includes(NAME_MARK) ? 1 : 0;
        else if (answer.body.includes(NAME_MARK)) wrong.push(`${name} shows the public a handler's name`);
      }
    }
    expect(wrong).toEqual([]);
    // Controls: what is looked for can be found where it may stand.
    expect(names).toBeGreaterThan(10);
    expect(seen).toBeGreaterThan(50);
  });

  test("things of another county are not there, for whichever role; nothing of that county changes", async () => {
    // What its requests brought is taken up, also what its jobs bring meanwhile; then nothing there moves by itself.
    await vi.waitFor(
      async () => {
        await other.settle();
        expect((await rowsOf(other.tenant)).get("services.pending_leaf")).toBe("0 ");
      },
      {
        timeout: 60_000,
        interval: 500,
      },
    );
    const before = await rowsOf(other.tenant);
    const wrong: string[] = [];
    const last = routes.filter((route) => isBeginning(route));
    for (const route of [...routes.filter((each) => !isBeginning(each)), ...last]) {
      const address = addressOf(route.path, other);
      if (address === addressOf(route.path, own)) continue;
      const name = `${route.method} ${route.path}`;
      for (const role of EVERYBODY) {
        const { statusCode, body } = await ask(own, route, address, await asRole(own, role));
        const fresh = isBeginning(route) && statusCode === 422;
        if (!fresh && ![401, 403, 404].includes(statusCode))
          wrong.push(`${name} as ${role ?? "nobody"}: ${statusCode}`);
        if (body.includes(other.mark)) wrong.push(`${name} as ${role ?? "nobody"} shows another county`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await rowsOf(other.tenant)).toEqual(before);
  });

  test("a session of another county opens nothing here", async () => {
    for (const [path, role] of [
      ["/desk", "officer"],
      ["/outbox", "operations"],
      ["/counter", "operator"],
    ] as const) {
      const route = { method: "GET", path };
      expect((await ask(own, route, path, await own.as(role))).statusCode, path).toBe(200);
      expect((await ask(own, route, path, await other.as(role))).statusCode, path).toBe(401);
    }
  });

  test("no form of an officer is taken without the token of its page, whichever role lets in", async () => {
    const taken: string[] = [];
    let tried = 0;
    for (const route of routes.filter(({ method }) => method === "POST")) {
      const name = `${route.method} ${route.path}`;
      for (const role of ROLES.filter((each) => WHO_MAY.get(name)!.who.includes(each))) {
        tried += 1;
        const who = { ...(await own.as(role)), token: "" };
        const { statusCode } = await ask(own, route, addressOf(route.path, own), who);
        if (statusCode !== 403) taken.push(`${name} as ${role}: ${statusCode}`);
      }
    }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(30);
  });

  test("a citizen who signed in has an own list, and is nobody at every other door; another county's citizen is nobody here", async () => {
    const wrong: string[] = [];
    const seen: Record<string, number> = {};
    for (const [county, signedIn] of [
      [own, true],
      [other, false],
    ] as const) {
      const who = await county.citizen();
      const list = await ask(own, { method: "GET", path: "/mine" }, "/mine", who);
      expect(list.statusCode).toBe(200);
      expect(list.body.includes(`/r/${own.things.held}-`)).toBe(signedIn);
      for (const route of routes) {
        const name = `${route.method} ${route.path}`;
        const expected = expectedOf(name, undefined);
        // What is open to all is open to citizens by the table; forgetting the list ends the session.
        if (expected !== 401 || route.path === "/mine/forget") continue;
        const { statusCode, body } = await ask(own, route, addressOf(route.path, own), who);
        const opens = signedIn && WHO_MAY.get(name)!.who.includes("citizen");
        seen[String(statusCode)] = (seen[String(statusCode)] ?? 0) + 1;
        if (opens ? statusCode !== 303 : !isAs(401, route.method, statusCode))
          wrong.push(`${name}: ${statusCode}, the table says ${opens ? "in" : 401}`);
        if (body.includes(other.mark) || body.includes(NAME_MARK)) wrong.push(`${name} shows too much`);
      }
    }
    expect(wrong).toEqual([]);
    // Controls: the doors of officers were tried, and the one of citizens opened.
    expect(seen["401"]).toBeGreaterThan(100);
    expect(seen["303"]).toBe(1);
  });

  test("no page of an officer tells that somebody has the request in a list", async () => {
    const pages = async () => {
      const found: string[] = [];
      for (const route of routes.filter(({ method, path }) => method === "GET" && path.includes(":number"))) {
        for (const role of ROLES) {
          const { body, statusCode } = await ask(own, route, addressOf(route.path, own), await own.as(role));
          // Tokens are of the session, which is new each time.
          found.push(`${route.path} ${role} ${statusCode} ${body.replace(/value="[^"]*"/g, "")}`);
        }
      }
      return found;
    };
    await asSuperuser(store.superuserUrl, (client) => client.query("DELETE FROM services.own_list"));
    const before = await pages();
    await own.citizen();
    expect(await pages()).toEqual(before);
    expect(before.length).toBeGreaterThan(50);
  });

  test("lists and exports for programs hold no handler's name either", async () => {
    const paths = [
      "requests.json",
      "requests.xml",
      "servicerequestupdates.json",
      "servicerequestupdates.xml",
    ];
    for (const path of [...paths.map((each) => `/open311/v2/${each}`), "/ledger/export.jsonl"]) {
      const who = await own.as("audit");
      const { statusCode, body } = await ask(own, { method: "GET", path }, path, who);
      expect(statusCode, path).toBe(200);
      expect(body.length, path).toBeGreaterThan(200);
      expect(body.includes(NAME_MARK), path).toBe(false);
      expect(body.includes(other.mark), path).toBe(false);
    }
  });
});
