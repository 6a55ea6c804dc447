// Caller, supervisor and public in a real browser, with and without scripts: the draw, a call, the figures, one sheet of paper, the way down.

import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runVerify } from "../../cli/verify.ts";
import { startOf } from "../../core/domain/day.ts";
import { callbacksPart } from "../../server/services/callbacks/callbacks.part.ts";
import { callsOver, tendDraws } from "../../server/services/callbacks/draws.ts";
import { figuresPart } from "../../server/services/figures/figures.part.ts";
import { periodsDue, publishPeriod } from "../../server/services/figures/publish.ts";
import { operatorKey } from "../../server/services/ledger/key.ts";
import { Sequencer } from "../../server/services/ledger/sequencer.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { addInvented } from "../support/invented-requests.ts";
import { countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { asOfficer, TEST_TENANT, type TestServices, testServices } from "../support/services.ts";

const able = haveDatabase() && haveBrowser();
const DAY = 86_400_000;
const WIDTHS = [360, 1280] as const;
let services: TestServices;
let browser: Browser;
let url = "";

const signed = (body: string, ...roles: ("neutral-caller" | "supervisor" | "officer")[]) => ({
  extraHTTPHeaders: { "x-test-officer": asOfficer({ body, roles })["x-test-officer"]! },
});
const caller = signed("callers", "neutral-caller");
const supervisor = signed("coordination", "supervisor");
const officer = signed("roads", "officer");

async function publish() {
  for (const period of await periodsDue(services)) await publishPeriod(services, period);
}

/** Two months with a true draw of the second, of whose sample most were called. */
beforeAll(async () => {
  if (!able) return;
  services = await testServices([figuresPart(), callbacksPart()]);
  const { requests, clock, settings, tenant } = services;
  for (const [id, zh] of [
    ["roads", "青石县交通运输局"],
    ["water", "青石县水务局"],
    ["housing", "青石县住建局"],
    ["labour", "青石县人社局"],
    ["callers", "青石县回访中心"],
    ["coordination", "青石县政务协调办"],
  ] as const)
    await requests.within((query) => addBody(query, tenant, { id, zh, en: id, desk: "", phone: "" }));
  const sequencer = new Sequencer(services, operatorKey(settings.dataFolder, TEST_TENANT));
  clock.at = startOf("2026-05-02");
  await tendDraws(services);
  await addInvented(services, "2026-04", 250);
  await addInvented(services, "2026-05", 1100);
  clock.at = startOf("2026-06-02");
  await sequencer.run();
  await tendDraws(services);
  const drawn = await requests.within((query) =>
    query<{ number: string }>(
      "SELECT number FROM services.call_duty WHERE why = 'sample' AND ended_at IS NULL LIMIT 200",
    ),
  );
  for (const [place, { number }] of drawn.entries())
    await requests.act(number, {
      ...{ kind: "callback", by: { role: "neutral-caller", body: "callers" }, person: 0, reached: true },
      ...{
        raisedRating: place % 9 === 0,
        value: place % 5 < 2 ? "solved" : place % 5 === 2 ? "not" : "partly",
      },
    });
  await publish();
  clock.at = callsOver("2026-05") + DAY;
  await publish();
  clock.at = startOf("2026-07-03");
  await publish();
  url = await services.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
}, 180_000);
afterAll(() => browser?.close());

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const bytes = countBytes(tab);
  const see = async (name: string) => {
    expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
    await look(tab, name, tab.viewportSize()!.width === 360);
  };
  return { tab, see, context };
}

const PUBLIC = [
  ["month", "/figures/2026-05", "确认解决的：最低"],
  ["quarter", "/figures/2026-Q2", "按乡镇街道"],
  ["print", "/figures/2026-05/print", "办没办成，群众怎么说"],
  ["method", "/figures/method", "每个数字怎么来的"],
  ["exclusions", "/figures/exclusions", "办结前并入另一件"],
  ["draw", "/figures/draws/2026-05", "密数的指纹"],
] as const;

describe.skipIf(!able)("figures", () => {
  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ] as const)("the public takes the numbers and the draw home and checks them, %s", async (_, scripts) => {
    const { tab, context } = await open({ javaScriptEnabled: scripts });
    const taken = async (name: string | RegExp) => {
      const link = tab.getByRole("link", { name, exact: true });
      const [download] = await Promise.all([tab.waitForEvent("download"), link.click()]);
      return { name: download.suggestedFilename(), path: await download.path() };
    };
    await tab.goto(`${url}/figures/2026-05`);
    const csv = await taken("CSV");
    expect(csv.name).toBe("luodi-figures-2026-05.csv");
    const rows: Record<string, string>[] = parse(readFileSync(csv.path), { bom: true, columns: true });
    await follow(tab, tab.getByRole("link", { name: "JSON", exact: true }));
    const { period, lines } = JSON.parse(await tab.locator("body").innerText()) as {
      period: string;
      lines: Record<string, unknown>[];
    };
    expect(period).toBe("2026-05");
    expect(lines.length).toBeGreaterThan(20);
    // The same lines in both, and none without its method.
    const words = (value: unknown) => (value === null || value === undefined ? "" : String(value));
    expect(rows).toEqual(
      lines.map((line) => Object.fromEntries(Object.keys(rows[0]!).map((key) => [key, words(line[key])]))),
    );
    expect(rows.every((row) => row.method !== "")).toBe(true);
    await tab.goto(`${url}/figures/draws/2026-05`);
    const draw = await taken("draw.json");
    const population = await taken("population.txt");
    const said: string[] = [];
    const stdout = { write: (text: string) => said.push(text) };
    const checked = await runVerify(["--draw", draw.path, "--population", population.path], { stdout });
    expect(checked, said.join("")).toBe(0);
    // The control: one number less in the population, and the draw is another.
    const numbers = readFileSync(population.path, "utf8").trimEnd().split("\n");
    writeFileSync(population.path, `${numbers.slice(1).join("\n")}\n`);
    expect(await runVerify(["--draw", draw.path, "--population", population.path], { stdout })).toBe(1);
    await context.close();
  });

  test.each(WIDTHS)("the public reads them at %i px: every page looked at", async (width) => {
    const { tab, see, context } = await open({ viewport: { width, height: 800 } });
    for (const [name, path, words] of PUBLIC) {
      await tab.goto(url + path);
      await tab.getByText(words).first().waitFor();
      await see(`figures-${name}`);
    }
    await tab.goto(`${url}/figures`);
    expect(new URL(tab.url()).pathname).toBe("/figures/2026-05");
    await tab.getByText("95% 威尔逊区间").first().waitFor();
    await context.close();
  });

  test("one printed page is one sheet of A4, with the chart and the numbers", async () => {
    const { tab, context } = await open();
    await tab.goto(`${url}/figures/2026-05/print`);
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await context.close();
  });

  test("in large text nothing is small, low or beside the screen", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    const pages = [...PUBLIC.map(([, path]) => path)];
    await tab.goto(`${url}/size/large`);
    for (const path of pages) {
      await tab.goto(url + path);
      expect(await tooSmall(tab), path).toEqual([]);
      await look(tab, `large${path.replaceAll("/", "-")}`, false);
    }
    await tab.setExtraHTTPHeaders(supervisor.extraHTTPHeaders);
    await tab.goto(`${url}/supervision?month=2026-05`);
    expect(await tooSmall(tab)).toEqual([]);
    await look(tab, "large-supervision", false);
    await tab.setExtraHTTPHeaders(caller.extraHTTPHeaders);
    for (const path of ["/calls", await firstCall()]) {
      await tab.goto(url + path);
      expect(await tooSmall(tab), path).toEqual([]);
      await look(tab, `large${path.replaceAll("/", "-")}`, false);
    }
    await context.close();
  });

  test.each([
    ["with scripts at 1280 px", {}],
    ["without scripts at 360 px", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
  ] as const)("a neutral caller calls, %s", async (_, options) => {
    const scripts = !("javaScriptEnabled" in options);
    const { tab, see, context } = await open({ ...caller, ...options });
    await tab.goto(`${url}/calls`);
    if (scripts) await see("calls");
    await tab.getByRole("table").getByRole("link").first().click();
    await tab.getByText("有没有人找您谈过评价").first().waitFor();
    expect(await tab.locator("input:checked").count()).toBe(0);
    await tab.getByRole("button", { name: "记下这一通" }).click();
    await tab.getByRole("alert").getByText("请选本人接了没有").waitFor();
    if (scripts) await see("call-wrong");
    await tab.getByLabel("接了", { exact: false }).first().check();
    await tab.getByLabel("没有", { exact: false }).first().check();
    await tab.getByLabel("没解决", { exact: false }).first().check();
    await tab.getByRole("button", { name: "记下这一通" }).click();
    await tab.getByRole("status").getByText("这一通记下了").waitFor();
    await context.close();
  });

  test("calls at 360 px: every page looked at", async () => {
    const { tab, see, context } = await open({ ...caller, viewport: { width: 360, height: 740 } });
    for (const [name, path] of [
      ["calls", "/calls"],
      ["call", await firstCall()],
    ] as const) {
      await tab.goto(url + path);
      await see(name);
    }
    await context.close();
  });

  test.each([
    [360, true],
    [1280, false],
  ] as const)(
    "a supervisor goes down to a request, by keyboard and without scripts alike: %i px",
    async (width, scripts) => {
      const { tab, see, context } = await open({
        ...{ ...supervisor, javaScriptEnabled: scripts, viewport: { width, height: 800 } },
      });
      await tab.goto(`${url}/supervision?month=2026-05`);
      if (scripts) await see("supervision");
      await tab.getByLabel("群众怎么说").selectOption("not");
      await tab.getByRole("button", { name: "看" }).press("Enter");
      await tab.getByRole("link", { name: "后面的" }).press("Enter");
      await tab.getByRole("table").getByRole("link").first().press("Enter");
      await tab.getByText("〔手机号〕").first().waitFor();
      expect(await tab.content()).not.toContain("13900001234");
      if (scripts) await see("supervised");
      // The same one again, by the number that somebody read out.
      const { pathname } = new URL(tab.url());
      await tab.goto(`${url}/supervision`);
      await tab.getByLabel("按编号看一件").fill("1234");
      await follow(tab, tab.getByRole("button", { name: "打开" }));
      await tab.getByText("编号是 8 位数字").waitFor();
      if (scripts) await see("supervision-no-number");
      const number = pathname.split("/").at(-1)!;
      await tab.getByLabel("按编号看一件").fill(`${number.slice(0, 4)} ${number.slice(4)}`);
      await follow(tab, tab.getByRole("button", { name: "打开" }));
      expect(new URL(tab.url()).pathname).toBe(pathname);
      await context.close();
    },
  );

  test("a body writes a statement beside a figure and everybody reads it", async () => {
    const { tab, see, context } = await open({ ...officer, viewport: { width: 360, height: 740 } });
    await tab.goto(`${url}/figures/2026-05`);
    await follow(tab, tab.getByRole("link", { name: "单位写说明" }));
    await see("statement");
    await tab.getByRole("button", { name: "公开这段说明" }).click();
    await tab.getByRole("alert").getByText("要写 5 到 500 字").waitFor();
    await tab
      .getByRole("textbox", { name: "说明" })
      .fill("五月修路的料到得晚，六月已补修，没修的三处月底前完成。");
    await tab.getByRole("button", { name: "公开这段说明" }).click();
    await tab.getByText("六月已补修").waitFor();
    await see("stated");
    await context.close();
  });
});

async function firstCall(): Promise<string> {
  const [row] = await services.requests.within((query) =>
    query<{ number: string }>(
      "SELECT number FROM services.call_duty WHERE ended_at IS NULL AND tries = 0 ORDER BY since, number LIMIT 1",
    ),
  );
  return `/calls/${row!.number}/0`;
}
