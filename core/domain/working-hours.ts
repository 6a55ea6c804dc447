// Working time between two instants: 8:30 to 12:00 and 14:30 to 18:00 on working days, Beijing time.

import { addDays, type Calendar, dayOf, startOf } from "./day.ts";
import type { Instant } from "./facts.ts";

const MINUTE = 60_000;
/** Stretches of a working day in minutes from midnight. */
const STRETCHES = [
  [8 * 60 + 30, 12 * 60],
  [14 * 60 + 30, 18 * 60],
] as const;

/** Working minutes in [from, until), at most `enough` (then it stops counting); undefined where a year's holidays are not known. */
export function workingMinutes(
  from: Instant,
  until: Instant,
  calendar: Calendar,
  enough = Number.POSITIVE_INFINITY,
): number | undefined {
  let minutes = 0;
  for (let day = dayOf(from); startOf(day) < until && minutes < enough; day = addDays(day, 1)) {
    const worked = calendar.isWorkday(day);
    if (worked === undefined) return undefined;
    if (!worked) continue;
    for (const [opens, closes] of STRETCHES) {
      const start = Math.max(from, startOf(day) + opens * MINUTE);
      const end = Math.min(until, startOf(day) + closes * MINUTE);
      if (end > start) minutes += (end - start) / MINUTE;
    }
  }
  return Math.min(minutes, enough);
}
