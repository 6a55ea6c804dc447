// The figures on a real PostgreSQL with a few thousand invented requests: counts, snapshots that stay, exclusions, the way down, open data.

import { beforeAll, describe, expect, test } from "vitest";
import { startOf } from "../../../core/domain/day.ts";
import { outcomeOf } from "../../../core/domain/figures/outcome.ts";
import type { Snapshot } from "../../../core/domain/figures/snapshot.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { addInvented, type Invented } from "../../../test/support/invented-requests.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { callbacksPart } from "../callbacks/callbacks.part.ts";
import { figuresPart } from "./figures.part.ts";
import { periodsDue, publishPeriod } from "./publish.ts";
import { addMissingRows } from "./rows.ts";
import { versionsOf } from "./snapshots.store.ts";

const DAY = 86_400_000;
const supervisor = asOfficer({ body: "coordination", roles: ["supervisor"] });
const officer = asOfficer({ body: "roads", roles: ["officer"] });
const visitor = { host: "localhost" };
const FROM_THE_START = { after: "", count: 0 };
const UNHURRIED = { keep: async () => {}, rest: async () => {} };

describe.skipIf(!haveDatabase())("figures", () => {
  let services: TestServices;
  let may: Invented[];
  const counted = () => may.filter(({ state }) => state.closings.length > 0 && state.exclusion === undefined);
  const versions = (period: string) =>
    services.requests.within((query) => versionsOf(query, services.tenant, period));
  const of = (all: readonly Snapshot[], subject: string) => all.findLast((each) => each.subject === subject)!;
  const get = async (url: string, headers: Record<string, string> = visitor) =>
    services.app.inject({ url, headers: { accept: "text/html", ...headers } });
  const says = async (numbers: readonly string[], value: "not" | "solved") => {
    for (const number of numbers) {
      const by = { role: "citizen", person: 0 } as const;
      const result = await services.requests.act(number, { kind: "verdict", by, person: 0, value });
      if ("refused" in result) throw new Error(result.code);
    }
  };

  beforeAll(async () => {
    services = await testServices([figuresPart(), callbacksPart()]);
    services.clock.at = startOf("2026-05-02");
    await addInvented(services, "2026-04", 400);
    may = await addInvented(services, "2026-05", 1500);
    await addInvented(services, "2026-06", 60);
    for (const [id, name] of [
      ["roads", "测试路桥局"],
      ["water", "测试水务局"],
    ])
      await services.requests.within((query) =>
        query(
          "INSERT INTO services.body (tenant_id, body_id, name_zh, name_en, territory) VALUES ($1, $2, $3, $2, $4)",
          [services.tenant, id, name, id === "roads" ? "999901101" : null],
        ),
      );
    services.clock.at = startOf("2026-07-02");
    for (const period of await periodsDue(services)) await publishPeriod(services, period);
  }, 120_000);

  test("count every closed request once, under the citizens' word, and nothing else", async () => {
    const { figures } = of(await versions("2026-05"), "headline");
    const whole = figures.table.rows[0]!.cells;
    expect(whole.reduce((a, b) => a + b, 0)).toBe(counted().length);
    expect(figures.table.columns[0]).toEqual([0]);
    expect(whole[0]).toBe(counted().filter(({ state }) => outcomeOf(state) === "solved").length);
    // A "not" reopens the request; it stays in the denominator all the same.
    const denied = counted().filter(({ state }) => outcomeOf(state) === "not");
    expect(denied.length).toBeGreaterThan(100);
    expect(denied.every(({ state }) => !state.closed)).toBe(true);
    const not = figures.table.columns.findIndex((column) => column.includes(3));
    expect(whole[not]).toBeGreaterThanOrEqual(denied.length);
    expect(figures.out).toBe(
      may.filter(({ state }) => state.exclusion !== undefined || state.mergedInto !== undefined).length,
    );
    expect(await versions("2026-07")).toEqual([]);
  });

  test("show no group under ten in any table, and too few where a month is small", async () => {
    let cells = 0;
    for (const period of ["2026-04", "2026-05", "2026-06", "2026-Q2"])
      for (const { figures } of await versions(period))
        for (const row of [...figures.table.rows.map((each) => each.cells), figures.table.rest ?? []])
          for (const cell of row) {
            cells += 1;
            expect(cell === 0 || cell >= 10).toBe(true);
          }
    expect(cells).toBeGreaterThan(60);
    expect((await get("/figures/2026-06")).body).toContain("不到 100 件，太少，不公布");
    expect((await get("/figures/2026-Q2")).body).toContain("测试路桥局");
  });

  test("stay as they were: a few changes wait, many stand in a new version beside the old one", async () => {
    const first = await versions("2026-05");
    const silent = counted().filter(({ state }) => outcomeOf(state) === "unanswered");
    services.clock.at += DAY;
    await says(
      silent.slice(0, 3).map((each) => each.number),
      "not",
    );
    services.clock.at += DAY;
    expect(await periodsDue(services)).toContain("2026-05");
    expect(await publishPeriod(services, "2026-05")).toBe(0);
    await says(
      silent.slice(3, 120).map((each) => each.number),
      "not",
    );
    services.clock.at += DAY;
    expect(await publishPeriod(services, "2026-05")).toBeGreaterThan(0);
    const second = await versions("2026-05");
    expect(second.slice(0, first.length)).toEqual(first);
    const [old, fresh] = [of(first, "headline"), of(second, "headline")];
    expect(fresh.takenAt).toBeGreaterThan(old.takenAt);
    expect(fresh.figures.table.rows[0]!.cells[0]).toBe(old.figures.table.rows[0]!.cells[0]);
    const page = (await get("/figures/2026-05")).body;
    expect(page).toContain(`/figures/2026-05?at=${old.takenAt}`);
    const before = (await get(`/figures/2026-05?at=${old.takenAt}`)).body;
    expect(before).toContain("之后可能有变化");
    await expect(
      services.requests.within((query) => query("UPDATE services.figure_snapshot SET figures = '{}'")),
    ).rejects.toThrow(/permission denied/);
    await expect(
      services.requests.within((query) => query("DELETE FROM services.figure_snapshot")),
    ).rejects.toThrow(/permission denied/);
    const notices = await asSuperuser(services.store.superuserUrl, async (client) =>
      client.query(
        "SELECT count(*)::int AS n FROM services.ledger_notice WHERE facts ->> 'kind' = 'figures'",
      ),
    );
    expect(notices.rows[0].n).toBeGreaterThanOrEqual(second.length);
  });

  test("list each exclusion by body, role and reason, page by key, and never say which request", async () => {
    const first = (await get("/figures/exclusions")).body;
    expect(first).toContain("不是诉求");
    expect(first).toContain("办结前并入另一件");
    expect(first).toContain("测试路桥局");
    const out = may.filter(({ state }) => state.exclusion !== undefined || state.mergedInto !== undefined);
    expect(out.length).toBeGreaterThan(50);
    const text = first.replace(/before=[\d-]+/g, "");
    for (const { number } of out) expect(text).not.toContain(number);
    const next = /href="(\/figures\/exclusions\?before=[^"]+)"/.exec(first)![1]!;
    expect((await get(next)).body).toContain("经办人");
  });

  test("lead a supervisor, and nobody else, down to masked requests by key", async () => {
    expect((await get("/supervision", { host: "localhost" })).statusCode).toBe(303);
    expect((await get("/supervision", officer)).statusCode).toBe(403);
    const seen = new Set<string>();
    let url: string | undefined = "/supervision?month=2026-05&outcome=not";
    for (let pages = 0; url !== undefined; pages += 1) {
      const { body } = await get(url, supervisor);
      expect(body).not.toContain("13900001234");
      expect(body).not.toContain('class="tag clear"');
      for (const found of body.matchAll(/\/supervision\/requests\/(\d{8})/g)) {
        expect(seen.has(found[1]!)).toBe(false);
        seen.add(found[1]!);
      }
      url = /href="(\/supervision\?[^"]*after=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
      expect(pages).toBeLessThan(40);
    }
    const denied = counted().filter(({ state }) => outcomeOf(state) === "not");
    expect(denied.every(({ number }) => seen.has(number))).toBe(true);
    const one = (await get(`/supervision/requests/${denied[0]!.number}`, supervisor)).body;
    expect(one).toContain("〔手机号〕");
    expect(one).toContain("群众说没解决");
    expect(one).not.toContain("测试某");
    expect((await get("/supervision/requests/00000000", supervisor)).statusCode).toBe(404);
    expect((await get("/supervision?month=2026-05&out=any", supervisor)).body).toContain("已剔除");
  });

  test("are open data with the method beside every number, in pages", async () => {
    const list = JSON.parse((await get("/figures/data.json")).body);
    expect(list.periods.map((each: { period: string }) => each.period)).toContain("2026-05");
    const lines: Record<string, unknown>[] = [];
    let url: string | undefined = "/figures/2026-05/data.json";
    while (url !== undefined) {
      const page = JSON.parse((await get(url)).body);
      expect(page.lines.length).toBeLessThanOrEqual(200);
      lines.push(...page.lines);
      url = page.next;
    }
    expect(lines.every((line) => String(line.method).length > 5 && line.published_at !== "")).toBe(true);
    const solved = lines.find((line) => line.subject === "headline" && line.measure === "solved")!;
    expect(solved.value).toBe(of(await versions("2026-05"), "headline").figures.table.rows[0]!.cells[0]);
    expect(lines.find((line) => line.measure === "low-with-out")!.value).toBeLessThan(
      lines.find((line) => line.subject === "headline" && line.measure === "low")!.value as number,
    );
    const { body: csv } = await get("/figures/2026-05/data.csv");
    expect(csv.split("\r\n")[0]).toBe(
      "\uFEFFperiod,subject,row,row_name,measure,measure_name,value,of,published_at,method,method_en",
    );
    expect(csv.split("\r\n")).toHaveLength(Math.min(200, lines.length) + 2);
  });

  test("take a body's statement, masked, in the body's name alone", async () => {
    const send = (words: string, headers = officer) =>
      services.app.inject({
        ...{ method: "POST", url: "/figures/2026-05/statement" },
        payload: new URLSearchParams({ subject: "kinds", words }).toString(),
        headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      });
    expect((await send("短")).statusCode).toBe(422);
    expect((await send("五月汛期停工", supervisor)).statusCode).toBe(403);
    expect((await send("五月汛期停工十天，六月已补上，可打 13912345678。")).statusCode).toBe(303);
    const page = (await get("/figures/2026-05")).body;
    expect(page).toContain("五月汛期停工十天");
    expect(page).toContain("测试路桥局");
    expect(page).not.toContain("13912345678");
    expect(page).not.toContain("测试员");
  });

  test("rows of requests from before there were figures are made from their steps", async () => {
    const rows = () =>
      services.requests.within((query) =>
        query("SELECT * FROM services.figure_row WHERE month = '2026-04' ORDER BY number"),
      );
    const before = (await rows()).map(({ changed_at: _, ...row }) => row);
    await asSuperuser(services.store.superuserUrl, (client) =>
      client.query("DELETE FROM services.figure_row WHERE month = '2026-04'"),
    );
    expect(await addMissingRows(services, FROM_THE_START, UNHURRIED)).toBe(before.length);
    expect((await rows()).map(({ changed_at: _, ...row }) => row)).toEqual(before);
    expect(await addMissingRows(services, FROM_THE_START, UNHURRIED)).toBe(0);
  });

  test("unknown periods, wrong keys and other words are refused or passed over, never a crash", async () => {
    for (const url of ["/figures/2026-13", "/figures/x", "/figures/2020-01", "/figures/2026-05/x"])
      expect((await get(url)).statusCode, url).toBe(404);
    for (const url of [
      "/figures/2026-05?at=x&statements=y",
      "/figures?before='",
      "/figures/2026-05/data.json?after=-1",
    ])
      expect((await get(url)).statusCode, url).toBeLessThan(400);
    expect((await get("/supervision?month=x&after=9-1&outcome=z", supervisor)).statusCode).toBe(200);
  });
});
