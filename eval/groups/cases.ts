// The labelled group messages, halved by a hash of their id: one half to learn from, the other set aside.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
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
}

/** Further invented messages by the hand of the rules, for learning only: `# kind` and one message a line, `⏎` for a new line. */
export function lessons(): Lesson[] {
  const found: Lesson[] = [];
  let kind: MainKind | undefined;
  for (const line of readFileSync(new URL("lessons.txt", import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("# ")) kind = kindOf(line.slice(2).trim());
    else if (line.trim() !== "" && kind !== undefined) found.push({ kind, text: line.replaceAll("⏎", "\n") });
  }
  return found;
}
