// luodi read: reads the reply of each line of a JSONL file and writes what it says; a bad line is named and skipped.

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { readReply } from "../core/reading/replies/index.ts";

export interface ReadIo {
  readonly stderr: { write(text: string): unknown };
}

export interface ReadCounts {
  readonly read: number;
  readonly problems: number;
}

const HOUR = 3_600_000;
/** Days from 1899-12-30, the Excel epoch, to 1970-01-01. */
const EXCEL_OFFSET = 25_569;
const STAMP =
  /^\s*(\d{4})[/\-.年](\d{1,2})[/\-.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/;

/** A time as 2017/12/19 12:50:10, ISO (Beijing where no zone is given), or an Excel serial day. undefined: none given. */
export function instantFrom(value: unknown): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const serial =
    typeof value === "number"
      ? value
      : /^\d{5}(?:\.\d+)?$/.test(String(value).trim())
        ? Number(value)
        : undefined;
  if (serial !== undefined) {
    if (serial < 20_000 || serial >= 100_000) throw new Error(`not a time: ${value}`);
    return Math.round((serial - EXCEL_OFFSET) * 24 * 3600) * 1000 - 8 * HOUR;
  }
  const found = STAMP.exec(String(value));
  if (found === null) throw new Error(`not a time: ${String(value).slice(0, 40)}`);
  const [year, month, date, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = Date.UTC(year, month - 1, date, hour, minute, second);
  const day = new Date(Date.UTC(year, month - 1, date));
  if (
    day.getUTCMonth() !== month - 1 ||
    day.getUTCDate() !== date ||
    hour > 24 ||
    minute > 59 ||
    second > 60
  ) {
    throw new Error(`not a time: ${String(value).slice(0, 40)}`);
  }
  return at - zoneOf(found[7]);
}

function zoneOf(zone: string | undefined): number {
  if (zone === undefined) return 8 * HOUR;
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(-2)) * 60_000);
}

function words(value: unknown, name: string, needed: boolean): string {
  if (typeof value === "string") return value;
  if ((value === undefined || value === null) && !needed) return "";
  throw new Error(`${name}: text expected`);
}

/** Reads one line; throws with a plain reason where it cannot. */
export function readLine(line: string): object {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Error("an object is expected");
  const row = parsed as Record<string, unknown>;
  const id = row.id;
  if (typeof id !== "string" && typeof id !== "number") throw new Error("id is missing");
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
  const input = createReadStream(options.in, { encoding: "utf8" });
  await once(input, "open");
  const output = createWriteStream(options.out, { encoding: "utf8" });
  await once(output, "open");
  let number = 0;
  let read = 0;
  let problems = 0;
  for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const line = number === 1 ? raw.replace(/^\ufeff/, "") : raw;
    if (line.trim() === "") continue;
    try {
      const result = `${JSON.stringify(readLine(line))}\n`;
      if (!output.write(result)) await once(output, "drain");
      read += 1;
    } catch (error) {
      problems += 1;
      const reason = error instanceof SyntaxError ? "not JSON" : (error as Error).message;
      io.stderr.write(`第 ${number} 行读不了，已跳过：${reason}（line ${number} skipped）\n`);
    }
  }
  output.end();
  await finished(output);
  return { read, problems };
}
