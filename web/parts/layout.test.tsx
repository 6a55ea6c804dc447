// The frame of every page in a real browser: large text is large, what is pressed is large, nothing sticks out on a narrow screen.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildHttp, sendHtml } from "../../server/kit/http.ts";
import { readSettings } from "../../server/kit/settings.ts";
import { haveBrowser, launch } from "../../test/support/browser.ts";
import { follow } from "../../test/support/look.ts";
import { LARGE_STYLE, STYLE } from "../styles/style.ts";
import { Bars } from "./bars.tsx";
import { renderPage, Scroll } from "./layout.tsx";
import { Both } from "./words.tsx";

const words = { zh: "答复超过时限", en: "Overdue reply" };
const bars = [{ label: "账号与发布", parts: [{ value: 3, colour: "#9b1c1c" }] }];
const body = (
  <>
    <h1>
      <Both words={words} />
    </h1>
    <Bars bars={bars} />
    <p class="small">
      <a href="/">细字里的链接</a> <span class="tag suspected">疑似</span>
    </p>
    <Scroll label="一张表 A table">
      <table>
        <caption>说明</caption>
        <tbody>
          <tr>
            <th scope="row">
              <a href="/">
                <Both words={words} />
              </a>
            </th>
            <td class="n">20,000</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
    <form method="post" action="/">
      <button type="submit">停止</button>
    </form>
  </>
);

test("a page holds no script, and escapes what it is given", () => {
  const html = renderPage({ title: "<b>", body: <p>{"<script>alert(1)</script>"}</p> });
  expect(html).not.toContain("<script");
  expect(html).toContain("<title>&lt;b> — 落地</title>");
});

const visible = haveBrowser();
describe.skipIf(!visible)("in a real browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "luodi-layout-"));
  let app: FastifyInstance;
  let browser: Browser;
  let url = "";
  beforeAll(async () => {
    const settings = readSettings({ LUODI_DATA: folder, LUODI_LOG: "silent" });
    const database = {
      within: () => Promise.reject(new Error("none")),
      alive: async () => true,
      close: async () => {},
    };
    const face = { style: STYLE, largeStyle: LARGE_STYLE, problem: ({ zh }: { zh: string }) => zh };
    app = await buildHttp(settings, database, face);
    app.get("/page", (_, reply) => sendHtml(reply, renderPage({ title: "页", body })));
    app.get("/checked", (_, reply) => sendHtml(reply, renderPage({ title: "页", body, section: "checkup" })));
    url = await app.listen({ port: 0, host: "127.0.0.1" });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([360, 1280])(
    "large text at %i px: 24 px words, 60 px targets, nothing beside the screen",
    async (width) => {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const tab = await context.newPage();
      for (const page of ["checked", "page"]) {
        await tab.goto(`${url}/${page}`);
        const rows = await tab.evaluate(`[...document.querySelectorAll(".brand, .size")].map((each) => {
          const { top, bottom } = each.getBoundingClientRect();
          return { top, bottom };
        })`);
        const [brand, link] = rows as { top: number; bottom: number }[];
        expect(link!.top, `${page}: the way to large text stands beside the name`).toBeLessThan(
          brand!.bottom,
        );
      }
      const size = () => tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)");
      expect(await size()).toBeLessThan(24);
      expect(await tab.getByText("标准版").isVisible()).toBe(false);
      await follow(tab, tab.getByText("大字版"));
      expect(await tab.getByText("大字版").isVisible()).toBe(false);
      expect(new URL(tab.url()).pathname).toBe("/page");
      const small = await tab.evaluate(`[...document.querySelectorAll("body :not(svg *)")]
      .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
      .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 24).map((each) => each.outerHTML.slice(0, 80))`);
      expect(small).toEqual([]);
      const low = await tab.evaluate(`[...document.querySelectorAll("a:not(.skip), button")]
      .filter((each) => each.getClientRects().length > 0).filter((each) => each.getBoundingClientRect().height < 60).map((each) => each.outerHTML.slice(0, 80))`);
      expect(low).toEqual([]);
      expect(
        await tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
      ).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page: tab }).analyze();
      expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([]);
      await follow(tab, tab.getByText("标准版"));
      expect(await size()).toBeLessThan(24);
      await context.close();
    },
  );

  test("large text at 360 px: the head takes two rows, and every link is there by name, by keyboard and in both languages", async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const tab = await context.newPage();
    await tab.goto(`${url}/size/large`);
    await tab.goto(`${url}/page`);
    const height = await tab.evaluate("document.querySelector('header').getBoundingClientRect().height");
    expect(height).toBeLessThan(60 * 2.5);
    await tab.keyboard.press("Tab");
    for (const name of [
      "落地 Luodi",
      "标准版 Standard",
      "提诉求 File",
      "查进度 Follow",
      "公开的诉求 Public",
    ]) {
      await tab.keyboard.press("Tab");
      const link = tab.getByRole("link", { name, exact: true });
      expect(await link.evaluate((each) => each === document.activeElement), name).toBe(true);
      expect(await link.isVisible(), name).toBe(true);
    }
    await context.close();
  });
});
