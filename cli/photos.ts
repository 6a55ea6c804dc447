// `luodi photos`: every pair of picture files in a folder that show the same photograph.

import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { PhotoIndex, type PhotoView, photoReader } from "../core/reading/photos/index.ts";
import { type Write, withOutput } from "./output.ts";
import { UsageError } from "./usage.ts";

const PICTURES = new Set([
  ".jpg",
  ".jpeg",
  ".png",
  ".webp",
  ".heic",
  ".heif",
  ".gif",
  ".tif",
  ".tiff",
  ".bmp",
  ".avif",
]);
/** While key points of one picture are looked for, the next ones are decoded beside it. */
const AHEAD = 2;

interface PhotosOptions {
  readonly in: string;
  readonly out: string;
}

interface CommandOutput {
  /** One line for the person at the terminal. */
  say(line: string): void;
  /** How far it is; may be shown or not. */
  progress?(line: string): void;
}

/** Writes one line {a, b, distance, transform?, probability} for each pair, `a` first by name. Returns the exit code. */
export async function runPhotos(options: PhotosOptions, io: CommandOutput): Promise<number> {
  if (!statSync(options.in, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`找不到文件夹「${options.in}」。There is no folder "${options.in}".`);
  return withOutput(options.out, (write) => comparePictures(options.in, write, io));
}

async function comparePictures(folder: string, write: Write, io: CommandOutput): Promise<number> {
  const shown = (path: string) => relative(folder, path).split(sep).join("/");
  const skip = (path: string, [zh, en]: Reason) =>
    io.say(`「${shown(path)}」${zh}，已跳过。"${shown(path)}" ${en}; skipped.`);
  const paths = picturesUnder(folder, skip);
  const pictures = await read(paths, skip, (done) => {
    io.progress?.(`看照片 ${done}/${paths.length} pictures read`);
  });
  for (const { view, bearers } of pictures)
    if (view.cut)
      io.say(
        `「${shown(bearers[0]!)}」后半截缺失，只比较了能看到的部分。"${shown(bearers[0]!)}" ends too early; what can be seen was compared.`,
      );
  const written = await writePairs(write, pictures, shown, (done) => {
    io.progress?.(`比照片 ${done}/${pictures.length} pictures compared`);
  });
  io.say(`看 ${paths.length} 张，找到 ${written} 对同一张照片。${paths.length} pictures, ${written} pairs.`);
  return 0;
}

type Reason = readonly [zh: string, en: string];
type Skip = (path: string, reason: Reason) => void;

const CLOSED: Reason = ["打不开", "cannot be opened"];
const LINK: Reason = ["是链接，请直接给出它指向的文件", "is a link; name what it leads to"];
const EMPTY: Reason = ["是空文件", "is empty"];
const BROKEN: Reason = ["不是图片，或者已损坏", "is no picture, or a broken one"];
const TOO_LARGE: Reason = ["超过两亿像素", "has more than 200 million pixels"];
const FORMAT: Reason = [
  "这种格式这里读不了，请另存为 JPG",
  "is of a format that cannot be read here; save it as JPEG",
];

/** Links are told and not followed: they lead round in circles, or out of the folder. */
function picturesUnder(folder: string, skip: Skip): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    skip(folder, CLOSED);
    return [];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return picturesUnder(path, skip);
      const picture = PICTURES.has(extname(entry.name).toLowerCase());
      if (entry.isSymbolicLink() && (picture || extname(entry.name) === "")) skip(path, LINK);
      return entry.isFile() && picture ? [path] : [];
    });
}

interface Picture {
  readonly view: PhotoView;
  /** All files with exactly these bytes. */
  readonly bearers: readonly string[];
}

/** Every picture once, in order of the names of its first files. */
async function read(
  paths: readonly string[],
  skip: Skip,
  progress: (done: number) => void,
): Promise<Picture[]> {
  const viewOf = await photoReader();
  const bearersOf = new Map<string, string[]>();
  const started: { view: Promise<PhotoView | Reason>; bearers: string[] }[] = [];
  const pictures: Picture[] = [];
  let settled = 0;
  const settle = async () => {
    const { view, bearers } = started[settled++]!;
    const seen = await view;
    if ("small" in seen) pictures.push({ view: seen, bearers });
    else for (const path of bearers) skip(path, seen);
  };
  for (const [at, path] of paths.entries()) {
    progress(at);
    const bytes = bytesOf(path);
    if (bytes === undefined || bytes.length === 0) {
      skip(path, bytes === undefined ? CLOSED : EMPTY);
      continue;
    }
    const digest = createHash("sha256").update(bytes).digest("base64");
    const known = bearersOf.get(digest);
    if (known !== undefined) {
      known.push(path);
      continue;
    }
    const bearers = [path];
    bearersOf.set(digest, bearers);
    started.push({ view: viewOf(bytes).catch((error) => reasonOf(error, bytes)), bearers });
    if (started.length - settled > AHEAD) await settle();
  }
  while (settled < started.length) await settle();
  return pictures;
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown, bytes: Buffer): Reason {
  if (error instanceof Error && /pixel limit/i.test(error.message)) return TOO_LARGE;
  // ISO boxes (HEIC) and BMP: pictures, but not for this decoder.
  const format = bytes.toString("latin1", 4, 8) === "ftyp" || bytes.toString("latin1", 0, 2) === "BM";
  return format ? FORMAT : BROKEN;
}

async function writePairs(
  out: Write,
  pictures: readonly Picture[],
  shown: (path: string) => string,
  progress: (done: number) => void,
): Promise<number> {
  let written = 0;
  const write = (a: string, b: string, rest: object) => {
    const [first, second] = a < b ? [shown(a), shown(b)] : [shown(b), shown(a)];
    written++;
    return out(`${JSON.stringify({ a: first, b: second, ...rest })}\n`);
  };
  for (const { bearers } of pictures)
    for (let b = 1; b < bearers.length; b++)
      for (let a = 0; a < b; a++)
        await write(bearers[a]!, bearers[b]!, { distance: 0, transform: "identical", probability: 1 });
  const index = new PhotoIndex();
  for (const { view } of pictures) index.add(view);
  for (const [at, { view, bearers }] of pictures.entries()) {
    progress(at);
    for (const { a, distance, transform, probability } of index.same(view, at))
      for (const one of pictures[a]!.bearers)
        for (const other of bearers)
          await write(one, other, { distance, ...(transform ? { transform } : {}), probability });
  }
  return written;
}
