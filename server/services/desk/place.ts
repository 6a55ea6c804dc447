// The place after which a page of the desk's lists goes on, as it stands in an address; undefined where the text is none: the list then begins at its beginning.

import { z } from "zod";
import { Instant, RequestNumber } from "../../kit/places.ts";
import type { CoverPlace } from "../officers/cover.store.ts";
import type { PromisePlace, QueuePlace } from "./desk.store.ts";

const QueueAt = z.object({
  harm: z.coerce.number().int().min(0).max(1000),
  due: Instant,
  number: RequestNumber,
});
const PromiseAt = z.object({
  by: z.iso.date(),
  number: RequestNumber,
  promise: z.coerce.number().int().min(0).max(100_000),
});
const CoverAt = z.object({ from: z.iso.date(), id: z.uuid() });

/** Harm, due time and number. */
export function placeOf(text: string | undefined): QueuePlace | undefined {
  const [harm, due, number] = (text ?? "").split("_");
  return QueueAt.safeParse({ harm, due, number }).data;
}

/** Day, number, and which promise of it. */
export function promisePlaceOf(text: string | undefined): PromisePlace | undefined {
  const [by, number, promise] = (text ?? "").split("_");
  return PromiseAt.safeParse({ by, number, promise }).data;
}

/** First day and the cover itself. */
export function coverPlaceOf(text: string | undefined): CoverPlace | undefined {
  const [from, id] = (text ?? "").split("_");
  return CoverAt.safeParse({ from, id }).data;
}
