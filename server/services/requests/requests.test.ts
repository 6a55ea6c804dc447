// Requests on a real PostgreSQL: whole journeys, done once, in order, inside one tenant, and never changed afterwards.

import { expect, test } from "vitest";
import { shippedPacks } from "../../../cli/packs.ts";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Acting, CommandOf } from "../../../core/domain/request/steps.ts";
import { asSuperuser, haveDatabase, testDatabase } from "../../../test/support/database.ts";
import { SERVICES_MIGRATIONS } from "../services.ts";
import { holderOf, ownNumber } from "./people.ts";
import { type Acted, Requests } from "./requests.ts";

const TENANT = "999901";
const DAY = 86_400_000;
const citizen: Acting = { role: "citizen", person: 0 };
const roads: Acting = { role: "officer", body: "roads" };

function filing(words = "路灯坏了三个月"): CommandOf<"file"> {
  return {
    kind: "file",
    by: citizen,
    door: "web",
    procedure: "hotline",
    intent: "ask-help",
    asks: 1,
    harm: "trouble",
    wants: "text",
    hideFrom: [],
    open: false,
    said: { text: words },
  };
}

async function start(tenant = TENANT) {
  const { database, superuserUrl } = await testDatabase(SERVICES_MIGRATIONS);
  const clock = { at: Date.UTC(2026, 5, 1, 2), now: () => clock.at };
  const at = (who: string) => new Requests({ database, tenant: who, clock, packs: shippedPacks() });
  return { requests: at(tenant), at, clock, superuserUrl };
}

/** Dispatched, taken up, answered and closed by the roads bureau. */
async function reply(requests: Requests, number: string): Promise<void> {
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  const dispatcher: Acting = { role: "dispatcher", body: "hotline" };
  done(await requests.act(number, { kind: "dispatch", by: dispatcher, lead: "roads", parts }));
  done(await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] }));
  const answered = [{ ask: 1, as: "answered" }] as const;
  const said = { text: "已换灯。" };
  done(await requests.act(number, { kind: "reply", by: roads, asks: answered, commitments: [], said }));
  done(await requests.act(number, { kind: "close", by: roads, claim: "done" }));
}

function done(result: Acted | { refused: true; code: string }): Acted {
  if (isRefusal(result)) throw new Error(result.code);
  return result as Acted;
}

test.skipIf(!haveDatabase())(
  "a request goes from its filing to the citizen's own word, and back",
  async () => {
    const { requests, clock } = await start();
    const filed = done(await requests.file(filing(), { contact: { phone: "13900000000" } }));
    const { number } = filed;
    const opened = await requests.readByLink(filed.link!);
    expect(opened).toMatchObject({ number, person: 0 });
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    done(
      await requests.act(number, {
        kind: "dispatch",
        by: { role: "dispatcher", body: "hotline" },
        lead: "roads",
        parts,
      }),
    );
    done(await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] }));
    const early = await requests.act(number, { kind: "close", by: roads, claim: "done" });
    expect(early).toMatchObject({ refused: true, code: "close/no-reply" });
    clock.at += DAY;
    const said = { text: "六月二日已换灯。" };
    done(
      await requests.act(number, {
        kind: "reply",
        by: roads,
        asks: [{ ask: 1, as: "answered" }],
        commitments: [],
        said,
      }),
    );
    done(await requests.act(number, { kind: "close", by: roads, claim: "done" }));
    clock.at += DAY;
    const back = done(await requests.act(number, { kind: "verdict", by: citizen, person: 0, value: "not" }));
    expect(back.added.map((step) => step.kind)).toEqual(["verdict", "reopen"]);
    expect(back.state).toMatchObject({ closed: false, bounces: 1 });
    const rows = await requests.within((query) => query("SELECT body_id, part FROM services.holding"));
    expect(rows).toEqual([{ body_id: "roads", part: "holds" }]);
  },
);

test.skipIf(!haveDatabase())(
  "what is sent again with its key is done once; another command is refused",
  async () => {
    const { requests } = await start();
    const [one, two] = await Promise.all([
      requests.file(filing(), { key: "same" }),
      requests.file(filing(), { key: "same" }),
    ]);
    expect(done(one).number).toBe(done(two).number);
    expect([done(one).again, done(two).again].filter(Boolean)).toHaveLength(1);
    expect(await requests.file(filing("另一件"), { key: "same" })).toMatchObject({
      code: "request/key-reused",
    });
    const { number } = done(one);
    const add = { kind: "add", by: citizen, photos: 0, said: { text: "还在黑着" } } as const;
    done(await requests.act(number, add, { key: "add" }));
    const again = done(await requests.act(number, add, { key: "add" }));
    expect(again).toMatchObject({ again: true, added: [{ kind: "add" }] });
    expect(again.steps).toHaveLength(2);
  },
);

test.skipIf(!haveDatabase())(
  "two who act at once act one after the other, and the second learns of it",
  async () => {
    const { requests } = await start();
    const { number } = done(await requests.file(filing()));
    const add = (text: string) =>
      requests.act(number, { kind: "add", by: citizen, photos: 0, said: { text } }, { expected: 1 });
    const results = await Promise.all(["一", "二", "三"].map(add));
    expect(results.filter((each) => !isRefusal(each))).toHaveLength(1);
    expect(results.filter((each) => isRefusal(each) && each.code === "request/stale")).toHaveLength(2);
  },
);

test.skipIf(!haveDatabase())("another tenant sees nothing and can act on nothing", async () => {
  const { requests, at } = await start();
  const { number, link } = done(await requests.file(filing()));
  const other = at("999902");
  expect(await other.read(number)).toBeUndefined();
  expect(await other.readByLink(link!)).toBeUndefined();
  expect(await other.act(number, { kind: "complain", by: citizen, said: { text: "x" } })).toMatchObject({
    code: "request/none",
  });
});

test.skipIf(!haveDatabase())(
  "a step is never changed or deleted by the server; who acted cannot be read",
  async () => {
    const { requests, superuserUrl } = await start();
    const { number } = done(await requests.file(filing()));
    const refused = (sql: string) =>
      expect(requests.within((query) => query(sql))).rejects.toThrow(/permission denied/);
    await refused("UPDATE services.step SET kind = 'close'");
    await refused("UPDATE services.step SET facts = '{}'");
    await refused("DELETE FROM services.step");
    await refused("SELECT * FROM services.sealed_actor");
    await refused("DELETE FROM services.seal_opening");
    // The control: the owner of the database can, which is why the ledger exists.
    await asSuperuser(superuserUrl, (client) => client.query("UPDATE services.step SET kind = 'close'"));
    expect((await requests.read(number))?.steps).toHaveLength(1);
  },
);

test.skipIf(!haveDatabase())(
  "an officer's name is opened only with a reason, and that leaves a trace",
  async () => {
    const { requests } = await start();
    const { number } = done(await requests.file(filing()));
    const officer = "5a0a5e0e-0000-4000-8000-000000000001";
    const auditor = "5a0a5e0e-0000-4000-8000-000000000002";
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    done(
      await requests.act(
        number,
        { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts },
        { officer },
      ),
    );
    const open = (reason: string) =>
      requests.within((query) =>
        query("SELECT services.open_seal($1, 1, $2, $3) AS who", [number, auditor, reason]),
      );
    await expect(open("看看")).rejects.toThrow(/check constraint/);
    expect(await open("核查六月一日派单的申诉，编号零一")).toEqual([{ who: officer }]);
    expect(
      await requests.within((query) => query("SELECT place, reason FROM services.seal_opening")),
    ).toHaveLength(1);
  },
);

test.skipIf(!haveDatabase())(
  "words go when the citizen asked and the matter is closed; steps stay",
  async () => {
    const { requests } = await start();
    const { number, link } = done(await requests.file(filing(), { contact: { phone: "13900000000" } }));
    const system: Acting = { role: "system" };
    const remove = { kind: "delete-personal-data", by: system, people: [0] } as const;
    expect(await requests.act(number, remove)).toMatchObject({ code: "delete/not-asked" });
    done(await requests.act(number, { kind: "ask-deletion", by: citizen, person: 0 }));
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    done(
      await requests.act(number, {
        kind: "dispatch",
        by: { role: "dispatcher", body: "hotline" },
        lead: "roads",
        parts,
      }),
    );
    done(await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] }));
    const said = { text: "已修好。" };
    done(
      await requests.act(number, {
        kind: "reply",
        by: roads,
        asks: [{ ask: 1, as: "answered" }],
        commitments: [],
        said,
      }),
    );
    done(await requests.act(number, { kind: "close", by: roads, claim: "done" }));
    const gone = done(await requests.act(number, remove));
    expect(gone.steps).toHaveLength(7);
    expect((await requests.read(number))?.steps.every((step) => step.said === undefined)).toBe(true);
    expect(await requests.readByLink(link!)).toBeUndefined();
    expect((await requests.contacts(number)).size).toBe(0);
  },
);

test.skipIf(!haveDatabase())(
  "whoever joins or is merged in keeps an own number, the old link and an own word",
  async () => {
    const { requests } = await start();
    const first = done(await requests.file(filing()));
    const choices = { wants: "text", hideFrom: [], open: false } as const;
    const join = { kind: "join", by: { role: "citizen" }, door: "web", ...choices } as const;
    const joined = done(await requests.act(first.number, join, { key: "join", link: "2".repeat(27) }));
    expect(joined.own).toMatch(/^\d{8}$/);
    expect(joined.own).not.toBe(first.number);
    expect(await requests.readByLink("2".repeat(27))).toMatchObject({ number: first.number, person: 1 });
    const target = done(await requests.file(filing("同一盏灯"), { contact: { phone: "13900000001" } }));
    const merge = { kind: "merge", by: roads, into: target.number } as const;
    done(await requests.act(first.number, merge));
    expect(await requests.readByLink(first.link!)).toMatchObject({ number: target.number, person: 1 });
    expect(await requests.readByLink("2".repeat(27))).toMatchObject({ number: target.number, person: 2 });
    const held = (number: string) => requests.within((query) => holderOf(query, TENANT, number));
    expect(await held(first.number)).toEqual({ number: target.number, person: 1 });
    expect(await held(joined.own!)).toEqual({ number: target.number, person: 2 });
    expect((await requests.read(joined.own!))?.number).toBe(target.number);
    const own = await requests.within((query) => ownNumber(query, TENANT, target.number, 1));
    expect(own).toBe(first.number);
    const asks = { kind: "ask-deletion", by: { role: "citizen", person: 1 }, person: 1 } as const;
    done(await requests.act(target.number, asks));
    const before = (await requests.read(first.number))!;
    expect(before.state.people.map((each) => each.wantsDeletion)).toEqual([true, false]);
    const gone = { kind: "delete-personal-data", by: { role: "system" }, people: [0] } as const;
    done(await requests.act(first.number, gone));
    expect((await requests.read(first.number))!.steps[0]!.said).toBeUndefined();
  },
);

test.skipIf(!haveDatabase())("the words of one who joined go with that person alone", async () => {
  const { requests } = await start();
  const { number } = done(await requests.file(filing()));
  const choices = { wants: "text", hideFrom: [], open: false } as const;
  const join = {
    kind: "join",
    by: { role: "citizen" },
    door: "web",
    ...choices,
    said: { text: "我也是" },
  } as const;
  done(await requests.act(number, join));
  done(await requests.act(number, { kind: "ask-deletion", by: { role: "citizen", person: 1 }, person: 1 }));
  await reply(requests, number);
  const gone = { kind: "delete-personal-data", by: { role: "system" }, people: [1] } as const;
  const { state } = done(await requests.act(number, gone));
  expect(state.people.map((each) => each.deleted)).toEqual([false, true]);
  const { steps } = (await requests.read(number))!;
  expect(steps.find((step) => step.kind === "join")?.said).toBeUndefined();
  expect(steps[0]!.said).toEqual({ text: "路灯坏了三个月" });
});

test.skipIf(!haveDatabase())("what is saved beside the steps is saved with them or not at all", async () => {
  const { requests } = await start();
  const also = () => Promise.reject(new Error("disk"));
  await expect(requests.file(filing(), { key: "torn", also })).rejects.toThrow("disk");
  expect(await requests.within((query) => query("SELECT number FROM services.request"))).toEqual([]);
});
