// The first object of a JSON or JSON lines file, for telling formats apart without reading the whole.

import { sniffEncoding } from "../reading/encoding.ts";
import type { InputFile } from "./importer.ts";

const HEAD = 262_144;

/** The first bytes as text. */
export async function headText(file: InputFile, length = HEAD): Promise<string> {
  const head = await file.head(length);
  return new TextDecoder(sniffEncoding(head)).decode(head).replace(/^\uFEFF/, "");
}

/** The object on the first line that holds one; undefined where the file is no JSON lines. */
export async function firstObject(file: InputFile): Promise<Record<string, unknown> | undefined> {
  if (!/\.(jsonl|ndjson|json)$/i.test(file.path)) return undefined;
  const text = await headText(file);
  for (const line of text.split("\n", 20)) {
    const plain = line.trim();
    if (plain === "" || plain.startsWith("#")) continue;
    try {
      const value: unknown = JSON.parse(plain);
      return value !== null && typeof value === "object" && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}
