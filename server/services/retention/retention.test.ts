// Deletion on a real PostgreSQL: nothing of a person is left anywhere in the database, and the ledger still verifies.

import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { Command } from "../../../core/domain/request/steps.ts";
import { LedgerCheck } from "../../../core/ledger/ledger-check.ts";
import { signerKey } from "../../../core/ledger/note.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { photosIn } from "../../../test/support/photos.ts";
import { testServices } from "../../../test/support/services.ts";
import { JobQueue } from "../../kit/jobs/queue.ts";
import { exportLines } from "../ledger/ledger.part.ts";
import { Sequencer } from "../ledger/sequencer.ts";
import { messagesPart } from "../messages/messages.part.ts";
import { addPhotos } from "../uploads/photos.store.ts";
import { PhotoFiles } from "../uploads/photos.ts";
import { retentionPart } from "./retention.part.ts";
import { RETENTION } from "./retention.ts";

const DAY = 86_400_000;
const OFFICER = "5a0a5e0e-0000-4000-8000-00000000000a";
/** Invented; each must be found before and nowhere after. */
const TRACES = [
  "张无名的路灯",
  "13900000001",
  "wuming@example.invalid",
  "张无名",
  "已换好灯泡给张无名",
  OFFICER,
];

async function start(at: number) {
  const part = retentionPart();
  const services = await testServices([messagesPart(), part]);
  const { requests, clock, database, tenant, store } = services;
  clock.at = at;
  const key = signerKey(`ledger.luodi/${tenant}`, 1, new Uint8Array(randomBytes(32)));
  const sequencer = new Sequencer(services, key);
  await sequencer.run();
  const queue = new JobQueue({ database, tenant, clock, say: () => {}, kinds: part.jobs!(services) });
  const photos = new PhotoFiles(services.settings.dataFolder, tenant);
  const file = async () => {
    const filed = await requests.file(
      {
        ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
        ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
        said: { text: "张无名的路灯坏了" },
      },
      { contact: { name: "张无名", phone: "13900000001", email: "wuming@example.invalid" } },
    );
    if ("refused" in filed) throw new Error(filed.code);
    const { number } = filed;
    const roads = { role: "officer", body: "roads" } as const;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    const commands: Command[] = [
      { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts },
      { kind: "acknowledge", by: roads, asks: [1] },
      {
        ...{ kind: "reply", by: roads, asks: [{ ask: 1, as: "answered" }], commitments: [] },
        said: { text: "已换好灯泡给张无名" },
      },
      { kind: "close", by: roads, claim: "done" },
    ];
    for (const command of commands) {
      const acted = await requests.act(number, command, { officer: OFFICER });
      if ("refused" in acted) throw new Error(acted.code);
    }
    const picture = { full: Buffer.from("full"), small: Buffer.from("small"), width: 1, height: 1 };
    const photo = { id: await photos.keep(picture), bytes: 4, width: 1, height: 1 };
    await requests.within((query) => addPhotos(query, tenant, { number, person: 0 }, [photo], clock.at));
    await requests.within((query) =>
      query(
        `INSERT INTO services.contact_opening (tenant_id, number, person, role, body_id, purpose, opened_at, officer_id)
         VALUES ($1, $2, 0, 'officer', 'roads', '核实地点', $3, $4)`,
        [tenant, number, clock.at, OFFICER],
      ),
    );
    return { number, link: filed.link! };
  };
  /** Every row of every table, as text, looked at behind the server's back. */
  const traces = () =>
    asSuperuser(store.superuserUrl, async (client) => {
      const tables = await client.query<{ name: string }>(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('services', 'jobs')",
      );
      let all = "";
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
        all += rows.map((each) => each.row).join("\n");
      }
      return TRACES.filter((each) => all.includes(each));
    });
  const verify = async () => {
    await sequencer.run();
    const check = new LedgerCheck({ operator: key, witnesses: [] });
    for await (const line of exportLines(services)) check.take(JSON.parse(line));
    return check.end();
  };
  return { ...services, file, traces, verify, queue, photos };
}

// The database's own clock guards the seals, so the life lies in the past: filed in January 2020, ended in 2025.
test.skipIf(!haveDatabase())(
  "a record ends five years after its last step: words, contacts, photos, seals are gone",
  async () => {
    const { file, traces, verify, queue, clock, requests, photos } = await start(Date.UTC(2020, 0, 6, 2));
    const { number, link } = await file();
    expect(await traces()).toEqual(TRACES);
    const before = await verify();
    expect(before.problems).toEqual([]);
    clock.at = Date.UTC(2025, 0, 1, 2);
    await queue.run();
    expect((await requests.read(number))!.state.people[0]!.deleted).toBe(false);
    expect((await photosIn(photos)).size).toBe(1);
    clock.at = Date.UTC(2025, 0, 9, 2);
    await queue.run();
    expect(await traces()).toEqual([]);
    const after = await verify();
    expect(after.problems).toEqual([]);
    expect(after.leaves).toBe(before.leaves + 1);
    expect(await requests.readByLink(link)).toBeUndefined();
    const { steps, state } = (await requests.read(number))!;
    expect(state.people[0]!.deleted).toBe(true);
    expect(steps.map((step) => step.kind)).toEqual([
      ...["file", "dispatch", "acknowledge", "reply", "close", "delete-personal-data"],
    ]);
    expect(steps.every((step) => step.said === undefined)).toBe(true);
    // The file goes with the next round in which it is a day old.
    clock.at = Date.now() + 2 * DAY;
    await queue.run();
    expect((await photosIn(photos)).size).toBe(0);
    // The control: words that vanish without the step that says so are found.
    const control = await start(Date.UTC(2020, 0, 6, 2));
    const other = await control.file();
    await asSuperuser(control.store.superuserUrl, (client) =>
      client.query("UPDATE services.step SET words = NULL, words_salt = NULL WHERE number = $1", [
        other.number,
      ]),
    );
    expect((await control.verify()).problems.map((each) => each.code)).toContain("deleted-too-early");
  },
);

test.skipIf(!haveDatabase())(
  "who asks for deletion is forgotten by the next night, once it is closed; others stay",
  async () => {
    const { file, queue, clock, requests, verify } = await start(Date.UTC(2026, 5, 1, 2));
    const { number } = await file();
    const { number: other } = await file();
    const by = { role: "citizen", person: 0 } as const;
    const joined = await requests.act(number, {
      ...{ kind: "join", by: { role: "citizen" }, door: "web", wants: "none", hideFrom: [], open: false },
      said: { text: "我家也是" },
    });
    if ("refused" in joined) throw new Error(joined.code);
    await requests.act(number, { kind: "ask-deletion", by, person: 0 });
    clock.at += DAY;
    await queue.run();
    const { state, steps } = (await requests.read(number))!;
    expect(state.people.map((person) => person.deleted)).toEqual([true, false]);
    expect(steps[0]!.said).toBeUndefined();
    expect((await requests.read(other))!.steps[0]!.said).toBeDefined();
    expect([...(await requests.contacts(other)).keys()]).toEqual([0]);
    expect([...(await requests.contacts(number)).keys()]).toEqual([]);
    const messages = await requests.within((query) =>
      query<{ number: string }>("SELECT DISTINCT number FROM services.outbox"),
    );
    expect(messages).toEqual([{ number: other }]);
    expect((await verify()).problems).toEqual([]);
  },
);

test.skipIf(!haveDatabase())(
  "every table has its day: each stands in the list, and the list names no other",
  async () => {
    const { store, requests, clock, queue, tenant } = await start(Date.UTC(2026, 5, 1, 2));
    const tables = await asSuperuser(store.superuserUrl, (client) =>
      client.query<{ name: string }>(
        "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('services', 'jobs')",
      ),
    );
    expect(RETENTION.map((each) => each.table).sort()).toEqual(tables.rows.map((each) => each.name).sort());
    // Every age is a statement that runs: one row of a draft goes on its day, and not before.
    const draft = (digest: string, day: string) =>
      requests.within((query) =>
        query("INSERT INTO services.draft VALUES ($1, $2, '{}', 0, $3)", [tenant, Buffer.from(digest), day]),
      );
    await draft("a", "2026-06-01");
    await draft("b", "2026-06-30");
    clock.at += DAY;
    await queue.run();
    const rows = await requests.within((query) =>
      query("SELECT delete_after::text AS day FROM services.draft"),
    );
    expect(rows).toEqual([{ day: "2026-06-30" }]);
  },
);

test.skipIf(!haveDatabase())(
  "what somebody wrote before a merge goes with what the same person wrote after it",
  async () => {
    const { file, traces, verify, queue, clock, requests } = await start(Date.UTC(2026, 5, 1, 2));
    const first = await file();
    // Back to the roads bureau, so that it can be merged.
    const not = { kind: "verdict", by: { role: "citizen", person: 0 }, person: 0, value: "not" } as const;
    await requests.act(first.number, not);
    const other = await requests.file({
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
      ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "none", hideFrom: [], open: false },
      said: { text: "别人的路灯" },
    });
    if ("refused" in other) throw new Error(other.code);
    const merge = { kind: "merge", by: { role: "dispatcher", body: "hotline" }, into: other.number } as const;
    const merged = await requests.act(first.number, merge);
    if ("refused" in merged) throw new Error(merged.code);
    const { person } = (await requests.readByLink(first.link))!;
    const asks = { kind: "ask-deletion", by: { role: "citizen", person }, person } as const;
    await requests.act(other.number, asks);
    clock.at += 2 * DAY;
    await queue.run();
    const { steps } = (await requests.read(first.number))!;
    expect(steps.at(-1)).toMatchObject({ kind: "delete-personal-data", people: [0] });
    expect(await traces()).not.toContain("张无名的路灯");
    expect((await requests.read(other.number))!.steps[0]!.said).toEqual({ text: "别人的路灯" });
    expect((await verify()).problems).toEqual([]);
    // Once, and not again every night.
    clock.at += 2 * DAY;
    await queue.run();
    expect((await requests.read(first.number))!.steps).toHaveLength(steps.length);
  },
);

test.skipIf(!haveDatabase())("a wish for deletion goes along when the request is merged away", async () => {
  const { file, traces, verify, queue, clock, requests } = await start(Date.UTC(2026, 5, 1, 2));
  const act = async (number: string, command: Command) => {
    const acted = await requests.act(number, command);
    if ("refused" in acted) throw new Error(acted.code);
    return acted;
  };
  const citizen = { by: { role: "citizen", person: 0 }, person: 0 } as const;
  const first = await file();
  await act(first.number, { kind: "verdict", ...citizen, value: "not" });
  await act(first.number, { kind: "ask-deletion", ...citizen });
  const other = await requests.file({
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "none", hideFrom: [], open: false },
    said: { text: "别人的路灯" },
  });
  if ("refused" in other) throw new Error(other.code);
  await act(first.number, { kind: "merge", by: { role: "dispatcher", body: "hotline" }, into: other.number });
  const joined = (await requests.read(other.number))!.state.people;
  expect(joined.map((person) => person.wantsDeletion)).toEqual([false, true]);
  const asked = (await requests.read(first.number))!.steps.filter((step) => step.kind === "ask-deletion");
  expect(asked).toHaveLength(1);
  clock.at += 2 * DAY;
  await queue.run();
  // What stood in the merged request is gone; the way to the person stays until the other one is closed.
  expect(await traces()).not.toContain("张无名的路灯");
  expect((await requests.readByLink(first.link))!.number).toBe(other.number);
  const by = { role: "officer", body: "roads" } as const;
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  await act(other.number, {
    ...{ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts },
  });
  await act(other.number, { kind: "acknowledge", by, asks: [1] });
  await act(other.number, {
    ...{ kind: "reply", by, asks: [{ ask: 1, as: "answered" }], commitments: [], said: { text: "换好了" } },
  });
  await act(other.number, { kind: "close", by, claim: "done" });
  clock.at += 2 * DAY;
  await queue.run();
  const left = await traces();
  for (const trace of ["张无名的路灯", "13900000001", "wuming@example.invalid"])
    expect(left).not.toContain(trace);
  expect(await requests.readByLink(first.link)).toBeUndefined();
  expect((await requests.read(other.number))!.steps[0]!.said).toEqual({ text: "别人的路灯" });
  expect((await verify()).problems).toEqual([]);
});

test.skipIf(!haveDatabase())("files that no row names go, however many; named ones stay", async () => {
  const { file, photos, queue, clock } = await start(Date.UTC(2026, 5, 1, 2));
  await file();
  const [named] = await photosIn(photos);
  const picture = { full: Buffer.from("full"), small: Buffer.from("small"), width: 1, height: 1 };
  for (let count = 0; count < 250; count++) await photos.keep(picture);
  clock.at = Date.now() + 2 * DAY;
  await queue.run();
  expect([...(await photosIn(photos))]).toEqual([named]);
});
