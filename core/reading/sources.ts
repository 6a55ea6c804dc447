// Facts by the file they came from, so that what a whole file lacks is said once and not a thousand times.

import type { Fact } from "../domain/facts.ts";

/** Groups rows by a key, in order of first sight. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = key(row);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [row]);
    else known.push(row);
  }
  return groups;
}

/** Groups facts by source file, files in order of name. */
export function byFile<F extends Fact>(facts: readonly F[]): [string, F[]][] {
  return [...groupBy(facts, (fact) => fact.source.file)].sort(([a], [b]) => (a < b ? -1 : 1));
}
