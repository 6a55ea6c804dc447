// Days, working days and time limits in Beijing time; a year without a published holiday notice is unknown, never guessed.

import chineseDays from "chinese-days";
import type { Day, Instant } from "./facts.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;

/** A run meets few days and asks for them millions of times; both directions are remembered, up to a few decades of days. */
const KEPT = 20_000;
const daysByNumber = new Map<number, Day>();
const startsByDay = new Map<Day, Instant>();

/** The Beijing calendar day of an instant. */
export function dayOf(at: Instant): Day {
  const number = Math.floor((at + BEIJING) / DAY);
  const known = daysByNumber.get(number);
  if (known !== undefined) return known;
  const day = new Date(at + BEIJING).toISOString().slice(0, 10);
  if (daysByNumber.size < KEPT) daysByNumber.set(number, day);
  return day;
}

/** Midnight in Beijing at the start of a day. Throws RangeError on a day that does not exist. */
export function startOf(day: Day): Instant {
  const known = startsByDay.get(day);
  if (known !== undefined) return known;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(day) ||
    Number.isNaN(at) ||
    new Date(at).toISOString().slice(0, 10) !== day
  ) {
    throw new RangeError(`not a calendar day: ${day}`);
  }
  if (startsByDay.size < KEPT) startsByDay.set(day, at - BEIJING);
  return at - BEIJING;
}

/** The last millisecond of a day in Beijing. */
export function endOf(day: Day): Instant {
  return startOf(day) + DAY - 1;
}

export function addDays(day: Day, count: number): Day {
  return dayOf(startOf(day) + count * DAY);
}

/** Whole calendar days from one day to another; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startOf(to) - startOf(from)) / DAY);
}

/** The same day of the month some months later, or that month's last day where there is none. */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** Hour of the day in Beijing, 0 to 23. */
export function hourOf(at: Instant): number {
  return new Date(at + BEIJING).getUTCHours();
}

/** Years whose State Council holiday notice is in the kept package (chinese-days 1.5.7). */
const KNOWN_YEARS = { from: 2004, until: 2026 } as const;

export interface Calendar {
  /** undefined: the year's holiday notice is not known. */
  isWorkday(day: Day): boolean | undefined;
  /** The day on which a limit of `count` working days, counted from the day after `from`, ends. */
  addWorkdays(from: Day, count: number): Day | undefined;
  /** Working days after `from` up to and including `to`. */
  workdaysBetween(from: Day, to: Day): number | undefined;
}

/** The yearly adjusted working days of mainland China (source: State Council holiday notices through chinese-days). */
export const CHINA: Calendar = calendarOf((day) => {
  const year = Number(day.slice(0, 4));
  if (year < KNOWN_YEARS.from || year > KNOWN_YEARS.until) return undefined;
  return chineseDays.isWorkday(day);
});

/** A calendar from a rule that says whether a day is worked. Results are remembered; a limit is found in one pass. */
export function calendarOf(rule: (day: Day) => boolean | undefined): Calendar {
  const known = new Map<Day, boolean | undefined>();
  const isWorkday = (day: Day): boolean | undefined => {
    if (known.has(day)) return known.get(day);
    const worked = rule(day);
    known.set(day, worked);
    return worked;
  };
  return {
    isWorkday,
    addWorkdays(from, count) {
      let day = from;
      for (let left = count; left > 0; ) {
        day = addDays(day, 1);
        const worked = isWorkday(day);
        if (worked === undefined) return undefined;
        if (worked) left -= 1;
      }
      return day;
    },
    workdaysBetween(from, to) {
      let count = 0;
      for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
        const worked = isWorkday(day);
        if (worked === undefined) return undefined;
        if (worked) count += 1;
      }
      return count;
    },
  };
}

/** A limit as a pack states it. */
export interface Limit {
  readonly count: number;
  readonly unit: "day" | "workday" | "hour" | "month";
}

/** The last instant of a limit that runs from an act; undefined where the calendar of a year is unknown. Working and
 * natural days are counted from the day after the act (民法典 201 条; 行政许可法 82 条). */
export function endOfLimit(from: Instant, limit: Limit, calendar: Calendar): Instant | undefined {
  if (limit.unit === "hour") return from + limit.count * HOUR;
  if (limit.unit === "month") return endOf(addMonths(dayOf(from), limit.count));
  if (limit.unit === "day") return endOf(addDays(dayOf(from), limit.count));
  const last = calendar.addWorkdays(dayOf(from), limit.count);
  return last === undefined ? undefined : endOf(last);
}
