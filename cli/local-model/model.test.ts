// Tests a local model behind a real server on 127.0.0.1: what is taken, and what ends a call without harm.

import http, {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalModel, openModel } from "./model.ts";

const TEXTS = { subject: "路灯", text: "青石巷路灯坏了，什么时候修好？", reply: "您好，路灯已更换。" };
const ANSWER = {
  kind: "resolved",
  asks: [{ ask: "什么时候修好", dealt: true, by: "路灯已更换" }],
};
const chat = (content: string) => JSON.stringify({ choices: [{ message: { content } }] });
const GOOD = chat(JSON.stringify(ANSWER));

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  running.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) body += part;
  return body;
}

async function modelOf(handle: RequestListener, seconds = 5): Promise<LocalModel> {
  return openModel({ url: await serve(handle), name: "m", seconds });
}

describe("a good answer", () => {
  test("comes from one question at temperature 0, with nothing of ours but the question", async () => {
    const seen: { url: string | undefined; method: string | undefined; headers: object; body: string }[] = [];
    const model = await modelOf(async (request, response) => {
      const { url, method, headers } = request;
      seen.push({ url, method, headers, body: await bodyOf(request) });
      response.end(GOOD);
    });
    expect(await model.ask(TEXTS)).toMatchObject({ answer: { kind: "resolved", asks: [{ covered: true }] } });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: "/v1/chat/completions", method: "POST" });
    expect(Object.keys(seen[0]!.headers).sort()).toEqual(
      ["accept", "accept-encoding", "connection", "content-length", "content-type", "host"].sort(),
    );
    expect(JSON.parse(seen[0]!.body)).toMatchObject({ model: "m", temperature: 0, stream: false });
  });

  test("by localhost too", async () => {
    const url = (await serve((_, response) => response.end(GOOD))).replace("127.0.0.1", "localhost");
    expect(await (await openModel({ url, name: "m" })).ask(TEXTS)).toHaveProperty("answer");
  });

  test("comes on the second try where the first broke", async () => {
    let calls = 0;
    const model = await modelOf((_, response) => {
      calls += 1;
      if (calls === 1) response.destroy();
      else response.end(GOOD);
    });
    expect(await model.ask(TEXTS)).toHaveProperty("answer");
    expect(calls).toBe(2);
  });
});

describe("no answer", () => {
  const BAD: readonly [string, RequestListener, string, number][] = [
    ["no JSON", (_, response) => response.end("好的"), "格式", 2],
    ["another form", (_, response) => response.end(chat('{"kind":"great","asks":[]}')), "格式", 2],
    ["a fault", (_, response) => response.writeHead(500).end(GOOD), "500", 2],
    ["not found", (_, response) => response.writeHead(404).end(GOOD), "404", 1],
    ["not allowed", (_, response) => response.writeHead(401).end(GOOD), "401", 1],
    [
      "a torn answer",
      (_, response) => void response.write(GOOD.slice(0, 9), () => response.destroy()),
      "断了",
      2,
    ],
    [
      "a change of protocol",
      (_, response) => response.writeHead(101, { connection: "upgrade", upgrade: "x" }).end(),
      "断了",
      2,
    ],
    ["packed bytes", (_, response) => response.end(Buffer.from([0x1f, 0x8b, 8, 0])), "格式", 2],
  ];
  test.each(BAD)("%s", async (_, handle, words, calls) => {
    let called = 0;
    const model = await modelOf((request, response) => {
      called += 1;
      handle(request, response);
    });
    expect(await model.ask(TEXTS)).toEqual({ failed: expect.stringContaining(words) });
    expect(called).toBe(calls);
  });

  test("one that does not end in time, is awaited once and broken off", async () => {
    let called = 0;
    let broken = 0;
    const slow: RequestListener = (_, response) => {
      called += 1;
      response.write(" ");
      const drip = setInterval(() => response.write(" "), 20);
      const end = setTimeout(() => response.end(GOOD), 600);
      response.on("close", () => {
        if (!response.writableFinished) broken += 1;
        clearInterval(drip);
        clearTimeout(end);
      });
    };
    const model = await modelOf(slow, 0.2);
    expect(await model.ask(TEXTS)).toEqual({ failed: expect.stringContaining("0.2 秒") });
    await expect.poll(() => [called, broken]).toEqual([1, 1]);
    // The same server with time enough.
    expect(await (await modelOf(slow, 5)).ask(TEXTS)).toHaveProperty("answer");
  });

  test("one without an end is left soon; a long one within the bound is read", async () => {
    let sent = 0;
    const padded = (bytes: number): RequestListener => {
      return async (request, response) => {
        await bodyOf(request);
        const part = Buffer.alloc(64 * 1024, " ");
        while (sent < bytes && !response.destroyed) {
          sent += part.length;
          if (!response.write(part)) await new Promise((done) => setTimeout(done, 1));
        }
        response.end(GOOD);
      };
    };
    expect(await (await modelOf(padded(1e9))).ask(TEXTS)).toEqual({
      failed: expect.stringContaining("太长"),
    });
    expect(sent).toBeLessThan(50e6);
    sent = 0;
    expect(await (await modelOf(padded(300_000))).ask(TEXTS)).toHaveProperty("answer");
  });

  test("a redirect is not followed", async () => {
    let reached = 0;
    const elsewhere = await serve((_, response) => {
      reached += 1;
      response.end(GOOD);
    });
    const location = `${elsewhere}/chat/completions`;
    for (const status of [301, 302, 303, 307, 308]) {
      const model = await modelOf((_, response) => response.writeHead(status, { location }).end(GOOD));
      expect(await model.ask(TEXTS)).toEqual({ failed: expect.stringContaining("不跟去") });
    }
    expect(reached).toBe(0);
    // A client that follows would have come there.
    const url = await serve((_, response) => response.writeHead(307, { location }).end());
    await fetch(url, { method: "POST", body: "{}" });
    expect(reached).toBe(1);
  });
});

test("a proxy is not used: it would come by Node's global agent, which is never asked", async () => {
  let reached = 0;
  const proxy = new URL(
    await serve((_, response) => {
      reached += 1;
      response.end(GOOD);
    }),
  );
  const url = await serve((_, response) => response.end(GOOD));
  class Proxied extends Agent {
    override createConnection() {
      return connect({ host: proxy.hostname, port: Number(proxy.port) });
    }
  }
  const before = http.globalAgent;
  http.globalAgent = new Proxied();
  try {
    expect(await (await openModel({ url, name: "m" })).ask(TEXTS)).toHaveProperty("answer");
    expect(reached).toBe(0);
    // A call that leaves its agent to Node goes there.
    await new Promise((done) => http.get(url, (response) => response.resume().on("end", done)));
    expect(reached).toBe(1);
  } finally {
    http.globalAgent = before;
  }
});

describe("at the start", () => {
  test("a server that is not there, before anything else", async () => {
    const server = createTcpServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/v1`;
    await expect(openModel({ url, name: "m" })).resolves.toHaveProperty("ask");
    await new Promise((done) => server.close(done));
    await expect(openModel({ url, name: "m" })).rejects.toThrow("连不上本机模型");
  });

  test.each([
    [undefined, 60, "--model-name"],
    [" ", 60, "看得见的字"],
    ["a\u001b[2J", 60, "看得见的字"],
    ["gpt-oss:120b-cloud", 60, "不在本机跑"],
    ["m", 0, "--model-seconds"],
    ["m", Number.NaN, "--model-seconds"],
  ])("name %j and %j seconds", async (name, seconds, words) => {
    await expect(openModel({ url: "http://127.0.0.1:1/v1", name, seconds })).rejects.toThrow(words);
  });
});

test("after five cases in a row without an answer it is asked no more; an answer between begins anew", async () => {
  let called = 0;
  const bad = new Set([1, 2, 3, 4, 6, 7, 8, 9, 10]);
  const model = await modelOf((_, response) => {
    called += 1;
    response.writeHead(bad.has(called) ? 404 : 200).end(GOOD);
  });
  const all: string[] = [];
  for (let i = 0; i < 12; i += 1) all.push(Object.keys(await model.ask(TEXTS))[0]!);
  const failed = "failed";
  const end = [failed, failed, failed, failed, failed, "stopped", "stopped"];
  expect(all).toEqual([failed, failed, failed, failed, "answer", ...end]);
  expect(called).toBe(10);
});

test("close() breaks off what is under way", async () => {
  const model = await modelOf(() => {});
  const asked = model.ask(TEXTS);
  setTimeout(() => model.close(), 50);
  expect(await asked).toHaveProperty("failed");
});
