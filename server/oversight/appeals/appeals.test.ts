// Appeals on a real PostgreSQL: who sees what, one open appeal a finding, answers by another, what is withdrawn, retirement, deletion.

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { addReport, countyWithCheckUps, madeId } from "../../../test/support/check-up.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices } from "../../../test/support/services.ts";
import { checkUpsDue, OVERSIGHT_RETENTION } from "../retention/retention.ts";
import { appealedByDetector, appealsAgainst } from "./appeals.store.ts";
import { ownerOf, ownNames } from "./owners.ts";

const TENANT = "999903";
const DAY = 86_400_000;
const BODIES = [
  ["roads", "青石县交通运输局"],
  ["water", "青石县水务局"],
  ["coordination", "青石县政务协调办"],
] as const;
const id = (last: string) => `5a0a5e0e-0000-4000-8000-0000000000${last}`;
const roads = asOfficer({ id: id("01"), body: "roads", roles: ["officer"] });
const water = asOfficer({ id: id("02"), body: "water", roles: ["officer"] });
const supervisor = asOfficer({ id: id("03"), body: "coordination", roles: ["supervisor"] });
const second = asOfficer({ id: id("04"), body: "coordination", roles: ["supervisor"] });
const administrator = asOfficer({ id: id("05"), body: "coordination", roles: ["administrator"] });

describe.skipIf(!haveDatabase())("appeals", () => {
  let county: TestServices;
  let run: string;

  beforeAll(async () => {
    county = await countyWithCheckUps(TENANT, BODIES);
    run = await addReport(county.database, TENANT, county.clock.at, CLAUSES);
  });

  const get = async (url: string, headers: Record<string, string>, status = 200) => {
    const answer = await county.app.inject({ url, headers: { ...headers, accept: "text/html" } });
    expect(answer.statusCode, url).toBe(status);
    return answer.body;
  };
  const post = async (url: string, headers: Record<string, string>, form: Record<string, string>) => {
    const answer = await county.app.inject({
      ...{ method: "POST", url, payload: new URLSearchParams(form).toString() },
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    });
    return answer;
  };
  const file = async (finding: string, as: Record<string, string>, ground = "fact", words = "") =>
    (await post(`/findings/${madeId(finding)}/appeal`, as, { ground, words })).statusCode;
  const appealed = async (finding: string) =>
    county.database.within("luodi_oversight", TENANT, (query) =>
      appealsAgainst(query, TENANT, [madeId(finding)]),
    );
  const answer = async (
    finding: string,
    as: Record<string, string>,
    ruling: string,
    reason = "对照原始行核过",
  ) => (await post(`/appeals/${(await appealed(finding)).at(-1)!.id}`, as, { ruling, reason })).statusCode;

  test("a body sees its own findings and nothing of another; the list and the page refuse the rest in one way", async () => {
    const own = await get("/findings", roads);
    expect(own).toContain("第 a 封信");
    expect(own).not.toContain("第 c 封信");
    expect(own).not.toContain("第 e 封信");
    expect(own).toContain("不得用于考核、处分或公开发布");
    expect(own).toContain("noindex");
    expect(own).toContain("2026年6月8日为止，先由疑点说的单位自己看");
    expect(await get("/findings?outcome=cannot-tell", roads)).toContain("第 b 封信");
    expect(await get("/findings?words=%E4%BF%A1-a", roads)).toContain("第 a 封信");
    expect(await get("/findings?words=%E4%BF%A1-zz", roads)).not.toContain("第 a 封信");
    const page = await get(`/findings/${madeId("a")}`, roads);
    expect(page).toContain("letters.csv 第 2 行");
    expect(page).toContain("事实不对");
    // What is another's, nobody's, or not there is refused alike.
    const refused = await Promise.all(
      ["c", "e", "9"].map((each) => get(`/findings/${madeId(each)}`, roads, 403)),
    );
    expect(new Set(refused).size).toBe(1);
    await get(`/runs/${run}/findings/${madeId("a")}`, roads, 403);
    await get("/findings", administrator, 403);
    // No appeal is needed against what accuses nobody.
    expect(await get(`/findings/${madeId("b")}`, roads)).not.toContain('name="ground"');
  });

  test("one touch files it; sent twice, at once or after another, it stands once; words are masked and no name is kept on it", async () => {
    expect(await file("a", roads, "none")).toBe(422);
    const long = await post(`/findings/${madeId("a")}/appeal`, roads, {
      ground: "fact",
      words: "长".repeat(201),
    });
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain("长".repeat(201));
    const words = "回执在台账第 3 页，电话 13900000001";
    expect(await Promise.all([file("a", roads, "fact", words), file("a", roads, "fact", words)])).toEqual([
      303, 303,
    ]);
    expect(await file("a", roads, "rule")).toBe(303);
    const filed = await appealed("a");
    expect(filed).toHaveLength(1);
    expect(filed[0]).toMatchObject({
      ground: "fact",
      accused: "roads",
      by: { body: "roads", role: "officer" },
    });
    expect(filed[0]!.words).toContain("回执在台账第 3 页");
    expect(filed[0]!.words).not.toContain("13900000001");
    const page = await get(`/findings/${madeId("a")}`, roads);
    expect(page).toContain("青石县交通运输局 经办人");
    expect(page).toContain("2026年6月15日以前答复");
    expect(page).not.toContain("测试员");
    expect(page).not.toContain('name="ground"');
    for (const list of ["/findings", `/runs/${run}/clauses/0`])
      expect(await get(list, list === "/findings" ? roads : supervisor)).toContain("正在申诉");
    expect(await file("c", roads)).toBe(403);
    expect(await appealed("c")).toEqual([]);
  });

  test("a person answers with a reason; not the accused body, not whoever filed; what was answered stays", async () => {
    const list = await get("/appeals", supervisor);
    expect(list).toContain("青石县交通运输局 经办人，2026年6月1日");
    expect(list).toContain("2026年6月15日");
    expect(
      await answer("a", asOfficer({ id: id("06"), body: "roads", roles: ["supervisor"] }), "upheld"),
    ).toBe(403);
    expect(await answer("a", supervisor, "upheld", "短")).toBe(422);
    expect(await answer("a", supervisor, "", "写了理由没有选")).toBe(422);
    expect(await answer("a", roads, "upheld")).toBe(403);
    expect((await appealed("a"))[0]!.answer).toBeUndefined();
    expect(await answer("a", supervisor, "not-upheld", "台账第 3 页没有这份回执")).toBe(303);
    expect(await answer("a", second, "upheld", "想改成成立的理由")).toBe(303);
    expect((await appealed("a"))[0]!.answer).toMatchObject({
      upheld: false,
      reason: "台账第 3 页没有这份回执",
    });
    const page = await get(`/findings/${madeId("a")}`, roads);
    expect(page).toContain("申诉未成立");
    expect(page).toContain("台账第 3 页没有这份回执");
    // A later appeal is open to the body again.
    expect(page).toContain('name="ground"');
  });

  test("what no body of the platform owns is appealed by whoever may see it, and answered by another person", async () => {
    expect(await get(`/runs/${run}/findings/${madeId("e")}`, supervisor)).toContain('name="ground"');
    expect(await get(`/runs/${run}/findings/${madeId("a")}`, supervisor)).not.toContain('name="ground"');
    expect(await file("e", supervisor, "exemption")).toBe(303);
    expect(await answer("e", supervisor, "upheld")).toBe(403);
    expect((await appealed("e"))[0]!.answer).toBeUndefined();
    expect(await answer("e", second, "upheld")).toBe(303);
    expect((await appealed("e"))[0]!.answer?.upheld).toBe(true);
  });

  test("an upheld finding is withdrawn: counted and listed among suspicions no more, also by the next check-up", async () => {
    expect(await file("c", water)).toBe(303);
    expect(await answer("c", supervisor, "upheld")).toBe(303);
    county.clock.at += DAY;
    const next = await addReport(county.database, TENANT, county.clock.at, CLAUSES);
    for (const each of [run, next]) {
      const clause = await get(`/runs/${each}/clauses/0`, supervisor);
      expect(clause).toContain("疑似 2，无法判断 1");
      expect(clause).toContain("另有 2 条申诉成立，已撤回，不计");
      expect(clause).toContain("申诉成立，已撤回");
      const suspected = await get(`/runs/${each}/clauses/0?outcome=suspected`, supervisor);
      expect(suspected).toContain("第 a 封信");
      expect(suspected).not.toContain("第 c 封信");
    }
    expect(await get("/findings", water)).toContain("申诉成立，已撤回");
    expect(await file("c", water)).toBe(303);
    expect(await appealed("c")).toHaveLength(1);
    // A clause all of whose suspicions were withdrawn is clear.
    expect(await file("f", roads, "mended")).toBe(303);
    expect(await answer("f", supervisor, "upheld")).toBe(303);
    const home = await get("/checkup", supervisor);
    expect(home.slice(home.indexOf('id="clear"'))).toContain("检测 overdue");
  });

  test("a late answer is shown as late, and an unknown year as unknown", async () => {
    expect(await file("d", roads)).toBe(303);
    county.clock.at += 30 * DAY;
    expect(await get("/appeals", supervisor)).toContain("答复超期，是监督单位的责任");
    expect(await get("/checkup", supervisor)).toContain("1 件申诉等答复，其中 1 件超期");
    expect(await answer("d", supervisor, "not-upheld")).toBe(303);
    expect(await get("/appeals?state=answered", supervisor)).toContain("答复超期，是监督单位的责任");
    const then = county.clock.at;
    county.clock.at = Date.UTC(2026, 11, 28);
    expect(await file("d", roads)).toBe(303);
    expect(await get("/appeals", supervisor)).toContain("放假安排还没公布");
    county.clock.at = then;
  });

  test("the errors stand by detector, beside their method; a detector upheld against too often cannot tell until it is mended", async () => {
    const errors = await get("/checkup/errors", water);
    // Suspicions, appealed, upheld, mended, not upheld, open.
    const row = (detector: string, page: string) => {
      const from = page.indexOf(`检测 ${detector}`);
      return [...page.slice(from, page.indexOf("</tr>", from)).matchAll(/>(\d+)<\/td>/g)].map(
        (each) => each[1],
      );
    };
    expect(row("hollow", errors)).toEqual(["4", "4", "2", "0", "1", "1"]);
    expect(row("overdue", errors)).toEqual(["1", "1", "0", "1", "0", "0"]);
    expect(errors).toContain("满 10 件");
    for (const [, name] of BODIES) expect(errors).not.toContain(name);
    const many = "0123456789".split("").map((each) => ({ id: `5${each}`, body: "青石县水务局" }));
    const last = await addReport(county.database, TENANT, county.clock.at + DAY, { pasted: many });
    for (const { id: finding } of many.slice(0, 9)) {
      await file(finding, water);
      await answer(finding, supervisor, "upheld");
    }
    expect(await get(`/runs/${last}/clauses/0`, supervisor)).toContain("疑似 1，无法判断 0");
    await file("59", water);
    await answer("59", supervisor, "not-upheld");
    const clause = await get(`/runs/${last}/clauses/0`, supervisor);
    expect(clause).toContain("疑似 0，无法判断 1");
    expect(clause).toContain("已停用");
    expect(await get(`/runs/${last}/clauses/0?outcome=cannot-tell`, supervisor)).toContain("第 59 封信");
    expect(await get(`/runs/${last}/clauses/0?outcome=suspected`, supervisor)).not.toContain("第 59 封信");
    expect(await get("/checkup/errors", supervisor)).toContain("已停用，修好以前");
    // The page of its body says so too, and asks for no appeal.
    expect(await get(`/findings/${madeId("59")}`, water)).toContain("已停用");
    const day = "2027-01-01";
    const after = await county.database.within("luodi_oversight", TENANT, (query) =>
      appealedByDetector(query, TENANT, { pasted: day }),
    );
    expect(after.map((each) => each.detector)).toEqual(["hollow", "overdue"]);
  });

  test("who acted is sealed, and everything goes on its day, the seals with it", async () => {
    await expect(
      county.database.within("luodi_oversight", TENANT, (query) =>
        query("SELECT * FROM oversight.appeal_actor"),
      ),
    ).rejects.toThrow(/permission denied/);
    const seen = () =>
      asSuperuser(county.store.superuserUrl, async (client) => {
        const count = async (table: string) =>
          Number((await client.query(`SELECT count(*) AS n FROM oversight.${table}`)).rows[0].n);
        return [await count("appeal"), await count("appeal_actor"), await count("finding")] as const;
      });
    const [appeals, seals] = await seen();
    expect(seals).toBe(2 * appeals - 1);
    const tables = await asSuperuser(county.store.superuserUrl, (client) =>
      client.query("SELECT 'oversight.' || tablename AS name FROM pg_tables WHERE schemaname = 'oversight'"),
    );
    expect(OVERSIGHT_RETENTION.map((each) => each.table).sort()).toEqual(
      tables.rows.map((each) => each.name).sort(),
    );
    const due = checkUpsDue({ ...county, tenant: TENANT });
    const job = { place: {}, dueAt: 0, keep: async () => {}, rest: async () => {} };
    await due.run(job);
    expect((await seen())[2]).toBeGreaterThan(0);
    county.clock.at = Date.UTC(2028, 0, 1);
    await due.run(job);
    expect(await seen()).toEqual([appeals, seals, 0]);
    county.clock.at = Date.UTC(2032, 0, 1);
    await due.run(job);
    expect(await seen()).toEqual([0, 0, 0]);
    expect(await get("/findings", roads)).toContain("还没有做过体检");
  });
});

test("a name that two bodies share, or none has, is nobody's", () => {
  const bodies = [
    { id: "roads", name: "交通局" },
    { id: "water", name: "水务局" },
    { id: "other", name: "水务局" },
  ];
  expect(ownerOf("交通局", bodies)?.id).toBe("roads");
  expect(ownerOf("roads", bodies)?.id).toBe("roads");
  expect(ownerOf("水务局", bodies)).toBeUndefined();
  expect(ownerOf("交通局养护站", bodies)).toBeUndefined();
  expect(ownerOf(undefined, bodies)).toBeUndefined();
  expect(ownNames("water", bodies)).toEqual(["water"]);
  expect(ownNames(randomUUID(), bodies)).toEqual([]);
});

const CLAUSES = {
  hollow: [
    { id: "a", body: "青石县交通运输局" },
    { id: "b", body: "青石县交通运输局", outcome: "cannot-tell" },
    { id: "c", body: "青石县水务局" },
    { id: "d", body: "青石县交通运输局" },
    { id: "e", body: "邻县水务局" },
  ],
  overdue: [{ id: "f", body: "青石县交通运输局" }],
} as const;
