// `luodi copies`: from lines of texts to lines of pairs that are copies of each other, each verified.

import { closeSync, createReadStream, openSync, statSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { type CopyText, findCopies } from "../core/reading/copies/index.ts";
import { UsageError } from "./usage.ts";

interface CopiesOptions {
  readonly in: string;
  readonly out: string;
  readonly threshold?: number;
}

interface CommandOutput {
  /** One line for the person at the terminal. */
  say(line: string): void;
}

/** Reads {id, text, group?, at?} a line, writes {a, b, similarity, span?} a line. Returns the exit code. */
export async function runCopies(options: CopiesOptions, io: CommandOutput): Promise<number> {
  const threshold = options.threshold ?? 0.8;
  if (!(threshold > 0 && threshold <= 1))
    throw new UsageError("--threshold 要大于 0、不超过 1。--threshold must be above 0 and at most 1.");
  if (!statSync(options.in, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`找不到文件「${options.in}」。There is no file "${options.in}".`);
  const texts: CopyText[] = [];
  let number = 0;
  let bad = 0;
  for await (const line of createInterface({ input: createReadStream(options.in), crlfDelay: Infinity })) {
    number++;
    if (line.trim() === "") continue;
    const text = parseLine(number === 1 ? line.replace(/^\ufeff/, "") : line);
    if (text !== undefined) texts.push(text);
    else if (++bad <= 5)
      io.say(`第 ${number} 行读不懂，已跳过（要有 id 和 text）。Line ${number} skipped: needs id and text.`);
  }
  const written = writeLines(options.out, findCopies(texts, { threshold, spans: true }));
  if (bad > 5) io.say(`共跳过 ${bad} 行。${bad} lines skipped in all.`);
  io.say(`读 ${texts.length} 段，找到 ${written} 对。${texts.length} texts, ${written} pairs.`);
  return 0;
}

function parseLine(line: string): CopyText | undefined {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof row !== "object" || row === null) return undefined;
  const { id, text, group } = row as { id?: unknown; text?: unknown; group?: unknown };
  if ((typeof id !== "number" && typeof id !== "string") || typeof text !== "string") return undefined;
  return {
    id,
    text,
    ...(typeof group === "string" || typeof group === "number" ? { group: String(group) } : {}),
  };
}

/** Writes one JSON line each, gathered into pieces of about 64 kB. */
function writeLines(path: string, rows: Iterable<unknown>): number {
  const file = openSync(path, "w");
  let written = 0;
  let pending = "";
  try {
    for (const row of rows) {
      pending += `${JSON.stringify(row)}\n`;
      written++;
      if (pending.length < 65_536) continue;
      writeSync(file, pending);
      pending = "";
    }
    writeSync(file, pending);
  } finally {
    closeSync(file);
  }
  return written;
}
