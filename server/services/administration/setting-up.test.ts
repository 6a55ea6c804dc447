// A county from nothing: its administrators are told what is missing and whose turn it is; bodies come one by one or a whole table at once.

import { beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, TEST_TENANT, type TestServices, testServices } from "../../../test/support/services.ts";
import { bodiesOfTenant } from "../officers/bodies.store.ts";
import { disable, insertOfficer, officerByLogin } from "../officers/officers.store.ts";
import { addFirst, administrationPart } from "./administration.part.ts";
import { setDuty } from "./administration.store.ts";
import { bodiesInLines } from "./body-lines.ts";
import type { Duty } from "./duties.ts";

describe.skipIf(!haveDatabase())("a county from nothing", () => {
  let services: TestServices;
  beforeAll(async () => {
    services = await testServices([administrationPart()]);
    await addFirst(services);
  });

  const add = (login: string, roles: readonly string[], duty?: Duty) =>
    services.requests.within(async (query) => {
      const secrets = { passwordHash: "x", totpSecret: Buffer.from("x"), mustChange: false };
      const officer = { login, name: "测试员", body: "administration", roles: roles as never, ...secrets };
      await insertOfficer(query, TEST_TENANT, officer);
      const { id } = (await officerByLogin(query, TEST_TENANT, login))!;
      if (duty !== undefined) await setDuty(query, TEST_TENANT, id, duty, 1);
      return id;
    });
  const as = async (login: string) => {
    const row = await services.requests.within((query) => officerByLogin(query, TEST_TENANT, login));
    return asOfficer({ id: row!.id, body: "administration", roles: ["administrator"] });
  };
  const get = async (url: string, login: string) =>
    (await services.app.inject({ url, headers: { ...(await as(login)), accept: "text/html" } })).body;
  const post = async (login: string, fields: Record<string, string>) =>
    services.app.inject({
      ...{ method: "POST", url: "/admin/bodies" },
      headers: {
        ...(await as(login)),
        ...{ accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      },
      payload: new URLSearchParams(fields).toString(),
    });

  test("what is missing is named with whose turn it is, until nothing is", async () => {
    const first = await get("/admin", "security");
    expect(first).toContain("还差这些");
    expect(first.match(/<li><a href="\/admin\/officers#add">/g)).toHaveLength(8);
    expect(first).toContain("由运维管理员做");
    await add("ops", ["administrator"], "operations");
    const operations = await get("/admin", "ops");
    expect(operations).toContain('href="/admin/bodies#add"');
    expect(operations).not.toContain("职责选“运维”");
    expect(operations).toContain("由安全管理员做");
    await add("audit", ["administrator"], "audit");
    const many = "roads\t河口县交通局\t0999-5550100\nhotline，河口县热线中心\n";
    expect((await post("ops", { many })).headers.location).toBe("/admin/bodies?count=2");
    for (const role of ["operator", "dispatcher", "officer", "coordinator", "neutral-caller"])
      await add(role, [role]);
    const nearly = await get("/admin", "security");
    expect(nearly).toContain("监督人：");
    expect(nearly).not.toContain("派单员：");
    await add("supervisor", ["supervisor"]);
    expect(await get("/admin", "security")).not.toContain("还差这些");
    // Whoever left does not count.
    await services.requests.within((query) => disable(query, TEST_TENANT, "supervisor", 1));
    expect(await get("/admin", "security")).toContain("监督人：");
  });

  test("a table of bodies is saved whole or not at all, and what was pasted is kept", async () => {
    await add("ops", ["administrator"], "operations");
    const wrong = "water,河口县水务局,0999-5550101\n住建局\n";
    const refused = await post("ops", { many: wrong });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("第 2 行不对，什么都没有保存");
    expect(refused.body).toContain("water,河口县水务局");
    const ids = async () =>
      (await services.requests.within((query) => bodiesOfTenant(query, TEST_TENANT))).map((each) => each.id);
    expect(await ids()).not.toContain("water");
    expect((await post("ops", { many: wrong.replace("住建局", "housing,河口县住建局") })).statusCode).toBe(
      303,
    );
    expect(await ids()).toEqual(expect.arrayContaining(["water", "housing"]));
    expect(await get("/admin/bodies?count=2", "ops")).toContain("记下了 2 个单位");
    // Nobody must invent an English name.
    expect((await post("ops", { id: "health", zh: "河口县卫健局" })).statusCode).toBe(303);
  });
});

test.each([
  ["", "一次 1 到 500 行"],
  ["a,甲局\n".repeat(501), "一次 1 到 500 行"],
  ["a,甲局,电话在门卫", "第 1 行不对"],
  ["a,甲局,0999-1,股室,地址,多了一列", "第 1 行不对"],
])("lines that are no table of bodies are refused: %j", (text, why) => {
  const read = bodiesInLines(text);
  expect("trouble" in read ? read.trouble.zh : read).toContain(why);
});
