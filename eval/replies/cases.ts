// Reads the labelled cases: texts from the data folder beside the repository, labels from there and from labels/.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Day } from "../../core/domain/facts.ts";
import { groupBy } from "../../core/domain/group-by.ts";
import type { Kind } from "../../core/reading/replies/index.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
export const DATA = join(HERE, "../../../shared/data/message-board");

export interface GoldCommitment {
  readonly start: number;
  readonly end: number;
  readonly due: Day | null;
  readonly vague: boolean;
}

/** One ask as a reader saw it: its clauses in the message, the best first (none where only the subject says it), and those of the reply that deal with it. */
export interface GoldAsk {
  readonly at: readonly (readonly [start: number, end: number])[];
  readonly by: readonly (readonly [start: number, end: number])[];
}

export interface Case {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly reply: string;
  readonly repliedAt: number;
  readonly stratum: string;
  readonly kind: Kind;
  readonly offtopic: boolean;
  readonly asks: number;
  readonly addressed: number;
  readonly cold: boolean;
  /** undefined: this case's commitments were not labelled. */
  readonly commitments: readonly GoldCommitment[] | undefined;
}

interface RawCase {
  id: string;
  subject: string;
  text: string;
  reply: string;
  replied_at: string;
  stratum: string;
  label: {
    kind: Kind;
    offtopic: boolean;
    asks: number;
    addressed: number;
    cold: boolean;
    commitments: { text: string; due: Day | null; vague: boolean }[];
  };
}

/** 2017/12/19 12:50:10 as Beijing time. */
export function instantOf(stamp: string): number {
  const [day, clock = "0:00:00"] = stamp.split(" ");
  const [year, month, date] = day!.split("/").map(Number) as [number, number, number];
  const [hour, minute, second] = clock.split(":").map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, date, hour - 8, minute, second || 0);
}

/** The labels that came with the data; null where the data folder is missing. */
export function givenCases(): Case[] | null {
  const path = join(DATA, "labels.jsonl");
  if (!existsSync(path)) return null;
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RawCase)
    .map(({ id, subject, text, reply, replied_at, stratum, label }) => ({
      id,
      subject,
      text,
      reply,
      repliedAt: instantOf(replied_at),
      stratum,
      kind: label.kind,
      offtopic: label.offtopic,
      asks: label.asks,
      addressed: label.addressed,
      cold: label.cold,
      commitments: label.commitments.flatMap(({ text: words, due, vague }) => {
        const start = reply.indexOf(words);
        return start < 0 ? [] : [{ start, end: start + words.length, due, vague }];
      }),
    }));
}

/** A cell as text without the marks that the export left in it. */
function cleaned(value: unknown): string {
  return String(value ?? "")
    .replace(/_x000d_/gi, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Replies that differ only in the person addressed, in days and in signs are one text: they stand on one side of every split. */
export function sameText(reply: string): string {
  return cleaned(reply)
    .replace(/[“"][^”"]{0,30}[”"]/g, "")
    .replace(/(?:尊敬的|亲爱的)?(?:网友|网民|市民)(?:朋友|同志)?/g, "")
    .replace(/[^\u4e00-\u9fff]/g, "");
}

interface FurtherLabel {
  id: string;
  stratum?: string;
  kind: Kind;
  offtopic: boolean;
  asks: number;
  addressed: number;
  cold: boolean;
  commitments?: GoldCommitment[];
}

/** Every message of replies.xlsx by id; null where the data folder is missing. */
export async function allMessages(): Promise<Map<string, Omit<RawCase, "stratum" | "label">> | null> {
  const path = join(DATA, "replies.xlsx");
  if (!existsSync(path)) return null;
  const { Workbook } = createRequire(import.meta.url)("exceljs") as typeof import("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(path);
  const messages = new Map<string, Omit<RawCase, "stratum" | "label">>();
  book.worksheets[0]!.eachRow((row, number) => {
    if (number === 1) return;
    const [id, , subject, , text, reply, replied_at] = (row.values as unknown[]).slice(1).map(cleaned);
    messages.set(id!, { id: id!, subject: subject!, text: text!, reply: reply!, replied_at: replied_at! });
  });
  return messages;
}

/** The cases of replies.xlsx that were read, joined with their texts. */
export interface Readings {
  /** Read first; a third of them are set aside. */
  readonly first: readonly Case[];
  /** Cases that an earlier model was unsure of, for training only. */
  readonly unsure: readonly Case[];
  /** Readings by others: a second one of the cases above, a third one of those set aside, and the first one of all the rest. */
  readonly fourth: readonly Case[];
}

/** The labels of this repository (ids and labels only) with their texts; null where the data folder is missing. */
export async function readings(): Promise<Readings | null> {
  const messages = await allMessages();
  if (messages === null) return null;
  const of = (file: string): Case[] =>
    readFileSync(join(HERE, "labels", file), "utf8")
      .trim()
      .split("\n")
      .flatMap((line) => {
        const label = JSON.parse(line) as FurtherLabel;
        const message = messages.get(label.id);
        if (message === undefined) return [];
        const { subject, text, reply, replied_at } = message;
        const { stratum = "fourth", commitments } = label;
        return [{ ...label, stratum, subject, text, reply, repliedAt: instantOf(replied_at), commitments }];
      });
  return { first: of("first.jsonl"), unsure: of("third.jsonl"), fourth: of("fourth.jsonl") };
}

interface StrangerCase {
  id: string;
  subject: string;
  text: string;
  reply: string;
  replied_at: string;
  kind: Kind;
  asks_dealt: boolean;
  commitments: { text: string; due: Day | null }[];
}

/** 300 invented messages with replies, written and labelled by other hands in another style; part of this repository. */
export function strangerCases(): Case[] {
  const lines = readFileSync(join(HERE, "../strangers/replies.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { id, subject, text, reply, replied_at, kind, asks_dealt, commitments } = JSON.parse(
      line,
    ) as StrangerCase;
    return {
      id,
      subject,
      text,
      reply,
      repliedAt: Date.parse(`${replied_at}T09:00:00+08:00`),
      stratum: "strangers",
      kind,
      offtopic: false,
      asks: 1,
      addressed: asks_dealt ? 1 : 0,
      cold: false,
      commitments: commitments.flatMap(({ text: words, due }) => {
        const start = reply.indexOf(words);
        return start < 0 ? [] : [{ start, end: start + words.length, due, vague: due === null }];
      }),
    };
  });
}

/** What readers saw of the asks of a case, by its id: one reading of the training part, two of what is set aside. */
export function askReadings(): ReadonlyMap<string, readonly (readonly GoldAsk[])[]> {
  const lines = readFileSync(join(HERE, "labels/asks.jsonl"), "utf8").trim().split("\n");
  const read = lines.map((line) => JSON.parse(line) as { id: string; asks: GoldAsk[] });
  return new Map([...groupBy(read, ({ id }) => id)].map(([id, all]) => [id, all.map(({ asks }) => asks)]));
}
