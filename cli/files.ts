// Walks the paths the user names into input files: ordered, relative, without following links out of them.

import { createReadStream, type Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import type { InputFile } from "../core/importers/importer.ts";
import { UsageError } from "./usage.ts";

const PICTURES = new Set([".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".tif", ".tiff", ".bmp"]);

/**
 * Yields every file under the paths in order of name; a folder that holds pictures is one more input.
 * Paths in it are relative to the named folder, or to the folder of a named file.
 * @throws UsageError where a path does not exist.
 */
export async function* inputFiles(paths: readonly string[]): AsyncGenerator<InputFile> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
      throw new UsageError(`找不到「${path}」。请检查路径。"${path}" does not exist; check the path.`);
    }
    const root = await realpath(found.isDirectory() ? path : dirname(path));
    if (found.isDirectory()) yield* walk(root, root);
    else yield fileAt(join(root, basename(path)), root, found.size);
  }
}

async function* walk(folder: string, root: string): AsyncGenerator<InputFile> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const visible = entries.filter((entry) => !entry.name.startsWith("."));
  if (visible.some(isPicture)) yield pictureFolder(folder, root, visible.filter(isPicture));
  for (const entry of visible) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path, root);
    else if (entry.isFile() && !isPicture(entry)) yield fileAt(path, root, (await stat(path)).size);
  }
}

function isPicture(entry: Dirent): boolean {
  return entry.isFile() && PICTURES.has(extname(entry.name).toLowerCase());
}

function fileAt(path: string, root: string, size: number): InputFile {
  return {
    path: relative(root, path).split(sep).join("/"),
    size,
    open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
    head: (length) => head(path, length),
    async sibling(name) {
      const beside = join(dirname(path), basename(name));
      const found = await stat(beside).catch(() => undefined);
      return found?.isFile() ? fileAt(beside, root, found.size) : undefined;
    },
  };
}

function pictureFolder(folder: string, root: string, entries: readonly Dirent[]): InputFile {
  const name = relative(root, folder).split(sep).join("/");
  return {
    ...fileAt(folder, root, 0),
    path: `${name === "" ? basename(folder) : name}/`,
    head: async () => new Uint8Array(),
    async sibling(beside) {
      return fileAt(join(folder, "-"), root, 0).sibling(beside);
    },
    async *members() {
      for (const entry of entries) {
        const path = join(folder, entry.name);
        yield fileAt(path, root, (await stat(path)).size);
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
