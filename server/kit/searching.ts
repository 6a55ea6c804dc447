// Looking through a list by words: what was typed, and the condition that a row holds every word of it.

import type { FastifyRequest } from "fastify";

const MOST_WORDS = 5;
const MOST_CHARACTERS = 60;

export interface Sought {
  /** As it was typed, to stand in the field again. */
  readonly typed: string;
  /** In small letters; none where nothing is looked for. */
  readonly words: readonly string[];
}

/** What `?words=` asks for: several words, with spaces between. */
export function soughtIn(request: FastifyRequest): Sought {
  const { words } = request.query as { words?: unknown };
  const typed = typeof words === "string" ? words.normalize("NFKC").trim().slice(0, MOST_CHARACTERS) : "";
  return { typed, words: typed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS) };
}

/** SQL that is true where every word of the parameter (text[]) stands somewhere in the columns; no index helps, so the rows must be few. */
export function holdsAll(columns: readonly string[], parameter: string): string {
  return `NOT EXISTS (SELECT 1 FROM unnest(${parameter}::text[]) AS word WHERE strpos(lower(concat_ws(' ', ${columns.join(", ")})), word) = 0)`;
}
