// Messages on a real database: news and the question go out once, digits come back as the citizen's word, providers may fail.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import type { Acting } from "../../../core/domain/request/steps.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, TEST_TENANT, type TestServices, testServices } from "../../../test/support/services.ts";
import { setDuty } from "../administration/administration.store.ts";
import type { Duty } from "../administration/duties.ts";
import { addBody } from "../officers/bodies.store.ts";
import { insertOfficer, officerByLogin } from "../officers/officers.store.ts";
import { takeSms } from "./inbound.ts";
import { messagesPart } from "./messages.part.ts";
import { latestMessages, type StoredMessage } from "./outbox.store.ts";
import { readMail, takeMail } from "./postbox.ts";
import { Postman } from "./postman.ts";
import { sendersOf } from "./senders.ts";

const roads: Acting = { role: "officer", body: "roads" };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function file(world: TestServices, phone = "13900000001"): Promise<string> {
  const filed = await world.requests.file(
    {
      ...{
        kind: "file",
        by: { role: "citizen", person: 0 },
        door: "web",
        procedure: "hotline",
        intent: "ask-help",
      },
      ...{ asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false, said: { text: "路灯坏了" } },
    },
    { contact: { phone } },
  );
  if ("refused" in filed) throw new Error(filed.code);
  return filed.number;
}

async function close(world: TestServices, number: string): Promise<void> {
  const { requests } = world;
  const state = (await requests.read(number))!.state;
  if (state.lead === undefined) {
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await requests.act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await requests.act(number, { kind: "acknowledge", by: roads, asks: [1] });
  }
  const asks = [{ ask: 1, as: "answered" }] as const;
  await requests.act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "已换灯。" } });
  const closed = await requests.act(number, { kind: "close", by: roads, claim: "done" });
  if ("refused" in closed) throw new Error(closed.code);
}

const outbox = (world: TestServices): Promise<StoredMessage[]> =>
  world.requests.within((query) => latestMessages(query, TEST_TENANT, [], undefined, 100));
const sms = (world: TestServices, id: string, text: string, from = "13900000001") =>
  takeSms(world, { id, from, text });

test.skipIf(!haveDatabase())(
  "a closing asks in one SMS of at most 70 characters; a digit is the citizen's word",
  async () => {
    const world = await testServices([messagesPart()]);
    const number = await file(world);
    await close(world, number);
    const question = (await outbox(world)).find((each) => each.words.includes("办了吗"))!;
    expect(question).toMatchObject({ channel: "sms", recipient: "13900000001", state: "waiting" });
    expect([...question.words].length).toBeLessThanOrEqual(70);
    expect(await sms(world, "m1", "３")).toBe("verdict");
    expect((await world.requests.read(number))!.state).toMatchObject({ closed: false, bounces: 1 });
    // Delivered a second time it is not done again.
    expect(await sms(world, "m1", "３")).toBe("verdict");
    expect((await world.requests.read(number))!.state.bounces).toBe(1);
    await close(world, number);
    expect(await sms(world, "m2", "回 1 解决")).toBe("verdict");
    expect((await world.requests.read(number))!.state.people[0]!.verdict).toMatchObject({ value: "solved" });
  },
);

test.skipIf(!haveDatabase())(
  "several open requests on one telephone are told apart; what cannot be told is not guessed",
  async () => {
    const world = await testServices([messagesPart()]);
    const [one, two] = [await file(world), await file(world)];
    await close(world, one);
    await close(world, two);
    expect(await sms(world, "m1", "1")).toBe("not-understood");
    expect((await world.requests.read(one))!.state.people[0]!.verdict).toBeUndefined();
    expect(await sms(world, "m2", "23")).toBe("verdict");
    expect((await world.requests.read(two))!.state.bounces).toBe(1);
    expect(await sms(world, "m3", "11")).toBe("verdict");
    expect((await world.requests.read(one))!.state.people[0]!.verdict).toMatchObject({ value: "solved" });
    expect(await sms(world, "m4", "1")).toBe("unknown-phone");
    expect(await sms(world, "m5", `查${one}`)).toBe("status");
  },
);

test.skipIf(!haveDatabase())("0 asks for a human being", async () => {
  const world = await testServices([messagesPart()]);
  const number = await file(world);
  await close(world, number);
  expect(await sms(world, "m1", "0")).toBe("wants-call");
  expect((await world.requests.read(number))!.state.people[0]!.wantsCall).toBe(true);
});

/** An SMS gateway that answers as it is told. */
async function gateway(answers: number[]) {
  const taken: { to: string; text: string; key: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const status = answers.shift() ?? 200;
      if (status === 200)
        taken.push({ ...JSON.parse(body), key: String(request.headers["idempotency-key"]) });
      response.statusCode = status;
      response.end(status === 200 ? JSON.stringify({ reference: "g1" }) : "rubbish");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, taken };
}

test.skipIf(!haveDatabase())(
  "a gateway that fails is tried again later, once for each message; a wrong number is given up",
  async () => {
    const { url, taken } = await gateway([500, 200, 422]);
    const settings = { sms: { url, token: "0123456789abcdef" } };
    const world = await testServices([messagesPart()], settings);
    await file(world);
    const postman = new Postman(world, sendersOf(world.settings));
    await postman.run();
    expect((await outbox(world))[0]).toMatchObject({
      state: "waiting",
      attempts: 1,
      trouble: expect.stringContaining("500"),
    });
    await postman.run();
    expect(taken).toHaveLength(0);
    world.clock.at += 60_000;
    await postman.run();
    expect(taken).toMatchObject([{ to: "13900000001" }]);
    expect((await outbox(world))[0]).toMatchObject({ state: "sent" });
    world.clock.at += 60_000;
    await file(world, "13900000002");
    await postman.run();
    expect((await outbox(world))[0]).toMatchObject({
      state: "failed",
      trouble: expect.stringContaining("422"),
    });
  },
);

test.skipIf(!haveDatabase())("the gateway's deliveries need its token", async () => {
  const world = await testServices([messagesPart()], {
    sms: { url: "http://127.0.0.1:9/", token: "0123456789abcdef" },
  });
  const post = (authorization: string) =>
    world.app.inject({
      ...{ method: "POST", url: "/sms/inbound", headers: { host: "localhost", authorization } },
      payload: { id: "a", from: "+86 139-0000-0001", text: "1" },
    });
  expect((await post("Bearer wrong")).statusCode).toBe(401);
  expect((await post("Bearer 0123456789abcdef")).json()).toEqual({ outcome: "unknown-phone" });
});

test.skipIf(!haveDatabase())(
  "mail goes out by SMTP and comes in once; a stranger's number in the subject opens nothing",
  async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData(stream, _, done) {
        let text = "";
        stream.on("data", (chunk) => (text += String(chunk)));
        stream.on("end", () => {
          received.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const port = (server.server.address() as AddressInfo).port;
    const world = await testServices([messagesPart()], {
      mail: { url: `smtp://127.0.0.1:${port}`, from: "luodi@example.cn" },
    });
    const mail = (id: string, from: string, subject: string, text: string) =>
      readMail(
        Buffer.from(
          `Message-ID: <${id}@x>\r\nFrom: ${from}\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
        ),
        id,
      );
    const first = (await mail("1", "wang@example.cn", "water", "水管漏了三天\r\n> 引用的旧话"))!;
    expect(await takeMail(world, first)).toBe("filed");
    expect(await takeMail(world, first)).toBe("filed");
    await new Postman(world, sendersOf(world.settings)).run();
    expect(received).toHaveLength(1);
    const rows = await world.requests.within((query) =>
      query<{ number: string }>("SELECT number FROM services.request"),
    );
    expect(rows).toHaveLength(1);
    const { number } = rows[0]!;
    const record = (await world.requests.read(number))!;
    expect(record.steps[0]!.said!.text).toBe("water\n水管漏了三天");
    expect(await takeMail(world, (await mail("2", "li@example.cn", `Re: ${number}`, "偷看"))!)).toBe("filed");
    expect(await takeMail(world, (await mail("3", "wang@example.cn", `Re: ${number}`, "还在漏"))!)).toBe(
      "added",
    );
    expect((await world.requests.read(number))!.steps).toHaveLength(2);
    // What no database can keep, or a character cut in half, must not stop the mails behind it.
    const odd = (await mail("4\0", "wang@example.cn", `Re: ${number}`, `又\0漏${"𠀀".repeat(10_001)}`))!;
    expect(await takeMail(world, odd)).toBe("added");
    expect((await world.requests.read(number))!.steps[2]!.said!.text).toMatch(/^又漏𠀀+.$/u);
  },
);

test.skipIf(!haveDatabase())("the outbox page is for the administrator of operations alone", async () => {
  const world = await testServices([messagesPart()]);
  await file(world);
  const administrator = (duty: Duty | undefined) =>
    world.requests.within(async (query) => {
      await addBody(query, TEST_TENANT, { id: "roads", zh: "道路局", en: "Roads", desk: "", phone: "" });
      const login = duty ?? "none";
      await insertOfficer(query, TEST_TENANT, {
        ...{ login, name: login, body: "roads", roles: ["administrator"] },
      });
      const { id } = (await officerByLogin(query, TEST_TENANT, login))!;
      await setDuty(query, TEST_TENANT, id, duty, 0);
      return asOfficer({ id, roles: ["administrator"] });
    });
  const get = (headers: Record<string, string>) => world.app.inject({ url: "/outbox", headers });
  expect((await get({ host: "localhost" })).statusCode).toBe(401);
  expect((await get(asOfficer({}))).statusCode).toBe(403);
  for (const duty of ["security", "audit", undefined] as const)
    expect((await get(await administrator(duty))).statusCode).toBe(403);
  const page = await get(await administrator("operations"));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("13900000001");
});
