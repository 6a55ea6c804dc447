// The server as a person starts it: the demonstration county served, tenants apart, alive again after hard kills, a clean stop.

import { readFileSync } from "node:fs";
import pg from "pg";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { haveBrowser, launch } from "./support/browser.ts";
import { countBytes, look } from "./support/look.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let home = "";

beforeAll(async () => {
  server = await startServer();
  home = await server.until("/checkup", "什么没能读", 150_000);
});

const link = (pattern: RegExp, html = home) => pattern.exec(html)![1]!;
const page = async (path: string) =>
  (await fetch(server.url + path, { headers: { accept: "text/html" } })).text();

describe("the check-up's pages", () => {
  test("show what was read, every capability, and say that the county is invented", () => {
    for (const words of [
      "演示县",
      "群众诉求",
      "22,000",
      "诉求办理",
      "账号与发布",
      "工作群",
      "应用程序",
      "觉得不对怎么办",
    ])
      expect(home).toContain(words);
    const parts = [...home.matchAll(/<h2 id="([a-z]+)"/g)].map((match) => match[1]);
    expect(parts).toEqual(["read", "suspected", "unsure", "clear", "aside"]);
    expect(home).not.toContain("审计");
    expect(home).not.toContain("<script");
  });

  test("tell of a county as large as a newcomer is promised", () => {
    const count = (title: string) =>
      Number(new RegExp(`${title} <span[^>]*>[^<]*</span>：([\\d,]+)`).exec(home)?.[1]?.replaceAll(",", ""));
    expect(count("群众诉求")).toBeGreaterThanOrEqual(20_000);
    expect(count("发布内容")).toBeGreaterThanOrEqual(3_000);
    expect(count("工作群消息")).toBeGreaterThanOrEqual(200_000);
  });

  test("lead down to the sentence, the clause, the exemptions, the file and the row", async () => {
    const clauses = [...home.matchAll(/href="(\/runs\/[^"]+\/clauses\/\d+)">答复没有实质内容/g)].map(
      (match) => match[1]!,
    );
    const clause = await page(clauses[0]!);
    expect(clause).toContain("本系统自定，没有官方依据");
    const finding = await page(link(/href="(\/runs\/[^"]+\/findings\/[0-9a-f]{16})"/, clause));
    for (const words of ["jsonl 第", "<q>", "考虑过的豁免", "没能核对的", "数值"])
      expect(finding).toContain(words);
  });

  test("page by key, and refuse what is not theirs", async () => {
    const pasted = link(/href="(\/runs\/[^"]+\/clauses\/\d+)">不同诉求用同一段话答复/);
    const first = await page(pasted);
    const next = link(/href="([^"]+after=\d+)"/, first).replaceAll("&amp;", "&");
    expect(await page(next)).toContain("回到第一页");
    for (const path of ["/runs/nope", "/runs/00000000-0000-4000-8000-000000000000", "/runs/x/clauses/1"]) {
      expect((await fetch(server.url + path)).status, path).toBe(404);
    }
    expect((await fetch(`${server.url}${pasted}?after=abc`)).status).toBe(404);
  });

  test("answer programs with a problem, refuse other hosts and other sites", async () => {
    const problem = await fetch(`${server.url}/nope`);
    expect(problem.headers.get("content-type")).toContain("application/problem+json");
    const run = link(/href="(\/runs\/[0-9a-f-]{36})\//);
    const forged = await fetch(`${server.url}${run}/stop`, {
      method: "POST",
      headers: { origin: "http://evil.invalid" },
    });
    expect(forged.status).toBe(403);
    const { status } = await import("node:http").then(
      ({ get }) =>
        new Promise<{ status: number }>((resolve) => {
          get(server.url, { headers: { host: "evil.invalid" } }, (response) =>
            resolve({ status: response.statusCode! }),
          );
        }),
    );
    expect(status).toBe(421);
  });
});

describe("tenants", () => {
  test("stand apart under roles that are neither superuser nor bypass row-level security", async () => {
    const client = new pg.Client({ connectionString: server.databaseUrl() });
    await client.connect();
    try {
      const roles = await client.query(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'luodi\\_%' ORDER BY 1",
      );
      expect(roles.rows.map((row) => row.rolname)).toEqual([
        "luodi_application",
        "luodi_jobs",
        "luodi_oversight",
        "luodi_services",
      ]);
      for (const row of roles.rows) expect([row.rolsuper, row.rolbypassrls]).toEqual([false, false]);
      const count = async (role: string, tenant: string) => {
        await client.query(`BEGIN; SET LOCAL ROLE ${role}; SET LOCAL luodi.tenant = '${tenant}'`);
        try {
          return Number((await client.query("SELECT count(*) AS n FROM oversight.finding")).rows[0].n);
        } finally {
          await client.query("ROLLBACK");
        }
      };
      expect(await count("luodi_oversight", "999901")).toBeGreaterThan(300);
      expect(await count("luodi_oversight", "110101")).toBe(0);
      for (const role of ["luodi_services", "luodi_jobs"])
        await expect(count(role, "999901")).rejects.toThrow(/permission denied/);
      const unforced = await client.query(
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('oversight', 'services', 'jobs') AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)",
      );
      expect(unforced.rows).toEqual([]);
      await client.query("BEGIN; SET LOCAL ROLE luodi_oversight; SET LOCAL luodi.tenant = '110101'");
      await expect(
        client.query(
          "INSERT INTO oversight.dataset VALUES ('999901', gen_random_uuid(), '甲', 'a', true, '/', now(), now())",
        ),
      ).rejects.toThrow(/row-level security/);
      await client.query("ROLLBACK");
    } finally {
      await client.end();
    }
  });
});

const visible = haveBrowser();
describe.skipIf(!visible)("in a real browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const paths = async () => {
    const clause = link(/href="(\/runs\/[^"]+\/clauses\/\d+)">答复没有实质内容/);
    const finding = link(/href="(\/runs\/[^"]+\/findings\/[0-9a-f]{16})"/, await page(clause));
    return ["/", "/checkup", "/runs", clause, finding, link(/href="(\/runs\/[^"]+\/inputs)"/)];
  };
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const tab = await context.newPage();
    const bytes = countBytes(tab);
    await tab.goto(server.url + path);
    return { tab, context, bytes };
  };

  test("axe finds nothing serious, and a page is at most 150 kB", async () => {
    for (const path of await paths()) {
      const { tab, context, bytes } = await open(path);
      await look(tab, path);
      expect(await bytes(), path).toBeLessThanOrEqual(150_000);
      await context.close();
    }
  });

  test("works at 360 px, at 200 % zoom and with scripts off", async () => {
    for (const path of await paths()) {
      for (const options of [
        { viewport: { width: 360, height: 740 } },
        { viewport: { width: 640, height: 450 } },
        { javaScriptEnabled: false },
      ]) {
        const { tab, context } = await open(path, options);
        expect(await tab.locator("h1").count(), path).toBe(1);
        if (options.javaScriptEnabled !== false) await look(tab, path, false);
        await context.close();
      }
    }
  });

  test("can be walked by keyboard alone: skip link first, then to a finding", async () => {
    const { tab, context } = await open("/checkup");
    await tab.keyboard.press("Tab");
    expect(await tab.evaluate("document.activeElement.textContent")).toContain("跳到正文");
    await tab.keyboard.press("Enter");
    await tab.locator("a", { hasText: "答复没有实质内容" }).first().focus();
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/clauses/);
    await context.close();
  });
});

describe("hard kills", () => {
  test("PostgreSQL killed: the server brings it back and nothing is lost", async () => {
    process.kill(server.postmaster(), "SIGKILL");
    await server.until("/healthz", '"up"', 40_000);
    expect(await server.until("/checkup", "什么没能读", 20_000)).toContain("22,000");
  });

  test("the server killed: it is started again and takes over the database left behind", async () => {
    process.kill(server.server(), "SIGKILL");
    expect(await server.until("/checkup", "什么没能读", 60_000)).toContain("22,000");
    expect(server.log()).toContain("正在重新启动");
  });

  test("SIGTERM stops it cleanly, database and all", async () => {
    const postmaster = server.postmaster();
    expect(await server.stop()).toBe(0);
    const alive = () => {
      try {
        return readFileSync(`/proc/${postmaster}/cmdline`, "utf8").includes("postgres");
      } catch {
        return false;
      }
    };
    expect(alive()).toBe(false);
  });
});
