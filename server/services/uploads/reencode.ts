// A picture that a stranger sent becomes one of ours: its type by content, re-encoded elsewhere, nothing else of it kept.

import { join } from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { z } from "zod";
import { readApart } from "../../kit/apart.ts";

export const MOST_PHOTO_BYTES = 8 * 1024 * 1024;
/** Photos of one person in one request. */
export const MOST_PHOTOS = 6;
const TAKEN: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp"]);
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
  const parsed = Answer.safeParse(await readApart(PROGRAM, bytes, place ? ["--place"] : []));
  if (!parsed.success) return "broken";
  if ("error" in parsed.data) return /pixel limit/i.test(parsed.data.error) ? "too-large" : "broken";
  const { width, height, full, small, place: taken } = parsed.data;
  return {
    ...{ width, height, full: Buffer.from(full, "base64"), small: Buffer.from(small, "base64") },
    ...(taken === undefined ? {} : { place: taken }),
  };
}
