// `luodi copies`: from lines of texts to lines of pairs that are copies of each other, each verified.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findGrowing } from "../core/reading/copies/growing.ts";
import { type CopyText, findCopies } from "../core/reading/copies/index.ts";
import { secondHand } from "./copies-hand.ts";
import { CopiesFolder, digestOf } from "./copies-index.ts";
import { isExact, linesOf, sizeOf } from "./lines.ts";
import { withOutput } from "./output.ts";
import { UsageError } from "./usage.ts";

interface CopiesOptions {
  readonly in: string;
  readonly out: string;
  readonly threshold?: number;
  /** Folder of an index that is kept and grows: only pairs with a new text are written. */
  readonly index?: string;
  /** Files larger than this are compared part by part through a folder on disk. */
  readonly largest?: number;
  /** Characters of one part. */
  readonly batch?: number;
}

interface CommandOutput {
  /** One line for the person at the terminal. */
  say(line: string): void;
}

/** Memory for a search at once is about three times the file. */
const LARGEST = 400_000_000;

/** Reads {id, text, group?, at?} a line, writes {a, b, similarity, span?} a line. Returns the exit code: 1 where lines were skipped. */
export async function runCopies(options: CopiesOptions, io: CommandOutput): Promise<number> {
  const threshold = options.threshold ?? 0.8;
  if (!(threshold > 0 && threshold <= 1))
    throw new UsageError("--threshold 要大于 0、不超过 1。--threshold must be above 0 and at most 1.");
  const size = sizeOf(options.in);
  const input = new Input(options.in, io);
  let written: number;
  if (options.index !== undefined) {
    if (size === undefined)
      throw new UsageError("--index 要从文件读，不能从管道读。--index reads a file, not a pipe.");
    written = await throughFolder(options.index, input, options, threshold);
    if (written < 0) {
      io.say("这个文件已经在索引里，没有再读。This file is in the index already; it was not read again.");
      return 0;
    }
  } else if ((size ?? 0) > (options.largest ?? LARGEST)) {
    const folder = mkdtempSync(join(tmpdir(), "luodi-copies-"));
    removeAfterUs(folder);
    try {
      written = await throughFolder(folder, input, options, threshold);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } else {
    written = await writeLines(options.out, async () => {
      const texts = [];
      for await (const text of input.texts()) texts.push(text);
      return findCopies(texts, { threshold, spans: true, hand: secondHand() });
    });
  }
  if (input.bad > 5) io.say(`共跳过 ${input.bad} 行。${input.bad} lines skipped in all.`);
  io.say(`读 ${input.read} 段，找到 ${written} 对。${input.read} texts, ${written} pairs.`);
  return input.bad > 0 ? 1 : 0;
}

/**
 * It holds the texts, so it must not outlive this process however that ends. A handler of signals would not do: while a part is
 * compared none runs, and Ctrl-C would have to wait for it. A shell of its own group waits for our end of the pipe to close.
 */
function removeAfterUs(folder: string): void {
  const script = 'cat; rm -rf -- "$0"';
  const keeper = spawn("/bin/sh", ["-c", script, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  keeper.on("error", () => {});
  keeper.unref();
  (keeper.stdin as Socket).unref();
}

/** Part by part; -1 where the index holds the file already. */
async function throughFolder(
  folder: string,
  input: Input,
  { in: path, out, batch }: CopiesOptions,
  threshold: number,
): Promise<number> {
  const parts = new CopiesFolder(folder, threshold);
  if (!parts.begin(await digestOf(path))) return -1;
  const written = await writeLines(out, async () =>
    findGrowing(input.texts(), parts, {
      threshold,
      spans: true,
      hand: secondHand(),
      ...(batch === undefined ? {} : { batch }),
    }),
  );
  await parts.took();
  return written;
}

/** The lines of the file; a line that cannot be read is named and passed over. */
class Input {
  read = 0;
  bad = 0;
  private readonly path: string;
  private readonly io: CommandOutput;

  constructor(path: string, io: CommandOutput) {
    this.path = path;
    this.io = io;
  }

  async *texts(): AsyncGenerator<CopyText> {
    for await (const { number, line } of linesOf(this.path)) {
      const text = parseLine(line);
      if (text !== undefined) {
        this.read++;
        yield text;
      } else if (++this.bad <= 5)
        this.io.say(
          `第 ${number} 行读不懂，已跳过（要有 id 和 text；很长的数字 id 要加引号）。Line ${number} skipped: needs id and text; an id of many digits in quotes.`,
        );
    }
  }
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
  if (typeof id === "number" ? !isExact(id) : typeof id !== "string") return undefined;
  if (typeof text !== "string") return undefined;
  return {
    id: id as number | string,
    text,
    ...(typeof group === "string" || typeof group === "number" ? { group: String(group) } : {}),
  };
}

/** Writes one JSON line each, gathered into pieces of about 64 kB; the rows are made when the output is open. */
function writeLines(
  path: string,
  make: () => Promise<Iterable<unknown> | AsyncIterable<unknown>>,
): Promise<number> {
  return withOutput(path, async (write) => {
    const rows = await make();
    let written = 0;
    let pending = "";
    const take = (row: unknown) => {
      pending += `${JSON.stringify(row)}\n`;
      written++;
      return pending.length >= 65_536;
    };
    const flush = async () => {
      await write(pending);
      pending = "";
    };
    // Waiting for each of millions of rows would take longer than finding them.
    if (Symbol.iterator in rows) {
      for (const row of rows) if (take(row)) await flush();
    } else for await (const row of rows) if (take(row)) await flush();
    await flush();
    return written;
  });
}
