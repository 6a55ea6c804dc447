// Following by the secret link: the thread, the citizen's word, what may be added and chosen; by number alone, state and dates.

import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Acting, Command, CommandOf } from "../../../core/domain/request/steps.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { askRelay } from "../desk/relay.store.ts";
import { addBody } from "../officers/bodies.store.ts";
import { openContact } from "../officers/contacts.store.ts";
import { newLink } from "../requests/secrets.ts";
import { citizensPart } from "./citizens.part.ts";

const DAY = 86_400_000;
const roads: Acting = { role: "officer", body: "roads", desk: "养护股" };
const dispatcher: Acting = { role: "dispatcher", body: "hotline" };

let services: TestServices;
beforeAll(async () => {
  if (!haveDatabase()) return;
  services = await testServices([citizensPart()]);
  await services.requests.within(async (query) => {
    const phone = "0999-5550120";
    await addBody(query, services.tenant, { id: "roads", zh: "交通局", en: "Roads", desk: "养护股", phone });
    await addBody(query, services.tenant, {
      id: "hotline",
      zh: "热线",
      en: "Hotline",
      desk: "",
      phone: "0999-5550199",
      address: "为民路 1 号",
    });
  });
});

test.skipIf(!haveDatabase())(
  "the hotline's number has one place: every page says what is written there",
  async () => {
    const { link } = await request("filed");
    for (const url of ["/", `/r/${link}/card`, `/r/${link}/paper`]) {
      const { body } = await get(url);
      expect(body, url).toContain("0999-5550199");
      expect(body, url).not.toContain("12345");
    }
  },
);

const headers = { host: "localhost", accept: "text/html" };
const get = (url: string) => services.app.inject({ method: "GET", url, headers });
const post = (url: string, fields: Record<string, string> | [string, string][] = {}) =>
  services.app.inject({
    ...{ method: "POST", url, payload: new URLSearchParams(fields).toString() },
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
  });
const formOf = async (link: string) =>
  /name="form" value="([^"]+)"/.exec((await get(`/r/${link}`)).body)![1]!;

async function act(number: string, command: Command) {
  const acted = await services.requests.act(number, command);
  if (isRefusal(acted)) throw new Error(acted.code);
  return acted;
}

function filing(open = false): CommandOf<"file"> {
  return {
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", asks: 2, harm: "trouble", wants: "text", hideFrom: [], open },
    said: { text: "小桥边路灯坏了，我电话 13900000000", asks: "修好路灯\n补上井盖", place: "柳树村村口" },
  };
}

/** Filed, and as far as named. */
async function request(until: "filed" | "handling" | "closed", open = false) {
  const link = newLink();
  const contact = { phone: "13900000000" };
  const filed = await services.requests.file(filing(open), { link, contact });
  if (isRefusal(filed)) throw new Error(filed.code);
  const { number } = filed;
  if (until === "filed") return { link, number };
  const parts = [1, 2].map((ask) => ({ ask, handling: "roads", assisting: [] }));
  await act(number, { kind: "dispatch", by: dispatcher, lead: "roads", parts });
  await act(number, { kind: "acknowledge", by: roads, asks: [1, 2] });
  if (until === "handling") return { link, number };
  await act(number, {
    ...{ kind: "reply", by: roads, said: { text: "灯已修好；井盖六月五日前补上。" } },
    asks: [
      { ask: 1, as: "answered" },
      { ask: 2, as: "promised" },
    ],
    commitments: [{ ask: 2, who: "roads", by: "2026-06-05" }],
  });
  await act(number, { kind: "close", by: roads, claim: "partly" });
  return { link, number };
}

const stateOf = async (link: string) => (await services.requests.readByLink(link))!;

describe.skipIf(!haveDatabase())("the thread", () => {
  test("says who holds it with desk and telephone, by when, on what ground, and never an officer's name", async () => {
    const { link, number } = await request("handling");
    const { body, headers: sent } = await get(`/r/${link}`);
    for (const words of [
      "交通局 养护股",
      "0999-5550120",
      "最晚2026年6月8日答复您",
      "期限的依据",
      "修好路灯",
      "小桥边路灯坏了",
      "回执",
    ])
      expect(body).toContain(words);
    expect(body).toContain(`${number.slice(0, 4)} ${number.slice(4)}`);
    expect(body).not.toContain("办没办成，您说了算</h2>");
    expect(sent["cache-control"]).toBe("no-store");
    expect((await get(`/r/${"2".repeat(27)}`)).statusCode).toBe(404);
    services.clock.at += 20 * DAY;
    expect((await get(`/r/${link}`)).body).toContain("已经过了，还没有答复");
    services.clock.at -= 20 * DAY;
  });

  test("takes the word once, sends back what is not solved, and counts the bounces", async () => {
    const { link } = await request("closed");
    const thread = await get(`/r/${link}`);
    expect(thread.body).toContain("您不说，就算没有回答，不会当成满意");
    const form = await formOf(link);
    expect((await post(`/r/${link}/verdict`, { form })).statusCode).toBe(422);
    const partly: [string, string][] = [
      ["form", form],
      ["value", "partly"],
      ["asks", "2"],
      ["text", "井盖还没补"],
    ];
    const both = await Promise.all([post(`/r/${link}/verdict`, partly), post(`/r/${link}/verdict`, partly)]);
    for (const each of both) expect(each.headers.location).toBe(`/r/${link}?told=verdict`);
    const { state, steps } = await stateOf(link);
    expect(steps.filter((step) => step.kind === "verdict")).toHaveLength(1);
    expect(state).toMatchObject({
      closed: false,
      bounces: 1,
      asks: [{ outcome: "answered" }, { outcome: "open" }],
    });
    const after = await get(`/r/${link}?told=verdict`);
    expect(after.body).toContain("退回重办过 1 次");
    expect(after.body).toContain("您说的记下了");
  });

  test("who said “not solved” is asked again once the body has closed it anew", async () => {
    const { link, number } = await request("closed");
    const asked = async () => (await get(`/r/${link}`)).body;
    await post(`/r/${link}/verdict`, { form: await formOf(link), value: "not" });
    expect(await asked()).toContain('<details id="verdict"');
    services.clock.at += 60_000;
    const asks = [1, 2].map((ask) => ({ ask, as: "answered" as const }));
    await act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "井盖补上了。" } });
    await act(number, { kind: "close", by: roads, claim: "done" });
    const anew = await asked();
    expect(anew).toContain('<section class="state" id="verdict"');
    expect(anew).toContain("您上次说的是：没解决。承办单位后来报告办结，说法是“办好了”");
    expect(anew).not.toContain("您也说过了");
    await post(`/r/${link}/verdict`, { form: await formOf(link), value: "not" });
    expect((await stateOf(link)).state).toMatchObject({ closed: false, bounces: 2 });
  });

  test("“not solved” can be said years later while the record lives; afterwards a linked new request", async () => {
    const { link, number } = await request("closed", true);
    expect((await get(`/r/${link}`)).body).toContain("等您说了算");
    expect((await get(`/public/${number}`)).body).toContain("办没办成由群众说");
    await post(`/r/${link}/verdict`, { form: await formOf(link), value: "solved" });
    const judged = (await get(`/r/${link}`)).body;
    expect(judged).toContain("随时可以改");
    expect(judged).not.toContain("等您说了算");
    const before = services.clock.at;
    services.clock.at += 1_700 * DAY;
    await post(`/r/${link}/verdict`, { form: await formOf(link), value: "not" });
    expect((await stateOf(link)).state).toMatchObject({ closed: false, bounces: 1 });
    await act(number, {
      kind: "reply",
      by: roads,
      asks: [
        { ask: 1, as: "answered" },
        { ask: 2, as: "answered" },
      ],
      commitments: [],
      said: { text: "都修好了" },
    });
    await act(number, { kind: "close", by: roads, claim: "done" });
    services.clock.at += 1_900 * DAY;
    const ended = await get(`/r/${link}`);
    expect(ended.body).toContain(`/file?follows=${number}`);
    expect((await post(`/r/${link}/verdict`, { form: "x", value: "not" })).statusCode).toBe(409);
    expect((await get(`/find?number=${number}`)).body).toContain(`/file?follows=${number}`);
    expect((await get(`/file?follows=${number}`)).body).toContain(`name="follows" value="${number}"`);
    services.clock.at = before;
  });

  test("a raised rating voids “solved” and never “not”", async () => {
    const { link } = await request("closed");
    await post(`/r/${link}/verdict`, { form: "a", value: "solved", raised: "on" });
    expect((await stateOf(link)).state.people[0]!.verdict).toMatchObject({ value: "solved", void: true });
    expect((await get(`/r/${link}`)).body).toContain("暂时不算数");
    await post(`/r/${link}/verdict`, { form: "b", value: "not", raised: "on" });
    expect((await stateOf(link)).state).toMatchObject({
      bounces: 1,
      people: [{ verdict: { value: "not", void: false } }],
    });
  });

  test("too early a word is refused with the reason, and what was written stays", async () => {
    const { link } = await request("handling");
    const answer = await post(`/r/${link}/verdict`, { form: "a", value: "not", text: "一个月没人来" });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("还没有答复，没有可评的结果");
    expect(answer.body).toContain("一个月没人来");
  });

  test("the day of a promise asks: done, not done, don't know; not before", async () => {
    const { link } = await request("closed");
    expect((await get(`/r/${link}`)).body).not.toContain("日子到了");
    await post(`/r/${link}/promises/1`, { form: "a", answer: "not-done" });
    expect((await stateOf(link)).state.commitments[0]!.answers).toEqual([]);
    services.clock.at += 5 * DAY;
    expect((await get(`/r/${link}`)).body).toContain("日子到了");
    await post(`/r/${link}/promises/1`, { form: "a", answer: "not-done" });
    await post(`/r/${link}/promises/1`, { form: "a", answer: "not-done" });
    const { state, steps } = await stateOf(link);
    expect(state.commitments[0]!.answers).toEqual([{ person: 0, answer: "not-done" }]);
    expect(steps.filter((step) => step.kind === "answer-commitment")).toHaveLength(1);
    services.clock.at -= 5 * DAY;
  });

  test("whoever does not accept waiting says so in one press on the page that names the day", async () => {
    const { link, number } = await request("handling");
    const said = { reason: "等承诺的日子：补井盖" };
    const park = { kind: "park", by: roads, until: services.clock.at + 5 * DAY, said } as const;
    await act(number, park);
    const parked = (await get(`/r/${link}`)).body;
    for (const words of ["单位要等到2026年6月6日再办", said.reason, "到那天自动接着办", "不同意等，请接着办"])
      expect(parked).toContain(words);
    const form = await formOf(link);
    for (const sent of [form, form])
      expect((await post(`/r/${link}/go-on`, { form: sent, text: "孩子天天走这里" })).headers.location).toBe(
        `/r/${link}?told=go-on`,
      );
    const { state } = await stateOf(link);
    expect([state.pauses.map((pause) => pause.until), state.unwilling]).toEqual([[services.clock.at], true]);
    const { body } = await get(`/r/${link}`);
    for (const words of ["您不同意等，要求马上接着办", "孩子天天走这里"]) expect(body).toContain(words);
    expect(body).not.toContain(`/r/${link}/go-on`);
    // A lawful pause is no wait of the body's own.
    await act(number, { kind: "pause", by: roads, reason: "court", until: park.until, said });
    const refused = await post(`/r/${link}/go-on`, { form, text: "还是不等" });
    expect([refused.statusCode, refused.body.includes("是依规定停着的")]).toEqual([409, true]);
  });

  test("what is missing is asked for on the page, and answering it starts the clock again", async () => {
    const { link, number } = await request("handling");
    await act(number, {
      kind: "ask-for-missing",
      by: roads,
      items: 1,
      said: { text: "哪一盏灯？请拍灯杆上的编号" },
    });
    const waiting = await get(`/r/${link}`);
    expect(waiting.body).toContain("请拍灯杆上的编号");
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#335" } })
      .png()
      .toBuffer();
    const send = async (text: string) => {
      const form = new FormData();
      form.append("form", "same");
      form.append("text", text);
      form.append("photo", new Blob([new Uint8Array(picture)]), "灯.png");
      const whole = new Response(form);
      return services.app.inject({
        ...{ method: "POST", url: `/r/${link}/add`, payload: Buffer.from(await whole.arrayBuffer()) },
        headers: { ...headers, "content-type": whole.headers.get("content-type")! },
      });
    };
    // What the database cannot keep is the sender's to mend, and nothing of it stays.
    const odd = await send("三号\0灯杆");
    expect([odd.statusCode, odd.body]).toEqual([422, expect.stringContaining("不能保存的字符")]);
    expect((await post(`/r/${link}/complain`, { form: "nul", text: "太慢\0" })).statusCode).toBe(422);
    expect((await stateOf(link)).steps.filter((step) => step.kind === "add")).toHaveLength(0);
    expect((await send("三号灯杆")).headers.location).toBe(`/r/${link}?told=add`);
    expect((await send("三号灯杆")).headers.location).toBe(`/r/${link}?told=add`);
    const { state, steps } = await stateOf(link);
    expect(steps.filter((step) => step.kind === "add")).toHaveLength(1);
    expect(state.pauses[0]!.until).toBeDefined();
    const { body } = await get(`/r/${link}`);
    const shots = [...body.matchAll(/src="(\/r\/[^"]+\/small)"/g)].map((each) => each[1]!);
    expect(shots).toHaveLength(1);
    expect((await get(shots[0]!)).headers["content-type"]).toBe("image/jpeg");
    const other = await request("filed");
    expect((await get(shots[0]!.replace(link, other.link))).statusCode).toBe(404);
  });

  test("whoever filed splits, joins and rewords the asks until the body replies; the steps keep what was", async () => {
    const { link, number } = await request("handling");
    const page = (await get(`/r/${link}/asks`)).body;
    expect(page).toContain("修好路灯</textarea>");
    const was = "修好路灯\n补上井盖";
    const send = async (fields: Record<string, string>) =>
      post(`/r/${link}/asks`, { form: await formOf(`${link}/asks`), was, ...fields });
    const both = { ask1: was.split("\n")[0]!, ask2: was.split("\n")[1]!, into1: "", into2: "" };
    expect((await send(both)).body).toContain("没有改动");
    expect((await send({ ...both, ask2: " " })).body).toContain("第 2 项不能空着");
    expect((await send({ ...both, into1: "2", into2: "1" })).body).toContain("第 2 项自己也并走了");
    const split = await send({ ...both, ask1: "换上灯泡\r\n查一查电线" });
    expect([split.statusCode, split.headers.location]).toEqual([303, `/r/${link}?told=asks`]);
    expect((await stateOf(link)).state.asks.map((ask) => ask.handling)).toEqual(Array(3).fill("roads"));
    const thread = (await get(`/r/${link}`)).body;
    expect(thread).toContain("您把要解决的改成 3 项（第 2 项是原第 1 项；第 3 项是原第 2 项）");
    expect(thread).toContain("1. 换上灯泡\n2. 查一查电线\n3. 补上井盖");
    expect(thread).toContain("1. 修好路灯\n2. 补上井盖");
    // Opened before the split: what is meant by "2" is no longer sure.
    const late = await send({ ...both, into2: "1" });
    expect([late.statusCode, late.body.includes("这几项被改过了")]).toEqual([422, true]);
    const now = {
      was: "换上灯泡\n查一查电线\n补上井盖",
      ask1: "换灯泡，查电线",
      ask3: "补上井盖",
      into2: "1",
    };
    expect((await send(now)).statusCode).toBe(303);
    expect((await stateOf(link)).state.asks).toHaveLength(2);
    await act(number, {
      ...{ kind: "reply", by: roads, commitments: [], said: { text: "灯修好了" } },
      asks: [{ ask: 1, as: "answered" }],
    });
    expect((await get(`/r/${link}`)).body).not.toContain(`/r/${link}/asks`);
    const after = await send({ was: "换灯泡，查电线\n补上井盖", ask1: "换", ask2: "补上井盖" });
    expect([after.statusCode, after.body.includes("已经答复")]).toEqual([409, true]);
  });

  test("choices, a call, a complaint and deletion are each recorded, and the telephone is never shown whole", async () => {
    const { link, number } = await request("closed");
    const choices = await get(`/r/${link}/choices`);
    expect(choices.body).toContain("139****0000");
    expect(choices.body).not.toContain("13900000000");
    await post(`/r/${link}/choices`, {
      form: "a",
      wants: "call",
      open: "yes",
      phone: "13911110000",
      hideBody: "on",
    });
    expect((await services.requests.contacts(number)).get(0)).toEqual({ phone: "13911110000" });
    expect((await get(`/public/${number}`)).statusCode).toBe(200);
    await post(`/r/${link}/choices`, { form: "b", wants: "none", open: "no" });
    expect((await get(`/public/${number}`)).statusCode).toBe(404);
    expect((await post(`/r/${link}/call`, { form: "a", phone: "12" })).statusCode).toBe(422);
    await post(`/r/${link}/call`, { form: "a" });
    expect((await post(`/r/${link}/complain`, { form: "a", text: " " })).statusCode).toBe(422);
    await post(`/r/${link}/complain`, { form: "a", text: "要我装软件" });
    expect((await post(`/r/${link}/deletion`, { form: "a" })).statusCode).toBe(422);
    await post(`/r/${link}/deletion`, { form: "a", sure: "on" });
    expect((await stateOf(link)).state).toMatchObject({
      complaints: 1,
      people: [{ wantsCall: true, wantsDeletion: true, open: false, wants: "none", hideFrom: [] }],
    });
  });

  test("says which office looked up the contact, and what a body asks through the hotline, to that person alone", async () => {
    const { link, number } = await request("handling");
    await post(`/r/${link}/choices`, { form: "a", wants: "none", hideBody: "on", open: "no" });
    const other = newLink();
    const choices = { wants: "none", hideFrom: [], open: false } as const;
    const join = { kind: "join", by: { role: "citizen" }, door: "web", ...choices } as const;
    await services.requests.act(number, join, { link: other });
    await services.requests.within(async (query) => {
      const officer = { id: "5a0a5e0e-0000-4000-8000-000000000001" };
      const opener = { officer, role: "officer", body: "roads", desk: "养护股" } as const;
      await openContact(query, services.tenant, number, 0, opener, "约上门时间", services.clock.at);
      const relay = { id: "5a0a5e0e-0000-4000-8000-000000000002", number, person: 0, body: "roads" };
      await askRelay(query, services.tenant, {
        ...relay,
        words: "门口方便停车吗",
        askedAt: services.clock.at,
      });
    });
    const { body } = await get(`/r/${link}`);
    const opened = await get(`/r/${link}/opened`);
    expect(opened.body).toContain("交通局 养护股</strong>：约上门时间");
    expect(body).toContain("门口方便停车吗");
    const joined = await get(`/r/${other}`);
    expect((await get(`/r/${other}/opened`)).body).not.toContain("约上门时间");
    expect(joined.body).not.toContain("门口方便停车吗");
  });

  test("long threads are paged by step", async () => {
    const { link, number } = await request("filed");
    for (let index = 0; index < 34; index += 1)
      await act(number, {
        kind: "add",
        by: { role: "citizen", person: 0 },
        photos: 0,
        said: { text: `补充${index}号` },
      });
    const first = await get(`/r/${link}`);
    expect(first.body).toContain("补充33号");
    expect(first.body).not.toContain("补充2号");
    const earlier = /href="(\/r\/[^"]+before=\d+)#steps"/.exec(first.body)![1]!;
    expect((await get(earlier)).body).toContain("补充2号");
  });

  test("a link that others saw is changed: the old one opens nothing, a second press nothing more", async () => {
    const { link, number } = await request("filed");
    const page = await get(`/r/${link}/renew`);
    const fresh = /name="fresh" value="([^"]+)"/.exec(page.body)![1]!;
    expect(page.body).toContain(`http://localhost/r/${fresh}`);
    expect((await get(`/r/${fresh}`)).statusCode).toBe(404);
    for (let press = 0; press < 2; press += 1)
      expect((await post(`/r/${link}/renew`, { fresh })).headers.location).toBe(`/r/${fresh}/card`);
    expect((await get(`/r/${link}`)).statusCode).toBe(404);
    expect((await stateOf(fresh)).number).toBe(number);
    // A link that opens another request is not taken over.
    const other = await request("filed");
    await post(`/r/${fresh}/renew`, { fresh: other.link });
    expect((await stateOf(other.link)).number).toBe(other.number);
    expect((await stateOf(fresh)).number).toBe(number);
  });

  test("the card carries the link as QR code; the paper card carries no link", async () => {
    const { link, number } = await request("filed");
    const card = await get(`/r/${link}/card`);
    expect(card.body).toContain(`http://localhost/r/${link}`);
    expect(card.body).toContain('<path d="M');
    const paper = await get(`/r/${link}/paper`);
    expect(/<div class="paper">[\s\S]*?<\/div>/.exec(paper.body)![0]).not.toContain(link);
    expect(paper.body).toContain(number.slice(0, 4));
    expect(paper.body).toContain("寄回：为民路 1 号 热线");
  });
});

describe.skipIf(!haveDatabase())("by number alone", () => {
  test("state and dates, never the words; wrong digits are told from unknown numbers and from none", async () => {
    const { number } = await request("handling");
    const { body } = await get(`/find?number=${number.slice(0, 4)}%20${number.slice(4)}`);
    expect(body).toContain("承办单位正在办");
    expect(body).toContain("2026年6月8日");
    for (const hidden of ["路灯", "柳树村", "交通局", "13900000000"]) expect(body).not.toContain(hidden);
    const wrong = `${number.slice(0, 7)}${(Number(number[7]) + 1) % 10}`;
    expect((await get(`/find?number=${wrong}`)).body).toContain("可能有一位写错");
    expect((await get("/find?number=22334450")).statusCode).toBeGreaterThanOrEqual(404);
    expect((await get("/find")).statusCode).toBe(200);
    const none = await get("/find?number=%20");
    expect(none.body).toContain("请先写上诉求编号");
    expect(none.body).not.toContain("可能有一位写错");
  });

  test("a lost link goes to the telephone that was left, once an hour, and to no other", async () => {
    const { number } = await request("filed");
    const sent = () =>
      services.requests.within((query) =>
        query<{ recipient: string; words: string }>(
          "SELECT recipient, words FROM services.outbox WHERE number = $1",
          [number],
        ),
      );
    const stranger = await post("/find/link", { number, phone: "13911112222" });
    const owner = await post("/find/link", { number, phone: "139 0000 0000" });
    await post("/find/link", { number, phone: "13900000000" });
    expect(stranger.body).toBe(owner.body);
    const messages = await sent();
    expect(messages.map((each) => each.recipient)).toEqual(["13900000000"]);
    const link = /\/r\/([0-9a-z]{27})/.exec(messages[0]!.words)![1]!;
    expect((await get(`/r/${link}`)).statusCode).toBe(200);
  });
});

test.skipIf(!haveDatabase())("numbers cannot be tried out one after another", async () => {
  const codes: number[] = [];
  for (let tries = 0; tries < 65; tries += 1) codes.push((await get("/find?number=22334455")).statusCode);
  expect(codes.at(-1)).toBe(429);
});

describe.skipIf(!haveDatabase())("what is public", () => {
  test("only with consent, masked, searched by words that stand in it, with x of y solved", async () => {
    const hidden = await request("filed");
    const { number, link } = await request("closed", true);
    await post(`/r/${link}/verdict`, { form: "a", value: "solved" });
    const list = await get("/public?words=%E8%B7%AF%E7%81%AF%20%E6%9F%B3%E6%A0%91%E6%9D%91");
    expect(list.body).toContain(number.slice(4));
    expect(list.body).toContain("1 人反映，1 人说解决了");
    expect((await get("/public?words=%E6%9A%96%E6%B0%94")).body).toContain("没有找到");
    expect((await get("/public?words=%E7%9A%84")).body).toContain("字太少");
    // Characters that stand in it, and not beside each other.
    expect((await get("/public?words=%E8%B7%AF%E7%81%AF%E4%BA%95%E7%9B%96")).body).not.toContain(
      `/public/${number}`,
    );
    const page = await get(`/public/${number}`);
    expect(page.body).toContain("小桥边路灯坏了");
    expect(page.body).not.toContain("13900000000");
    expect(page.body).not.toContain(link);
    expect((await get(`/public/${hidden.number}`)).statusCode).toBe(404);
  });

  test("what came in bulk is indexed afterwards; what lost its consent is not", async () => {
    const { number } = await request("filed", true);
    const hidden = await request("filed");
    await services.requests.within((query) => query("DELETE FROM services.public_words"));
    const words = "/public?words=%E6%9F%B3%E6%A0%91%E6%9D%91";
    expect((await get(words)).body).not.toContain(number);
    const job = { place: {}, dueAt: 0, keep: async () => {}, rest: async () => {} };
    const [index] = citizensPart().jobs!(services);
    await index!.run(job);
    const { body } = await get(words);
    expect(body).toContain(`/public/${number}`);
    expect(body).not.toContain(hidden.number);
  });

  test("pages by key in the order of filing, with nothing twice", async () => {
    for (let index = 0; index < 22; index += 1) await request("filed", true);
    const seen: string[] = [];
    let path = "/public";
    for (let page = 0; page < 5 && path !== ""; page += 1) {
      const { body } = await get(path);
      seen.push(...[...body.matchAll(/href="\/public\/(\d{8})"/g)].map((each) => each[1]!));
      path = /href="(\/public\?after=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    }
    expect(seen.length).toBeGreaterThanOrEqual(23);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
