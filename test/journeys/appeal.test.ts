// An appeal in a real browser: an officer files it at one touch, on a phone without scripts; a supervisor answers; the finding is withdrawn.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OfficerRole } from "../../server/services/officers/officer.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { addReport, countyWithCheckUps, madeId } from "../support/check-up.ts";
import { haveDatabase } from "../support/database.ts";
import { countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { asOfficer, TEST_TENANT, type TestServices } from "../support/services.ts";

const able = haveDatabase() && haveBrowser();
let county: TestServices;
let browser: Browser;
let url = "";

const signed = (last: string, body: string, role: OfficerRole) => {
  const officer = asOfficer({ id: `5a0a5e0e-0000-4000-8000-00000000000${last}`, body, roles: [role] });
  return { extraHTTPHeaders: { "x-test-officer": officer["x-test-officer"]! } };
};
const officer = signed("1", "roads", "officer");
const supervisor = signed("2", "coordination", "supervisor");
const PHONE = { viewport: { width: 360, height: 740 } };

beforeAll(async () => {
  if (!able) return;
  county = await countyWithCheckUps(TEST_TENANT, [
    ["roads", "青石县交通运输局"],
    ["coordination", "青石县政务协调办"],
  ]);
  const { database, clock } = county;
  const findings = ["a", "b"].map((id) => ({ id, body: "青石县交通运输局" }));
  await addReport(database, TEST_TENANT, clock.at, { "hollow-reply": findings });
  url = await county.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

async function open(options: BrowserContextOptions) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const bytes = countBytes(tab);
  const see = async (name: string) => {
    expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
    await look(tab, name, tab.viewportSize()!.width === 360);
  };
  return { tab, see, context };
}

describe.skipIf(!able)("an appeal", () => {
  test("is filed at one touch without scripts, answered by another, and withdraws the finding", async () => {
    const phone = await open({ ...officer, ...PHONE, javaScriptEnabled: false });
    await phone.tab.goto(`${url}/findings`);
    await follow(phone.tab, phone.tab.getByRole("link", { name: "看依据，申诉" }).first());
    await phone.tab.getByLabel("可以再写一句话").fill("台账第 3 页另有答复");
    await follow(phone.tab, phone.tab.getByRole("button", { name: "事实不对" }));
    expect(new URL(phone.tab.url()).pathname).toBe(`/findings/${madeId("a")}`);
    await phone.tab.getByText("台账第 3 页另有答复").waitFor();

    const desk = await open(supervisor);
    await desk.tab.goto(`${url}/checkup`);
    await desk.see("appeal-checkup");
    await follow(desk.tab, desk.tab.getByRole("link", { name: "1 件申诉等答复" }));
    await desk.see("appeal-list");
    await follow(desk.tab, desk.tab.getByRole("table").getByRole("link").first());
    await follow(desk.tab, desk.tab.getByRole("button", { name: "答复" }));
    await desk.tab.getByRole("alert").waitFor();
    await desk.see("appeal-mistakes");
    await desk.tab.getByLabel("成立：疑点撤回", { exact: false }).first().check();
    await desk.tab.getByLabel("理由").fill("台账第 3 页确有答复，疑点撤回");
    await desk.see("appeal-answer");
    await follow(desk.tab, desk.tab.getByRole("button", { name: "答复" }));
    await desk.tab.getByText("申诉成立，已撤回").first().waitFor();
    await desk.context.close();

    await phone.tab.reload();
    await phone.tab.getByText("台账第 3 页确有答复").waitFor();
    await phone.context.close();
  });

  test("has pages that read well on a phone, in large text, and by keyboard", async () => {
    const { tab, see, context } = await open({ ...officer, ...PHONE });
    const pages = ["/findings", `/findings/${madeId("a")}`, `/findings/${madeId("b")}`, "/checkup/errors"];
    for (const path of pages) {
      await tab.goto(url + path);
      await see(`appeal${path.replaceAll("/", "-")}`);
    }
    await tab.goto(`${url}/findings/${madeId("b")}`);
    await tab.getByLabel("可以再写一句话").focus();
    await tab.keyboard.press("Tab");
    await Promise.all([tab.waitForEvent("load"), tab.keyboard.press("Enter")]);
    await tab.getByText("正在申诉").first().waitFor();
    await tab.goto(`${url}/size/large`);
    for (const path of pages) {
      await tab.goto(url + path);
      expect(await tooSmall(tab), path).toEqual([]);
      await look(tab, `appeal-large${path.replaceAll("/", "-")}`, false);
    }
    await tab.setExtraHTTPHeaders(supervisor.extraHTTPHeaders);
    await tab.goto(`${url}/appeals`);
    await follow(tab, tab.getByRole("table").getByRole("link").first());
    expect(await tooSmall(tab), "the answer").toEqual([]);
    await look(tab, "appeal-large-answer", false);
    await context.close();
  });
});
