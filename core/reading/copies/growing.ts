// Copies in a corpus that grows and need not fit into memory: each new batch against itself and against every earlier part.

import { type CopyOptions, type CopyPair, type CopyText, findCopies } from "./index.ts";

/** What a part keeps of a text: enough to compare it again. */
export type KeptText = Pick<CopyText, "id" | "text" | "group">;

type Search = Pick<CopyOptions, "threshold" | "fold" | "spans" | "hand">;

export interface GrowingOptions extends Search {
  /** Characters of one batch, and so of one part: with an earlier part beside it, about ten bytes of memory for each. */
  readonly batch?: number;
}

/** Where the parts lie: a folder, for the command line. Parts are read one at a time. */
export interface Parts {
  /** The earlier parts, in order, each read when its turn comes. */
  earlier(): AsyncIterable<readonly KeptText[]>;
  /** Keeps a batch as a new part; once it returns, the batch is found again after any crash. */
  keep(batch: readonly KeptText[]): Promise<void>;
}

export const BATCH = 25_000_000;

/**
 * Every pair of a new text with another new or an earlier one, each unordered pair once, the earlier text as `a`. Pairs of a batch
 * are given before the batch is kept, so that a run that was cut off gives them again rather than not at all.
 */
export async function* findGrowing(
  texts: AsyncIterable<KeptText> | Iterable<KeptText>,
  parts: Parts,
  options: GrowingOptions = {},
): AsyncGenerator<CopyPair> {
  const { batch: most = BATCH, ...likeness } = options;
  let batch: KeptText[] = [];
  let characters = 0;
  for await (const text of texts) {
    batch.push(text);
    characters += text.text.length;
    if (characters < most) continue;
    yield* compare(batch, parts, likeness);
    await parts.keep(batch);
    batch = [];
    characters = 0;
  }
  if (batch.length === 0) return;
  yield* compare(batch, parts, likeness);
  await parts.keep(batch);
}

async function* compare(batch: readonly KeptText[], parts: Parts, options: Search): AsyncGenerator<CopyPair> {
  yield* findCopies(batch, options);
  for await (const earlier of parts.earlier())
    yield* findCopies(both(earlier, batch), { ...options, pairs: "across" });
}

/** Old before new, told apart by their group, so that only pairs across are compared. */
function* both(earlier: readonly KeptText[], batch: readonly KeptText[]): Generator<CopyText> {
  for (const { id, text } of earlier) yield { id, text, group: "earlier" };
  for (const { id, text } of batch) yield { id, text, group: "new" };
}
