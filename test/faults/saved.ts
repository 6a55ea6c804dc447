// What was sent and what was acknowledged, and whether the database holds it: all of it, once, and nothing half.

import { appendFileSync } from "node:fs";
import type pg from "pg";

/** One step that a client sent: its mark stands in the words, so that it is found whatever else was lost. */
export interface SentStep {
  readonly mark: string;
  /** The request it belongs to, once the client knows it. */
  number?: string;
  /** The secret link, where the client has it. */
  link?: string;
}

export class SentLog {
  readonly sent = new Set<string>();
  readonly acknowledged: SentStep[] = [];
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
  }

  send(mark: string): void {
    this.sent.add(mark);
    this.#write({ sent: mark });
  }

  acknowledge(step: SentStep): void {
    this.acknowledged.push(step);
    this.#write({ acknowledged: step });
  }

  #write(line: unknown): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

export interface Found {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  /** Rows that do not belong together, by the rule that they break. */
  readonly half: readonly string[];
}

/** Each counts the requests or rows of one kind that a transaction saved in part. */
const WHOLE: readonly (readonly [string, string])[] = [
  [
    "a request counts other steps than it has",
    `SELECT number FROM services.request r WHERE steps <> (SELECT count(*) FROM services.step s
       WHERE s.tenant_id = r.tenant_id AND s.number = r.number)`,
  ],
  [
    "steps have a hole",
    "SELECT number FROM services.step GROUP BY tenant_id, number HAVING max(place) + 1 <> count(*)",
  ],
  [
    "a step is neither waiting for the ledger nor in it, or both",
    `SELECT s.number FROM services.step s
       LEFT JOIN services.pending_leaf p USING (tenant_id, number, place)
       LEFT JOIN services.ledger_leaf l USING (tenant_id, number, place)
       WHERE (p.number IS NULL) = (l.number IS NULL)`,
  ],
  [
    "a request nobody can open",
    `SELECT number FROM services.request r WHERE NOT EXISTS (SELECT FROM services.link l
       WHERE l.tenant_id = r.tenant_id AND l.number = r.number)`,
  ],
  [
    "a key promises steps that are not there",
    `SELECT number FROM services.command_key k WHERE count <> (SELECT count(*) FROM services.step s
       WHERE s.tenant_id = k.tenant_id AND s.number = k.number AND place >= first_place AND place < first_place + k.count)`,
  ],
];

/** Looks behind the server's back, as the superuser. */
export async function findSteps(
  client: pg.Client,
  { sent, acknowledged }: Pick<SentLog, "sent" | "acknowledged">,
): Promise<Found> {
  const { rows } = await client.query<{ mark: string; number: string; times: number }>(
    `SELECT substring(words ->> 'text' FROM 'm-[0-9a-z]+-[0-9]+') AS mark, min(number) AS number, count(*)::int AS times
     FROM services.step WHERE words ->> 'text' LIKE '%m-%' GROUP BY 1`,
  );
  const there = new Map(rows.map((row) => [row.mark, row]));
  const lost = acknowledged.filter(({ mark, number }) => {
    const row = there.get(mark);
    return row === undefined || (number !== undefined && row.number !== number);
  });
  const half: string[] = [];
  for (const [rule, sql] of WHOLE) {
    const broken = await client.query<{ number: string }>(`${sql} LIMIT 5`);
    if (broken.rows.length > 0) half.push(`${rule}: ${broken.rows.map((row) => row.number).join(" ")}`);
  }
  return {
    acknowledged: acknowledged.length,
    lost: lost.map(({ mark }) => mark),
    twice: [...sent].filter((mark) => (there.get(mark)?.times ?? 0) > 1),
    half,
  };
}
