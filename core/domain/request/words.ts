// What the words of a filing are called, so that every door writes and every page reads the same names.

import type { Said, Step } from "./steps.ts";

/** At most this many asks; the same bound as every decision on them. */
export const MOST_ASKS = 20;

/** The words of a filing: the whole text, the asks one a line, where it is, and whom it is about. */
export interface FilingWords {
  readonly text: string;
  readonly asks?: readonly string[];
  readonly place?: string;
}

/** The words as a step carries them; what is blank is left out. */
export function saidOf({ text, asks = [], place = "" }: FilingWords): Said {
  const lines = linesOf(asks.join("\n"));
  return {
    text: text.trim(),
    ...(lines.length === 0 ? {} : { asks: lines.join("\n") }),
    ...(place.trim() === "" ? {} : { place: place.trim() }),
  };
}

/** One ask a line; blank lines and the numbers that people write before them are dropped. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) =>
      line.replace(/^\s*(?:[（(]?[0-9０-９]{1,2}[)）.．、:：]|[一二三四五六七八九十]、)\s*/, "").trim(),
    )
    .filter((line) => line !== "");
}

/** The words of each ask as last numbered; undefined where they were deleted or never stood apart from the text. */
export function askWordsOf(steps: readonly Step[]): readonly string[] | undefined {
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const step = steps[at]!;
    if (step.kind !== "file" && step.kind !== "number-asks") continue;
    const lines = linesOf(step.said?.asks ?? "");
    if (lines.length === step.asks) return lines;
    if (step.kind === "number-asks") return undefined;
  }
  return undefined;
}

/** Under which name a reply carries the words of its promises, the first being 1. */
export function promiseField(place: number): string {
  return `promise${place}`;
}

/** What was promised, by the number of the promise; what was deleted or never written is absent. */
export function promiseWordsOf(steps: readonly Step[]): ReadonlyMap<number, string> {
  const words = new Map<number, string>();
  for (const step of steps) {
    if (step.kind !== "reply") continue;
    for (const [index, { number }] of step.commitments.entries()) {
      const what = step.said?.[promiseField(index + 1)]?.trim() ?? "";
      if (what !== "") words.set(number, what);
    }
  }
  return words;
}

/** Where nobody numbered the asks there is one, and it is called by how the words begin. */
export function firstSentence(text: string): string {
  const first = text.trim().split(/[\n。！？!?]/, 1)[0] ?? "";
  return first.length > 60 ? `${first.slice(0, 60)}…` : first;
}
