// The folder of a growing index of texts: a note of what it holds, and parts that are written whole or not at all.

import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { KeptText, Parts } from "../core/reading/copies/growing.ts";
import { makeFolder } from "./output.ts";
import { UsageError } from "./usage.ts";

const Note = z.strictObject({
  format: z.literal("luodi-copies-index"),
  version: z.literal(1),
  threshold: z.number(),
  /** Digests of the files that were taken in, so that none is taken twice. */
  taken: z.array(z.string()),
});
type Note = z.infer<typeof Note>;

const NOTE = "luodi-copies.json";
/** Parts are read together up to so many bytes: a part a day would soon be thousands of comparisons. */
const TOGETHER = 64_000_000;

export class CopiesFolder implements Parts {
  private readonly folder: string;
  private note: Note;
  private taking = "";

  /** @throws UsageError where the folder holds something else, or was made with another threshold. */
  constructor(folder: string, threshold: number) {
    this.folder = folder;
    makeFolder(folder, 0o700);
    const path = join(folder, NOTE);
    if (!existsSync(path)) {
      if (readdirSync(folder).length > 0)
        throw new UsageError(
          `文件夹「${folder}」不是空的，也不是文字索引。请换一个。"${folder}" is neither empty nor an index of texts; choose another.`,
        );
      this.note = { format: "luodi-copies-index", version: 1, threshold, taken: [] };
      return;
    }
    const read = Note.safeParse(jsonOf(readFileSync(path, "utf8")));
    if (!read.success)
      throw new UsageError(
        `「${path}」读不懂，索引可能坏了。请用新文件夹重做。"${path}" cannot be read; make the index anew in another folder.`,
      );
    this.note = read.data;
    if (this.note.threshold !== threshold)
      throw new UsageError(
        `这个索引的阈值是 ${this.note.threshold}，请用 --threshold ${this.note.threshold}，或换一个文件夹。The index was made with --threshold ${this.note.threshold}.`,
      );
    for (const name of readdirSync(folder)) if (name.endsWith(".new")) rmSync(join(folder, name));
  }

  /**
   * Begins to take in the file with these bytes; false where it was taken in before. What a run that was cut off had kept of it is
   * dropped, so that its pairs are given again, each once.
   */
  begin(digest: string): boolean {
    if (this.note.taken.includes(digest)) return false;
    this.taking = digest;
    for (const name of this.names()) if (name.includes(this.mark())) rmSync(join(this.folder, name));
    return true;
  }

  /** Call when the file was taken in whole. */
  async took(): Promise<void> {
    this.note = { ...this.note, taken: [...this.note.taken, this.taking] };
    await writeWhole(join(this.folder, NOTE), [JSON.stringify(this.note, null, 1)]);
  }

  private mark(): string {
    return this.taking.slice(0, 16);
  }

  async *earlier(): AsyncGenerator<KeptText[]> {
    let together: KeptText[] = [];
    let bytes = 0;
    for (const name of this.names()) {
      const path = join(this.folder, name);
      for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
        const [id, text] = JSON.parse(line) as [string | number, string];
        together.push({ id, text });
        bytes += line.length;
        if (bytes < TOGETHER) continue;
        yield together;
        together = [];
        bytes = 0;
      }
    }
    if (together.length > 0) yield together;
  }

  async keep(batch: readonly KeptText[]): Promise<void> {
    const last = Number(this.names().at(-1)?.slice(5, 12) ?? 0);
    const name = `part-${String(last + 1).padStart(7, "0")}-${this.mark()}.jsonl`;
    await writeWhole(join(this.folder, name), lines(batch));
  }

  private names(): string[] {
    return readdirSync(this.folder)
      .filter((name) => /^part-\d{7}-[0-9a-f]{16}\.jsonl$/.test(name))
      .sort();
  }
}

function* lines(batch: readonly KeptText[]): Generator<string> {
  for (const { id, text } of batch) yield `${JSON.stringify([id, text])}\n`;
}

/** Beside it, flushed, then renamed: after a crash the file is whole or not there. */
async function writeWhole(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    let pending = "";
    for (const piece of pieces) {
      pending += piece;
      if (pending.length < 1 << 20) continue;
      await file.write(pending);
      pending = "";
    }
    await file.write(pending);
    await file.sync();
  } finally {
    await file.close();
  }
  renameSync(`${path}.new`, path);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function digestOf(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest("hex");
}
