// What appeals say of a detector, and when it retires: the one place where that threshold stands.

import type { Day, Words } from "../facts.ts";
import { wilsonOfAny } from "../figures/interval.ts";

/** Findings of one detector that were appealed, by what became of them; a finding counts once. */
export interface Appealed {
  readonly detector: string;
  readonly title: Words;
  /** It was found wrong. */
  readonly upheld: number;
  /** It was right and has been mended since, which says nothing against the detector. */
  readonly mended: number;
  readonly notUpheld: number;
  readonly open: number;
}

/** Fewer decided appeals say too little. */
export const LEAST_DECIDED = 10;
/** A detector retires where surely more than this share of its decided appeals was upheld: the lower bound of Wilson's interval at 95 %. */
export const MOST_UPHELD = 0.5;

/**
 * Days on which detectors that had retired were mended: whoever mends one adds its line, and appeals filed before that day count no
 * more against it.
 */
export const MENDED: Readonly<Record<string, Day>> = {};

/** Whether a detector's suspicions count as "cannot tell" until it is mended. */
export function isRetired({ upheld, notUpheld }: Pick<Appealed, "upheld" | "notUpheld">): boolean {
  const decided = upheld + notUpheld;
  return decided >= LEAST_DECIDED && wilsonOfAny(upheld, decided).low > MOST_UPHELD;
}
