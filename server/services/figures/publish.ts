// Publishes the figures of periods that are over: each table as soon as it may be shown, and anew when enough has changed.

import { dayOf, startOf } from "../../../core/domain/day.ts";
import { dayAfter, monthsOf, quarterOf } from "../../../core/domain/figures/outcome.ts";
import {
  type Figures,
  figuresOf,
  isSame,
  mayPublish,
  type Snapshot,
  type Subject,
} from "../../../core/domain/figures/snapshot.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { drawOf } from "../callbacks/draws.store.ts";
import { callsOver } from "../callbacks/draws.ts";
import type { Services } from "../service.ts";
import {
  medianDays,
  monthsToCount,
  outcomeCounts,
  pairs,
  promiseCounts,
  sampleCounts,
} from "./counts.store.ts";
import { monthOf } from "./rows.ts";
import { addSnapshots, lastTaken, versionsOf } from "./snapshots.store.ts";

/** A period is not published while it is being brought in, nor anew more than once a day. */
const QUIET = 5 * 60_000;
const ONCE = 20 * 3_600_000;
/** Promises of a month change without its requests; they are looked at anew for this long. */
const PROMISE_DAYS = 400;

export function publishing(services: Services): JobKind {
  return {
    kind: "figures",
    title: { zh: "公布数字", en: "Publishing the figures" },
    schedule: { everyMinutes: 10 },
    async run({ keep }) {
      let published = 0;
      for (const period of await periodsDue(services)) {
        published += await publishPeriod(services, period);
        await keep({ period });
      }
      return `新公布 ${published} 张表 ${published} tables published`;
    },
  };
}

/** Months and quarters that are over and in which something may have changed since they were published. */
export async function periodsDue({ requests, tenant }: Services): Promise<string[]> {
  const now = requests.now();
  const [months, taken] = await requests.within(
    async (query) =>
      [await monthsToCount(query, tenant, monthOf(now)), await lastTaken(query, tenant)] as const,
  );
  const due = new Set<string>();
  for (const { month, changedAt } of months) {
    const quarter = quarterOf(month);
    if (now - changedAt < QUIET) continue;
    const recent = now - startOf(dayAfter(month)) < PROMISE_DAYS * 86_400_000;
    const again = (period: string, changes: boolean) => {
      const last = taken.get(period);
      return last === undefined || (now - last >= ONCE && (changes || changedAt >= last));
    };
    if (again(month, recent)) due.add(month);
    if (startOf(dayAfter(quarter)) <= now && again(quarter, false)) due.add(quarter);
  }
  return [...due];
}

/** Publishes what may be published of one period; returns how many tables. */
export async function publishPeriod({ requests, tenant }: Services, period: string): Promise<number> {
  return requests.within(async (query) => {
    await query("SELECT pg_advisory_xact_lock($1, $2)", [5_208_431, Number(tenant)]);
    const earlier = await versionsOf(query, tenant, period);
    const now = Math.max(requests.now(), (earlier.at(-1)?.takenAt ?? 0) + 1);
    const fresh: Snapshot[] = [];
    for (const [subject, figures] of await candidates(query, tenant, period, now)) {
      const snapshot: Snapshot = { period, subject, takenAt: now, figures };
      const last = earlier.findLast((each) => each.subject === subject);
      if (last !== undefined && isSame(last.figures, figures)) continue;
      if (mayPublish(snapshot, [...earlier, ...fresh])) fresh.push(snapshot);
    }
    await addSnapshots(query, tenant, fresh);
    return fresh.length;
  });
}

async function candidates(
  query: Transaction,
  tenant: string,
  period: string,
  now: number,
): Promise<[Subject, Figures][]> {
  if (period.includes("Q")) {
    const rows = await outcomeCounts(query, tenant, monthsOf(period), "territory");
    const allMedians = await medianDays(query, tenant, monthsOf(period), "territory");
    return [["places", figuresOf("places", rows, { allMedians })]];
  }
  const found: [Subject, Figures][] = [];
  for (const [subject, key] of [
    ["headline", "all"],
    ["kinds", "matter"],
    ["causes", "cause"],
  ] as const) {
    const rows = await outcomeCounts(query, tenant, [period], key);
    const allMedians = await medianDays(query, tenant, [period], key);
    const beside = subject === "headline" ? await pairs(query, tenant, [period]) : {};
    found.push([subject, figuresOf(subject, rows, { allMedians, ...beside })]);
  }
  for (const [subject, key] of [
    ["promises-kinds", "matter"],
    ["promises-causes", "cause"],
  ] as const) {
    const { rows, moved } = await promiseCounts(query, tenant, period, dayOf(now), key);
    if (rows.some((row) => row.cells.some((cell) => cell > 0)))
      found.push([subject, figuresOf(subject, rows, subject === "promises-kinds" ? { moved } : {})]);
  }
  if (now >= callsOver(period) && (await drawOf(query, tenant, period, false))?.drawnAt != null)
    found.push(["sample", figuresOf("sample", await sampleCounts(query, tenant, period))]);
  return found;
}
