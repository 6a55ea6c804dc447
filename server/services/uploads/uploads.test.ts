// Pictures from strangers: types by content, bombs, polyglots, torn files, GPS, and names that try to leave the folder.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import exifr from "exifr";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { photosIn } from "../../../test/support/photos.ts";
import { PhotoFiles } from "./photos.ts";
import { type Picture, reencode } from "./reencode.ts";

const folder = mkdtempSync(join(tmpdir(), "luodi-photos-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Noise, so that no encoder makes it tiny. */
function noise(width: number, height: number) {
  const bytes = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let at = 0; at < bytes.length; at += 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    bytes[at] = seed >>> 24;
  }
  return sharp(bytes, { raw: { width, height, channels: 3 } });
}

const jpeg = () => noise(640, 480).jpeg().toBuffer();

async function taken(bytes: Buffer): Promise<Picture> {
  const result = await reencode(bytes);
  if (typeof result === "string") throw new Error(result);
  return result;
}

test("a photo with GPS comes out turned upright, smaller, and with no metadata at all", async () => {
  const given = await noise(3000, 2000)
    .withExif({
      IFD0: { Make: "Invented", Model: "Camera" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "30/1 15/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "120/1 9/1 0/1",
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect((await exifr.gps(given)).latitude).toBeCloseTo(30.25);
  const picture = await taken(given);
  expect([picture.width, picture.height]).toEqual([1333, 2000]);
  for (const bytes of [picture.full, picture.small]) {
    const { exif, icc, xmp, iptc, format } = await sharp(bytes).metadata();
    expect({ exif, icc, xmp, iptc, format }).toEqual({ format: "jpeg" });
    expect(await exifr.parse(bytes).catch(() => undefined)).toBeUndefined();
    expect(bytes.includes("Invented")).toBe(false);
  }
  expect(picture.small.length).toBeLessThan(40_000);
});

test.each([
  [
    "an SVG with a script",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ],
  ["an SVG behind an XML head", Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"></svg>')],
  ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>")],
  ["a GIF, which moves", Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1")],
  ["a PDF", Buffer.from("%PDF-1.7\n")],
  ["nothing", Buffer.alloc(0)],
])("%s is not taken", async (_, bytes) => {
  expect(await reencode(bytes)).toBe("type");
});

test("a polyglot loses all that is not the picture", async () => {
  const evil = "<script>alert(document.domain)</script>PK\x03\x04evil.class";
  const base = await noise(64, 64)
    .withExif({ IFD0: { ImageDescription: evil } })
    .jpeg()
    .toBuffer();
  const given = Buffer.concat([base, Buffer.from(evil, "latin1")]);
  expect(given.includes("<script>")).toBe(true);
  const { full, small } = await taken(given);
  for (const bytes of [full, small]) {
    expect(bytes.includes("<script>")).toBe(false);
    expect(bytes.includes("PK\x03\x04")).toBe(false);
  }
});

/** A valid PNG of one colour with any width and height, a few kilobytes long. */
function bomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, "latin1");
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])));
    return Buffer.concat([head, data, sum]);
  };
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(side, 0);
  ihdr.writeUInt32BE(side, 4);
  ihdr.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * Math.min(side, 2_000)));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", ihdr), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

test("a PNG of 50,000 × 50,000 is refused before it is unpacked; the same maker's small one is taken", async () => {
  const given = bomb(50_000);
  expect(given.length).toBeLessThan(100_000);
  const started = performance.now();
  expect(await reencode(given)).toBe("too-large");
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await taken(bomb(64))).toMatchObject({ width: 64, height: 64 });
});

test("a torn file is refused, at whatever place it is torn", async () => {
  const whole = await jpeg();
  for (const share of [0.02, 0.3, 0.9]) {
    const torn = whole.subarray(0, Math.floor(whole.length * share));
    expect(["broken", "type"], String(share)).toContain(await reencode(Buffer.from(torn)));
  }
});

test("files lie under names of ours, and no other name is read", async () => {
  const files = new PhotoFiles(folder, "999901");
  const id = await files.keep(await taken(await jpeg()));
  expect(readdirSync(join(folder, "photos", "999901")).sort()).toEqual([`${id}.full.jpg`, `${id}.small.jpg`]);
  expect((await files.read(id, "full"))!.length).toBeGreaterThan((await files.read(id, "small"))!.length);
  for (const name of ["../../etc/passwd", `../999901/${id}`, `${id}/..`, `${id}\0`, "", id.toUpperCase()])
    expect(await files.read(name, "full"), name).toBeUndefined();
  expect([...(await photosIn(files))]).toEqual([id]);
  await files.drop(["../x", id]);
  expect(await photosIn(files)).toEqual(new Set());
});
