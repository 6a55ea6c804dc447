// Walks the paths the user names into input files: ordered, relative, without following links out of them.

import { createReadStream, type Dirent, lstatSync } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import type { Words } from "../core/domain/facts.ts";
import type { InputFile } from "../core/importers/importer.ts";
import { shownPath } from "../core/importers/words.ts";
import { UsageError } from "./usage.ts";

const PICTURES = new Set([".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".tif", ".tiff", ".bmp"]);

/** A folder the user named, or the folder of a named file. */
interface Root {
  readonly folder: string;
  /** Stands before every path of the folder where several were named, so that paths stay distinct. */
  readonly label: string;
  /** Paths given so far: two that become equal by masking are told apart by a number. */
  readonly taken: Set<string>;
  /** Files that a walk passes by: what we wrote ourselves. */
  readonly passed: ReadonlySet<string>;
}

/**
 * Yields every file under the paths in order of name; a folder that holds pictures is one more input. Paths are relative to the
 * named folder, or to the folder of a named file; where several are named, each folder's own name stands before. Names of people
 * in paths are masked. A file that cannot be opened, or a link that leads outside, comes with `unreadable`. Names that begin with
 * a dot are left out, and so are the files at `without`: a report written into the folder must not change the next one.
 * @throws UsageError where a path does not exist.
 */
export async function* inputFiles(
  paths: readonly string[],
  without: readonly string[] = [],
): AsyncGenerator<InputFile> {
  const passed = new Set(await Promise.all(without.map((path) => realpath(path).catch(() => resolve(path)))));
  const taken = new Set<string>();
  const labels = new Set<string>();
  const reals = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  for (const [place, path] of paths.entries()) {
    if (isNamedAlready(reals, place)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
      throw new UsageError(`找不到「${path}」。请检查路径。"${path}" does not exist; check the path.`);
    }
    const folder = await realpath(found.isDirectory() ? path : dirname(path));
    if (found.isDirectory()) {
      const label = paths.length === 1 ? "" : `${distinct(basename(folder), labels)}/`;
      yield* walk(folder, { folder, label, taken, passed });
    } else {
      yield fileAt(join(folder, basename(path)), { folder, label: "", taken, passed }, found.size);
    }
  }
}

/** Named twice, or inside another named folder: read twice, every row would have a double. */
function isNamedAlready(reals: readonly string[], place: number): boolean {
  const own = reals[place]!;
  return reals.some((other, at) => (other === own ? at < place : isInside(own, other)));
}

async function* walk(folder: string, root: Root): AsyncGenerator<InputFile> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield unreadable(folder, root, CLOSED(error));
    return;
  }
  const visible = entries
    .filter((entry) => !entry.name.startsWith(".") && !root.passed.has(join(folder, entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const pictures = visible.filter(isPicture);
  if (pictures.length > 0) yield pictureFolder(folder, root, pictures);
  for (const entry of visible) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path, root);
    else if (entry.isSymbolicLink()) yield* linked(path, root);
    else if (entry.isFile() && !isPicture(entry)) yield await readable(path, root);
  }
}

/** A link to a file inside the named folder is read; one to a folder would be read twice, one outside is not ours to read. */
async function* linked(path: string, root: Root): AsyncGenerator<InputFile> {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined || !isInside(target, root.folder)) yield unreadable(path, root, OUTSIDE);
  else if ((await stat(target)).isFile()) yield await readable(path, root);
}

async function readable(path: string, root: Root): Promise<InputFile> {
  try {
    const handle = await open(path);
    const { size } = await handle.stat().finally(() => handle.close());
    return fileAt(path, root, size);
  } catch (error) {
    return unreadable(path, root, CLOSED(error));
  }
}

function isPicture(entry: Dirent): boolean {
  return entry.isFile() && PICTURES.has(extname(entry.name).toLowerCase());
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith(`..${sep}`) && way !== ".." && !way.startsWith(sep));
}

function distinct(name: string, taken: Set<string>): string {
  let made = name;
  for (let count = 2; taken.has(made); count++) made = `${name}~${count}`;
  taken.add(made);
  return made;
}

function shown(path: string, root: Root): string {
  return shownPath(`${root.label}${relative(root.folder, path).split(sep).join("/")}`);
}

/** `own`: the file is an input of its own, so its path must be distinct. */
function fileAt(path: string, root: Root, size: number, own = true): InputFile {
  const masked = shown(path, root);
  return {
    path: own ? distinct(masked, root.taken) : masked,
    name: basename(path),
    size,
    open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    head: (length) => head(path, length),
    sibling: (name) => sibling(dirname(path), name, root),
  };
}

async function sibling(folder: string, name: string, root: Root): Promise<InputFile | undefined> {
  const beside = join(folder, basename(name));
  const target = await realpath(beside).catch(() => undefined);
  if (target === undefined || !isInside(target, root.folder)) return undefined;
  const found = await stat(target);
  return found.isFile() ? fileAt(beside, root, found.size, false) : undefined;
}

function unreadable(path: string, root: Root, why: { reason: Words; mend: Words }): InputFile {
  return {
    ...fileAt(path, root, 0),
    open: () => Readable.from([]),
    head: async () => new Uint8Array(),
    unreadable: why,
  };
}

function pictureFolder(folder: string, root: Root, entries: readonly Dirent[]): InputFile {
  const name = `${root.label}${relative(root.folder, folder).split(sep).join("/")}`.replace(/\/$/, "");
  return {
    path: distinct(`${shownPath(name === "" ? basename(folder) : name)}/`, root.taken),
    name: basename(folder),
    size: entries.reduce((sum, entry) => sum + lstatSync(join(folder, entry.name)).size, 0),
    open: () => Readable.from([]),
    head: async () => new Uint8Array(),
    sibling: (beside) => sibling(folder, beside, root),
    async *members() {
      const apart = { ...root, taken: new Set<string>() };
      for (const entry of entries) {
        const path = join(folder, entry.name);
        yield fileAt(path, apart, (await stat(path)).size);
      }
    },
  };
}

async function head(path: string, length: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const OUTSIDE = {
  reason: { zh: "这是指向文件夹外面的链接，没有读", en: "a link that leads outside the folder; not read" },
  mend: { zh: "要读它，请直接写出它的路径。", en: "Name its own path to have it read." },
} as const;

const CLOSED = (error: unknown) => {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return {
    reason: { zh: `打不开（${code}）`, en: `cannot be opened (${code})` },
    mend: { zh: "检查文件权限后再试。", en: "See to the permissions of the file and try again." },
  };
};
