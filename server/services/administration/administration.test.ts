// Administration on a real PostgreSQL: three duties that one person cannot hold together, secrets shown once, seals with a trace, a log that stays.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, testServices } from "../../../test/support/services.ts";
import { addJob } from "../../kit/jobs/queue.store.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { addBody } from "../officers/bodies.store.ts";
import type { OfficerRole } from "../officers/officer.ts";
import { insertOfficer, officerByLogin } from "../officers/officers.store.ts";
import { isPassword } from "../officers/passwords.ts";
import { SecretBox, stepOfCode } from "../officers/totp.ts";
import { addFirst, administrationPart } from "./administration.part.ts";
import { setDuty } from "./administration.store.ts";
import { DUTIES, type Duty, rolesWrong } from "./duties.ts";

const KIND: JobKind = { kind: "sweep", title: { zh: "清扫", en: "Sweep" }, run: async () => "" };

async function start() {
  const services = await testServices([administrationPart(() => [KIND])]);
  const { requests, tenant, app } = services;
  const person = async (login: string, roles: readonly OfficerRole[], duty?: Duty) => {
    return requests.within(async (query) => {
      await addBody(query, tenant, { id: "office", zh: "办公室", en: "Office", desk: "", phone: "" });
      await insertOfficer(query, tenant, { login, name: `姓名${login}`, body: "office", roles });
      const { id } = (await officerByLogin(query, tenant, login))!;
      await setDuty(query, tenant, id, duty, 0);
      return asOfficer({ id, name: login, body: "office", roles });
    });
  };
  const by = {
    operations: await person("ops", ["administrator"], "operations"),
    security: await person("sec", ["administrator"], "security"),
    audit: await person("aud", ["administrator"], "audit"),
    none: await person("none", ["administrator"]),
    officer: await person("clerk", ["officer"]),
  };
  const get = (url: string, headers: Record<string, string>) =>
    app.inject({ url, headers: { ...headers, accept: "text/html" } });
  const post = (url: string, headers: Record<string, string>, form: Record<string, string>) =>
    app.inject({
      ...{ method: "POST", url, payload: new URLSearchParams(form).toString() },
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    });
  const find = (login: string) => requests.within((query) => officerByLogin(query, tenant, login));
  return { ...services, by, get, post, find };
}

test("one person holds one duty, and no role beside it", () => {
  expect(rolesWrong(["administrator"], "audit")).toBeUndefined();
  expect(rolesWrong(["officer", "operator"], undefined)).toBeUndefined();
  for (const [roles, duty] of [
    [["administrator"], undefined],
    [["administrator", "officer"], "audit"],
    [["officer"], "security"],
    [[], undefined],
  ] as const)
    expect(rolesWrong(roles, duty)).toBeDefined();
});

test.skipIf(!haveDatabase())(
  "each page opens to its duty alone; the database holds one duty a person",
  async () => {
    const { by, get, requests, tenant, find, store } = await start();
    const pages: Record<string, readonly Duty[]> = {
      "/admin/officers": ["security"],
      "/admin/bodies": ["operations"],
      "/admin/health": ["operations"],
      "/admin/seals": ["audit"],
      "/admin/log": ["audit"],
      "/admin/complaints": ["operations", "audit"],
      "/admin/requests.luodi-export.jsonl": ["audit"],
    };
    for (const [page, duties] of Object.entries(pages)) {
      for (const duty of DUTIES)
        expect([page, duty, (await get(page, by[duty])).statusCode]).toEqual([
          page,
          duty,
          duties.includes(duty) ? 200 : 403,
        ]);
      for (const other of [by.none, by.officer]) expect((await get(page, other)).statusCode).toBe(403);
      expect((await get(page, { host: "localhost" })).statusCode).toBe(303);
    }
    // Refusals of administrators stand in the log, which nobody can change.
    const log = (await get("/admin/log", by.audit)).body;
    expect(log).toContain("refused");
    const change = requests.within((query) => query("UPDATE services.audit_log SET act = 'x'"));
    await expect(change).rejects.toThrow(/permission denied/);
    await expect(requests.within((query) => query("DELETE FROM services.audit_log"))).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      requests.within((query) =>
        query("INSERT INTO services.audit_log (tenant_id, act, at) VALUES ($1, 'x', '2001-01-01')", [tenant]),
      ),
    ).rejects.toThrow(/permission denied/);
    const { id } = (await find("sec"))!;
    await expect(
      requests.within((query) =>
        query("INSERT INTO services.administrator_duty VALUES ($1, $2, 'audit', 0)", [tenant, id]),
      ),
    ).rejects.toThrow(/duplicate key/);
    // Asked to forget everything the database keeps 180 days.
    const count = () =>
      asSuperuser(store.superuserUrl, async (client) =>
        Number((await client.query("SELECT count(*) FROM services.audit_log")).rows[0].count),
      );
    const before = await count();
    await asSuperuser(store.superuserUrl, (client) =>
      client.query(
        "INSERT INTO services.audit_log (tenant_id, act, at) VALUES ($1, 'old', now() - interval '181 days'), ($1, 'young', now() - interval '179 days')",
        [tenant],
      ),
    );
    await requests.within((query) => query("SELECT services.forget_log(0, 1000)"));
    expect(await count()).toBe(before + 1);
  },
);

test.skipIf(!haveDatabase())(
  "an account: secrets shown once and they open it; disabled, reset, roles; never one's own",
  async () => {
    const { by, get, post, find, settings, clock } = await start();
    const form = {
      login: "New.One",
      name: "新来的",
      body: "office",
      desk: "受理台",
      roles: "operator",
      duty: "",
    };
    const added = await post("/admin/officers", by.security, form);
    expect(added.statusCode).toBe(200);
    const [, password] = /<code>([a-z0-9-]{23})<\/code>/.exec(added.body)!;
    const row = (await find("new.one"))!;
    expect(await isPassword(row.passwordHash!, password!)).toBe(true);
    expect(row.mustChange).toBe(true);
    const [, key] = /<code>([A-Z2-7]{32})<\/code>/.exec(added.body)!;
    const secret = new SecretBox(settings.dataFolder).open(row.totpSecret!);
    const code = new TOTP({ secret: Secret.fromBase32(key!), period: 30, digits: 6 }).generate({
      timestamp: clock.at,
    });
    expect(stepOfCode(secret, code, clock.at)).toBeDefined();
    const page = await get(`/admin/officers/${row.id}`, by.security);
    expect(page.body).not.toContain(password);
    const again = await post("/admin/officers", by.security, form);
    expect(again.statusCode).toBe(409);
    // What was typed is kept.
    for (const kept of ["New.One", "新来的", "受理台"]) expect(again.body).toContain(`value="${kept}"`);
    expect(again.body).toMatch(
      /<input[^>]*value="operator"[^>]*checked|<input[^>]*checked[^>]*value="operator"/,
    );
    for (const wrong of [
      { login: "a b" },
      { roles: "" },
      { roles: "administrator" },
      { duty: "audit" },
      { body: "nowhere", login: "x2" },
    ])
      expect(
        (await post("/admin/officers", by.security, { ...form, login: "other", ...wrong })).statusCode,
      ).toBeGreaterThanOrEqual(409);
    await post(`/admin/officers/${row.id}/disable`, by.security, {});
    expect((await find("new.one"))!.disabled).toBe(true);
    await post(`/admin/officers/${row.id}/enable`, by.security, {});
    const reset = await post(`/admin/officers/${row.id}/reset`, by.security, {});
    expect(reset.body).toContain("只显示这一次");
    expect(await isPassword((await find("new.one"))!.passwordHash!, password!)).toBe(false);
    await post(`/admin/officers/${row.id}/roles`, by.security, { roles: "administrator", duty: "audit" });
    expect((await find("new.one"))!.roles).toEqual(["administrator"]);
    const own = (await find("sec"))!.id;
    for (const act of ["disable", "reset", "roles"])
      expect(
        (await post(`/admin/officers/${own}/${act}`, by.security, { roles: "administrator", duty: "audit" }))
          .statusCode,
      ).toBe(409);
    const log = (await get("/admin/log", by.audit)).body;
    for (const act of ["开了账号 ", "重发密码和密钥 ", "停用账号 ", "恢复账号 ", "改了岗位 "])
      expect(log).toContain(act);
  },
);

test.skipIf(!haveDatabase())(
  "a seal opens for a reason, leaves a trace, and only for audit; complaints; health",
  async () => {
    const { by, get, post, requests, find, clock, database, tenant } = await start();
    const clerk = (await find("clerk"))!.id;
    const filed = await requests.file({
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
      ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false },
      said: { text: "路灯坏了" },
    });
    if ("refused" in filed) throw new Error(filed.code);
    const { number } = filed;
    const parts = [{ ask: 1, handling: "office", assisting: [] }];
    const dispatch = {
      kind: "dispatch",
      by: { role: "dispatcher", body: "office" },
      lead: "office",
      parts,
    } as const;
    await requests.act(number, dispatch, { officer: clerk });
    const seal = { number, step: "2", reason: "群众投诉经办人态度，核实是谁" };
    expect((await post("/admin/seals", by.security, seal)).statusCode).toBe(403);
    for (const [wrong, status] of [
      [{ reason: "短" }, 422],
      [{ number: "12345678" }, 422],
      [{ step: "9" }, 404],
    ] as const)
      expect((await post("/admin/seals", by.audit, { ...seal, ...wrong })).statusCode).toBe(status);
    expect((await get("/admin/seals", by.audit)).body).toContain("没有打开过");
    const opened = await post("/admin/seals", by.audit, seal);
    expect(opened.body).toContain("姓名clerk（clerk）");
    const list = (await get("/admin/seals", by.audit)).body;
    expect(list).toContain(seal.reason);
    expect(list).toContain("aud");
    expect(list).not.toContain("姓名clerk");

    const complaint = {
      kind: "complain",
      by: { role: "citizen", person: 0 },
      said: { text: "字太小看不清" },
    } as const;
    await requests.act(number, complaint);
    expect((await get("/admin/complaints", by.operations)).body).toContain("字太小看不清");

    await database.within("luodi_jobs", tenant, (query) =>
      addJob(query, tenant, { kind: "sweep", once: "x", dueAt: clock.at }),
    );
    clock.at += 11 * 60_000;
    const health = (await get("/admin/health", by.operations)).body;
    expect(health).toContain("清扫");
    expect(health).toContain("积压 late");
    const exported = await get("/admin/requests.luodi-export.jsonl", by.audit);
    expect(exported.body).toContain(`"number":"${number}"`);
    expect((await get("/admin/log", by.audit)).body).toContain("导出了诉求");
  },
);

test.skipIf(!haveDatabase())(
  "a new installation gets one first account, in a file for its owner alone",
  async () => {
    const services = await testServices([]);
    await addFirst(services);
    const path = join(services.settings.dataFolder, "first-sign-in.txt");
    expect(existsSync(path)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const [, password] = /password: (\S+)/.exec(readFileSync(path, "utf8"))!;
    const row = await services.requests.within((query) => officerByLogin(query, services.tenant, "security"));
    expect(await isPassword(row!.passwordHash!, password!)).toBe(true);
    expect(services.said.join()).not.toContain(password);
  },
);
