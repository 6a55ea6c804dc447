// The administrator's three duties and the officers' notes in a real browser, with scripts and without: every page looked at.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Command } from "../../core/domain/request/steps.ts";
import { addJob } from "../../server/kit/jobs/queue.store.ts";
import { type JobKind, JobQueue } from "../../server/kit/jobs/queue.ts";
import { administrationPart } from "../../server/services/administration/administration.part.ts";
import { citizensPart } from "../../server/services/citizens/citizens.part.ts";
import { deskPart } from "../../server/services/desk/desk.part.ts";
import { dispatchPart } from "../../server/services/dispatch/dispatch.part.ts";
import { jobsPart } from "../../server/services/jobs/jobs.part.ts";
import { addNotes } from "../../server/services/jobs/notes.store.ts";
import { ledgerPart } from "../../server/services/ledger/ledger.part.ts";
import { messagesPart } from "../../server/services/messages/messages.part.ts";
import { addDemonstrationOfficers } from "../../server/services/officers/demonstration.ts";
import { officersPart } from "../../server/services/officers/officers.part.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { type TestServices, testServices } from "../support/services.ts";

const able = haveDatabase() && haveBrowser();
const WHOLE = 120_000;
let services: TestServices;
let browser: Browser;
let url = "";
let number = "";

beforeAll(async () => {
  if (!able) return;
  const parts = [officersPart(), citizensPart(), deskPart(), dispatchPart(), ledgerPart(), messagesPart()];
  const administration = administrationPart(() => [SWEEP]);
  services = await testServices([...parts, jobsPart(), administration], { demo: true });
  const { requests, tenant } = services;
  await requests.within((query) => addDemonstrationOfficers(query, tenant));
  await administration.start?.(services);
  const act = async (command: Command, officer?: string) => {
    const acted =
      command.kind === "file"
        ? await requests.file(command)
        : await requests.act(number, command, officer === undefined ? {} : { officer });
    if (isRefusal(acted)) throw new Error(acted.code);
    number = acted.number;
  };
  const [roads] = await requests.within((query) =>
    query<{ id: string }>("SELECT officer_id AS id FROM services.officer WHERE login = 'demo-roads'"),
  );
  await act({
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "none", hideFrom: [], open: false },
    said: { text: "村口的路灯坏了", asks: "修好路灯" },
  });
  const parted = [{ ask: 1, handling: "roads", assisting: [] }];
  await act({ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts: parted });
  await act({ kind: "acknowledge", by: { role: "officer", body: "roads" }, asks: [1] }, roads!.id);
  const said = { text: "网页打不开，编号也查不到。" };
  await act({ kind: "complain", by: { role: "citizen", person: 0 }, said });
  await requests.within((query) =>
    addNotes(
      query,
      tenant,
      [{ kind: "woken", number, body: "roads", dueAt: requests.now(), once: "journey/woken" }],
      requests.now(),
    ),
  );
  url = await services.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
}, 60_000);
afterAll(() => browser?.close());

let broken = true;
/** A job like any other, that fails while something is broken. */
const SWEEP: JobKind = {
  ...{ kind: "sweep", title: { zh: "清扫", en: "Sweep" } },
  async run() {
    if (broken) throw new Error("扫帚断了 the broom is broken");
    return "修好了，做完了 mended and done";
  },
};

function queue() {
  const { database, tenant, clock } = services;
  return new JobQueue({ database, tenant, clock, say: () => {}, kinds: [SWEEP] });
}

let causes = 0;

/** Tries the job, ever later, until it waits for a person. */
async function failForGood() {
  const { database, tenant, clock } = services;
  broken = true;
  causes += 1;
  const job = { kind: "sweep", once: `journey/${causes}`, dueAt: clock.at };
  await database.within("luodi_jobs", tenant, (query) => addJob(query, tenant, job));
  for (let tries = 0; tries < 10; tries += 1) {
    await queue().run();
    clock.at += 3_600_000;
  }
}

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const tab = await context.newPage();
  const bytes = countBytes(tab);
  const see = async (name: string, axe = true) => {
    expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
    await look(tab, name, axe);
  };
  return { context, tab, see };
}

async function signIn(tab: Page, who: string) {
  await tab.context().clearCookies({ name: "luodi-session" });
  await tab.goto(`${url}/sign-in`);
  await follow(tab, tab.getByRole("button", { name: who }).first());
}

const WAYS = [
  ["at 360 px", { viewport: { width: 360, height: 740 } }],
  ["at 1280 px, without scripts", { javaScriptEnabled: false }],
] as const;

describe.skipIf(!able)("administrators", () => {
  test.each(WAYS)(
    "operations: bodies with their addresses, health, messages, complaints: %s",
    async (way, options) => {
      const { tab, see: seeAll, context } = await open(options);
      const scripts = !("javaScriptEnabled" in options);
      const see = (name: string) => (scripts ? seeAll(name) : seeAll(name, false));
      await signIn(tab, "系统管理员（运维）");
      await tab.goto(`${url}/admin`);
      await see("admin-operations");
      await follow(tab, tab.getByRole("link", { name: "单位和股室" }));
      await see("admin-bodies");
      await follow(tab, tab.getByRole("link", { name: "roads", exact: true }));
      expect(await tab.getByLabel("中文名").inputValue()).toBe("青石县交通运输局");
      await tab.getByLabel("股室电话").fill("看不懂的电话");
      await follow(tab, tab.getByRole("button", { name: "保存" }));
      await tab.getByText("电话只写数字和横线").waitFor();
      expect(await tab.getByLabel("中文名").inputValue()).toBe("青石县交通运输局");
      await see("admin-bodies-wrong");
      await tab.getByLabel("股室电话").fill("0999-5550121");
      const address = `青石县养护路 ${WAYS.findIndex(([each]) => each === way) + 1} 号`;
      await tab.getByLabel(/^地址/).fill(address);
      await follow(tab, tab.getByRole("button", { name: "保存" }));
      await tab.getByRole("table").getByText(address).waitFor();
      await tab.getByLabel("找什么").fill("交通");
      await follow(tab, tab.getByRole("button", { name: "找" }));
      expect(await tab.getByRole("table").getByRole("link").count()).toBe(1);
      await tab.getByText("一次加很多").click();
      const many = tab.getByLabel(/一行一个/);
      await many.fill("post-office，青石县邮政所，0999-5550199\n没有代号");
      await follow(tab, tab.getByRole("button", { name: "全部保存" }));
      await tab.getByText("第 2 行不对，什么都没有保存").waitFor();
      expect(await many.inputValue()).toContain("没有代号");
      await see("admin-bodies-many-wrong");
      await many.fill("post-office，青石县邮政所，0999-5550199");
      await follow(tab, tab.getByRole("button", { name: "全部保存" }));
      await tab.getByText("记下了 1 个单位").waitFor();
      for (const [name, path, words] of [
        ["admin-health", "/admin/health", "运行情况"],
        ["admin-outbox", "/outbox", "发出的消息"],
        ["admin-complaints", "/admin/complaints", "网页打不开"],
      ] as const) {
        await tab.goto(url + path);
        await tab.getByText(words).first().waitFor();
        await see(name);
      }
      await tab.goto(`${url}/admin/officers`);
      expect(await tab.getByText("已停用").count()).toBe(0);
      await context.close();
    },
    WHOLE,
  );

  test.each(WAYS)(
    "operations: a job that failed for good is run again, and the log says who: %s",
    async (_, options) => {
      const { tab, see: seeAll, context } = await open(options);
      const scripts = !("javaScriptEnabled" in options);
      const see = (name: string) => seeAll(name, scripts);
      await failForGood();
      await signIn(tab, "系统管理员（运维）");
      await tab.goto(`${url}/admin/health`);
      const again = tab.getByRole("button", { name: /1 个出错，再跑一次/ });
      await again.waitFor();
      await see("admin-health-failed");
      await follow(tab, again);
      expect(await again.count()).toBe(0);
      await see("admin-health-again");
      broken = false;
      await queue().run();
      await tab.reload();
      await tab.getByText("修好了，做完了").waitFor();
      await see("admin-health-well");
      await signIn(tab, "系统管理员（审计）");
      await tab.goto(`${url}/admin/log`);
      await tab.getByText("sweep").first().waitFor();
      await context.close();
    },
  );

  test.each(WAYS)(
    "security: an account is added, reset, given other roles, disabled; nobody changes the own: %s",
    async (way, options) => {
      const { tab, see: seeAll, context } = await open(options);
      const scripts = !("javaScriptEnabled" in options);
      const see = (name: string) => (scripts ? seeAll(name) : seeAll(name, false));
      const login = `new.officer${WAYS.findIndex(([each]) => each === way)}`;
      await signIn(tab, "系统管理员（安全）");
      await tab.goto(`${url}/admin`);
      await see("admin-security");
      await follow(tab, tab.getByRole("link", { name: "账号 Accounts" }));
      await see("admin-accounts");
      await tab.getByLabel("账号 Login").fill(login);
      await tab.getByLabel("姓名").fill("测试员");
      await tab.getByRole("checkbox", { name: "系统管理员" }).check();
      await follow(tab, tab.getByRole("button", { name: "开账号" }));
      await see("admin-accounts-wrong");
      await tab.goto(`${url}/admin/officers`);
      await tab.getByLabel("账号 Login").fill(login);
      await tab.getByLabel("姓名").fill("测试员");
      await follow(tab, tab.getByRole("button", { name: "开账号" }));
      await tab.getByText("只显示这一次").waitFor();
      await see("admin-account-added");
      await tab.goto(`${url}/admin/officers`);
      await follow(tab, tab.getByRole("link", { name: login }));
      await see("admin-account-one");
      await follow(tab, tab.getByRole("button", { name: /重发密码/ }));
      await tab.getByText("只显示这一次").waitFor();
      await tab.goto(`${url}/admin/officers`);
      await follow(tab, tab.getByRole("link", { name: login }));
      await follow(tab, tab.getByRole("button", { name: /停用/ }));
      await tab.getByText("· 已停用").waitFor();
      await see("admin-account-disabled");
      await follow(tab, tab.getByRole("button", { name: /恢复使用/ }));
      await tab.getByRole("checkbox", { name: "监督人" }).check();
      await follow(tab, tab.getByRole("button", { name: "改 Change" }));
      await tab.getByText("经办人、监督人").first().waitFor();
      await tab.goto(`${url}/admin/officers`);
      await follow(tab, tab.getByRole("link", { name: "demo-security" }));
      await tab.getByText("这是您自己的账号").waitFor();
      await see("admin-account-own");
      await context.close();
    },
    WHOLE,
  );

  test.each(WAYS)(
    "audit: a seal is opened with a reason, the log says so, complaints are read: %s",
    async (_, options) => {
      const { tab, see: seeAll, context } = await open(options);
      const scripts = !("javaScriptEnabled" in options);
      const see = (name: string) => (scripts ? seeAll(name) : seeAll(name, false));
      await signIn(tab, "系统管理员（审计）");
      await tab.goto(`${url}/admin`);
      await see("admin-audit");
      await tab.goto(`${url}/admin/seals`);
      await see("admin-seals");
      await tab.getByLabel(/编号/).first().fill(number);
      await tab.getByLabel(/第几步/).fill("3");
      await tab.getByLabel(/理由|为什么/).fill("群众投诉，核对经办人");
      await follow(tab, tab.getByRole("button", { name: /打开并留痕/ }));
      await tab.getByText("演示丁").first().waitFor();
      // What the step was stands in words, not by the name that programs give it.
      await tab.getByText("第 3 步（青石县交通运输局接下了").waitFor();
      await see("admin-seal-opened");
      // Openings are looked through by words; a percent sign stands for itself.
      const seek = async (words: string) => {
        await tab.getByLabel(/找什么/).fill(words);
        await follow(tab, tab.getByRole("button", { name: /^找/ }));
      };
      await seek("核对 经办人");
      await tab.getByText(/找到 \d+ 条/).waitFor();
      await tab.getByText("群众投诉，核对经办人").first().waitFor();
      await see("admin-seals-found");
      await seek("核对%经办人");
      await tab.getByText("没有找到“核对%经办人”").waitFor();
      await see("admin-seals-none");
      await follow(tab, tab.getByRole("link", { name: /看全部/ }));
      await tab.getByText("群众投诉，核对经办人").first().waitFor();
      await tab.goto(`${url}/admin/log`);
      await see("admin-log");
      await tab.goto(`${url}/admin/complaints`);
      await see("admin-complaints-audit");
      await context.close();
    },
    WHOLE,
  );

  test.each(WAYS)("officers and coordinators read their notes: %s", async (_, options) => {
    const { tab, see, context } = await open(options);
    const scripts = !("javaScriptEnabled" in options);
    await signIn(tab, "经办人（青石县交通运输局）");
    await tab.goto(`${url}/notes`);
    await tab.getByText(number.slice(0, 4)).first().waitFor();
    await see("notes", scripts);
    await signIn(tab, "协调人");
    await tab.goto(`${url}/notes`);
    await see("notes-coordinator", scripts);
    await context.close();
  });

  test("in large text nothing is small, low or beside the screen", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${url}/size/large`);
    for (const [who, paths] of [
      ["系统管理员（运维）", ["/admin", "/admin/bodies", "/admin/health", "/outbox", "/admin/complaints"]],
      ["系统管理员（安全）", ["/admin/officers"]],
      ["系统管理员（审计）", ["/admin/seals", "/admin/log"]],
      ["经办人（青石县交通运输局）", ["/notes"]],
    ] as const) {
      await signIn(tab, who);
      for (const path of paths) {
        await tab.goto(url + path);
        expect(await tooSmall(tab), path).toEqual([]);
        await look(tab, `large${path.replaceAll("/", "-")}`, false);
      }
    }
    await context.close();
  });
});
