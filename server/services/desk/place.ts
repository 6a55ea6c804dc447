// The place after which a page of a queue goes on, as it stands in an address: harm, due time and number.

import type { QueuePlace } from "./desk.store.ts";

/** Undefined where the text is none: the list then begins at its beginning. */
export function placeOf(text: string | undefined): QueuePlace | undefined {
  const [harm, due, number] = (text ?? "").split("_");
  const place = { harm: Number(harm), due: Number(due), number: number ?? "" };
  return Number.isInteger(place.harm) && Number.isInteger(place.due) && /^\d{6,8}$/.test(place.number)
    ? place
    : undefined;
}
