// A folder as people have it: broken files, all formats, plain and huge pictures, links in a circle; each is read or named, the rest goes on.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scene } from "../test/support/scene.ts";
import { runPhotos } from "./photos.ts";
import { UsageError } from "./usage.ts";

const folder = mkdtempSync(join(tmpdir(), "photos-"));
const deep = Array.from({ length: 30 }, (_, at) => `第${at}层`).join("/");
const said: string[] = [];
const shown: string[] = [];
let pairs = new Map<string, { distance: number; transform?: string; probability: number }>();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });
const toldOf = (name: string) => said.filter((line) => line.includes(name)).join("\n");

/** A PNG that says it has 20,000 × 20,000 pixels. */
async function giant(): Promise<Buffer> {
  const bytes = await plain(8, 8, "red").png().toBuffer();
  bytes.writeUInt32BE(20_000, 16);
  bytes.writeUInt32BE(20_000, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

beforeAll(async () => {
  const original = await sharp(scene(1)).jpeg({ quality: 92 }).toBuffer();
  put("a.jpg", original);
  mkdirSync(join(folder, deep), { recursive: true });
  put(`${deep}/同一张照片.jpg`, original);
  put("as.png", await sharp(original).png().toBuffer());
  put("as.webp", await sharp(original).webp().toBuffer());
  put("as.gif", await sharp(original).gif().toBuffer());
  put("as.tif", await sharp(original).tiff().toBuffer());
  put("as.avif", await sharp(original).resize(400).avif({ effort: 0 }).toBuffer());
  put("cmyk.jpg", await sharp(original).toColourspace("cmyk").jpeg().toBuffer());
  put("sixteen.png", await sharp(original).toColourspace("rgb16").png().toBuffer());
  put("see-through.png", await sharp(original).ensureAlpha(0.99).png().toBuffer());
  put("misnamed.png", await sharp(original).resize(500).jpeg().toBuffer());
  put("百兆像素.jpg", await sharp(scene(1)).resize(12_000, 9_000).jpeg({ quality: 60 }).toBuffer());
  put("half.jpg", original.subarray(0, Math.floor(original.length * 0.6)));
  put("head-only.jpg", original.subarray(0, 100));
  put("empty.jpg", Buffer.alloc(0));
  put("text.jpg", Buffer.from("这不是图片，是一段文字。"));
  put("phone.heic", Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Buffer.alloc(400)]));
  put("giant.png", await giant());
  put("notes.txt", Buffer.from("left alone"));
  put("dot.png", await plain(1, 1, "white").png().toBuffer());
  put("line.png", await plain(3_000, 1, "white").png().toBuffer());
  put("black.jpg", await plain(640, 480, "black").jpeg().toBuffer());
  put("white.jpg", await plain(640, 480, "white").jpeg().toBuffer());
  put("grey.jpg", await plain(1_000, 700, "#808080").jpeg().toBuffer());
  put("grey-2.jpg", await plain(700, 1_000, "#7f7f7f").jpeg().toBuffer());
  for (const [name, angle] of [
    ["fall-1.png", 0],
    ["fall-2.png", 25],
  ] as const)
    put(
      name,
      await sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><linearGradient id="g" gradientTransform="rotate(${angle})"><stop stop-color="#999"/><stop offset="1" stop-color="#bbb"/></linearGradient><rect width="640" height="480" fill="url(#g)"/></svg>`,
        ),
      )
        .png()
        .toBuffer(),
    );
  symlinkSync(folder, join(folder, "circle"));
  symlinkSync(join(folder, "a.jpg"), join(folder, "link.jpg"));
  symlinkSync(join(folder, "nowhere.jpg"), join(folder, "dangling.jpg"));
  const out = join(folder, "matches.jsonl");
  const io = { say: (line: string) => said.push(line), progress: (line: string) => shown.push(line) };
  expect(await runPhotos({ in: folder, out }, io)).toBe(0);
  const rows = readFileSync(out, "utf8").trim().split("\n");
  pairs = new Map(rows.map((line) => JSON.parse(line)).map(({ a, b, ...rest }) => [`${a} ${b}`, rest]));
  expect(pairs.size).toBe(rows.length);
}, 120_000);

test.each([
  "as.png",
  "as.webp",
  "as.gif",
  "as.tif",
  "as.avif",
  "cmyk.jpg",
  "sixteen.png",
  "see-through.png",
  "misnamed.png",
  "百兆像素.jpg",
])("%s is read, and is the photograph", (name) => {
  expect(pairs.has(`a.jpg ${name}`)).toBe(true);
  expect(toldOf(name)).toBe("");
});

test("equal bytes are found in a deep folder with a Chinese name", () => {
  expect(pairs.get(`a.jpg ${deep}/同一张照片.jpg`)).toEqual({
    distance: 0,
    transform: "identical",
    probability: 1,
  });
});

test.each([
  ["head-only.jpg", "no picture"],
  ["empty.jpg", "is empty"],
  ["text.jpg", "no picture"],
  ["phone.heic", "save it as JPEG"],
  ["giant.png", "200 million pixels"],
  ["circle", "is a link"],
  ["link.jpg", "is a link"],
  ["dangling.jpg", "is a link"],
])("%s is told by name (%s) and left out", (name, reason) => {
  expect(toldOf(name)).toContain(reason);
  for (const pair of pairs.keys()) expect(pair).not.toContain(name);
});

test("a photograph that breaks off is compared as far as it goes, and that is told", () => {
  expect(toldOf("half.jpg")).toContain("ends too early");
});

test("plain pictures, a pixel, a line and falling light match nothing", () => {
  for (const pair of pairs.keys()) expect(pair).not.toMatch(/dot|line|black|white|grey|fall/);
  expect(toldOf("black.jpg")).toBe("");
});

test("what is no picture by its name is left alone, and long work shows how far it is", () => {
  expect(toldOf("notes.txt")).toBe("");
  expect(shown.some((line) => /^看照片 \d+\/\d+/.test(line))).toBe(true);
  expect(shown.some((line) => /^比照片 \d+\/\d+/.test(line))).toBe(true);
});

test("a place that cannot be written is told before the work", async () => {
  const nowhere = { in: folder, out: join(folder, "missing", "matches.jsonl") };
  await expect(runPhotos(nowhere, { say: () => {} })).rejects.toThrow(UsageError);
});
