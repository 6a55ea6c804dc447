// A month or a quarter in words.

import type { Words } from "../../core/domain/facts.ts";

/** 2026-05 → 2026年5月; 2026-Q2 → 2026年第2季度. */
export function periodWords(period: string): Words {
  const year = period.slice(0, 4);
  if (period[5] === "Q")
    return { zh: `${year}年第${period.slice(6)}季度`, en: `quarter ${period.slice(6)} of ${year}` };
  return { zh: `${year}年${Number(period.slice(5, 7))}月`, en: period };
}
