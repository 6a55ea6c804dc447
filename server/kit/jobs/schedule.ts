// When a job is due again: every few minutes, or each day or month at an hour of Beijing, which has no summer time.

import { addDays, dayOf, startOf } from "../../../core/domain/day.ts";
import type { Instant } from "../../../core/domain/facts.ts";

export type Schedule =
  | { readonly everyMinutes: number }
  /** Hour and minute in Beijing, `HH:MM`. */
  | { readonly dailyAt: string }
  /** The hour in Beijing on the first day of each month. */
  | { readonly monthlyAt: string };

const MINUTE = 60_000;

/** The last instant at or before `now` at which the schedule was due. @throws RangeError where it is no schedule. */
export function lastDue(schedule: Schedule, now: Instant): Instant {
  if ("everyMinutes" in schedule) {
    const every = schedule.everyMinutes * MINUTE;
    if (!Number.isSafeInteger(every) || every <= 0)
      throw new RangeError(`not a schedule: every ${schedule.everyMinutes} minutes`);
    return Math.floor(now / every) * every;
  }
  const today = dayOf(now);
  if ("dailyAt" in schedule) {
    const at = startOf(today) + ofDay(schedule.dailyAt);
    return at <= now ? at : startOf(addDays(today, -1)) + ofDay(schedule.dailyAt);
  }
  const first = `${today.slice(0, 7)}-01`;
  const at = startOf(first) + ofDay(schedule.monthlyAt);
  if (at <= now) return at;
  return startOf(`${addDays(first, -1).slice(0, 7)}-01`) + ofDay(schedule.monthlyAt);
}

function ofDay(text: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (found === null) throw new RangeError(`not an hour of a day: ${text}`);
  return (Number(found[1]) * 60 + Number(found[2])) * MINUTE;
}
