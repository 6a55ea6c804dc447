// Requests that stand in two files of one source (all messages, and the pending ones again) are counted once.

import type { PublicRequest, Words } from "../domain/facts.ts";

export const REPEATED: Words = {
  zh: "重复：同一件诉求已在前面读过，已并入",
  en: "duplicate: the same request was read before and is merged into that row",
};

/** Knows where each request of a run stands in the list of requests. */
export class RepeatedRequests {
  private readonly places = new Map<string, Places>();
  /** What the present file changed, to undo where the file is refused. */
  private changed: { readonly place: number; readonly before: PublicRequest }[] = [];

  startFile(): void {
    this.changed = [];
  }

  /** True where the request stands in the list already: what that row lacks is filled in from this one. */
  merge(importer: string, list: PublicRequest[], request: PublicRequest): boolean {
    if (request.id === "") return false;
    const places = this.places.get(importer) ?? new Places();
    this.places.set(importer, places);
    const place = places.find(list, request.id);
    if (place === undefined) return false;
    const known = list[place]!;
    // Numbers start anew in every export of some systems: only the same words on the same day to the same body repeat.
    if (!isSame(known, request)) return false;
    this.changed.push({ place, before: known });
    list[place] = merged(known, request);
    return true;
  }

  /** The present file is refused: nothing of it stays. */
  undo(list: PublicRequest[] | undefined): void {
    // Where the list was cut, a place kept here holds nothing or another request, and is passed over.
    for (const { place, before } of this.changed.reverse()) if (list !== undefined) list[place] = before;
    this.startFile();
  }
}

/**
 * Places by id, by open addressing: half a million ids in a Map take a second and forty megabytes, and the list holds them anyway.
 * Numbers of a table are places counted from 1, 0 for none.
 */
class Places {
  private table = new Int32Array(1 << 10);
  private used = 0;

  /** Where the request of this id stands; if nowhere, it is taken to be put at the end of the list. */
  find(list: readonly PublicRequest[], id: string): number | undefined {
    if (this.used * 2 >= this.table.length) this.grow(list);
    const mask = this.table.length - 1;
    let slot = hashOf(id) & mask;
    for (let at = this.table[slot]!; at !== 0; at = this.table[slot]!) {
      if (list[at - 1]?.id === id) return at - 1;
      slot = (slot + 1) & mask;
    }
    this.table[slot] = list.length + 1;
    this.used += 1;
    return undefined;
  }

  private grow(list: readonly PublicRequest[]): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    const mask = this.table.length - 1;
    this.used = 0;
    for (const at of old) {
      const id = at === 0 ? undefined : list[at - 1]?.id;
      if (id === undefined) continue;
      let slot = hashOf(id) & mask;
      while (this.table[slot] !== 0) slot = (slot + 1) & mask;
      this.table[slot] = at;
      this.used += 1;
    }
  }
}

/** FNV-1a, 32 bits, of the characters' codes. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isSame(one: PublicRequest, other: PublicRequest): boolean {
  return (
    one.subject === other.subject && one.text === other.text && one.at === other.at && one.body === other.body
  );
}

/** The row that tells more steps counts; what it lacks comes from the other. The place of the first stays the evidence. */
function merged(first: PublicRequest, second: PublicRequest): PublicRequest {
  const [more, less] = second.steps.length > first.steps.length ? [second, first] : [first, second];
  const { incomplete: _, ...rest } = { ...less, ...more };
  return {
    ...rest,
    source: first.source,
    ...(first.territory === undefined ? {} : { territory: first.territory }),
    ...(more.incomplete === undefined ? {} : { incomplete: more.incomplete }),
  };
}
