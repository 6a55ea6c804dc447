// luodi read: reads the reply of each line of a JSONL file and writes what it says; a bad line is named and skipped.

import { parseMoment } from "../core/importers/moment.ts";
import { readReply } from "../core/reading/replies/index.ts";
import { isExact, linesOf, sizeOf } from "./lines.ts";
import { withOutput } from "./output.ts";

export interface ReadIo {
  readonly stderr: { write(text: string): unknown };
}

export interface ReadCounts {
  readonly read: number;
  readonly problems: number;
}

/** A time as 2017/12/19 12:50:10, ISO (Beijing where no zone is given), an Excel serial day or epoch. undefined: none given. */
export function instantFrom(value: unknown): number | undefined {
  if (value === undefined || value === null || String(value).trim() === "") return undefined;
  const moment = parseMoment(String(value));
  if (moment === undefined) throw new Error(`读不出时间 not a time: ${String(value).slice(0, 40)}`);
  return moment.at;
}

function words(value: unknown, name: string, needed: boolean): string {
  if (typeof value === "string") return value;
  if ((value === undefined || value === null) && !needed) return "";
  throw new Error(`${name} 要写成文字 text expected`);
}

/** Reads one line; throws with a plain reason where it cannot. */
export function readLine(line: string): object {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("要是一个对象 an object is expected");
  const row = parsed as Record<string, unknown>;
  const id = row.id;
  if (typeof id !== "string" && typeof id !== "number") throw new Error("没有 id。id is missing");
  if (typeof id === "number" && !isExact(id))
    throw new Error("id 的数字太长，会被改动，请加引号。id has too many digits to be kept; put it in quotes");
  const askedAt = instantFrom(row.asked_at);
  const repliedAt = instantFrom(row.replied_at);
  const read = readReply(
    {
      subject: words(row.subject, "subject", false),
      text: words(row.text, "text", false),
      ...(askedAt === undefined ? {} : { askedAt }),
    },
    [{ text: words(row.reply, "reply", true), ...(repliedAt === undefined ? {} : { at: repliedAt }) }],
  );
  return {
    id,
    kind: read.kind,
    confidence: Math.round(read.confidence * 1000) / 1000,
    abstained: read.abstained,
    offtopic: read.offtopic,
    asks: read.asks.map(({ text, covered, by }) =>
      by === undefined ? { text, covered } : { text, covered, by: by.text },
    ),
    cold: read.cold,
    handover: read.handover,
    commitments: read.commitments.map(({ text, due, vague }) => ({ text, due, vague })),
    why: read.why,
  };
}

/** Streams the file through; memory does not grow with it. */
export async function runRead(
  options: { readonly in: string; readonly out: string },
  io: ReadIo,
): Promise<ReadCounts> {
  let read = 0;
  let problems = 0;
  sizeOf(options.in);
  await withOutput(options.out, async (write) => {
    let pending = "";
    for await (const { number, line } of linesOf(options.in)) {
      try {
        pending += `${JSON.stringify(readLine(line))}\n`;
        read += 1;
      } catch (error) {
        problems += 1;
        const reason = error instanceof SyntaxError ? "不是 JSON not JSON" : (error as Error).message;
        io.stderr.write(`第 ${number} 行读不了，已跳过：${reason}（line ${number} skipped）\n`);
      }
      if (pending.length < 65_536) continue;
      await write(pending);
      pending = "";
    }
    await write(pending);
  });
  return { read, problems };
}
