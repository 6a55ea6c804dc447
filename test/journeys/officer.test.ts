// Operator, dispatcher, coordinator and officer in a real browser, with and without scripts; every page state looked at.

import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import { citizensPart } from "../../server/services/citizens/citizens.part.ts";
import { counterPart } from "../../server/services/counter/counter.part.ts";
import { deskPart } from "../../server/services/desk/desk.part.ts";
import { dispatchPart } from "../../server/services/dispatch/dispatch.part.ts";
import { exchangePart } from "../../server/services/exchange/exchange.part.ts";
import { addDemonstrationOfficers } from "../../server/services/officers/demonstration.ts";
import { officersPart } from "../../server/services/officers/officers.part.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { beside, countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { type TestServices, testServices } from "../support/services.ts";

/** Some forty pages, each looked at by axe; long only where the machine is busy. */
const WHOLE_JOURNEY = 180_000;
const able = haveDatabase() && haveBrowser();
const ROADS = "经办人（青石县交通运输局）";
const WATER = "经办人（青石县水务局）";
const TOWNSHIP = "经办人（柳河镇政府）";
const OPERATOR = "接线员";
const DISPATCHER = "派单员";
const COORDINATOR = "协调人";

let services: TestServices;
let browser: Browser;
let url = "";

beforeAll(async () => {
  if (!able) return;
  const parts = [officersPart(), citizensPart(), counterPart(), dispatchPart(), deskPart(), exchangePart()];
  services = await testServices(parts, { demo: true });
  await services.requests.within((query) => addDemonstrationOfficers(query, services.tenant));
  url = await services.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
});
afterAll(() => browser?.close());

type See = (name: string) => Promise<unknown>;

/** A browser of its own, in which one officer after the other signs in. */
async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  return { context, tab: await context.newPage() };
}

const sessions = new Map<string, string>();
const FIRST: Readonly<Record<string, string>> = {
  [OPERATOR]: "/counter",
  [DISPATCHER]: "/dispatch",
  [COORDINATOR]: "/coordinate",
};

/** One sign-in an officer, since tries are limited; afterwards the session goes on. */
async function signIn(tab: Page, who: string, see: See) {
  const context = tab.context();
  await context.clearCookies({ name: "luodi-session" });
  const kept = sessions.get(who);
  if (kept === undefined) {
    await tab.goto(`${url}/sign-in`);
    await see("sign-in");
    await tab.getByRole("button", { name: who }).first().click();
    await tab.getByText("signed in").waitFor();
    const cookies = await context.cookies(url);
    sessions.set(who, cookies.find((each) => each.name === "luodi-session")!.value);
    return;
  }
  await context.addCookies([{ name: "luodi-session", value: kept, url }]);
  await tab.goto(`${url}${FIRST[who] ?? "/desk"}`);
}

/** As a keyboard does it; what the driver itself sends carries no letter beside Alt, and browsers then look for no access key. */
async function pressWithAlt(tab: Page, key: string) {
  const cdp = await tab.context().newCDPSession(tab);
  const code = key.toUpperCase().charCodeAt(0);
  const pressed = { modifiers: 1, key, code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: code };
  await cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, unmodifiedText: key, ...pressed });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...pressed });
  await cdp.detach();
}

async function openAct(tab: Page, id: string) {
  const fold = tab.locator(`#act-${id}`);
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  return fold;
}

const shown = (number: string) => `${number.slice(0, 4)} ${number.slice(4)}`;

async function file(tab: Page, see: See, text: string, more: (tab: Page) => Promise<void> = async () => {}) {
  await signIn(tab, OPERATOR, see);
  await see("counter");
  await follow(tab, tab.getByRole("button", { name: "登记 File" }));
  await see("counter-wrong");
  // The keys that stand beside what they press.
  for (const [key, id] of [
    ["t", "phone"],
    ["q", "find"],
  ] as const) {
    expect(await tab.locator(`.key:text-is("Alt+${key.toUpperCase()}")`).isVisible(), key).toBe(true);
    await pressWithAlt(tab, key);
    expect(await tab.evaluate("document.activeElement.id"), key).toBe(id);
  }
  await tab.getByLabel(/^电话 Telephone/).fill("13900000001");
  await tab.getByLabel("什么事").fill(text);
  await tab.getByLabel("要解决哪几件").fill("修好路灯\n补上井盖");
  await tab.getByLabel("在哪里").fill("柳河镇柳树村村口");
  await tab.getByLabel("来电人口头同意").check();
  await more(tab);
  await tab.getByRole("button", { name: "登记 File" }).click();
  await tab.getByRole("heading", { name: "已登记" }).waitFor();
  await see("counter-filed");
  return (await tab.locator(".number").innerText()).replace(/\s/g, "");
}

async function dispatch(tab: Page, see: See, number: string, lead: string) {
  await signIn(tab, DISPATCHER, see);
  await see("dispatch");
  await follow(tab, tab.getByRole("link", { name: shown(number) }));
  await see("dispatch-request");
  await tab.getByRole("button", { name: /派出/ }).click();
  await tab.getByRole("alert").getByText("请选牵头单位").waitFor();
  await tab.getByLabel("牵头单位", { exact: false }).first().selectOption({ label: lead });
  await tab.getByRole("button", { name: /派出/ }).click();
  await tab.getByText(`${shown(number)} 已派出`).waitFor();
}

async function accept(tab: Page, see: See, who: string, number: string) {
  await signIn(tab, who, see);
  await see("desk");
  await follow(tab, tab.getByRole("link", { name: shown(number) }));
  await see("desk-offer");
  await tab.getByRole("button", { name: /接下选中的/ }).click();
  await tab.getByText("已记下").waitFor();
}

async function giveBack(tab: Page, see: See, who: string, number: string, to: string) {
  await signIn(tab, who, see);
  await tab.getByRole("link", { name: shown(number) }).click();
  const fold = await openAct(tab, "return");
  await fold.getByLabel("应该归哪个单位").selectOption({ label: to });
  await fold.getByLabel("理由").fill("按职责分工归对方管");
  await fold.getByRole("button").click();
  // It lies with this body no more, and the queue says so.
  await tab.getByText(`${shown(number)} 记下了，这件现在不在您单位`).waitFor();
  expect(await tab.getByRole("heading", { level: 1 }).innerText()).toContain("办件台");
}

async function reply(tab: Page, see: See) {
  await tab.getByLabel("给群众的话").fill("您好，来信收悉，我们将尽快处理，感谢支持。");
  await tab.getByRole("button", { name: /先帮我看一遍/ }).click();
  await tab.getByText("帮您看了一遍").waitFor();
  await see("desk-aid");
  const text = "六月一日到村口小桥边查看，路灯灯泡烧坏，当天换好，晚上已亮。井盖要定做，六月二十日前补上。";
  await tab.getByLabel("给群众的话").fill(text);
  await tab.locator("#reply-ask1").selectOption("answered");
  await tab.locator("#reply-ask2").selectOption("promised");
  await tab.getByRole("button", { name: /发出答复/ }).click();
  await tab.getByRole("alert").getByText("请在下面写明做什么").waitFor();
  expect(await tab.getByLabel("给群众的话").inputValue()).toBe(text);
  await see("desk-reply-wrong");
  await tab.locator("#reply-what1").fill("补上井盖");
  await tab.locator("#reply-by1").fill("2026-06-20");
  await tab.locator("#reply-of1").selectOption("2");
  await tab.getByLabel("署上我的名字").check();
  await tab.getByRole("button", { name: /发出答复/ }).click();
  await tab.getByText("已记下").waitFor();
  await tab.getByText("署名：演示丁").waitFor();
  // Answered with a promise: the one choice that comes next stands before everything else.
  await tab.getByRole("button", { name: /挂账到2026年6月20日/ }).waitFor();
  await see("desk-await");
}

/** Without a script nothing of a reply is lost: not by another act, nor where the session has ended. */
async function interrupted(tab: Page, act: (fill: string) => Promise<void>) {
  const words = tab.getByLabel("给群众的话");
  await act("写了半截");
  expect(await words.inputValue()).toBe("写了半截");
  await tab.getByText("存下来的，还没有发").waitFor();
  await words.fill("写了半截，又添一句");
  const [session] = (await tab.context().cookies(url)).filter((each) => each.name === "luodi-session");
  await tab.context().clearCookies({ name: "luodi-session" });
  await tab.getByRole("button", { name: /发出答复/ }).click();
  await tab.getByText("写了半截，又添一句").waitFor();
  await tab.context().addCookies([session!]);
  await tab.goBack();
}

/** With the promise that the aid read: parked until its day in one press, which a caller does not accept; then closed. */
async function replyAndWait(tab: Page, number: string) {
  await tab.getByLabel("给群众的话").fill("六月一日晚上到现场，炮竹已收走。井盖六月二十日前加固。");
  await tab.locator("#reply-ask1").selectOption("answered");
  await tab.locator("#reply-ask2").selectOption("promised");
  await tab
    .getByRole("button", { name: /先帮我看一遍/ })
    .filter({ visible: true })
    .click();
  await tab.getByText("已填进下面的“登记承诺”").waitFor();
  expect(await tab.locator("#reply-by1").inputValue()).toBe("2026-06-20");
  await tab.getByRole("button", { name: /发出答复/ }).click();
  await tab.getByRole("button", { name: /挂账到2026年6月20日/ }).click();
  await tab.getByText("停着：挂账，预计到2026年6月20日").waitFor();
  const none: See = async () => {};
  await signIn(tab, OPERATOR, none);
  await tab.goto(`${url}/counter/${number}`);
  await tab.getByText("不同意等，随时可以说").waitFor();
  const refusal = await openAct(tab, "resume");
  await refusal.getByRole("button", { name: /不同意等/ }).click();
  await tab.getByText("不同意等，要求马上接着办").waitFor();
  await signIn(tab, ROADS, none);
  await tab.goto(`${url}/desk/${number}`);
  await tab.getByText("这一轮不能再挂账").waitFor();
  await close(tab, none);
}

/** On a phone, work begins on the first screen: two whole rows, in ordinary text. */
async function firstScreen(tab: Page) {
  for (const text of ["桥头路灯不亮", "桥尾井盖没了"]) {
    const filed = await services.requests.file({
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
      ...{ intent: "ask-help", asks: 1, harm: "danger", wants: "none", hideFrom: [], open: false },
      said: { text: `${text}，村里的老人晚上出门看不见路，已经摔了两个人，请快点派人来看一看修一修。` },
    });
    if (isRefusal(filed)) throw new Error(filed.code);
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    const by = { role: "dispatcher", body: "hotline" } as const;
    await services.requests.act(filed.number, { kind: "dispatch", by, lead: "roads", parts });
  }
  await tab.setViewportSize({ width: 360, height: 740 });
  await tab.goto(`${url}/desk`);
  const row = await tab.locator("table.queue tbody tr").nth(1).boundingBox();
  expect(row!.y + row!.height).toBeLessThanOrEqual(740);
  await look(tab, "officer-desk-first-screen", false);
}

async function close(tab: Page, see: See) {
  // All is answered: what comes next stands before the form of a further reply.
  const fold = await openAct(tab, "close");
  await fold.getByLabel("办好了一部分").check();
  await fold.getByRole("button").click();
  await tab.getByText("承办单位说办完了").waitFor();
  await see("desk-closed");
}

const SIZES = [
  ["at 360 px", { viewport: { width: 360, height: 740 } }],
  ["at 1280 px", {}],
] as const;

describe.skipIf(!able)("officers", () => {
  test.each(SIZES)(
    "handle a request from the call to the citizen's word: %s",
    async (_, options) => {
      const { tab, context } = await open(options);
      const bytes = countBytes(tab);
      let most = 0;
      const see: See = async (name) => {
        await tab.waitForLoadState("load");
        const count = await bytes();
        most = Math.max(most, count);
        expect(count, `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
        // What axe sees does not hang on the width of the screen; once is enough.
        await look(tab, `officer-${name}`, options === SIZES[0][1]);
      };
      const text = "村口小桥边的路灯坏了三个月，晚上看不见路，井盖也没了，孩子差点掉下去。";
      const number = await file(tab, see, text);
      await dispatch(tab, see, number, "青石县交通运输局 Qingshi roads bureau");
      await accept(tab, see, ROADS, number);
      await see("desk-request");
      await tab.getByLabel("给群众的话").fill("先写一半，打个电话问清楚");
      await tab.getByRole("button", { name: /查看电话/ }).click();
      await tab.getByText("13900000001").waitFor();
      expect(new URL(tab.url()).hash).toBe("#people-title");
      expect(await tab.getByLabel("给群众的话").inputValue()).toBe("先写一半，打个电话问清楚");
      await see("desk-contact");
      for (const act of [
        "contact",
        "ask-for-missing",
        "extend",
        "park",
        "pause",
        "hand-over",
        "merge",
        "lower-harm",
        "exclude",
      ])
        await openAct(tab, act);
      await see("desk-acts");
      await reply(tab, see);
      await tab.goto(`${url}/desk/promises`);
      await see("desk-promises");
      for (const [words, found] of [
        ["井盖", /找到 \d+ 条/],
        ["井%盖", "没有找到“井%盖”"],
      ] as const) {
        await tab.getByLabel(/找什么/).fill(words);
        await follow(tab, tab.getByRole("button", { name: /^找/ }));
        await tab.getByText(found).waitFor();
        await see(words === "井盖" ? "desk-promises-found" : "desk-promises-none");
      }
      await tab.goto(`${url}/desk/cover`);
      await see("desk-cover");
      await tab.goto(`${url}/desk/${number}`);
      await close(tab, see);
      await signIn(tab, OPERATOR, see);
      await tab.getByLabel("查来电人").fill("139 0000 0001");
      await follow(tab, tab.getByRole("button", { name: "查 Find" }));
      await see("counter-found");
      await tab.getByRole("link", { name: shown(number) }).click();
      const verdict = await openAct(tab, "verdict");
      await see("counter-request");
      await verdict.getByLabel("没解决", { exact: false }).first().check();
      await verdict.getByRole("button").click();
      await tab.getByText("已记下").waitFor();
      await signIn(tab, ROADS, see);
      await tab.getByText("退回重办 1 次").first().waitFor();
      await tab.goto(`${url}/account`);
      await see("account");
      console.log(`${_}: the largest of the officers' pages ${most} bytes`);
      await context.close();
    },
    WHOLE_JOURNEY,
  );

  test.each([
    ["at 360 px", SIZES[0][1], true],
    ["without scripts", {}, false],
  ] as const)("twice returned, the coordinator decides: %s", async (_, options, scripts) => {
    const { tab, context } = await open({ ...options, javaScriptEnabled: scripts });
    const see: See = async (name) => {
      if (scripts) await look(tab, `officer-${name}`);
    };
    const number = await file(tab, see, "柳河渠边的护栏断了，井盖松动，孩子在那里玩。");
    const none: See = async () => {};
    await dispatch(tab, none, number, "青石县水务局 Qingshi water bureau");
    await giveBack(tab, none, WATER, number, "柳河镇政府 Liuhe township");
    await dispatch(tab, none, number, "柳河镇政府 Liuhe township");
    await giveBack(tab, none, TOWNSHIP, number, "青石县水务局 Qingshi water bureau");
    await signIn(tab, COORDINATOR, none);
    await see("coordinate");
    await follow(tab, tab.getByRole("link", { name: shown(number) }));
    await see("coordinate-request");
    await tab.getByLabel("牵头单位", { exact: false }).first().selectOption("roads");
    await tab.getByRole("button", { name: /定下/ }).click();
    await tab.getByText(`${shown(number)} 已派出`).waitFor();
    await accept(tab, none, ROADS, number);
    await context.close();
  });

  test("without scripts: hidden from the body, asked through the hotline, replied, closed, judged by card", async () => {
    const { tab, context } = await open({ javaScriptEnabled: false });
    const none: See = async () => {};
    const number = await file(tab, none, "楼上半夜放鞭炮，井盖边堆着炮竹。", async (page) => {
      // Opened by the mistake in the telephone number: whoever leaves none is told there how.
      await page.getByLabel("不让办理单位知道是谁").check();
    });
    await dispatch(tab, none, number, "青石县交通运输局 Qingshi roads bureau");
    await accept(tab, none, ROADS, number);
    await interrupted(tab, async (words) => {
      await tab.getByLabel("给群众的话").fill(words);
      await tab.getByText("请热线代问").first().click();
      await tab.getByLabel("要问什么").fill("一般几点放？");
      await tab.getByRole("button", { name: /交给热线代问/ }).click();
      await tab.getByText("已交给热线").waitFor();
    });
    await signIn(tab, OPERATOR, none);
    await tab.getByRole("link", { name: /替单位问群众 1/ }).click();
    await tab.getByRole("button", { name: /查看电话/ }).click();
    await tab.getByText("13900000001").waitFor();
    await tab.getByLabel("群众的回话").fill("半夜十二点");
    await tab.getByRole("button", { name: /记下回话/ }).click();
    await tab.getByText("没有等着的").waitFor();
    await signIn(tab, ROADS, none);
    await tab.getByRole("link", { name: shown(number) }).click();
    await tab.getByText("群众回话：半夜十二点").waitFor();
    expect(await tab.content()).not.toContain("13900000001");
    await replyAndWait(tab, number);
    await firstScreen(tab);
    await signIn(tab, OPERATOR, none);
    await tab.getByRole("link", { name: /录入回执卡/ }).click();
    await tab.getByLabel("卡上的编号").fill(number);
    await tab.getByLabel("勾了哪一格").fill("1");
    await tab.getByRole("button", { name: /记下/ }).click();
    await tab.getByText("请录下一张").waitFor();
    const { state } = (await services.requests.read(number))!;
    expect(state.people[0]!.verdict).toMatchObject({ value: "solved", askedBy: "operator", void: false });
    await context.close();
  });

  test.each([
    ["at 360 px", true],
    ["without scripts", false],
  ] as const)("a case system's table is taken in and the changes given out: %s", async (_, scripts) => {
    const viewport = { width: 360, height: 740 };
    const { tab, context } = await open({ javaScriptEnabled: scripts, viewport });
    const system = scripts ? "旧热线" : "旧热线二";
    await signIn(tab, DISPATCHER, async () => {});
    await tab.getByRole("link", { name: /互通/ }).click();
    await tab.getByText("新增一个系统").waitFor();
    if (!scripts) await tab.getByText("新增一个系统").click();
    await tab.locator("#system-new").fill(system);
    await tab.locator("#bodies-new").fill("县交通局 = roads");
    if (scripts) await look(tab, "officer-exchange-new");
    await tab
      .getByRole("button", { name: /保存对照/ })
      .last()
      .click();
    await tab.getByRole("heading", { name: system, exact: true }).waitFor();
    const csv = "工单编号,诉求内容,承办单位\nGD-9,桥头路灯不亮,县交通局\nGD-10,停水,没有的局\n";
    const file = { name: "导出.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await tab.getByLabel("导入表格").last().setInputFiles(file);
    await tab.getByRole("button", { name: "导入 Take in" }).last().click();
    await tab.getByText("新登记 1 件，更新 0 件，没有变化 0 件，有问题 1 行").waitFor();
    if (scripts) await look(tab, "officer-exchange");
    const [download] = await Promise.all([
      tab.waitForEvent("download"),
      tab
        .getByRole("button", { name: /导出变化 CSV/ })
        .last()
        .click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^luodi-\d+_\d{8}\.csv$/);
    const given = readFileSync(await download.path(), "utf8");
    expect(given).toContain("GD-9");
    expect(given).not.toContain("GD-10");
    const [workbook] = await Promise.all([
      tab.waitForEvent("download"),
      tab.getByRole("button", { name: /XLSX/ }).last().click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/^luodi-\d+_\d{8}\.xlsx$/);
    expect(
      readFileSync(await workbook.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    await context.close();
  });

  test("an operator files by keyboard alone, in under a minute of an ordinary typist", async () => {
    const { tab, context } = await open();
    await signIn(tab, OPERATOR, async () => {});
    await tab.getByRole("heading", { name: "代办台" }).waitFor();
    await tab.waitForLoadState("load");
    let keys = 0;
    let signs = 0;
    const press = async (key: string) => {
      keys += 1;
      await tab.keyboard.press(key);
    };
    const type = async (text: string) => {
      signs += text.length;
      await tab.keyboard.insertText(text);
    };
    const focused = () => tab.evaluate("document.activeElement.name ?? ''");
    /** Tab by Tab, as far as a person would press. */
    const to = async (name: string) => {
      for (let presses = 0; presses < 12 && (await focused()) !== name; presses += 1) await press("Tab");
      expect(await focused()).toBe(name);
    };
    const began = performance.now();
    await press("Tab");
    await press("Enter");
    await to("phone");
    await type("13900000066");
    await to("text");
    await type("桥头路灯不亮，晚上老人摔倒了，没人管");
    await to("place");
    await type("柳河镇桥头");
    await to("consent");
    await press("Space");
    await press("Tab");
    await press("Enter");
    await tab.getByRole("heading", { name: "已登记" }).waitFor();
    const machine = (performance.now() - began) / 1_000;
    // An ordinary typist: 60 signs a minute in Chinese by any method, digits three a second, a key press half a second.
    const person = 11 / 3 + (signs - 11) + keys / 2;
    console.log(
      `by keyboard: ${keys} keys, ${signs} signs, ${person.toFixed(0)} s of a person, ${machine.toFixed(1)} s of the machine`,
    );
    expect(person + machine).toBeLessThan(60);
    // The next caller, still without a mouse.
    for (let presses = 0; presses < 20; presses += 1) {
      await tab.keyboard.press("Tab");
      if (String(await tab.evaluate("document.activeElement.textContent")).includes("下一位")) break;
    }
    await tab.keyboard.press("Enter");
    await tab.getByRole("heading", { name: "代办台" }).waitFor();
    await tab.keyboard.press("Tab");
    await tab.keyboard.press("Enter");
    await to("find");
    await tab.keyboard.type("13900000066");
    await tab.keyboard.press("Enter");
    await tab.getByRole("heading", { name: "这个电话的诉求" }).waitFor();
    await context.close();
  });

  test("in large text every word is 18 pt and whatever is pressed 60 px, at 360 px", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${url}/size/large`);
    const see: See = async (name) => {
      await tab.waitForLoadState("load");
      expect(await tooSmall(tab), name).toEqual([]);
      expect(await beside(tab), name).toBeLessThanOrEqual(0);
      if (process.env.LUODI_SHOTS !== undefined)
        await tab.screenshot({
          path: `${process.env.LUODI_SHOTS}/large-officer-${name}.png`,
          fullPage: true,
        });
    };
    const number = await file(tab, see, "学校门口的路灯坏了，井盖没了。");
    await dispatch(tab, see, number, "青石县交通运输局 Qingshi roads bureau");
    await accept(tab, see, ROADS, number);
    await see("desk-request");
    await reply(tab, see);
    for (const path of ["/desk/promises", "/desk/cover", "/account"]) {
      await tab.goto(url + path);
      await see(path.slice(1).replace("/", "-"));
    }
    await signIn(tab, OPERATOR, see);
    for (const path of ["/counter/relays", "/counter/cards", `/counter/${number}`]) {
      await tab.goto(url + path);
      await see(path.slice(1).replace("/", "-"));
    }
    await context.close();
  });
});
