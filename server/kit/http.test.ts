// The web server at its border: who is refused, what a failure says and does not say, and the choice of text size.

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "./database/database.ts";
import { buildHttp, Refusal, sendHtml } from "./http.ts";
import { loggedError } from "./logged-error.ts";
import { readSettings } from "./settings.ts";

let app: FastifyInstance;
let databaseUp = true;
const database: Database = {
  within: () => Promise.reject(new Error("not used here")),
  alive: async () => databaseUp,
  close: async () => {},
};
const HOST = "127.0.0.1:8642";
const FAILURES: Record<string, Error> = {
  refusal: new Refusal(409, "test/closed", "已经办结。", "Closed already."),
  bug: new TypeError("secret words of a stack"),
  full: Object.assign(new Error("could not extend file"), { code: "53100" }),
  gone: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  starting: Object.assign(new Error("the database system is starting up"), { code: "57P03" }),
  cut: new Error("Connection terminated unexpectedly"),
  nul: Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: "22021" }),
  "nul-json": Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" }),
};

beforeAll(async () => {
  const settings = readSettings({ LUODI_DATA: "/tmp", LUODI_LOG: "silent" });
  const problem = ({ zh, message }: Refusal, typed: readonly string[]) =>
    `<h1>${zh}</h1><p>${message}</p>${typed.map((each) => `<q>${each}</q>`).join("")}`;
  app = await buildHttp(settings, database, { style: "a{}", largeStyle: "b{}", problem });
  app.get("/page", (_, reply) => sendHtml(reply, "<h1>x</h1>"));
  app.get("/fail/:how", (request) => {
    throw FAILURES[(request.params as { how: string }).how]!;
  });
  app.post("/do", async () => ({ done: true }));
  app.post("/refuse", () => {
    throw FAILURES.refusal!;
  });
  app.get("/named/:name", async () => ({ done: true }));
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: "GET", url, headers: { host: HOST, ...headers } });
const post = (headers: Record<string, string>) =>
  app.inject({ method: "POST", url: "/do", headers: { host: HOST, ...headers } });

describe("a failure", () => {
  test.each([
    ["refusal", 409, "已经办结。"],
    ["bug", 500, "系统出错了"],
    ["full", 507, "磁盘已满"],
    ["gone", 503, "请过一分钟再试"],
    ["starting", 503, "请过一分钟再试"],
    ["cut", 503, "请过一分钟再试"],
    ["nul", 422, "不能保存的字符"],
    ["nul-json", 422, "不能保存的字符"],
  ])("%s answers %i in words, as a problem and as a page", async (how, status, words) => {
    const problem = await get(`/fail/${how}`);
    expect(problem.statusCode).toBe(status);
    expect(problem.headers["content-type"]).toContain("application/problem+json");
    expect(problem.json()).toMatchObject({ status, detail: expect.stringContaining(words) });
    const page = await get(`/fail/${how}`, { accept: "text/html" });
    expect([page.statusCode, page.headers["content-type"]]).toEqual([status, "text/html; charset=utf-8"]);
    expect(page.body).toContain(words);
    expect(problem.headers["retry-after"]).toBe(status === 503 ? "60" : undefined);
    if (how !== "refusal") expect(problem.body + page.body).not.toContain(FAILURES[how]!.message);
  });

  test("of a form that another site sent shows none of its words", async () => {
    const { body, statusCode } = await app.inject({
      ...{ method: "POST", url: "/refuse", payload: "text=call-this-number" },
      headers: {
        ...{ host: HOST, accept: "text/html", origin: "https://elsewhere.example" },
        "content-type": "application/x-www-form-urlencoded",
      },
    });
    expect(statusCode).toBe(403);
    expect(body).toContain("<h1>");
    expect(body).not.toContain("call-this-number");
  });

  test("of a form gives back what was written in it, and no secret", async () => {
    const fields = { text: "十二月三日前把坑填平。", what1: "填坑", password: "a long secret", token: "abc" };
    const { body } = await app.inject({
      ...{ method: "POST", url: "/refuse", payload: new URLSearchParams(fields).toString() },
      headers: {
        ...{ host: HOST, accept: "text/html" },
        "content-type": "application/x-www-form-urlencoded",
      },
    });
    expect(body).toContain("<q>十二月三日前把坑填平。</q><q>填坑</q>");
    expect(body).not.toMatch(/secret|abc/);
  });

  test("of the person asking is named too: no page, too large, not understood", async () => {
    expect((await get("/nothing", { accept: "text/html" })).body).toContain("没有这个页面");
    const large = await app.inject({
      ...{ method: "POST", url: "/do", headers: { host: HOST, "content-type": "application/json" } },
      payload: JSON.stringify({ words: "x".repeat(70_000) }),
    });
    expect([large.statusCode, large.json().type]).toEqual([413, "urn:luodi:http/too-large"]);
    const broken = await app.inject({
      ...{ method: "POST", url: "/do", headers: { host: HOST, "content-type": "application/json" } },
      payload: "{",
    });
    expect(broken.statusCode).toBe(400);
  });
});

describe("what no database can keep", () => {
  const FORM = "application/x-www-form-urlencoded";
  const JSON_TYPE = "application/json";
  const send = (type: string, payload: string, url = "/do") =>
    app.inject({ method: "POST", url, headers: { host: HOST, "content-type": type }, payload });

  test("a NUL or half a character in a form, in JSON, in the address is refused in words", async () => {
    const answers = [
      await send(FORM, "words=%E8%B7%AF%00%E7%81%AF"),
      await send(FORM, "wo%00rds=1"),
      await send(FORM, "words=1&words=%00"),
      await send(JSON_TYPE, JSON.stringify({ asks: [{ said: { text: "路\u0000灯" } }] })),
      await send(JSON_TYPE, '{"text":"\\ud800"}'),
      await send(JSON_TYPE, '"\\u0000"'),
      await send(FORM, "words=1", "/do?from=%00"),
      await get("/named/a%00b"),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ type: "urn:luodi:http/text" });
      expect(answer.json().detail).toContain("不能保存的字符");
    }
  });

  test("every other text is taken, a picture's bytes and very deep JSON too", async () => {
    const deep = "[".repeat(15_000) + "]".repeat(15_000);
    for (const [type, payload] of [
      [FORM, "words=%E8%B7%AF%0D%0A%F0%A0%80%80%EF%BF%BD"],
      [JSON_TYPE, JSON.stringify({ text: "𠀀 👩‍🌾 \\u0000", none: null, count: 0 })],
      [JSON_TYPE, deep],
    ] as const)
      expect((await send(type, payload)).statusCode).toBe(200);
    expect((await get("/named/a%20b")).statusCode).toBe(200);
  });
});

describe("who is refused", () => {
  test("another host's name, wherever it stands", async () => {
    for (const host of ["evil.invalid", "127.0.0.1.evil.invalid", "localhost.evil.invalid:80"]) {
      expect((await get("/page", { host })).statusCode, host).toBe(421);
    }
    for (const host of ["localhost:1", "[::1]:8642", HOST]) {
      expect((await get("/page", { host })).statusCode, host).toBe(200);
    }
  });

  test("a form of another site; our own, with and without what new browsers add, is taken", async () => {
    const own = `http://${HOST}`;
    for (const headers of [
      { origin: "http://evil.invalid" },
      { origin: "null" },
      { origin: "http://127.0.0.1:9999" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: own },
    ]) {
      expect((await post(headers as Record<string, string>)).statusCode, JSON.stringify(headers)).toBe(403);
    }
    for (const headers of [{ origin: own }, { origin: own, "sec-fetch-site": "same-origin" }, {}]) {
      expect((await post(headers as Record<string, string>)).statusCode, JSON.stringify(headers)).toBe(200);
    }
  });

  test("whoever asks too often, with the time to wait", async () => {
    let last = await get("/page", {});
    for (let asked = 0; asked < 700 && last.statusCode === 200; asked++) {
      last = await app.inject({ url: "/page", headers: { host: HOST }, remoteAddress: "127.0.0.9" });
    }
    expect(last.statusCode).toBe(429);
    expect(last.json().detail).toContain("请求太多");
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  });
});

test("pages allow no script and no foreign content", async () => {
  const policy = String((await get("/page")).headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script|unsafe|https:|data:/);
});

test("health tells whether the database answers", async () => {
  expect((await get("/healthz")).statusCode).toBe(200);
  databaseUp = false;
  expect((await get("/healthz")).statusCode).toBe(503);
  databaseUp = true;
});

test("large text is a choice kept in a cookie, which brings back to the page and nowhere else", async () => {
  expect((await get("/style.css")).body).toBe("a{}");
  expect((await get("/style.css", { cookie: "x=1; luodi-size=large" })).body).toBe("a{}b{}");
  const chosen = await get("/size/large", { referer: `http://${HOST}/page?from=3` });
  expect([chosen.statusCode, chosen.headers.location]).toEqual([303, "/page?from=3"]);
  expect(chosen.headers["set-cookie"]).toContain("luodi-size=large");
  expect((await get("/size/standard")).headers["set-cookie"]).toContain("Max-Age=0");
  for (const referer of [
    "http://evil.invalid/x",
    `http://${HOST}//evil.invalid`,
    `http://${HOST}.evil.invalid/`,
    `http://${HOST}/size/large`,
  ]) {
    expect((await get("/size/large", { referer })).headers.location, referer).toBe("/");
  }
  expect((await get("/size/huge")).statusCode).toBe(404);
});

test("a log line names an error and its cause, and no row of the database", () => {
  const cause = Object.assign(new Error('null value in column "words"'), {
    code: "23502",
    detail: "Failing row contains (张无名, 13900000001).",
  });
  const line = JSON.stringify(loggedError(new Error("not kept", { cause })));
  for (const words of ["not kept", "null value in column"]) expect(line).toContain(words);
  expect(line).not.toContain("张无名");
  expect(loggedError(cause)).toMatchObject({ type: "Error", code: "23502" });
});
