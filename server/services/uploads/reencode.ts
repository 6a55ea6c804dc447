// A picture that a stranger sent becomes one of ours: its type by content, re-encoded elsewhere, nothing else of it kept.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { z } from "zod";

export const MOST_PHOTO_BYTES = 8 * 1024 * 1024;
/** Photos of one person in one request. */
export const MOST_PHOTOS = 6;
const TAKEN: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);
const WITHIN_MS = 20_000;
const MOST_ANSWER = 24 * 1024 * 1024;
const PROGRAM = join(import.meta.dirname, "reencode.mjs");

/** Degrees of WGS 84. */
export interface PhotoPlace {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Picture {
  readonly full: Buffer;
  readonly small: Buffer;
  readonly width: number;
  readonly height: number;
  /** Where it was taken; read only where its owner agreed. */
  readonly place?: PhotoPlace;
}

export type PhotoRefusal = "type" | "broken" | "too-large";

const Answer = z.union([
  z.object({
    ...{ width: z.number(), height: z.number(), full: z.string(), small: z.string() },
    place: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  }),
  z.object({ error: z.string() }),
]);

/** The picture re-encoded, or why it is none that we take; `place`: its owner agreed that the place it was taken at is kept. */
export async function reencode(bytes: Buffer, place = false): Promise<Picture | PhotoRefusal> {
  const type = await fileTypeFromBuffer(bytes);
  if (type === undefined || !TAKEN.has(type.mime)) return "type";
  const text = await answerOf(bytes, place);
  const parsed = Answer.safeParse(text === undefined ? undefined : parse(text));
  if (!parsed.success) return "broken";
  if ("error" in parsed.data) return /pixel limit/i.test(parsed.data.error) ? "too-large" : "broken";
  const { width, height, full, small, place: taken } = parsed.data;
  return {
    ...{ width, height, full: Buffer.from(full, "base64"), small: Buffer.from(small, "base64") },
    ...(taken === undefined ? {} : { place: taken }),
  };
}

/** What the other process wrote; undefined where it died, hung or said too much. */
function answerOf(bytes: Buffer, place: boolean): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--max-old-space-size=256", PROGRAM, ...(place ? ["--place"] : [])],
      {
        stdio: ["pipe", "pipe", "ignore"],
        // It needs nothing of ours: no settings, no secrets.
        env: { PATH: process.env.PATH ?? "" },
        timeout: WITHIN_MS,
        killSignal: "SIGKILL",
      },
    );
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    child.once("error", () => resolve(undefined));
    child.once("close", (code) => resolve(code === 0 ? Buffer.concat(chunks).toString("utf8") : undefined));
    // It may have died before it read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(bytes);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
