// The same races over real connections: two who close, judge, answer and join at once; the database lets one be first.

import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal, type Refusal } from "../../core/domain/request/refusals.ts";
import type { Command, CommandOf } from "../../core/domain/request/steps.ts";
import { Requests } from "../../server/services/requests/requests.ts";
import { SERVICES_MIGRATIONS } from "../../server/services/services.ts";
import { asSuperuser, haveDatabase, type TestDatabase, testDatabase } from "../support/database.ts";

const ROUNDS = Number(process.env.LUODI_RACES ?? "15");
const TENANT = "999901";
const roads = { role: "officer", body: "roads" } as const;
const FILING: CommandOf<"file"> = {
  ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
  ...{
    intent: "ask-help",
    matter: "road",
    asks: 1,
    harm: "trouble",
    wants: "none",
    hideFrom: [],
    open: true,
  },
  said: { text: "路面有坑" },
} as CommandOf<"file">;
const CLOSE: Command = { kind: "close", by: roads, claim: "done" };
const ANSWER: readonly Command[] = [
  {
    ...{ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads" },
    parts: [{ ask: 1, handling: "roads", assisting: [] }],
  },
  { kind: "acknowledge", by: roads, asks: [1] },
  {
    ...{ kind: "reply", by: roads, commitments: [], asks: [{ ask: 1, as: "answered" }] },
    said: { text: "已修" },
  },
];
const says = (value: "not" | "solved", person = 0): Command => ({
  ...{ kind: "verdict", by: { role: "citizen", person }, person, value },
});

let store: TestDatabase;
let requests: Requests;

beforeAll(async () => {
  store = await testDatabase(SERVICES_MIGRATIONS);
  // The time stands still, so that nobody is first by the clock.
  const clock = { now: () => Date.UTC(2026, 5, 1, 2) };
  requests = new Requests({ database: store.database, tenant: TENANT, clock, packs: [] });
});

async function filed(...commands: readonly Command[]): Promise<string> {
  const done = await requests.file(FILING);
  if (isRefusal(done)) throw new Error(done.code);
  for (const command of commands) await must(done.number, command);
  return done.number;
}

async function must(number: string, command: Command): Promise<void> {
  const acted = await requests.act(number, command);
  if (isRefusal(acted)) throw new Error(`${command.kind}: ${acted.code}`);
}

/** All at once, each on a connection of its own. */
const race = (number: string, ...commands: readonly Command[]) =>
  Promise.all(commands.map((command) => requests.act(number, command)));

const refused = (all: readonly unknown[]) =>
  all.filter((each): each is Refusal => isRefusal(each as Refusal)).map((each) => each.code);

async function kindsOf(number: string): Promise<string[]> {
  return (await requests.read(number))!.steps.map((step) => step.kind);
}

describe.skipIf(!haveDatabase())(`${ROUNDS} races of each kind on real connections`, () => {
  test("four who close at once: one closing", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await filed(...ANSWER);
      const all = await race(number, CLOSE, CLOSE, CLOSE, CLOSE);
      expect(refused(all)).toHaveLength(3);
      expect((await kindsOf(number)).filter((kind) => kind === "close")).toHaveLength(1);
    }
  });

  test("whoever says “not” while others close: the request is open in the end, or was never closed before the word", async () => {
    const seen = { reopened: 0, before: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await filed(...ANSWER);
      await race(number, ...(round % 2 === 0 ? [CLOSE, says("not"), CLOSE] : [says("not"), CLOSE, CLOSE]));
      const kinds = await kindsOf(number);
      const { state } = (await requests.read(number))!;
      const [closed, word] = [kinds.indexOf("close"), kinds.indexOf("verdict")];
      expect(kinds.filter((kind) => kind === "close").length).toBeLessThanOrEqual(2);
      // A word after a closing reopens it, in the same transaction; none is lost.
      if (closed >= 0 && closed < word) {
        seen.reopened += 1;
        expect(kinds.slice(word)).toContain("reopen");
        expect(state.bounces).toBe(1);
      } else seen.before += 1;
      const closings = kinds.filter((kind) => kind === "close").length;
      const reopenings = kinds.filter((kind) => kind === "reopen").length;
      expect(closings - reopenings, kinds.join(" ")).toBe(state.closed ? 1 : 0);
    }
    console.info(JSON.stringify(seen));
    expect(seen.reopened).toBeGreaterThan(0);
  });

  test("several who join and judge at once: every person is there once, every word counts, it reopens once", async () => {
    for (let round = 0; round < Math.ceil(ROUNDS / 3); round += 1) {
      const number = await filed(...ANSWER, CLOSE);
      const choices = { door: "web", wants: "none", hideFrom: [], open: true } as const;
      const join: Command = { kind: "join", by: { role: "citizen" }, ...choices };
      const joined = await race(number, join, join, join);
      expect(refused(joined)).toEqual([]);
      const own = joined.map((each) => (isRefusal(each) ? "" : each.own));
      expect(new Set(own).size).toBe(3);
      await race(number, says("not", 0), says("not", 1), says("solved", 2), says("not", 3));
      const { state, steps } = (await requests.read(number))!;
      expect(state.people.map((person) => person.number)).toEqual([0, 1, 2, 3]);
      expect(steps.filter((step) => step.kind === "verdict")).toHaveLength(4);
      expect(steps.filter((step) => step.kind === "reopen")).toHaveLength(1);
      expect([state.closed, state.bounces]).toEqual([false, 1]);
    }
  });

  test("the same command sent five times at once with one key is done once", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `race-${round}`;
      const all = await Promise.all(Array.from({ length: 5 }, () => requests.file(FILING, { key })));
      const numbers = new Set(all.map((each) => (isRefusal(each) ? each.code : each.number)));
      expect(numbers.size).toBe(1);
      expect(all.filter((each) => !isRefusal(each) && each.again !== true)).toHaveLength(1);
    }
  });

  test("the places of all steps have no hole and no double", async () => {
    const broken = await asSuperuser(store.superuserUrl, (client) =>
      client.query(
        "SELECT number FROM services.step GROUP BY tenant_id, number HAVING max(place) + 1 <> count(*) OR count(*) <> count(DISTINCT place)",
      ),
    );
    expect(broken.rows).toEqual([]);
  });
});
