// Moments and days as pages write them: in Beijing's time, one form for each, wherever they stand.

import { dayOf } from "../../core/domain/day.ts";
import type { Day, Instant } from "../../core/domain/facts.ts";

// By hand, since a formatter of the language costs more than the rest of a page's words.
const BEIJING = 8 * 3_600_000;

/** 2026年6月1日 */
export function dayWords(at: Instant): string {
  return calendarWords(dayOf(at));
}

/** 2026年6月1日 10:00 */
export function momentWords(at: Instant): string {
  return `${dayWords(at)} ${clock(at).slice(0, 5)}`;
}

/** 2026年6月1日 10:00:00, where a signature's time is shown. */
export function secondWords(at: Instant): string {
  return `${dayWords(at)} ${clock(at)}`;
}

function clock(at: Instant): string {
  return new Date(at + BEIJING).toISOString().slice(11, 19);
}

/** A calendar day that a pack or a promise names: 2026年6月1日. */
export function calendarWords(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
