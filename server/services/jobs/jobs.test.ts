// The platform's clocks on a real PostgreSQL: who is told of what, on which day, once; and what wakes by itself.

import { expect, test } from "vitest";
import { shippedPacks } from "../../../cli/packs.ts";
import type { Acting, Command } from "../../../core/domain/request/steps.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, testServices } from "../../../test/support/services.ts";
import type { Database } from "../../kit/database/database.ts";
import { type JobKind, JobQueue } from "../../kit/jobs/queue.ts";
import { latestMessages } from "../messages/outbox.store.ts";
import { Requests } from "../requests/requests.ts";
import { clockAlarms } from "./clock-alarms.ts";
import { jobsPart } from "./jobs.part.ts";
import { newsFor } from "./news.ts";
import { addNotes } from "./notes.store.ts";

const DAY = 86_400_000;
const roads: Acting = { role: "officer", body: "roads" };

async function start() {
  const part = jobsPart();
  const services = await testServices([part]);
  const { requests, clock, database, tenant, app } = services;
  const queue = new JobQueue({
    ...{ database, tenant, clock },
    say: (line) => services.said.push(line),
    kinds: part.jobs!(services),
  });
  const act = async (number: string, ...commands: readonly Command[]) => {
    for (const command of commands) {
      const acted = await requests.act(number, command);
      if ("refused" in acted) throw new Error(`${command.kind}: ${acted.code}`);
    }
  };
  const file = async () => {
    const filed = await requests.file(
      {
        ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
        ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
        said: { text: "路灯坏了" },
      },
      { contact: { phone: "13900000000" } },
    );
    if ("refused" in filed) throw new Error(filed.code);
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await act(
      filed.number,
      { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts },
      { kind: "acknowledge", by: roads, asks: [1] },
    );
    return filed.number;
  };
  const run = async (after: number) => {
    clock.at += after;
    await queue.run();
    await queue.run();
  };
  const notes = async () => {
    const rows = await requests.within((query) =>
      query<{ kind: string }>("SELECT kind FROM services.note ORDER BY at, kind"),
    );
    return rows.map((row) => row.kind);
  };
  const sent = async () =>
    (await requests.within((query) => latestMessages(query, tenant, [], undefined, 50))).map(
      (each) => each.words,
    );
  return { ...services, act, file, run, notes, sent, app };
}

test.skipIf(!haveDatabase())(
  "a reply's clock: told a day before, told when late, the citizen told once",
  async () => {
    const { file, run, notes, sent, requests, tenant, app } = await start();
    const number = await file();
    const due = (await requests.read(number))!.clocks.find((each) => each.clock === "reply")!.due!;
    await run(0);
    expect(await notes()).toEqual([]);
    await run(due - requests.now() - DAY / 2);
    expect(await notes()).toEqual(["reply-near"]);
    expect(await sent()).toEqual([]);
    await run(DAY);
    await run(DAY);
    await run(10 * DAY);
    expect(await notes()).toEqual(["reply-near", "reply-over"]);
    expect(await sent()).toEqual([expect.stringContaining("过了答复期限")]);
    expect((await sent())[0]!.length).toBeLessThanOrEqual(70);
    const page = await app.inject({ url: "/notes", headers: asOfficer({ body: "roads" }) });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("答复已过期限");
    // What it is about, so that nobody opens each to learn it.
    expect(page.body).toContain("路灯坏了");
    expect(page.body).not.toContain("答复一天内到期");
    const named = (html: string) => html.split(`href="/desk/${number}"`).length - 1;
    expect(named(page.body)).toBe(1);
    // A note of another kind stands beside it, and the request is still named once.
    await requests.within((query) =>
      addNotes(
        query,
        tenant,
        [{ once: "x", kind: "promise-over", number, body: "roads", dueAt: due }],
        requests.now(),
      ),
    );
    const both = await app.inject({ url: "/notes", headers: asOfficer({ body: "roads" }) });
    expect(both.body).toContain("承诺的日子已过");
    expect(both.body).toContain("答复已过期限");
    expect(named(both.body)).toBe(1);
    const other = await app.inject({ url: "/notes", headers: asOfficer({ body: "water" }) });
    expect(other.body).toContain("没有提醒");
    expect(
      (await app.inject({ url: "/notes", headers: asOfficer({ roles: ["operator"] }) })).statusCode,
    ).toBe(403);
  },
);

test.skipIf(!haveDatabase())(
  "an offer that nobody takes up is told to its receiver, not to the citizen's clock",
  async () => {
    const { requests, run, notes, file, act } = await start();
    const number = await file();
    await act(number, { kind: "hand-over", by: roads, to: "water", asks: [1], said: { reason: "是水管" } });
    await run(4 * DAY);
    expect(await notes()).toContain("receive-over");
    const rows = await requests.within((query) =>
      query("SELECT body_id FROM services.note WHERE kind = 'receive-over'"),
    );
    expect(rows).toEqual([{ body_id: "water" }]);
  },
);

test.skipIf(!haveDatabase())(
  "a parked request stands until its day, wakes once, and its clock has moved",
  async () => {
    const services = await start();
    const { file, act, run, notes, requests, clock } = services;
    const number = await file();
    const until = clock.at + 20 * DAY;
    const before = (await requests.read(number))!.clocks.find((each) => each.clock === "reply")!.due!;
    await act(number, { kind: "park", by: roads, until, said: { reason: "等汛期过后" } });
    await run(15 * DAY);
    // Far past its first day and not late: the clock stands.
    expect(await notes()).toEqual([]);
    expect((await requests.read(number))!.state.pauses).toHaveLength(1);
    await run(5 * DAY + 1);
    const woken = (await requests.read(number))!;
    expect(woken.steps.at(-1)).toMatchObject({ kind: "resume", by: { role: "system" } });
    expect(woken.clocks.find((each) => each.clock === "reply")!.due!).toBeGreaterThan(before + 15 * DAY);
    await run(DAY);
    expect((await requests.read(number))!.steps.filter((step) => step.kind === "resume")).toHaveLength(1);
    expect(await notes()).toContain("woken");
    // Parked anew and not accepted: the body is told, and reads both where its day begins.
    const by = { role: "citizen", person: 0 } as const;
    await act(
      number,
      { kind: "park", by: roads, until: clock.at + 20 * DAY, said: { reason: "等汛期过后" } },
      { kind: "resume", by },
    );
    expect(await notes()).toContain("unwilling");
    const { rows } = await newsFor(services, "roads", undefined);
    expect(rows.map((row) => row.notes.map((note) => note.kind))).toEqual([["unwilling", "woken"]]);
    expect((await newsFor(services, "water", undefined)).rows).toEqual([]);
    clock.at += 15 * DAY;
    expect((await newsFor(services, "roads", undefined)).rows).toEqual([]);
  },
);

test.skipIf(!haveDatabase())(
  "a promise: reminded three days before, asked on the day once, noted when it passed",
  async () => {
    const { file, act, run, notes, sent, requests } = await start();
    const number = await file();
    // Filed on 1 June 2026; promised for the 11th.
    await act(
      number,
      {
        ...{ kind: "reply", by: roads, asks: [{ ask: 1, as: "promised" }] },
        ...{ commitments: [{ ask: 1, who: "roads", by: "2026-06-11" }], said: { text: "11日前修好" } },
      },
      { kind: "close", by: roads, claim: "partly" },
    );
    await run(6 * DAY);
    expect(await notes()).toEqual([]);
    await run(DAY);
    expect(await notes()).toEqual(["promise-near"]);
    expect(await sent()).toEqual([]);
    await run(3 * DAY);
    await run(DAY);
    await run(DAY);
    expect(await notes()).toEqual(["promise-near", "promise-over"]);
    expect(await sent()).toEqual([expect.stringContaining("06月11日")]);
    const done = {
      kind: "answer-commitment",
      by: { role: "citizen", person: 0 },
      number: 1,
      person: 0,
    } as const;
    await act(number, { ...done, answer: "done" });
    await run(DAY);
    expect(await sent()).toHaveLength(1);
    expect((await requests.read(number))!.state.commitments[0]!.moves).toBe(0);
  },
);

test.skipIf(!haveDatabase())(
  "a review that is killed again and again tells everybody once; the control tells twice",
  async () => {
    const { file, requests, clock, database, tenant, store, notes, sent, ...services } = await start();
    const numbers = await Promise.all(Array.from({ length: 45 }, file));
    clock.at = (await requests.read(numbers[0]!))!.clocks.find((each) => each.clock === "reply")!.due! + DAY;
    let [count, killAt, before] = [0, 0, false];
    const fragile: Database = {
      ...database,
      async within(role, name, work) {
        const hit = role === "luodi_services" && ++count === killAt;
        const result = await database.within(role, name, async (query) => {
          const made = await work(query);
          if (hit && before) {
            const [own] = await query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
            await asSuperuser(store.superuserUrl, (client) =>
              client.query("SELECT pg_terminate_backend($1, 5000)", [own!.pid]),
            );
          }
          return made;
        });
        // Committed, and nobody learns of it.
        if (hit && !before) throw new Error("killed after the commit");
        return result;
      },
    };
    const kit = { ...services, clock, database: fragile, tenant };
    const broken = new Requests({ database: fragile, tenant, clock, packs: shippedPacks() });
    const [, review] = clockAlarms({ ...kit, requests: broken });
    const careless: JobKind = {
      ...{ kind: "careless", title: { zh: "粗心", en: "Careless" }, schedule: { dailyAt: "06:30" } },
      async run() {
        const each = numbers.map((number, at) => ({ number, once: `${at}/${clock.at}` }));
        const row = { kind: "woken", body: "roads", dueAt: 0 } as const;
        await broken.within((query) =>
          addNotes(
            query,
            tenant,
            each.map((one) => ({ ...one, ...row })),
            clock.at,
          ),
        );
        return "";
      },
    };
    let failures = 0;
    const say = (line: string) => {
      if (line.includes("failed")) failures += 1;
    };
    const run = async (kind: JobKind) => {
      const queue = new JobQueue({ database, tenant, clock, say, kinds: [kind] });
      for (const way of [true, false]) {
        for (killAt = 1; killAt <= 3; killAt += 1) {
          [count, before] = [0, way];
          await queue.run();
          clock.at += 3_600_000;
        }
      }
      killAt = 0;
      await queue.run();
    };
    await run(review!);
    expect(failures).toBe(6);
    expect((await notes()).filter((kind) => kind === "reply-over")).toHaveLength(45);
    expect(await sent()).toHaveLength(45);
    const told = await requests.within((query) =>
      query("SELECT number FROM services.outbox GROUP BY number HAVING count(*) = 1"),
    );
    expect(told).toHaveLength(45);
    await run(careless);
    expect((await notes()).filter((kind) => kind === "woken").length).toBeGreaterThan(45);
  },
);
