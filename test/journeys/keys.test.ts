// Security keys in a real browser with a virtual authenticator: added, used, replayed in vain, dropped, reset; and the way without scripts.

import { Secret, TOTP } from "otpauth";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrationPart } from "../../server/services/administration/administration.part.ts";
import { setDuty } from "../../server/services/administration/administration.store.ts";
import { deskPart } from "../../server/services/desk/desk.part.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import type { OfficerRole } from "../../server/services/officers/officer.ts";
import { officersPart } from "../../server/services/officers/officers.part.ts";
import { insertOfficer, officerByLogin } from "../../server/services/officers/officers.store.ts";
import { hashPassword } from "../../server/services/officers/passwords.ts";
import { newTotpSecret, SecretBox } from "../../server/services/officers/totp.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { countBytes, follow, look, MOST_BYTES } from "../support/look.ts";
import { type TestServices, testServices } from "../support/services.ts";

const PASSWORD = "柳河镇的路灯修好了没有";
const able = haveDatabase() && haveBrowser();
let services: TestServices;
let browser: Browser;
let url = "";
const secret = newTotpSecret();

beforeAll(async () => {
  if (!able) return;
  services = await testServices([officersPart(), deskPart(), administrationPart(() => [])]);
  const { requests, tenant, settings } = services;
  const [passwordHash, totpSecret] = [
    await hashPassword(PASSWORD),
    new SecretBox(settings.dataFolder).seal(secret),
  ];
  await requests.within(async (query) => {
    await addBody(query, tenant, { id: "roads", zh: "交通局", en: "Roads", desk: "", phone: "" });
    for (const [login, role] of [
      ["zhang.san", "officer"],
      ["li.si", "administrator"],
    ] as const) {
      const roles: OfficerRole[] = [role];
      const officer = { login, name: "测试员", body: "roads", roles, passwordHash, totpSecret };
      await insertOfficer(query, tenant, officer);
    }
    const officer = await officerByLogin(query, tenant, "li.si");
    await setDuty(query, tenant, officer!.id, "security", requests.now());
  });
  const { port } = new URL(await services.app.listen({ port: 0, host: "127.0.0.1" }));
  // Browsers give keys to names, never to bare addresses.
  url = `http://localhost:${port}`;
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

const code = () =>
  new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) }).generate({
    timestamp: services.clock.at,
  });

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  return { context, tab: await context.newPage() };
}

/** Something that makes and keeps keys, and knows its owner or not. */
async function authenticator(tab: Page, knows = true) {
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: knows, automaticPresenceSimulation: true },
    },
  });
  return { cdp, authenticatorId };
}

async function signIn(tab: Page, login: string, to = "") {
  // A code is used once.
  services.clock.at += 31_000;
  await tab.goto(`${url}/sign-in?to=${to}`);
  await tab.getByLabel("账号").fill(login);
  await tab.getByLabel("密码", { exact: false }).first().fill(PASSWORD);
  await tab.getByLabel("验证码").fill(code());
  await follow(tab, tab.getByRole("button", { name: /^登录/ }));
}

async function addKey(tab: Page, name: string) {
  await tab.goto(`${url}/account`);
  await tab.getByLabel("给密钥起个名").fill(name);
  await tab.getByLabel("您的密码").fill(PASSWORD);
  await follow(tab, tab.getByRole("button", { name: /登记一把密钥/ }));
}

const byKey = (tab: Page) => tab.getByRole("button", { name: /用安全密钥登录/ });

describe.skipIf(!able)("a security key", () => {
  test("is added with the password and signs in by itself; an answer is taken once; a dropped key is no key", async () => {
    const { context, tab } = await open();
    const bytes = countBytes(tab);
    await authenticator(tab);
    await signIn(tab, "zhang.san");
    await tab.goto(`${url}/account`);
    expect(await bytes()).toBeLessThanOrEqual(MOST_BYTES);
    await look(tab, "account-keys-none");
    await tab.getByLabel("给密钥起个名").fill("值班钥匙");
    await tab.getByLabel("您的密码").fill("不是这个密码");
    await follow(tab, tab.getByRole("button", { name: /登记一把密钥/ }));
    await tab.getByText("没有登记：密码不对").waitFor();
    await addKey(tab, "值班钥匙");
    await tab.getByText("值班钥匙，").waitFor();
    await look(tab, "account-keys-one");
    await follow(tab, tab.getByRole("button", { name: /退出登录/ }));

    services.clock.at += 1_000;
    await tab.goto(`${url}/sign-in?to=/account`);
    await byKey(tab).waitFor();
    await look(tab, "sign-in-key");
    const sent = tab.waitForRequest((request) => request.url().endsWith("/sign-in/key"));
    await follow(tab, byKey(tab));
    expect(new URL(tab.url()).pathname).toBe("/account");
    await tab.getByText("最近用于").waitFor();
    const payload = (await sent).postData()!;
    const replay = (body: string) =>
      services.app.inject({
        ...{ method: "POST", url: "/sign-in/key", payload: body },
        headers: {
          host: new URL(url).host,
          accept: "text/html",
          "content-type": "application/x-www-form-urlencoded",
        },
      });
    const again = await replay(payload);
    expect([again.statusCode, again.headers["set-cookie"]]).toEqual([401, undefined]);
    expect(again.body).toContain("这把密钥没有登录成功");

    await follow(tab, tab.getByRole("button", { name: /删掉“值班钥匙”/ }));
    await tab.getByText("还没有登记").waitFor();
    services.clock.at += 1_000;
    await tab.goto(`${url}/sign-in`);
    await follow(tab, byKey(tab));
    await tab.getByText("这把密钥没有登录成功").waitFor();
    await look(tab, "sign-in-key-refused");
    await context.close();
  });

  test("answers to an old question, to another's, and of a disabled account open nothing", async () => {
    const { context, tab } = await open();
    const { requests, tenant } = services;
    await authenticator(tab);
    await signIn(tab, "zhang.san");
    await addKey(tab, "第二把");
    await context.clearCookies();
    const tryKey = async (meanwhile: () => unknown) => {
      services.clock.at += 1_000;
      await tab.goto(`${url}/sign-in`);
      await meanwhile();
      await follow(tab, byKey(tab));
      return new URL(tab.url()).pathname;
    };
    expect(await tryKey(() => undefined)).toBe("/desk");
    await context.clearCookies();
    const old = await tryKey(() => {
      services.clock.at += 6 * 60_000;
    });
    expect(old).toBe("/sign-in/key");
    // A question that is not of ours.
    await tab.goto(`${url}/sign-in`);
    await tab.evaluate(
      `document.querySelector("form[data-key]").dataset.key = document.querySelector("form[data-key]").dataset.key.replace(/"challenge":"[^"]{4}/, '"challenge":"AAAA')`,
    );
    await follow(tab, byKey(tab));
    expect(new URL(tab.url()).pathname).toBe("/sign-in/key");
    const setDisabled = (disabled: boolean) =>
      requests.within((query) =>
        query("UPDATE services.officer SET disabled = $2 WHERE tenant_id = $1 AND login = 'zhang.san'", [
          ...[tenant, disabled],
        ]),
      );
    expect(await tryKey(() => setDisabled(true))).toBe("/sign-in/key");
    await setDisabled(false);
    expect(await tryKey(() => undefined)).toBe("/desk");
    await context.close();
  });

  test("a lost key ends when the security administrator resets the account", async () => {
    const { context, tab } = await open({ viewport: { width: 1280, height: 900 } });
    await authenticator(tab);
    await signIn(tab, "li.si", "/admin/officers");
    const officer = await services.requests.within((query) =>
      officerByLogin(query, services.tenant, "zhang.san"),
    );
    await tab.goto(`${url}/admin/officers/${officer!.id}`);
    await look(tab, "admin-account");
    await follow(tab, tab.getByRole("button", { name: /登记过的安全密钥作废/ }));
    await tab.getByText("只显示这一次").waitFor();
    await tab.goto(`${url}/account`);
    const logged = await services.requests.within((query) =>
      query(
        "SELECT o.login FROM services.audit_log l JOIN services.officer o USING (tenant_id, officer_id) WHERE act = 'sign-in-key-done'",
      ),
    );
    expect(logged).toContainEqual({ login: "zhang.san" });
    const left = await services.requests.within((query) => query("SELECT key_id FROM services.officer_key"));
    expect(left).toEqual([]);
    await context.close();
  });

  test("without scripts there is no key to be seen, and password and code sign in", async () => {
    const { context, tab } = await open({ javaScriptEnabled: false });
    await tab.goto(`${url}/sign-in`);
    expect(await byKey(tab).isVisible()).toBe(false);
    await signIn(tab, "li.si", "/account");
    await tab.getByText("登记密钥要打开浏览器的脚本").waitFor();
    expect(await tab.getByLabel("给密钥起个名").isVisible()).toBe(false);
    await context.close();
  });
});
