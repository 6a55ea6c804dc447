// The check-up's pages on a real database: before any was made, each reader is led to the first; runs go page by page.

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditReport, Finding } from "../core/engine/report.ts";
import { haveDatabase, testDatabase } from "../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../test/support/services.ts";
import { checkUps } from "./check-ups.ts";
import { addDataset, addRun, saveReport } from "./oversight/runs/runs.store.ts";
import { SERVICES_MIGRATIONS } from "./services/services.ts";

const TENANT = "999902";
const OVERSIGHT = join(import.meta.dirname, "oversight", "migrations");
const RUNS = 35;

const FORM_TOKEN = "token-of-this-sign-in";
/** As a session does; an officer who stands in a header alone has no token. */
const signedIn = { "x-test-token": FORM_TOKEN };

describe.skipIf(!haveDatabase())("the check-up", () => {
  let county: TestServices;
  /** The same on the demonstration's machine, where nobody needs to sign in to see it. */
  let open: TestServices;
  const supervisor = asOfficer({ roles: ["supervisor"] });
  const administrator = asOfficer({ roles: ["administrator"] });

  beforeAll(async () => {
    const store = await testDatabase(SERVICES_MIGRATIONS, OVERSIGHT);
    const beside = { store } as TestServices;
    const part = {
      name: "check-ups",
      register: (
        app: TestServices["app"],
        services: Parameters<ReturnType<typeof checkUps>["register"]>[1],
      ) => {
        app.addHook("onRequest", async (request) => {
          const given = request.headers["x-test-token"];
          if (typeof given === "string") request.formToken = given;
        });
        return checkUps(TENANT).register(app, services);
      },
    };
    county = await testServices([part], {}, TENANT, beside);
    open = await testServices([part], { demo: true }, TENANT, beside);
  });

  const get = async (url: string, headers: Record<string, string>) => {
    const answer = await county.app.inject({ url, headers: { ...headers, accept: "text/html" } });
    expect(answer.statusCode, url).toBe(200);
    return answer.body;
  };

  test.each(["/checkup", "/runs"])("%s leads to making the first one", async (url) => {
    const page = await get(url, supervisor);
    expect(page).toContain("还没有做过体检");
    expect(page).toContain('href="/checkup/new"');
    // The ways around stay those of the reader's own seat.
    expect(page).toContain('href="/supervision"');
    expect(page).not.toContain("自动显示");
  });

  test("the page of making one gives the command with today's day", async () => {
    const page = await get("/checkup/new", administrator);
    expect(page).toContain("audit 资料 --on 2026-06-01 --out report");
    expect(page).toContain('href="/admin"');
  });

  test("the runs go page by page, the newest first, none twice and none left out", async () => {
    const dataset = randomUUID();
    await county.database.within("luodi_oversight", TENANT, async (query) => {
      const name = { zh: "青石县", en: "Qingshi" };
      const now = new Date(county.clock.now());
      await addDataset(query, TENANT, { id: dataset, name, invented: false, folder: "/nowhere" }, now);
      // All queued in one moment: the place of each is its moment and its id.
      for (let at = 0; at < RUNS; at += 1)
        await addRun(query, TENANT, randomUUID(), dataset, "2026-06-01", now);
    });
    const runs = (page: string) =>
      [...page.matchAll(/href="\/runs\/([0-9a-f-]{36})"/g)].map((each) => each[1]);
    const one = await get("/runs", supervisor);
    const next = /href="(\/runs\?after=[^"]+)"/.exec(one)![1]!;
    const two = await get(next, supervisor);
    expect(runs(one)).toHaveLength(30);
    expect(new Set([...runs(one), ...runs(two)]).size).toBe(RUNS);
    expect(two).toContain("回到第一页");
  });

  test("a check-up is stopped and started by a form of one's own sign-in alone", async () => {
    const run = /\/runs\/([0-9a-f-]{36})\/stop/.exec(await get("/runs", { ...supervisor, ...signedIn }))![1]!;
    const press = async (at: TestServices, headers: Record<string, string>, form: Record<string, string>) => {
      const { statusCode } = await at.app.inject({
        ...{ method: "POST", url: `/runs/${run}/stop`, payload: new URLSearchParams(form).toString() },
        headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded", ...headers },
      });
      return statusCode;
    };
    for (const url of ["/runs", `/runs/${run}`]) {
      const page = await get(url, { ...supervisor, ...signedIn });
      const forms = page.split('method="post"').slice(1);
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms)
        expect(form).toMatch(new RegExp(`^[^]{0,80}name="token" value="${FORM_TOKEN}"`));
    }
    const token = { token: FORM_TOKEN };
    for (const at of [county, open]) {
      expect(await press(at, { ...supervisor, ...signedIn }, {})).toBe(403);
      expect(await press(at, { ...supervisor, ...signedIn }, { token: "another" })).toBe(403);
      expect(await press(at, { ...supervisor, ...signedIn }, token)).toBe(303);
    }
    expect(await press(county, {}, token)).toBe(401);
    // Who is not signed in has no token, and needs none where all may press.
    expect(await press(open, {}, {})).toBe(303);
    expect(await get(`/runs/${run}`, supervisor)).toContain("重新开始");
  });

  test("like findings are told apart by their case and row; a supervisor goes on to a request of the platform's own", async () => {
    const [dataset, run] = [randomUUID(), randomUUID()];
    const now = new Date(county.clock.now());
    await county.database.within("luodi_oversight", TENANT, async (query) => {
      const name = { zh: "青石县", en: "Qingshi" };
      await addDataset(query, TENANT, { id: dataset, name, invented: false, folder: "/nowhere" }, now);
      await addRun(query, TENANT, run, dataset, "2026-06-01", now);
      await saveReport(query, TENANT, run, REPORT, now);
    });
    const list = await get(`/runs/${run}/clauses/0`, supervisor);
    expect(list).toContain("2031 0292");
    expect(list).toContain("platform.luodi-export.jsonl 第 223 行");
    expect(list).toContain("letters.csv 第 7 行");
    // An office's own stand together, and are found by its name though no sentence holds it.
    expect([...list.matchAll(/第 (\d+) 行/g)].map((each) => each[1])).toEqual(["223", "9", "7", "2"]);
    expect(list).toContain("城管局 · 信-9");
    const byOffice = await get(`/runs/${run}/clauses/0?words=${encodeURIComponent("水务局")}`, supervisor);
    expect([...byOffice.matchAll(/第 (\d+) 行/g)].map((each) => each[1])).toEqual(["7"]);
    // No body of the platform has that name, so whoever sees the finding may appeal.
    expect(await get(`/runs/${run}/findings/${"b".repeat(16)}`, supervisor)).toContain("由看得到的人代提");
    const files = await get(`/runs/${run}/inputs`, supervisor);
    for (const page of [files, await get(`/runs/${run}`, supervisor)]) {
      const folded = /<details><summary>(.*?)<\/summary>(.*?)<\/details>/.exec(page)!;
      expect(folded[1]).toContain("另有 2 个文件不是能读的资料，没有读：.docx 1、.mp4 1");
      expect(folded[2]).toContain("会议.docx");
      expect(page.replace(folded[0], "")).not.toContain("会议.docx");
      expect(page).toContain("设了密码");
    }
    expect(files).toContain("网上留言板");
    expect(files).not.toContain("message-board");
    // What cannot be told stands with its reason, and one click leads to it past the suspicions.
    const home = await get(`/runs/${run}`, supervisor);
    expect(home.indexOf("群众诉求")).toBeLessThan(home.indexOf("工作群"));
    const unsure = home.slice(home.indexOf('id="unsure"'), home.indexOf('id="clear"'));
    expect(unsure).toContain("问不到群众。");
    expect(home.slice(0, home.indexOf('id="unsure"'))).not.toContain("问不到群众。");
    const doubts = await get(/href="([^"]+outcome=cannot-tell)"/.exec(unsure)![1]!, supervisor);
    expect([...doubts.matchAll(/第 (\d+) 行/g)].map((each) => each[1])).toEqual(["2"]);
    expect(list).toContain("第 2 行");
    // A clause that did not apply is never told as one without findings.
    const aside = await get(`/runs/${run}/clauses/1`, supervisor);
    expect(aside).toContain("没有导入：照片");
    expect(aside).not.toContain("没有疑点");
    const sought = await get(`/runs/${run}/clauses/0?words=20310292`, supervisor);
    expect(sought).toContain("第 223 行");
    expect(sought).not.toContain("第 7 行");
    const onPlatform = "/supervision/requests/20310292";
    expect(await get(`/runs/${run}/findings/${"a".repeat(16)}`, supervisor)).toContain(onPlatform);
    expect(await get(`/runs/${run}/findings/${"a".repeat(16)}`, administrator)).not.toContain(onPlatform);
    expect(await get(`/runs/${run}/findings/${"b".repeat(16)}`, supervisor)).not.toContain(
      "/supervision/requests/",
    );
  });
});

const input = (file: string, rows: number) => ({
  ...{ file, importer: null, rows, facts: rows, problems: 0, dropped: 0 },
  ...{ factsByKind: {}, problemList: [], droppedReasons: [], omitted: {} },
});
const finding = (id: string, subject: string, file: string, row: number, body: string): Finding => ({
  ...{ id: id.repeat(16), outcome: "suspected", subject, body, exemptions: [], unchecked: [] },
  message: { zh: "单位已办结，群众说没解决。", en: "Closed; not solved." },
  evidence: [{ file, row }],
});
const REPORT = {
  results: [
    {
      ...{ pack: "own", provision: "own.disputed", detector: "disputed-closure", status: "own", judged: 9 },
      ...{ category: "requests", outcome: "suspected", params: [] },
      clause: { zh: "单位已办结，群众说没有解决", en: "closed, not solved" },
      title: { zh: "单位说办结，群众说没解决", en: "Disputed closure" },
      findings: [
        finding("b", "信-7", "letters.csv", 7, "水务局"),
        finding("a", "20310292", "platform.luodi-export.jsonl", 223, "城管局"),
        finding("c", "信-9", "letters.csv", 9, "城管局"),
        {
          ...finding("d", "信-2", "letters.csv", 2, "城管局"),
          outcome: "cannot-tell",
          message: { zh: "问不到群众。", en: "The citizen could not be asked." },
        },
      ],
    },
    {
      ...{ pack: "own", provision: "own.photo", detector: "reused-photo", status: "own", judged: 0 },
      ...{ category: "photos", outcome: "not-applicable", params: [], findings: [] },
      reason: { zh: "没有导入：照片", en: "not imported: photos" },
      clause: { zh: "旧照", en: "old photographs" },
      title: { zh: "任务照片多为旧照", en: "Reused photographs" },
    },
  ],
  inputs: [
    { ...input("留言.csv", 3), importer: "message-board", importerTitle: { zh: "网上留言板", en: "Board" } },
    {
      ...input("密码.xlsx", 0),
      refused: { reason: { zh: "设了密码", en: "" }, mend: { zh: "去掉", en: "" } },
    },
    ...[input("会议.docx", 0), input("片.mp4", 0)],
  ],
  counts: { requests: 3, groups: 1 },
} as unknown as AuditReport;
