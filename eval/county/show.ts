// What stands in a written county about one subject: the words a reader needs to see why it was missed or wrongly accused.

import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

interface Line {
  readonly id?: string;
  readonly name?: string;
  readonly account?: string;
  readonly task?: string;
  readonly at?: string;
  readonly subject?: string;
  readonly title?: string;
  readonly text?: string;
  readonly caption?: string;
  readonly verdict?: { readonly value: string; readonly at?: string };
  readonly steps?: readonly { readonly kind: string; readonly at: string; readonly text?: string }[];
}

async function* linesOf(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  yield* createInterface({ input: createReadStream(path) });
}

async function* factsOf(folder: string, kind: string): AsyncGenerator<Line> {
  for await (const line of linesOf(join(folder, "data", `${kind}.jsonl`))) yield JSON.parse(line) as Line;
}

/** The planted words of a subject (a request's id, the name of an account or a group, a task), at most forty lines. */
export async function wordsOfSubject(
  folder: string,
  why: string,
  subject: string,
  detector: string,
): Promise<string> {
  const said: string[] = [];
  for await (const each of factsOf(folder, "requests")) {
    if (each.id !== subject) continue;
    said.push(`${each.subject} | ${each.text} | ${each.verdict?.value ?? ""} ${each.verdict?.at ?? ""}`);
    for (const step of each.steps ?? []) said.push(`${step.at.slice(0, 16)} ${step.kind} ${step.text ?? ""}`);
  }
  const ids = new Set<string>();
  for (const kind of ["accounts", "groups"])
    for await (const each of factsOf(folder, kind)) if (each.name === subject) ids.add(each.id!);
  if (ids.size > 0) {
    for await (const each of factsOf(folder, "posts"))
      if (ids.has(each.account!) && each.at! > "2026-03-25")
        said.push(`${each.at} ${each.title}：${each.text}`);
    for await (const line of linesOf(join(folder, "data", "messages", "messages.csv")))
      if (ids.has(line.slice(0, line.indexOf(",")))) said.push(line.slice(line.indexOf(",") + 1));
  }
  for await (const each of factsOf(folder, "photos"))
    if (each.task === subject) said.push(`${each.at} ${each.caption ?? ""}`);
  const kept = said.length > 40 ? [...said.slice(0, 40), `… ${said.length} lines`] : said;
  return `  ${detector} ${why}: ${subject}\n${kept.map((line) => `    ${line.replaceAll("\n", " ")}`).join("\n")}`;
}
