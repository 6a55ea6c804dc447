// Sign-in of citizens against a real provider on this machine: what it gives, what stays out, and that it changes nothing else.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Acting, Command, CommandOf } from "../../../core/domain/request/steps.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { Jar, startProvider, type TestProvider, throughProvider } from "../../../test/support/provider.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { JobQueue } from "../../kit/jobs/queue.ts";
import { citizensPart } from "../citizens/citizens.part.ts";
import { ledgerPart } from "../ledger/ledger.part.ts";
import { officersPart } from "../officers/officers.part.ts";
import { newLink } from "../requests/secrets.ts";
import { retentionPart } from "../retention/retention.part.ts";
import { IDLE, WHOLE } from "../sign-in/sessions.ts";
import { ownListPart } from "./own-list.part.ts";

const OURS = "http://127.0.0.1:8642";
const DAY = 86_400_000;
const PARTS = () => [officersPart(), citizensPart(), ownListPart(), ledgerPart(), retentionPart()];
const roads: Acting = { role: "officer", body: "roads" };

let provider: TestProvider;
let services: TestServices;
let from = 0;

beforeAll(async () => {
  if (!haveDatabase()) return;
  provider = await startProvider({
    citizens: `${OURS}/mine/sign-in/back`,
    officers: `${OURS}/sign-in/oidc/back`,
  });
  services = await testServices(PARTS(), {
    ...{ citizenOidc: provider.settingOf("citizens"), oidc: provider.settingOf("officers"), port: 8642 },
  });
});
afterAll(() => provider?.stop());

/** One browser: its cookies are kept and sent. */
class Browser {
  readonly jar = new Jar();
  readonly #at: TestServices;
  constructor(at = services) {
    this.#at = at;
  }

  async ask(url: string, fields?: Record<string, string>) {
    from += 1;
    const answer = await this.#at.app.inject({
      ...{ method: fields === undefined ? "GET" : "POST", url },
      // Everybody from another address, so that no limit of one stands in the way of the next.
      remoteAddress: `127.7.${Math.floor(from / 200)}.${from % 200}`,
      headers: {
        ...{ host: "127.0.0.1:8642", accept: "text/html", cookie: this.jar.header },
        ...(fields === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(fields === undefined ? {} : { payload: new URLSearchParams(fields).toString() }),
    });
    this.jar.take(answer.headers["set-cookie"]);
    return answer;
  }

  /** To the provider and through its pages; the path of ours that it leads back to. */
  async away(sub: string, change: (url: string) => string = (url) => url): Promise<string> {
    const begun = await this.ask("/mine/sign-in?to=https://evil.example/&to=//evil.example");
    expect(begun.statusCode).toBe(303);
    return throughProvider(change(String(begun.headers.location)), sub, OURS);
  }

  async signIn(sub: string): Promise<this> {
    const arrived = await this.ask(await this.away(sub));
    expect([arrived.statusCode, arrived.headers.location]).toEqual([303, "/mine"]);
    return this;
  }

  async token(): Promise<string> {
    return /name="token" value="([^"]+)"/.exec((await this.ask("/mine")).body)![1]!;
  }

  /** Numbers and addresses in the list's order, this page alone. */
  async rows(path = "/mine"): Promise<{ number: string; address: string }[]> {
    const { body } = await this.ask(path);
    return [...body.matchAll(/href="(\/r\/(\d+)-[^"]+)"/g)].map(([, address, number]) => ({
      ...{ address: address!, number: number! },
    }));
  }
}

function filing(text = "村口路灯坏了"): CommandOf<"file"> {
  return {
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
    said: { text },
  };
}

async function filed(text?: string, at = services) {
  const link = newLink();
  const done = await at.requests.file(filing(text), { link, contact: { phone: "13900000000" } });
  if (isRefusal(done)) throw new Error(done.code);
  return { link, number: done.number };
}

async function act(number: string, command: Command) {
  const acted = await services.requests.act(number, command);
  if (isRefusal(acted)) throw new Error(acted.code);
}

async function closed(number: string) {
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  await act(number, { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts });
  await act(number, { kind: "acknowledge", by: roads, asks: [1] });
  const asks = [{ ask: 1, as: "answered" as const }];
  await act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "修好了" } });
  await act(number, { kind: "close", by: roads, claim: "done" });
}

/** Writes a draft over the web and sends it; the link that it gets. */
async function fileByWeb(browser: Browser, more: Record<string, string> = {}): Promise<string> {
  const { body } = await browser.ask("/file");
  const link = /action="\/file\/([0-9a-z]{27})\/words"/.exec(body)![1]!;
  const pages: Record<string, Record<string, string>> = {
    words: { text: "桥头护栏断了", intent: "ask-help" },
    ...{ asks: { asks: "修好护栏", matter: "road" }, place: { place: "桥头" } },
    ...{ you: { wants: "none" }, public: { open: "no" } },
  };
  for (const [step, fields] of Object.entries(pages))
    expect((await browser.ask(`/file/${link}/${step}`, fields)).statusCode, step).toBe(303);
  expect((await browser.ask(`/file/${link}/send`, more)).headers.location).toBe(`/r/${link}/card`);
  return link;
}

const own = (link: string) => services.requests.readByLink(link).then((found) => found!);
const put = async (browser: Browser, link: string, word: "in" | "out" = "in") =>
  browser.ask(`/r/${link}/list`, { token: await browser.token(), put: word });

describe.skipIf(!haveDatabase())("where no provider is set", () => {
  test("no page speaks of it, and its addresses are not there", async () => {
    const without = await testServices(PARTS());
    const browser = new Browser(without);
    const { link } = await filed("没有登录", without);
    for (const path of ["/", "/find", `/r/${link}`, "/file"])
      expect((await browser.ask(path)).body, path).not.toMatch(/\/mine|登录看/);
    for (const path of [
      "/mine",
      "/mine/sign-in",
      "/mine/sign-in/back?code=a&state=b",
      "/r/12345678-abcdefghijklmnopqrstuv",
    ])
      expect((await browser.ask(path)).statusCode, path).toBe(404);
    for (const path of ["/mine/sign-out", "/mine/forget", `/r/${link}/list`])
      expect((await browser.ask(path, { token: "x" })).statusCode, path).toBe(404);
  });
});

describe.skipIf(!haveDatabase())("signed in", () => {
  test("a quiet way leads there; a cookie that no script gets; the list is empty and nobody is led elsewhere", async () => {
    const browser = new Browser();
    for (const path of ["/", "/find"])
      expect((await browser.ask(path)).body).toContain("登录看我的全部诉求（不登录也一样能办）");
    const out = await browser.ask("/mine");
    expect(out.body).toContain(new URL(provider.issuer).host);
    expect(out.body).not.toContain('name="token"');
    const back = await browser.away("甲");
    expect(browser.jar.has("luodi-mine-away")).toBe(true);
    const arrived = await browser.ask(back);
    expect(arrived.headers.location).toBe("/mine");
    const cookie = [arrived.headers["set-cookie"]].flat().find((each) => each?.startsWith("luodi-mine="));
    expect(cookie).toMatch(/^luodi-mine=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(browser.jar.has("luodi-mine-away")).toBe(false);
    expect((await browser.ask("/mine")).body).toContain("现在是空的");
    expect((await browser.ask("/")).body).toContain("我的全部诉求");
    expect((await browser.ask("/")).body).not.toContain("登录看");
  });

  test("asks the provider for nothing but who it is, under PKCE, state and nonce", async () => {
    const { headers } = await new Browser().ask("/mine/sign-in");
    const { searchParams } = new URL(String(headers.location));
    expect(searchParams.get("scope")).toBe("openid");
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"])
      expect(searchParams.get(name), name).toMatch(/^[\w-]{43}$/);
  });

  test("what is filed stands in the list; a tick leaves it out; the steps are those of anybody", async () => {
    const [signed, nobody] = [await new Browser().signIn("乙"), new Browser()];
    const link = await fileByWeb(signed);
    const left = await fileByWeb(signed, { unlisted: "on" });
    const plain = await fileByWeb(nobody, { unlisted: "" });
    const { number, steps } = await own(link);
    expect((await signed.rows()).map((row) => row.number)).toEqual([number]);
    expect((await signed.ask("/mine")).body).toContain("修好护栏");
    expect((await signed.ask(`/r/${link}/card`)).body).toContain("我的列表");
    expect((await signed.ask(`/r/${left}/card`)).body).not.toContain("我的列表");
    const asFiled = async (each: string) => ({ ...(await own(each)).steps[0], at: 0 });
    expect({ ...steps[0], at: 0 }).toEqual(await asFiled(plain));
    expect(await asFiled(left)).toEqual(await asFiled(plain));
    // What officers' lists look at is alike, too.
    const numbers = [number, (await own(plain)).number];
    const views = await services.requests.within((query) =>
      query<{ row: Record<string, unknown> }>(
        "SELECT to_jsonb(r) - ARRAY['number', 'filed_at', 'last_at', 'due_at'] AS row FROM services.request r WHERE number = ANY($1)",
        [numbers],
      ),
    );
    expect(views).toHaveLength(2);
    expect(views[0]).toEqual(views[1]);
  });

  test("the page that sends says that it will be listed, to whoever is signed in and to nobody else", async () => {
    const draft = async (browser: Browser) => {
      const { body } = await browser.ask("/file");
      const link = /action="\/file\/([0-9a-z]{27})\/words"/.exec(body)![1]!;
      await browser.ask(`/file/${link}/words`, { text: "桥头护栏断了", intent: "ask-help" });
      return (await browser.ask(`/file/${link}/check`)).body;
    };
    expect(await draft(await new Browser().signIn("丙"))).toContain('name="unlisted"');
    expect(await draft(new Browser())).not.toContain('name="unlisted"');
  });

  test("a request opened by its link is put in by one button and taken out again", async () => {
    const browser = await new Browser().signIn("丁");
    const { link, number } = await filed();
    expect((await new Browser().ask(`/r/${link}`)).body).not.toContain("我的列表");
    expect((await browser.ask(`/r/${link}`)).body).toContain("放进我的列表");
    expect((await put(browser, link)).headers.location).toBe(`/r/${link}?told=listed`);
    expect((await put(browser, link)).statusCode).toBe(303);
    const [row, ...more] = await browser.rows();
    expect([row?.number, more]).toEqual([number, []]);
    expect((await browser.ask(`/r/${link}`)).body).toContain("移出我的列表");
    expect((await put(browser, link, "out")).headers.location).toBe(`/r/${link}?told=unlisted`);
    expect(await browser.rows()).toEqual([]);
    await put(browser, link);
    const address = (await browser.rows())[0]!.address.slice(3);
    expect((await put(browser, address, "out")).headers.location).toBe("/mine");
    expect((await browser.ask(`/r/${address}`)).statusCode).toBe(404);
  });

  test("only by a form of this session: no token, another's, or nobody signed in changes nothing", async () => {
    const [mine, other] = [await new Browser().signIn("戊"), await new Browser().signIn("己")];
    const { link } = await filed();
    const status = async (browser: Browser, path: string, token: string) =>
      (await browser.ask(path, { token, put: "in", sure: "on" })).statusCode;
    for (const path of [`/r/${link}/list`, "/mine/forget", "/mine/sign-out"]) {
      expect(await status(mine, path, ""), path).toBe(403);
      expect(await status(mine, path, await other.token()), path).toBe(403);
    }
    for (const path of [`/r/${link}/list`, "/mine/forget"])
      expect(await status(new Browser(), path, await other.token()), path).toBe(401);
    expect(await mine.rows()).toEqual([]);
    expect((await mine.ask("/mine")).body).toContain("退出登录");
  });

  test("opens a request with every right of its link: the word, more words, a receipt, a new link", async () => {
    const browser = await new Browser().signIn("庚");
    const { link, number } = await filed("路灯还是不亮");
    await put(browser, link);
    await closed(number);
    const { address } = (await browser.rows())[0]!;
    const page = await browser.ask(address);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("修好了");
    const form = /name="form" value="([^"]+)"/.exec(page.body)![1]!;
    expect((await browser.ask(`${address}/verdict`, { form, value: "not" })).headers.location).toBe(
      `${address}?told=verdict`,
    );
    expect((await own(link)).state).toMatchObject({ closed: false, bounces: 1 });
    // Not signed yet, and there: another's is not.
    expect((await browser.ask(`${address}/receipts/0`)).statusCode).toBe(409);
    expect((await browser.ask(`${address}/opened`)).statusCode).toBe(200);
    const card = (await browser.ask(`${address}/card`)).body;
    expect(card).toContain("专用链接我们不留底");
    expect(card).not.toContain("<svg");
    const fresh = /name="fresh" value="([^"]+)"/.exec((await browser.ask(`${address}/renew`)).body)![1]!;
    for (let presses = 0; presses < 2; presses += 1)
      expect((await browser.ask(`${address}/renew`, { fresh })).headers.location).toBe(`/r/${fresh}/card`);
    expect((await new Browser().ask(`/r/${link}`)).statusCode).toBe(404);
    expect((await new Browser().ask(`/r/${fresh}`)).statusCode).toBe(200);
    expect((await browser.rows()).map((row) => row.number)).toEqual([number]);
  });

  test("an address of the list is good in its own session alone", async () => {
    const [phone, desk, other] = [
      await new Browser().signIn("辛"),
      await new Browser().signIn("辛"),
      await new Browser().signIn("壬"),
    ];
    const { link, number } = await filed();
    const elsewhere = await filed();
    await put(phone, link);
    const { address } = (await phone.rows())[0]!;
    // The same list on another device, under an address of its own.
    expect((await desk.rows()).map((row) => row.number)).toEqual([number]);
    expect((await desk.rows())[0]!.address).not.toBe(address);
    expect((await phone.ask(address)).statusCode).toBe(200);
    for (const browser of [desk, other]) expect((await browser.ask(address)).statusCode).toBe(404);
    const nobody = await new Browser().ask(address);
    expect(nobody.statusCode).toBe(401);
    expect(nobody.body).toContain("登录已经结束");
    expect((await phone.ask(address.replace(number, elsewhere.number))).statusCode).toBe(404);
    expect(
      (
        await services.app.inject({
          url: `/api/v1/links/${address.slice(3)}`,
          headers: { host: "localhost" },
        })
      ).statusCode,
    ).toBe(404);
  });

  test("sees the latest first, a page at a time by key, each once", async () => {
    const browser = await new Browser().signIn("癸");
    const numbers: string[] = [];
    for (let count = 0; count < 23; count += 1) {
      services.clock.at += 60_000;
      const { link, number } = await filed(`第 ${count} 件`);
      await put(browser, link);
      numbers.unshift(number);
    }
    const first = (await browser.ask("/mine")).body;
    const next = /href="(\/mine\?after=[^"]+)"/.exec(first)![1]!;
    const seen = [...(await browser.rows()), ...(await browser.rows(next))].map((row) => row.number);
    expect(seen).toEqual(numbers);
    expect((await browser.ask(next)).body).not.toContain("/mine?after=");
    for (const wrong of ["x", "1-2-3", "999999999999999-99999999-999999", "1'--"])
      expect((await browser.ask(`/mine?after=${encodeURIComponent(wrong)}`)).statusCode, wrong).toBe(200);
  });
});

describe.skipIf(!haveDatabase())("stays out", () => {
  const refused = async (browser: Browser, back: string) => {
    const answer = await browser.ask(back);
    expect([answer.statusCode, browser.jar.has("luodi-mine")], back).toEqual([401, false]);
    expect(answer.body).toContain("没有登录上");
  };

  test("an answer to another browser's question, to another question, or to none", async () => {
    const [mine, other] = [new Browser(), new Browser()];
    const back = await mine.away("sub");
    await other.away("sub");
    await refused(other, back);
    await refused(new Browser(), back);
    const state = await mine.away("sub");
    await refused(mine, state.replace(/state=[^&]+/, `state=${"A".repeat(43)}`));
    await refused(new Browser(), "/mine/sign-in/back");
    await refused(new Browser(), "/mine/sign-in/back?error=access_denied&state=x");
  });

  test("a token for another nonce", async () => {
    const browser = new Browser();
    await refused(
      browser,
      await browser.away("sub", (url) => url.replace(/nonce=[^&]+/, `nonce=${"B".repeat(43)}`)),
    );
  });

  test("an answer that was used before, even with what the browser remembered", async () => {
    const browser = new Browser();
    const back = await browser.away("sub");
    const memory = browser.jar.get("luodi-mine-away");
    expect((await browser.ask(back)).headers.location).toBe("/mine");
    const again = new Browser();
    again.jar.take(`luodi-mine-away=${memory}`);
    await refused(again, back);
    await refused(new Browser(), back);
  });

  test("an officer's answer at the citizens' door, and a citizen's at the officers'", async () => {
    const browser = new Browser();
    const begun = await browser.ask("/sign-in/oidc");
    const officers = await throughProvider(String(begun.headers.location), "sub", OURS);
    await refused(browser, officers.replace("/sign-in/oidc/back", "/mine/sign-in/back"));
    const citizens = await browser.away("sub");
    const answer = await browser.ask(citizens.replace("/mine/sign-in/back", "/sign-in/oidc/back"));
    expect(answer.statusCode).toBe(401);
    // A citizen's session is none of an officer's.
    await browser.signIn("sub");
    expect((await browser.ask("/account")).statusCode).toBe(303);
  });

  test("a provider that does not answer, on the way there or back, is said to be away; the rest goes on", async () => {
    const short = await startProvider({ citizens: `${OURS}/mine/sign-in/back` });
    const at = await testServices(PARTS(), { citizenOidc: short.settingOf("citizens"), port: 8642 });
    const browser = new Browser(at);
    const back = await browser.away("sub");
    await short.stop();
    const answer = await browser.ask(back);
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "60"]);
    expect(answer.body).toContain("不登录");
    const never = await testServices(PARTS(), {
      citizenOidc: { issuer: "http://127.0.0.1:9", clientId: "citizens", clientSecret: "x" },
    });
    const nobody = new Browser(never);
    expect((await nobody.ask("/mine/sign-in")).statusCode).toBe(503);
    for (const path of ["/", "/find", "/mine", "/file"])
      expect((await nobody.ask(path)).statusCode).toBe(200);
  });
});

describe.skipIf(!haveDatabase())("a session", () => {
  test("is new at each sign-in; the old one ends", async () => {
    const browser = await new Browser().signIn("子");
    const old = browser.jar.get("luodi-mine");
    await browser.signIn("子");
    expect(browser.jar.get("luodi-mine")).not.toBe(old);
    const before = new Browser();
    before.jar.take(`luodi-mine=${old}`);
    expect((await before.ask("/mine")).body).not.toContain("退出登录");
  });

  test("cannot be given by somebody else: an unknown secret opens nothing", async () => {
    const browser = new Browser();
    browser.jar.take(`luodi-mine=${"C".repeat(43)}`);
    expect((await browser.ask("/mine")).body).not.toContain("退出登录");
    const back = await browser.away("丑");
    await browser.ask(back);
    expect((await browser.ask("/mine")).body).toContain("退出登录");
    expect(browser.jar.get("luodi-mine")).not.toBe("C".repeat(43));
  });

  test("ends half an hour after the last click, twelve hours after the sign-in, and when it is ended", async () => {
    const { clock } = services;
    const alive = async (browser: Browser) => (await browser.ask("/mine")).body.includes("退出登录");
    const began = clock.at;
    const browser = await new Browser().signIn("寅");
    clock.at += IDLE - 1;
    expect(await alive(browser)).toBe(true);
    clock.at += IDLE;
    expect(await alive(browser)).toBe(false);
    const long = await new Browser().signIn("寅");
    const start = clock.at;
    for (; clock.at < start + WHOLE - IDLE; clock.at += IDLE - 60_000) expect(await alive(long)).toBe(true);
    clock.at = start + WHOLE;
    expect(await alive(long)).toBe(false);
    clock.at = began;
    const out = await new Browser().signIn("寅");
    const secret = out.jar.get("luodi-mine");
    const ended = await out.ask("/mine/sign-out", { token: await out.token() });
    expect([ended.statusCode, out.jar.has("luodi-mine")]).toEqual([200, false]);
    // The provider says where its own sign-in is ended.
    expect(ended.body).toContain(`href="${provider.issuer}/session/end?client_id=citizens"`);
    out.jar.take(`luodi-mine=${secret}`);
    expect(await alive(out)).toBe(false);
  });

  test("under HTTPS is marked Secure and bound to the host", async () => {
    const origin = "https://luodi.example";
    const https = await startProvider({ citizens: `${origin}/mine/sign-in/back` });
    const at = await testServices(PARTS(), { citizenOidc: https.settingOf("citizens"), origin });
    const ask = (url: string, cookie = "") =>
      at.app.inject({ url, headers: { host: "luodi.example", cookie } });
    const begun = await ask("/mine/sign-in");
    const memory = [begun.headers["set-cookie"]].flat().join();
    expect(memory).toContain("; Path=/mine/sign-in; HttpOnly; SameSite=Lax; Max-Age=600; Secure");
    const back = await throughProvider(String(begun.headers.location), "卯", origin);
    const arrived = await ask(back, memory.split(";")[0]);
    expect([arrived.headers["set-cookie"]].flat().join("\n")).toMatch(
      /^__Host-luodi-mine=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/m,
    );
    await https.stop();
  });
});

describe.skipIf(!haveDatabase())("privacy", () => {
  test("another county, with the same provider, key and person, sees nothing, and its sessions open nothing here", async () => {
    const there = await testServices(
      PARTS(),
      { citizenOidc: provider.settingOf("citizens"), port: 8642, dataFolder: services.settings.dataFolder },
      "999902",
      services,
    );
    const [here, away] = [await new Browser().signIn("辰"), await new Browser(there).signIn("辰")];
    const { link } = await filed();
    await put(here, link);
    expect(await here.rows()).toHaveLength(1);
    expect(await away.rows()).toEqual([]);
    const moved = new Browser(there);
    moved.jar.take(`luodi-mine=${here.jar.get("luodi-mine")}`);
    expect((await moved.ask("/mine")).body).not.toContain("退出登录");
    expect((await moved.ask((await here.rows())[0]!.address)).statusCode).toBe(401);
    expect((await away.ask(`/r/${link}/list`, { token: await away.token(), put: "in" })).statusCode).toBe(
      404,
    );
  });

  test("the database holds no subject, no issuer and no secret; the tables have no column for more", async () => {
    const browser = await new Browser().signIn("subject-that-is-nowhere");
    await put(browser, (await filed()).link);
    await asSuperuser(services.store.superuserUrl, async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('services', 'jobs')",
      );
      let all = "";
      for (const { name } of tables) {
        const { rows } = await client.query(`SELECT row_to_json(r)::text AS row FROM ${name} r`);
        all += rows.map((each) => each.row).join("\n");
      }
      expect(all.length).toBeGreaterThan(1_000);
      for (const trace of ["subject-that-is-nowhere", provider.issuer, browser.jar.get("luodi-mine")!])
        expect(all.includes(trace), trace).toBe(false);
      const { rows: columns } = await client.query<{ name: string }>(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'services' AND table_name LIKE 'own\\_list%' ORDER BY 1`,
      );
      expect(columns.map((each) => each.name)).toEqual(
        [
          ...["own_list.owner", "own_list.signed_in_on", "own_list.tenant_id"],
          ...["number", "owner", "person", "since", "tenant_id"].map((name) => `own_list_entry.${name}`),
          ...["created_at", "digest", "expires_at", "owner", "seen_at", "tenant_id"].map(
            (name) => `own_list_session.${name}`,
          ),
        ].sort(),
      );
    });
  });

  test("no code but the list's own, merging, deletion and its rules names the tables", () => {
    const root = join(import.meta.dirname, "..", "..", "..");
    const files = execFileSync("git", ["ls-files", "core", "cli", "server", "web", "demo"], { cwd: root })
      .toString()
      .split("\n");
    const naming = files
      .filter((path) => /\.(ts|tsx|sql)$/.test(path) && !path.endsWith(".test.ts"))
      .filter((path) => /own_list/.test(readFileSync(join(root, path), "utf8")));
    expect(naming.sort()).toEqual([
      "server/services/migrations/2053-own-lists.sql",
      "server/services/own-list/own-list.store.ts",
      "server/services/requests/people.ts",
      "server/services/requests/requests.store.ts",
      "server/services/retention/retention.ts",
    ]);
  });

  test("forgetting deletes list and mark at once, on every device; the request lives on", async () => {
    const [phone, desk, other] = [
      await new Browser().signIn("巳"),
      await new Browser().signIn("巳"),
      await new Browser().signIn("午"),
    ];
    const { link, number } = await filed();
    await put(phone, link);
    await put(other, link);
    const { address } = (await phone.rows())[0]!;
    const unsure = await phone.ask("/mine/forget", { token: await phone.token() });
    expect([unsure.statusCode, unsure.body.includes("请先勾")]).toEqual([422, true]);
    expect(await phone.rows()).toHaveLength(1);
    const gone = await phone.ask("/mine/forget", { token: await phone.token(), sure: "on" });
    expect([gone.statusCode, phone.jar.has("luodi-mine")]).toEqual([200, false]);
    expect(gone.body).toContain("列表删掉了");
    for (const browser of [phone, desk]) expect((await browser.ask("/mine")).body).not.toContain("退出登录");
    expect((await desk.ask(address)).statusCode).toBe(401);
    expect((await new Browser().ask(`/r/${link}`)).statusCode).toBe(200);
    expect((await new Browser().ask(`/find?number=${number}`)).statusCode).toBe(200);
    expect(await other.rows()).toHaveLength(1);
    expect(await (await phone.signIn("巳")).rows()).toEqual([]);
  });

  test("a changed link ends what others did with it: the request leaves every list but the own", async () => {
    const [mine, thief] = [await new Browser().signIn("未"), await new Browser().signIn("申")];
    const renew = async (browser: Browser, link: string) => {
      const fresh = newLink();
      expect((await browser.ask(`/r/${link}/renew`, { fresh })).statusCode).toBe(303);
      return fresh;
    };
    const { link } = await filed();
    await put(mine, link);
    await put(thief, link);
    const stolen = (await thief.rows())[0]!.address;
    const second = await renew(mine, link);
    expect([(await mine.rows()).length, (await thief.rows()).length]).toEqual([1, 0]);
    expect((await thief.ask(stolen)).statusCode).toBe(404);
    // By somebody who is not signed in: out of all.
    await renew(new Browser(), second);
    expect(await mine.rows()).toEqual([]);
  });

  test("a row goes along when requests are merged, and goes when its person's data are deleted", async () => {
    const browser = await new Browser().signIn("酉");
    const [one, other] = [await filed("甲件"), await filed("乙件")];
    await put(browser, one.link);
    await act(one.number, { kind: "merge", by: { role: "dispatcher", body: "hotline" }, into: other.number });
    const [row] = await browser.rows();
    expect(row!.number).toBe(one.number);
    const page = await browser.ask(row!.address);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("甲件");
    expect(page.body).not.toContain("乙件");
    const person = (await own(one.link)).person;
    await act(other.number, { kind: "ask-deletion", by: { role: "citizen", person }, person });
    await closed(other.number);
    await act(other.number, { kind: "delete-personal-data", by: { role: "system" }, people: [person] });
    expect(await browser.rows()).toEqual([]);
    expect((await browser.ask(row!.address)).statusCode).toBe(404);
  });

  test("a list that nobody opens for two years is deleted with its rows, one that is opened stays", async () => {
    const at = await testServices(PARTS(), { citizenOidc: provider.settingOf("citizens"), port: 8642 });
    const kinds = retentionPart().jobs!(at);
    const queue = new JobQueue({ ...at, say: () => {}, kinds });
    const [idle, active] = [await new Browser(at).signIn("戌"), await new Browser(at).signIn("亥")];
    const { link } = await filed("久远", at);
    for (const browser of [idle, active])
      await browser.ask(`/r/${link}/list`, { token: await browser.token(), put: "in" });
    at.clock.at += 700 * DAY;
    await active.signIn("亥");
    at.clock.at += 40 * DAY;
    await queue.run();
    const counts = await at.requests.within((query) =>
      query(
        `SELECT (SELECT count(*)::int FROM services.own_list) AS lists, (SELECT count(*)::int FROM services.own_list_entry) AS entries,
           (SELECT count(*)::int FROM services.own_list_session) AS sessions`,
      ),
    );
    expect(counts).toEqual([{ lists: 1, entries: 1, sessions: 0 }]);
    expect((await active.signIn("亥").then((browser) => browser.rows())).length).toBe(1);
  });
});
