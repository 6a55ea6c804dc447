// The rules that bind a request: calendar and limits, chosen from the packs for the day and the place of its filing.

import { CHINA, dayOf, type Limit } from "../../../core/domain/day.ts";
import { OWN_LIMITS, type PackLimit } from "../../../core/domain/request/clocks.ts";
import type { Rules } from "../../../core/domain/request/decide.ts";
import type { Procedure } from "../../../core/domain/request/steps.ts";
import { covers, type Pack } from "../../../core/packs/pack.ts";

/** Our own limit for kinds of request that no pack in force binds; every page says that it is our own. */
const OWN_REPLY: PackLimit = {
  clock: "reply",
  procedures: ["hotline", "board", "letters", "petition", "disclosure", "licence"],
  limit: { count: 5, unit: "workday" },
  extension: { count: 10, unit: "workday" },
  clause: {
    zh: "五个工作日内答复，可延期一次（落地自定，当地有规定的从其规定）",
    en: "a reply within 5 working days, extendable (our own measure where no local rule is loaded)",
  },
  official: false,
};

interface ReplyParams {
  readonly procedures?: readonly string[];
  readonly limit?: Limit;
  readonly extension?: Limit;
}

/** Packs do not change while the server runs, and every page asks for the limits of a day: some years of days are remembered. */
const KEPT = 4_000;
const limitsByDay = new WeakMap<readonly Pack[], Map<string, readonly PackLimit[]>>();

/** The limits in force on the filing's day, the most local first, our own last. */
export function limitsOn(packs: readonly Pack[], tenant: string, filedAt: number): readonly PackLimit[] {
  const known = limitsByDay.get(packs) ?? new Map<string, readonly PackLimit[]>();
  limitsByDay.set(packs, known);
  const key = `${tenant} ${dayOf(filedAt)}`;
  const found = known.get(key) ?? limitsFrom(packs, tenant, dayOf(filedAt));
  if (known.size < KEPT) known.set(key, found);
  return found;
}

function limitsFrom(packs: readonly Pack[], tenant: string, day: string): readonly PackLimit[] {
  const place = `CN-${tenant}`;
  const found: { local: number; limit: PackLimit }[] = [];
  for (const pack of packs) {
    if (!covers(pack.territory, place)) continue;
    for (const provision of pack.provisions) {
      if (provision.detector !== "overdue-reply") continue;
      if (provision.territory !== undefined && !covers(provision.territory, place)) continue;
      const value = provision.values.find(
        (each) => each.from !== null && each.from <= day && (each.until === undefined || day <= each.until),
      );
      const { procedures, limit, extension } = (value?.params ?? {}) as ReplyParams;
      if (procedures === undefined || limit === undefined) continue;
      found.push({
        local: pack.territory.length,
        limit: {
          clock: "reply",
          procedures: procedures as Procedure[],
          limit,
          ...(extension === undefined ? {} : { extension }),
          clause: provision.clause,
          official: pack.official,
        },
      });
    }
  }
  found.sort((a, b) => b.local - a.local);
  return [...found.map((each) => each.limit), OWN_REPLY, ...OWN_LIMITS];
}

export function rulesOn(
  packs: readonly Pack[],
  tenant: string,
  filedAt: number,
  anchor: Rules["anchor"],
): Rules {
  return {
    calendar: CHINA,
    limits: limitsOn(packs, tenant, filedAt),
    ...(anchor === undefined ? {} : { anchor }),
  };
}
