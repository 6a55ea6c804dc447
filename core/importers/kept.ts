// The lists of facts that a run has kept so far: how to go back to a file's beginning, and how facts stated beside others join.

import type { FactOf, RowKind } from "../domain/facts.ts";

export type Mutable = { [K in RowKind]?: FactOf<K>[] };

/** Main facts, then those stated beside others whose id no main fact has. */
export function withBeside(main: readonly { id?: string }[], beside: readonly { id?: string }[]): unknown[] {
  const known = new Set(main.map((fact) => fact.id));
  const added = beside.filter((fact) => {
    if (fact.id === undefined) return true;
    if (known.has(fact.id)) return false;
    known.add(fact.id);
    return true;
  });
  return [...main, ...added];
}

export type Lengths = ReadonlyMap<string, number>;

export function lengthsOf(lists: Mutable): Lengths {
  return new Map(Object.entries(lists).map(([kind, list]) => [kind, list.length]));
}

export function goBack(lists: Mutable, lengths: Lengths): void {
  for (const [kind, list] of Object.entries(lists)) {
    const length = lengths.get(kind);
    // A kind that only the refused file held was not imported at all.
    if (length === undefined) delete lists[kind as RowKind];
    else list.length = length;
  }
}
