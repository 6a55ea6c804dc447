// The list of own requests in a real browser, with and without scripts: to a real provider and back, in and out of the list, forgetting it.

import { createServer } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Acting, Command } from "../../core/domain/request/steps.ts";
import { citizensPart } from "../../server/services/citizens/citizens.part.ts";
import { ledgerPart } from "../../server/services/ledger/ledger.part.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import { ownListPart } from "../../server/services/own-list/own-list.part.ts";
import { newLink } from "../../server/services/requests/secrets.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { beside, countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { startProvider, type TestProvider } from "../support/provider.ts";
import { type TestServices, testServices } from "../support/services.ts";

const roads: Acting = { role: "officer", body: "roads", desk: "养护股" };
const able = haveDatabase() && haveBrowser();

let provider: TestProvider;
let services: TestServices;
let browser: Browser;
let url = "";

beforeAll(async () => {
  if (!able) return;
  // The provider knows our address before we listen there.
  const port = await freePort();
  provider = await startProvider({ citizens: `http://127.0.0.1:${port}/mine/sign-in/back` });
  services = await testServices([citizensPart(), ownListPart(), ledgerPart()], {
    ...{ port, citizenOidc: provider.settingOf("citizens") },
  });
  await services.requests.within(async (query) => {
    const phone = "0999-5550120";
    const bureau = { id: "roads", zh: "青石县交通运输局", en: "Qingshi roads bureau", desk: "养护股", phone };
    await addBody(query, services.tenant, bureau);
  });
  url = await services.app.listen({ port, host: "127.0.0.1" });
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  return { context, tab, press: (name: string | RegExp) => follow(tab, tab.getByRole("button", { name })) };
}

async function act(number: string, command: Command) {
  const acted = await services.requests.act(number, command);
  if (isRefusal(acted)) throw new Error(acted.code);
}

async function filed(text: string, matter: string) {
  services.clock.at += 60_000;
  const link = newLink();
  const done = await services.requests.file(
    {
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline", matter },
      ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
      said: { text },
    },
    { link, contact: { phone: "13900000000" } },
  );
  if (isRefusal(done)) throw new Error(done.code);
  return { link, number: done.number };
}

async function handled(number: string) {
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  await act(number, { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts });
  await act(number, { kind: "acknowledge", by: roads, asks: [1] });
}

async function closed(number: string) {
  await handled(number);
  const asks = [{ ask: 1, as: "answered" as const }];
  await act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "修好了" } });
  await act(number, { kind: "close", by: roads, claim: "done" });
}

/** The provider's own pages: signs in as somebody, agrees, and comes back to the list. */
async function atProvider(tab: Page, sub: string) {
  await tab.locator('input[name="login"]').fill(sub);
  await tab.locator('input[name="password"]').fill("x");
  await follow(tab, tab.locator('button[type="submit"]'));
  await follow(tab, tab.locator('button[type="submit"]'));
  expect(tab.url()).toBe(`${url}/mine`);
}

const shown = (number: string) => `${number.slice(0, 4)} ${number.slice(4)}`;

describe.skipIf(!able)("a citizen's own list", () => {
  test.each([
    ["at 360 px", { viewport: { width: 360, height: 740 } }],
    ["at 1280 px", {}],
    ["without scripts, at 360 px", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }],
  ] as const)(
    "is reached quietly, filled, used, emptied and forgotten: %s, every page looked at",
    async (name, options) => {
      const { tab, context, press } = await open(options);
      const bytes = countBytes(tab);
      const see = async (page: string) => {
        expect(await bytes(), `${page}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
        await look(tab, `mine-${page}`, !("javaScriptEnabled" in options));
      };
      const earlier = await filed("村口小桥边的路灯坏了三个月，晚上看不见路。", "street-light");
      const done = await filed("广场地砖松了，绊倒老人。", "road");
      await handled(earlier.number);
      await closed(done.number);

      await tab.goto(url);
      await see("home");
      await follow(tab, tab.getByRole("link", { name: "登录看我的全部诉求（不登录也一样能办）" }));
      await see("out");
      await follow(tab, tab.getByRole("link", { name: /^去 127\.0\.0\.1/ }));
      await atProvider(tab, `citizen ${name}`);
      // The provider's pages were counted, too.
      await bytes();
      await tab.reload();
      await see("empty");

      for (const { link } of [earlier, done]) {
        await tab.goto(`${url}/r/${link}`);
        if (link === earlier.link) await see("thread-not-in");
        await press("放进我的列表");
        await tab.getByText("放进您的列表了").waitFor();
      }
      await see("thread-in");

      // What is filed now is listed by itself.
      services.clock.at += 60_000;
      await tab.goto(`${url}/file`);
      await tab.getByLabel("用自己的话写").fill("河堤护栏断了一截，很危险。");
      await press(/保存，下一步/);
      await tab.getByLabel("一行写一件要解决的事").fill("补上护栏");
      await press(/保存，下一步/);
      await press(/保存，下一步/);
      await press(/^下一步/);
      await tab.getByLabel("不用找我").check();
      await press(/保存，下一步/);
      await press(/保存，下一步/);
      await bytes();
      await tab.getByLabel("这件不放进我的列表").waitFor();
      await see("check");
      await press(/提交/);
      await see("card");
      await follow(tab, tab.getByRole("link", { name: "我的列表" }));
      await tab.getByText("补上护栏").waitFor();
      const numbers = await tab.locator("td a").allTextContents();
      expect(numbers).toHaveLength(3);
      expect(numbers.slice(1)).toEqual([shown(done.number), shown(earlier.number)]);
      await see("list");

      // From the list with every right of the link: the word that counts.
      await follow(tab, tab.getByRole("link", { name: shown(done.number) }));
      await see("thread-from");
      await tab.getByLabel("没解决", { exact: false }).first().check();
      await tab.getByRole("button", { name: "就这样说" }).click();
      await tab.getByText("退回重办过 1 次").waitFor();
      expect((await services.requests.read(done.number))!.state).toMatchObject({ closed: false, bounces: 1 });
      await follow(tab, tab.getByRole("link", { name: "编号、链接和二维码卡片" }));
      await tab.getByText("专用链接我们不留底").waitFor();
      await see("card-from");

      await tab.goto(`${url}/mine`);
      await follow(tab, tab.getByRole("link", { name: shown(earlier.number) }));
      await press("移出我的列表");
      expect(await tab.locator("td a").count()).toBe(2);
      expect((await tab.goto(`${url}/r/${earlier.link}`))!.status()).toBe(200);

      await tab.goto(`${url}/mine`);
      await tab.getByText("删掉我的列表", { exact: false }).first().click();
      await bytes();
      await see("forget");
      await follow(tab, tab.locator('form[action="/mine/forget"] button'));
      await see("forget-wrong");
      await tab.getByLabel("我明白").check();
      await follow(tab, tab.locator('form[action="/mine/forget"] button'));
      await tab.getByRole("heading", { name: "列表删掉了" }).waitFor();
      await see("forgotten");
      await tab.goto(`${url}/mine`);
      expect(await tab.getByRole("button", { name: "退出登录" }).count()).toBe(0);
      expect((await tab.goto(`${url}/r/${done.link}`))!.status()).toBe(200);
      await tab.goto(`${url}/mine/sign-in/back?code=x&state=y`);
      await see("refused");
      await context.close();
    },
    150_000,
  );

  test("by keyboard alone, on two devices: what is put in on one stands on the other; signed out, it is closed", async () => {
    const [phone, desk] = [await open({ viewport: { width: 360, height: 740 } }), await open()];
    for (const { tab } of [phone, desk]) {
      await tab.goto(`${url}/mine`);
      await tabTo(tab, "去 127.0.0.1");
      await Promise.all([tab.waitForEvent("load"), tab.keyboard.press("Enter")]);
      await atProvider(tab, "one person, two devices");
    }
    const { link, number } = await filed("井盖松动，车一过就响。", "road");
    await phone.tab.goto(`${url}/r/${link}`);
    await tabTo(phone.tab, "放进我的列表");
    await Promise.all([phone.tab.waitForEvent("load"), phone.tab.keyboard.press("Enter")]);
    await desk.tab.goto(`${url}/mine`);
    await tabTo(desk.tab, shown(number));
    await Promise.all([desk.tab.waitForEvent("load"), desk.tab.keyboard.press("Enter")]);
    await desk.tab.getByText("井盖松动").first().waitFor();
    const address = desk.tab.url();
    await desk.tab.goto(`${url}/mine`);
    await tabTo(desk.tab, "退出登录");
    await Promise.all([desk.tab.waitForEvent("load"), desk.tab.keyboard.press("Enter")]);
    await desk.tab.getByRole("heading", { name: "退出了" }).waitFor();
    await look(desk.tab, "mine-signed-out");
    // The history of a shared computer opens nothing.
    expect((await desk.tab.goto(address))!.status()).toBe(401);
    await phone.tab.goto(`${url}/mine`);
    await phone.tab.getByText(shown(number)).waitFor();
    await phone.context.close();
    await desk.context.close();
  }, 60_000);

  test("in large text every word is 18 pt and whatever is pressed 60 px, at 360 px", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${url}/size/large`);
    const see = async (name: string) => {
      await tab.waitForLoadState("load");
      expect(await tooSmall(tab), name).toEqual([]);
      expect(await beside(tab), name).toBeLessThanOrEqual(0);
      if (process.env.LUODI_SHOTS !== undefined)
        await tab.screenshot({ path: `${process.env.LUODI_SHOTS}/large-mine-${name}.png`, fullPage: true });
    };
    await tab.goto(`${url}/mine`);
    await see("out");
    await follow(tab, tab.getByRole("link", { name: /^去 127\.0\.0\.1/ }));
    await atProvider(tab, "large text");
    const { link } = await filed("学校门口没有斑马线，孩子过马路危险。", "road");
    await tab.goto(`${url}/r/${link}`);
    await see("thread-not-in");
    await follow(tab, tab.getByRole("button", { name: "放进我的列表" }));
    await see("thread-in");
    await tab.goto(`${url}/mine`);
    await tab.getByText("删掉我的列表", { exact: false }).first().click();
    await see("list");
    await tab.goto(url);
    await see("home");
    await tab.goto(`${url}/mine/sign-in/back`);
    await see("refused");
    await context.close();
  }, 60_000);
});

/** Presses Tab until the link or button that has the focus says the words. */
async function tabTo(tab: Page, words: string) {
  for (let presses = 0; presses < 60; presses += 1) {
    await tab.keyboard.press("Tab");
    const there = await tab.evaluate(
      "document.activeElement.matches('a, button') ? document.activeElement.textContent : ''",
    );
    if (String(there).includes(words)) return;
  }
  throw new Error(`no key leads to ${words}`);
}
