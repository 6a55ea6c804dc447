// Jobs in PostgreSQL: added once for their cause, taken by one server at a time under a lease, settled by whoever holds it.

import type { Row, Transaction } from "../database/database.ts";

export interface NewJob {
  readonly kind: string;
  /** What causes it: added a second time for the same cause, it is the same job. */
  readonly once: string;
  readonly place?: Row;
  readonly dueAt: number;
}

/** Adds a job; false where there is one for this cause. Runs in the transaction of the cause, under the services' role too. */
export async function addJob(
  query: Transaction,
  tenant: string,
  { kind, once, place, dueAt }: NewJob,
): Promise<boolean> {
  const rows = await query(
    `INSERT INTO jobs.job (tenant_id, kind, once, place, due_at, first_due_at) VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (tenant_id, kind, once) DO NOTHING RETURNING job_id`,
    [tenant, kind, once, JSON.stringify(place ?? {}), dueAt],
  );
  return rows.length === 1;
}

/** Adds a schedule's job, late from `now` on, unless an earlier one of its kind is still open: what is late does not pile up. */
export async function addScheduled(
  query: Transaction,
  tenant: string,
  kind: string,
  dueAt: number,
  now: number,
): Promise<void> {
  await query(
    `INSERT INTO jobs.job (tenant_id, kind, once, due_at, first_due_at, since)
     SELECT $1, $2::text, $3::text, $4::bigint, $4::bigint, $5::bigint
     WHERE NOT EXISTS (SELECT FROM jobs.job WHERE tenant_id = $1 AND kind = $2 AND state IN ('waiting', 'running'))
     ON CONFLICT (tenant_id, kind, once) DO NOTHING`,
    [tenant, kind, `schedule/${dueAt}`, dueAt, now],
  );
}

export type TakenJob = {
  readonly id: string;
  readonly kind: string;
  readonly place: Row;
  readonly firstDueAt: number;
  readonly attempts: number;
  readonly lease: string;
};

/** Takes the job that has been due longest, or whose holder let its lease run out; undefined where none is. */
export async function takeJob(
  query: Transaction,
  tenant: string,
  kinds: readonly string[],
  now: number,
  lease: number,
): Promise<TakenJob | undefined> {
  const [row] = await query<TakenJob>(
    `UPDATE jobs.job SET state = 'running', attempts = attempts + 1, lease_id = gen_random_uuid(), lease_until = $3::bigint + $4::bigint
     WHERE tenant_id = $1 AND job_id = (
       SELECT job_id FROM jobs.job WHERE tenant_id = $1 AND kind = ANY($2::text[])
         AND ((state = 'waiting' AND due_at <= $3) OR (state = 'running' AND lease_until <= $3))
       ORDER BY due_at, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING job_id AS id, kind, place, first_due_at::float8 AS "firstDueAt", attempts, lease_id AS lease`,
    [tenant, kinds, now, lease],
  );
  return row;
}

/**
 * Keeps the job for another lease and writes down where it is; false where another has taken it meanwhile. Tries are counted anew from
 * each new place: work of hours lives through many ends of its server.
 */
export async function keepJob(
  query: Transaction,
  tenant: string,
  job: TakenJob,
  place: Row,
  until: number,
): Promise<boolean> {
  const rows = await query(
    `UPDATE jobs.job SET place = $4, lease_until = $5, attempts = CASE WHEN place = $4::jsonb THEN attempts ELSE 1 END
     WHERE tenant_id = $1 AND job_id = $2 AND lease_id = $3 AND state = 'running' RETURNING job_id`,
    [tenant, job.id, job.lease, JSON.stringify(place), until],
  );
  return rows.length === 1;
}

export interface Settled {
  readonly state: "done" | "failed" | "waiting";
  readonly at: number;
  /** For people: what was done, or what went wrong. */
  readonly outcome: string;
  /** When a job that waits again is due. */
  readonly dueAt?: number;
  /** From when it is late, where that is not from when it was asked for. */
  readonly since?: number;
}

export async function settleJob(
  query: Transaction,
  tenant: string,
  job: TakenJob,
  { state, at, outcome, dueAt, since }: Settled,
): Promise<boolean> {
  const rows = await query(
    `UPDATE jobs.job SET state = $4, settled_at = CASE WHEN $4 = 'waiting' THEN NULL ELSE $5::bigint END, outcome = $6,
       due_at = coalesce($7, due_at), since = coalesce($8, since), lease_id = NULL, lease_until = NULL
     WHERE tenant_id = $1 AND job_id = $2 AND lease_id = $3 AND state = 'running' RETURNING job_id`,
    [tenant, job.id, job.lease, state, at, outcome.slice(0, 300), dueAt ?? null, since ?? null],
  );
  return rows.length === 1;
}

/** Lets failed jobs of a kind try once more from where they were. */
export async function retryFailed(
  query: Transaction,
  tenant: string,
  kind: string,
  now: number,
): Promise<number> {
  const rows = await query(
    `UPDATE jobs.job SET state = 'waiting', attempts = 0, settled_at = NULL, due_at = $3
     WHERE tenant_id = $1 AND kind = $2 AND state = 'failed' RETURNING job_id`,
    [tenant, kind, now],
  );
  return rows.length;
}

export type KindHealth = {
  readonly kind: string;
  readonly open: number;
  readonly failed: number;
  /** Milliseconds for which the oldest open job has been due, and there; 0 where none is. */
  readonly age: number;
  readonly lastDoneAt: number | null;
  /** What the last settled job said. */
  readonly outcome: string | null;
};

/** Each kind's state: what waits, for how long, what failed, when one was last done. */
export async function queueHealth(query: Transaction, tenant: string, now: number): Promise<KindHealth[]> {
  return query<KindHealth>(
    `SELECT kind, count(*) FILTER (WHERE state IN ('waiting', 'running'))::int AS open,
       count(*) FILTER (WHERE state = 'failed')::int AS failed,
       greatest(0, $2::bigint - coalesce(min(coalesce(since, first_due_at)) FILTER (WHERE state IN ('waiting', 'running')), $2))::float8 AS age,
       (max(settled_at) FILTER (WHERE state = 'done'))::float8 AS "lastDoneAt",
       (SELECT outcome FROM jobs.job AS last WHERE last.tenant_id = $1 AND last.kind = job.kind AND settled_at IS NOT NULL
        ORDER BY settled_at DESC LIMIT 1) AS outcome
     FROM jobs.job WHERE tenant_id = $1 GROUP BY kind ORDER BY kind`,
    [tenant, now],
  );
}

/** Forgets what was settled before a time; how many, at most `most`. */
export async function forgetJobs(
  query: Transaction,
  tenant: string,
  doneBefore: number,
  failedBefore: number,
  most: number,
): Promise<number> {
  const rows = await query(
    `DELETE FROM jobs.job WHERE tenant_id = $1 AND job_id IN (SELECT job_id FROM jobs.job WHERE tenant_id = $1
       AND ((state = 'done' AND settled_at < $2) OR (state = 'failed' AND settled_at < $3)) LIMIT $4) RETURNING job_id`,
    [tenant, doneBefore, failedBefore, most],
  );
  return rows.length;
}
