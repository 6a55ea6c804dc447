// Every statement that pages, doors and background jobs send on a filled database: none reads a large table from end to end.

import pg from "pg";
import { expect, test, vi } from "vitest";
import { fill } from "../bench/server/fill.ts";
import { JobQueue } from "../server/kit/jobs/queue.ts";
import { callbacksPart } from "../server/services/callbacks/callbacks.part.ts";
import { citizensPart } from "../server/services/citizens/citizens.part.ts";
import { counterPart } from "../server/services/counter/counter.part.ts";
import { deskPart } from "../server/services/desk/desk.part.ts";
import { dispatchPart } from "../server/services/dispatch/dispatch.part.ts";
import { figuresPart } from "../server/services/figures/figures.part.ts";
import { jobsPart } from "../server/services/jobs/jobs.part.ts";
import { open311Part } from "../server/services/open311/open311.part.ts";
import { ownListPart } from "../server/services/own-list/own-list.part.ts";
import { LIST_SESSIONS, openList } from "../server/services/own-list/own-list.store.ts";
import { digestOf, newLink } from "../server/services/requests/secrets.ts";
import { retentionPart } from "../server/services/retention/retention.part.ts";
import { formTokenOf } from "../server/services/sign-in/sessions.ts";
import { asSuperuser, haveDatabase } from "./support/database.ts";
import { asOfficer, TEST_TENANT, type TestServices, testServices } from "./support/services.ts";

const COUNT = 6_000;
/** Tables that have a row or more for each request. */
const LARGE: ReadonlySet<string> = new Set([
  ...["request", "step", "link", "own_number", "contact", "holding", "promise", "figure_row", "public_words"],
  ...[
    "public_token",
    "outbox",
    "note",
    "command_key",
    "photo",
    "pending_leaf",
    "ledger_leaf",
    "sealed_actor",
    "own_list_entry",
  ],
]);

/** So many rows in the other large tables as a year leaves, and bodies that hold a share each: what is empty is read in any way. */
const GROWN = [
  `INSERT INTO services.own_number SELECT tenant_id, lpad((100000 + row_number() OVER ())::text, 8, '9'), number, 9 FROM services.request`,
  `INSERT INTO services.contact (tenant_id, number, person, phone) SELECT tenant_id, number, 9, '139' || number FROM services.request`,
  `INSERT INTO services.command_key SELECT tenant_id, 'grown' || number, number, '\\x00', 0, 1, filed_at FROM services.request`,
  `INSERT INTO services.photo (tenant_id, photo_id, number, bytes, width, height, added_at)
     SELECT tenant_id, gen_random_uuid(), number, 1, 1, 1, filed_at FROM services.request`,
  `INSERT INTO services.outbox (tenant_id, once, channel, recipient, words, number, created_at, not_before, state)
     SELECT tenant_id, 'grown' || number, 'sms', 'x', 'x', number, filed_at, filed_at, 'sent' FROM services.request`,
  `INSERT INTO services.note (tenant_id, once, kind, number, body_id, due_at, at)
     SELECT tenant_id, 'grown' || number, 'woken', number, 'body' || right(number, 2), 0, filed_at FROM services.request`,
  `INSERT INTO services.public_words (tenant_id, number, filed_at, words, place)
     SELECT tenant_id, number, filed_at, 'x', 'y' FROM services.request ON CONFLICT DO NOTHING`,
  `INSERT INTO services.public_token SELECT tenant_id, 'token' || right(number, 2), filed_at, number FROM services.request`,
  `INSERT INTO services.own_list_entry (tenant_id, owner, number, person, since)
     SELECT tenant_id, decode(repeat('0' || right(number, 1), 32), 'hex'), number, 0, filed_at FROM services.request ON CONFLICT DO NOTHING`,
  `UPDATE services.holding SET body_id = 'body' || right(number, 2) WHERE number NOT LIKE '1%'`,
  "ANALYZE",
];

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
}

/** What reads a large table whole: without an index, or along one by nothing but the tenant and not only as far as a page goes. */
function wholeReads(plan: Plan, cut = false, table = ""): string[] {
  const relation = plan["Relation Name"] ?? table;
  const type = plan["Node Type"];
  const found: string[] = [];
  if (LARGE.has(relation) && type === "Seq Scan") found.push(`${relation} without an index`);
  if (LARGE.has(relation) && /^(?:Bitmap )?Index/.test(type)) {
    const beyond = (plan["Index Cond"] ?? "").replace(
      /\((?:\w+\.)?tenant_id = [^()]*(?:\([^()]*\)[^()]*)*\)/g,
      "",
    );
    if (!/\w{2}/.test(beyond.replaceAll("AND", "")) && !cut)
      found.push(`${relation} all along ${plan["Index Name"]}`);
  }
  // A sort, a hash or a sum takes in everything before it gives out the first row.
  const stays = cut && !/^(?:Sort|Hash|Aggregate|Unique|Materialize|Bitmap Heap Scan)/.test(type);
  for (const child of plan.Plans ?? [])
    found.push(...wholeReads(child, type === "Limit" || stays, plan["Relation Name"] ?? ""));
  return found;
}

async function explained(
  services: TestServices,
  text: string,
  values: readonly unknown[],
): Promise<string[]> {
  const role = /\bjobs\.job\b/.test(text) ? "luodi_jobs" : "luodi_services";
  return services.database.within(role, TEST_TENANT, async (query) => {
    // On a million rows no sane plan would; on six thousand it might.
    await query("SET LOCAL enable_seqscan = off");
    const [row] = await query<{ "QUERY PLAN": { Plan: Plan }[] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
    return wholeReads(row!["QUERY PLAN"][0]!.Plan);
  });
}

test.skipIf(!haveDatabase())(
  "no statement reads a large table from end to end",
  { timeout: 120_000 },
  async () => {
    const parts = [
      ...[citizensPart(), open311Part(), jobsPart(), retentionPart(), figuresPart(), callbacksPart()],
      ...[deskPart(), dispatchPart(), counterPart(), ownListPart()],
    ];
    const services = await testServices(parts, {
      open311: { charset: true, key: "plans-api-key" },
      citizenOidc: { issuer: "http://127.0.0.1:9", clientId: "plans", clientSecret: "never asked" },
    });
    const { app, clock, database, tenant, store } = services;
    const open = await fill(store.superuserUrl, tenant, COUNT, clock.at, () => {});
    await asSuperuser(store.superuserUrl, async (client) => {
      await client.query("UPDATE services.request SET public = true WHERE number < '3'");
      await client.query("ANALYZE");
    });
    const sent = new Map<string, readonly unknown[]>();
    const query = pg.Client.prototype.query;
    const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [text, values] = args;
      if (typeof text === "string" && /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)/.test(text))
        sent.set(text, (values as unknown[]) ?? []);
      return (query as (...all: unknown[]) => unknown).apply(this, args);
    } as typeof query);
    try {
      const headers = { host: "localhost", accept: "text/html" };
      const get = (url: string, more = {}) => app.inject({ url, headers: { ...headers, ...more } });
      const filed = await services.requests.file(
        {
          ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
          ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: true },
          said: { text: "柳河镇南桥路面有坑", place: "南桥" },
        },
        { contact: { phone: "13900000000" }, key: "plans" },
      );
      if ("refused" in filed) throw new Error(filed.code);
      const { number, link } = filed;
      for (const url of [
        ...[`/public/${number}`, `/find?number=${number}`, `/r/${link}`, "/public", "/public?words=南桥"],
        ...["/public?after=1780000000000-12345678", "/figures", "/figures/2026-04"],
      ])
        expect((await get(encodeURI(url))).statusCode, url).toBeLessThan(405);
      const [secret, owner] = ["a-secret-of-the-test", Buffer.alloc(32)];
      await services.requests.within(async (query) => {
        for (let each = 0; each < 10; each += 1)
          await openList(query, tenant, Buffer.alloc(32, each), "2026-06-01");
        const session = { digest: digestOf(secret), owner, at: clock.at, expires: clock.at + 60_000 };
        await LIST_SESSIONS.insert(query, tenant, session);
      });
      const cookie = { cookie: `luodi-mine=${secret}` };
      const token = formTokenOf(secret);
      const post = (url: string, fields: Record<string, string>) =>
        app.inject({
          ...{ method: "POST", url, payload: new URLSearchParams(fields).toString() },
          headers: { ...headers, ...cookie, "content-type": "application/x-www-form-urlencoded" },
        });
      for (const put of ["in", "out", "in"])
        expect((await post(`/r/${link}/list`, { token, put })).statusCode).toBe(303);
      const list = await get("/mine", cookie);
      const address = /href="(\/r\/\d+-[^"]+)"/.exec(list.body)![1]!;
      for (const url of [address, "/mine?after=1780000000000-12345678-0"])
        expect((await get(url, cookie)).statusCode, url).toBe(200);
      expect((await post(`${address}/renew`, { fresh: newLink() })).statusCode).toBe(303);
      const staff = asOfficer({ roles: ["officer", "operator", "dispatcher", "coordinator"] });
      for (const url of [
        ...["/desk", `/desk/${open[0]}`, "/desk/promises", "/dispatch", "/coordinate", "/notes", "/counter"],
        ...["/counter?q=13900000000", `/counter/${open[0]}`, "/calls"],
      ])
        await get(url, staff);
      const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
      const common = "api_key=plans-api-key";
      for (const [url, payload] of [
        ["/open311/v2/requests.json", `${common}&service_code=road&description=x&address_string=y`],
        [
          "/open311/v2/servicerequestupdates.json",
          `${common}&service_request_id=${open[1]}&description=${encodeURIComponent("还没来")}`,
        ],
      ] as const) {
        const answer = await app.inject({ method: "POST", url, headers: form, payload });
        expect(answer.statusCode, answer.body).toBe(201);
      }
      for (const url of ["/open311/v2/requests.json", "/open311/v2/requests.json?status=open&page=2"])
        expect((await get(url)).statusCode).toBe(200);
      const kinds = parts.flatMap((part) => part.jobs?.(services) ?? []);
      const said: string[] = [];
      const queue = new JobQueue({ database, tenant, clock, say: (line) => said.push(line), kinds });
      const round = queue.run();
      // The review of six thousand goes on; what it sends it has sent in its first slices.
      await vi.waitFor(
        () => expect([...sent.keys()].join("\n")).toContain("INSERT INTO services.note"),
        60_000,
      );
      await queue.stop();
      await round;
      expect(said.filter((line) => line.includes("failed"))).toEqual([]);
    } finally {
      spy.mockRestore();
    }
    expect(sent.size).toBeGreaterThan(60);
    await asSuperuser(store.superuserUrl, async (client) => {
      for (const text of GROWN) await client.query(text);
    });
    const found: string[] = [];
    for (const [text, values] of sent) {
      for (const each of await explained(services, text, values)) found.push(`${each}: ${text}`);
    }
    expect(found).toEqual([]);
    // The control: what no index serves, and what one serves by the tenant alone, are both found.
    for (const text of [
      "SELECT number FROM services.request WHERE tenant_id = $1 AND bounces > 2 ORDER BY number",
      "SELECT number FROM services.step WHERE tenant_id = $1 AND words ->> 'text' = 'x' ORDER BY at LIMIT 5",
    ])
      expect(await explained(services, text, [tenant]), text).not.toEqual([]);
  },
);
