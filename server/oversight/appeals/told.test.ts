// What appeals tell on the platform's pages: an answer to the body that appealed and to no other, for ten working days; to supervisors what waits.

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { madeId } from "../../../test/support/check-up.ts";
import { haveDatabase, testDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { checkUps } from "../../check-ups.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { deskPart } from "../../services/desk/desk.part.ts";
import { figuresPart } from "../../services/figures/figures.part.ts";
import { jobsPart } from "../../services/jobs/jobs.part.ts";
import type { Part } from "../../services/service.ts";
import { SERVICES_MIGRATIONS } from "../../services/services.ts";
import { answerAppeal, fileAppeal } from "./appeals.store.ts";
import { appealsTold } from "./told.ts";

const TENANT = "999904";
const DAY = 86_400_000;
const roads = asOfficer({ body: "roads" });
const water = asOfficer({ body: "water" });
const coordinator = asOfficer({ body: "coordination", roles: ["coordinator"] });
const supervisor = asOfficer({ body: "coordination", roles: ["supervisor"] });

describe.skipIf(!haveDatabase())("appeals told", () => {
  let county: TestServices;
  let monday: number;

  beforeAll(async () => {
    const store = await testDatabase(SERVICES_MIGRATIONS, checkUps(TENANT).migrations!);
    const beside = (part: Part): Part => ({
      name: part.name,
      register: (app, services) => part.register(app, { ...services, told: appealsTold(services) }),
    });
    const parts = [beside(jobsPart()), beside(figuresPart()), beside(deskPart())];
    county = await testServices(parts, {}, TENANT, { store } as TestServices);
    monday = county.clock.at;
  });

  const page = async (url: string, headers: Record<string, string>) => {
    const answer = await county.app.inject({ url, headers: { ...headers, accept: "text/html" } });
    expect(answer.statusCode, url).toBe(200);
    return answer.body;
  };
  const within = <T>(work: (query: Transaction) => Promise<T>) =>
    county.database.within("luodi_oversight", TENANT, work);
  /** @param accused null where the finding is none of the platform's bodies'. */
  const file = async (finding: string, body: string, accused: string | null = body) => {
    const appeal = randomUUID();
    const filed = {
      ...{ finding: madeId(finding), detector: "hollow", title: { zh: `疑点${finding}`, en: finding } },
      ...{ by: { body, role: "officer" as const }, ground: "fact" as const, words: "" },
      ...(accused === null ? {} : { accused }),
    };
    await within((query) => fileAppeal(query, TENANT, appeal, filed, randomUUID(), county.clock.at));
    return appeal;
  };
  const answer = (appeal: string, upheld: boolean) => {
    const given = { upheld, reason: "对照原始行核过", by: { body: "office", role: "supervisor" as const } };
    return within((query) => answerAppeal(query, TENANT, appeal, given, randomUUID(), county.clock.at));
  };

  test("nothing is told where nothing was appealed", async () => {
    expect(await page("/notes", roads)).toContain("没有提醒。");
    expect(await page("/supervision", supervisor)).not.toContain("等答复");
  });

  test("a supervisor's day begins with how many wait and how many are late", async () => {
    const own = await file("a", "roads");
    await file("b", "roads");
    await file("c", "water");
    expect(await page("/supervision", supervisor)).toContain("3 件申诉等答复 <");
    await answer(own, false);
    expect(await page("/supervision", supervisor)).toContain("2 件申诉等答复 <");
    // Ten working days end on the 15th.
    county.clock.at = monday + 14 * DAY;
    expect(await page("/supervision", supervisor)).not.toContain("超期");
    county.clock.at = monday + 15 * DAY;
    await file("d", "water");
    expect(await page("/supervision", supervisor)).toContain("3 件申诉等答复，其中 2 件超期");
    expect(await page("/supervision", supervisor)).toContain('<a href="/appeals">3 件');
    county.clock.at = monday;
  });

  test("the body that appealed reads its answer among its notes, and nobody else does", async () => {
    const notes = await page("/notes", roads);
    expect(notes).toContain("申诉未成立：疑点a（2026年6月1日答复）");
    expect(notes).toContain(`href="/findings/${madeId("a")}#appeals"`);
    expect(notes).toContain("诉求没有提醒");
    expect(notes).not.toContain("疑点b");
    // Where the day begins it is told in the same words.
    const desk = await page("/desk", roads);
    for (const words of ["有新情况 1 条", "申诉未成立：疑点a（2026年6月1日答复）"])
      expect(desk).toContain(words);
    for (const other of [water, coordinator]) expect(await page("/notes", other)).not.toContain("疑点a");
  });

  test("it is told for ten working days, on the first page alone, and no more once the body has appealed anew", async () => {
    const older = `/notes?at=${monday}&id=${randomUUID()}`;
    expect(await page(older, roads)).not.toContain("疑点a");
    county.clock.at = monday + 14 * DAY;
    expect(await page("/notes", roads)).toContain("疑点a");
    county.clock.at = monday + 15 * DAY;
    expect(await page("/notes", roads)).not.toContain("疑点a");
    county.clock.at = monday + DAY;
    await file("a", "roads");
    expect(await page("/notes", roads)).not.toContain("疑点a");
  });

  test("what a body filed against a finding that is nobody's is not told: its officers could not open it", async () => {
    await answer(await file("e", "coordination", null), true);
    expect(await page("/notes", coordinator)).not.toContain("疑点e");
  });

  test("many answers do not bury the notes: the latest stand there, the rest in the body's own list", async () => {
    for (let at = 0; at < 12; at += 1) {
      county.clock.at += 60_000;
      await answer(await file(`1${at.toString(16)}`, "water"), true);
    }
    const notes = await page("/notes", water);
    expect(notes.split("申诉成立，已撤回：").length - 1).toBe(10);
    expect(notes).toContain("疑点1b");
    expect(notes).not.toContain("疑点11（");
    expect(notes).toContain('<a href="/findings">还有');
  });
});
