// Where a command writes: a file that is there whole or not at all, or the standard output for `-`.

import { once } from "node:events";
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, type Stats, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UsageError } from "./usage.ts";

export type Write = (text: string | Uint8Array) => Promise<void>;

/**
 * Opens before anything is read, so that a wrong path is told at once; writes under a hidden name beside the file, flushed and
 * renamed at the end, so that a run that fails or is stopped leaves what stood there. Input and output may be the same file.
 * @throws UsageError where the place cannot be written to or is full.
 */
export async function withOutput<T>(path: string, make: (write: Write) => Promise<T>): Promise<T> {
  if (path === "-") return make(toStdout);
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return straight(path, make);
  const whole = there === undefined ? path : realpathSync(path);
  const draft = join(dirname(whole), `.${basename(whole)}.new`);
  const file = await opened(path, draft, there);
  try {
    const made = await make((text) => written(file, path, text));
    await file.sync();
    await file.close();
    renameSync(draft, whole);
    return made;
  } catch (error) {
    await file.close().catch(() => {});
    rmSync(draft, { force: true });
    throw error;
  }
}

async function opened(path: string, draft: string, there: Stats | undefined): Promise<FileHandle> {
  if (there?.isDirectory())
    throw new UsageError(`「${path}」是文件夹，请写文件名。"${path}" is a folder; name a file.`);
  try {
    return await open(draft, "w", there === undefined ? 0o666 : there.mode & 0o777);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** A pipe or a device has no half. */
async function straight<T>(path: string, make: (write: Write) => Promise<T>): Promise<T> {
  const file = await open(path, "w");
  try {
    return await make((text) => written(file, path, text));
  } finally {
    await file.close();
  }
}

async function written(file: FileHandle, path: string, text: string | Uint8Array): Promise<void> {
  try {
    // Goes on until everything is written; a single write may stop half-way.
    await file.appendFile(text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function toStdout(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/**
 * Makes a folder with those above it, step by step: in /proc the recursive call of Node goes round for ever.
 * @throws UsageError where it cannot be made.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const above = dirname(path);
  if (!existsSync(path) && !existsSync(above)) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (existsSync(path) && statSync(path).isDirectory()) return;
    // The folder above is there, so its file system takes no folders.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw unwritable(path);
    throw cannotWrite(path, error);
  }
}

/** Words for the mistakes that a person can mend; anything else is given as it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return new UsageError(
        `没有文件夹「${dirname(path)}」，请先建好。There is no folder "${dirname(path)}"; make it first.`,
      );
    case "EEXIST":
      return new UsageError(`「${path}」是文件，要写文件夹。"${path}" is a file; name a folder.`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return unwritable(path);
    case "ENOSPC":
    case "EDQUOT":
      return new UsageError(`磁盘已满，「${path}」没有写成。The disk is full; "${path}" was not written.`);
    default:
      return error;
  }
}

function unwritable(path: string): UsageError {
  return new UsageError(`不能写入「${path}」，请换个地方。"${path}" cannot be written to; choose another.`);
}
