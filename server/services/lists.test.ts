// Lists that grow: each is paged without loss and looked through by words; what is masked on a page is not found by guessing.

import { beforeAll, describe, expect, test } from "vitest";
import { addDays, dayOf } from "../../core/domain/day.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Command, CommandOf } from "../../core/domain/request/steps.ts";
import { haveDatabase } from "../../test/support/database.ts";
import { asOfficer, TEST_TENANT, type TestServices, testServices } from "../../test/support/services.ts";
import { administrationPart } from "./administration/administration.part.ts";
import { addLog, openSeal, setDuty } from "./administration/administration.store.ts";
import { deskPart } from "./desk/desk.part.ts";
import { dispatchPart } from "./dispatch/dispatch.part.ts";
import { messagesPart } from "./messages/messages.part.ts";
import { addMessage } from "./messages/outbox.store.ts";
import { addBody } from "./officers/bodies.store.ts";
import { addCover } from "./officers/cover.store.ts";
import type { OfficerRole } from "./officers/officer.ts";
import { insertOfficer, officerByLogin } from "./officers/officers.store.ts";

const MANY = 65;

describe.skipIf(!haveDatabase())("lists", () => {
  let services: TestServices;
  const who: Record<string, Record<string, string>> = {};
  let auditor: string;

  const file = async (said: Record<string, string>, hideFrom: CommandOf<"file">["hideFrom"] = []) => {
    const acted = await services.requests.file({
      ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline", asks: 1 },
      ...{ intent: "ask-help", harm: "trouble", wants: "none", hideFrom, open: false, said },
    });
    if (isRefusal(acted)) throw new Error(acted.code);
    return acted.number;
  };
  const act = async (number: string, command: Command) => {
    const acted = await services.requests.act(number, command, {});
    if (isRefusal(acted)) throw new Error(acted.code);
  };
  const give = async (number: string, body: string) => {
    const parts = [{ ask: 1, handling: body, assisting: [] }];
    await act(number, {
      ...{ kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: body, parts },
    });
  };
  /** A body takes a request up and promises something for the day after so many. */
  const promise = async (number: string, body: string, what: string, days: number) => {
    await give(number, body);
    const by = { role: "officer", body } as const;
    await act(number, { kind: "acknowledge", by, asks: [1] });
    const commitments = [{ ask: 1, who: body, by: addDays(dayOf(services.clock.at), days) }];
    const said = { text: "已到现场看过。", promise1: what };
    await act(number, { kind: "reply", by, commitments, asks: [{ ask: 1, as: "promised" }], said });
  };

  beforeAll(async () => {
    const parts = [administrationPart(() => []), deskPart(), dispatchPart(), messagesPart()];
    services = await testServices(parts);
    await services.requests.within(async (query) => {
      for (let at = 1; at <= MANY; at += 1) {
        const body = {
          zh: `青石县第${at}站`,
          en: `Station ${at}`,
          desk: "值班台",
          phone: `0999-555${1000 + at}`,
        };
        await addBody(query, TEST_TENANT, { id: `B-${at}`, ...body });
      }
      const officer = async (login: string, roles: OfficerRole[], body = "B-1") => {
        const secrets = { passwordHash: "x", totpSecret: Buffer.from("x"), mustChange: false };
        await insertOfficer(query, TEST_TENANT, {
          login,
          name: `测试${login}`,
          body,
          desk: "",
          roles,
          ...secrets,
        });
        return (await officerByLogin(query, TEST_TENANT, login))!.id;
      };
      for (let at = 1; at <= MANY; at += 1) await officer(`officer-${at}`, ["officer"], `B-${at}`);
      for (const duty of ["operations", "security", "audit"] as const) {
        const id = await officer(duty, ["administrator"]);
        await setDuty(query, TEST_TENANT, id, duty, 1);
        if (duty === "audit") auditor = id;
        who[duty] = asOfficer({ id, body: "B-1", roles: ["administrator"] });
      }
      for (let at = 1; at <= MANY; at += 1) {
        // All of one moment, as after a storm.
        const message = { once: `m${at}`, channel: "sms", recipient: `139000${10_000 + at}` } as const;
        await addMessage(query, TEST_TENANT, { ...message, words: `第${at}条消息` }, 1_000);
      }
      for (let at = 1; at <= MANY; at += 1)
        await addLog(query, TEST_TENANT, {
          officer: null,
          duty: null,
          act: "roles-changed",
          about: `about-${at}.`,
        });
    });
    for (let at = 1; at <= MANY; at += 1) await give(await file({ text: `第${at}盏路灯坏了` }), "B-1");
    for (let at = 1; at <= MANY; at += 1) await file({ text: `第${at}口井盖丢了`, place: `柳树村${at}组` });
    for (let at = 1; at <= MANY; at += 1) {
      // One of each list holds characters that a pattern of SQL would read as "anything".
      const odd = at === 7 ? "，完成100%_" : "";
      const number = await file({ text: "路面坏了" });
      await promise(number, "B-4", `补好第${at}处路面${odd}`, 3 + (at % 3));
      const by = { role: "citizen", person: 0 } as const;
      await act(number, { kind: "complain", by, said: { text: `第${at}条意见${odd}` } });
      await services.requests.within((query) =>
        openSeal(query, number, 0, auditor, `核实第${at}件投诉的经办人${odd}`),
      );
    }
    const today = dayOf(services.clock.at);
    for (let at = 1; at <= MANY; at += 1)
      await services.requests.within((query) =>
        addCover(query, TEST_TENANT, {
          ...{ body: "B-5", desk: "", login: `officer-${at}`, reason: "休假" },
          ...{ from: addDays(today, at % 4), until: addDays(today, 10) },
        }),
      );
    who.promising = asOfficer({ body: "B-4", roles: ["officer"] });
    who.covered = asOfficer({ body: "B-5", roles: ["officer"] });
    who.officer = asOfficer({ body: "B-1", roles: ["officer"] });
    who.dispatcher = asOfficer({ body: "hotline", roles: ["dispatcher"] });
  }, 120_000);

  const get = async (url: string, as: string) => {
    const answer = await services.app.inject({ url, headers: { ...who[as], accept: "text/html" } });
    expect(answer.statusCode, url).toBe(200);
    return answer.body;
  };
  /** What stands on each page of a list, following its own way to the next. */
  const pages = async (url: string, as: string, each: RegExp) => {
    const found: string[][] = [];
    for (let at: string | undefined = url; at !== undefined; ) {
      const body: string = await get(at, as);
      found.push([...body.matchAll(each)].map((match) => match[1]!));
      const next: RegExpExecArray | null = /href="([^"]+)" rel="next"/.exec(body);
      at = next?.[1]?.replaceAll("&amp;", "&");
      if (found.length > 1) expect(body).toContain("回到第一页");
    }
    return found;
  };

  test.each([
    ["/admin/bodies", "operations", />(B-\d+)<\/a>/g, "第7站", 1],
    ["/admin/officers", "security", />(officer-\d+)<\/a>/g, "officer-7", 1],
    ["/outbox", "operations", />(第\d+条消息)</g, "13900010007", 1],
    ["/admin/log", "audit", />(about-\d+\.)</g, "about-7.", 1],
    ["/desk", "officer", />(第\d+盏路灯坏了)</g, "第7盏", 1],
    ["/dispatch", "dispatcher", />(第\d+口井盖丢了)</g, "井盖 柳树村7组", 1],
    ["/desk/promises", "promising", /(第\d+处路面)/g, "补好 第7处", 1],
    ["/admin/complaints", "audit", /(第\d+条意见)/g, "第7条", 1],
    ["/admin/complaints", "operations", /(第\d+条意见)/g, "第17条", 1],
    ["/admin/seals", "audit", /(核实第\d+件)/g, "audit 第7件", 1],
  ] as const)("%s: pages without loss, and by words", async (url, as, each, words, count) => {
    const found = await pages(url, as, each);
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toHaveLength(MANY);
    expect(new Set(found.flat()).size).toBe(MANY);
    const sought = await get(`${url}?words=${encodeURIComponent(words)}`, as);
    expect([...sought.matchAll(each)]).toHaveLength(count);
    expect(sought).toContain("看全部");
    expect(sought).toContain(`找到 ${count} 条`);
    const none = await get(`${url}?words=${encodeURIComponent("没有这样的字%_")}`, as);
    expect(none).toContain("没有找到“没有这样的字%_”");
    expect([...none.matchAll(each)]).toHaveLength(0);
  });

  test.each([
    ["/desk/promises", "promising", /(第\d+处路面)/g, ["第%处", "第_处"]],
    ["/admin/complaints", "audit", /(第\d+条意见)/g, ["第%条", "第_条"]],
    ["/admin/seals", "audit", /(核实第\d+件)/g, ["第%件", "第_件"]],
  ] as const)("%s: percent and underscore stand for themselves", async (url, as, each, patterns) => {
    for (const words of ["%_", "100%", "_"]) {
      const found = await get(`${url}?words=${encodeURIComponent(words)}`, as);
      expect([...found.matchAll(each)].map((match) => match[1])).toEqual([expect.stringContaining("第7")]);
    }
    for (const words of patterns) {
      const found = await get(`${url}?words=${encodeURIComponent(words)}`, as);
      expect([...found.matchAll(each)]).toHaveLength(0);
      expect(found).toContain(`没有找到“${words}”`);
    }
  });

  test("the pages of a search are kept, with the body, and the first says that there is more", async () => {
    const url = `/desk/promises?body=B-4&words=${encodeURIComponent("路面")}`;
    const found = await pages(url, "promising", /(第\d+处路面)/g);
    expect(new Set(found.flat()).size).toBe(MANY);
    const first = await get(url, "promising");
    expect(first).toContain("找到的不止 30 条");
    const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll("&amp;", "&");
    expect(next).toContain("body=B-4");
    expect(next).toContain(`words=${encodeURIComponent("路面")}`);
    expect(await get(next, "promising")).not.toContain("找到的不止");
  });

  test("a place in a list that is none begins at the beginning", async () => {
    const promises = await get("/desk/promises", "promising");
    for (const after of ["x", "2026-99-99_12345678_1", "2026-06-20_1_1", "2026-06-20_12345678_99999999999"])
      expect(await get(`/desk/promises?after=${after}`, "promising")).toBe(promises);
    const queue = await get("/desk", "promising");
    for (const after of ["x", "99999_1_12345678", "0_1e300_12345678", "0_1.5_12345678", "0_1_1"])
      expect(await get(`/desk?after=${after}`, "promising")).toBe(queue);
    const covers = await get("/desk/cover", "covered");
    for (const after of ["x", `2026-99-99_${auditor}`, "2026-06-20_1"])
      expect(await get(`/desk/cover?after=${after}`, "covered")).toBe(covers);
  });

  test("covers of a desk go page by page, none left out", async () => {
    const found = await pages("/desk/cover", "covered", /账号 (officer-\d+) 代班/g);
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toHaveLength(MANY);
    expect(new Set(found.flat()).size).toBe(MANY);
  });

  test("a promise to somebody who hides from the handling body is listed without its words", async () => {
    const number = await file({ text: "噪声太大" }, ["handling-body"]);
    await promise(number, "B-6", "上门看李某某家的窗户", 3);
    who.promised = asOfficer({ body: "B-6", roles: ["officer"] });
    const all = await get("/desk/promises", "promised");
    expect(all).toContain(`/desk/${number}"`);
    expect(all).not.toContain("窗户");
    expect(await get(`/desk/promises?words=${encodeURIComponent("窗户")}`, "promised")).not.toContain(number);
    expect(await get(`/desk/promises?words=${number}`, "promised")).toContain(`/desk/${number}"`);
  });

  test("a search is kept from page to page", async () => {
    const found = await pages(`/desk?words=${encodeURIComponent("路灯")}`, "officer", />(第\d+盏路灯坏了)</g);
    expect(found.flat()).toHaveLength(MANY);
    expect(found.length).toBeGreaterThan(1);
  });

  test("a request is found by its number, written with a space or without", async () => {
    const number = await file({ text: "水管裂了" });
    await give(number, "B-2");
    const other = asOfficer({ body: "B-2", roles: ["officer"] });
    who.other = other;
    const shown = `${number.slice(0, 4)} ${number.slice(4)}`;
    for (const words of [number, shown, number.slice(0, 5)])
      expect(await get(`/desk?words=${encodeURIComponent(words)}`, "other")).toContain(`/desk/${number}"`);
  });

  test("whoever hides from the handling body is not found there by words, only by number", async () => {
    const said = { text: "我是柳树村的李某某，举报乱收费", place: "柳树村" };
    const number = await file(said, ["handling-body"]);
    await give(number, "B-3");
    who.hidden = asOfficer({ body: "B-3", roles: ["officer"] });
    for (const words of ["李某某", "乱收费", "柳树村"])
      expect(await get(`/desk?words=${encodeURIComponent(words)}`, "hidden")).not.toContain(number);
    expect(await get(`/desk?words=${number}`, "hidden")).toContain(`/desk/${number}"`);
  });
});
