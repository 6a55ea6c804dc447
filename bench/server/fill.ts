// Fills a fresh database with requests by the hundred thousand: stories that the domain decided, multiplied by SQL under numbers of their own.

import pg from "pg";
import { packsFor } from "../../cli/packs.ts";
import { CHINA, dayOf } from "../../core/domain/day.ts";
import { figureRow } from "../../core/domain/figures/outcome.ts";
import { clocksOf, OWN_LIMITS, replyClock } from "../../core/domain/request/clocks.ts";
import { decide } from "../../core/domain/request/decide.ts";
import { after } from "../../core/domain/request/fold.ts";
import { isRefusal } from "../../core/domain/request/refusals.ts";
import type { RequestState } from "../../core/domain/request/state.ts";
import type { Command, Step } from "../../core/domain/request/steps.ts";
import { type RequestView, viewOf } from "../../server/services/requests/request-view.ts";
import { limitsOn } from "../../server/services/requests/rules.ts";
import { newNumber } from "../../server/services/requests/secrets.ts";

const HOUR = 3_600_000;
const BATCH = 20_000;
/** A year of filings, up to the day of the bench. */
const SPREAD = 365 * 24 * HOUR;

export interface Story {
  readonly steps: readonly Step[];
  readonly state: RequestState;
  readonly view: RequestView;
}

/** A request that was filed and waits, one that is in hand, and one that was answered and closed; times from 0. */
export function stories(): Story[] {
  const by = { role: "officer", body: "roads", desk: "养护股" } as const;
  const filing: Command = {
    ...{ kind: "file", by: { role: "citizen", person: 0 }, door: "web", procedure: "hotline" },
    ...{ intent: "ask-help", matter: "road", territory: "999901101", asks: 1, harm: "trouble" },
    ...{ wants: "text", hideFrom: [], open: false },
    said: { text: "村口的路面有坑，下雨天积水，孩子上学难走，请尽快修好。", place: "柳河镇南桥村口" },
  };
  const parts = [{ ask: 1, handling: "roads", assisting: [] }];
  const whole: Command[] = [
    filing,
    { kind: "dispatch", by: { role: "dispatcher", body: "hotline" }, lead: "roads", parts },
    { kind: "acknowledge", by, asks: [1] },
    {
      ...{ kind: "reply", by, commitments: [], asks: [{ ask: 1, as: "answered" }] },
      said: { text: "已于当天派养护队到场，坑洼处已用沥青补平，积水已排。有事请打 0999-5550120。" },
    } as Command,
    { kind: "close", by, claim: "done" },
  ];
  return [1, 3, 5].map((length) => {
    const steps: Step[] = [];
    let state: RequestState | undefined;
    for (const [hours, command] of whole.slice(0, length).entries()) {
      const result = decide(state, command, hours * HOUR, { calendar: CHINA, limits: OWN_LIMITS });
      if (isRefusal(result)) throw new Error(`${command.kind}: ${result.code}`);
      for (const step of result) state = after(state, step);
      steps.push(...result);
    }
    return { steps, state: state!, view: viewOf(state!, []) };
  });
}

/**
 * Adds `count` requests; one in ten waits, three are in hand, six are closed. Rows are as the server writes them but for two things: their
 * commitments are digests of their place and not of their words, and the ledger begins after them.
 * @returns the numbers of the requests that are open.
 */
export async function fill(
  superuserUrl: string,
  tenant: string,
  count: number,
  until: number,
  say: (line: string) => void,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const started = performance.now();
  const dueAt = dueDays(tenant);
  try {
    // The keys that rows point to are made in the same statements; checking each again would take most of the time.
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off");
    // Kept up row by row they take half of the time; made at the end they are one sort each.
    const indexes = await laidAside(client);
    const kinds = stories();
    const open: string[] = [];
    const taken = new Set<string>();
    for (let made = 0; made < count; made += BATCH) {
      const size = Math.min(BATCH, count - made);
      const shares = [Math.round(size * 0.1), Math.round(size * 0.3)];
      shares.push(size - shares[0]! - shares[1]!);
      for (const [index, story] of kinds.entries()) {
        const numbers: string[] = [];
        while (numbers.length < shares[index]!) {
          const number = newNumber();
          if (taken.has(number)) continue;
          taken.add(number);
          numbers.push(number);
        }
        const times = numbers.map(
          (_, place) => until - Math.floor(((made + place) / count) * SPREAD) - 48 * HOUR,
        );
        await insert(client, tenant, story, numbers, times, dueAt);
        if (!story.view.closed) open.push(...numbers);
      }
      if ((made / BATCH) % 10 === 9) say(`${made + size} of ${count} rows are in`);
    }
    await client.query("RESET session_replication_role; SET maintenance_work_mem = '256MB'");
    for (const index of indexes) await client.query(index);
    // As a database that has run for a year: seen by the vacuum, so that index-only scans find what they need.
    await client.query("VACUUM ANALYZE");
    say(`filled ${count} in ${Math.round((performance.now() - started) / 1000)} s`);
    return open;
  } finally {
    await client.end();
  }
}

/** Drops the indexes that hold no constraint; returns the statements that make them again. */
async function laidAside(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid IN ('services.request'::regclass, 'services.step'::regclass, 'services.link'::regclass,
       'services.figure_row'::regclass, 'services.holding'::regclass)
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map((row) => row.definition);
}

/** When a reply is due to what was filed at an instant, by the packs that ship: the same for a whole day. */
function dueDays(tenant: string): (filedAt: number) => number | null {
  const packs = packsFor([]);
  const { state } = stories()[0]!;
  const known = new Map<string, number | null>();
  return (filedAt) => {
    const day = dayOf(filedAt);
    let due = known.get(day);
    if (due === undefined) {
      const clocks = clocksOf({ ...state, filedAt }, limitsOn(packs, tenant, filedAt), CHINA, filedAt);
      due = replyClock(clocks)?.due ?? null;
      known.set(day, due);
    }
    return due;
  };
}

async function insert(
  client: pg.Client,
  tenant: string,
  { steps, state, view }: Story,
  numbers: readonly string[],
  times: readonly number[],
  dueAt: (filedAt: number) => number | null,
): Promise<void> {
  const each = "unnest($2::text[], $3::bigint[]) AS n(number, base)";
  const due = times.map(dueAt);
  await client.query(
    `INSERT INTO services.request (tenant_id, number, steps, phase, procedure, door, matter, territory, lead, harm, due_at, filed_at, last_at,
       first_reply_at, closed, closed_at, verdict, bounces, excluded, public)
     SELECT $1, number, $4, $5, $6, $7, $8, $9, $10, $11, due, base, base + $12, base + $13::bigint, $14, base + $15::bigint, NULL, 0, NULL, false
     FROM unnest($2::text[], $3::bigint[], $16::bigint[]) AS n(number, base, due)`,
    [
      ...[
        tenant,
        numbers,
        times,
        view.steps,
        view.phase,
        view.procedure,
        view.door,
        view.matter,
        view.territory,
      ],
      ...[view.lead, view.harm, view.lastAt, view.firstReplyAt, view.closed, view.closedAt, due],
    ],
  );
  const rows = steps.map((step, place) => {
    const { said, ...facts } = step;
    return { place, kind: step.kind, at: step.at, facts: { tenant, place, ...facts }, words: said ?? null };
  });
  await client.query(
    `INSERT INTO services.step (tenant_id, number, place, at, kind, facts, facts_salt, facts_commitment, words, words_salt, words_commitment)
     SELECT $1, number, (s ->> 'place')::int, base + (s ->> 'at')::bigint, s ->> 'kind',
       (s -> 'facts') || jsonb_build_object('request', number, 'at', base + (s ->> 'at')::bigint),
       md5(number), encode(sha256(convert_to(number || (s ->> 'place'), 'UTF8')), 'hex'),
       CASE WHEN s -> 'words' = 'null' THEN NULL ELSE s -> 'words' END,
       CASE WHEN s -> 'words' = 'null' THEN NULL ELSE md5(number) END,
       CASE WHEN s -> 'words' = 'null' THEN NULL ELSE encode(sha256(convert_to('w' || number || (s ->> 'place'), 'UTF8')), 'hex') END
     FROM ${each}, jsonb_array_elements($4::jsonb) AS s`,
    [tenant, numbers, times, JSON.stringify(rows)],
  );
  await client.query(
    `INSERT INTO services.link (tenant_id, digest, number, person)
     SELECT $1, sha256(convert_to('bench' || number, 'UTF8')), number, 0 FROM ${each} WHERE base IS NOT NULL`,
    [tenant, numbers, times],
  );
  const figure = figureRow(state, () => "counted", undefined);
  await client.query(
    `INSERT INTO services.figure_row (tenant_id, number, month, first_closed_at, closing_id, matter, territory, cause, outcome, harm, voice,
       bounces, answer_days, reached, changed_at)
     SELECT $1, number, CASE WHEN $4 THEN to_char(to_timestamp((base + $5::bigint) / 1000.0), 'YYYY-MM') END, base + $5::bigint,
       CASE WHEN $4 THEN encode(sha256(convert_to(number || $6::text, 'UTF8')), 'hex') END, $7, $8, $9, $10, $11, $12, $13, $14, $15, base
     FROM ${each}`,
    [
      ...[
        tenant,
        numbers,
        times,
        figure.month !== null,
        figure.firstClosedAt,
        steps.length - 1,
        figure.matter,
      ],
      ...[figure.territory, figure.cause, figure.outcome, view.harm, figure.voice, figure.bounces],
      ...[figure.answerDays, figure.reached],
    ],
  );
  for (const { body, part, harm } of view.holdings) {
    await client.query(
      `INSERT INTO services.holding (tenant_id, body_id, number, part, harm, due_at)
       SELECT $1, $4, number, $5, $6, coalesce(due, base) FROM unnest($2::text[], $3::bigint[], $7::bigint[]) AS n(number, base, due)`,
      [tenant, numbers, times, body, part, harm, due],
    );
  }
}
