// Exchange with a case system on a real database: in, in again, out, and every row that cannot be taken named.

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { addBody } from "../officers/bodies.store.ts";
import { DEMONSTRATION_BODIES } from "../officers/demonstration.ts";
import { exchangePart } from "./exchange.part.ts";
import { readMapping } from "./mapping.ts";
import { parseCsv, readTable, writeCsv, writeWorkbook } from "./table.ts";

describe("tables", () => {
  const cell = fc.string({
    unit: fc.constantFrom("甲", "a", "1", ",", '"', "\n", "=", "+", "-", "@", "'", " ", "\t", "\r"),
  });
  const row = fc.array(cell, { minLength: 1, maxLength: 5 });
  /** What a cell is after a journey: its ends trimmed, one guarding apostrophe before a formula's sign gone. */
  const plain = (text: string) => text.replace(/^'(?=[=+\-@\t\r])/, "").trim();

  test("what is written as CSV is read as it was, whatever the signs", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        // A comma ahead, so that the separator is known whatever the cells hold.
        const written = [["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"], ...rows];
        const read = parseCsv(writeCsv(written).slice(1));
        const expected = written
          .map((each) => each.map(plain))
          .filter((each) => each.some((value) => value !== ""));
        expect(read.map((each) => each.map((value) => value.trim()))).toEqual(expected);
      }),
    );
  });

  test("no cell begins like a formula once it is written", () => {
    fc.assert(
      fc.property(cell, (text) => {
        const [, second] = writeCsv([["a,b"], [text]])
          .slice(1)
          .split("\r\n");
        expect(/^[=+@-]/.test(second ?? "")).toBe(false);
      }),
    );
  });

  test("a table comes as UTF-8, GB 18030, with tabs, or as a workbook; anything else is none", async () => {
    const rows = [
      ["工单编号", "内容"],
      ["007", "=1+1，停水"],
    ];
    expect(await readTable(Buffer.from(writeCsv(rows)))).toEqual(rows);
    expect(await readTable(await writeWorkbook(rows))).toEqual(rows);
    expect(await readTable(Buffer.from("工单编号\t内容\n007\t停水\n"))).toEqual([rows[0], ["007", "停水"]]);
    const gbk = Buffer.from([0xb9, 0xa4, 0xb5, 0xa5, 0x2c, 0x61, 0x0a, 0x31, 0x2c, 0x32]);
    expect(await readTable(gbk)).toEqual([
      ["工单", "a"],
      ["1", "2"],
    ]);
    const unicode = Buffer.from("\ufeff工单编号\t内容\n007\t停水\n", "utf16le");
    expect(await readTable(unicode)).toEqual([rows[0], ["007", "停水"]]);
    // A system that cut a cell by bytes broke one character, not the file.
    const cut = Buffer.concat([
      Buffer.from("工单编号,内容\n007,路灯不亮已经三个月"),
      Buffer.from("灯").subarray(0, 2),
      Buffer.from("\n"),
    ]);
    expect((await readTable(cut))?.[1]?.[1]).toBe("路灯不亮已经三个月\ufffd");
    expect(await readTable(Buffer.from("PK\u0003\u0004 not a workbook"))).toBeUndefined();
    expect(await readTable(Buffer.from([0, 1, 2, 0]))).toBeUndefined();
  });

  test("a mapping that is not understood is named", () => {
    expect(readMapping("reply = 处理结果\n\ntext＝反映", "县交通局 = roads")).toEqual({
      columns: { reply: "处理结果", text: "反映" },
      bodies: new Map([["县交通局", "roads"]]),
    });
    expect(readMapping("评分 = 满意度", "")).toEqual({ wrong: "评分 = 满意度" });
    expect(readMapping("", "县交通局")).toEqual({ wrong: "县交通局" });
  });
});

describe.skipIf(!haveDatabase())("with a case system", () => {
  let services: TestServices;
  const dispatcher = asOfficer({ body: "hotline", roles: ["dispatcher"] });

  beforeAll(async () => {
    services = await testServices([exchangePart()]);
    await services.requests.within(async (query) => {
      for (const body of DEMONSTRATION_BODIES) await addBody(query, services.tenant, body);
    });
    const columns = "text = 市民诉求\nreply = 处理结果";
    const saved = await post("/exchange", { system: "旧热线", columns, bodies: "县交通局 = roads" });
    expect(saved.statusCode).toBe(303);
  });

  const post = (url: string, fields: Record<string, string>, headers = dispatcher) =>
    services.app.inject({
      method: "POST",
      url,
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });
  async function take(rows: readonly (readonly string[])[] | Buffer, system = "旧热线") {
    const form = new FormData();
    form.set("system", system);
    form.set("file", new Blob([Buffer.isBuffer(rows) ? new Uint8Array(rows) : writeCsv(rows)]), "导出.csv");
    const wire = new Response(form);
    return services.app.inject({
      method: "POST",
      url: "/exchange/in",
      headers: { ...dispatcher, accept: "text/html", "content-type": wire.headers.get("content-type")! },
      payload: Buffer.from(await wire.arrayBuffer()),
    });
  }
  const counted = (html: string) =>
    /新登记 (\d+) 件，更新 (\d+) 件，没有变化 (\d+) 件，有问题 (\d+) 行/.exec(html)?.slice(1).map(Number);
  const HEADER = ["工单编号", "市民诉求", "联系电话", "来电人", "承办单位", "处理结果", "状态", "满意度"];
  const numberOf = async (external: string) => {
    const rows = await services.requests.within((query) =>
      query<{ number: string }>("SELECT number FROM services.exchange_ticket WHERE external_id = $1", [
        external,
      ]),
    );
    return rows[0]!.number;
  };
  const steps = async (external: string) => (await services.requests.read(await numberOf(external)))!.steps;

  test("a table is taken in once, however often it comes, and goes on where it changed", async () => {
    const row = ["GD-1", "桥头路灯不亮", "13900000001", "测试群众", "县交通局", "", "办理中", "非常满意"];
    expect(counted((await take([HEADER, row])).body)).toEqual([1, 0, 0, 0]);
    expect(counted((await take([HEADER, row])).body)).toEqual([0, 0, 1, 0]);
    expect(await steps("GD-1")).toMatchObject([
      { kind: "file", door: "exchange", matter: "street-light" },
      { kind: "dispatch", lead: "roads" },
    ]);
    const answered = [...row.slice(0, 5), "六月一日换了灯泡，已亮。", "已办结", "非常满意"];
    expect(counted((await take([HEADER, answered])).body)).toEqual([0, 1, 0, 0]);
    const whole = await steps("GD-1");
    expect(whole.map((step) => step.kind)).toEqual(["file", "dispatch", "acknowledge", "reply", "close"]);
    // Their rating is no verdict.
    expect((await services.requests.read(await numberOf("GD-1")))!.state.people[0]!.verdict).toBeUndefined();
    expect(counted((await take(await writeWorkbook([HEADER, answered]))).body)).toEqual([0, 0, 1, 0]);
    expect(await steps("GD-1")).toHaveLength(5);
  });

  test("a citizen's “not” stands against the same row sent again", async () => {
    const row = ["GD-2", "桥头护栏断了", "", "", "县交通局", "六月一日修好了。", "已办结", ""];
    await take([HEADER, row]);
    const number = await numberOf("GD-2");
    await services.requests.act(number, {
      kind: "verdict",
      by: { role: "citizen", person: 0 },
      person: 0,
      value: "not",
    });
    expect(counted((await take([HEADER, row])).body)).toEqual([0, 0, 1, 0]);
    expect((await services.requests.read(number))!.state).toMatchObject({ closed: false, bounces: 1 });
  });

  test("every row that cannot be taken is named with how to mend it; the others are taken", async () => {
    const rows = [
      HEADER,
      ["GD-3", "停水三天", "", "", "", "", "", ""],
      ["", "没有编号", "", "", "", "", "", ""],
      ["GD-4", "", "", "", "", "", "", ""],
      ["GD-5", "停电", "12", "", "", "", "", ""],
      ["GD-6", "停气", "", "", "县燃气办", "", "", ""],
    ];
    const { body } = await take(rows);
    expect(counted(body)).toEqual([1, 0, 0, 4]);
    for (const words of [
      "第 3 行：没有工单编号",
      "第 4 行：没有诉求内容",
      "第 5 行：联系电话不像",
      "第 6 行：单位“县燃气办”不在名单里",
    ])
      expect(body).toContain(words);
    const bare = await take([
      ["甲", "乙"],
      ["1", "2"],
    ]);
    expect(bare.body).toContain("没有“工单编号”这一栏");
    expect((await take(Buffer.from([0, 0, 0]))).statusCode).toBe(422);
    expect((await take([HEADER, ["x"]], "没有这个")).statusCode).toBe(422);
  });

  test("what changed goes out under their names, from where the last file ended", async () => {
    services.clock.at += 60_000;
    const hidden = await services.requests.file(
      {
        ...{
          kind: "file",
          by: { role: "citizen", person: 0 },
          door: "web",
          procedure: "hotline",
          intent: "ask-help",
        },
        ...{ asks: 1, harm: "trouble", wants: "call", hideFrom: ["handling-body"], open: false },
        said: { text: "=HYPERLINK(坏)" },
      },
      { contact: { phone: "13900000042" } },
    );
    const first = await post("/exchange/out", { system: "旧热线", form: "csv" });
    expect(first.headers["content-type"]).toContain("text/csv");
    const table = parseCsv(first.body.replace(/^\ufeff/, ""));
    expect(table[0]).toEqual(
      expect.arrayContaining(["工单编号", "市民诉求", "处理结果", "落地编号", "群众评判"]),
    );
    const at = (name: string) => table[0]!.indexOf(name);
    const one = table.find((row) => row[at("工单编号")] === "GD-2")!;
    expect([one[at("群众评判")], one[at("退回重办次数")], one[at("承办单位")]]).toEqual([
      "没解决",
      "1",
      "县交通局",
    ]);
    expect(first.body).not.toContain("13900000042");
    expect(first.body).toContain("'=HYPERLINK");
    const next = String(first.headers["x-luodi-next"]);
    const none = await post("/exchange/out", { system: "旧热线", form: "csv", after: next });
    expect(parseCsv(none.body.slice(1))).toHaveLength(1);
    services.clock.at += 60_000;
    if (!("number" in hidden)) throw new Error("not filed");
    await services.requests.act(hidden.number, {
      kind: "add",
      by: { role: "citizen", person: 0 },
      photos: 0,
      said: { text: "又来了" },
    });
    const more = await post("/exchange/out", { system: "旧热线", form: "xlsx", after: next });
    const rows = await readTable(more.rawPayload);
    expect(rows).toHaveLength(2);
    expect(rows![1]![at("落地编号")]).toBe(hidden.number);
    expect((await post("/exchange/out", { system: "旧热线", after: "x" })).statusCode).toBe(422);
  });

  test("the next file goes on where the last ended, and a lost one is given again, with nothing to copy by hand", async () => {
    services.clock.at += 60_000;
    await post("/exchange", { system: "新热线", columns: "", bodies: "" });
    const page = async () => (await services.app.inject({ url: "/exchange", headers: dispatcher })).body;
    const section = async () => (await page()).split('id="system-新热线"')[1]!.split("</section>")[0]!;
    const out = async (from: string) => {
      const answer = await post("/exchange/out", { system: "新热线", form: "csv", from });
      return parseCsv(answer.body.slice(1)).slice(1);
    };
    expect(await section()).toContain("还没有导出过");
    const all = await out("last");
    expect(all.length).toBeGreaterThan(2);
    expect(await section()).toContain(`${all.length} 件。现在没有新的变化`);
    expect(await out("last")).toEqual([]);
    services.clock.at += 60_000;
    await take([HEADER, ["GD-90", "路口积水", "", "", "", "", "", ""]]);
    expect(await section()).toContain("现在有 1 件没导出");
    const one = await out("last");
    expect(one.map((row) => row[0])).toEqual([await numberOf("GD-90")]);
    // The file was lost on the way: the same again, and then nothing is left.
    expect(await out("again")).toEqual(one);
    expect(await out("last")).toEqual([]);
    expect(await out("start")).toHaveLength(all.length + 1);
  });

  test("without a file it says that none was chosen, at the field", async () => {
    const answer = await take(Buffer.alloc(0));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("没有选文件");
    expect(answer.body).not.toContain("读不出表格");
    expect(answer.body).toContain('href="#file-旧热线"');
    expect(answer.body).toMatch(/id="file-旧热线"[^>]*aria-invalid="true"/);
  });

  test("a mapping to a body that is not on the list is told when it is written, not row by row later", async () => {
    const fields = { system: "旧热线二", columns: "", bodies: "县交通局 = roads\n县水务局 = no-such" };
    const answer = await post("/exchange", fields);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("“no-such”不是本平台的单位代号");
    expect(answer.body).toContain(fields.bodies);
    expect((await services.app.inject({ url: "/exchange", headers: dispatcher })).body).not.toContain(
      "旧热线二",
    );
  });

  test("only a dispatcher opens it", async () => {
    const officer = asOfficer({ roles: ["officer"] });
    expect((await services.app.inject({ url: "/exchange", headers: officer })).statusCode).toBe(403);
    expect((await post("/exchange/out", { system: "旧热线" }, officer)).statusCode).toBe(403);
    expect((await post("/exchange", { system: "<b>", columns: "", bodies: "" })).statusCode).toBe(422);
  });
});
