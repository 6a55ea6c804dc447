// What several readers of one case say together.

import type { Case, GoldCommitment } from "./cases.ts";

/** The value that most say; where none leads, the first of those that do. */
function mostSaid<Value>(values: readonly Value[]): Value {
  const times = new Map<Value, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1])[0]![0];
}

const meets = (a: GoldCommitment, b: GoldCommitment): boolean => a.start < b.end && b.start < a.end;

/** Promises that more than half of the readers see, in the words of the first of them; its day is what most of those say. */
function commonCommitments(readings: readonly (readonly GoldCommitment[])[]): GoldCommitment[] {
  const common: GoldCommitment[] = [];
  for (const seen of readings.flat()) {
    const same = readings.flatMap((each) => each.find((other) => meets(seen, other)) ?? []);
    if (same.length * 2 <= readings.length || common.some((other) => meets(seen, other))) continue;
    common.push({
      ...seen,
      due: mostSaid(same.map(({ due }) => due)),
      vague: mostSaid(same.map(({ vague }) => vague)),
    });
  }
  return common.sort((a, b) => a.start - b.start);
}

/** One case as most of its readers read it; `asks` and `addressed` are those of the first reader who agrees whether all were dealt with. */
export function majority(readings: readonly Case[]): Case {
  const dealt = (item: Case): boolean => item.addressed >= item.asks;
  const allDealt = mostSaid(readings.map(dealt));
  const { asks, addressed } = readings.find((item) => dealt(item) === allDealt)!;
  return {
    ...readings[0]!,
    kind: mostSaid(readings.map(({ kind }) => kind)),
    offtopic: mostSaid(readings.map(({ offtopic }) => offtopic)),
    cold: mostSaid(readings.map(({ cold }) => cold)),
    asks,
    addressed,
    commitments: commonCommitments(readings.flatMap(({ commitments }) => (commitments ? [commitments] : []))),
  };
}
