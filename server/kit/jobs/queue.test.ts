// The queue on a real PostgreSQL: once for a cause, one server at a time, from where it was; and when a schedule is due.

import fc from "fast-check";
import { expect, test } from "vitest";
import { haveDatabase, testDatabase } from "../../../test/support/database.ts";
import { addJob, queueHealth, retryFailed } from "./queue.store.ts";
import { type JobKind, JobQueue, LATE, LEASE } from "./queue.ts";
import { lastDue } from "./schedule.ts";

const TENANT = "999901";
const MINUTE = 60_000;
const DAY = 86_400_000;

test("a schedule's last due time is Beijing's", () => {
  const at = (text: string) => Date.parse(text);
  const now = at("2026-03-01T01:59:00+08:00");
  expect(lastDue({ dailyAt: "02:00" }, now)).toBe(at("2026-02-28T02:00:00+08:00"));
  expect(lastDue({ dailyAt: "01:59" }, now)).toBe(now);
  expect(lastDue({ monthlyAt: "02:00" }, now)).toBe(at("2026-02-01T02:00:00+08:00"));
  expect(lastDue({ monthlyAt: "00:00" }, now)).toBe(at("2026-03-01T00:00:00+08:00"));
  expect(lastDue({ everyMinutes: 10 }, now)).toBe(at("2026-03-01T01:50:00+08:00"));
  for (const wrong of [{ everyMinutes: 0 }, { dailyAt: "24:00" }, { monthlyAt: "2:00" }])
    expect(() => lastDue(wrong, now)).toThrow(RangeError);
});

test("a due time never lies ahead, and none is skipped", () => {
  const schedules = [{ everyMinutes: 7 }, { dailyAt: "23:30" }, { monthlyAt: "06:00" }] as const;
  const longest = { 0: 7 * MINUTE, 1: DAY, 2: 31 * DAY } as Record<number, number>;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 4e12 }), (which, now) => {
      const due = lastDue(schedules[which]!, now);
      expect(due).toBeLessThanOrEqual(now);
      expect(now - due).toBeLessThan(longest[which]!);
      expect(lastDue(schedules[which]!, due)).toBe(due);
    }),
  );
});

async function start() {
  const { database } = await testDatabase();
  const clock = { at: Date.UTC(2026, 5, 1, 2), now: () => clock.at };
  const said: string[] = [];
  const queue = (kinds: readonly JobKind[], tenant = TENANT) =>
    new JobQueue({ database, tenant, clock, say: (line) => said.push(line), kinds });
  const within = <T>(work: Parameters<typeof database.within<T>>[2], tenant = TENANT) =>
    database.within("luodi_jobs", tenant, work);
  const health = async () => within((query) => queueHealth(query, TENANT, clock.at));
  return { database, clock, said, queue, within, health };
}

const kind = (run: JobKind["run"], schedule?: JobKind["schedule"]): JobKind => ({
  kind: "sweep",
  title: { zh: "清扫", en: "Sweep" },
  ...(schedule === undefined ? {} : { schedule }),
  run,
});

test.skipIf(!haveDatabase())("two servers do each cause once; what was missed does not pile up", async () => {
  const { clock, queue, within, database } = await start();
  const ran: number[] = [];
  const one = () =>
    queue([
      kind(
        async ({ dueAt }) => {
          ran.push(dueAt);
          return "ok";
        },
        { everyMinutes: 10 },
      ),
    ]);
  const [a, b] = [one(), one()];
  await Promise.all([a.run(), b.run(), a.run(), b.run()]);
  expect(ran).toEqual([clock.at]);
  clock.at += 3 * DAY;
  await Promise.all([a.run(), b.run()]);
  expect(ran).toEqual([clock.at - 3 * DAY, clock.at]);
  // A part adds a job under its own role, in its own transaction, once for a cause.
  const job = { kind: "sweep", once: "cause", dueAt: clock.at + MINUTE, place: { from: 7 } };
  const add = () => database.within("luodi_services", TENANT, (query) => addJob(query, TENANT, job));
  expect([await add(), await add()]).toEqual([true, false]);
  await a.run();
  expect(ran).toHaveLength(2);
  clock.at += MINUTE;
  await a.run();
  expect(ran).toHaveLength(3);
  // Another tenant sees none of it, and the services cannot take or settle jobs.
  expect(await within((query) => queueHealth(query, "999902", clock.at), "999902")).toEqual([]);
  expect(await within((query) => query("SELECT 1 FROM jobs.job"), "999902")).toEqual([]);
  await expect(
    database.within("luodi_services", TENANT, (query) => query("UPDATE jobs.job SET state = 'done'")),
  ).rejects.toThrow(/permission denied/);
});

test.skipIf(!haveDatabase())(
  "a server that dies leaves its job to another, which goes on from where it was",
  async () => {
    const { clock, queue, within, health } = await start();
    await within((query) => addJob(query, TENANT, { kind: "sweep", once: "x", dueAt: clock.at }));
    let killed: (() => void) | undefined;
    const dying = queue([
      kind(async ({ keep }) => {
        await keep({ after: "a" });
        await new Promise<void>((resolve) => {
          killed = resolve;
        });
        // Awake after its lease ran out: what it would write now is refused.
        await keep({ after: "late" });
        return "twice";
      }),
    ]);
    const dead = dying.run();
    while (killed === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    const places: unknown[] = [];
    const other = queue([
      kind(async ({ place }) => {
        places.push(place);
        return "done by the other";
      }),
    ]);
    await other.run();
    expect(places).toEqual([]);
    clock.at += LEASE;
    await other.run();
    killed();
    await dead;
    expect(places).toEqual([{ after: "a" }]);
    expect(await health()).toMatchObject([{ open: 0, failed: 0, outcome: "done by the other" }]);
  },
);

test.skipIf(!haveDatabase())(
  "a failing job is tried ever later, then stops for a person, and rings while it waits",
  async () => {
    const { clock, queue, within, health, said } = await start();
    await within((query) => addJob(query, TENANT, { kind: "sweep", once: "x", dueAt: clock.at }));
    let well = false;
    const jobs = queue([
      kind(async () => {
        if (!well) throw new Error("no luck");
        return "well again";
      }),
    ]);
    await jobs.run();
    expect(await health()).toMatchObject([{ open: 1, age: 0 }]);
    clock.at += LATE + 1;
    await jobs.run();
    expect(said.filter((line) => line.includes("more than ten minutes"))).toHaveLength(1);
    for (let tries = 0; tries < 8; tries += 1) {
      clock.at += 3_600_000;
      await jobs.run();
    }
    expect(await health()).toMatchObject([{ open: 0, failed: 1, age: 0, outcome: "no luck" }]);
    well = true;
    await jobs.run();
    expect(await health()).toMatchObject([{ failed: 1 }]);
    expect(await within((query) => retryFailed(query, TENANT, "sweep", clock.at))).toBe(1);
    await jobs.run();
    expect(await health()).toMatchObject([
      { failed: 0, open: 0, outcome: "well again", lastDoneAt: clock.at },
    ]);
  },
);

test.skipIf(!haveDatabase())(
  "a daily job whose hour is long past is late from when it was added, not from its hour",
  async () => {
    const { clock, queue, health, said } = await start();
    let well = false;
    const jobs = queue([
      kind(
        async () => {
          if (!well) throw new Error("not yet");
          return "ok";
        },
        { dailyAt: "02:00" },
      ),
    ]);
    // A first start at ten in the morning: the slot is eight hours old, the job is new.
    await jobs.run();
    expect(await health()).toMatchObject([{ open: 1, age: 0 }]);
    expect(said.filter((line) => line.includes("more than ten minutes"))).toEqual([]);
    // What really waits still rings.
    clock.at += LATE + 1;
    expect(await health()).toMatchObject([{ open: 1, age: LATE + 1 }]);
    well = true;
    await jobs.run();
    // Down for three days: nothing was late meanwhile, since nothing was asked for.
    clock.at += 3 * DAY;
    well = false;
    await jobs.run();
    expect(await health()).toMatchObject([{ open: 1, age: 0 }]);
    expect(said.filter((line) => line.includes("more than ten minutes"))).toEqual([]);
  },
);

test.skipIf(!haveDatabase())(
  "long work takes turns with what is due, rests, and outlives any number of ends of its server",
  async () => {
    const { clock, within, health, database, said } = await start();
    const done: string[] = [];
    let ends = 0;
    const long = (progress: boolean): JobKind => ({
      ...{ kind: "sweep", title: { zh: "清扫", en: "Sweep" } },
      async run({ place, keep, rest }) {
        for (let at = Number(place.at ?? 0); at < 12; ) {
          const began = performance.now();
          while (performance.now() - began < 12);
          const worked = performance.now();
          await rest();
          // Three times as long as it worked; a timer may be a millisecond early.
          expect(performance.now() - worked).toBeGreaterThan(30);
          done.push(`long ${at}`);
          if (progress) at += 1;
          await keep({ at });
          if (ends > 0) {
            ends -= 1;
            // The server stops: it gives the job back and writes nothing else, not even that it failed.
            void dying.stop();
            await rest();
          }
        }
        return "swept";
      },
    });
    const short: JobKind = {
      ...{ kind: "alarm", title: { zh: "提醒", en: "Alarm" } },
      async run() {
        done.push("short");
        return "";
      },
    };
    const queue = (kinds: readonly JobKind[], turn: number) =>
      new JobQueue({ database, tenant: TENANT, clock, say: (line) => said.push(line), kinds, turn });
    let dying = queue([], 0);
    const add = (name: string, dueAt: number) =>
      within((query) => addJob(query, TENANT, { kind: name, once: "x", dueAt }));
    await add("sweep", clock.at - 2);
    await add("alarm", clock.at - 1);
    await queue([long(true), short], 0).run();
    expect(done.slice(0, 3)).toEqual(["long 0", "short", "long 1"]);
    expect(done).toHaveLength(13);
    expect(await health()).toMatchObject([{ open: 0 }, { open: 0, outcome: "swept" }]);

    const tenEnds = async (progress: boolean) => {
      await within((query) => query("DELETE FROM jobs.job"));
      await add("sweep", clock.at);
      for (let count = 0; count < 10; count += 1) {
        ends = 1;
        dying = queue([long(progress)], 60_000);
        // No lease is waited for.
        await dying.run();
      }
    };
    done.length = 0;
    await tenEnds(true);
    await queue([long(true)], 60_000).run();
    expect(done).toEqual(Array.from({ length: 12 }, (_, at) => `long ${at}`));
    expect(await health()).toMatchObject([{ open: 0, failed: 0, outcome: "swept" }]);
    // The control: what never comes on is stopped for a person.
    await tenEnds(false);
    expect(await health()).toMatchObject([{ failed: 1, outcome: "the server ended each time this job ran" }]);
  },
);
