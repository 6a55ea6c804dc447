// Requests that stand in two files of one source (all messages, and the pending ones again) are counted once.

import type { PublicRequest, Words } from "../domain/facts.ts";

export const REPEATED: Words = {
  zh: "重复：同一件诉求已在前面读过，已并入",
  en: "duplicate: the same request was read before and is merged into that row",
};

/** Knows where each request of a run stands in the list of requests. */
export class RepeatedRequests {
  /** By importer, then by id: the ids are the facts' own, so that half a million take no text of their own. */
  private readonly places = new Map<string, Map<string, number>>();
  /** What the present file changed, to undo where the file is refused. */
  private added: { readonly of: Map<string, number>; readonly ids: string[] } | undefined;
  private changed: { readonly place: number; readonly before: PublicRequest }[] = [];

  startFile(): void {
    this.added = undefined;
    this.changed = [];
  }

  /** True where the request stands in the list already: what that row lacks is filled in from this one. */
  merge(importer: string, list: PublicRequest[], request: PublicRequest): boolean {
    if (request.id === "") return false;
    let of = this.places.get(importer);
    if (of === undefined) {
      of = new Map();
      this.places.set(importer, of);
    }
    const place = of.get(request.id);
    const known = place === undefined ? undefined : list[place];
    if (place === undefined || known === undefined) {
      of.set(request.id, list.length);
      this.added ??= { of, ids: [] };
      this.added.ids.push(request.id);
      return false;
    }
    // Numbers start anew in every export of some systems: only the same words on the same day to the same body repeat.
    if (!isSame(known, request)) return false;
    this.changed.push({ place, before: known });
    list[place] = merged(known, request);
    return true;
  }

  /** The present file is refused: nothing of it stays. */
  undo(list: PublicRequest[] | undefined): void {
    if (this.added !== undefined) for (const id of this.added.ids) this.added.of.delete(id);
    for (const { place, before } of this.changed.reverse()) if (list !== undefined) list[place] = before;
    this.startFile();
  }
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
