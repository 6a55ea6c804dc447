// Photos in a bucket, against servers that others wrote: s3rver always, Swift's S3 door where it is installed; each checks every signature.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { photosIn } from "../../../test/support/photos.ts";
import { freePort } from "../../../test/support/port.ts";
import { noSwift, SWIFT_KEY, startSwift } from "../../../test/support/swift.ts";
import type { S3Setting } from "../../kit/settings.ts";
import { S3Photos } from "./s3.ts";

type Bucket = { readonly setting: S3Setting; stop(): Promise<unknown> };

async function s3rver(): Promise<Bucket> {
  const directory = mkdtempSync(join(tmpdir(), "luodi-s3rver-"));
  const server = new S3rver({
    ...{ port: 0, address: "127.0.0.1", silent: true, directory },
    configureBuckets: [{ name: "photos" }],
  });
  const { port } = await server.run();
  const key = { region: "us-east-1", key: "S3RVER", secret: "S3RVER" };
  const stop = async () => {
    server.httpServer.closeAllConnections();
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { setting: { ...key, url: `http://127.0.0.1:${port}/photos` }, stop };
}

async function swift(): Promise<Bucket> {
  const { url, stop } = await startSwift();
  const { key, secret, region } = SWIFT_KEY;
  const owner = new AwsClient({ accessKeyId: key, secretAccessKey: secret, region, service: "s3" });
  const made = await owner.fetch(`${url}/photos`, { method: "PUT" });
  if (!made.ok) throw new Error(`no bucket: ${made.status} ${await made.text()}`);
  return { setting: { ...SWIFT_KEY, url: `${url}/photos` }, stop };
}

const missing = noSwift();
if (missing !== undefined) console.warn(`SKIPPED: photos on Swift, a second S3 server. It needs: ${missing}`);

const DAY = 86_400_000;
const small = Buffer.from("small");
const picture = { full: Buffer.from([0, 255, 13, 10, 0]), small, width: 1, height: 1 };
const unavailable = (words: string) => ({
  ...{ status: 503, code: "uploads/store" },
  cause: { message: expect.stringContaining(words) },
});

describe.each([
  // It signs the marks !'()* of a query otherwise than the scheme says, so they are Swift's to check.
  ["s3rver", s3rver, "县 a~&=%", false],
  ["OpenStack Swift", swift, "县 (a)!'*~&=%", missing !== undefined],
] as const)("photos on %s", (_, start, oddName, skipped) => {
  let bucket: Bucket;
  beforeAll(async () => {
    if (!skipped) bucket = await start();
  });
  afterAll(async () => bucket?.stop());

  test.skipIf(skipped)("are kept, read, listed, aged and dropped, each tenant's apart", async () => {
    const photos = new S3Photos(bucket.setting, "999901");
    // The signature holds for names that must be encoded, too.
    const odd = new S3Photos(bucket.setting, oddName);
    const ids = [await photos.keep(picture), await photos.keep(picture)] as const;
    const other = await odd.keep(picture);
    expect(await photos.read(ids[0], "small")).toEqual(small);
    expect(await photos.read(ids[0], "full")).toEqual(picture.full);
    expect(await odd.read(other, "full")).toEqual(picture.full);
    expect(await photos.read(other, "full")).toBeUndefined();
    expect(await photos.read("../../secret", "full")).toBeUndefined();
    expect(await photosIn(photos)).toEqual(new Set(ids));
    expect(await photosIn(odd)).toEqual(new Set([other]));
    const now = Date.now();
    expect(await photos.olderThan(ids, DAY, now)).toEqual([]);
    expect(await photos.olderThan([...ids, other], DAY, now)).toEqual([other]);
    expect(await photos.olderThan(ids, DAY, now + 2 * DAY)).toEqual(ids);
    await photos.drop([ids[0], "../x"]);
    await photos.drop([ids[0]]);
    expect(await photos.read(ids[0], "full")).toBeUndefined();
    expect(await photosIn(photos)).toEqual(new Set([ids[1]]));
  });

  test.skipIf(skipped)("may be large", async () => {
    const photos = new S3Photos(bucket.setting, "999902");
    const full = Buffer.alloc(12_000_000, "invented bytes of a photo ");
    const id = await photos.keep({ ...picture, full });
    expect((await photos.read(id, "full"))!.equals(full)).toBe(true);
  });

  test.skipIf(skipped)("are listed over pages", async () => {
    const photos = new S3Photos(bucket.setting, "999903", 3);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await photos.keep(picture));
    expect(await photosIn(photos)).toEqual(new Set(ids));
  });

  test.skipIf(skipped)("one half written is not taken for one that nobody needs", async () => {
    const photos = new S3Photos(bucket.setting, "999904");
    const id = await photos.keep(picture);
    const { key, secret, url } = bucket.setting;
    const owner = new AwsClient({ accessKeyId: key, secretAccessKey: secret, service: "s3" });
    owner.region = bucket.setting.region;
    await owner.fetch(`${url}/photos/999904/${id}.full.jpg`, { method: "DELETE" });
    expect(await photosIn(photos)).toEqual(new Set([id]));
    expect(await photos.olderThan([id], DAY, Date.now())).toEqual([]);
    expect(await photos.olderThan([id], DAY, Date.now() + 2 * DAY)).toEqual([id]);
  });

  test.skipIf(skipped)("a wrong key, secret or bucket is unavailable, and the log learns why", async () => {
    const { setting } = bucket;
    const id = await new S3Photos(setting, "999905").keep(picture);
    for (const [wrong, words] of [
      [{ secret: "another" }, "it answers 403"],
      [{ key: "nobody" }, "it answers 403"],
      [{ url: setting.url.replace(/\/photos$/, "/elsewhere") }, "it answers 404"],
    ] as const) {
      const stranger = new S3Photos({ ...setting, ...wrong }, "999905");
      await expect(stranger.keep(picture)).rejects.toMatchObject(unavailable(words));
      await expect(stranger.read(id, "full")).rejects.toMatchObject(unavailable(words));
      await expect(photosIn(stranger)).rejects.toMatchObject(unavailable(words));
    }
    expect(await new S3Photos(setting, "999905").read(id, "small")).toEqual(small);
  });
});

test("a store that is down, breaks off or sends elsewhere is unavailable", async () => {
  const key = { region: "us-east-1", key: "k", secret: "s" };
  const down = new S3Photos({ ...key, url: `http://127.0.0.1:${await freePort()}/photos` }, "999901");
  await expect(down.keep(picture)).rejects.toMatchObject(unavailable("fetch failed"));
  const server = createServer((request, reply) => {
    if (request.method === "PUT") request.socket.destroy();
    else if (request.method === "GET") reply.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    else reply.writeHead(500).end("x".repeat(10_000));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as { port: number };
    const photos = new S3Photos({ ...key, url: `http://127.0.0.1:${port}/photos` }, "999901");
    const id = "5a0a5e0e-0000-4000-8000-000000000001";
    await expect(photos.keep(picture)).rejects.toMatchObject(unavailable("fetch failed"));
    await expect(photos.read(id, "full")).rejects.toMatchObject(unavailable("fetch failed"));
    await expect(photos.drop([id])).rejects.toMatchObject(unavailable("it answers 500"));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
