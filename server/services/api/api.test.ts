// The API on a real PostgreSQL: a journey, answers that fit the document, and whatever is thrown at it: no 5xx, problems that say what.

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { testServices } from "../../../test/support/services.ts";
import { messagesPart } from "../messages/messages.part.ts";
import { apiPart } from "./api.part.ts";
import { openApi } from "./openapi.ts";

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<string, { description: string; content: Record<string, { schema: { $ref: string } }> }>;
}
interface Document {
  openapi: string;
  info: Record<string, unknown>;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}
const document = openApi("http://127.0.0.1:1") as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as { default: (to: Ajv2020) => void }).default?.(ajv) ??
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: "doc", components: document.components });
const fits = (name: string, value: unknown) => {
  const check = ajv.getSchema(`doc#/components/schemas/${name}`)!;
  expect(
    check(value),
    `${name}: ${JSON.stringify(check.errors?.slice(0, 3))} ${JSON.stringify(value).slice(0, 300)}`,
  ).toBe(true);
};

test("the document is OpenAPI 3.1: its schemas compile, its references lead somewhere, its paths name their parameters", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (each) => each[1]!,
  );
  for (const name of refs) expect(document.components.schemas[name], name).toBeDefined();
  for (const name of Object.keys(document.components.schemas))
    expect(ajv.getSchema(`doc#/components/schemas/${name}`), name).toBeDefined();
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((each) => each.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, operations] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((each) => each[1]);
    for (const { parameters = [], responses } of Object.values(operations)) {
      expect(parameters.filter((each) => each.in === "path").map((each) => each.name)).toEqual(named);
      expect(parameters.filter((each) => each.in === "path").every((each) => each.required)).toBe(true);
      for (const [status, { description }] of Object.entries(responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(description).not.toBe("");
      }
    }
  }
});

async function start() {
  const services = await testServices([messagesPart(), apiPart()]);
  const { app } = services;
  const send = async (
    method: "GET" | "POST",
    url: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      ...{ method, url },
      headers: {
        host: "localhost",
        ...(payload === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(payload === undefined
        ? {}
        : { payload: typeof payload === "string" ? payload : JSON.stringify(payload) }),
    });
    return {
      status: answer.statusCode,
      type: String(answer.headers["content-type"]),
      json: () => answer.json(),
      body: answer.body,
    };
  };
  return { ...services, send };
}

test.skipIf(!haveDatabase())(
  "a journey: filed once, followed, answered, judged, sent back; a number alone tells no words",
  async () => {
    const { send, requests } = await start();
    expect((await send("GET", "/api/v1/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
    const form = {
      text: "东街路灯不亮",
      asks: ["修好路灯"],
      contact: { phone: "13900000000" },
      wants: "text",
    };
    const once = { "idempotency-key": "k1" };
    const filed = await send("POST", "/api/v1/requests", form, once);
    expect(filed.status).toBe(201);
    fits("Filed", filed.json());
    const { number, link } = filed.json() as { number: string; link: string };
    const again = await send("POST", "/api/v1/requests", form, once);
    expect(again.json()).toMatchObject({ number });
    expect(again.json()).not.toHaveProperty("link");
    const other = await send("POST", "/api/v1/requests", { ...form, text: "别的事" }, once);
    expect([other.status, other.type.startsWith("application/problem+json")]).toEqual([409, true]);
    fits("Problem", other.json());

    const status = await send("GET", `/api/v1/requests/${number}`);
    fits("Status", status.json());
    expect(status.body).not.toContain("路灯");
    const early = await send("POST", `/api/v1/links/${link}/verdict`, { value: "solved" });
    expect(early.status).toBe(409);
    const roads = { role: "officer", body: "roads" } as const;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await requests.act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] });
    await requests.act(number, {
      ...{ kind: "reply", by: roads, asks: [{ ask: 1, as: "promised" }] },
      ...{ commitments: [{ ask: 1, who: "roads", by: "2026-06-11" }], said: { text: "11日前修好" } },
    });
    await requests.act(number, { kind: "close", by: roads, claim: "done" });
    const judged = await send("POST", `/api/v1/links/${link}/verdict`, { value: "not", reason: "还是黑的" });
    expect(judged.status).toBe(200);
    fits("Thread", judged.json());
    expect(judged.json()).toMatchObject({
      closed: false,
      bounces: 1,
      verdict: "not",
      promises: [{ by: "2026-06-11" }],
    });
    const parked = { kind: "park", by: roads, until: requests.now() + 9e8, said: { reason: "等" } } as const;
    await requests.act(number, parked);
    for (const act of [
      { kind: "resume" },
      { kind: "add", text: "补一句" },
      { kind: "choose", wants: "none", open: true },
      { kind: "want-call" },
      { kind: "answer-commitment", number: 1, answer: "not-done" },
      { kind: "complain", text: "网页太慢" },
      { kind: "ask-deletion" },
    ]) {
      const done = await send("POST", `/api/v1/links/${link}/acts`, act);
      expect([act.kind, done.status]).toEqual([act.kind, 200]);
      fits("Thread", done.json());
    }
    const thread = await send("GET", `/api/v1/links/${link}`);
    expect(thread.body).toContain("补一句");

    // Another person of the request sees neither the first one's words nor what is private.
    await requests.act(number, {
      kind: "choose",
      by: { role: "citizen", person: 0 },
      wants: "none",
      hideFrom: [],
      open: false,
    });
    const joined = await requests.act(number, {
      ...{ kind: "join", by: { role: "citizen" }, door: "web", wants: "none", hideFrom: [], open: false },
      said: { text: "我家门口也是" },
    });
    if ("refused" in joined) throw new Error(joined.code);
    const theirs = await send("GET", `/api/v1/links/${joined.link}`);
    fits("Thread", theirs.json());
    expect(theirs.body).toContain("我家门口也是");
    for (const words of ["补一句", "网页太慢", "东街路灯不亮"]) expect(theirs.body).not.toContain(words);
  },
);

test.skipIf(!haveDatabase())(
  "a form of another kind, a wrong type, half a character: each a problem that says what",
  async () => {
    const { send } = await start();
    const cases: readonly [unknown, number, Record<string, string>?][] = [
      ["text=a", 415, { "content-type": "application/x-www-form-urlencoded" }],
      ["{", 400],
      ["[]", 422],
      [{ text: "a\0b" }, 422],
      ['{"text":"\\ud800"}', 422],
      [{ text: "  " }, 422],
      [{ text: "a", extra: 1 }, 422],
      [{ text: "a", wants: "call" }, 422],
      [{ text: "a", __proto__: null, constructor: 1 }, 422],
      [{ text: "字".repeat(5_001) }, 422],
      ["x".repeat(70_000), 413],
    ];
    for (const [payload, status, headers] of cases) {
      const answer = await send("POST", "/api/v1/requests", payload, headers);
      expect([JSON.stringify(payload)?.slice(0, 40), answer.status]).toEqual([
        JSON.stringify(payload)?.slice(0, 40),
        status,
      ]);
      fits("Problem", answer.json());
    }
    expect((await send("POST", "/api/v1/requests", { text: "a" }, { "idempotency-key": "a b" })).status).toBe(
      422,
    );
  },
);

test.skipIf(!haveDatabase())(
  "whatever is thrown at it: no 5xx, every refusal a problem, every answer as the document says",
  async () => {
    const { send, app } = await start();
    const filed = (await send("POST", "/api/v1/requests", { text: "路灯" })).json() as {
      number: string;
      link: string;
    };
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.constantFrom("路灯", "\0", "\ud800", "'; DROP TABLE x; --", "%00", "../"),
    );
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text, fc.constantFrom(null, -1, 1e308, [], {}));
    const near = fc.record(
      {
        text,
        asks: fc.oneof(fc.array(text, { maxLength: 4 }), odd),
        place: odd,
        intent: fc.constantFrom("complain", "x"),
        matter: text,
        ...{
          wants: fc.constantFrom("text", "none", "?"),
          contact: fc.oneof(fc.record({ phone: text, email: text, name: text }, { requiredKeys: [] }), odd),
        },
        ...{
          hideFrom: odd,
          open: odd,
          kind: fc.constantFrom("add", "choose", "want-call", "complain", "answer-commitment", "file"),
          value: fc.constantFrom("solved", "not", "?"),
        },
        ...{ number: odd, answer: fc.constantFrom("done", "?"), reason: odd },
      },
      { requiredKeys: [] },
    );
    const segment = fc.oneof(
      fc.constantFrom(filed.number, filed.link, "12345678", "../../etc", "%00", "%ff", "%ud800"),
      text.map(encodeSafe),
    );
    const path = fc.oneof(
      // Often a right address, so that what is right is also done.
      { arbitrary: fc.constantFrom("/api/v1/requests", `/api/v1/links/${filed.link}/acts`), weight: 4 },
      segment.map((each) => `/api/v1/requests/${each}`),
      fc
        .tuple(
          segment,
          fc.constantFrom("", "/acts", "/verdict", "?before=-1", "?before=99999999999", "?before=1&before=2"),
        )
        .map((each) => `/api/v1/links/${each.join("")}`),
      fc.constantFrom("/acts", "/verdict").map((each) => `/api/v1/links/${filed.link}${each}`),
    );
    const headers = fc.record(
      {
        "idempotency-key": fc.constantFrom("k", "a b", "x".repeat(300)),
        accept: fc.constantFrom("*/*", "application/json"),
      },
      { requiredKeys: [] },
    );
    // Half of what comes in is right, so that odd words also get as far as the database.
    const fine = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((each) => `路灯${each}`);
    const right = fc.oneof(
      fc.record({ text: fine, asks: fc.array(fine, { maxLength: 3 }), open: fc.boolean() }),
      fc.record({ kind: fc.constantFrom("add", "complain"), text: fine }),
      fc.record({ kind: fc.constantFrom("want-call", "ask-deletion") }),
    );
    let refused = 0;
    let done = 0;
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.oneof(near, odd, right, right),
        fc.boolean(),
        headers,
        async (url, payload, get, more) => {
          // Each from an address of its own, so that the limits do not answer for the routes.
          const answer = await app.inject({
            ...{
              method: get ? "GET" : "POST",
              url,
              remoteAddress: `10.${done & 255}.${(refused >> 8) & 255}.${refused & 255}`,
            },
            headers: { host: "localhost", ...more, ...(get ? {} : { "content-type": "application/json" }) },
            ...(get ? {} : { payload: JSON.stringify(payload) ?? "" }),
          });
          expect(answer.statusCode, `${url} ${JSON.stringify(payload)} ${answer.body}`).toBeLessThan(500);
          expect(answer.body).not.toMatch(/\bat \S+ \(|node_modules/);
          if (answer.statusCode >= 400) {
            refused += 1;
            expect(String(answer.headers["content-type"])).toContain("application/problem+json");
            fits("Problem", answer.json());
          } else {
            done += 1;
            fits(
              answer.statusCode === 201 ? "Filed" : url.includes("/links/") ? "Thread" : "Status",
              answer.json(),
            );
          }
        },
      ),
      { numRuns: 800 },
    );
    expect(Math.min(done, refused)).toBeGreaterThan(10);
  },
);

function encodeSafe(text: string): string {
  try {
    return encodeURIComponent(text).slice(0, 90);
  } catch {
    return "%00";
  }
}
