// GeoReport v2 on a real database: each call in JSON and XML against schemas written from the specification, recorded as pairs.

import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { open311Part } from "./open311.part.ts";

const KEY = "test-key-311";
const ajv = new Ajv({ strict: false, coerceTypes: false });
addFormats.default(ajv);

/** From http://wiki.open311.org/GeoReport_v2: names, required fields and types of each answer. */
const text = { type: "string" };
const time = { type: "string", format: "date-time" };
const number = { type: "number" };
const nullable = (type: string) => ({ type: [type, "null"] });
const record = (properties: Record<string, object>, required: string[]) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: "array", items });
const SCHEMAS = {
  discovery: record(
    {
      changeset: time,
      contact: text,
      key_service: text,
      endpoints: {
        ...list(
          record(
            {
              specification: text,
              url: text,
              changeset: time,
              type: { enum: ["production", "test"] },
              formats: list(text),
            },
            ["specification", "url", "changeset", "type", "formats"],
          ),
        ),
        minItems: 1,
      },
    },
    ["changeset", "contact", "key_service", "endpoints"],
  ),
  services: list(
    record(
      {
        ...{ service_code: text, service_name: text, description: text, keywords: text, group: text },
        metadata: { type: "boolean" },
        type: { enum: ["realtime", "batch", "blackbox"] },
      },
      ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"],
    ),
  ),
  definition: record(
    {
      service_code: text,
      attributes: list(
        record(
          {
            ...{ variable: { type: "boolean" }, code: text, required: { type: "boolean" }, order: number },
            datatype: { enum: ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"] },
            ...{ datatype_description: text, description: text },
            values: list(record({ key: text, name: text }, ["key", "name"])),
          },
          ["variable", "code", "datatype", "required", "datatype_description", "order", "description"],
        ),
      ),
    },
    ["service_code", "attributes"],
  ),
  requests: list(
    record(
      {
        ...{
          service_request_id: text,
          status: { enum: ["open", "closed"] },
          status_notes: text,
          service_name: text,
        },
        ...{ service_code: text, description: text, agency_responsible: text, service_notice: text },
        ...{
          requested_datetime: time,
          updated_datetime: time,
          expected_datetime: time,
          address: text,
          address_id: text,
        },
        ...{ zipcode: text, lat: number, long: number, media_url: text },
      },
      ["service_request_id", "status", "requested_datetime", "updated_datetime"],
    ),
  ),
  created: {
    ...list(
      record({ service_request_id: text, service_notice: text, account_id: nullable("string") }, [
        "service_request_id",
      ]),
    ),
    minItems: 1,
    maxItems: 1,
  },
  token: list(record({ service_request_id: text, token: text }, ["service_request_id", "token"])),
  errors: { ...list(record({ code: number, description: text }, ["code", "description"])), minItems: 1 },
  updates: list(
    record(
      {
        ...{
          update_id: text,
          service_request_id: text,
          status: { enum: ["open", "closed"] },
          updated_datetime: time,
        },
        ...{ description: text, media_url: text },
      },
      ["update_id", "service_request_id", "status", "updated_datetime", "description"],
    ),
  ),
};
const ROOTS: Record<keyof typeof SCHEMAS, string> = {
  ...{
    discovery: "discovery",
    services: "services",
    definition: "service_definition",
    requests: "service_requests",
  },
  ...{
    created: "service_requests",
    token: "service_requests",
    errors: "errors",
    updates: "service_request_updates",
  },
};

type Node = { name: string; text: string; nodes: Node[] };

function parseXml(xml: string): Node {
  expect(xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true);
  const root: Node = { name: "", text: "", nodes: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    const node = { name, text: "", nodes: [] };
    open.at(-1)!.nodes.push(node);
    open.push(node);
  });
  parser.on("text", (words) => {
    open.at(-1)!.text += words;
  });
  parser.on("closetag", () => open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return root.nodes[0]!;
}

/** An XML answer as the JSON one would be, by its schema: the two must say the same. */
function likeJson(
  node: Node,
  schema: { type?: unknown; items?: object; properties?: Record<string, object>; enum?: unknown },
): unknown {
  if (schema.type === "array") return node.nodes.map((each) => likeJson(each, schema.items!));
  if (schema.type === "object")
    return Object.fromEntries(
      node.nodes.map((each) => [each.name, likeJson(each, schema.properties?.[each.name] ?? {})]),
    );
  if (schema.type === "number") return Number(node.text);
  if (schema.type === "boolean") return node.text === "true";
  if (Array.isArray(schema.type) && node.text === "") return null;
  return node.text;
}

/** The same call in both formats: each is valid, and both say the same. */
async function both(
  { app }: TestServices,
  kind: keyof typeof SCHEMAS,
  path: string,
  status: number,
  form?: Record<string, string>,
): Promise<{ json: Record<string, string>[]; recorded: string }> {
  const answers: unknown[] = [];
  let recorded = "";
  for (const format of ["json", "xml"] as const) {
    const url = `/open311/v2/${path.replace("{}", format)}`;
    const response = await app.inject({
      ...{ url, method: form === undefined ? "GET" : "POST" },
      headers: {
        host: "localhost",
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
    });
    expect(response.statusCode, `${url}: ${response.body}`).toBe(status);
    expect(response.headers["content-type"]).toBe(
      `${format === "xml" ? "text/xml" : "application/json"}; charset=utf-8`,
    );
    const schema = SCHEMAS[kind];
    const parsed = format === "json" ? JSON.parse(response.body) : parseXml(response.body);
    if (format === "xml") expect((parsed as Node).name).toBe(ROOTS[kind]);
    const body = format === "json" ? parsed : likeJson(parsed as Node, schema);
    expect(ajv.validate(schema, body), `${url}: ${ajv.errorsText()} ${response.body}`).toBe(true);
    answers.push(body);
    recorded += `${form === undefined ? "GET" : "POST"} ${url}${form === undefined ? "" : `\n${new URLSearchParams(form)}`}\n${status}\n${response.body}\n`;
  }
  if (form === undefined) expect(answers[1]).toEqual(answers[0]);
  return { json: answers[0] as Record<string, string>[], recorded };
}

const start = () => testServices([open311Part()], { open311: { charset: true, key: KEY } });
const filing = (more: Record<string, string> = {}) => ({
  ...{ api_key: KEY, service_code: "street-light", description: "路灯 <3盏> 不亮 & 很黑，电话13900000000" },
  ...{ lat: "29.123456", long: "119.654321", address_string: "桃花村口", phone: "139 0000 0000" },
  ...more,
});

test.skipIf(!haveDatabase())("discovery, services and definitions", async () => {
  const world = await start();
  await both(world, "discovery", "discovery.{}", 200);
  const { json } = await both(world, "services", "services.{}", 200);
  for (const { service_code } of json) await both(world, "definition", `services/${service_code}.{}`, 200);
  await both(world, "errors", "services/no-such.{}", 404);
});

test.skipIf(!haveDatabase())(
  "a filing is created, found by its number, by list and by its token",
  async () => {
    const world = await start();
    const created = await both(world, "created", "requests.{}", 201, filing({ "attribute[public]": "yes" }));
    const { service_request_id: id, service_notice } = created.json[0]!;
    const one = await both(world, "requests", `requests/${id}.{}`, 200);
    expect(one.json).toMatchObject([
      { status: "open", service_code: "street-light", lat: 29.123, long: 119.654 },
    ]);
    expect(JSON.stringify(one.json)).not.toContain("13900000000");
    expect(
      (await both(world, "requests", "requests.{}?status=open&service_code=street-light", 200)).json,
    ).toHaveLength(2);
    expect((await both(world, "requests", "requests.{}?status=closed", 200)).json).toEqual([]);
    const link = /\/r\/(\S+)$/.exec(service_notice!)![1];
    expect((await both(world, "token", `tokens/${link}.{}`, 200)).json).toEqual([
      { service_request_id: id, token: link },
    ]);
    expect((await both(world, "updates", "servicerequestupdates.{}", 200)).json).toHaveLength(2);
  },
);

test.skipIf(!haveDatabase())("each call stands recorded with its answer", async () => {
  const world = await start();
  const pairs: string[] = [];
  const call = async (...args: [keyof typeof SCHEMAS, string, number, Record<string, string>?]) => {
    const done = await both(world, ...args);
    pairs.push(done.recorded);
    return done.json;
  };
  await call("discovery", "discovery.{}", 200);
  await call("definition", "services/water.{}", 200);
  const [created] = await call("created", "requests.{}", 201, filing({ "attribute[public]": "yes" }));
  await call("requests", "requests.{}", 200);
  await call("requests", `requests/${created!.service_request_id}.{}`, 200);
  await call("token", `tokens/${/\/r\/(\S+)$/.exec(created!.service_notice!)![1]}.{}`, 200);
  await call("updates", "servicerequestupdates.{}", 200);
  await call("errors", "requests.{}", 400, filing({ service_code: "" }));
  // Numbers, links and the order of filings of one instant are chance; each keeps one name.
  const named = pairs
    .join("\n")
    .replace(/\b[2-9]\d{7}\b/g, "NUMBER")
    .replace(/(?<=\/r\/|tokens\/|"token":"|<token>)[2-9a-z]{27}/g, "LINK");
  await expect(named).toMatchFileSnapshot("recorded.txt");
});

test.skipIf(!haveDatabase())(
  "without consent only status and dates are shown, and no kind of matter is found",
  async () => {
    const world = await start();
    const created = await both(world, "created", "requests.{}", 201, filing());
    const id = created.json[0]!.service_request_id;
    const shown = (await both(world, "requests", `requests/${id}.{}`, 200)).json[0]!;
    expect(Object.keys(shown).sort()).toEqual(
      ["expected_datetime", "requested_datetime", "service_request_id", "status", "updated_datetime"].sort(),
    );
    expect((await both(world, "requests", "requests.{}?service_code=street-light", 200)).json).toEqual([]);
  },
);

test.skipIf(!haveDatabase())("what is wrong is said in the specification's words", async () => {
  const world = await start();
  await both(world, "errors", "requests.{}", 403, filing({ api_key: "" }));
  await both(world, "errors", "requests.{}", 403, filing({ api_key: "wrong" }));
  await both(world, "errors", "requests.{}", 400, filing({ service_code: "" }));
  await both(world, "errors", "requests.{}", 400, filing({ service_code: "none" }));
  await both(world, "errors", "requests.{}", 400, filing({ lat: "", long: "", address_string: "" }));
  await both(world, "errors", "requests.{}", 400, filing({ lat: "91" }));
  await both(world, "errors", "requests.{}", 400, filing({ description: " " }));
  await both(world, "errors", "requests.{}", 404, filing({ jurisdiction_id: "elsewhere" }));
  await both(world, "errors", "requests/12345678.{}", 404);
  await both(
    world,
    "errors",
    "requests.{}?start_date=2026-01-01T00:00:00Z&end_date=2026-05-01T00:00:00Z",
    400,
  );
  await both(world, "errors", "requests.{}?status=done", 400);
  await both(world, "errors", "tokens/none.{}", 404);
  for (const wrong of [
    "start_date=May",
    "start_date=2026-02-01&end_date=2026-01-01",
    "page=0",
    "page_size=x",
  ])
    await both(world, "errors", `requests.{}?${wrong}`, 400);
  for (const wrong of [
    { "attribute[wants]": "fax" },
    { "attribute[public]": "maybe" },
    { "attribute[asks]": "修灯\n".repeat(21) },
    { lat: " ", long: "119" },
    { lat: "0x10" },
    { description: "长".repeat(5001) },
    { media_url: `https://a.example/${"b".repeat(500)}` },
    { phone: "1".repeat(41) },
  ] as Record<string, string>[])
    await both(world, "errors", "requests.{}", 400, filing(wrong));
  const { json } = await both(world, "errors", "requests.{}", 400, filing({ service_code: "", lat: "91" }));
  expect(json.map((each) => each.description)).toEqual([
    "service_code was not provided",
    "lat and long are WGS84 degrees",
  ]);
  const nothing = await world.app.inject({ url: "/open311/v2/requests", headers: { host: "localhost" } });
  expect(nothing.statusCode).toBe(404);
});

test.skipIf(!haveDatabase())("what cannot be read at all is answered in the asked format too", async () => {
  const world = await start();
  for (const [type, payload, status] of [
    ["application/json", "{", 400],
    ["text/csv", "a,b", 415],
    ["application/x-www-form-urlencoded", `description=${"a".repeat(70_000)}`, 413],
    ["application/x-www-form-urlencoded", `${new URLSearchParams(filing())}&description=%00`, 422],
  ] as const) {
    const post = (format: string) =>
      world.app.inject({
        ...{ url: `/open311/v2/requests.${format}`, method: "POST", payload },
        headers: { host: "localhost", "content-type": type },
      });
    const [json, xml] = [await post("json"), await post("xml")];
    expect([json.statusCode, xml.statusCode], type).toEqual([status, status]);
    expect(ajv.validate(SCHEMAS.errors, json.json()), json.body).toBe(true);
    expect(parseXml(xml.body)).toMatchObject({ name: "errors", nodes: [{ name: "error" }] });
  }
});

test.skipIf(!haveDatabase())("pages, days without a zone, and updates of a span of time", async () => {
  const world = await start();
  const numbers: string[] = [];
  for (let count = 0; count < 3; count++) {
    const [created] = (await both(world, "created", "requests.{}", 201, filing())).json;
    numbers.push(created!.service_request_id!);
    world.clock.at += 3_600_000;
  }
  const paged: string[] = [];
  for (const page of [1, 2, 3, 4]) {
    const { json } = await both(world, "requests", `requests.{}?page_size=2&page=${page}`, 200);
    paged.push(...json.map((each) => each.service_request_id!));
  }
  expect(new Set(paged).size).toBe(6);
  expect(paged).toHaveLength(6);
  const count = async (path: string) =>
    (await world.app.inject({ url: `/open311/v2/${path}`, headers: { host: "localhost" } })).json().length;
  // The first two are of 10 o'clock in Beijing, the next of 11.
  expect(await count("requests.json?end_date=2026-06-01T10:30:00")).toBe(2);
  expect(await count("requests.json?end_date=2026-06-01T11:30:00+08:00")).toBe(4);
  expect(await count("requests.json?start_date=2026-06-01T02:30:00Z")).toBe(4);
  expect(await count("requests.json?start_date=2026-06-02")).toBe(0);
  expect(await count("requests.json?service_request_id=&status=open")).toBe(6);
  const text = "井盖也坏了";
  await world.app.inject({
    ...{ url: "/open311/v2/servicerequestupdates.json", method: "POST" },
    payload: { api_key: KEY, service_request_id: numbers[0], description: text },
    headers: { host: "localhost" },
  });
  const early = "servicerequestupdates.json?start_date=2026-06-01T01:30:00Z&end_date=2026-06-01T02:30:00Z";
  expect(await count(early)).toBe(2);
  expect(await count("servicerequestupdates.json?start_date=2026-06-01T04:30:00Z")).toBe(0);
});

test.skipIf(!haveDatabase())(
  "updates of more requests than a page holds are on the next pages, each once",
  async () => {
    const { app } = await start();
    const send = async (method: "GET" | "POST", url: string, payload?: Record<string, string>) => {
      const options = { method, url: `/open311/v2/${url}`, headers: { host: "localhost" } } as const;
      return (await app.inject(payload === undefined ? options : { ...options, payload })).json();
    };
    const filed: string[] = [];
    for (let count = 0; count < 203; count++)
      filed.push((await send("POST", "requests.json", filing()))[0].service_request_id);
    const pages: string[][] = [];
    for (const page of [1, 2, 3]) {
      const updates = await send("GET", `servicerequestupdates.json?page_size=1000&page=${page}`);
      pages.push(updates.map((each: { service_request_id: string }) => each.service_request_id));
    }
    expect(pages.map((each) => each.length)).toEqual([200, 3, 0]);
    expect(pages.flat().sort()).toEqual(filed.sort());
  },
);

test.skipIf(!haveDatabase())(
  "an idempotency key files once; a token gives the citizen's verdict",
  async () => {
    const world = await start();
    const post = (path: string, form: Record<string, string>) =>
      world.app.inject({
        ...{ url: `/open311/v2/${path}`, method: "POST", payload: new URLSearchParams(form).toString() },
        headers: {
          host: "localhost",
          "content-type": "application/x-www-form-urlencoded",
          "idempotency-key": "k1",
        },
      });
    const [first] = (await post("requests.json", filing())).json();
    const [again] = (await post("requests.json", filing())).json();
    expect(again.service_request_id).toBe(first.service_request_id);
    const link = /\/r\/(\S+)$/.exec(first.service_notice)![1]!;
    const id = first.service_request_id;
    const early = await post(`verdicts/${id}.json`, { token: link, verdict: "solved" });
    expect(early.statusCode).toBe(400);
    const roads = { role: "officer", body: "roads" } as const;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    const { requests } = world;
    await requests.act(id, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await requests.act(id, { kind: "acknowledge", by: roads, asks: [1] });
    await requests.act(id, {
      kind: "reply",
      by: roads,
      asks: [{ ask: 1, as: "answered" }],
      commitments: [],
      said: { text: "已换。" },
    });
    expect((await post(`verdicts/${id}.json`, { token: "x", verdict: "solved" })).statusCode).toBe(403);
    const given = await post(`verdicts/${id}.json`, { token: link, verdict: "not" });
    expect(given.json()).toMatchObject({ verdicts: [{ verdict: "not" }] });
  },
);

test.skipIf(!haveDatabase())("content types come without a charset where the setting says so", async () => {
  const world = await testServices([open311Part()], { open311: { charset: false } });
  for (const [format, type] of [
    ["json", "application/json"],
    ["xml", "text/xml"],
  ]) {
    const response = await world.app.inject({
      url: `/open311/v2/services.${format}`,
      headers: { host: "localhost" },
    });
    expect(response.headers["content-type"]).toBe(type);
  }
});
