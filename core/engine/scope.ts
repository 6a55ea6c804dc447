// Which facts a provision may judge: those of its territory, by the day of the act.

import type { Facts, Instant, RowKind } from "../domain/facts.ts";
import { covers } from "../packs/pack.ts";

/** The instant of the act that is judged, by kind; undefined: a lasting state, judged on the day of the check-up. */
const ACT: { [K in RowKind]?: (fact: NonNullable<Facts[K]>[number]) => Instant | undefined } = {
  posts: (post) => post.at,
  requests: (request) => request.at,
  photos: (photo) => photo.at ?? photo.takenAt,
};
const UNDATED_KINDS: readonly RowKind[] = ["posts", "requests", "photos"];

export interface Scoped {
  readonly facts: Facts;
  readonly judged: number;
  /** Facts of the judged kind that carry no date, so nothing can say which values bind them. */
  readonly undated: number;
}

/**
 * Narrows the judged kind to the territory and to acts in [from, until). A lasting state (an account, an app, a group) is
 * judged on `now`. A fact whose act carries no date is kept out, except under `undatedToo`.
 */
export function scope(
  facts: Facts,
  kind: RowKind,
  territory: string,
  stretch: { from: Instant; until: Instant },
  now: Instant,
  undatedToo: boolean,
  only?: (fact: unknown) => boolean,
): Scoped {
  const rows = (facts[kind] ?? []) as readonly { territory?: string }[];
  const act = ACT[kind] as ((fact: unknown) => Instant | undefined) | undefined;
  let undated = 0;
  const kept = rows.filter((row) => {
    if (!covers(territory, row.territory) || only?.(row) === false) return false;
    const at = act === undefined ? now : act(row);
    if (at === undefined && UNDATED_KINDS.includes(kind)) {
      undated += 1;
      return undatedToo;
    }
    return at !== undefined && at >= stretch.from && at < stretch.until && at <= now;
  });
  return { facts: { ...facts, [kind]: kept }, judged: kept.length, undated };
}
