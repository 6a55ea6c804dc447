// When an answer is due: the limit from filing, moved by lawful extensions and pauses; undefined where a year's calendar is not known.

import {
  addDays,
  type Calendar,
  dayOf,
  daysBetween,
  endOf,
  endOfLimit,
  type Limit,
} from "../../domain/day.ts";
import type { Instant, PublicRequest, Step } from "../../domain/facts.ts";

export interface Clock {
  /** The last instant of the limit with everything lawful added; Infinity while it stands still. */
  readonly ends: Instant | undefined;
  readonly extended: boolean;
  readonly paused: boolean;
}

/**
 * Only what happened before the limit ended moves it: an extension (at most to `extension` beyond the limit) and a pause or a parking with
 * its reason. A pause adds as many days of the limit's own kind as it lasted, its first day included.
 */
export function clockOf(
  request: PublicRequest,
  limit: Limit,
  extension: Limit | undefined,
  calendar: Calendar,
): Clock {
  // Hours from a day without a time are counted from the day's end.
  const from = limit.unit === "hour" && request.dayOnly === true ? endOf(dayOf(request.at!)) : request.at!;
  let ends = endOfLimit(from, limit, calendar);
  let most = ends === undefined || extension === undefined ? ends : endOfLimit(ends, extension, calendar);
  let extended = false;
  let since: Step | undefined;
  let paused = false;
  const move = (until: Instant) => {
    if (since === undefined) return;
    ends = moved(ends, since.at!, until, limit, calendar);
    most = moved(most, since.at!, until, limit, calendar);
    since = undefined;
    paused = true;
  };
  for (const step of request.steps) {
    if (step.at === undefined || ends === undefined) continue;
    const inTime = since !== undefined || step.at <= ends;
    if (step.kind === "extend" && extension !== undefined && inTime) {
      extended = true;
      if (most === undefined) ends = undefined;
      else ends = Math.max(ends, Math.min(step.until ?? most, most));
    } else if ((step.kind === "pause" || step.kind === "park") && reasonOf(step) !== "" && inTime) {
      since ??= step;
    } else if (step.kind === "resume") {
      move(step.at);
    }
  }
  if (since?.until !== undefined) move(since.until);
  if (since !== undefined && ends !== undefined)
    return { ends: Number.POSITIVE_INFINITY, extended, paused: true };
  return { ends, extended, paused };
}

export function reasonOf(step: Step): string {
  return step.reason ?? step.text ?? "";
}

/** The end of a limit moved by a pause, in days of the limit's own kind. */
function moved(
  ends: Instant | undefined,
  from: Instant,
  until: Instant,
  limit: Limit,
  calendar: Calendar,
): Instant | undefined {
  if (ends === undefined || until <= from) return ends;
  if (limit.unit === "hour") return ends + (until - from);
  const [first, last] = [addDays(dayOf(from), -1), addDays(dayOf(until), -1)];
  if (limit.unit !== "workday") return endOf(addDays(dayOf(ends), daysBetween(first, last)));
  const days = calendar.workdaysBetween(first, last);
  if (days === undefined) return undefined;
  const day = calendar.addWorkdays(dayOf(ends), days);
  return day === undefined ? undefined : endOf(day);
}
