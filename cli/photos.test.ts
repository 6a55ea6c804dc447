// The command on pictures drawn here: exact bytes, re-encoding, a crop, a mirror, a screenshot, and another picture.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { scene } from "../test/support/scene.ts";
import { runPhotos } from "./photos.ts";

const folder = mkdtempSync(join(tmpdir(), "photos-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("finds the same photograph in its disguises, and nothing else", async () => {
  const put = (name: string, bytes: Buffer) => writeFileSync(join(folder, name), bytes);
  const original = await sharp(scene(1)).jpeg({ quality: 92 }).toBuffer();
  put("a.jpg", original);
  put("a-again.jpg", original);
  put("b-small.jpg", await sharp(original).resize(400).jpeg({ quality: 40 }).toBuffer());
  put(
    "c-crop.jpg",
    await sharp(original).extract({ left: 90, top: 60, width: 640, height: 480 }).jpeg().toBuffer(),
  );
  put("d-mirror.jpg", await sharp(original).flop().jpeg().toBuffer());
  put("e-turned.jpg", await sharp(original).rotate(90).jpeg().toBuffer());
  const framed = await sharp(original).resize(540).toBuffer();
  const screen = sharp({ create: { width: 540, height: 1170, channels: 3, background: "black" } });
  put(
    "f-screen.jpg",
    await screen
      .composite([{ input: framed, left: 0, top: 380 }])
      .jpeg()
      .toBuffer(),
  );
  put("x-other.jpg", await sharp(scene(2)).jpeg().toBuffer());
  put(
    "y-plain.jpg",
    await sharp({ create: { width: 300, height: 200, channels: 3, background: "#444" } })
      .jpeg()
      .toBuffer(),
  );
  put("z-broken.jpg", Buffer.from("no picture"));

  const said: string[] = [];
  const out = join(folder, "matches.jsonl");
  expect(await runPhotos({ in: folder, out }, { say: (line) => said.push(line) })).toBe(0);
  const rows = readFileSync(out, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const how = new Map(rows.map(({ a, b, ...rest }) => [`${a} ${b}`, rest]));
  expect(how.size).toBe(rows.length);
  expect(how.get("a-again.jpg a.jpg")).toMatchObject({ distance: 0, transform: "identical", probability: 1 });
  expect(how.get("a.jpg b-small.jpg")?.distance).toBeLessThanOrEqual(31);
  expect(how.get("a.jpg c-crop.jpg")?.transform).toBe("crop");
  expect(how.get("a.jpg d-mirror.jpg")?.transform).toBe("mirror");
  expect(how.get("a.jpg e-turned.jpg")?.transform).toBe("rotate90");
  expect(how.get("a.jpg f-screen.jpg")?.transform).toBe("border");
  for (const pair of how.keys()) expect(pair).not.toMatch(/x-other|y-plain|z-broken/);
  for (const each of rows.filter(({ transform }) => transform !== "identical"))
    expect(each.probability).toBeLessThan(1);
  expect(said.some((line) => line.includes("z-broken.jpg"))).toBe(true);
});
