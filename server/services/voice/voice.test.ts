// Touch-tone calls on the real server: the provider's token, turns taken once, the caller's own telephone, the simulator.

import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Acting, Command } from "../../../core/domain/request/steps.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { newLink } from "../requests/secrets.ts";
import { voicePart } from "./voice.part.ts";

const TOKEN = "a-token-for-tests-only";
const roads: Acting = { role: "officer", body: "roads" };
let services: TestServices;
beforeAll(async () => {
  if (haveDatabase()) services = await testServices([voicePart()], { voice: { token: TOKEN }, demo: true });
});

async function act(number: string, command: Command) {
  const acted = await services.requests.act(number, command);
  if (isRefusal(acted)) throw new Error(acted.code);
}

async function closedRequest() {
  const link = newLink();
  const filed = await services.requests.file(
    {
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "phone", procedure: "hotline" },
      ...{ intent: "ask-help", asks: 2, harm: "trouble", wants: "call", hideFrom: [], open: false },
      said: { text: "路灯坏了" },
    },
    { link, contact: { phone: "13900000000" } },
  );
  if (isRefusal(filed)) throw new Error(filed.code);
  const { number } = filed;
  const parts = [1, 2].map((ask) => ({ ask, handling: "roads", assisting: [] }));
  await act(number, { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts });
  await act(number, { kind: "acknowledge", by: roads, asks: [1, 2] });
  const asks = [1, 2].map((ask) => ({ ask, as: "answered" as const }));
  await act(number, { kind: "reply", by: roads, asks, commitments: [], said: { text: "修好了" } });
  await act(number, { kind: "close", by: roads, claim: "done" });
  return { link, number };
}

let calls = 0;
async function dial(from: string, ...presses: string[]) {
  calls += 1;
  const answers: { say: string; most: number; human: boolean }[] = [];
  for (const [turn, digits] of ["", ...presses].entries()) {
    const answer = await services.app.inject({
      ...{ method: "POST", url: "/voice/turn", payload: { call: `call-${calls}`, turn, from, digits } },
      headers: { host: "localhost", authorization: `Bearer ${TOKEN}` },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    answers.push(answer.json());
  }
  return answers;
}

const verdictOf = async (link: string) =>
  (await services.requests.readByLink(link))!.state.people[0]!.verdict;

describe.skipIf(!haveDatabase())("a call", () => {
  test("hears the status in one breath and says that it is not solved, which sends it back", async () => {
    const { link, number } = await closedRequest();
    const answers = await dial("+86 139 0000 0000", `${number}#`, "3", "1");
    expect(answers[1]!.say).toContain("2026年6月1日提的");
    expect(answers[2]!.say).toContain("您说的是：没解决");
    expect(answers[3]).toMatchObject({ most: 0, human: false });
    expect((await services.requests.readByLink(link))!.state).toMatchObject({ closed: false, bounces: 1 });
  });

  test("a turn that the provider repeats is taken once and answered alike", async () => {
    const { link, number } = await closedRequest();
    const turn = (no: number, digits: string) =>
      services.app.inject({
        ...{ method: "POST", url: "/voice/turn" },
        payload: { call: "again", turn: no, from: "13900000000", digits },
        headers: { host: "localhost", authorization: `Bearer ${TOKEN}` },
      });
    for (const [no, digits] of [
      [0, ""],
      [1, number],
      [2, "3"],
      [3, "1"],
    ] as const) {
      const [one, two] = [await turn(no, digits), await turn(no, digits)];
      expect(one.json()).toEqual(two.json());
    }
    const { steps } = (await services.requests.readByLink(link))!;
    expect(steps.filter((step) => step.kind === "verdict")).toHaveLength(1);
  });

  test("another telephone hears state and dates and cannot judge", async () => {
    const { link, number } = await closedRequest();
    const answers = await dial("13911112222", number, "1", "1");
    expect(answers[1]!.say).toContain("请用提的时候留的电话");
    expect(answers[1]!.say).not.toContain("roads");
    expect(await verdictOf(link)).toBeUndefined();
    const human = await dial("13911112222", number, "0");
    expect(human.at(-1)).toMatchObject({ human: true, most: 0 });
    expect((await services.requests.readByLink(link))!.state.people[0]!.wantsCall).toBe(true);
  });

  test("0 asks for a human being and keeps the wish for a call", async () => {
    const { link, number } = await closedRequest();
    expect((await dial("13900000000", number, "0")).at(-1)).toMatchObject({ human: true });
    const { steps } = (await services.requests.readByLink(link))!;
    expect(steps.filter((step) => step.kind === "want-call")).toHaveLength(1);
  });

  test("needs the provider's token and digits alone", async () => {
    const send = (authorization: string, payload: object) =>
      services.app.inject({
        method: "POST",
        url: "/voice/turn",
        payload,
        headers: { host: "localhost", authorization },
      });
    expect((await send("Bearer wrong", { call: "x", turn: 0 })).statusCode).toBe(401);
    expect((await send(`Bearer ${TOKEN}`, { call: "x", turn: 0, digits: "1; DROP" })).statusCode).toBe(400);
  });

  test("the simulator says that it is one, and runs the same dialogue", async () => {
    const { link, number } = await closedRequest();
    const headers = { host: "localhost", accept: "text/html" };
    const first = await services.app.inject({ method: "GET", url: "/voice/simulator", headers });
    expect(first.body).toContain("不是真电话");
    const call = /name="call" value="([^"]+)"/.exec(first.body)![1]!;
    let page = first;
    for (const [turn, digits] of ["", number, "2", "2", "1"].entries()) {
      page = await services.app.inject({
        ...{ method: "POST", url: "/voice/simulator" },
        headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams({ call, turn: String(turn), from: "13900000000", digits }).toString(),
      });
      expect(page.statusCode).toBe(200);
    }
    expect(page.body).toContain("退回原单位重办");
    expect(await verdictOf(link)).toMatchObject({ value: "partly" });
    const live = await testServices([voicePart()]);
    expect((await live.app.inject({ method: "GET", url: "/voice/simulator", headers })).statusCode).toBe(404);
  });
});
