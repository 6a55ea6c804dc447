// Reads the labelled cases: texts from the data folder beside the repository, labels from there and from labels/.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Day } from "../../core/domain/facts.ts";
import type { Kind } from "../../core/reading/replies/index.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
export const DATA = join(HERE, "../../../shared/data/message-board");

export interface GoldCommitment {
  readonly start: number;
  readonly end: number;
  readonly due: Day | null;
  readonly vague: boolean;
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
