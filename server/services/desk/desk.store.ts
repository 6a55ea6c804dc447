// What the desk reads beside a request's steps: the queue of a body, its promises, likely duplicates, its own recent replies.

import { dayOf } from "../../../core/domain/day.ts";
import type { Day } from "../../../core/domain/facts.ts";
import type { Phase } from "../../../core/domain/request/state.ts";
import type { Transaction } from "../../kit/database/database.ts";
import { holdsAll } from "../../kit/searching.ts";

export type Part = "offer" | "holds" | "assists";
/** What of a queue is looked at: a part, or what is due today or was due before. */
export type Choice = Part | "due";

export interface QueueRow {
  readonly number: string;
  readonly part: Part;
  /** 0 is the gravest. */
  readonly harm: number;
  readonly due: number;
  readonly phase: Phase;
  readonly matter: string | null;
  readonly filedAt: number;
  readonly bounces: number;
  readonly joiners: number;
  /** Somebody replied already, in whichever round. */
  readonly replied: boolean;
  /** It stands still and was late before: it is late still. */
  readonly lateStill: boolean;
  /** The earliest day, today or over, of a promise of this body's that nobody has yet said to be kept. */
  readonly promised: Day | null;
  readonly text: string | null;
}

/** The place after which a page goes on: harm, due time, number of the last row. */
export interface QueuePlace {
  readonly harm: number;
  readonly due: number;
  readonly number: string;
}

/** Nobody has yet said that it is kept. */
const UNKEPT = "word IN ('open', 'unknown', 'not-done')";
/** Its clock stands still, so nobody need look at it next. */
const STANDS = "r.phase IN ('waiting-for-citizen', 'paused', 'parked')";
/** What was late when it came to stand is late still, and counted as it was. */
const LATE_STILL = `(${STANDS} AND r.due_at < (SELECT held.at FROM services.step held WHERE held.tenant_id = r.tenant_id AND held.number = r.number
    AND held.kind IN ('park', 'pause', 'ask-for-missing') ORDER BY held.place DESC LIMIT 1))`;
/** The body's promises on a request whose day has come. */
const promisedBy = (
  until: string,
) => `services.promise p WHERE p.tenant_id = h.tenant_id AND p.number = h.number AND p.body_id = h.body_id
    AND p.by_day <= (to_timestamp(${until}::bigint / 1000) AT TIME ZONE 'Asia/Shanghai')::date AND ${UNKEPT}`;

const ROW = `h.number, h.part, h.harm, h.due_at::float8 AS due, r.phase, r.matter, r.filed_at::float8 AS "filedAt", r.bounces,
  r.first_reply_at IS NOT NULL AS replied, ${LATE_STILL} AS "lateStill", (SELECT min(p.by_day)::text FROM ${promisedBy("$9")}) AS promised,
  (SELECT count(*)::int FROM services.step j WHERE j.tenant_id = h.tenant_id AND j.number = h.number AND j.kind = 'join') AS joiners,
  left(s.words->>'text', 200) AS text`;

/** Whether anybody hides from the handling body of a row's request: what is masked on the page must not be found by guessing. */
function hidden(row: string): string {
  return `EXISTS (SELECT 1 FROM services.step hiding WHERE hiding.tenant_id = ${row}.tenant_id AND hiding.number = ${row}.number
    AND hiding.facts->'hideFrom' ? 'handling-body')`;
}
/** The words of who filed, unless anybody hides. */
const OPEN_WORDS = `CASE WHEN ${hidden("r")} THEN '' ELSE concat_ws(' ', s.words->>'text', s.words->>'asks', s.words->>'place') END`;
/** What a request is looked for by in a queue: its number, the citizen's own words, the place. */
export const IN_A_QUEUE = holdsAll(["r.number", OPEN_WORDS], "$7");

/** What is due by then from the body itself, by its clock or by its word: whoever assists has no clock of its own. */
const dueBy = (
  until: string,
) => `(h.part <> 'assists' AND h.due_at <= ${until}::bigint AND (NOT ${STANDS} OR ${LATE_STILL})
    OR EXISTS (SELECT FROM ${promisedBy(until)}))`;
const chosenBy = (choice: string, until: string) =>
  `CASE ${choice}::text WHEN 'due' THEN ${dueBy(until)} ELSE h.part = ${choice} OR ${choice} IS NULL END`;

/** A page of a body's queue: by harm, then by clock; what is chosen of it; only what holds every word. */
export async function queueOf(
  query: Transaction,
  tenant: string,
  body: string,
  {
    choice,
    until,
    words,
    after,
    most,
  }: {
    readonly choice?: Choice;
    /** The end of today. */
    readonly until: number;
    readonly words: readonly string[];
    readonly after?: QueuePlace;
    readonly most: number;
  },
): Promise<QueueRow[]> {
  const rows = await query(
    `SELECT ${ROW} FROM services.holding h JOIN services.request r USING (tenant_id, number)
       JOIN services.step s ON s.tenant_id = h.tenant_id AND s.number = h.number AND s.place = 0
     WHERE h.tenant_id = $1 AND h.body_id = $2 AND ${chosenBy("$3", "$9")}
       AND (h.harm, h.due_at, h.number) > ($4::smallint, $5::bigint, $6) AND ${IN_A_QUEUE}
     ORDER BY h.harm, h.due_at, h.number LIMIT $8`,
    [
      ...[tenant, body, choice ?? null, after?.harm ?? -1, after?.due ?? 0, after?.number ?? "", words, most],
      until,
    ],
  );
  return rows as unknown as QueueRow[];
}

/** Which one comes after a request in what is chosen of a body's queue; nothing that stands still, for nobody can go on with it. */
export async function nextOf(
  query: Transaction,
  tenant: string,
  body: string,
  number: string,
  choice: Choice,
  until: number,
): Promise<string | undefined> {
  const [row] = await query<{ number: string }>(
    `SELECT h.number FROM services.holding h JOIN services.request r USING (tenant_id, number) LEFT JOIN services.holding own
       ON own.tenant_id = $1 AND own.body_id = $2 AND own.number = $3 AND $4 IN (own.part, 'due')
     WHERE h.tenant_id = $1 AND h.body_id = $2 AND h.number <> $3 AND ${chosenBy("$4", "$5")} AND NOT ${STANDS}
       AND (own.number IS NULL OR (h.harm, h.due_at, h.number) > (own.harm, own.due_at, own.number))
     ORDER BY h.harm, h.due_at, h.number LIMIT 1`,
    [tenant, body, number, choice, until],
  );
  return row?.number;
}

/** Whether a request lies with a body still. */
export async function liesWith(query: Transaction, tenant: string, body: string, number: string) {
  const rows = await query(
    "SELECT FROM services.holding WHERE tenant_id = $1 AND body_id = $2 AND number = $3",
    [tenant, body, number],
  );
  return rows.length > 0;
}

/** How many lie with a body, by part, how many are due, and how many of its promises are; counted no further than a screen can say. */
export async function partsOf(
  query: Transaction,
  tenant: string,
  body: string,
  until: number,
): Promise<Readonly<Partial<Record<Choice | "promises", number>>>> {
  const rows = await query<{ part: Part; count: number; due: number }>(
    `SELECT part, count(*)::int AS count, (count(*) FILTER (WHERE due))::int AS due FROM
       (SELECT h.part, ${dueBy("$3")} AS due FROM services.holding h JOIN services.request r USING (tenant_id, number)
        WHERE h.tenant_id = $1 AND h.body_id = $2 LIMIT 10000) held GROUP BY part`,
    [tenant, body, until],
  );
  const [promises] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT FROM services.promise
       WHERE tenant_id = $1 AND body_id = $2 AND by_day <= $3::date AND ${UNKEPT} LIMIT 10000) due`,
    [tenant, body, dayOf(until)],
  );
  const due = rows.reduce((sum, row) => sum + row.due, 0);
  const parts = Object.fromEntries(rows.map(({ part, count }) => [part, count]));
  return { ...parts, due, promises: promises?.count ?? 0 };
}

export interface PromiseRow {
  readonly number: string;
  readonly promise: number;
  readonly by: Day;
  readonly first: Day;
  readonly moves: number;
  /** What was promised; null where it was deleted or somebody hides from the handling body. */
  readonly what: string | null;
}

export interface PromisePlace {
  readonly by: Day;
  readonly number: string;
  readonly promise: number;
}

/** What a promise says, by the reply that made it: its words stand there under its place among the reply's promises (promiseWordsOf). */
const PROMISED = `(SELECT s.words ->> ('promise' || made.place) FROM services.step s,
      jsonb_array_elements(s.facts->'commitments') WITH ORDINALITY AS made (facts, place)
    WHERE s.tenant_id = p.tenant_id AND s.number = p.number AND s.kind = 'reply' AND (made.facts->>'number')::int = p.promise
      AND NOT ${hidden("p")} LIMIT 1)`;

/** A page of a body's promises that nobody has yet said to be kept, by their day; only those that hold every word. */
export async function openPromises(
  query: Transaction,
  tenant: string,
  body: string,
  words: readonly string[],
  after: PromisePlace | undefined,
  most: number,
): Promise<PromiseRow[]> {
  const rows = await query(
    `SELECT number, promise, by_day::text AS by, first_day::text AS first, moves, ${PROMISED} AS what FROM services.promise p
     WHERE tenant_id = $1 AND body_id = $2 AND ${UNKEPT}
       AND (by_day, number, promise) > ($3::date, $4, $5::int) AND ${holdsAll(["p.number", PROMISED], "$6")}
     ORDER BY by_day, number, promise LIMIT $7`,
    [tenant, body, after?.by ?? "0001-01-01", after?.number ?? "", after?.promise ?? 0, words, most],
  );
  return rows as unknown as PromiseRow[];
}

export interface Earlier {
  readonly number: string;
  readonly filedAt: number;
  /** No body was named yet. */
  readonly waits: boolean;
  readonly text: string;
}

/** Open requests of the same kind of matter, the newest first, of one body or of all; what could be the same matter. */
export async function openAlike(
  query: Transaction,
  tenant: string,
  body: string | undefined,
  { number, matter }: { readonly number: string; readonly matter: string | null },
): Promise<Earlier[]> {
  // Two statements, so that each can go by its own index.
  const from =
    body === undefined
      ? "services.request r WHERE r.tenant_id = $1 AND $2::text IS NULL AND NOT r.closed"
      : `services.holding h JOIN services.request r USING (tenant_id, number)
           WHERE h.tenant_id = $1 AND h.body_id = $2`;
  const rows = await query(
    `SELECT found.number, found.filed_at::float8 AS "filedAt", found.phase = 'filed' AS waits,
       left(concat(s.words->>'text', ' ', s.words->>'place'), 2000) AS text
     FROM (SELECT r.tenant_id, r.number, r.filed_at, r.phase FROM ${from}
         AND r.number <> $3 AND r.matter IS NOT DISTINCT FROM $4 ORDER BY r.filed_at DESC, r.number LIMIT 60) AS found
       JOIN services.step s ON s.tenant_id = found.tenant_id AND s.number = found.number AND s.place = 0
     WHERE s.words IS NOT NULL ORDER BY found.filed_at DESC, found.number`,
    [tenant, body ?? null, number, matter],
  );
  return rows as unknown as Earlier[];
}

export interface EarlierReply {
  readonly number: string;
  readonly reply: string;
  readonly request: string;
}

/** The body's latest replies, each with the words it answered; looked at while a reply is drafted and kept nowhere. */
export async function latestReplies(
  query: Transaction,
  tenant: string,
  body: string,
  besides: string,
  most = 200,
): Promise<EarlierReply[]> {
  const rows = await query(
    `SELECT r.number, left(r.words->>'text', 4000) AS reply, left(coalesce(f.words->>'text', ''), 2000) AS request
     FROM services.step r JOIN services.step f ON f.tenant_id = r.tenant_id AND f.number = r.number AND f.place = 0
     WHERE r.tenant_id = $1 AND r.kind = 'reply' AND (r.facts -> 'by' ->> 'body') = $2 AND r.number <> $3 AND r.words IS NOT NULL
     ORDER BY r.at DESC LIMIT $4`,
    [tenant, body, besides, most],
  );
  return rows as unknown as EarlierReply[];
}
