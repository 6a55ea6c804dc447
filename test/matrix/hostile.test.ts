// Addresses that nobody means well with: numbers that no column holds, halves of characters, quotes. A page may refuse them; it never fails.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../support/database.ts";
import { addressOf, ask, asRole } from "./asking.ts";
import { type County, countiesDatabase, openCounty, type Registered, ROLES } from "./two-counties.ts";
import { WHO_MAY } from "./who-may.ts";

const HOSTILE = [
  "99999999999999999999999999",
  "-1",
  "1e400",
  "99999_1e300_12345678",
  "2026-99-99_12345678_1",
  `99999999999999999999_${"0".repeat(8)}-0000-4000-8000-000000000000`,
  "%00",
  "%ED%A0%80",
  "'%22%3C%25_\\",
  "x".repeat(3000),
];
/** What pages ask of their address. */
const NAMES = "after before from at page part body person words type told number join follows done edit";

let county: County;
let routes: Registered[];

describe.skipIf(!haveDatabase())("hostile addresses", () => {
  beforeAll(async () => {
    const store = await countiesDatabase();
    ({ county, routes } = await openCounty(store.database, "999901", "甲县QZA"));
  });
  afterAll(() => county?.stop());

  /** The first role that is let in; nobody where none has to be. */
  const whoMay = ({ method, path }: Registered) => {
    const { who } = WHO_MAY.get(`${method} ${path}`)!;
    return asRole(
      county,
      ROLES.find((role) => who.includes(role)),
    );
  };

  const failing = async (addresses: (path: string) => readonly string[]) => {
    const wrong: string[] = [];
    let [asked, shown] = [0, 0];
    for (const route of routes.filter(({ method }) => method === "GET")) {
      const by = await whoMay(route);
      for (const address of addresses(route.path)) {
        const { statusCode } = await ask(county, route, address, by);
        asked += 1;
        if (statusCode === 200) shown += 1;
        if (statusCode >= 500) wrong.push(`${address.slice(0, 120)}: ${statusCode}`);
      }
    }
    return { wrong, asked, shown };
  };

  test("whatever stands behind the question mark, no page fails", async () => {
    const { wrong, asked, shown } = await failing((path) =>
      HOSTILE.map((value) => {
        const query = NAMES.split(" ").map((name) => `${name}=${value}`);
        return `${addressOf(path, county)}?${query.join("&")}`;
      }),
    );
    expect(wrong).toEqual([]);
    // Control: most of these pages were really made.
    expect(shown).toBeGreaterThan(asked / 3);
  });

  test("whatever stands in the place of a number or a name, no page fails", async () => {
    const { wrong, asked } = await failing((path) =>
      path.includes(":") ? HOSTILE.map((value) => path.replace(/:\w+/g, value)) : [],
    );
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  test("whatever a form holds, no answer fails", async () => {
    const fields = fieldsOfForms();
    expect(fields.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    let understood = 0;
    for (const route of routes.filter(({ method }) => method === "POST")) {
      const by = await whoMay(route);
      for (const value of [...HOSTILE, "0", "9999-12-31", "2026-02-30", "🙂".repeat(50), "字".repeat(300)]) {
        const form = Object.fromEntries(fields.map((name) => [name, decoded(value)]));
        const { statusCode } = await ask(county, route, addressOf(route.path, county), by, form);
        if (statusCode === 422 || statusCode === 409) understood += 1;
        if (statusCode >= 500) wrong.push(`${route.path} ${value.slice(0, 60)}: ${statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
    // Control: forms came as far as to be read.
    expect(understood).toBeGreaterThan(100);
  }, 120_000);
});

/** The names of all fields of all forms, as the pages' sources have them. */
function fieldsOfForms(): string[] {
  const folder = join(import.meta.dirname, "..", "..", "web");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/name="([a-zA-Z-]+)"/g)].map(([, name]) => name!),
  );
  return [...new Set(names)].filter((name) => name !== "token");
}

/** A form's value is what the address's escapes stand for. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
