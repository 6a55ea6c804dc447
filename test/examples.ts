// Reads the examples that stand in each detector's folder: facts in YAML, and what must come out.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { startOf } from "../core/domain/day.ts";
import type { Facts } from "../core/domain/facts.ts";
import {
  KIND_BIT,
  MEDIA_CODE,
  type Media,
  MessageColumns,
  type MessageKind,
  NO_LEAD,
} from "../core/domain/messages.ts";

export interface Example {
  readonly detector: string;
  readonly name: string;
  readonly folder: string;
  readonly words: string;
  readonly trap?: string;
  readonly on: string;
  readonly params?: Record<string, unknown>;
  readonly facts: Facts;
  readonly expect: {
    readonly outcome: string;
    readonly findings?: readonly { subject?: string; outcome?: string; says?: string }[];
  };
}

/** Keys whose text is a moment: `2021-06-19` is midnight in Beijing, `2021-06-19 08:30` that minute in Beijing. */
const MOMENTS = new Set([
  ...["at", "from", "until", "openedAt", "statusFrom", "interactionCheckedAt", "createdAt", "endsAt", "due"],
  ...["dissolvedAt", "launchedAt", "closedAt", "takenAt", "validUntil"],
]);

const ROOT = join(import.meta.dirname, "..", "core", "detectors");

export function detectorFolders(): string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function examplesOf(detector: string): Example[] {
  const folder = join(ROOT, detector, "examples");
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const data = parse(readFileSync(join(folder, name, "example.yaml"), "utf8"));
      return {
        detector,
        name,
        folder: join(folder, name),
        ...data,
        facts: factsOf(data.facts ?? {}),
      } as Example;
    });
}

interface YamlMessage {
  group: string;
  at: string;
  sender?: number;
  media?: Media;
  kinds?: MessageKind[];
  lead?: number;
  length?: number;
}

function factsOf(data: Record<string, unknown[]>): Facts {
  const facts: Record<string, unknown> = {};
  for (const [kind, rows] of Object.entries(data)) {
    if (kind === "messages") facts.messages = messagesOf(rows as YamlMessage[]);
    else facts[kind] = rows.map((row, index) => factOf(row as Record<string, unknown>, kind, index + 1));
  }
  return facts as Facts;
}

function factOf(row: Record<string, unknown>, kind: string, number: number): unknown {
  const { row: given, ...rest } = moments(row) as Record<string, unknown>;
  return { territory: "CN", ...rest, source: { file: `${kind}.csv`, row: (given as number) ?? number } };
}

function moments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moments);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      MOMENTS.has(key) && typeof each === "string" ? momentOf(each) : moments(each),
    ]),
  );
}

export function momentOf(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return startOf(text);
  const at = Date.parse(`${text.replace(" ", "T")}+08:00`);
  if (Number.isNaN(at)) throw new Error(`not a moment: ${text}`);
  return at;
}

function messagesOf(rows: readonly YamlMessage[]): Facts["messages"] {
  const columns = new MessageColumns();
  const file = columns.fileOf("messages.csv");
  for (const [index, row] of rows.entries()) {
    columns.push({
      group: columns.groupOf(row.group),
      second: momentOf(row.at) / 1000,
      sender: row.sender ?? index + 1,
      media: MEDIA_CODE[row.media ?? "text"],
      kinds: (row.kinds ?? []).reduce((bits, kind) => (bits | KIND_BIT[kind]) >>> 0, 0),
      length: row.length ?? 10,
      lead: row.lead ?? NO_LEAD,
      file,
      row: index + 1,
    });
  }
  return columns.seal();
}
