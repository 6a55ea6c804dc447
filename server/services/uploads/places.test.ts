// Where a photo was taken: kept by consent alone, seen by the handling body alone, gone when its owner says so or is deleted.

import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../../core/domain/request/refusals.ts";
import type { Command } from "../../../core/domain/request/steps.ts";
import { haveDatabase } from "../../../test/support/database.ts";
import { asOfficer, type TestServices, testServices } from "../../../test/support/services.ts";
import { apiPart } from "../api/api.part.ts";
import { citizensPart } from "../citizens/citizens.part.ts";
import { counterPart } from "../counter/counter.part.ts";
import { deskPart } from "../desk/desk.part.ts";
import { dispatchPart } from "../dispatch/dispatch.part.ts";
import { exportRequests } from "../exports/luodi-export.ts";
import { addBody } from "../officers/bodies.store.ts";
import { open311Part } from "../open311/open311.part.ts";
import { newLink } from "../requests/secrets.ts";
import { retentionPart } from "../retention/retention.part.ts";

const LATITUDE = 30.25417;
const LONGITUDE = 120.16528;
/** How either may stand on a page. */
const TOLD = /30\.254|120\.165|纬度/;

/** A camera's picture: 30°15'15.0"N 120°9'55.0"E in its EXIF block. */
const camera = (background: string) =>
  sharp({ create: { width: 300, height: 200, channels: 3, background } }).withExif({
    IFD3: {
      GPSLatitudeRef: "N",
      GPSLatitude: "30/1 15/1 1500/100",
      GPSLongitudeRef: "E",
      GPSLongitude: "120/1 9/1 5500/100",
    },
  });

describe.skipIf(!haveDatabase())("the place of a photo", () => {
  let services: TestServices;
  beforeAll(async () => {
    const parts = [citizensPart, deskPart, dispatchPart, counterPart, open311Part, apiPart, retentionPart];
    services = await testServices(parts.map((part) => part()));
    await services.requests.within(async (query) => {
      for (const id of ["roads", "water", "hotline"])
        await addBody(query, services.tenant, { id, zh: id, en: id, desk: "", phone: "" });
    });
  });

  const page = async (url: string, headers: Record<string, string> = { host: "localhost" }) =>
    (await services.app.inject({ url, headers: { ...headers, accept: "text/html" } })).body;
  const send = async (url: string, fields: readonly [string, string | Buffer][]) => {
    const form = new FormData();
    for (const [name, value] of fields)
      if (typeof value === "string") form.append(name, value);
      else form.append(name, new Blob([new Uint8Array(value)]), "a.jpg");
    const whole = new Response(form);
    return services.app.inject({
      ...{ method: "POST", url, payload: Buffer.from(await whole.arrayBuffer()) },
      headers: { host: "localhost", "content-type": whole.headers.get("content-type")! },
    });
  };
  const act = async (number: string, command: Command) => {
    const acted = await services.requests.act(number, command);
    if (isRefusal(acted)) throw new Error(acted.code);
  };
  const rows = (number: string) =>
    services.requests.within((query) =>
      query("SELECT latitude, longitude FROM services.photo WHERE number = $1 ORDER BY added_at", [number]),
    );

  /** A public request in the hands of a body, with one picture sent with the consent and one without. */
  async function request(hideFrom: readonly "handling-body"[] = []) {
    const link = newLink();
    const filed = await services.requests.file(
      {
        ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
        ...{ intent: "ask-help", asks: 1, harm: "trouble", wants: "none", hideFrom, open: true },
        said: { text: "村口的路灯坏了", asks: "修好路灯" },
      },
      { link },
    );
    if (isRefusal(filed)) throw new Error(filed.code);
    const { number } = filed;
    const form = /name="form" value="([^"]+)"/.exec(await page(`/r/${link}/add`))![1]!;
    const [agreed, not] = await Promise.all(["#a12", "#1a2"].map((each) => camera(each).jpeg().toBuffer()));
    expect(
      (
        await send(`/r/${link}/add`, [
          ["form", form],
          ["place", "on"],
          ["photo", agreed!],
        ])
      ).statusCode,
    ).toBe(303);
    expect(
      (
        await send(`/r/${link}/add`, [
          ["form", `${form}2`],
          ["photo", not!],
        ])
      ).statusCode,
    ).toBe(303);
    const parts = [{ ask: 1, handling: "roads", assisting: [] }];
    await act(number, {
      kind: "dispatch",
      by: { role: "dispatcher", body: "hotline" },
      lead: "roads",
      parts,
    });
    return { link, number };
  }
  const roads = asOfficer({ body: "roads", roles: ["officer"] });
  const accept = (number: string) =>
    act(number, { kind: "acknowledge", by: { role: "officer", body: "roads" }, asks: [1] });

  test("is kept with consent and not without; read from PNG and WebP as well; what comes after the picture is no consent", async () => {
    const link = newLink();
    const words = new URLSearchParams({ text: "路灯坏了", intent: "ask-help" }).toString();
    const head = { host: "localhost", "content-type": "application/x-www-form-urlencoded" };
    await services.app.inject({ method: "POST", url: `/file/${link}/words`, headers: head, payload: words });
    expect(await page(`/file/${link}/photos`)).toMatch(
      /type="checkbox" id="place" name="place" value="on"\/?>/,
    );
    for (const [agreed, picture] of [
      [true, await camera("#111").jpeg().toBuffer()],
      [true, await camera("#222").png().toBuffer()],
      [true, await camera("#333").webp().toBuffer()],
      [false, await camera("#444").jpeg().toBuffer()],
    ] as const) {
      const fields: [string, string][] = agreed ? [["place", "on"]] : [];
      const sent = await send(`/file/${link}/photos`, [...fields, ["photo", picture]]);
      expect(sent.statusCode).toBe(303);
    }
    const late = await camera("#555").jpeg().toBuffer();
    await send(`/file/${link}/photos`, [
      ["photo", late],
      ["place", "on"],
    ]);
    const kept = await services.requests.within((query) =>
      query("SELECT latitude, longitude FROM services.photo WHERE number IS NULL ORDER BY added_at"),
    );
    const place = { latitude: LATITUDE, longitude: LONGITUDE };
    const none = { latitude: null, longitude: null };
    expect(kept).toEqual([place, place, place, none, none]);
    expect((await page(`/file/${link}/photos`)).match(/带着拍照地点/g)).toHaveLength(3);
  });

  test("is seen by the body that has it in hand; by no other body, desk, counter, list, export or page of the public", async () => {
    const { link, number } = await request();
    expect(await rows(number)).toEqual([
      { latitude: LATITUDE, longitude: LONGITUDE },
      { latitude: null, longitude: null },
    ]);
    // Named, but not yet taken up.
    expect(await page(`/desk/${number}`, roads)).not.toMatch(TOLD);
    await accept(number);
    const desk = await page(`/desk/${number}`, roads);
    expect(desk).toContain(`拍照地点：纬度 ${LATITUDE}，经度 ${LONGITUDE}`);
    expect(desk.match(/拍照地点：/g)).toHaveLength(1);
    const others = [
      page(`/desk/${number}`, asOfficer({ body: "water", roles: ["officer"] })),
      page(`/counter/${number}`, asOfficer({ body: "hotline", roles: ["operator"] })),
      page(`/dispatch/${number}`, asOfficer({ body: "hotline", roles: ["dispatcher"] })),
      ...[`/public/${number}`, `/r/${link}`, `/find?number=${number}`].map((each) => page(each)),
      ...["requests.json", "requests.xml", `requests/${number}.json`, "servicerequestupdates.json"].map(
        (each) => page(`/open311/v2/${each}`),
      ),
      page(`/api/v1/requests/${number}`),
      page(`/api/v1/links/${link}`),
    ];
    for (const [index, body] of (await Promise.all(others)).entries()) {
      expect(body.length, String(index)).toBeGreaterThan(50);
      expect(body, String(index)).not.toMatch(TOLD);
    }
    let lines = "";
    for await (const line of exportRequests(services)) lines += line;
    expect(lines).toContain(number);
    expect(lines).not.toMatch(TOLD);
  });

  test("goes when its owner says so, and with the personal data; hidden from a body that must not know who it is", async () => {
    const { link, number } = await request();
    await accept(number);
    const thread = await page(`/r/${link}`);
    const [forget] = /\/r\/\w+\/photos\/[0-9a-f-]+\/forget-place/.exec(thread)!;
    const post = { method: "POST", headers: { host: "localhost" } } as const;
    const stranger = await request(["handling-body"]);
    const foreign = forget.replace(link, stranger.link);
    await services.app.inject({ ...post, url: foreign });
    expect(await rows(number)).toContainEqual({ latitude: LATITUDE, longitude: LONGITUDE });
    const done = await services.app.inject({ ...post, url: forget });
    expect(done.headers.location).toBe(`/r/${link}?told=place#photos`);
    expect(await page(`/r/${link}?told=place`)).toContain("拍照地点删掉了");
    expect(await rows(number)).toEqual(Array(2).fill({ latitude: null, longitude: null }));
    expect(await page(`/desk/${number}`, roads)).not.toMatch(TOLD);

    await accept(stranger.number);
    expect(await rows(stranger.number)).toContainEqual({ latitude: LATITUDE, longitude: LONGITUDE });
    const hidden = await page(`/desk/${stranger.number}`, roads);
    expect(hidden).toContain("/small");
    expect(hidden).not.toMatch(TOLD);
    await act(stranger.number, { kind: "ask-deletion", by: { role: "citizen", person: 0 }, person: 0 });
    await act(stranger.number, {
      ...{ kind: "reply", by: { role: "officer", body: "roads" }, said: { text: "修好了" }, commitments: [] },
      asks: [{ ask: 1, as: "answered" }],
    });
    await act(stranger.number, { kind: "close", by: { role: "officer", body: "roads" }, claim: "done" });
    await act(stranger.number, { kind: "delete-personal-data", by: { role: "system" }, people: [0] });
    expect(await rows(stranger.number)).toEqual([]);
  });
});
