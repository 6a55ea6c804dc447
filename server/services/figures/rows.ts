// Keeps what the figures know of each request, in the transaction that adds its steps; nothing is written where nothing changed.

import { dayOf } from "../../../core/domain/day.ts";
import { type FigureRow, figureRow } from "../../../core/domain/figures/outcome.ts";
import { fold } from "../../../core/domain/request/fold.ts";
import { HARM_LEVELS } from "../../../core/domain/request/harm.ts";
import { harmNow } from "../../../core/domain/request/queue.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Job } from "../../kit/jobs/queue.ts";
import { lockFree, stepsOfAll } from "../requests/requests.store.ts";
import type { Reaction } from "../requests/requests.ts";
import type { Services } from "../service.ts";

export const monthOf = (at: number) => dayOf(at).slice(0, 7);

interface Kept extends FigureRow {
  readonly harm: number;
  /** The step of the first closing. */
  readonly closing: number | null;
}

function keptOf(state: RequestState, steps: readonly Step[]): Kept {
  const merge = steps.findLast((step) => step.kind === "merge");
  const merged =
    merge === undefined
      ? undefined
      : {
          role: merge.by.role,
          at: merge.at,
          ...(merge.by.body === undefined ? {} : { body: merge.by.body }),
        };
  const closing = steps.findIndex((step) => step.kind === "close");
  return {
    ...figureRow(state, monthOf, merged),
    harm: HARM_LEVELS.indexOf(harmNow(state)),
    closing: closing < 0 ? null : closing,
  };
}

export function rowsOf({ tenant, requests }: Services): Reaction {
  return async (query, { number, before, state, steps, added }) => {
    const row = keptOf(state, steps);
    const old =
      before === undefined ? undefined : keptOf(before, steps.slice(0, steps.length - added.length));
    if (JSON.stringify(row) === JSON.stringify(old)) return;
    await saveRows(query, tenant, [{ ...row, number, changedAt: requests.now() }]);
  };
}

interface Named extends Kept {
  readonly number: string;
  readonly changedAt: number;
}

async function saveRows(query: Transaction, tenant: string, rows: readonly Named[]): Promise<void> {
  await query(
    `INSERT INTO services.figure_row (tenant_id, number, month, first_closed_at, closing_id, matter, territory, cause, outcome,
       harm, voice, bounces, answer_days, out_reason, out_body, out_role, out_at, reached, changed_at)
     SELECT $1, row.number, month, "firstClosedAt", facts_commitment, matter, territory, cause, outcome, harm, voice, bounces,
       "answerDays", "out", "outBody", "outRole", "outAt", reached, "changedAt"
     FROM jsonb_to_recordset($2::jsonb) AS row(number text, month text, "firstClosedAt" bigint, closing int, matter text,
       territory text, cause text, outcome text, harm smallint, voice boolean, bounces int, "answerDays" int, "out" text,
       "outBody" text, "outRole" text, "outAt" bigint, reached boolean, "changedAt" bigint)
     LEFT JOIN services.step AS step ON step.tenant_id = $1 AND step.number = row.number AND step.place = closing
     ON CONFLICT (tenant_id, number) DO UPDATE SET month = excluded.month, first_closed_at = excluded.first_closed_at,
       closing_id = excluded.closing_id, matter = excluded.matter, territory = excluded.territory, cause = excluded.cause,
       outcome = excluded.outcome, harm = excluded.harm, voice = excluded.voice, bounces = excluded.bounces,
       answer_days = excluded.answer_days, out_reason = excluded.out_reason, out_body = excluded.out_body,
       out_role = excluded.out_role, out_at = excluded.out_at, reached = excluded.reached, changed_at = excluded.changed_at`,
    [tenant, JSON.stringify(rows)],
  );
}

/** Requests looked at in one statement, and those of them that are folded and written in one transaction. */
const PAGE = 500;
const SLICE = 25;

/** All requests by number, each with whether its row is there. */
export const ROWS_PAGE = `SELECT number, (SELECT 1 FROM services.figure_row AS row WHERE row.tenant_id = $1 AND row.number = request.number)
    IS NOT NULL AS kept FROM services.request AS request WHERE tenant_id = $1 AND number > $2 ORDER BY number LIMIT $3`;

/**
 * Requests from before there were figures get their rows, some at a time after a number; returns how many. `slice` are written in one
 * transaction: few where people work meanwhile, since theirs wait for it.
 */
export async function addMissingRows(
  { tenant, requests }: Pick<Services, "tenant" | "requests">,
  from: { readonly after: string; readonly count: number },
  { keep, rest }: Pick<Job, "keep" | "rest">,
  slice = SLICE,
): Promise<number> {
  let { after, count } = from;
  for (;;) {
    const page = await requests.within((query) =>
      query<{ number: string; kept: boolean }>(ROWS_PAGE, [tenant, after, PAGE]),
    );
    const missing = page.filter((row) => !row.kept).map((row) => row.number);
    for (let first = 0; first < missing.length; first += slice) {
      await rest();
      const some = missing.slice(first, first + slice);
      count += await requests.within(async (query) => {
        // Locked, so that a step added meanwhile is not overwritten by an older state; one that somebody holds is left for tomorrow.
        const found = await stepsOfAll(query, tenant, await lockFree(query, tenant, some));
        await saveRows(
          query,
          tenant,
          [...found].map(([number, steps]) => {
            const state = fold(steps)!;
            return { ...keptOf(state, steps), number, changedAt: state.lastAt };
          }),
        );
        return found.size;
      });
    }
    if (page.length < PAGE) return count;
    after = page.at(-1)!.number;
    await keep({ after, count });
  }
}
