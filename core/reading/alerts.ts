// Alert windows by area: from two hours before an alert to twenty-four hours after it, night messages are a duty (trap T1).

import type { Instant, Notice } from "../domain/facts.ts";

const BEFORE = 2 * 3_600_000;
const AFTER = 24 * 3_600_000;

/** True where an instant lies in an alert window of the area. */
export type DuringAlert = (area: string | undefined, at: Instant) => boolean;

/**
 * Joins alerts on area and time. An alert without an area covers every place; a group without a division is covered by every
 * alert, since doubt means no accusation. An area covers its parts by GB/T 2260 prefix, and a part is taken to concern the whole.
 */
export function duringAlert(notices: readonly Notice[]): DuringAlert {
  const windows = notices
    .filter((notice) => notice.kind === "alert")
    .map((notice) => ({
      from: notice.from - BEFORE,
      until: (notice.until ?? notice.from) + AFTER,
      area: notice.area === undefined ? undefined : stem(notice.area),
    }))
    .sort((a, b) => a.from - b.from);
  const longest = windows.reduce((most, window) => Math.max(most, window.until - window.from), 0);
  const starts = Float64Array.from(windows, (window) => window.from);
  return (area, at) => {
    const here = area === undefined ? undefined : stem(area);
    for (let index = lastAtOrBefore(starts, at); index >= 0; index--) {
      const window = windows[index]!;
      if (window.from < at - longest) return false;
      if (window.until >= at && concerns(window.area, here)) return true;
    }
    return false;
  };
}

function concerns(alert: string | undefined, here: string | undefined): boolean {
  return alert === undefined || here === undefined || here.startsWith(alert) || alert.startsWith(here);
}

/** A GB/T 2260 code without trailing zero pairs; a name as it is. */
function stem(area: string): string {
  const code = area.replace(/^CN-/, "");
  return /^\d+$/.test(code) ? code.replace(/(?:00)+$/, "") : code;
}

/** The last index whose value is at most `at`, or -1. */
function lastAtOrBefore(values: Float64Array, at: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
