// Counter, dispatch, coordination and desk on a real database: who sees what, what each form does, and what is refused in plain words.

import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Command } from "../../../core/domain/request/steps.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { counterPart } from "../counter/counter.part.ts";
import { dispatchPart } from "../dispatch/dispatch.part.ts";
import { addBody } from "../officers/bodies.store.ts";
import { contactOpenings } from "../officers/contacts.store.ts";
import { DEMONSTRATION_BODIES } from "../officers/demonstration.ts";
import type { Officer } from "../officers/officer.ts";
import { insertOfficer, officerByLogin } from "../officers/officers.store.ts";
import { deskPart } from "./desk.part.ts";

const DAY = 86_400_000;
const as = (body: string, role: Officer["roles"][number], more: Partial<Officer> = {}) =>
  asOfficer({ body, roles: [role], desk: "值班台", ...more });
const operator = as("hotline", "operator");
const dispatcher = as("hotline", "dispatcher");
const coordinator = as("coordination", "coordinator");
const roads = as("roads", "officer");
const water = as("water", "officer");
const housing = as("housing", "officer");

type Fields = Record<string, string | readonly string[]>;

describe.skipIf(!haveDatabase())("officers' pages", () => {
  let services: TestServices;
  let keys = 0;

  beforeAll(async () => {
    services = await testServices([deskPart(), dispatchPart(), counterPart()]);
    await services.requests.within(async (query) => {
      for (const body of DEMONSTRATION_BODIES) await addBody(query, services.tenant, body);
    });
  });

  const get = (url: string, headers: Record<string, string>) =>
    services.app.inject({ url, headers: { ...headers, accept: "text/html" } });
  const post = (url: string, headers: Record<string, string>, fields: Fields) => {
    const payload = new URLSearchParams();
    keys += 1;
    for (const [name, value] of Object.entries({ key: `test-key-${keys}`, ...fields }))
      for (const each of [value].flat()) payload.append(name, each);
    return services.app.inject({
      method: "POST",
      url,
      headers: { ...headers, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
      payload: payload.toString(),
    });
  };
  const state = async (number: string) => (await services.requests.read(number))!.state;
  const steps = async (number: string) => (await services.requests.read(number))!.steps;

  const FILING = {
    phone: "13900000001",
    text: "村口小桥边的路灯坏了三个月，晚上看不见路。井盖也没了，孩子差点掉下去。",
    asks: "修好路灯\n补上井盖",
    place: "柳河镇柳树村村口",
    consent: "on",
    wants: "call",
    name: "测试群众",
  };
  async function file(fields: Fields = {}): Promise<string> {
    const answer = await post("/counter", operator, { ...FILING, ...fields });
    expect(answer.statusCode, answer.body.slice(0, 2_000)).toBe(201);
    return /class="number">(\d{4}) (\d{4})</.exec(answer.body)!.slice(1).join("");
  }
  async function dispatched(lead = "roads", fields: Fields = {}, filing: Fields = {}): Promise<string> {
    const number = await file(filing);
    const answer = await post(`/dispatch/${number}`, dispatcher, { do: "dispatch", lead, ...fields });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/dispatch?done=${number}`]);
    return number;
  }
  async function inHand(filing: Fields = {}): Promise<string> {
    const number = await dispatched("roads", {}, filing);
    const answer = await post(`/desk/${number}`, roads, { do: "acknowledge", asks: ["1", "2"] });
    expect(answer.statusCode, answer.body.slice(0, 1_500)).toBe(303);
    return number;
  }
  const desk = (number: string, fields: Fields, who = roads) => post(`/desk/${number}`, who, fields);
  const done = async (number: string, fields: Fields, who = roads) => {
    const answer = await desk(number, fields, who);
    expect(answer.statusCode, /role="alert".*?<\/div>/s.exec(answer.body)?.[0]).toBe(303);
  };

  test("an operator files for a caller: consent is asked for, noted, and done once", async () => {
    const without = await post("/counter", operator, { ...FILING, consent: "" });
    expect(without.statusCode).toBe(422);
    expect(without.body).toContain("同意由我们代您登记吗");
    expect(without.body).toContain("村口小桥边的路灯");
    const wrong = await post("/counter", operator, { ...FILING, phone: "123", text: "" });
    expect(wrong.body).toContain("有 2 处要改");
    const key = "one-key-for-both";
    const [one, two] = await Promise.all([file({ key }), file({ key })]);
    expect(one).toBe(two);
    const [filing] = await steps(one);
    expect(filing).toMatchObject({
      kind: "file",
      door: "phone",
      asks: 2,
      by: { role: "operator", body: "hotline" },
    });
    expect(filing!.said).toMatchObject({ consent: "本人口头同意代为登记", asks: "修好路灯\n补上井盖" });
    expect((await state(one)).harmOfMatter).toBe("danger");
    expect((await post("/counter", roads, FILING)).statusCode).toBe(403);
  });

  test("danger and other channels are said before and after, and block nothing", async () => {
    const text = "楼下燃气泄漏，味道很大";
    const look = await post("/counter", operator, { ...FILING, text, look: "on" });
    expect(look.body).toContain("请马上告诉来电人");
    expect(look.body).toContain("119");
    const filed = await post("/counter", operator, { ...FILING, text, asks: "" });
    expect(filed.statusCode).toBe(201);
    expect(filed.body).toContain("请马上告诉来电人");
  });

  test("a caller is found by telephone or number; the status is one line to read aloud", async () => {
    const phone = "139 0000 0077";
    const number = await inHand({ phone });
    const found = await post("/counter/find", operator, { find: "１３９－０００００－０７７" });
    expect(found.body).toContain(`/counter/${number}`);
    const led = await post("/counter/find", operator, { find: `${number.slice(0, 4)} ${number.slice(4)}` });
    expect(led.headers.location).toBe(`/counter/${number}`);
    const page = await get(`/counter/${number}`, operator);
    expect(page.body).toMatch(
      /念给来电人：<\/strong>诉求.{10,40}承办单位正在办。在青石县交通运输局，电话0999-5550120/,
    );
    expect((await post("/counter/find", operator, { find: "abc" })).statusCode).toBe(422);
    expect(page.body).not.toContain("13900000077");
  });

  test("counter, dispatcher and coordinator are told of open requests that read alike, masked, of whichever body", async () => {
    const text = "水塔路三号楼的水管爆了，一楼全淹了，电话 13911112222。";
    const water = { text, asks: "修水管", place: "水塔路三号楼" };
    const first = await file({ ...water, phone: "13900000071" });
    const held = await dispatched("water", {}, { ...water, phone: "13900000072" });
    const shown = (number: string) => `${number.slice(0, 4)} ${number.slice(4)}`;
    const look = await post("/counter", operator, { ...FILING, ...water, look: "on" });
    for (const number of [first, held]) expect(look.body).toContain(`href="/counter/${number}"`);
    expect(look.body).toContain("可能和这些是同一件");
    const third = await file({ ...water, phone: "13900000073" });
    const page = (await get(`/dispatch/${third}`, dispatcher)).body;
    // What waits opens; what a body holds is told by its number alone.
    expect(page).toContain(`href="/dispatch/${first}"`);
    expect(page).toContain(shown(held));
    expect(page).not.toContain(`href="/dispatch/${held}"`);
    const list = page.slice(page.indexOf("并到哪一件") - 4_000, page.indexOf("并到哪一件"));
    expect(list).toContain("水管爆了");
    expect(list).not.toContain("13911112222");
    // Of another kind of matter, or of other words, nothing is told.
    const other = await file({ text: "小区门口噪声太大睡不着", asks: "", place: "", phone: "13900000074" });
    expect((await get(`/dispatch/${other}`, dispatcher)).body).not.toContain(shown(first));
  });

  test("the operator joins and rewords asks for a caller; the body reads both numberings", async () => {
    const number = await inHand({ phone: "13900000066" });
    const page = (await get(`/counter/${number}`, operator)).body;
    const [seen] = /name="seen" value="(\d+)"/.exec(page)!.slice(1);
    const fields = { do: "number-asks", person: "0", seen: seen!, was: "修好路灯\r\n补上井盖" };
    const empty = await post(`/counter/${number}`, operator, { ...fields, ask1: "", ask2: "补上井盖" });
    expect([empty.statusCode, empty.body.includes("第 1 项不能空着")]).toEqual([422, true]);
    const joined = { ...fields, ask1: "修灯、补井盖一起办", ask2: "补上井盖", into2: "1" };
    expect((await post(`/counter/${number}`, operator, joined)).statusCode).toBe(303);
    expect((await state(number)).asks).toMatchObject([{ number: 1, handling: "roads" }]);
    expect((await post(`/counter/${number}`, operator, joined)).statusCode).toBe(422);
    const desk = (await get(`/desk/${number}`, roads)).body;
    for (const words of [
      "改成 1 项（第 1 项是原第 1、2 项）",
      "1. 修灯、补井盖一起办",
      "1. 修好路灯\n2. 补上井盖",
    ])
      expect(desk).toContain(words);
  });

  test("a telephone with many requests is paged by key, newest first, none twice", async () => {
    const phone = "13900000088";
    const numbers: string[] = [];
    for (let count = 0; count < 25; count += 1) {
      services.clock.at += 1_000;
      numbers.unshift(await file({ phone, text: `第 ${count} 件事` }));
    }
    const listed = (html: string) =>
      [...html.matchAll(/href="\/counter\/(\d{8})"/g)].map((match) => match[1]);
    const first = await post("/counter/find", operator, { find: phone });
    const after = /name="after" value="([^"]+)"/.exec(first.body)![1]!;
    const second = await post("/counter/find", operator, { find: phone, after });
    expect([...listed(first.body), ...listed(second.body)]).toEqual(numbers);
  });

  test("a dispatcher names bodies ask by ask; a body that is not on the list is refused", async () => {
    const number = await file();
    const page = await get(`/dispatch/${number}`, dispatcher);
    expect(page.body).toContain("第 2 项：补上井盖");
    expect((await get("/dispatch", dispatcher)).body).toContain(`/dispatch/${number}`);
    const none = await post(`/dispatch/${number}`, dispatcher, {
      do: "dispatch",
      lead: "",
      handling2: "water",
    });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain("请选牵头单位");
    expect(none.body).toMatch(/<option value="water" selected/);
    const strange = await post(`/dispatch/${number}`, dispatcher, { do: "dispatch", lead: "nobody" });
    expect(strange.statusCode).toBe(422);
    const fields = {
      do: "dispatch",
      lead: "roads",
      handling2: "water",
      assisting1: "township",
      key: "dispatch-once-1",
    };
    expect((await post(`/dispatch/${number}`, dispatcher, fields)).statusCode).toBe(303);
    // Pressed twice: done once, and no error.
    expect((await post(`/dispatch/${number}`, dispatcher, fields)).statusCode).toBe(303);
    const { asks, lead } = await state(number);
    expect(lead).toBe("roads");
    expect(asks.map((ask) => [ask.offer?.to, ask.assisting])).toEqual([
      ["roads", ["township"]],
      ["water", []],
    ]);
    // The words are now the bodies' alone.
    const again = await get(`/dispatch/${number}`, dispatcher);
    expect(again.statusCode).toBe(409);
    expect(again.body).not.toContain("路灯坏了");
    expect((await get("/dispatch", dispatcher)).body).not.toContain(`/dispatch/${number}`);
  });

  test("bodies that mostly led such matters are named for a kind of matter, and never for “other”", async () => {
    const hint = async (matter: string) => {
      await dispatched("housing", {}, { matter });
      return (await get(`/dispatch/${await file({ matter })}`, dispatcher)).body.includes("以往这类事多由");
    };
    expect(await hint("gas")).toBe(true);
    expect(await hint("other")).toBe(false);
    // Whoever gives one on finds them at the head of the list.
    const number = await dispatched("roads", {}, { matter: "gas" });
    const { body } = await get(`/desk/${number}`, roads);
    expect(body).toMatch(/id="return-to"[^>]*><option value[^>]*>[^<]*<\/option><option value="housing"/);
  });

  test("words of danger stand before the dispatcher's eyes in the list already", async () => {
    const number = await file({
      text: "路灯坏了，灯下的井口燃气泄漏，味道很大",
      asks: "",
      phone: "13900000081",
    });
    const plain = await file({ phone: "13900000083" });
    const list = (await get("/dispatch", dispatcher)).body;
    const line = (of: string) => list.slice(list.indexOf(`/dispatch/${of}`)).split("</tr>")[0];
    expect(line(number)).toContain("写到“燃气泄漏”");
    expect(line(plain)).not.toContain("写到“");
  });

  test("asked for advice before there is anything to say, the counter says so; a mistake stands beside its box", async () => {
    const look = await post("/counter", operator, { text: "想问一问", look: "on" });
    expect(look.body).toContain("没有要提醒的，也没有找到同一件");
    const wrong = await post("/counter", operator, { text: "想问一问", wants: "call" });
    expect(wrong.statusCode).toBe(422);
    for (const id of ["phone", "consent"]) expect(wrong.body).toContain(`id="${id}-why"`);
    expect(wrong.body).toContain("请问来电人的电话");
  });

  test("a refusal leads to the form that was tried", async () => {
    const number = await inHand({ phone: "13900000082" });
    const refused = await desk(number, { do: "close", claim: "done" });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain('href="#act-close"');
    expect(refused.body).toContain('<details id="act-close" open');
  });

  test("what a form lacks is said at its field, and the word above leads there", async () => {
    const number = await inHand();
    const told = async (fields: Fields, ...ids: string[]) => {
      const { body } = await desk(number, fields);
      expect(/<div class="errors"[\s\S]*?href="#([^"]+)"/.exec(body)?.[1]).toBe(ids[0]);
      const marked = [...body.matchAll(/aria-describedby="([^"]+)" aria-invalid="true"/g)].map(
        (each) => each[1]!,
      );
      expect(marked.map((each) => each.split(" ").at(-1))).toEqual(ids.map((id) => `${id}-why`));
      for (const id of ids) expect(body).toContain(`id="${id}-why"`);
    };
    await told({ do: "extend", why: "complex", until: "明天", reason: "忙" }, "extend-until");
    await told({ do: "extend", why: "complex", until: "2026-06-20", reason: " " }, "extend-reason");
    await told({ do: "park", until: "2020-01-01", reason: "等雨停" }, "park-until");
    await told({ do: "hand-over", to: "", asks: ["1"], reason: "不归我们" }, "hand-over-to");
    await told({ do: "hand-over", to: "water", reason: "水管" }, "hand-over-asks");
    await told({ do: "reply", text: "", ask1: "answered" }, "reply-text");
    await told({ do: "reply", text: "办不了", ask1: "refused", reason: "" }, "reply-reason");
    await told({ do: "reply", text: "会办", ask2: "promised" }, "reply-ask2");
    await told(
      { do: "reply", text: "会办", ask2: "promised", what2: "补井盖", by2: "", of2: "2" },
      "reply-by2",
    );
    await told({ do: "merge", into: "1" }, "merge-into");
    const cover = await post("/desk/cover", roads, {
      login: "",
      from: "2026-06-02",
      until: "",
      reason: "休假",
    });
    expect([...cover.body.matchAll(/<a href="#(\w+)">/g)].map((each) => each[1])).toEqual(["login", "until"]);
    expect(cover.body).toMatch(/id="until"[^>]*aria-invalid="true"/);
    const card = await post("/counter/cards", operator, { number: "1", box: "1" });
    expect(card.body).toMatch(/id="number"[^>]*aria-invalid="true"/);
  });

  test("an offer is accepted or returned with a reason; after two returns the coordinator decides", async () => {
    const number = await dispatched("roads");
    expect((await get("/desk?part=offer", roads)).body).toContain(`/desk/${number}`);
    const bare = await desk(number, { do: "return", asks: ["1", "2"], to: "", reason: "不归我们" });
    expect(bare.statusCode).toBe(409);
    expect(bare.body).toContain("接收单位");
    expect(bare.body).toContain("不归我们</textarea>");
    await done(number, { do: "return", asks: ["1", "2"], to: "township", reason: "村道归乡镇管" });
    expect((await get(`/desk/${number}`, roads)).statusCode).toBe(404);
    await post(`/dispatch/${number}`, dispatcher, { do: "dispatch", lead: "township" });
    await done(
      number,
      { do: "return", asks: ["1", "2"], to: "roads", reason: "是县道" },
      as("township", "officer"),
    );
    expect((await get("/dispatch", dispatcher)).body).not.toContain(`/dispatch/${number}`);
    expect((await get(`/dispatch/${number}`, dispatcher)).statusCode).toBe(409);
    expect((await get("/coordinate", dispatcher)).statusCode).toBe(403);
    const list = await get("/coordinate", coordinator);
    expect(list.body).toContain(`/coordinate/${number}`);
    const page = await get(`/coordinate/${number}`, coordinator);
    expect(page.body).toContain("村道归乡镇管");
    expect(page.body).toContain("协调人决定");
    const decided = await post(`/coordinate/${number}`, coordinator, {
      do: "decide-receiver",
      lead: "roads",
    });
    expect(decided.statusCode).toBe(303);
    const refused = await desk(number, { do: "return", asks: ["1", "2"], to: "water", reason: "再退一次" });
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain("协调人已经定了承办单位");
    await done(number, { do: "acknowledge", asks: ["1", "2"] });
  });

  test("only the bodies concerned open a request; a stranger learns nothing", async () => {
    const number = await inHand();
    expect((await get(`/desk/${number}`, roads)).statusCode).toBe(200);
    const other = await get(`/desk/${number}`, water);
    expect(other.statusCode).toBe(404);
    expect(other.body).not.toContain("路灯");
    expect((await desk(number, { do: "close", claim: "done" }, water)).statusCode).toBe(404);
    expect((await get(`/desk/${number}`, as("roads", "operator"))).statusCode).toBe(403);
    expect((await get(`/desk/${number}`, { host: "localhost" })).statusCode).toBe(303);
    expect((await get("/desk/12345678", roads)).statusCode).toBe(404);
  });

  test("handing over needs a receiver; until it accepts the sender keeps it", async () => {
    const number = await inHand();
    const bare = await desk(number, { do: "hand-over", to: "", asks: ["2"], reason: "不归我们管" });
    expect(bare.statusCode).toBe(409);
    expect(bare.body).toContain("不能只说“不归我们管”");
    expect(
      (await desk(number, { do: "hand-over", to: "moon", asks: ["2"], reason: "在月球" })).statusCode,
    ).toBe(422);
    await done(number, { do: "hand-over", to: "water", asks: ["2"], reason: "井盖是供水的" });
    expect((await state(number)).asks[1]).toMatchObject({ handling: "roads", offer: { to: "water" } });
    await done(number, { do: "accept", asks: ["2"] }, water);
    expect((await state(number)).asks[1]).toMatchObject({ handling: "water" });
    expect((await get(`/desk/${number}`, water)).statusCode).toBe(200);
  });

  test("a contact is opened with a note that the citizen sees; who it was nobody reads", async () => {
    const offered = await dispatched();
    expect((await get(`/desk/${offered}`, roads)).body).not.toContain("查看电话");
    const early = await desk(offered, { do: "open-contact", person: "0" });
    expect(early.body).toContain("接下以后才能查看电话");
    expect(early.body).not.toContain("13900000001");
    const number = await inHand();
    const page = await get(`/desk/${number}`, roads);
    expect(page.body).toContain("查看电话");
    expect(page.body).not.toContain("13900000001");
    expect(page.body).not.toContain("测试群众");
    const opened = await desk(number, { do: "open-contact", person: "0" });
    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain("13900000001");
    const openings = await services.requests.within((query) =>
      contactOpenings(query, services.tenant, number, 0),
    );
    expect(openings).toMatchObject([{ body: "roads", desk: "值班台", role: "officer", person: 0 }]);
    await expect(
      services.requests.within((query) => query("SELECT officer_id FROM services.contact_opening")),
    ).rejects.toThrow(/permission denied/);
  });

  test("who hides from the handling body is not named to it; the hotline passes messages on", async () => {
    const text = "楼上漏水。我叫王小明，电话13900000099，住在柳河小区3栋2单元501室。";
    const number = await inHand({ hideBody: "on", text, phone: "13900000099" });
    const page = await get(`/desk/${number}`, roads);
    for (const secret of ["13900000099", "王小明", "501室", "查看电话"])
      expect(page.body).not.toContain(secret);
    expect(page.body).toContain("请热线代问");
    expect(page.body).toContain("楼上漏水");
    const forced = await desk(number, { do: "open-contact", person: "0" });
    expect(forced.body).not.toContain("13900000099");
    expect((await desk(number, { do: "relay", person: "0", text: "" })).statusCode).toBe(422);
    const ask = { do: "relay", person: "0", text: "漏水是白天还是晚上？", key: "relay-key-once" };
    await done(number, ask);
    await done(number, ask);
    const list = await get("/counter/relays", operator);
    const ids = [...list.body.matchAll(/name="relay" value="([^"]+)"/g)].map((match) => match[1]!);
    expect(ids).toHaveLength(1);
    expect(list.body).not.toContain("13900000099");
    const relay = ids[0]!;
    const shown = await post("/counter/relays", operator, { relay, do: "open" });
    expect(shown.body).toContain("13900000099");
    expect((await post("/counter/relays", as("roads", "operator"), { relay, do: "open" })).statusCode).toBe(
      403,
    );
    expect((await post("/counter/relays", operator, { relay, do: "answer", text: " " })).statusCode).toBe(
      422,
    );
    expect((await post("/counter/relays", operator, { relay, do: "unreached" })).statusCode).toBe(303);
    expect(
      (await post("/counter/relays", operator, { relay, do: "answer", text: "晚上十点以后" })).statusCode,
    ).toBe(303);
    const after = await get(`/desk/${number}`, roads);
    expect(after.body).toContain("群众回话：晚上十点以后");
    expect(after.body).toContain("热线已转达");
    expect((await post("/counter/relays", operator, { relay, do: "open" })).statusCode).toBe(409);
    const openings = await services.requests.within((query) =>
      contactOpenings(query, services.tenant, number),
    );
    expect(openings.every((each) => each.body === "hotline" && each.role === "operator")).toBe(true);
    expect(openings.length).toBeGreaterThan(0);
  });

  test("a reply goes ask by ask, with promises of what, who and when; then closing is a claim", async () => {
    const number = await inHand();
    const early = await desk(number, { do: "close", claim: "done" });
    expect(early.body).toContain("没有答复群众，不能办结");
    const words = "六月三日到现场看了，灯泡烧了。";
    const unmarked = await desk(number, { do: "reply", text: words });
    expect(unmarked.statusCode).toBe(422);
    expect(unmarked.body).toContain(words);
    const undated = await desk(number, {
      do: "reply",
      text: words,
      ask1: "answered",
      ask2: "promised",
      what1: "补井盖",
    });
    expect(undated.body).toContain("承诺“补井盖”要写全");
    const refused = await desk(number, { do: "reply", text: words, ask1: "refused" });
    expect(refused.body).toContain("请写明理由和依据");
    const promise = { what1: "补井盖", by1: "2026-06-20", of1: "2", who1: "water" };
    await done(number, {
      do: "reply",
      text: words,
      ask1: "answered",
      ask2: "promised",
      ...promise,
      sign: "on",
    });
    const now = await state(number);
    expect(now.commitments).toMatchObject([{ number: 1, ask: 2, who: "water", by: "2026-06-20" }]);
    expect((await steps(number)).at(-1)).toMatchObject({ kind: "sign", said: { name: "测试员" } });
    const page = await get(`/desk/${number}`, roads);
    expect(page.body).toContain("补井盖：青石县水务局，2026年6月20日前");
    expect((await get("/desk/promises", water)).body).toContain("没有");
    const moved = { do: "move-commitment", number: "1", until: "2026-06-25", reason: "" };
    expect((await desk(number, moved)).statusCode).toBe(409);
    await done(number, { ...moved, reason: "货没到" });
    expect((await state(number)).commitments[0]).toMatchObject({ by: "2026-06-25", moves: 1 });
    await done(number, { do: "close", claim: "partly", text: "灯亮了" });
    expect((await get("/desk", roads)).body).not.toContain(`/desk/${number}`);
    await post(`/counter/${number}`, operator, { do: "verdict", value: "not", text: "灯又灭了" });
    expect(await state(number)).toMatchObject({ closed: false, bounces: 1 });
    expect((await get("/desk", roads)).body).toContain("退回重办 1 次");
  });

  test("time: missing things at once, extension, parking with a day, resuming", async () => {
    const number = await inHand();
    await done(number, { do: "ask-for-missing", text: "灯杆编号\n现场照片" });
    expect((await steps(number)).at(-1)).toMatchObject({ kind: "ask-for-missing", items: 2 });
    const page = await get(`/desk/${number}`, roads);
    expect(page.body).toContain("钟停着");
    expect((await desk(number, { do: "park", until: "2026-08-01", reason: "等" })).statusCode).toBe(409);
    await post(`/counter/${number}`, operator, { do: "add", text: "三号灯杆" });
    const again = await desk(number, { do: "ask-for-missing", text: "还要身份证" });
    expect(again.body).toContain("缺什么要一次说清");
    const until = new Date(services.clock.at + 8 * DAY).toISOString().slice(0, 10);
    await done(number, { do: "extend", why: "site-work", until, reason: "要断路施工" });
    const bad = await desk(number, { do: "park", until: "2026-13-45", reason: "等资金" });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain("等资金");
    await done(number, { do: "park", until: "2026-12-01", reason: "等年度资金" });
    expect((await get(`/desk/${number}`, roads)).body).toContain("停着：挂账，预计到2026年12月1日");
    await done(number, { do: "resume" });
    const three = { do: "pause", why: "unreachable", until: "2026-07-20", reason: "打不通" };
    expect((await desk(number, three)).body).toContain("联系不上要有三次记录");
    for (let tries = 0; tries < 3; tries += 1)
      await done(number, { do: "contact", person: "0", way: "phone", reached: "no" });
    await done(number, three);
  });

  test("a contact that raised the rating is told as it was, and voids only praise", async () => {
    const number = await inHand();
    await done(number, { do: "contact", person: "0", way: "visit", reached: "yes", raised: "on" });
    await done(number, {
      do: "reply",
      text: "修好了，灯亮了，井盖补上了。",
      ask1: "answered",
      ask2: "answered",
    });
    await done(number, { do: "close", claim: "done" });
    await post(`/counter/${number}`, operator, { do: "verdict", value: "solved" });
    expect((await state(number)).people[0]!.verdict).toMatchObject({ value: "solved", void: true });
  });

  test("nobody of a body that handled it takes the citizen's word", async () => {
    const number = await inHand();
    await done(number, {
      do: "reply",
      text: "修好了，灯亮了，井盖补上了。",
      ask1: "answered",
      ask2: "answered",
    });
    const own = await post(`/counter/${number}`, as("roads", "operator"), { do: "verdict", value: "solved" });
    expect(own.statusCode).toBe(409);
    expect(own.body).toContain("经办单位不能替群众评判");
    const card = await post("/counter/cards", as("roads", "operator"), { number, box: "1" });
    expect(card.statusCode).toBe(409);
  });

  test("a paper card is a number and one box; a wrong one is named, the same one counts once", async () => {
    const number = await inHand();
    await done(number, {
      do: "reply",
      text: "修好了，灯亮了，井盖补上了。",
      ask1: "answered",
      ask2: "answered",
    });
    await done(number, { do: "close", claim: "done" });
    // Another check digit is always wrong; two swapped digits may be the same one.
    const swapped = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
    expect((await post("/counter/cards", operator, { number: swapped, box: "3" })).statusCode).toBe(422);
    expect((await post("/counter/cards", operator, { number, box: "34" })).statusCode).toBe(422);
    const card = { number, box: "３", key: "card-key-once-1" };
    expect((await post("/counter/cards", operator, card)).body).toContain("没解决");
    expect((await post("/counter/cards", operator, card)).statusCode).toBe(200);
    expect((await steps(number)).filter((step) => step.kind === "verdict")).toHaveLength(1);
    expect(await state(number)).toMatchObject({ bounces: 1, closed: false });
  });

  test("two who act at once: the second is told, and what was typed stays", async () => {
    const number = await inHand();
    const seen = String((await state(number)).count);
    await done(number, { do: "contact", person: "0", way: "phone", reached: "yes", seen });
    const second = await desk(number, { do: "park", until: "2026-09-01", reason: "等备件到货", seen });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain("有了新的进展");
    expect(second.body).toContain("等备件到货</textarea>");
    const fresh = /name="seen" value="(\d+)"/.exec(second.body)![1]!;
    await done(number, { do: "park", until: "2026-09-01", reason: "等备件到货", seen: fresh });
  });

  test("a duplicate is suggested and merged; its caller is still found and still heard", async () => {
    const phone = "13900000055";
    const first = await inHand({ text: "东岭村公交站牌旁路灯不亮半个月了", place: "东岭村" });
    const second = await inHand({ phone, text: "东岭村公交站牌那里的路灯不亮，半个月了", place: "东岭村口" });
    const page = await get(`/desk/${second}`, roads);
    expect(page.body).toContain(`/desk/${first}`);
    expect((await desk(second, { do: "merge", into: second })).statusCode).toBe(409);
    await done(second, { do: "merge", into: `${first.slice(0, 4)} ${first.slice(4)}` });
    expect((await state(first)).people).toHaveLength(2);
    const found = await post("/counter/find", operator, { find: phone });
    expect(found.body).toContain(`/counter/${second}`);
    await done(first, {
      do: "reply",
      text: "修好了，灯亮了，井盖补上了。",
      ask1: "answered",
      ask2: "answered",
    });
    await done(first, { do: "close", claim: "done" });
    const word = await post(`/counter/${second}`, operator, { do: "verdict", value: "partly", asks: ["2"] });
    expect(word.headers.location).toContain("person=1");
    expect((await state(first)).people[1]!.verdict?.value).toBe("partly");
  });

  test("a request that many joined is shown in pages: its people and its steps, none twice, none left out", async () => {
    const number = await inHand();
    for (let count = 0; count < 70; count += 1) {
      const join = {
        kind: "join",
        by: { role: "citizen" },
        door: "web",
        wants: "none",
        hideFrom: [],
        open: false,
      } as const;
      expect(isRefusal(await services.requests.act(number, join))).toBe(false);
    }
    const seenPeople: string[] = [];
    for (let at: string | undefined = ""; at !== undefined; ) {
      const { body }: { body: string } = await get(`/desk/${number}${at}`, roads);
      seenPeople.push(...[...body.matchAll(/<p>第 (\d+) 位：/g)].map((match) => match[1]!));
      at = /href="(\?from=\d+)#people-title"/.exec(body)?.[1];
    }
    expect(seenPeople).toEqual(Array.from({ length: 71 }, (_, index) => String(index + 1)));
    // Who covers for the body stays with it from page to page.
    const day = new Date(services.clock.at).toISOString().slice(0, 10);
    await services.requests.within((query) =>
      insertOfficer(query, services.tenant, {
        login: "zhou.liu",
        name: "周",
        body: "water",
        roles: ["officer"],
      }),
    );
    const row = await services.requests.within((query) => officerByLogin(query, services.tenant, "zhou.liu"));
    await post("/desk/cover", roads, { login: "zhou.liu", from: day, until: day, reason: "下乡" });
    const covering = await get(`/desk/${number}`, as("water", "officer", { id: row!.id }));
    expect(covering.body).toContain('href="?body=roads&amp;from=20#people-title"');
    expect(covering.body).toMatch(/href="\?body=roads&amp;before=\d+#thread-title"/);
    await post("/desk/cover", roads, {
      end: /name="end" value="([^"]+)"/.exec((await get("/desk/cover", roads)).body)![1]!,
    });
    const last = await get(`/desk/${number}`, roads);
    const before = /href="(\?before=\d+)#thread-title"/.exec(last.body)![1]!;
    const first = await get(`/desk/${number}${before}`, roads);
    const steps = (html: string) => html.match(/<time datetime/g)!.length;
    expect(steps(last.body) + steps(first.body)).toBe(73);
    expect(first.body).toContain("已派给青石县交通运输局");
  });

  test("harm is lowered only with a reason; exclusion says who and why", async () => {
    const number = await inHand();
    expect((await desk(number, { do: "lower-harm", to: "question", reason: "" })).statusCode).toBe(409);
    await done(number, { do: "lower-harm", to: "trouble", reason: "已拉警戒带" });
    await done(number, { do: "raise-harm", to: "danger" });
    await done(number, { do: "exclude", why: "duplicate", reason: "和另一件一样" });
    expect((await state(number)).exclusion).toMatchObject({ reason: "duplicate", body: "roads" });
  });

  test("the queue goes by harm, then by clock, and is paged by key without loss", async () => {
    const expected: string[] = [];
    for (let count = 0; count < 33; count += 1) {
      services.clock.at += 60_000;
      const text = count % 3 === 0 ? "咨询补贴怎么办理" : "小区停水";
      const matter = count % 3 === 0 ? "procedure" : "water";
      expected.push(await dispatched("schools", {}, { text, matter, asks: "" }));
    }
    const schools = as("schools", "officer");
    const listed = (html: string) => [...html.matchAll(/href="\/desk\/(\d{8})"/g)].map((match) => match[1]!);
    const first = await get("/desk", schools);
    const next = /href="(\/desk\?body=schools&amp;after=[^"]+)"/
      .exec(first.body)![1]!
      .replaceAll("&amp;", "&");
    const second = await get(next, schools);
    const all = [...listed(first.body), ...listed(second.body)];
    expect([...all].sort()).toEqual([...expected].sort());
    const harms = await Promise.all(all.map(async (number) => (await state(number)).harmOfMatter));
    expect(harms).toEqual([...harms].sort((a, b) => (a === b ? 0 : a === "hardship" ? -1 : 1)));
    expect((await get("/desk?body=water", schools)).statusCode).toBe(404);
  });

  test("cover: another body's colleague answers for the desk on the named days and no longer", async () => {
    const number = await inHand();
    await services.requests.within((query) =>
      insertOfficer(query, services.tenant, {
        login: "li.si",
        name: "李",
        body: "housing",
        roles: ["officer"],
      }),
    );
    const row = await services.requests.within((query) => officerByLogin(query, services.tenant, "li.si"));
    const covering = as("housing", "officer", { id: row!.id });
    expect((await get(`/desk/${number}`, covering)).statusCode).toBe(404);
    const day = (ahead: number) => new Date(services.clock.at + ahead * DAY).toISOString().slice(0, 10);
    const cover = { login: "LI.SI", from: day(1), until: day(3), reason: "休年假" };
    expect((await post("/desk/cover", roads, { ...cover, login: "nobody" })).statusCode).toBe(422);
    expect((await post("/desk/cover", roads, { ...cover, until: day(300) })).statusCode).toBe(422);
    expect((await post("/desk/cover", roads, cover)).statusCode).toBe(303);
    expect((await get(`/desk/${number}`, covering)).statusCode).toBe(404);
    const before = services.clock.at;
    services.clock.at += 2 * DAY;
    expect((await get(`/desk/${number}`, covering)).body).toContain("您正替青石县交通运输局代班");
    expect((await get("/desk?body=roads", covering)).body).toContain(`/desk/${number}`);
    await done(number, { do: "contact", person: "0", way: "phone", reached: "yes" }, covering);
    expect((await steps(number)).at(-1)!.by).toEqual({
      role: "officer",
      body: "roads",
      desk: "值班台（代班）",
    });
    services.clock.at += 2 * DAY;
    expect((await get(`/desk/${number}`, covering)).statusCode).toBe(404);
    services.clock.at = before;
    const id = /name="end" value="([^"]+)"/.exec((await get("/desk/cover", roads)).body)![1]!;
    await post("/desk/cover", housing, { end: id });
    expect((await get("/desk/cover", roads)).body).toContain("li.si");
    await post("/desk/cover", roads, { end: id });
    expect((await get("/desk/cover", roads)).body).not.toContain("li.si");
  });

  test("cover on both sides of a hand-over: the address says for which body, and each has its own forms", async () => {
    const number = await inHand();
    await services.requests.within((query) =>
      insertOfficer(query, services.tenant, {
        login: "wang.wu",
        name: "王",
        body: "roads",
        roles: ["officer"],
      }),
    );
    const row = await services.requests.within((query) => officerByLogin(query, services.tenant, "wang.wu"));
    const both = as("roads", "officer", { id: row!.id });
    const today = new Date(services.clock.at).toISOString().slice(0, 10);
    const cover = { login: "wang.wu", from: today, until: today, reason: "下乡" };
    expect((await post("/desk/cover", water, cover)).statusCode).toBe(303);
    await done(number, { do: "hand-over", to: "water", asks: ["1", "2"], reason: "水管漏水冲坏的" }, both);
    const link = `/desk/${number}?body=water`;
    const listed = (await get("/desk?body=water&part=offer", both)).body;
    expect(listed).toContain(`href="${link}&amp;part=offer"`);
    const own = (await get(`/desk/${number}`, both)).body;
    expect(own).toContain(`action="/desk/${number}?body=roads"`);
    expect(own).toContain(`href="${link}"`);
    expect(own).not.toContain('id="act-accept"');
    const theirs = (await get(link, both)).body;
    expect(theirs).toContain(`action="${link}"`);
    expect(theirs).toContain('id="act-accept"');
    const accepted = await post(link, both, { do: "accept", asks: ["1", "2"] });
    expect(accepted.headers.location).toContain(`${link}&done=accept`);
    expect((await state(number)).asks.map((ask) => ask.handling)).toEqual(["water", "water"]);
    expect((await get(`/desk/${number}?body=housing`, both)).statusCode).toBe(200);
    expect((await get(`${link}`, housing)).statusCode).toBe(404);
  });

  test("what would be refused is not offered: handing over while it stands still, closing before all is answered or while another has yet to accept, extending what is late", async () => {
    const number = await inHand();
    const forms = async () => [...(await get(`/desk/${number}`, roads)).body.matchAll(/id="act-([a-z-]+)"/g)];
    const offered = async () => (await forms()).map((each) => each[1]);
    expect(await offered()).toEqual(expect.arrayContaining(["hand-over", "extend"]));
    expect(await offered()).not.toContain("close");
    services.clock.at += 20 * DAY;
    expect(await offered()).not.toContain("extend");
    services.clock.at -= 20 * DAY;
    const day = new Date(services.clock.at + 3 * DAY).toISOString().slice(0, 10);
    await done(number, { do: "pause", why: "weather", until: day, reason: "下大雨" }, roads);
    expect(await offered()).not.toEqual(expect.arrayContaining(["hand-over"]));
    expect(await offered()).not.toEqual(expect.arrayContaining(["close"]));
    await done(number, { do: "resume" }, roads);
    await done(number, { do: "reply", text: "正在修", ask1: "answered", ask2: "answered" }, roads);
    expect(await offered()).toContain("close");
    const clock = async () => (await get(`/desk/${number}`, roads)).body;
    expect(await clock()).toContain("报告办结以后，答复的钟才停");
    await done(number, { do: "pause", why: "weather", until: day, reason: "下大雨" }, roads);
    expect(await clock()).toContain("现在停着，答复的钟不走");
    expect(await clock()).not.toContain("报告办结以后，答复的钟才停");
    await done(number, { do: "resume" }, roads);
    await done(number, { do: "hand-over", to: "water", asks: ["2"], reason: "井盖是水务的" }, roads);
    expect(await offered()).not.toEqual(expect.arrayContaining(["close"]));
  });

  test("too long is said with how much, cut nowhere, and stays in its box; so do ticks", async () => {
    const number = await inHand();
    const before = (await steps(number)).length;
    const long = "路".repeat(10_001);
    const reply = await desk(number, { do: "reply", text: long, ask1: "answered" }, roads);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain("写了 10001 个字，请缩短到 10000 字以内");
    expect(reply.body).toContain(long);
    const fields = { do: "hand-over", to: "water", asks: ["2"], reason: "水".repeat(2_001) };
    const handing = await desk(number, fields, roads);
    expect(handing.body).toContain("写了 2001 个字，请缩短到 2000 字以内");
    expect(handing.body).toContain(fields.reason);
    const ticked = (ask: number) =>
      new RegExp(`id="hand-over-asks${ask === 1 ? "" : "-2"}"[^>]*checked`).test(handing.body);
    expect([ticked(1), ticked(2)]).toEqual([false, true]);
    expect((await steps(number)).length).toBe(before);
  });

  test("what is read out at the counter may be as long as on the web; what is longer is said and kept", async () => {
    const told = (words: string) => `写了 ${words.length} 个字，请缩短到`;
    const [full, long] = ["路".repeat(5_000), "路".repeat(9_000)];
    const filing = await post("/counter", operator, { ...FILING, text: long });
    expect(filing.statusCode).toBe(422);
    expect(filing.body).toContain(told(long));
    expect(filing.body).toContain(long);
    const number = await file({ text: full });
    expect((await steps(number))[0]!.said!.text).toBe(full);
    const adding = await post(`/counter/${number}`, operator, { do: "add", text: long });
    expect(adding.statusCode).toBe(422);
    expect(adding.body).toContain(told(long));
    expect(adding.body).toContain(long);
    expect(adding.body).toContain('href="#add-text"');
    const card = await post("/counter/cards", operator, { number, box: "1", text: long });
    expect(card.body).toContain(told(long));
    const note = await post(`/dispatch/${number}`, dispatcher, { do: "dispatch", lead: "", note: long });
    expect(note.statusCode).toBe(422);
    expect(note.body).toContain(long);
  });

  test("a session that ended while a reply was written loses no word of it", async () => {
    const number = await inHand();
    const words = "十二月三日前把坑填平，先放锥桶。";
    const answer = await post(`/desk/${number}`, { host: "localhost" }, { do: "reply", text: words });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('href="/sign-in" target="_blank"');
  });

  test("what was asked through the hotline goes with the personal data", async () => {
    const number = await inHand({ hideBody: "on" });
    await done(number, { do: "relay", person: "0", text: "请问您家几楼" });
    await post(`/counter/${number}`, operator, { do: "ask-deletion", sure: "on" });
    await done(number, {
      do: "reply",
      text: "修好了，灯亮了，井盖补上了。",
      ask1: "answered",
      ask2: "answered",
    });
    await done(number, { do: "close", claim: "done" });
    const command: Command = { kind: "delete-personal-data", by: { role: "system" }, people: [0] };
    expect(isRefusal(await services.requests.act(number, command))).toBe(false);
    await asSuperuser(services.store.superuserUrl, async (client) => {
      const { rows } = await client.query("SELECT words, outcome FROM services.relay WHERE number = $1", [
        number,
      ]);
      expect(rows).toEqual([{ words: "", outcome: "deleted" }]);
    });
    expect((await get(`/desk/${number}`, roads)).body).not.toContain("几楼");
  });

  test("the aid sees what is missing while the reply is written, and keeps nothing", async () => {
    const number = await inHand();
    const before = (await steps(number)).length;
    const hints = async (fields: Fields) => {
      const answer = await desk(number, { do: "look", ...fields });
      expect(answer.statusCode).toBe(200);
      return [...answer.body.matchAll(/data-hint="(\w+)"/g)].map((match) => match[1]);
    };
    expect(await hints({ text: "您好，感谢您的来信，我们已收悉，将高度重视。", ask1: "answered" })).toEqual(
      expect.arrayContaining(["hollow", "unmarked", "unclear"]),
    );
    const loose = "经现场查看，路灯灯泡损坏，我们将尽快更换。详情请拨打电话 123456 咨询，地址：某处。";
    expect(await hints({ text: loose, ask1: "promised" })).toEqual(
      expect.arrayContaining(["undated", "phone", "place", "unmarked"]),
    );
    const whole =
      "六月三日到村口小桥边查看，路灯灯泡烧坏，当天换好，晚上已亮。井盖六月四日补上并加固。有问题请打电话 0999-5550120。";
    expect(await hints({ text: whole, ask1: "answered", ask2: "answered" })).toEqual([]);
    expect(await steps(number)).toHaveLength(before);
  });

  test("the aid knows a text that was used for unlike matters", async () => {
    const text = "您反映的情况我们已转相关股室核实，会按照有关规定认真研究处理，请您放心，感谢您的监督支持。";
    const matters = ["小区物业乱收停车费没人管", "孩子转学手续被退回三次", "拖欠农民工工资两个月"];
    for (const words of matters) {
      const number = await inHand({ text: words, asks: "a\nb" });
      await done(number, { do: "reply", text, ask1: "answered" });
    }
    const number = await inHand();
    const answer = await desk(number, { do: "look", text, ask1: "answered" });
    expect(answer.body).toContain("另外 3 件不同的事上也用过");
  });

  test("after an act the officer is led on: to the next offer, the next in hand, or back to the queue", async () => {
    const body = "electricity";
    const own = as(body, "officer");
    await services.requests.within((query) =>
      addBody(query, services.tenant, { id: body, zh: "测试供电所", en: "Electricity", desk: "", phone: "" }),
    );
    const [one, two, three] = [await dispatched(body), await dispatched(body), await dispatched(body)];
    const act = async (number: string, fields: Fields) => {
      const answer = await desk(number, fields, own);
      expect(answer.statusCode, answer.body.slice(0, 500)).toBe(303);
      return get(answer.headers.location as string, own);
    };
    const next = (page: string) => /href="\/desk\/(\d+)">\s*下一件/.exec(page)?.[1];
    // All three are of one moment and one level, so the queue goes by number.
    const [first, second, third] = [one, two, three].sort() as [string, string, string];
    const accepted = await act(first, { do: "acknowledge", asks: ["1", "2"] });
    expect(accepted.body).toContain("接下了");
    expect(next(accepted.body)).toBe(second);
    const returned = await act(second, { do: "return", asks: ["1", "2"], to: "roads", reason: "是路灯" });
    expect(returned.statusCode).toBe(200);
    expect(returned.body).toContain("这件现在不在您单位");
    await act(third, { do: "acknowledge", asks: ["1", "2"] });
    const replied = await act(first, { do: "reply", text: "六月一日已换好灯泡。", ask1: "answered" });
    expect(replied.body).toContain("答复发出了");
    expect(next(replied.body)).toBe(third);
    const last = await act(third, { do: "reply", text: "六月一日已换好灯泡。", ask1: "answered" });
    expect(next(last.body)).toBeUndefined();
  });

  test("once the days for it are over no return is offered, and the page says what to do instead", async () => {
    const number = await dispatched("water");
    const page = async () => (await get(`/desk/${number}`, water)).body;
    expect(await page()).toContain('id="act-return"');
    const was = services.clock.at;
    services.clock.at += 10 * DAY;
    const late = await page();
    services.clock.at = was;
    expect(late).not.toContain('id="act-return"');
    expect(late).toContain("接下后再转给应办的单位");
    expect(late).toContain('id="act-acknowledge"');
  });

  /** A body of its own, so that nothing else lies on its desk. */
  async function newBody(id: string) {
    const body = { id, zh: `测试单位${id}`, en: id, desk: "", phone: "" };
    await services.requests.within((query) => addBody(query, services.tenant, body));
    return as(id, "officer");
  }
  const ALL = { asks: ["1", "2"] };
  const lists = async (path: string, who: Record<string, string>) => {
    const { body } = await get(path, who);
    const rows = [...body.matchAll(/<tr id="n(\d{8})"><td><a href="([^"]+)"[\s\S]*?<\/tr>/g)];
    return { body, rows: rows.map(([text, number, href]) => ({ text, number: number!, href: href! })) };
  };
  const goOn = (page: string) => /href="(\/desk\/[^"]+)">\s*下一件/.exec(page)?.[1]?.replaceAll("&amp;", "&");

  test("what is due today or late is one press away; what stands still is due on no day", async () => {
    const own = await newBody("due");
    const began = services.clock.at;
    const [late, parked] = [await dispatched("due"), await dispatched("due")];
    for (const each of [late, parked]) await done(each, { do: "acknowledge", ...ALL }, own);
    await done(parked, { do: "park", until: "2026-12-01", reason: "等年度资金" }, own);
    services.clock.at += 14 * DAY;
    const offer = await dispatched("due");
    const today = await dispatched("due");
    await done(today, { do: "acknowledge", ...ALL }, own);
    const promise = { what1: "补井盖", by1: "2026-06-16", of1: "1" };
    await done(today, { do: "reply", text: "明天补好井盖。", ask1: "promised", ...promise }, own);
    const all = await lists("/desk", own);
    expect(all.rows).toHaveLength(4);
    expect(all.body).toContain("到期 1 ");
    expect(all.body).not.toContain("条到期");
    expect(all.rows.find((row) => row.number === parked)!.text).toContain("钟停着");
    expect(all.rows.find((row) => row.number === late)!.text).toContain("<strong>已过期限");
    expect(all.rows.find((row) => row.number === today)!.text).toContain("答复过，还没报告办结");
    expect((await lists("/desk?part=due", own)).rows.map((row) => row.number)).toEqual([late]);
    // The last of the two working days in which an offer is accepted; and the day of the promise.
    services.clock.at += 2 * DAY;
    const due = await lists("/desk?part=due", own);
    expect(due.rows.map((row) => row.number).sort()).toEqual([late, offer, today].sort());
    expect(due.rows.find((row) => row.number === today)!.text).toContain("承诺过了日子（2026年6月16日）");
    expect(due.rows.find((row) => row.number === offer)!.text).toContain("<strong>接下或退回");
    expect(due.body).toContain("承诺 1 条到期");
    // Parking hides nothing that was late before; only the way on passes it by.
    await done(late, { do: "park", until: "2026-12-01", reason: "等年度资金" }, own);
    const still = await lists("/desk?part=due", own);
    expect(still.rows.find((row) => row.number === late)!.text).toMatch(/已过期限（[^）]+）.*，现在停着/);
    expect(still.body).toContain("到期 3 ");
    expect((await get(`/desk/${late}`, own)).body).toContain("答复群众：已过期限");
    services.clock.at = began;
  });

  test("one goes on where one was: within the list one came from, past what stands still, also from what is there no more", async () => {
    const own = await newBody("going");
    const numbers = [];
    for (let count = 0; count < 4; count += 1) numbers.push(await dispatched("going"));
    const [first, second, third, fourth] = numbers.sort() as [string, string, string, string];
    for (const each of [first, second, third]) await done(each, { do: "acknowledge", ...ALL }, own);
    await done(third, { do: "ask-for-missing", text: "灯杆编号" }, own);
    const act = async (path: string, fields: Fields) => {
      const answer = await post(path, own, fields);
      return (await get(answer.headers.location as string, own)).body;
    };
    const { rows } = await lists("/desk?part=offer", own);
    expect(rows.map((row) => row.href)).toEqual([`/desk/${fourth}?part=offer`]);
    const whole = {
      text: "六月一日换好灯泡，井盖已补。",
      ask1: "answered",
      ask2: "answered",
      closing: "done",
    };
    const closed = await act(`/desk/${first}?part=holds`, { do: "reply", ...whole });
    expect(closed).toContain("报告办结了");
    expect(goOn(closed)).toBe(`/desk/${second}?part=holds`);
    expect(closed).toContain(`href="/desk?body=going&amp;part=holds#n${first}"`);
    // The third waits for the citizen; nothing is left that anybody could go on with.
    const last = await act(`/desk/${second}?part=holds`, { do: "reply", ...whole });
    expect(goOn(last)).toBeUndefined();
    const [one, two] = [await dispatched("going"), await dispatched("going")].sort();
    const { rows: offers } = await lists("/desk?part=offer", own);
    const after = offers[offers.findIndex((row) => row.number === one) + 1]!.number;
    const given = await act(`/desk/${one}`, { do: "return", ...ALL, to: "roads", reason: "是县道" });
    expect(given).toContain("这件现在不在您单位");
    expect(goOn(given)).toBe(`/desk/${after}`);
    expect([two, fourth]).toContain(after);
  });

  test("a reply is sent and reported done in one go, or not at all while something is unanswered", async () => {
    const number = await inHand();
    const reply = { do: "reply", text: "六月一日换好灯泡，晚上已亮。", ask1: "answered", closing: "partly" };
    const early = await desk(number, reply);
    expect(early.statusCode).toBe(422);
    expect(early.body).toContain('href="#reply-closing"');
    expect(early.body).toContain("第 2 项还没有答复，先不能报告办结");
    expect((await steps(number)).some((step) => step.kind === "reply")).toBe(false);
    const whole = { ...reply, ask2: "answered", sign: "on", key: "reply-and-close" };
    await done(number, whole);
    const kinds = (await steps(number)).map((step) => step.kind);
    expect(kinds.slice(-3)).toEqual(["reply", "sign", "close"]);
    expect(await state(number)).toMatchObject({ closed: true });
    // Pressed twice: done once.
    await done(number, whole);
    expect(await steps(number)).toHaveLength(kinds.length);
  });

  test("the words stand before the offer, and once; what came back leads with what was said and what had been replied", async () => {
    const text = "桥头第三根灯杆的路灯坏了，井盖也松了。";
    const number = await dispatched("roads", {}, { text });
    const page = async () => (await get(`/desk/${number}`, roads)).body;
    const offered = await page();
    expect(offered.indexOf(text)).toBeLessThan(offered.indexOf("请先接下"));
    expect(offered.split(text)).toHaveLength(2);
    await done(number, { do: "acknowledge", ...ALL });
    const told = { text: "已安排人员处理。", ask1: "answered", ask2: "answered", closing: "done" };
    await done(number, { do: "reply", ...told });
    await post(`/counter/${number}`, operator, { do: "verdict", value: "not", text: "没人来过，灯还是不亮" });
    const back = await page();
    for (const words of ["没人来过，灯还是不亮", told.text]) {
      expect(back.indexOf(words)).toBeLessThan(back.indexOf('id="act-reply"'));
      expect(back.split(words)).toHaveLength(2);
    }
  });

  test("a number that is looked up while a reply is written takes no word of it; Enter never looks one up", async () => {
    const number = await inHand({ phone: "13900000091" });
    const { body } = await get(`/desk/${number}`, roads);
    const buttons = [...body.matchAll(/<button[^>]*name="do"[^>]*>/g)].map((each) => each[0]);
    expect(buttons[0]).toMatch(/value="look"[^>]*hidden/);
    expect(buttons[1]).toContain('value="open-contact/0"');
    const looked = await desk(number, {
      ...{ whole: "on", do: "open-contact/0", text: "写了半截", ask2: "refused" },
    });
    expect(looked.statusCode).toBe(200);
    for (const kept of ["13900000091", "写了半截</textarea>"]) expect(looked.body).toContain(kept);
    expect((await steps(number)).some((step) => step.kind === "reply")).toBe(false);
    const openings = await services.requests.within((query) =>
      contactOpenings(query, services.tenant, number),
    );
    expect(openings).toHaveLength(1);
  });

  test("promises that were read while looking over stand in the form, once and to be checked; days that are over do not", async () => {
    const number = await inHand();
    const look = async (fields: Fields) => {
      const { body } = await desk(number, { do: "look", ...fields });
      const [what, by] = ["what", "by"].map((name) => new RegExp(`id="reply-${name}1"[^>]*value="([^"]*)"`));
      return { body, what: what!.exec(body)?.[1], by: by!.exec(body)?.[1] };
    };
    const text = "六月一日已换好灯泡。井盖六月二十日前补上。";
    const read = await look({ text, ask1: "answered", ask2: "promised" });
    expect(read.by).toBe("2026-06-20");
    expect(read.what).toContain("补上");
    expect(read.body).toMatch(/id="reply-of1"[\s\S]*?<option value="2" selected/);
    expect(read.body).toContain("已填进下面的“登记承诺”");
    const own = await look({ text, ask1: "answered", ask2: "promised", what1: "补井盖", by1: "2026-06-18" });
    expect([own.what, own.by]).toEqual(["补井盖", "2026-06-18"]);
    const over = await look({ text: "井盖五月二十日前补上。", ask1: "answered" });
    expect(over.by ?? "").toBe("");
  });

  test("of one kind of matter a body merges in one press, however differently it is told", async () => {
    const road = { matter: "road", asks: "a\nb", place: "" };
    const first = await inHand({ ...road, text: "东岭到镇上那条路坑坑洼洼，三轮车翻了一次。" });
    const second = await inHand({ ...road, text: "孩子骑车上学摔了，大坑没人填。" });
    const { body } = await get(`/desk/${second}`, roads);
    expect(body).toContain(`value="merge/${first}"`);
    expect(body).not.toContain("件看着像同一件事");
    await done(second, { do: "merge", into: first });
    expect(await state(second)).toMatchObject({ mergedInto: first });
    // “其他” is no kind of matter.
    const other = { matter: "other", asks: "a\nb", place: "" };
    const [one, two] = [
      await inHand({ ...other, text: "广场的灯太亮照进卧室" }),
      await inHand({ ...other, text: "河边要装护栏" }),
    ];
    expect((await get(`/desk/${two}`, roads)).body).not.toContain(`value="merge/${one}"`);
  });

  describe("an answered matter with a promise", () => {
    const PROMISE = {
      ...{ do: "reply", text: "六月八日前补好井盖。", ask1: "answered", ask2: "promised" },
      ...{ what1: "补井盖", by1: "2026-06-08", of1: "2" },
    };

    test("waits for its day in one press: the citizen sees it, and on the day it is due by itself", async () => {
      const began = services.clock.at;
      const number = await inHand();
      expect((await desk(number, { do: "await" })).body).toContain("现在没有可以等的承诺");
      const sent = await desk(number, PROMISE);
      const next = await get(String(sent.headers.location), roads);
      expect(next.body).toContain("没办完，不用急着办结：可以挂账到2026年6月8日");
      await done(number, { do: "await" });
      const [parked] = (await steps(number)).slice(-1);
      const until = Date.parse("2026-06-08T00:00:00+08:00");
      expect(parked).toMatchObject({ kind: "park", until });
      expect(parked!.said!.reason).toBe("等承诺的日子：补井盖（2026年6月8日前）");
      const counter = await get(`/counter/${number}`, operator);
      expect(counter.body).toContain("单位要等到承诺的2026年6月8日再办；这段时间答复的期限不走");
      const due = async () => (await lists("/desk?part=due", roads)).rows;
      expect((await due()).map((row) => row.number)).not.toContain(number);
      services.clock.at = until + 3_600_000;
      const row = (await due()).find((each) => each.number === number);
      expect(row!.text).toContain("承诺的事，今天到日子");
      await done(number, { do: "keep-commitment", number: "1" });
      expect((await due()).map((each) => each.number)).not.toContain(number);
      services.clock.at = began;
    });

    test("goes on at once where a citizen does not accept waiting, and is offered no second waiting", async () => {
      const number = await inHand();
      await done(number, PROMISE);
      await done(number, { do: "await" });
      const told = await post(`/counter/${number}`, operator, {
        do: "resume",
        person: "0",
        text: "孩子天天走",
      });
      expect(told.statusCode).toBe(303);
      expect(await steps(number)).toContainEqual(
        expect.objectContaining({ kind: "resume", by: expect.objectContaining({ role: "operator" }) }),
      );
      const { body } = await get(`/desk/${number}`, roads);
      for (const words of ["不同意等，要求马上接着办", "孩子天天走", "这一轮不能再挂账"])
        expect(body).toContain(words);
      for (const form of ['id="await"', 'id="act-park"']) expect(body).not.toContain(form);
      const again = await desk(number, { do: "park", until: "2026-07-01", reason: "等资金" });
      expect([again.statusCode, again.body.includes("群众说过不同意等")]).toEqual([409, true]);
    });

    test("that was late stays late, and is told so", async () => {
      const began = services.clock.at;
      const number = await inHand();
      services.clock.at += 14 * DAY;
      await done(number, { ...PROMISE, by1: "2026-06-30" });
      expect((await get(`/desk/${number}`, roads)).body).toContain("挂账以后照旧算过期");
      await done(number, { do: "await" });
      expect((await lists("/desk?part=due", roads)).rows.map((row) => row.number)).toContain(number);
      services.clock.at = began;
    });
  });

  describe("a reply under way", () => {
    const HALF = { whole: "on", text: "写了半截", ask1: "answered", what1: "补井盖" };
    const colleague = as("roads", "officer", { id: "5a0a5e0e-0000-4000-8000-000000000002" });
    const draft = async (number: string, who = roads) => (await get(`/desk/${number}`, who)).body;

    test("outlives every other act, done or refused, for its writer alone, until it is sent", async () => {
      const number = await inHand();
      const contact = { "contact.person": "0", "contact.way": "phone", "contact.reached": "yes" };
      await done(number, { ...HALF, ...contact, do: "contact", "contact.text": "问过了" });
      expect((await steps(number)).at(-1)).toMatchObject({ kind: "contact", said: { text: "问过了" } });
      const kept = await draft(number);
      for (const each of ["写了半截</textarea>", 'value="补井盖"', "存下来的，还没有发"])
        expect(kept).toContain(each);
      expect(await draft(number, colleague)).not.toContain("写了半截");
      // Refused: all that was typed into the page stands there still, into whichever act.
      const refused = await desk(number, {
        ...{ ...HALF, text: "写了半截多", do: "hand-over", "hand-over.asks": "1", "park.reason": "等资金" },
      });
      expect(refused.statusCode).toBe(409);
      for (const each of ["写了半截多</textarea>", "等资金</textarea>"]) expect(refused.body).toContain(each);
      await desk(number, { ...HALF, do: "reply", ask2: "refused" });
      expect(await draft(number)).toContain("写了半截</textarea>");
      await done(number, { ...HALF, do: "reply", text: "路灯换好了", what1: "" });
      expect(await draft(number)).not.toContain("还没有发");
    });

    test("is thrown away by its writer, with personal data of its request, and where all of it was deleted", async () => {
      const number = await inHand();
      for (const gone of [{ do: "discard" }, { do: "look", text: " ", what1: "" }]) {
        await desk(number, { ...HALF, do: "look" });
        expect(await draft(number)).toContain("还没有发");
        await desk(number, { ...HALF, ...gone });
        expect(await draft(number)).not.toContain("还没有发");
      }
      await desk(number, { ...HALF, do: "look" });
      await post(`/counter/${number}`, operator, { do: "ask-deletion", person: "0", sure: "on" });
      await done(number, { do: "reply", text: "换好了", ask1: "answered", ask2: "answered" }, colleague);
      await done(number, { do: "close", claim: "done" }, colleague);
      const rows = () =>
        services.requests.within((query) =>
          query("SELECT fields FROM services.reply_draft WHERE number = $1", [number]),
        );
      expect(await rows()).toHaveLength(1);
      const by = { role: "system" } as const;
      const deleted = await services.requests.act(number, { kind: "delete-personal-data", by, people: [0] });
      expect(isRefusal(deleted)).toBe(false);
      expect(await rows()).toEqual([]);
    });
  });
});
