// The lines of a file that the user names, or of the standard input for `-`; UTF-8, UTF-16 and GBK are told apart.

import { createReadStream, statSync } from "node:fs";
import { lines } from "../core/reading/encoding.ts";
import { UsageError } from "./usage.ts";

/** A line may hold a book; what is longer is cut, and then is no JSON. */
const LONGEST = 100_000_000;

export interface NumberedLine {
  /** From 1, as an editor counts. */
  readonly number: number;
  readonly line: string;
}

/** Bytes of the file; undefined for the standard input and for pipes. @throws UsageError where there is no such file. */
export function sizeOf(path: string): number | undefined {
  if (path === "-") return undefined;
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw new UsageError(`找不到文件「${path}」。There is no file "${path}".`);
  if (file.isDirectory())
    throw new UsageError(`「${path}」是文件夹，请写文件名。"${path}" is a folder; name a file.`);
  return file.isFile() ? file.size : undefined;
}

/** Every line that is not blank. */
export async function* linesOf(path: string): AsyncGenerator<NumberedLine> {
  sizeOf(path);
  const bytes = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  let number = 0;
  for await (const line of lines(bytes, LONGEST)) {
    number += 1;
    if (line.trim() !== "") yield { number, line };
  }
}

/** Whether a number is an id that comes out as it went in: JSON's longer integers are rounded by reading them. */
export function isExact(id: number): boolean {
  return Number.isFinite(id) && (!Number.isInteger(id) || Number.isSafeInteger(id));
}
