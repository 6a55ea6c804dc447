// The one-file report as a leader opens it: on a phone nothing overflows and no word breaks letter by letter; why a table was not read stands open.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packsFor } from "../cli/packs.ts";
import { detectors } from "../core/detectors/index.ts";
import { audit } from "../core/engine/audit.ts";
import { renderHtml } from "../core/render/html.ts";
import { collectFolder } from "./memory-files.ts";
import { haveBrowser, launch } from "./support/browser.ts";

const BOARD = "留言编号,留言主题,留言时间,留言详情\n1,路灯,2024/5/1 9:00:00,不亮\n";

describe.runIf(haveBrowser())("the report on a phone of 360 px", () => {
  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("every part fits, with all details open", async () => {
    const { facts, inputs } = await collectFolder({
      "2024年全县网上群众留言办理台账（第一季度）.csv": BOARD,
      "改名列.csv": BOARD.replaceAll("留言", "工单"),
      "会议.docx": "x",
    });
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(renderHtml(audit({ facts, inputs, on: "2024-06-30", detectors, packs: [] })));
    const reason = page.getByText("没有一套认识的列名");
    expect(await reason.isVisible()).toBe(true);
    expect(await page.getByText("另有 1 个文件不是能读的资料").isVisible()).toBe(true);
    for (const details of await page.locator("details:not([open]) > summary").all()) await details.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    // Its name stands in one piece: letter by letter the column was 32 px wide.
    const importer = await page.getByText("网上留言板（带答复或票数）").boundingBox();
    expect(importer!.width).toBeGreaterThan(100);
    // Beside the numbers of a file stands what they count, as the head of the table does not show.
    const label = await page.evaluate(
      () => getComputedStyle(document.querySelector("td[data-label]")!, "::before").content,
    );
    expect(label).toContain("行");
    await page.close();
  });

  test("an office finds its own by name, opens it, and paper shows it all", async () => {
    const { facts, inputs } = await collectFolder({
      "requests.jsonl": [1, 2].map(closed).join("\n"),
    });
    const report = audit({ facts, inputs, on: "2026-06-30", detectors, packs: packsFor([]) });
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.setContent(renderHtml(report));
    await page.getByText("按单位找").click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "青石县第2局：" })
      .getByRole("link", { name: "单位说办结，群众说没解决" })
      .click();
    const own = page.locator("details:target");
    expect(await own.locator("summary").textContent()).toContain("青石县第2局 · 件-2");
    const row = own.getByText("requests.jsonl 第 2 行");
    expect(await row.isVisible()).toBe(false);
    await own.locator("summary").click();
    expect(await row.isVisible()).toBe(true);
    await own.locator("summary").click();
    await page.emulateMedia({ media: "print" });
    expect((await row.boundingBox())!.height).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.close();
  });
});

const closed = (number: number) =>
  JSON.stringify({
    ...{ kind: "requests", territory: "CN-430121", id: `件-${number}`, subject: "路灯", text: "路灯不亮" },
    ...{ at: "2026-03-01T08:00:00+08:00", body: `青石县第${number}局`, status: "closed" },
    steps: [{ kind: "file", at: "2026-03-01T08:00:00+08:00" }],
    verdict: { value: "not", askedBy: "neutral" },
  });
