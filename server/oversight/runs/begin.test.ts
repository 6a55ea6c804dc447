// Check-ups begun from a page, through the real runner: of the platform's own requests, and of a report made elsewhere, good and spoilt.

import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditInOne } from "../../../cli/audit.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { AuditReport } from "../../../core/engine/report.ts";
import { renderJson } from "../../../core/render/json.ts";
import { writeCounty } from "../../../demo/write.ts";
import { haveDatabase, testDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { checkUps } from "../../check-ups.ts";
import { newLink } from "../../services/requests/secrets.ts";
import { SERVICES_MIGRATIONS } from "../../services/services.ts";

const TENANT = "999901";
const supervisor = asOfficer({ roles: ["supervisor"] });

describe.skipIf(!haveDatabase())("a check-up is begun from a page", () => {
  const folder = mkdtempSync(join(tmpdir(), "luodi-begin-"));
  const checking = checkUps(TENANT);
  let county: TestServices;
  let report: AuditReport;

  beforeAll(async () => {
    const store = await testDatabase(SERVICES_MIGRATIONS, checking.migrations!);
    county = await testServices([checking], {}, TENANT, { store } as TestServices);
    await writeCounty(
      { seed: "begin", requests: 300, posts: 200, messages: 3000, groups: 20, faults: 2 },
      folder,
    );
    report = await auditInOne({ paths: [join(folder, "data")], on: "2026-06-30" }, []);
  });
  afterAll(async () => {
    await checking.stop?.();
    rmSync(folder, { recursive: true, force: true });
  });

  const page = async (url: string) => (await county.app.inject({ url, headers: supervisor })).body;
  const handIn = async (name: string, file: string | undefined) => {
    const form = new FormData();
    form.set("name", name);
    if (file !== undefined) form.set("file", new Blob([file]), "report.json");
    const sent = new Response(form);
    return county.app.inject({
      ...{ method: "POST", url: "/checkup/report", payload: Buffer.from(await sent.arrayBuffer()) },
      headers: { ...supervisor, "content-type": sent.headers.get("content-type")! },
    });
  };
  const done = async (url: string) => {
    for (let waited = 0; waited < 50_000; waited += 200) {
      const text = await page(url);
      if (text.includes('id="suspected"')) return text;
      expect(text).not.toContain("没有完成");
      await wait(200);
    }
    throw new Error(`${url} was never done`);
  };

  test("of the platform's own requests: what was filed is read, the file is gone afterwards", async () => {
    const filed = await county.requests.file(
      {
        ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
        ...{ matter: "street-light", intent: "ask-help", asks: 1, harm: "trouble", wants: "text" },
        ...{ hideFrom: [], open: false, said: { text: "村口路灯不亮，我叫王小明，电话 13900000000" } },
      },
      { link: newLink(), contact: { phone: "13900000000" } },
    );
    if (isRefusal(filed)) throw new Error(filed.code);
    const begun = await county.app.inject({ method: "POST", url: "/checkup/own", headers: supervisor });
    expect(begun.statusCode).toBe(303);
    const run = String(begun.headers.location);
    // Pressed again while it is under way, it leads to the same.
    const again = await county.app.inject({ method: "POST", url: "/checkup/own", headers: supervisor });
    expect(again.headers.location).toBe(run);
    expect(await done(run)).toMatch(/群众诉求[^：]*：1</);
    const own = join(county.settings.dataFolder, "own-records");
    for (let waited = 0; readdirSync(own).length > 0 && waited < 5_000; waited += 100) await wait(100);
    expect(readdirSync(own)).toEqual([]);
    expect(await page("/checkup")).toContain("本平台的诉求");
  });

  test("a report made elsewhere shows the same findings, clause by clause", async () => {
    const taken = await handIn("青石县资料", renderJson(report));
    expect(taken.statusCode).toBe(303);
    const shown = await page(String(taken.headers.location));
    expect(shown).toContain("青石县资料");
    expect(report.results.filter((each) => each.outcome === "suspected").length).toBeGreaterThan(3);
    for (const each of report.results.filter(({ outcome }) => outcome === "suspected"))
      expect(shown).toContain(each.clause.zh);
    const { findings } = report.results.find(({ outcome }) => outcome === "suspected")!;
    const finding = await page(`${taken.headers.location}/findings/${findings[0]!.id}`);
    expect(finding).toContain(findings[0]!.evidence[0]!.file);
  });

  test("what is no report is named with its place, what was typed stays, and nothing is kept", async () => {
    const before = await page("/runs");
    const spoilt = (change: (copy: { results: { findings: { id: string }[] }[] }) => void) => {
      const copy = JSON.parse(renderJson(report));
      change(copy);
      return JSON.stringify(copy);
    };
    const at = report.results.findIndex((each) => each.findings.length > 0);
    const cases: readonly (readonly [string, string | undefined, string])[] = [
      ["资料", undefined, "没有选文件"],
      ["资料", "", "没有选文件"],
      ["", renderJson(report), "请写一个名字"],
      ["长".repeat(61), renderJson(report), "请写一个名字"],
      ["资料", "<!doctype html><title>体检</title>", "不是体检报告，或已损坏"],
      ["资料", renderJson(report).slice(0, 5000), "不是体检报告，或已损坏"],
      ["资料", "[]", "不是体检报告，或已损坏"],
      ["资料", spoilt((copy) => (copy.results[at]!.findings[0]!.id = "<b>")), `results.${at}.findings.0.id`],
      ["资料", spoilt((copy) => (copy.results[at]!.findings[0]!.id = "\0")), `results.${at}.findings.0.id`],
      ["资料", renderJson(report).replace("疑", "\\u0000"), "不是体检报告，或已损坏"],
      [
        "资料",
        renderJson(report).replace('"version":1', '"version":2').replace('"version": 1', '"version": 2'),
        "version",
      ],
    ];
    for (const [name, file, words] of cases) {
      const refused = await handIn(name, file);
      expect(refused.statusCode, words).toBe(422);
      expect(refused.body, words).toContain(words);
      if (name !== "") expect(refused.body).toContain(`value="${name}"`);
    }
    expect(await page("/runs")).toBe(before);
  });

  test("a file that is too large is refused before it is read", async () => {
    const refused = await handIn("资料", " ".repeat(101_000_000));
    expect(refused.statusCode).toBe(413);
    expect(existsSync(join(county.settings.dataFolder, "reports"))).toBe(true);
  });
});
