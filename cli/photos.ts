// `luodi photos`: every pair of picture files in a folder that show the same photograph.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { detailed, small } from "../core/reading/photos/decode.ts";
import { featureReader } from "../core/reading/photos/features.ts";
import { PhotoIndex, type PhotoView, printsOf } from "../core/reading/photos/index.ts";
import { type Write, withOutput } from "./output.ts";
import { UsageError } from "./usage.ts";

const PICTURES = new Set([
  ".jpg",
  ".jpeg",
  ".png",
  ".webp",
  ".heic",
  ".gif",
  ".tif",
  ".tiff",
  ".bmp",
  ".avif",
]);

interface PhotosOptions {
  readonly in: string;
  readonly out: string;
}

interface CommandOutput {
  /** One line for the person at the terminal. */
  say(line: string): void;
}

/** Writes one line {a, b, distance, transform?, probability} for each pair, `a` first by name. Returns the exit code. */
export async function runPhotos(options: PhotosOptions, io: CommandOutput): Promise<number> {
  if (!statSync(options.in, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`找不到文件夹「${options.in}」。There is no folder "${options.in}".`);
  return withOutput(options.out, (write) => comparePictures(options, write, io));
}

async function comparePictures(options: PhotosOptions, write: Write, io: CommandOutput): Promise<number> {
  const files = picturesUnder(options.in).map((path) => relative(options.in, path).split(sep).join("/"));
  const read = await featureReader();
  const index = new PhotoIndex();
  /** By number in the index: all files with exactly these bytes. */
  const bearers: string[][] = [];
  const numbers = new Map<string, number>();
  const views: PhotoView[] = [];
  for (const file of files) {
    const bytes = readFileSync(join(options.in, file));
    const digest = createHash("sha256").update(bytes).digest("base64");
    const known = numbers.get(digest);
    if (known !== undefined) {
      bearers[known]!.push(file);
      continue;
    }
    const picture = await small(bytes).catch(() => undefined);
    if (picture === undefined) {
      io.say(`打不开「${file}」，已跳过。"${file}" cannot be opened as a picture; skipped.`);
      continue;
    }
    const view = { small: picture, prints: printsOf(picture), features: read(await detailed(bytes)) };
    numbers.set(digest, index.add(view));
    views.push(view);
    bearers.push([file]);
  }
  const written = await writePairs(write, index, views, bearers);
  io.say(`看 ${files.length} 张，找到 ${written} 对同一张照片。${files.length} pictures, ${written} pairs.`);
  return 0;
}

function picturesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return picturesUnder(path);
      return entry.isFile() && PICTURES.has(extname(entry.name).toLowerCase()) ? [path] : [];
    });
}

async function writePairs(
  out: Write,
  index: PhotoIndex,
  views: readonly PhotoView[],
  bearers: readonly string[][],
): Promise<number> {
  let written = 0;
  const write = (a: string, b: string, rest: object) => {
    const [first, second] = a < b ? [a, b] : [b, a];
    written++;
    return out(`${JSON.stringify({ a: first, b: second, ...rest })}\n`);
  };
  for (const same of bearers)
    for (let b = 1; b < same.length; b++)
      for (let a = 0; a < b; a++)
        await write(same[a]!, same[b]!, { distance: 0, transform: "identical", probability: 1 });
  for (const [at, view] of views.entries())
    for (const { a, distance, transform, probability } of index.same(view, at))
      for (const one of bearers[a]!)
        for (const other of bearers[at]!)
          await write(one, other, { distance, ...(transform ? { transform } : {}), probability });
  return written;
}
