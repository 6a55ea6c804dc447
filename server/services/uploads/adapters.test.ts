// The adapters of uploads: S3 by its published signatures and over the wire, ClamAV's INSTREAM with the EICAR test file.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttp, type IncomingMessage } from "node:http";
import { createServer as createTcp, type Socket } from "node:net";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { readSettings } from "../../kit/settings.ts";
import { S3Photos } from "./s3.ts";
import { encodePart, signedHeaders } from "./s3-signature.ts";
import { scan, takePicture } from "./scanner.ts";

const stops: (() => void)[] = [];
afterAll(() => {
  for (const stop of stops) stop();
});

// Amazon's own examples: "Signature Calculations for the Authorization Header", Amazon S3 API reference.
const AMAZON = {
  region: "us-east-1",
  key: "AKIAIOSFODNN7EXAMPLE",
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const HOST = "https://examplebucket.s3.amazonaws.com";
test.each([
  [
    "get an object",
    "/test.txt",
    { Range: "bytes=0-9" },
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  ],
  [
    "get a bucket's lifecycle",
    "/?lifecycle",
    {},
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  ],
  [
    "list objects",
    "/?max-keys=2&prefix=J",
    {},
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  ],
])("Amazon's example: %s", (_, path, headers, signature) => {
  const at = Date.UTC(2013, 4, 24);
  const signed = signedHeaders(AMAZON, {
    method: "GET",
    url: new URL(HOST + path),
    headers: headers as Record<string, string>,
    at,
  });
  expect(signed.authorization).toContain(`Signature=${signature}`);
});

test("names are encoded as the scheme says", () => {
  expect(encodePart("a b/c!'()*é")).toBe("a%20b%2Fc%21%27%28%29%2A%C3%A9");
});

const SETTING = { region: "cn-test", key: "invented-key", secret: "invented-secret" };

/** A bucket over HTTP: checks each signature anew from what arrived, keeps objects, lists three keys a page. */
async function bucket() {
  const objects = new Map<string, Buffer>();
  const state = { down: false, refused: 0 };
  const server = createHttp(async (request, reply) => {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (state.down) return reply.writeHead(503).end();
    if (!isSigned(request, url, body)) {
      state.refused += 1;
      return reply.writeHead(403).end();
    }
    const name = url.pathname.slice("/bucket/".length);
    if (url.searchParams.get("list-type") === "2") {
      const from = Number(url.searchParams.get("continuation-token") ?? 0);
      const keys = [...objects.keys()]
        .filter((key) => key.startsWith(url.searchParams.get("prefix")!))
        .sort();
      const page = keys.slice(from, from + 3);
      const more = from + 3 < keys.length;
      return reply.end(
        `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${more}</IsTruncated>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}${more ? `<NextContinuationToken>${from + 3}</NextContinuationToken>` : ""}</ListBucketResult>`,
      );
    }
    if (request.method === "PUT") objects.set(name, body);
    if (request.method === "DELETE") objects.delete(name);
    const found = objects.get(name);
    if (found === undefined) return reply.writeHead(request.method === "DELETE" ? 204 : 404).end();
    return reply
      .writeHead(200, { "last-modified": "Mon, 01 Jun 2026 00:00:00 GMT" })
      .end(request.method === "GET" ? found : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close());
  const { port } = server.address() as { port: number };
  return { objects, state, url: `http://127.0.0.1:${port}/bucket` };
}

function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const stamp = String(request.headers["x-amz-date"]);
  const at = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  const type = request.headers["content-type"];
  const again = signedHeaders(SETTING, {
    ...{ method: request.method as "GET", url, at, body },
    headers: type === undefined ? {} : { "content-type": type },
  });
  const hash = createHash("sha256").update(body).digest("hex");
  return (
    request.headers.authorization === again.authorization && request.headers["x-amz-content-sha256"] === hash
  );
}

test("photos in a bucket: kept, read, listed over pages, aged, dropped; a wrong key and a bucket that is down are errors", async () => {
  const { url, objects, state } = await bucket();
  const photos = new S3Photos({ ...SETTING, url }, "999901");
  const picture = { full: Buffer.from("full"), small: Buffer.from("small"), width: 1, height: 1 };
  const ids = [await photos.keep(picture), await photos.keep(picture)];
  expect((await photos.read(ids[0]!, "small"))!.toString()).toBe("small");
  expect(
    await photos.read(
      ids[0]!.replace(/^./, (each) => (each === "a" ? "b" : "a")),
      "full",
    ),
  ).toBeUndefined();
  expect(await photos.read("../../secret", "full")).toBeUndefined();
  objects.set("photos/999902/not-ours.full.jpg", Buffer.from(""));
  expect(await photos.all()).toEqual(new Set(ids));
  const written = Date.UTC(2026, 5, 1);
  expect(await photos.olderThan(ids, 86_400_000, written + 3_600_000)).toEqual([]);
  expect(await photos.olderThan(ids, 86_400_000, written + 90_000_000)).toEqual(ids);
  await photos.drop([ids[0]!, "../x"]);
  expect(await photos.all()).toEqual(new Set([ids[1]!]));
  expect(state.refused).toBe(0);
  const stranger = new S3Photos({ ...SETTING, secret: "another", url }, "999901");
  await expect(stranger.keep(picture)).rejects.toThrow("403");
  await expect(stranger.all()).rejects.toThrow("403");
  state.down = true;
  await expect(photos.read(ids[1]!, "full")).rejects.toThrow("503");
});

/** The EICAR test file, put together here so that no scanner stops this source; harmless, and every scanner must find it. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** clamd's INSTREAM: reads the command and the chunks as the protocol says, and knows one signature. */
async function clamd(answer?: (bytes: Buffer, socket: Socket) => void) {
  const server = createTcp((socket) => {
    let read = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      read = Buffer.concat([read, chunk]);
      const command = "zINSTREAM\0";
      if (read.length < command.length) return;
      if (read.subarray(0, command.length).toString() !== command) return socket.end("UNKNOWN COMMAND\0");
      const parts: Buffer[] = [];
      for (let at = command.length; at + 4 <= read.length; ) {
        const length = read.readUInt32BE(at);
        if (length === 0) {
          const bytes = Buffer.concat(parts);
          if (answer !== undefined) return answer(bytes, socket);
          return socket.end(bytes.includes(EICAR) ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0");
        }
        if (at + 4 + length > read.length) return;
        parts.push(read.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close());
  return { host: "127.0.0.1", port: (server.address() as { port: number }).port };
}

test("a clean photo is taken; EICAR is stopped, even inside a photo; what cannot be scanned is not taken", async () => {
  const clamav = await clamd();
  const noise = {
    create: {
      width: 300,
      height: 300,
      channels: 3,
      background: "#456",
      noise: { type: "gaussian", mean: 90, sigma: 60 },
    },
  } as const;
  const photo = await sharp(noise).png().toBuffer();
  expect(photo.length).toBeGreaterThan(65_536);
  expect(await scan(clamav, photo)).toBe("clean");
  expect(await scan(clamav, Buffer.from(EICAR))).toBe("infected");
  expect(await takePicture({ clamav }, photo)).toMatchObject({ width: 300, height: 300 });
  const carrying = Buffer.concat([photo, Buffer.from(EICAR)]);
  expect(await takePicture({ clamav }, carrying)).toBe("infected");
  // The control: without a scanner the same picture is taken, re-encoded, and the tail is gone.
  const taken = await takePicture({}, carrying);
  expect(typeof taken === "string" ? taken : taken.full.includes(EICAR)).toBe(false);
  const answers: ((bytes: Buffer, socket: Socket) => void)[] = [
    (_, socket) => socket.end("INSTREAM size limit exceeded. ERROR\0"),
    (_, socket) => socket.destroy(),
    (_, socket) => socket.end("x".repeat(10_000)),
    (_, socket) => socket.end("OK\0"),
  ];
  for (const answer of answers)
    expect(await takePicture({ clamav: await clamd(answer) }, photo)).toBe("not-scanned");
  expect(await takePicture({ clamav: { host: "127.0.0.1", port: 1 } }, photo)).toBe("not-scanned");
});

test("settings of the adapters are named with how to mend them", () => {
  const base = { LUODI_DATA: "/tmp", S3_URL: "https://s3.example/bucket" };
  expect(() => readSettings(base)).toThrow("S3_SECRET");
  expect(() => readSettings({ ...base, S3_URL: "s3.example" })).toThrow("S3_URL");
  expect(() => readSettings({ LUODI_DATA: "/tmp", CLAMAV: "somewhere" })).toThrow("CLAMAV");
  expect(readSettings({ ...base, S3_KEY: "k", S3_SECRET: "s", CLAMAV: "scanner:3310" })).toMatchObject({
    clamav: { host: "scanner", port: 3310 },
    s3: { url: base.S3_URL, region: "us-east-1" },
  });
});
