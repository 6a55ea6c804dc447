// An officer's own account, leave cover and a request's photos, and a citizen's receipts, in a real browser with scripts and without.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runVerify } from "../../cli/verify.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Command } from "../../core/domain/request/steps.ts";
import { citizensPart } from "../../server/services/citizens/citizens.part.ts";
import { deskPart } from "../../server/services/desk/desk.part.ts";
import { operatorKey } from "../../server/services/ledger/key.ts";
import { ledgerPart } from "../../server/services/ledger/ledger.part.ts";
import { Sequencer } from "../../server/services/ledger/sequencer.ts";
import { addDemonstrationOfficers } from "../../server/services/officers/demonstration.ts";
import { officersPart } from "../../server/services/officers/officers.part.ts";
import { insertOfficer } from "../../server/services/officers/officers.store.ts";
import { hashPassword } from "../../server/services/officers/passwords.ts";
import { newTotpSecret, SecretBox } from "../../server/services/officers/totp.ts";
import { newLink } from "../../server/services/requests/secrets.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { countBytes, follow, look, MOST_BYTES } from "../support/look.ts";
import { type TestServices, testServices } from "../support/services.ts";

const able = haveDatabase() && haveBrowser();
const FIRST = "柳河镇的路灯修好了没有";
const SECOND = "青石县的井盖都已经补上了吧";
const ROADS = "经办人（青石县交通运输局）";
const WATER = "经办人（青石县水务局）";
const totp = newTotpSecret();
let services: TestServices;
let browser: Browser;
let url = "";
let sequencer: Sequencer;

beforeAll(async () => {
  if (!able) return;
  services = await testServices([officersPart(), citizensPart(), deskPart(), ledgerPart()], { demo: true });
  const { requests, tenant, settings } = services;
  const [passwordHash, totpSecret] = [
    await hashPassword(FIRST),
    new SecretBox(settings.dataFolder).seal(totp),
  ];
  await requests.within(async (query) => {
    await addDemonstrationOfficers(query, tenant);
    for (const login of ["zhang.san", "li.si"])
      await insertOfficer(query, tenant, {
        ...{ login, name: "测试员", body: "roads", roles: ["officer"], passwordHash, totpSecret },
      });
  });
  sequencer = new Sequencer(services, operatorKey(settings.dataFolder, tenant));
  // The first checkpoint, before every step.
  await sequencer.run();
  url = await services.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

/** A request that lies in the hands of the roads bureau, and the citizen's link. */
async function accepted(): Promise<{ number: string; link: string }> {
  const { requests } = services;
  const filed = await requests.file({
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "none", hideFrom: [], open: false },
    said: { text: "村口的路灯坏了", asks: "修好路灯" },
  });
  if (isRefusal(filed)) throw new Error(filed.code);
  const { number, link } = filed;
  const act = async (command: Command) => {
    const acted = await requests.act(number, command, {});
    if (isRefusal(acted)) throw new Error(acted.code);
  };
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  await act({ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts });
  await act({ kind: "acknowledge", by: { role: "officer", body: "roads" }, asks: [1] });
  return { number, link: link! };
}

async function open(options: BrowserContextOptions) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const tab = await context.newPage();
  const bytes = countBytes(tab);
  // Where no script runs, axe does not either.
  const axe = options.javaScriptEnabled !== false;
  const see = async (name: string) => {
    expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
    await look(tab, name, axe);
  };
  return { context, tab, see };
}

const sessions = new Map<string, string>();

/** One sign-in an officer, since tries are limited; afterwards the session goes on. */
async function enter(tab: Page, who: string) {
  const context = tab.context();
  await context.clearCookies({ name: "luodi-session" });
  const kept = sessions.get(who);
  if (kept !== undefined) return context.addCookies([{ name: "luodi-session", value: kept, url }]);
  await tab.goto(`${url}/sign-in`);
  await follow(tab, tab.getByRole("button", { name: who }).first());
  const cookies = await context.cookies(url);
  sessions.set(who, cookies.find((each) => each.name === "luodi-session")!.value);
}

async function signIn(tab: Page, login: string, password: string) {
  // A code is used once.
  services.clock.at += 31_000;
  const secret = new Secret({ buffer: Uint8Array.from(totp).buffer });
  await tab.goto(`${url}/sign-in`);
  await tab.getByLabel("账号").fill(login);
  await tab.getByLabel("密码", { exact: false }).first().fill(password);
  await tab.getByLabel("验证码").fill(new TOTP({ secret }).generate({ timestamp: services.clock.at }));
  await follow(tab, tab.getByRole("button", { name: /^登录/ }));
}

const WAYS = [
  ["at 360 px", { viewport: { width: 360, height: 740 } }, "zhang.san"],
  [
    "at 1280 px, without scripts",
    { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
    "li.si",
  ],
] as const;

describe.skipIf(!able)("colleagues", () => {
  test.each(WAYS)("an officer changes the password: %s", async (_, options, login) => {
    const { tab, see, context } = await open(options);
    const other = await open(options);
    await signIn(other.tab, login, FIRST);
    await signIn(tab, login, FIRST);
    await tab.goto(`${url}/account`);
    await see("own-account");
    const change = async (old: string, fresh: string) => {
      await tab.getByLabel("现在的密码").fill(old);
      await tab.getByLabel("新密码").fill(fresh);
      await follow(tab, tab.getByRole("button", { name: /换密码/ }));
    };
    await change("记错了的密码记错了的密码", SECOND);
    await tab.getByRole("alert").waitFor();
    await see("own-account-wrong");
    await change(FIRST, "太短");
    await tab.getByRole("alert").waitFor();
    await see("own-account-short");
    await change(FIRST, SECOND);
    expect(await tab.getByRole("alert").count()).toBe(0);
    await tab.getByText("密码已换，其他地方的登录都已退出").waitFor();
    await see("own-account-changed");
    // Whoever was in elsewhere is out, and the old password opens nothing.
    await other.tab.goto(`${url}/account`);
    expect(new URL(other.tab.url()).pathname).toBe("/sign-in");
    await signIn(other.tab, login, FIRST);
    await other.tab.getByRole("alert").waitFor();
    await other.see("sign-in-wrong");
    await signIn(other.tab, login, SECOND);
    expect(new URL(other.tab.url()).pathname).toBe("/desk");
    await other.context.close();
    await context.close();
  });

  test.each(WAYS)(
    "a desk names who covers it, who then answers, until it is ended: %s",
    async (_, options) => {
      const { tab, see, context } = await open(options);
      const { number } = await accepted();
      await enter(tab, WATER);
      await tab.goto(`${url}/desk/${number}`);
      await tab.getByText("不在您单位").waitFor();
      await see("desk-not-ours");
      await enter(tab, ROADS);
      await tab.goto(`${url}/desk/cover`);
      const name = async (login: string, from: string, until: string) => {
        await tab.getByLabel("代班人的账号").fill(login);
        await tab.getByLabel("从哪天").fill(from);
        await tab.getByLabel("到哪天").fill(until);
        await tab.getByLabel("原因").fill("休年假");
        await follow(tab, tab.getByRole("button", { name: /^设代班/ }));
      };
      await name("demo-water", "2026-06-10", "2026-06-01");
      await tab.getByRole("alert").getByText("不早于开始那天").waitFor();
      expect(await tab.getByLabel("代班人的账号").inputValue()).toBe("demo-water");
      await see("desk-cover-wrong");
      await name("nobody.here", "2026-06-01", "2026-06-10");
      await tab.getByRole("alert").getByText("没有这个账号").waitFor();
      await see("desk-cover-nobody");
      await name("demo-water", "2026-06-01", "2026-06-10");
      await tab.getByText("由账号 demo-water 代班").waitFor();
      await see("desk-cover-named");
      await enter(tab, WATER);
      await tab.goto(`${url}/desk/cover`);
      await tab.getByText("您正替青石县交通运输局代班").waitFor();
      await see("desk-covering");
      await tab.goto(`${url}/desk/${number}`);
      await tab.getByText("您正替青石县交通运输局代班").waitFor();
      await see("desk-covered-request");
      await enter(tab, ROADS);
      await tab.goto(`${url}/desk/cover`);
      await follow(tab, tab.getByRole("button", { name: /停止代班/ }));
      expect(await tab.getByText("由账号 demo-water 代班").count()).toBe(0);
      await enter(tab, WATER);
      await tab.goto(`${url}/desk/${number}`);
      await tab.getByText("不在您单位").waitFor();
      await context.close();
    },
  );

  test.each(WAYS)("the body sees a citizen's photos and nobody else does: %s", async (_, options) => {
    const { tab, see, context } = await open(options);
    const { number, link } = await accepted();
    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#87a" } })
      .jpeg()
      .toBuffer();
    await tab.goto(`${url}/r/${link}/add`);
    const file = { name: "灯.jpg", mimeType: "image/jpeg", buffer: picture };
    await tab.locator("input[type=file]").setInputFiles(file);
    await follow(tab, tab.locator("main form button.go").last());
    expect(new URL(tab.url()).pathname).toBe(`/r/${link}`);
    await enter(tab, ROADS);
    await tab.goto(`${url}/desk/${number}`);
    const image = tab.locator('img[src$="/small"]');
    await image.scrollIntoViewIfNeeded();
    await see("desk-photo");
    const small = await tab.request.get(url + (await image.getAttribute("src")));
    expect([small.status(), small.headers()["content-type"]]).toEqual([200, "image/jpeg"]);
    const large = tab.locator('a[href$="/full"]');
    const address = url + (await large.getAttribute("href"));
    await follow(tab, large);
    expect(tab.url()).toBe(address);
    const full = await sharp(await (await tab.request.get(address)).body()).metadata();
    expect([full.width, full.height]).toEqual([900, 600]);
    await tab.goto(address.replace(/[0-9a-f]{8}-/, "00000000-"));
    await tab.getByText("没有这张照片").waitFor();
    await see("desk-photo-none");
    await enter(tab, WATER);
    await tab.goto(address);
    await tab.getByText("不在您单位").waitFor();
    await see("desk-photo-not-ours");
    await tab.context().clearCookies();
    await tab.goto(address);
    expect(new URL(tab.url()).pathname).toBe("/sign-in");
    await context.close();
  });

  test.each(WAYS)("a citizen takes the receipt of a step home and it is checked: %s", async (_, options) => {
    const { tab, see, context } = await open(options);
    const { number, link } = await accepted();
    const receipt = tab.getByRole("link", { name: /第 1 步的回执/ });
    await tab.goto(`${url}/r/${link}`);
    await follow(tab, receipt);
    await tab.getByText("还没有记进签名的账本").waitFor();
    await see("receipt-not-yet");
    await sequencer.run();
    await tab.goto(`${url}/r/${link}`);
    await see("thread-with-receipts");
    await follow(tab, receipt);
    await tab.getByText("好比收件的凭条").waitFor();
    await tab.getByText("办没办成，还是您说了算").waitFor();
    await see("receipt");
    const keep = tab.getByRole("link", { name: /把回执文件存下来/ });
    const [download] = await Promise.all([tab.waitForEvent("download"), keep.click()]);
    expect(download.suggestedFilename()).toMatch(/^luodi-\d{8}-0\.json$/);
    const keys = join(services.settings.dataFolder, "keys.json");
    const published = await tab.request.get(`${url}/ledger/keys.json`);
    writeFileSync(keys, await published.body());
    const lines: string[] = [];
    const stdout = { write: (text: string) => lines.push(text) };
    const path = await download.path();
    const begins = readFileSync(path, "utf8").slice(0, 120);
    expect(begins).toMatch(/^\{\s+"说明": \[\s+"这是诉求 \d{4} \d{4} 第 1 步/);
    expect(await runVerify([path, "--keys", keys], { stdout }), lines.join("")).toBe(0);
    // Whoever joined may prove the step, and is not given what the other person wrote.
    const beside = newLink();
    const choices = { wants: "text", hideFrom: [], open: false } as const;
    const joining = { kind: "join", by: { role: "citizen" }, door: "web", ...choices } as const;
    await services.requests.act(number, joining, { link: beside });
    const theirs = await (await tab.request.get(`${url}/r/${beside}/receipts/0/file`)).text();
    const words = (await services.requests.read(number))!.steps[0]!.said!.text!;
    expect(readFileSync(path, "utf8")).toContain(words);
    expect(theirs).not.toContain(words);
    const joined = join(services.settings.dataFolder, "joined.json");
    writeFileSync(joined, theirs);
    expect(await runVerify([joined, "--keys", keys], { stdout }), lines.join("")).toBe(0);
    await tab.goto(`${url}/r/${link}/receipts/999`);
    await tab.getByText("没有这件诉求或这一步").waitFor();
    await see("receipt-none");
    await context.close();
  });
});
