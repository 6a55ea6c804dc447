// What stands of a check-up after its appeals: withdrawn findings count no more; a retired detector's suspicions cannot be told.

import { RETIRED } from "../../../web/oversight/appeal-words.ts";
import type { StoredResult } from "../runs/runs.ts";

/** What appeals changed: withdrawn suspicions by the number of the result, and detectors that retired. */
export interface Changes {
  readonly withdrawn: ReadonlyMap<number, number>;
  readonly retired: ReadonlySet<string>;
}

/** The results as they may be shown. */
export function standing(results: readonly StoredResult[], { withdrawn, retired }: Changes): StoredResult[] {
  return results.map((result) => {
    const gone = withdrawn.get(result.no) ?? 0;
    const out = retired.has(result.detector) && result.suspected > 0;
    if (gone === 0 && !out) return result;
    const left = result.suspected - gone;
    const [suspected, unsure] = out ? [0, result.unsure + left] : [left, result.unsure];
    const outcome = suspected > 0 ? "suspected" : unsure > 0 ? "cannot-tell" : "clear";
    return {
      ...{ ...result, outcome, suspected, unsure },
      ...(gone === 0 ? {} : { withdrawn: gone }),
      ...(out ? { retired: true as const, doubt: RETIRED, reason: RETIRED } : {}),
    };
  });
}
