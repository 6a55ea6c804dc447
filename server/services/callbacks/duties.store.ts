// Whom a neutral caller is to ask, in PostgreSQL: opened by the draw or the citizen's wish, closed by the call or by tries on several days.

import { addDays, dayOf, startOf } from "../../../core/domain/day.ts";
import { wantsNeutralCall } from "../../../core/domain/request/fold-people.ts";
import { bodiesOf, type RequestState } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";
import type { Reaction } from "../requests/requests.ts";
import type { Services } from "../service.ts";

/** Tries, each on a day of its own, before somebody counts as unreached. */
export const TRIES = 3;
const HOUR = 3_600_000;
/** Nobody is called before this hour of a day. */
const FIRST_HOUR = 9;
/** A voided word is asked again, and not on the day on which it was voided. */
const ASK_AGAIN_DAYS = 3;

export type DutyReason = "sample" | "asked" | "void";
export type DutyResult = "reached" | "unreached" | "no-way" | "gone";

export type Duty = {
  readonly number: string;
  readonly person: number;
  readonly why: DutyReason;
  readonly since: number;
  readonly tries: number;
  readonly notBefore: number;
};

const DUTY = `SELECT number, person, why, since::float8 AS since, tries, not_before::float8 AS "notBefore" FROM services.call_duty
  WHERE tenant_id = $1 AND ended_at IS NULL AND NOT (bodies @> ARRAY[$2::text])`;

/** What a caller of this body may call now, the longest waiting first, after a key; only numbers that hold every word. */
export async function dutiesFor(
  query: Transaction,
  tenant: string,
  body: string,
  now: number,
  words: readonly string[],
  after: Pick<Duty, "since" | "number" | "person"> | undefined,
  most: number,
): Promise<Duty[]> {
  return query<Duty>(
    `${DUTY} AND not_before <= $3 AND (since, number, person) > ($4, $5, $6) AND ${holdsAll(["number"], "$8")}
     ORDER BY since, number, person LIMIT $7`,
    [tenant, body, now, after?.since ?? 0, after?.number ?? "", after?.person ?? -1, most, words],
  );
}

/** One open duty that a caller of this body may see, whether or not it is time for it. */
export async function dutyFor(
  query: Transaction,
  tenant: string,
  body: string,
  number: string,
  person: number,
): Promise<Duty | undefined> {
  const [row] = await query<Duty>(`${DUTY} AND number = $3 AND person = $4`, [tenant, body, number, person]);
  return row;
}

/** How many wait for their day. */
export async function laterCount(
  query: Transaction,
  tenant: string,
  body: string,
  now: number,
): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM services.call_duty
     WHERE tenant_id = $1 AND ended_at IS NULL AND NOT (bodies @> ARRAY[$2::text]) AND not_before > $3`,
    [tenant, body, now],
  );
  return row!.count;
}

/** Opens a duty; one that is open stays as it is. */
export async function openDuty(
  query: Transaction,
  tenant: string,
  duty: {
    number: string;
    person: number;
    why: DutyReason;
    bodies: readonly string[];
    since: number;
    notBefore: number;
  },
): Promise<void> {
  const { number, person, why, bodies, since, notBefore } = duty;
  await query(
    `INSERT INTO services.call_duty (tenant_id, number, person, why, bodies, since, not_before)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, number, person) DO UPDATE SET why = excluded.why, bodies = excluded.bodies, since = excluded.since,
       not_before = excluded.not_before, tries = 0, ended_at = NULL, result = NULL
     WHERE call_duty.ended_at IS NOT NULL`,
    [tenant, number, person, why, bodies, since, notBefore],
  );
}

export async function endDuty(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  result: DutyResult,
  at: number,
): Promise<void> {
  await query(
    `UPDATE services.call_duty SET ended_at = $4, result = $5
     WHERE tenant_id = $1 AND number = $2 AND person = $3 AND ended_at IS NULL`,
    [tenant, number, person, at, result],
  );
}

/** Nobody answered: the next try is on another day; after the last the person is unreached. */
async function countTry(
  query: Transaction,
  tenant: string,
  number: string,
  person: number,
  at: number,
): Promise<void> {
  const tomorrow = startOf(addDays(dayOf(at), 1)) + FIRST_HOUR * HOUR;
  await query(
    `UPDATE services.call_duty SET tries = tries + 1, not_before = $5,
       ended_at = CASE WHEN tries + 1 >= $6 THEN $4::bigint END, result = CASE WHEN tries + 1 >= $6 THEN 'unreached' END
     WHERE tenant_id = $1 AND number = $2 AND person = $3 AND ended_at IS NULL`,
    [tenant, number, person, at, tomorrow, TRIES],
  );
}

/** The wishes, calls, mergings and deletions of a request, as they bear on its duties. */
export function dutiesAfter({ tenant }: Services): Reaction {
  return async (query, { number, before, state, added }) => {
    const at = state.lastAt;
    for (const step of added) {
      if (step.kind !== "callback") continue;
      if (step.reached) await endDuty(query, tenant, number, step.person, "reached", at);
      else await countTry(query, tenant, number, step.person, at);
    }
    for (const person of state.people) {
      const old = before?.people[person.number];
      const asked = added.some((step) => step.kind === "want-call" && step.person === person.number);
      const isVoid = person.verdict?.void === true;
      // The same call may end one duty and open the next.
      const voided = isVoid && (old?.verdict?.void !== true || old.verdict.at !== person.verdict?.at);
      const began =
        wantsNeutralCall(person) && (old === undefined || !wantsNeutralCall(old) || asked || voided);
      const ready = state.firstReplyAt !== undefined && before?.firstReplyAt === undefined;
      if (state.mergedInto !== undefined || person.deleted) {
        if (before?.mergedInto === undefined || old?.deleted === false)
          await endDuty(query, tenant, number, person.number, "gone", at);
      } else if (state.firstReplyAt !== undefined && (began || (ready && wantsNeutralCall(person)))) {
        await openDuty(query, tenant, {
          ...{ number, person: person.number, why: isVoid && !asked ? "void" : "asked" },
          ...{ bodies: [...bodiesOf(state)], since: at, notBefore: isVoid && !asked ? dayLater(at) : at },
        });
      }
    }
    if (before !== undefined && bodiesKey(before) !== bodiesKey(state))
      await query(
        "UPDATE services.call_duty SET bodies = $3 WHERE tenant_id = $1 AND number = $2 AND ended_at IS NULL",
        [tenant, number, [...bodiesOf(state)]],
      );
  };
}

function dayLater(at: number): number {
  return startOf(addDays(dayOf(at), ASK_AGAIN_DAYS)) + FIRST_HOUR * HOUR;
}

function bodiesKey(state: RequestState): string {
  return [...bodiesOf(state)].sort().join(" ");
}
