// A citizen's whole way in a real browser, with and without scripts: filing, card, thread, the word, the number, what is public.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { Acting, Command } from "../../core/domain/request/steps.ts";
import { citizensPart } from "../../server/services/citizens/citizens.part.ts";
import { ledgerPart } from "../../server/services/ledger/ledger.part.ts";
import { addBody } from "../../server/services/officers/bodies.store.ts";
import { voicePart } from "../../server/services/voice/voice.part.ts";
import { haveBrowser, launch } from "../support/browser.ts";
import { haveDatabase } from "../support/database.ts";
import { beside, countBytes, follow, look, MOST_BYTES, tooSmall } from "../support/look.ts";
import { type TestServices, testServices } from "../support/services.ts";

const DAY = 86_400_000;
const roads: Acting = { role: "officer", body: "roads", desk: "养护股" };
const able = haveDatabase() && haveBrowser();

let services: TestServices;
let browser: Browser;
let url = "";
let photo: Buffer;

beforeAll(async () => {
  if (!able) return;
  services = await testServices([citizensPart(), ledgerPart(), voicePart()], { demo: true });
  await services.requests.within(async (query) => {
    const phone = "0999-5550120";
    const bureau = { id: "roads", zh: "青石县交通运输局", en: "Qingshi roads bureau", desk: "养护股", phone };
    await addBody(query, services.tenant, bureau);
    const hotline = { id: "hotline", zh: "青石县热线中心", en: "Qingshi hotline", desk: "受理台" };
    await addBody(query, services.tenant, { ...hotline, phone: "12345", address: "青石县为民路 1 号" });
  });
  url = await services.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await launch();
  photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#87a" } })
    .withExif({
      IFD3: {
        ...{ GPSLatitudeRef: "N", GPSLatitude: "30/1 15/1 0/1" },
        ...{ GPSLongitudeRef: "E", GPSLongitude: "120/1 9/1 0/1" },
      },
    })
    .jpeg()
    .toBuffer();
});
afterAll(() => browser?.close());

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  return { context, tab: await context.newPage() };
}

const next = (tab: Page, name = /保存，下一步/) => follow(tab, tab.getByRole("button", { name }));

/** From the first page to the card; `see` looks at every page on the way. */
async function file(tab: Page, words: string, publicly: boolean, see: (name: string) => Promise<unknown>) {
  await tab.goto(url);
  await see("home");
  await follow(tab, tab.getByRole("link", { name: "提诉求" }).first());
  await see("words");
  await next(tab);
  await see("words-wrong");
  await tab.getByLabel("用自己的话写").fill(words);
  await next(tab);
  await see("asks");
  await tab.getByLabel("一行写一件要解决的事").fill("修好路灯\n把井盖补上");
  await tab.getByLabel("大概是哪一类事").selectOption("street-light");
  await next(tab);
  await see("place");
  await tab.getByLabel("在哪里").fill("柳河镇柳树村村口小桥");
  await next(tab);
  await see("photos");
  expect(await tab.getByLabel("拍照地点也给").isChecked()).toBe(false);
  await tab.getByLabel("拍照地点也给").check();
  await tab.getByLabel("选照片").setInputFiles({ name: "灯.jpg", mimeType: "image/jpeg", buffer: photo });
  await tab.getByRole("button", { name: "先上传" }).click();
  await tab.getByAltText("第 1 张").waitFor();
  await tab.getByText("带着拍照地点").waitFor();
  await see("photos-one");
  await next(tab, /^下一步/);
  await see("you");
  await tab.getByLabel("怎么称呼您").fill("测试人");
  await tab.getByLabel("电话", { exact: false }).last().fill("139 0000 0000");
  await tab.getByLabel("办理的单位").check();
  await next(tab);
  await see("public");
  await tab.getByLabel(publicly ? "遮住个人信息后公开" : "不公开").check();
  await next(tab);
  await see("check");
  await next(tab, /提交/);
  await tab.getByRole("heading", { name: "请记好编号" }).waitFor();
  await see("card");
  return /\/r\/([0-9a-z]{27})\/card/.exec(tab.url())![1]!;
}

async function act(number: string, command: Command) {
  const acted = await services.requests.act(number, command);
  if (isRefusal(acted)) throw new Error(acted.code);
}

async function handled(number: string) {
  const parts = [1, 2].map((ask) => ({ ask, handling: "roads", assisting: [] }));
  const dispatcher: Acting = { role: "dispatcher", body: "hotline" };
  await act(number, { kind: "dispatch", by: dispatcher, lead: "roads", parts });
  await act(number, { kind: "acknowledge", by: roads, asks: [1, 2] });
}

async function closed(number: string) {
  const asks = [
    { ask: 1, as: "answered" },
    { ask: 2, as: "promised" },
  ] as const;
  const commitments = [{ ask: 2, who: "roads", by: "2026-06-05" }];
  const said = { text: "六月二日换了灯泡，已亮。井盖已下单，六月五日前补上。" };
  await act(number, { kind: "reply", by: roads, asks, commitments, said });
  const { steps } = (await services.requests.read(number))!;
  await act(number, { kind: "sign", by: roads, step: steps.length - 1, said: { name: "测试员" } });
  await act(number, { kind: "close", by: roads, claim: "partly" });
}

const numberOf = async (link: string) => (await services.requests.readByLink(link))!.number;

describe.skipIf(!able)("a citizen", () => {
  test.each([
    ["at 360 px", { viewport: { width: 360, height: 740 } }],
    ["at 1280 px", {}],
  ] as const)(
    "files, follows and says whether it is solved: %s, every page looked at",
    async (_, options) => {
      const { tab, context } = await open(options);
      const bytes = countBytes(tab);
      let most = 0;
      const see = async (name: string) => {
        const sent = await bytes();
        most = Math.max(most, sent);
        expect(sent, `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
        await look(tab, name, "viewport" in options);
      };
      const link = await file(
        tab,
        "村口小桥边的路灯坏了三个月，晚上看不见路，楼道里还有燃气泄漏的味道。",
        false,
        see,
      );
      const number = await numberOf(link);
      await follow(tab, tab.getByRole("link", { name: "看进度" }));
      await see("thread-filed");
      await follow(tab, tab.getByRole("button", { name: "删掉这张的地点" }));
      await tab.getByText("拍照地点删掉了").waitFor();
      await follow(tab, tab.getByRole("link", { name: "改要解决的事" }));
      await see("asks-anew");
      await tab.getByLabel("第 1 项", { exact: false }).first().fill("");
      await follow(tab, tab.getByRole("button", { name: "保存" }));
      await tab.getByText("第 1 项不能空着").first().waitFor();
      await see("asks-wrong");
      await tab.getByLabel("第 1 项", { exact: false }).first().fill("换上灯泡\n查一查电线");
      await follow(tab, tab.getByRole("button", { name: "保存" }));
      await tab.getByText("把要解决的改成 3 项").waitFor();
      await see("thread-split");
      await follow(tab, tab.getByRole("link", { name: "改要解决的事" }));
      await tab.locator("#into2").selectOption("1");
      await tab.getByLabel("第 1 项", { exact: false }).first().fill("换上灯泡，查一查电线");
      await follow(tab, tab.getByRole("button", { name: "保存" }));
      await tab.getByText("把要解决的改成 2 项").waitFor();
      await handled(number);
      await act(number, {
        kind: "ask-for-missing",
        by: roads,
        items: 1,
        said: { text: "请拍一下灯杆上的编号。" },
      });
      await tab.goto(`${url}/r/${link}`);
      await see("thread-missing");
      await tab.getByLabel("补充的话").fill("三号灯杆");
      await tab.getByRole("button", { name: "提交补充" }).click();
      await tab.getByText("补充的内容收到了").waitFor();
      await closed(number);
      services.clock.at += 5 * DAY;
      await tab.goto(`${url}/r/${link}`);
      await see("thread-closed");
      await tab.getByRole("button", { name: "没做到" }).click();
      await tab.getByText("您说的记下了").waitFor();
      await follow(tab, tab.getByRole("button", { name: "就这样说" }));
      await see("verdict-wrong");
      await tab.getByLabel("解决了一部分", { exact: false }).first().check();
      await tab.getByLabel("第 2 项").check();
      await tab.getByRole("button", { name: "就这样说" }).click();
      await tab.getByText("退回重办过 1 次").waitFor();
      await see("thread-bounced");
      for (const name of ["choices", "call", "complain", "deletion", "paper", "opened", "renew"]) {
        await tab.goto(`${url}/r/${link}/${name}`);
        await see(name);
      }
      await tab.goto(`${url}/find?number=${number}`);
      await see("found");
      await tab.goto(`${url}/find?number=12345678`);
      await see("find-wrong");
      console.log(`the largest page before photos: ${most} bytes`);
      services.clock.at -= 5 * DAY;
      await context.close();
    },
    // Two dozen pages, each looked at by axe, on a machine that is shared.
    150_000,
  );

  test("without scripts: files publicly; another finds it, joins, and has an own word", async () => {
    const { tab, context } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const none = async () => {};
    const first = await file(tab, "桥头健身器材坏了，孩子摔伤，请联系 13911112222。", true, none);
    const number = await numberOf(first);
    await tab.goto(`${url}/public`);
    await tab.getByLabel("找什么").fill("健身器材");
    await tab.getByRole("button", { name: "找", exact: false }).first().click();
    await follow(tab, tab.getByRole("link", { name: `${number.slice(0, 4)} ${number.slice(4)}` }));
    expect(await tab.content()).not.toContain("13911112222");
    await tab.getByRole("link", { name: "一起反映" }).click();
    await tab.getByLabel("用自己的话写").fill("我家孩子也在桥头健身器材摔过。");
    await next(tab);
    await tab.getByLabel("一行写一件要解决的事").fill("修好健身器材");
    await next(tab);
    await next(tab);
    await next(tab, /^下一步/);
    await tab.getByLabel("不用找我").check();
    await next(tab);
    await next(tab);
    await tab.getByText("1 人反映，0 人说解决了").waitFor();
    await follow(tab, tab.getByRole("button", { name: "是同一件，一起反映" }).first());
    const link = /\/r\/([0-9a-z]{27})\/card/.exec(tab.url())![1]!;
    await handled(number);
    await closed(number);
    await tab.goto(`${url}/r/${link}`);
    await tab.getByLabel("没解决", { exact: false }).first().check();
    await tab.getByRole("button", { name: "就这样说" }).click();
    await tab.getByText("退回重办过 1 次").waitFor();
    const { state } = (await services.requests.readByLink(first))!;
    expect(state.people.map((each) => each.verdict?.value)).toEqual([undefined, "not"]);
    await context.close();
  });

  test.each([
    ["at 360 px", { viewport: { width: 360, height: 740 } }],
    ["without scripts", { javaScriptEnabled: false }],
  ] as const)(
    "does all that may be done with the own request, ends what is seen of it, and checks the ledger: %s",
    async (_, options) => {
      const { tab, context } = await open(options);
      const bytes = countBytes(tab);
      const see = async (name: string) => {
        expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
        await look(tab, name, !("javaScriptEnabled" in options));
      };
      const press = (name: string | RegExp) => follow(tab, tab.getByRole("button", { name }));
      const link = await file(tab, "菜场门口地面积水，老人滑倒。", false, async () => {});
      const number = await numberOf(link);
      // A draft of its own: the photo is taken away again, and the address alone leads to what lacks.
      await tab.goto(`${url}/file`);
      await tab.getByLabel("用自己的话写").fill("菜场灯暗");
      await next(tab);
      const draft = /\/file\/([0-9a-z]{27})/.exec(tab.url())![1]!;
      await tab.goto(`${url}/file/${draft}/photos`);
      await tab.getByLabel("选照片").setInputFiles({ name: "灯.jpg", mimeType: "image/jpeg", buffer: photo });
      await press(/先上传/);
      await press(/去掉第 1 张/);
      expect(await tab.getByAltText("第 1 张").count()).toBe(0);
      await tab.goto(`${url}/file/${draft}`);
      expect(tab.url()).toContain("/asks");

      await handled(number);
      await closed(number);
      // Those pages are looked at above.
      await bytes();
      await tab.goto(`${url}/r/${link}/verdict`);
      await see("verdict");
      await tab.goto(`${url}/r/${link}/call`);
      await tab.getByLabel("打哪个电话").fill("不是电话");
      await press(/要电话/);
      await see("call-wrong");
      await tab.getByLabel("打哪个电话").fill("13900000031");
      await press(/要电话/);
      await tab.getByText("会有中立回访员打电话给您").waitFor();
      await tab.goto(`${url}/r/${link}/choices`);
      await tab.getByLabel("不用找我").check();
      await tab.getByLabel("遮住个人信息后公开").check();
      await press(/保存/);
      await tab.getByText("改好了").waitFor();
      await tab.goto(`${url}/r/${link}/complain`);
      await press(/提交投诉/);
      await see("complain-wrong");
      await tab.getByLabel("平台哪里不好").fill("字太小");
      await press(/提交投诉/);
      await tab.getByText("投诉收到了").waitFor();
      await tab.goto(`${url}/r/${link}`);
      await follow(tab, tab.getByRole("link", { name: "怎么核验" }));
      await see("ledger");
      await tab.goto(`${url}/find?number=${number}`);
      await tab.getByText("链接丢了").click();
      await follow(tab, tab.locator('form[action="/find/link"] button'));
      await see("find-link");

      await tab.goto(`${url}/r/${link}/renew`);
      await follow(tab, tab.locator('form[action$="/renew"] button'));
      const fresh = /\/r\/([0-9a-z]{27})\/card/.exec(tab.url())![1]!;
      expect(fresh).not.toBe(link);
      expect((await tab.goto(`${url}/r/${link}`))!.status()).toBe(404);
      await tab.goto(`${url}/r/${fresh}/deletion`);
      await press(/要求删除/);
      await see("deletion-wrong");
      await tab.getByLabel("我明白").check();
      await press(/要求删除/);
      await tab.getByText("您的姓名、电话、写的话和照片会删除").waitFor();
      await see("thread-deletion-asked");
      await context.close();
    },
    90_000,
  );

  test("an answer that is lost on the way, and a second press, lead to one request", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    // The server does it; the browser never learns.
    const lose = (path: string) =>
      tab.route(path, async (route) => {
        if (route.request().method() !== "POST") return route.continue();
        await route.fetch({ maxRedirects: 0 });
        return route.abort("connectionreset");
      });
    await tab.goto(`${url}/file`);
    await tab.getByLabel("用自己的话写").fill("河边垃圾没人清，发臭。");
    await lose("**/words");
    const failed = tab.waitForEvent("requestfailed");
    await next(tab);
    await failed;
    await tab.unrouteAll();
    // The same page sent again, as a person does by "reload".
    await tab.reload();
    await tab.getByLabel("一行写一件要解决的事").fill("清垃圾");
    await next(tab);
    await next(tab);
    await next(tab, /^下一步/);
    await tab.getByLabel("不用找我").check();
    await next(tab);
    await next(tab);
    const check = tab.url();
    await lose("**/send");
    const lost = tab.waitForEvent("requestfailed");
    await tab.getByRole("button", { name: /提交/ }).click();
    await lost;
    await tab.unrouteAll();
    await tab.goto(check);
    await tab.getByText("河边垃圾没人清，发臭").first().waitFor();
    const link = /\/r\/([0-9a-z]{27})/.exec(tab.url())![1]!;
    const rows = await services.requests.within((query) =>
      query("SELECT number FROM services.step WHERE kind = 'file' AND words->>'text' LIKE '河边垃圾%'"),
    );
    expect(rows).toEqual([{ number: await numberOf(link) }]);
    await context.close();
  });

  test("by keyboard alone: the word is given without a mouse", async () => {
    const { tab, context } = await open();
    const link = await file(tab, "广场地砖松了，绊倒老人。", false, async () => {});
    const number = await numberOf(link);
    await handled(number);
    await closed(number);
    await tab.goto(`${url}/r/${link}`);
    await tab.keyboard.press("Tab");
    expect(await tab.evaluate("document.activeElement.textContent")).toContain("跳到正文");
    await tab.keyboard.press("Enter");
    for (let presses = 0; presses < 20; presses += 1) {
      await tab.keyboard.press("Tab");
      if ((await tab.evaluate("document.activeElement.name ?? ''")) === "value") break;
    }
    for (const key of ["Space", "ArrowDown", "ArrowDown"]) await tab.keyboard.press(key);
    for (let presses = 0; presses < 20; presses += 1) {
      await tab.keyboard.press("Tab");
      if (String(await tab.evaluate("document.activeElement.textContent")).includes("就这样说")) break;
    }
    await tab.keyboard.press("Enter");
    await tab.getByText("退回重办过 1 次").waitFor();
    await context.close();
  });

  test("in large text every word is 18 pt and whatever is pressed 60 px, at 360 px", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    await tab.goto(`${url}/size/large`);
    const see = async (name: string) => {
      // Before its style has come, every page is small.
      await tab.waitForLoadState("load");
      expect(await tooSmall(tab), name).toEqual([]);
      expect(await beside(tab), name).toBeLessThanOrEqual(0);
      if (process.env.LUODI_SHOTS !== undefined)
        await tab.screenshot({ path: `${process.env.LUODI_SHOTS}/large-${name}.png`, fullPage: true });
    };
    const link = await file(tab, "学校门口没有斑马线，孩子过马路危险。", true, see);
    const number = await numberOf(link);
    await handled(number);
    await closed(number);
    for (const path of ["", "/asks", "/choices", "/add", "/deletion", "/paper"]) {
      await tab.goto(`${url}/r/${link}${path}`);
      await see(`thread${path.replace("/", "-")}`);
    }
    for (const path of [`/find?number=${number}`, "/public", `/public/${number}`]) {
      await tab.goto(url + path);
      await see(path.split(/[?/]/)[1]!);
    }
    await context.close();
  });

  test("with the browser's own text at twice its size nothing stands beside a screen of 360 px", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    const twice = async (name: string) => {
      await tab.evaluate('document.documentElement.style.fontSize = "200%"');
      expect(await beside(tab), name).toBeLessThanOrEqual(0);
      await tab.evaluate('document.documentElement.style.fontSize = ""');
    };
    const link = await file(tab, "巷口的垃圾桶满了三天，没人来清。", true, twice);
    await tab.goto(`${url}/r/${link}`);
    await twice("thread");
    await tab.goto(`${url}/find?number=${await numberOf(link)}`);
    await twice("found");
    await context.close();
  });

  test("public pages and the telephone's simulator, looked at; the word is given by telephone", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    const bytes = countBytes(tab);
    const see = async (name: string) => {
      expect(await bytes(), `${name}: bytes`).toBeLessThanOrEqual(MOST_BYTES);
      await look(tab, name);
    };
    const filed = await services.requests.file(
      {
        ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "phone", procedure: "hotline" },
        ...{ intent: "ask-help", asks: 2, harm: "trouble", wants: "call", hideFrom: [], open: true },
        said: { text: "桥头凉亭漏雨，老人没处坐。", asks: "修屋顶\n换木凳", place: "桥头" },
      },
      { contact: { phone: "13900000009" } },
    );
    if (isRefusal(filed)) throw new Error(filed.code);
    const { number } = filed;
    await handled(number);
    await closed(number);
    await tab.goto(`${url}/public?words=${encodeURIComponent("凉亭")}`);
    await see("public-list");
    await follow(tab, tab.locator(".card a").first());
    await see("public-one");
    await tab.goto(`${url}/public?words=${encodeURIComponent("恐龙化石")}`);
    await see("public-none");
    await tab.goto(`${url}/voice/simulator`);
    await see("simulator");
    await tab.getByLabel("假装从哪个电话打来").fill("13900000009");
    await follow(tab, tab.getByRole("button", { name: "拨打" }));
    await see("simulator-number");
    await tab.getByLabel("按键").fill(number);
    await tab.getByRole("button", { name: "按完了" }).click();
    await tab.getByText("办没办成，您说了算。解决了请按 1").waitFor();
    await see("simulator-menu");
    await tab.getByRole("button", { name: "3", exact: true }).click();
    await tab.getByRole("button", { name: "1", exact: true }).click();
    await tab.getByText("退回原单位重办").waitFor();
    await see("simulator-over");
    expect((await services.requests.read(number))!.state).toMatchObject({ closed: false, bounces: 1 });
    await tab.goto(`${url}/size/large`);
    for (const path of ["/voice/simulator", `/public/${number}`, "/find"]) {
      await tab.goto(url + path);
      expect(await tooSmall(tab), path).toEqual([]);
    }
    await context.close();
  });

  test("the way to sending works at 256 kbit/s with 400 ms delay", async () => {
    const { tab, context } = await open({ viewport: { width: 360, height: 740 } });
    const client = await context.newCDPSession(tab);
    const speed = (256 * 1024) / 8;
    const network = { offline: false, latency: 400, downloadThroughput: speed, uploadThroughput: speed };
    await client.send("Network.emulateNetworkConditions", network);
    const began = performance.now();
    let slowest = 0;
    let last = began;
    const link = await file(tab, "河堤护栏断了一截，很危险。", false, async () => {
      const now = performance.now();
      slowest = Math.max(slowest, now - last);
      last = now;
    });
    console.log(
      `256 kbit/s, 400 ms: ${((performance.now() - began) / 1000).toFixed(1)} s for 9 pages and a photo; slowest page ${(slowest / 1000).toFixed(1)} s`,
    );
    expect(slowest).toBeLessThan(15_000);
    expect(await services.requests.readByLink(link)).toBeDefined();
    await context.close();
  });
});
