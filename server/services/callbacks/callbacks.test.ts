// Neutral calls and the draw on a real PostgreSQL: who may call, what a call changes, and a draw that anybody can repeat.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runVerify } from "../../../cli/verify.ts";
import { startOf } from "../../../core/domain/day.ts";
import { checkDraw, fingerprint } from "../../../core/ledger/draw.ts";
import { toBase64 } from "../../../core/ledger/hash.ts";
import { writeKey } from "../../../core/ledger/note.ts";
import { asSuperuser, haveDatabase } from "../../../test/support/database.ts";
import { addInvented } from "../../../test/support/invented-requests.ts";
import { asOfficer, TEST_TENANT, testServices } from "../../../test/support/services.ts";
import { figuresPart } from "../figures/figures.part.ts";
import { operatorKey } from "../ledger/key.ts";
import { Sequencer } from "../ledger/sequencer.ts";
import { contactOpenings } from "../officers/contacts.store.ts";
import type { Acted } from "../requests/requests.ts";
import { callbacksPart } from "./callbacks.part.ts";
import { bytesOf, callsOver, publishedDraw, tendDraws } from "./draws.ts";

const DAY = 86_400_000;
const caller = asOfficer({ body: "callers", roles: ["neutral-caller"] });
const roadsCaller = asOfficer({ body: "roads", roles: ["neutral-caller"] });
const citizen = { role: "citizen", person: 0 } as const;
const roads = { role: "officer", body: "roads" } as const;

async function start() {
  const services = await testServices([figuresPart(), callbacksPart()]);
  const { requests, clock, app } = services;
  const act = async (number: string, command: Parameters<typeof requests.act>[1]) => {
    clock.at += 60_000;
    const result = await requests.act(number, command);
    if ("refused" in result) throw new Error(result.code);
    return result as Acted;
  };
  const closed = async () => {
    const filed = await requests.file(
      {
        ...{
          kind: "file",
          by: citizen,
          door: "phone",
          procedure: "hotline",
          intent: "ask-help",
          matter: "road",
        },
        ...{ asks: 1, harm: "trouble", wants: "text", hideFrom: [], open: false, said: { text: "井盖坏了" } },
      },
      { contact: { name: "测试某", phone: "13900000000" } },
    );
    const { number } = filed as Acted;
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    await act(number, { kind: "acknowledge", by: roads, asks: [1] });
    const asks = [{ ask: 1, as: "answered" as const }];
    await act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "已换井盖" } });
    await act(number, { kind: "close", by: roads, claim: "done" });
    return number;
  };
  const get = async (url: string, headers = caller) =>
    (await app.inject({ url, headers: { accept: "text/html", ...headers } })).body;
  const post = (url: string, fields: Record<string, string>) =>
    app.inject({
      ...{ method: "POST", url, payload: new URLSearchParams(fields).toString() },
      headers: { ...caller, accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    });
  const row = async (number: string) =>
    (
      await requests.within((query) => query("SELECT * FROM services.figure_row WHERE number = $1", [number]))
    )[0]!;
  return { ...services, act, closed, get, post, row };
}

describe.skipIf(!haveDatabase())("calls", () => {
  test("a wish opens a call that the handling body's caller does not see, and the answer counts", async () => {
    const { act, closed, get, post, row, app, requests } = await start();
    const number = await closed();
    expect(await get("/calls")).toContain("现在没有要打的电话");
    expect(await get("/calls")).toContain("群众要人打电话的，马上在这里");
    await act(number, { kind: "want-call", by: citizen, person: 0 });
    expect(await get("/calls")).toContain(`/calls/${number}/0`);
    expect(await get("/calls", roadsCaller)).not.toContain(number);
    expect((await app.inject({ url: `/calls/${number}/0`, headers: roadsCaller })).statusCode).toBe(404);
    const page = await get(`/calls/${number}/0`);
    expect(page).toContain("13900000000");
    expect(page).toContain("已换井盖");
    expect(page).not.toContain("checked");
    const openings = await requests.within((query) => contactOpenings(query, TEST_TENANT, number));
    expect(openings).toMatchObject([{ role: "neutral-caller", body: "callers", purpose: "中立回访" }]);
    const empty = await post(`/calls/${number}/0`, {});
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain("请选本人接了没有");
    const unasked = await post(`/calls/${number}/0`, { reached: "yes", value: "solved" });
    expect(unasked.body).toContain("有没有人找您谈过评价");
    expect(unasked.statusCode).toBe(422);
    const filledIn = await post(`/calls/${number}/0`, { reached: "no", value: "solved" });
    expect(filledIn.statusCode).toBe(422);
    const long = await post(`/calls/${number}/0`, {
      ...{ reached: "yes", raised: "no", value: "solved" },
      words: "井盖响".repeat(1000),
    });
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain("最多写 2000 字，现在是 3000 字");
    expect(long.body).toContain("井盖响井盖响");
    const done = await post(`/calls/${number}/0`, {
      reached: "yes",
      raised: "no",
      value: "solved",
      key: "k1",
    });
    expect(done.headers.location).toBe(`/calls?done=${number}`);
    expect(await row(number)).toMatchObject({ outcome: "solved", reached: true });
    expect(await get("/calls")).toContain("现在没有要打的电话");
  });

  test("whoever hears that the rating was raised voids a solved, never a not, and asks again later", async () => {
    const { act, closed, post, row, clock, get } = await start();
    const [good, bad] = [await closed(), await closed()];
    for (const number of [good, bad]) await act(number, { kind: "want-call", by: citizen, person: 0 });
    await post(`/calls/${good}/0`, { reached: "yes", raised: "yes", value: "solved" });
    await post(`/calls/${bad}/0`, { reached: "yes", raised: "yes", value: "not" });
    expect(await row(good)).toMatchObject({ outcome: "unanswered" });
    expect(await row(bad)).toMatchObject({ outcome: "not", bounces: 1 });
    expect(await get("/calls")).not.toContain(good);
    clock.at += 3 * DAY;
    expect(await get("/calls")).toContain("评价作废，重新问");
  });

  test("unreached on three different days is unreached, and counts as unanswered", async () => {
    const { act, closed, post, row, clock, get } = await start();
    const number = await closed();
    await act(number, { kind: "want-call", by: citizen, person: 0 });
    for (let tries = 1; tries <= 3; tries += 1) {
      expect((await post(`/calls/${number}/0`, { reached: "no" })).statusCode).toBe(303);
      const again = await post(`/calls/${number}/0`, { reached: "no" });
      expect(again.statusCode).toBe(tries === 3 ? 404 : 409);
      clock.at += DAY;
    }
    expect(await get("/calls")).toContain("现在没有要打的电话");
    expect(await row(number)).toMatchObject({ outcome: "unanswered", reached: false });
  });
});

test.skipIf(!haveDatabase())(
  "a draw is fixed beforehand, repeated by anybody, and tampering is seen",
  async () => {
    const services = await start();
    const { requests, clock, settings, get, app, store } = services;
    const sequencer = new Sequencer(services, operatorKey(settings.dataFolder, TEST_TENANT));
    clock.at = startOf("2026-06-02");
    await tendDraws(services);
    await tendDraws(services);
    const invented = await addInvented(services, "2026-06", 500);
    const everClosed = invented.filter(({ state }) => state.closings.length > 0).length;
    await sequencer.run();
    clock.at = startOf("2026-07-01") + 60_000;
    await sequencer.run();
    await tendDraws(services);
    const early = await requests.within((query) => publishedDraw(services, query, "2026-06"));
    expect(early).not.toHaveProperty("drawnAt");
    clock.at = startOf("2026-07-01") + 20 * 60_000;
    await sequencer.run();
    // The server is stopped while it reads the month, before it draws, and while it fills the callers' list; each round goes on.
    let [rests, stops] = [0, 0];
    const stopsAt = new Set([2, 9, 21, 30, 44]);
    const rest = async () => {
      rests += 1;
      if (stopsAt.has(rests)) throw new Error("the server stops");
    };
    for (let done = false; !done; ) {
      done = await tendDraws(services, rest, 100).then(
        () => true,
        (error: Error) => {
          if (error.message !== "the server stops") throw error;
          return false;
        },
      );
      if (!done) stops += 1;
    }
    expect(stops).toBe(5);
    const before = rests;
    await tendDraws(services, rest, 100);
    expect(rests).toBe(before);
    const drawn = (await requests.within((query) => publishedDraw(services, query, "2026-06")))!;
    expect(drawn).toMatchObject({ population: everClosed, count: 400, witnessed: false });
    // While the calls go on, nobody can work out who is called.
    expect(drawn).not.toHaveProperty("secret");
    expect(drawn).not.toHaveProperty("sample");
    const waiting = await requests.within((query) =>
      query<{ why: string; result: string | null; count: number }>(
        "SELECT why, result, count(*)::int AS count FROM services.call_duty GROUP BY 1, 2 ORDER BY 2 NULLS FIRST",
      ),
    );
    expect(waiting[0]).toMatchObject({ why: "sample", result: null });
    expect(waiting.reduce((sum, each) => sum + each.count, 0)).toBe(400);
    expect(waiting.find((each) => each.result === "no-way")!.count).toBeGreaterThan(10);
    clock.at = callsOver("2026-06") + 1;
    const text = (await get("/figures/draws/2026-06/population.txt")).trim().split("\n");
    const published = JSON.parse(await get("/figures/draws/2026-06/draw.json"));
    expect(await get("/figures/draws/2026-06")).toContain(published.secret);
    const parts = {
      secret: bytesOf(published.secret),
      root: bytesOf(published.root),
      witnessSignature: bytesOf(published.signature),
    };
    const check = {
      ...{ parts, commitment: bytesOf(published.commitment), committedAt: published.committedAt },
      ...{ endedAt: published.endedAt, population: text, count: published.count, sample: published.sample },
    };
    expect(checkDraw(check)).toEqual([]);
    expect(toBase64(fingerprint(text))).toBe(published.print);
    expect(checkDraw({ ...check, population: text.slice(1) })).toContain("sample");
    // The same with the command that everybody has, and the operator's key.
    const said: string[] = [];
    const files = (lines: readonly string[]) => {
      const keys = { operator: writeKey(operatorKey(settings.dataFolder, TEST_TENANT)), witnesses: [] };
      const at = (name: string) => join(settings.dataFolder, name);
      writeFileSync(at("draw.json"), JSON.stringify(published));
      writeFileSync(at("population.txt"), `${lines.join("\n")}\n`);
      writeFileSync(at("keys.json"), JSON.stringify(keys));
      return ["--draw", at("draw.json"), "--population", at("population.txt"), "--keys", at("keys.json")];
    };
    const io = { stdout: { write: (line: string) => said.push(line) } };
    expect(await runVerify(files(text), io)).toBe(0);
    expect(await runVerify(files(text.slice(1)), io)).toBe(1);
    expect(said.join("")).toContain("the population is not the one");
    // The population is every request that was closed, those that were excluded among them.
    expect(text).toHaveLength(everClosed);
    await expect(
      requests.within((query) => query("UPDATE services.draw SET secret = '\\x00'")),
    ).rejects.toThrow(/permission denied/);
    const notices = await asSuperuser(store.superuserUrl, async (client) =>
      (await client.query("SELECT facts FROM services.ledger_notice ORDER BY at")).rows.map(
        (each) => each.facts,
      ),
    );
    expect(notices).toMatchObject([
      { kind: "draw-commitment", period: "2026-06", commitment: published.commitment, count: 400 },
      { kind: "draw-commitment", period: "2026-07" },
      { kind: "draw", period: "2026-06", print: published.print, population: everClosed },
    ]);
    expect((await app.inject({ url: "/figures/draws/2020-01", headers: caller })).statusCode).toBe(404);
  },
  180_000,
);
