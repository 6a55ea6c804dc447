// The scanner of uploads: ClamAV's INSTREAM with the EICAR test file, by its protocol always, on a real clamd where it is installed; settings.

import { once } from "node:events";
import { createServer as createTcp, type Socket } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Clamd, noClamd, startClamd } from "../../../test/support/clamd.ts";
import { readSettings } from "../../kit/settings.ts";
import { scan, takePicture } from "./scanner.ts";

const stops: (() => void)[] = [];
afterAll(() => {
  for (const stop of stops) stop();
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

const missing = noClamd();
if (missing !== undefined) console.warn(`SKIPPED: the scanner on a real clamd. It needs: ${missing}`);

describe.skipIf(missing !== undefined)("on a real clamd", () => {
  const MEGABYTE = 1024 * 1024;
  let real: Clamd;
  beforeAll(async () => {
    real = await startClamd(Buffer.from(EICAR), 2);
  });
  afterAll(async () => real?.stop());
  const photo = () => sharp({ create: { width: 40, height: 30, channels: 3, background: "#a31" } }).jpeg();

  test("clean is clean and EICAR is found, alone, inside a photo and across two chunks", async () => {
    const clean = await photo().toBuffer();
    expect(await scan(real, clean)).toBe("clean");
    expect(await scan(real, Buffer.alloc(0))).toBe("clean");
    expect(await scan(real, Buffer.alloc(MEGABYTE, "invented "))).toBe("clean");
    expect(await scan(real, Buffer.from(EICAR))).toBe("infected");
    expect(await takePicture({ clamav: real }, clean)).toMatchObject({ width: 40, height: 30 });
    const carrying = Buffer.concat([clean, Buffer.from(EICAR)]);
    expect(await takePicture({ clamav: real }, carrying)).toBe("infected");
    const across = Buffer.concat([Buffer.alloc(64 * 1024 - 30, "x"), Buffer.from(EICAR)]);
    expect(await scan(real, across)).toBe("infected");
    const many = Array.from({ length: 12 }, (_, at) => scan(real, at % 2 === 0 ? clean : Buffer.from(EICAR)));
    expect(await Promise.all(many)).toEqual(many.map((_, at) => (at % 2 === 0 ? "clean" : "infected")));
  });

  test("what is longer than it takes is not taken, and the next is scanned", async () => {
    await expect(scan(real, Buffer.alloc(3 * MEGABYTE, "x"))).rejects.toThrow();
    const padded = Buffer.concat([await photo().toBuffer(), Buffer.alloc(3 * MEGABYTE)]);
    expect(await takePicture({ clamav: real }, padded)).toBe("not-scanned");
    expect(await scan(real, Buffer.from(EICAR))).toBe("infected");
  });

  test("one that is stuck is waited for a while, and used again once it goes on", async () => {
    real.freeze();
    await expect(scan(real, await photo().toBuffer(), 300)).rejects.toThrow("does not answer");
    const late = scan(real, Buffer.from(EICAR));
    real.thaw();
    expect(await late).toBe("infected");
  });

  test("one that is gone is no answer", async () => {
    const gone = await startClamd(Buffer.from(EICAR), 2);
    await gone.stop();
    expect(await takePicture({ clamav: gone }, await photo().toBuffer())).toBe("not-scanned");
  });
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
