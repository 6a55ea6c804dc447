// Facts by the file they came from, so that what a whole file lacks is said once and not a thousand times.

import type { Fact } from "../domain/facts.ts";
import { groupBy } from "../domain/group-by.ts";

/** Groups facts by source file, files in order of name. */
export function byFile<F extends Fact>(facts: readonly F[]): [string, F[]][] {
  return [...groupBy(facts, (fact) => fact.source.file)].sort(([a], [b]) => (a < b ? -1 : 1));
}
