// Likely duplicates for the people who handle requests: open ones of the same kind of matter that read alike, their words masked; to a body its other ones of that kind too.

import { maskText } from "../../../core/reading/masking/index.ts";
import type { Likely } from "../../../web/officers/desk-upkeep.tsx";
import type { Transaction } from "../../kit/database/database.ts";
import { alike } from "./aid.ts";
import { openAlike } from "./desk.store.ts";

const MOST_LIKELY = 5;
const LIKELY_FROM = 0.2;

export interface Sought {
  /** The request itself, where it is one already. */
  readonly number?: string;
  readonly matter: string | null;
  readonly text: string;
  readonly place: string;
  /** Only among what this body holds; among all open requests where it is absent. */
  readonly body?: string;
}

/** The likeliest first, at most five. “其他” is no kind of matter: two of it have nothing in common but their words. */
export async function likelyDuplicates(
  query: Transaction,
  tenant: string,
  { number = "", matter, text, place, body }: Sought,
): Promise<Likely[]> {
  const own = `${text} ${place}`;
  const others = await openAlike(query, tenant, body, { number, matter });
  const kind = body !== undefined && matter !== null && matter !== "other";
  return others
    .map((each) => ({ ...each, like: alike(own, each.text) }))
    .filter((each) => kind || each.like >= LIKELY_FROM)
    .sort((a, b) => b.like - a.like)
    .slice(0, MOST_LIKELY)
    .map(({ number: other, filedAt, waits, like, text: words }) => ({
      ...{ number: other, filedAt, waits, text: maskText(words).text.slice(0, 60) },
      alike: like >= LIKELY_FROM,
    }));
}
