// Filing page by page: saved as posted, sent once, joined by choice; what is not public is offered to nobody.

import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { haveDatabase } from "../../../test/support/database.ts";
import { type TestServices, testServices } from "../../../test/support/services.ts";
import { citizensPart } from "./citizens.part.ts";

let services: TestServices;
beforeAll(async () => {
  if (haveDatabase()) services = await testServices([citizensPart()]);
});

const headers = { host: "localhost", accept: "text/html" };
const get = (url: string) => services.app.inject({ method: "GET", url, headers });
const post = (url: string, fields: Record<string, string> = {}) =>
  services.app.inject({
    ...{ method: "POST", url, payload: new URLSearchParams(fields).toString() },
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
  });

const WORDS = { text: "村口小桥边的路灯坏了三个月，晚上看不见路。", intent: "ask-help" };
const ASKS = { asks: "1. 修好路灯\n2、把井盖也补上", matter: "street-light" };
const PLACE = { place: "柳河镇柳树村村口" };
const YOU = { wants: "text", name: "王某", phone: "139 0000-0000", hideBody: "on" };

async function newDraft(): Promise<string> {
  const { body } = await get("/file");
  return /action="\/file\/([0-9a-z]{27})\/words"/.exec(body)![1]!;
}

async function written(open: "yes" | "no", words = WORDS, place = PLACE): Promise<string> {
  const link = await newDraft();
  const pages = { words, asks: ASKS, place, you: YOU, public: { open } };
  for (const [step, fields] of Object.entries(pages))
    expect((await post(`/file/${link}/${step}`, fields)).statusCode, step).toBe(303);
  return link;
}

const numbers = () =>
  services.requests.within((query) => query<{ number: string }>("SELECT number FROM services.request"));

describe.skipIf(!haveDatabase())("a filing", () => {
  test("is saved a page at a time, and a page sent again changes nothing", async () => {
    const link = await newDraft();
    const first = await post(`/file/${link}/words`, WORDS);
    expect(first.headers.location).toBe(`/file/${link}/asks`);
    expect((await post(`/file/${link}/words`, WORDS)).headers.location).toBe(`/file/${link}/asks`);
    const back = await get(`/file/${link}/words`);
    expect(back.body).toContain(WORDS.text);
    expect((await get(`/file/${link}`)).headers.location).toBe(`/file/${link}/asks`);
    // What was written already is not asked for again: whoever has one thing to solve goes on.
    const asks = await get(`/file/${link}/asks`);
    expect(asks.body).toContain(">村口小桥边的路灯坏了三个月，晚上看不见路</textarea>");
    expect(asks.body).toMatch(/<option value="street-light" selected/);
    expect((await get(`/file/${"2".repeat(27)}/words`)).statusCode).toBe(404);
    expect((await get("/file/zz/words")).statusCode).toBe(404);
  });

  test("put aside is gone on with where it was left, and cannot be sent before anybody said how to answer", async () => {
    const link = await newDraft();
    const goesOn = async () => (await get(`/file/${link}`)).headers.location;
    for (const [step, fields, next] of [
      ["words", { ...WORDS, text: "水井边的护栏断了。" }, "asks"],
      ["asks", ASKS, "place"],
      ["place", PLACE, "photos"],
    ] as const) {
      await post(`/file/${link}/${step}`, fields);
      expect(await goesOn()).toBe(`/file/${link}/${next}`);
    }
    expect((await get(`/file/${link}/check`)).body).toContain("请选怎么告诉您结果");
    const before = (await numbers()).length;
    expect((await post(`/file/${link}/send`)).headers.location).toBe(`/file/${link}/check`);
    expect((await numbers()).length).toBe(before);
    await post(`/file/${link}/you`, YOU);
    expect(await goesOn()).toBe(`/file/${link}/public`);
    await post(`/file/${link}/public`, { open: "no" });
    expect(await goesOn()).toBe(`/file/${link}/check`);
  });

  test("keeps what is wrong and says how to mend it; it cannot be sent with gaps", async () => {
    const link = await newDraft();
    const long = "长".repeat(6_000);
    const answer = await post(`/file/${link}/words`, { text: long, intent: "ask-help" });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain("请缩短到 5000 字以内");
    expect((await get(`/file/${link}/words`)).body).toContain(long);
    expect((await post(`/file/${link}/send`)).headers.location).toBe(`/file/${link}/check`);
    const check = await get(`/file/${link}/check`);
    expect(check.body).toContain("还差一点");
    await post(`/file/${link}/you`, { wants: "call", phone: "12" });
    expect((await get(`/file/${link}/check`)).body).toContain("电话号码不对");
  });

  test("warns of danger and of other channels, and blocks nothing", async () => {
    const link = await newDraft();
    await post(`/file/${link}/words`, { text: "楼道里燃气泄漏，味道很大", intent: "ask-help" });
    const { body } = await get(`/file/${link}/asks`);
    expect(body).toContain("119");
    expect(body).toContain("燃气泄漏");
  });

  test("is sent once, however often the button is pressed or the answer is lost", async () => {
    const link = await written("no");
    const before = (await numbers()).length;
    const both = await Promise.all([post(`/file/${link}/send`), post(`/file/${link}/send`)]);
    for (const each of both) expect(each.headers.location).toBe(`/r/${link}/card`);
    expect((await post(`/file/${link}/send`)).headers.location).toBe(`/r/${link}/card`);
    expect((await post(`/file/${link}/words`, WORDS)).headers.location).toBe(`/r/${link}/card`);
    expect(await numbers()).toHaveLength(before + 1);
    const record = (await services.requests.readByLink(link))!;
    expect(record.state).toMatchObject({
      ...{ matter: "street-light", door: "web" },
      people: [{ hideFrom: ["handling-body"], open: false, wants: "text" }],
    });
    expect(record.steps[0]!.said).toEqual({
      ...{ text: WORDS.text, place: PLACE.place },
      asks: "修好路灯\n把井盖也补上",
    });
    expect((await services.requests.contacts(record.number)).get(0)).toEqual({
      ...{ name: "王某", phone: "13900000000" },
    });
    expect(
      await services.requests.within((query) =>
        query("SELECT FROM services.draft WHERE fields->>'text' = $1 AND fields ? 'open'", [WORDS.text]),
      ),
    ).toEqual([]);
  });

  test("a like request is offered only where its filer consented; whoever joins has an own word", async () => {
    const closed = await written(
      "no",
      { ...WORDS, text: "大坪村广场的健身器材坏了，孩子摔伤。" },
      { place: "大坪村广场" },
    );
    await post(`/file/${closed}/send`);
    const hidden = await written(
      "no",
      { ...WORDS, text: "大坪村广场健身器材坏了没人修。" },
      { place: "大坪村广场" },
    );
    expect((await get(`/file/${hidden}/check`)).body).not.toContain("是不是同一件事");

    const open = await written(
      "yes",
      { ...WORDS, text: "大坪村广场健身器材坏了，请联系 13911112222 修好。" },
      { place: "大坪村广场" },
    );
    await post(`/file/${open}/send`);
    const { number } = (await services.requests.readByLink(open))!;
    const check = await get(`/file/${hidden}/check`);
    expect(check.body).toContain("是不是同一件事");
    expect(check.body).not.toContain("13911112222");
    expect(check.body).toContain("1 人反映");
    const joined = await post(`/file/${hidden}/join`, { number });
    expect(joined.headers.location).toBe(`/r/${hidden}/card`);
    expect((await post(`/file/${hidden}/join`, { number })).headers.location).toBe(`/r/${hidden}/card`);
    const record = (await services.requests.readByLink(hidden))!;
    expect(record).toMatchObject({ number, person: 1 });
    expect(record.state.people).toHaveLength(2);
    // One that is not public is joined by nobody who guesses its number.
    const other = await written("no");
    const { number: secret } = (await services.requests.readByLink(closed))!;
    expect((await post(`/file/${other}/join`, { number: secret })).statusCode).toBe(409);
  });

  test("takes photos once, tells what is no photo, and hands them to the request", async () => {
    const link = await newDraft();
    await post(`/file/${link}/words`, WORDS);
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#888" } })
      .jpeg()
      .toBuffer();
    const upload = async (...files: Buffer[]) => {
      const form = new FormData();
      for (const each of files) form.append("photo", new Blob([new Uint8Array(each)]), "a.jpg");
      const whole = new Response(form);
      return services.app.inject({
        ...{ method: "POST", url: `/file/${link}/photos`, payload: Buffer.from(await whole.arrayBuffer()) },
        headers: { ...headers, "content-type": whole.headers.get("content-type")! },
      });
    };
    expect((await upload()).body).toContain("没有选照片");
    const mixed = await upload(picture, Buffer.from("<svg onload=alert(1)>"));
    expect(mixed.statusCode).toBe(422);
    expect(mixed.body).toContain("第 2 个文件不是照片");
    expect((await upload(picture)).statusCode).toBe(303);
    const { body } = await get(`/file/${link}/photos`);
    const shots = [...body.matchAll(/src="(\/file\/[^"]+)"/g)].map((each) => each[1]!);
    expect(shots).toHaveLength(1);
    const small = await get(shots[0]!);
    expect([small.statusCode, small.headers["content-type"]]).toEqual([200, "image/jpeg"]);
    const stranger = await newDraft();
    await post(`/file/${stranger}/words`, WORDS);
    expect((await get(shots[0]!.replace(link, stranger))).statusCode).toBe(404);
    for (const [step, fields] of Object.entries({
      asks: ASKS,
      place: PLACE,
      you: YOU,
      public: { open: "no" },
    }))
      await post(`/file/${link}/${step}`, fields);
    await post(`/file/${link}/send`);
    const { number } = (await services.requests.readByLink(link))!;
    const rows = await services.requests.within((query) =>
      query("SELECT person, width FROM services.photo WHERE number = $1", [number]),
    );
    expect(rows).toEqual([{ person: 0, width: 300 }]);
  });
});
