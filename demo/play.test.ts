// The county's requests through the platform on a real PostgreSQL: the ledger verifies, a stopped start goes on, the check-up finds the same.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inputFiles } from "../cli/files.ts";
import { packsFor } from "../cli/packs.ts";
import { detectors } from "../core/detectors/index.ts";
import { dayOf, startOf } from "../core/domain/day.ts";
import type { Facts } from "../core/domain/facts.ts";
import { audit } from "../core/engine/audit.ts";
import { importers } from "../core/importers/index.ts";
import { FactCollector } from "../core/importers/intake.ts";
import { LedgerCheck } from "../core/ledger/ledger-check.ts";
import { dutyOf } from "../server/services/administration/administration.store.ts";
import { publishedDraw, tendDraws } from "../server/services/callbacks/draws.ts";
import { operatorKey } from "../server/services/ledger/key.ts";
import { exportLines } from "../server/services/ledger/ledger.part.ts";
import { officerByLogin } from "../server/services/officers/officers.store.ts";
import { haveDatabase } from "../test/support/database.ts";
import { type TestServices, testServices } from "../test/support/services.ts";
import { ELSEWHERE_FILE, PLATFORM_FILE, playCounty } from "./play.ts";
import { requestsOf } from "./requests.ts";

const COUNTY = { seed: "play", requests: 1_300, faults: 3, traps: 1 };
const folder = mkdtempSync(join(tmpdir(), "luodi-play-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(...paths: readonly string[]): Promise<Facts> {
  const collector = new FactCollector(importers, { salt: "play", on: startOf("2026-06-30") });
  for await (const file of inputFiles(paths)) {
    const summary = await collector.read(file);
    expect([summary.problems, summary.refused]).toEqual([0, undefined]);
  }
  return collector.finish().facts;
}

/** Each suspicion as its detector and the words of a request in evidence, whatever its number and file. */
function suspicions(facts: Facts): string[] {
  const report = audit({ facts, packs: packsFor([]), detectors, on: "2026-06-30", inputs: [] });
  const words = new Map(
    facts.requests!.map((each) => [`${each.source.file}:${each.source.row}`, `${each.at} ${each.text}`]),
  );
  const pairs = report.results.flatMap(({ detector, findings }) =>
    findings
      .filter((finding) => finding.outcome === "suspected")
      .flatMap(({ evidence }) =>
        evidence.map((each) => `${detector}: ${words.get(`${each.file}:${each.row}`)}`),
      ),
  );
  return [...new Set(pairs)].sort();
}

/** The services of a server that dies after so many transactions. */
function dyingAfter(services: TestServices, transactions: number): TestServices {
  let left = transactions;
  const requests = new Proxy(services.requests, {
    get(target, name) {
      if (name === "within") {
        left -= 1;
        if (left < 0) throw new Error("killed");
      }
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...services, requests };
}

test.skipIf(!haveDatabase())("a year of requests", async () => {
  const services = await testServices([]);
  services.clock.at = Date.UTC(2026, 10, 24, 2);
  const played = join(folder, "played");
  const options = { ...COUNTY, folder: played };
  // Stopped under way, between a day's steps and their checkpoint: what was written is not written again.
  await expect(playCounty(dyingAfter(services, 200), options)).rejects.toThrow("killed");
  // And again in one of the months whose draw is committed to.
  await expect(playCounty(dyingAfter(services, 470), options)).rejects.toThrow("killed");
  expect(existsSync(played)).toBe(false);
  const committed = () =>
    services.requests.within((query) =>
      query<{ period: string }>("SELECT period FROM services.draw ORDER BY period"),
    );
  expect(await committed()).toEqual([{ period: "2026-05" }]);
  // Whoever signs in while the year is still being played has a duty already.
  const { tenant } = services;
  const duties = await services.requests.within(async (query) => {
    const officer = await officerByLogin(query, tenant, "demo-security");
    return dutyOf(query, tenant, officer!.id);
  });
  expect(duties).toBe("security");
  expect(await playCounty(services, options)).toBe(true);
  const [counts] = await services.requests.within((query) =>
    query("SELECT written, elsewhere FROM services.history"),
  );
  const { written, elsewhere } = counts as { written: number; elsewhere: number };
  expect(written).toBeGreaterThan(COUNTY.requests * 0.4);

  const check = new LedgerCheck({
    operator: operatorKey(services.settings.dataFolder, services.tenant),
    witnesses: [],
  });
  for await (const line of exportLines(services)) check.take(JSON.parse(line));
  const ledger = check.end();
  expect(ledger.problems).toEqual([]);
  expect(ledger.checkpoints).toBeGreaterThan(300);
  const [rows] = await services.requests.within((query) =>
    query(
      `SELECT (SELECT count(*)::int FROM services.step) AS steps, (SELECT sum(steps)::int FROM services.request) AS viewed,
         (SELECT count(*)::int FROM services.request) AS requests, (SELECT count(*)::int FROM services.pending_leaf) AS pending,
         (SELECT count(*)::int FROM services.contact) AS contacts`,
    ),
  );
  // Beside the steps the ledger holds the commitments to two draws.
  const steps = ledger.leaves - 2;
  expect(rows).toMatchObject({ steps, viewed: steps, requests: written, pending: 0 });
  // Nobody has a number but those who can be called in the later draw, and theirs is given to nobody.
  const phones = await services.requests.within((query) =>
    query<{ phone: string }>("SELECT phone FROM services.contact WHERE tenant_id = $1", [tenant]),
  );
  expect(phones.length).toBeGreaterThan(10);
  expect(phones.length).toBeLessThan(written / 10);
  expect(phones.filter(({ phone }) => !/^09995552\d{4}$/.test(phone))).toEqual([]);

  // The rows that lists look at are what the platform itself would have written.
  const [some] = await services.requests.within((query) =>
    query<{ number: string; phase: string }>(
      "SELECT number, phase FROM services.request WHERE NOT closed LIMIT 1",
    ),
  );
  expect((await services.requests.read(some!.number))!.state.closed).toBe(false);

  // The server's own job draws both: the earlier is over, since nobody in it can be called; the later waits on the callers' list.
  await tendDraws(services);
  for (const [period, first] of [
    ["2026-05", "2026-05-01"],
    ["2026-06", "2026-06-01"],
  ] as const) {
    const draw = (await services.requests.within((query) => publishedDraw(services, query, period)))!;
    expect(dayOf(draw.committedAt)).toBe(first);
    expect(draw.secret).toBeDefined();
    expect(draw.sample?.length).toBe(draw.population);
    expect(draw.population).toBeGreaterThan(30);
  }
  const called = await services.requests.within((query) =>
    query<{ period: string; open: number }>(
      `SELECT period, (count(*) FILTER (WHERE ended_at IS NULL))::int AS open
       FROM services.draw_member JOIN services.call_duty USING (tenant_id, number) GROUP BY period ORDER BY period`,
    ),
  );
  expect(called[0]).toEqual({ period: "2026-05", open: 0 });
  expect(called[1]!.open).toBeGreaterThan(5);

  const facts: string[] = [];
  for (const { fact } of requestsOf(COUNTY.seed, COUNTY.requests, COUNTY.faults, COUNTY.traps))
    if (fact !== undefined) facts.push(JSON.stringify(fact));
  expect(written + elsewhere).toBe(facts.length);
  writeFileSync(join(folder, "county.jsonl"), `${facts.join("\n")}\n`);
  const before = suspicions(await read(join(folder, "county.jsonl")));
  const after = suspicions(await read(join(played, PLATFORM_FILE), join(played, ELSEWHERE_FILE)));
  expect(before.length).toBeGreaterThan(40);
  expect(before.filter((each) => each.startsWith("hollow-reply")).length).toBeGreaterThan(0);
  expect(after.filter((each) => !before.includes(each)).map((each) => each.slice(0, 160))).toEqual([]);
  expect(before.filter((each) => !after.includes(each)).map((each) => each.slice(0, 160))).toEqual([]);
  expect(readFileSync(join(played, PLATFORM_FILE), "utf8")).not.toMatch(/1[3-9]\d{9}/);
});

test.skipIf(!haveDatabase())("a ledger that already holds later steps is not written into", async () => {
  const services = await testServices([]);
  await services.requests.within((query) =>
    query(
      "INSERT INTO services.ledger_checkpoint (tenant_id, checkpoint_no, size, at, note) VALUES ($1, 1, 0, 0, '')",
      [services.tenant],
    ),
  );
  expect(await playCounty(services, { ...COUNTY, requests: 20, folder: join(folder, "other") })).toBe(false);
  expect(services.said.join()).toContain("没有装进平台");
});
