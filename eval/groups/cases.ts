// The labelled group messages, halved by a hash of their id: one half to learn from, the other set aside.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { MAIN_KINDS, type MainKind } from "../../core/reading/groups/kind.ts";

const Line = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.string(),
  deadline: z.string().nullable(),
  proof: z.string().nullable(),
  hard: z.boolean().optional(),
});

export interface Case {
  readonly id: string;
  readonly text: string;
  readonly kind: MainKind;
  readonly deadline: string | null;
  readonly proof: string | null;
}

function kindOf(name: string): MainKind {
  const kind = name === "deadline-demand" ? "deadline" : name;
  if (!(MAIN_KINDS as readonly string[]).includes(kind)) throw new Error(`unknown kind of message: ${name}`);
  return kind as MainKind;
}

/** Both halves; `aside` is only ever measured, never looked at. */
export function halves(): { readonly learn: readonly Case[]; readonly aside: readonly Case[] } {
  const learn: Case[] = [];
  const aside: Case[] = [];
  for (const line of readFileSync(new URL("cases.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n")) {
    const { kind, ...item } = Line.parse(JSON.parse(line));
    const half = createHash("sha256").update(item.id).digest()[0]! % 2 === 0 ? learn : aside;
    half.push({ ...item, kind: kindOf(kind) });
  }
  return { learn, aside };
}

export interface Lesson {
  readonly text: string;
  readonly kind: MainKind;
  /** Who wrote it: the name of the file of lessons; none for the hand of the rules and for the cases. */
  readonly hand?: string;
}

const OPENINGS = [
  "那个，",
  "对了，",
  "另外，",
  "各位，",
  "@王主任 ",
  "@老杜 ",
  "大家好，",
  "说一下，",
  "补充一句，",
  "哎，",
];
const NOTES = [
  "通知：",
  "紧急：",
  "【提醒】",
  "【通知】",
  "再说一遍，",
  "@所有人 ",
  "急件：",
  "提醒一下，",
  "重要：",
  "请注意，",
];
const PLAIN: readonly MainKind[] = [
  "order",
  "deadline",
  "report",
  "answer",
  "question",
  "chat",
  "alert",
  "ad",
  "soup",
];
const NOTED: readonly MainKind[] = ["order", "deadline", "alert", "report"];

/** The same messages with an opening that says nothing of their kind, so that openings are not learned as signs. */
export function withOpenings(messages: readonly Lesson[]): (Lesson & { readonly weight: number })[] {
  return messages.flatMap((message, index) => {
    const copies = [{ ...message, weight: 1 }];
    const opening = OPENINGS[index % OPENINGS.length]!;
    const note = NOTES[(index * 7) % NOTES.length]!;
    if (PLAIN.includes(message.kind) && !/^[@【]/.test(message.text))
      copies.push({ ...message, text: opening + message.text, weight: 0.4 });
    if (NOTED.includes(message.kind) && !/^[@【]/.test(message.text))
      copies.push({ ...message, text: note + message.text, weight: 0.4 });
    return copies;
  });
}

/** Messages of the hand whose messages will be read count double beside the lessons (chosen by cross.ts). */
export function twice<T extends { readonly weight: number }>(message: T): T {
  return { ...message, weight: message.weight * 2 };
}

/**
 * Further invented messages, for learning only: `lessons.txt` by the hand of the rules (`# kind`, then one message a line, `⏎` for a new
 * line), and `lessons-*.tsv` by other hands, who saw the kinds' descriptions alone (a kind, a tab, the message, `\\n` for a new line).
 */
export function lessons(): Lesson[] {
  return [...ownLessons(), ...othersLessons()];
}

function ownLessons(): Lesson[] {
  const found: Lesson[] = [];
  let kind: MainKind | undefined;
  for (const line of readFileSync(new URL("lessons.txt", import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("# ")) kind = kindOf(line.slice(2).trim());
    else if (line.trim() !== "" && kind !== undefined) found.push({ kind, text: line.replaceAll("⏎", "\n") });
  }
  return found;
}

function othersLessons(): Lesson[] {
  const folder = new URL(".", import.meta.url);
  return readdirSync(folder)
    .filter((name) => /^lessons-\w+\.tsv$/.test(name))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), "utf8")
        .trim()
        .split("\n")
        .map((line) => {
          const [kind = "", text = ""] = line.split("\t", 2);
          return { kind: kindOf(kind), text: text.replaceAll("\\n", "\n"), hand: name };
        }),
    );
}
