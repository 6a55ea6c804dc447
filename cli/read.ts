// luodi read: reads the reply of each line of a JSONL file and writes what it says; a bad line is named and skipped.
// Where a local model is named, each line is also read by it; nothing of it is asked otherwise.

import { parseMoment } from "../core/importers/moment.ts";
import { type Message, type Reply, type ReplyReading, readReply } from "../core/reading/replies/index.ts";
import { isExact, linesOf, sizeOf } from "./lines.ts";
import { type JoinedReading, joined } from "./local-model/join.ts";
import type { LocalModel } from "./local-model/model.ts";
import { withOutput } from "./output.ts";

export interface ReadIo {
  readonly stderr: { write(text: string): unknown };
  /** Told how many lines are read, after each. */
  readonly onProgress?: (read: number) => void;
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

interface Case {
  readonly id: string | number;
  readonly message: Message;
  readonly reply: Reply;
}

/** @throws Error with a plain reason where the line is no case. */
function caseOf(line: string): Case {
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
  return {
    id,
    message: {
      subject: words(row.subject, "subject", false),
      text: words(row.text, "text", false),
      ...(askedAt === undefined ? {} : { askedAt }),
    },
    reply: { text: words(row.reply, "reply", true), ...(repliedAt === undefined ? {} : { at: repliedAt }) },
  };
}

function lineOf(id: string | number, read: ReplyReading | JoinedReading): string {
  const made = {
    id,
    kind: read.kind,
    confidence: read.confidence === null ? null : Math.round(read.confidence * 1000) / 1000,
    abstained: read.abstained,
    offtopic: read.offtopic,
    asks: read.asks.map(({ text, covered, by }) =>
      by === undefined ? { text, covered } : { text, covered, by: by.text },
    ),
    cold: read.cold,
    handover: read.handover,
    commitments: read.commitments.map(({ text, due, vague }) => ({ text, due, vague })),
    why: read.why,
    ...("model" in read ? { model: read.model } : {}),
  };
  return `${JSON.stringify(made)}\n`;
}

/** What became of a line; `unasked` tells why the model has no part in it. */
interface Made {
  readonly number: number;
  readonly text?: string;
  readonly problem?: string;
  readonly unasked?: { readonly failed: string } | { readonly stopped: true };
}

/** Never rejects: several lines are under way at once, and each tells its problem in its turn. */
async function make(number: number, line: string, model: LocalModel | undefined): Promise<Made> {
  try {
    const { id, message, reply } = caseOf(line);
    const ours = readReply(message, [reply]);
    if (model === undefined) return { number, text: lineOf(id, ours) };
    const asked = await model.ask({ subject: message.subject, text: message.text, reply: reply.text });
    if ("answer" in asked) return { number, text: lineOf(id, joined(ours, model.name, asked.answer)) };
    return { number, text: lineOf(id, joined(ours, model.name, undefined)), unasked: asked };
  } catch (error) {
    return {
      number,
      problem: error instanceof SyntaxError ? "不是 JSON not JSON" : (error as Error).message,
    };
  }
}

/** Streams the file through, in its order; memory does not grow with it. */
export async function runRead(
  options: { readonly in: string; readonly out: string; readonly model?: LocalModel | undefined },
  io: ReadIo,
): Promise<ReadCounts> {
  const { model } = options;
  let read = 0;
  let problems = 0;
  let stopped = false;
  const tell = ({ number, problem, unasked }: Made): void => {
    if (problem === undefined && unasked === undefined) return;
    problems += 1;
    if (problem !== undefined)
      io.stderr.write(`第 ${number} 行读不了，已跳过：${problem}（line ${number} skipped）\n`);
    else if (unasked !== undefined && "failed" in unasked)
      io.stderr.write(
        `第 ${number} 行没有用上模型，只用自带的读法：${unasked.failed}（line ${number} read without the model）\n`,
      );
    else if (!stopped) {
      stopped = true;
      io.stderr.write(
        `连续 ${model?.givesUpAfter} 次没有得到能用的回答，从第 ${number} 行起不再问模型，只用自带的读法` +
          `（${model?.givesUpAfter} failures in a row: from line ${number} on the model is not asked）\n`,
      );
    }
  };
  sizeOf(options.in);
  await withOutput(options.out, async (write) => {
    let pending = "";
    const underWay: Promise<Made>[] = [];
    const settle = async (): Promise<void> => {
      const made = await underWay.shift()!;
      tell(made);
      if (made.text === undefined) return;
      pending += made.text;
      read += 1;
      io.onProgress?.(read);
      if (pending.length < 65_536) return;
      await write(pending);
      pending = "";
    };
    for await (const { number, line } of linesOf(options.in)) {
      underWay.push(make(number, line, model));
      if (underWay.length >= (model?.atOnce ?? 1)) await settle();
    }
    while (underWay.length > 0) await settle();
    await write(pending);
  });
  return { read, problems };
}
