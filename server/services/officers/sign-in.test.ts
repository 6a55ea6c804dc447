// Sign-in on a real database: what comes in and what stays out (OWASP ASVS 5.0, chapters 6 and 7).

import fc from "fast-check";
import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { testServices } from "../../../test/support/services.ts";
import type { Settings } from "../../kit/settings.ts";
import type { Part } from "../service.ts";
import { IDLE, MOST_SESSIONS, WHOLE } from "../sign-in/sessions.ts";
import { addBody } from "./bodies.store.ts";
import { addDemonstrationOfficers, DEMONSTRATION_BODIES } from "./demonstration.ts";
import { needRole } from "./officer.ts";
import { officersPart } from "./officers.part.ts";
import { disable, insertOfficer, type NewOfficer } from "./officers.store.ts";
import { hashPassword } from "./passwords.ts";
import { waitAfter } from "./sign-in.ts";
import { newTotpSecret, SecretBox } from "./totp.ts";

const PASSWORD = "柳河镇的路灯修好了没有";
const MINUTE = 60_000;

/** Needs the role of an officer, as every page of the desk does. */
const probe: Part = {
  name: "probe",
  register(app) {
    app.get("/probe", (request) => ({ body: needRole(request, "officer").body }));
    app.post("/probe", (request) => ({ body: needRole(request, "officer").body }));
  },
};

let address = 0;

async function start(settings: Partial<Settings> = {}, officer: Partial<NewOfficer> = {}) {
  const services = await testServices([officersPart(), probe], settings);
  const { app, clock, requests, tenant } = services;
  const secret = newTotpSecret();
  const box = new SecretBox(services.settings.dataFolder);
  const passwordHash = await hashPassword(PASSWORD);
  const add = (more: Partial<NewOfficer>) =>
    requests.within((query) =>
      insertOfficer(query, tenant, {
        login: "zhang.san",
        name: "测试员",
        body: "roads",
        roles: ["officer"],
        passwordHash,
        totpSecret: box.seal(secret),
        ...more,
      }),
    );
  await requests.within(async (query) => {
    for (const body of DEMONSTRATION_BODIES) await addBody(query, tenant, body);
  });
  await add(officer);
  // Each test file's tries come from many addresses, so that the limit by address does not hide the one by login.
  address += 1;
  const from = `10.1.${address}.7`;
  const code = (ahead = 0) =>
    new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) }).generate({
      timestamp: clock.at + ahead,
    });
  const post = (
    url: string,
    payload: Record<string, string>,
    cookie = "",
    more: Record<string, string> = {},
  ) =>
    app.inject({
      method: "POST",
      url,
      remoteAddress: from,
      headers: {
        host: "localhost",
        accept: "text/html",
        "content-type": "application/x-www-form-urlencoded",
        ...(cookie === "" ? {} : { cookie }),
        ...more,
      },
      payload: new URLSearchParams(payload).toString(),
    });
  const get = (url: string, cookie = "") =>
    app.inject({ url, headers: { host: "localhost", ...(cookie === "" ? {} : { cookie }) } });
  /** Signs in with a code of a later time step each time, since a code is used once. */
  const signIn = async (payload: Record<string, string> = {}, cookie = "") => {
    clock.at += 31_000;
    return post("/sign-in", { login: "zhang.san", password: PASSWORD, code: code(), ...payload }, cookie);
  };
  return { ...services, add, code, post, get, signIn, box, secret };
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof start>>["post"]>>;

function cookieOf(answer: Answer, name = "luodi-session"): string {
  const found = [answer.headers["set-cookie"]].flat().find((each) => each?.startsWith(`${name}=`));
  return found === undefined ? "" : found.split(";", 1)[0]!;
}

function tokenOf(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

describe.skipIf(!haveDatabase())("by password and code", () => {
  test("both right: in, with a cookie that scripts and other sites do not get", async () => {
    const { signIn, get } = await start();
    const answer = await signIn();
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/desk"]);
    const cookie = [answer.headers["set-cookie"]].flat().find((each) => each?.startsWith("luodi-session="))!;
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/);
    expect((await get("/probe", cookieOf(answer))).json()).toEqual({ body: "roads" });
    expect((await get("/probe")).statusCode).toBe(401);
  });

  test("every failure looks alike, and none comes in", async () => {
    const { post, signIn, add, code, clock, requests, tenant } = await start();
    await add({ login: "disabled" });
    await requests.within((query) => disable(query, tenant, "disabled", clock.at));
    const tries = [
      { login: "zhang.san", password: "不对的密码不对的密码", code: code() },
      { login: "zhang.san", password: PASSWORD, code: "000000" },
      { login: "zhang.san", password: PASSWORD, code: "" },
      { login: "nobody", password: PASSWORD, code: code() },
      { login: "disabled", password: PASSWORD, code: code() },
      { login: "' OR 1=1 --", password: PASSWORD, code: code() },
    ];
    const seen = new Set<string>();
    for (const each of tries) {
      const answer = await post("/sign-in", each);
      expect([answer.statusCode, cookieOf(answer)]).toEqual([401, ""]);
      // What a security key is asked is another every time.
      seen.add(answer.body.replace(/id="login"[^>]*/, "").replace(/data-key="[^"]*"/, ""));
    }
    expect(seen.size).toBe(1);
    clock.at += MINUTE;
    expect((await signIn()).statusCode).toBe(303);
  });

  test("a code works once, also where two send it at the same moment; an old one is dead", async () => {
    const { post, code, clock } = await start();
    const one = { login: "zhang.san", password: PASSWORD, code: code() };
    const both = await Promise.all([post("/sign-in", one), post("/sign-in", one)]);
    expect(both.map((each) => each.statusCode).sort()).toEqual([303, 401]);
    expect((await post("/sign-in", one)).statusCode).toBe(401);
    const old = code(-5 * MINUTE);
    clock.at += 2 * MINUTE;
    expect((await post("/sign-in", { ...one, code: old })).statusCode).toBe(401);
    // A code of a step before the one that was used does not come back either.
    expect((await post("/sign-in", { ...one, code: code() })).statusCode).toBe(303);
    expect((await post("/sign-in", { ...one, code: code(-30_000) })).statusCode).toBe(401);
  });

  test("after five failures each try waits longer, for the right password too, and the wait ends", async () => {
    const { post, code, clock, signIn } = await start();
    const wrong = { login: "ZHANG.san ", password: "不对的密码不对的密码", code: "123456" };
    for (let tries = 0; tries < 5; tries += 1) expect((await post("/sign-in", wrong)).statusCode).toBe(401);
    const right = { login: "zhang.san", password: PASSWORD, code: code() };
    const locked = await post("/sign-in", right);
    expect([locked.statusCode, locked.headers["retry-after"]]).toEqual([429, "30"]);
    expect(locked.body).toContain("请过 30 秒再试");
    clock.at += 30_000;
    expect((await post("/sign-in", wrong)).statusCode).toBe(401);
    expect((await post("/sign-in", right)).headers["retry-after"]).toBe("60");
    clock.at += MINUTE;
    expect((await signIn()).statusCode).toBe(303);
    expect((await post("/sign-in", wrong)).statusCode).toBe(401);
  });

  test("twenty tries at the same moment are counted as twenty, not as one", async () => {
    const { post } = await start();
    const wrong = { login: "zhang.san", password: "不对的密码不对的密码", code: "123456" };
    const all = await Promise.all(Array.from({ length: 20 }, () => post("/sign-in", wrong)));
    expect(all.filter((each) => each.statusCode === 401)).toHaveLength(5);
    expect(all.filter((each) => each.statusCode === 429)).toHaveLength(15);
  });

  test("the wait never shrinks and never passes a quarter of an hour", () => {
    fc.assert(
      fc.property(fc.nat(200), (failed) => {
        expect(waitAfter(failed + 1)).toBeGreaterThanOrEqual(waitAfter(failed));
        expect(waitAfter(failed)).toBeLessThanOrEqual(15 * MINUTE);
        expect(waitAfter(failed) > 0).toBe(failed >= 5);
      }),
    );
  });

  test("it leads on to our own pages only", async () => {
    const { signIn } = await start();
    const lead = async (to: string) => (await signIn({ to })).headers.location;
    expect(await lead("/desk/12345678?part=offer")).toBe("/desk/12345678?part=offer");
    for (const to of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "/a\nb",
    ])
      expect(await lead(to), to).toBe("/desk");
  });

  test("what is stored gives nothing away: Argon2id, a sealed code secret, digests of sessions", async () => {
    const { signIn, store, secret } = await start();
    const cookie = cookieOf(await signIn());
    await asSuperuser(store.superuserUrl, async (client) => {
      const { rows } = await client.query("SELECT password_hash, totp_secret FROM services.officer");
      expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(rows[0].totp_secret.includes(Buffer.from(secret))).toBe(false);
      const sessions = await client.query("SELECT digest FROM services.session");
      expect(sessions.rows).toHaveLength(1);
      expect(cookie).not.toContain(sessions.rows[0].digest.toString("base64url"));
    });
  });
});

describe.skipIf(!haveDatabase())("a session", () => {
  test("is never one that somebody brought along", async () => {
    const { signIn, get } = await start();
    const planted = "luodi-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const own = cookieOf(await signIn({}, planted));
    expect(own).not.toBe(planted);
    expect((await get("/probe", planted)).statusCode).toBe(401);
    // A second sign-in in the same browser ends the first session.
    const next = cookieOf(await signIn({}, own));
    expect([(await get("/probe", own)).statusCode, (await get("/probe", next)).statusCode]).toEqual([
      401, 200,
    ]);
  });

  test("is dead after signing out, also for whoever kept its cookie", async () => {
    const { signIn, get, post } = await start();
    const cookie = cookieOf(await signIn());
    const token = tokenOf((await get("/account", cookie)).body);
    expect((await post("/sign-out", {}, cookie)).statusCode).toBe(403);
    expect((await get("/probe", cookie)).statusCode).toBe(200);
    expect((await post("/sign-out", { token }, cookie)).statusCode).toBe(303);
    expect((await get("/probe", cookie)).statusCode).toBe(401);
  });

  test("ends half an hour after the last click, twelve hours after sign-in, and when the officer is disabled", async () => {
    const { signIn, get, clock, requests, tenant } = await start();
    const alive = async (cookie: string) => (await get("/probe", cookie)).statusCode === 200;
    const idle = cookieOf(await signIn());
    clock.at += IDLE - 1;
    expect(await alive(idle)).toBe(true);
    clock.at += IDLE;
    expect(await alive(idle)).toBe(false);
    clock.at -= IDLE;
    expect(await alive(idle)).toBe(false);
    const long = cookieOf(await signIn());
    const began = clock.at;
    for (; clock.at < began + WHOLE - IDLE; clock.at += IDLE - MINUTE) expect(await alive(long)).toBe(true);
    clock.at = began + WHOLE - 1;
    await get("/probe", long);
    clock.at = began + WHOLE;
    expect(await alive(long)).toBe(false);
    const disabled = cookieOf(await signIn());
    expect(await alive(disabled)).toBe(true);
    const set = (at: number | null) =>
      requests.within(async (query) => {
        await disable(query, tenant, "zhang.san", at);
        return query(
          "SELECT disabled, disabled_at::float8 AS at FROM services.officer WHERE login = 'zhang.san'",
        );
      });
    expect(await set(clock.at)).toEqual([{ disabled: true, at: clock.at }]);
    expect(await alive(disabled)).toBe(false);
    // Its five years run from the first time.
    expect(await set(clock.at + MINUTE)).toEqual([{ disabled: true, at: clock.at }]);
    expect(await set(null)).toEqual([{ disabled: false, at: null }]);
    expect(await alive(disabled)).toBe(false);
  });

  test("is one of a few at once: the oldest makes room", async () => {
    const { signIn, get } = await start();
    const cookies: string[] = [];
    for (let count = 0; count <= MOST_SESSIONS; count += 1) cookies.push(cookieOf(await signIn()));
    const alive = [];
    for (const cookie of cookies) alive.push((await get("/probe", cookie)).statusCode === 200);
    expect(alive).toEqual([false, ...Array.from({ length: MOST_SESSIONS }, () => true)]);
  });

  test("sends forms of our own pages only: its token, and no other site's", async () => {
    const { signIn, get, post } = await start();
    const cookie = cookieOf(await signIn());
    const token = tokenOf((await get("/account", cookie)).body);
    expect(token.length).toBeGreaterThan(40);
    const status = async (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      (await post("/probe", fields, cookie, headers)).statusCode;
    expect(await status({ token })).toBe(200);
    expect(await status({})).toBe(403);
    expect(await status({ token: `${token}x` })).toBe(403);
    const other = tokenOf((await get("/account", cookieOf(await signIn()))).body);
    expect(other).not.toBe(token);
    expect(await status({ token: other })).toBe(403);
    expect(await status({ token }, { origin: "https://evil.example" })).toBe(403);
    expect(await status({ token }, { "sec-fetch-site": "cross-site" })).toBe(403);
  });

  test("with a password that was given out leads nowhere but to changing it, which ends the others", async () => {
    const { signIn, get, post, code, clock } = await start({}, { mustChange: true });
    const first = await signIn({ to: "/desk" });
    expect(first.headers.location).toBe("/account");
    const cookie = cookieOf(first);
    const elsewhere = cookieOf(await signIn());
    expect((await get("/probe", cookie)).json()).toMatchObject({ type: "urn:luodi:sign-in/change" });
    const token = tokenOf((await get("/account", cookie)).body);
    const change = (old: string, fresh: string) => post("/account", { token, old, new: fresh }, cookie);
    expect((await change("不是现在的密码不是", "新的密码也是一句很长的话")).statusCode).toBe(422);
    expect((await change(PASSWORD, "太短")).statusCode).toBe(422);
    expect((await change(PASSWORD, PASSWORD)).statusCode).toBe(422);
    const changed = await change(PASSWORD, "新的密码也是一句很长的话");
    expect(changed.statusCode).toBe(303);
    const after = await Promise.all(
      [cookie, elsewhere, cookieOf(changed)].map((each) => get("/probe", each)),
    );
    expect(after.map((each) => each.statusCode)).toEqual([401, 401, 200]);
    clock.at += 31_000;
    const again = { login: "zhang.san", code: code() };
    expect((await post("/sign-in", { ...again, password: PASSWORD })).statusCode).toBe(401);
    expect((await post("/sign-in", { ...again, password: "新的密码也是一句很长的话" })).statusCode).toBe(303);
  });

  test("under HTTPS is marked Secure and bound to the host", async () => {
    const { signIn } = await start({ origin: "https://luodi.example" });
    const answer = await signIn();
    const cookie = [answer.headers["set-cookie"]].flat().join("\n");
    expect(cookie).toMatch(/^__Host-luodi-session=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/m);
  });
});

describe.skipIf(!haveDatabase())("the demonstration's officers", () => {
  const login = "demo-roads";
  const enter = async (settings: Partial<Settings>) => {
    const services = await start(settings, { login, demonstration: true });
    const answer = await services.post("/sign-in/demonstration", { login });
    return { ...services, answer };
  };
  test("come in without a password on this machine, and say openly that they are invented", async () => {
    const { answer, get } = await enter({ demo: true });
    expect(answer.statusCode).toBe(303);
    expect((await get("/probe", cookieOf(answer))).statusCode).toBe(200);
    expect((await get("/sign-in")).body).toContain("编造的演示数据");
  });
  test.each([
    ["without the demonstration", { demo: false }],
    ["behind a public address", { demo: true, origin: "https://luodi.example" }],
    ["on an open host", { demo: true, host: "0.0.0.0" }],
  ])("stay out %s", async (_, settings) => {
    const { answer, get } = await enter(settings);
    expect([answer.statusCode, cookieOf(answer)]).toEqual([401, ""]);
    expect((await get("/sign-in")).body).not.toContain("demo-roads");
  });
  test("cover desks of the demonstration county once its bodies are there, each once", async () => {
    const { requests, tenant } = await start({ demo: true });
    const covers = () =>
      requests.within(async (query) => {
        await addDemonstrationOfficers(query, tenant);
        return query("SELECT body_id FROM services.cover");
      });
    expect(await covers()).toEqual([]);
    const county = {
      id: "B-9",
      zh: "青石县城管局",
      en: "Qingshi City Management Bureau",
      desk: "办件岗",
      phone: "",
    };
    await requests.within((query) => addBody(query, tenant, county));
    expect(await covers()).toEqual([{ body_id: "B-9" }]);
    expect(await covers()).toEqual([{ body_id: "B-9" }]);
  });
  test("work in the county's own bodies where it was played: no office is there twice, and the page names the real one", async () => {
    const services = await testServices([officersPart()], { demo: true });
    const { requests, tenant, app } = services;
    await requests.within(async (query) => {
      for (const [id, zh] of [
        ["B-1", "青石县交通局"],
        ["B-2", "青石县河口镇"],
      ] as const)
        await addBody(query, tenant, { id, zh, en: id, desk: "办件岗", phone: "" });
      await addDemonstrationOfficers(query, tenant);
      // At every later start the same.
      await addDemonstrationOfficers(query, tenant);
    });
    const bodies = await requests.within((query) =>
      query<{ body_id: string }>("SELECT body_id FROM services.body ORDER BY body_id"),
    );
    const ids = bodies.map((each) => each.body_id);
    expect(ids.filter((id) => ["roads", "township", "B-1", "B-2"].includes(id))).toEqual(["B-1", "B-2"]);
    expect(ids).toContain("water");
    const { body } = await app.inject({ url: "/sign-in", headers: { host: "localhost" } });
    expect(body).toContain("经办人（青石县交通局）");
    expect(body).toContain("经办人（青石县水务局）");
  });
  test("are the listed ones: a real officer's login opens nothing there", async () => {
    const { post } = await start({ demo: true });
    expect((await post("/sign-in/demonstration", { login: "zhang.san" })).statusCode).toBe(401);
  });
});
