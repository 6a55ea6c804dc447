// Wakes requests that were parked or paused until a day that the citizen was told: on that day the clock runs on.

import { isRefusal } from "../../../core/domain/request/refusals.ts";
import { openPause, type RequestState } from "../../../core/domain/request/state.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import type { Reaction } from "../requests/requests.ts";
import type { Services } from "../service.ts";
import { addNotes } from "./notes.store.ts";

const BATCH = 100;

export function wakeParked(services: Services): JobKind {
  const { requests, tenant, clock } = services;
  return {
    kind: "wake-parked",
    title: { zh: "挂账到期恢复办理", en: "Wake parked requests" },
    schedule: { everyMinutes: 10 },
    async run({ place, keep, rest }) {
      let after = typeof place.after === "string" ? place.after : "";
      let woken = Number(place.woken ?? 0);
      for (;;) {
        const rows = await requests.within((query) =>
          query<{ number: string; until: number | null }>(STANDING, [tenant, after, BATCH]),
        );
        for (const { number, until } of rows) {
          if (until === null || until > clock.now()) continue;
          if (await wake(services, number)) woken += 1;
          await rest();
        }
        if (rows.length < BATCH) return `恢复 ${woken} 件 ${woken} woken`;
        after = rows.at(-1)!.number;
        await keep({ after, woken });
      }
    },
  };
}

/** All that stand still, a page at a time, and until when. */
export const STANDING = `SELECT number, (SELECT (facts ->> 'until')::float8 FROM services.step WHERE step.tenant_id = request.tenant_id
    AND step.number = request.number AND kind IN ('park', 'pause') ORDER BY place DESC LIMIT 1) AS until
  FROM services.request WHERE tenant_id = $1 AND NOT closed AND phase IN ('parked', 'paused') AND number > $2 ORDER BY number LIMIT $3`;

/** Tells whoever holds it that a citizen did not accept waiting, so that it goes on. */
export function tellUnwilling({ tenant, clock }: Pick<Services, "tenant" | "clock">): Reaction {
  return async (query, { number, state, steps, added }) => {
    const step = added.find(
      ({ kind, by }) => kind === "resume" && (by.role === "citizen" || by.role === "operator"),
    );
    if (step === undefined) return;
    const kind = "unwilling";
    const notes = holdersOf(state).map((body) => ({
      ...({ kind, number, body, dueAt: step.at } as const),
      once: `${number}/${kind}/${body}/${steps.length}`,
    }));
    await addNotes(query, tenant, notes, clock.now());
  };
}

function holdersOf({ asks }: RequestState): string[] {
  return [...new Set(asks.flatMap(({ handling }) => (handling === undefined ? [] : [handling])))];
}

async function wake({ requests, tenant, clock }: Services, number: string): Promise<boolean> {
  const record = await requests.read(number);
  const pause = record === undefined ? undefined : openPause(record.state);
  if (record === undefined || pause?.planned === undefined || pause.planned > clock.now()) return false;
  // Refused as stale where somebody acted in between: the next round looks again.
  const by = { role: "system" } as const;
  const acted = await requests.act(number, { kind: "resume", by }, { expected: record.state.count });
  if (isRefusal(acted)) return false;
  await requests.within((query) =>
    addNotes(
      query,
      tenant,
      holdersOf(acted.state).map((body) => ({
        ...{ kind: "woken", number, body, dueAt: pause.planned! },
        once: `${number}/woken/${body}/${pause.planned}`,
      })),
      clock.now(),
    ),
  );
  return true;
}
