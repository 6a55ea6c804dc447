// The masked words of consented requests: kept beside every change, searched by words, compared for likely duplicates.

import { standing } from "../../../core/domain/request/fold-people.ts";
import type { RequestState } from "../../../core/domain/request/state.ts";
import type { Step, StepKind } from "../../../core/domain/request/steps.ts";
import { askWordsOf } from "../../../core/domain/request/words.ts";
import { maskText } from "../../../core/reading/masking/index.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { Reaction } from "../requests/requests.ts";
import { LIKELY, likeness, type Matter, tokensOf } from "./likeness.ts";

const DAY = 86_400_000;
/** A matter that was filed longer ago is hardly the same. */
const FRESH = 180 * DAY;
/** A closed one can still be joined for so long; later it is filed anew. */
const STILL = 30 * DAY;
const CANDIDATES = 40;
const MOST_LIKELY = 3;

/** True where its filer agreed that masked words are shown, and the words still stand for themselves. */
export function isPublic(state: RequestState): boolean {
  const first = state.people[0]!;
  return first.open && !first.deleted && state.mergedInto === undefined;
}

export interface PublicWords {
  readonly text: string;
  readonly asks: readonly string[];
  readonly place: string;
}

/** The filer's words with personal data masked. */
export function publicWords(steps: readonly Step[]): PublicWords {
  const { text = "", place = "" } = steps[0]?.said ?? {};
  return {
    text: maskText(text).text,
    asks: (askWordsOf(steps) ?? []).map((each) => maskText(each).text),
    place: maskText(place).text,
  };
}

const CHANGING: ReadonlySet<StepKind> = new Set<StepKind>([
  ...(["file", "choose", "number-asks", "merge", "delete-personal-data"] as const),
]);

/** Keeps what can be searched in step with the consent. */
export function keepPublicWords(tenant: string): Reaction {
  return async (query, { number, steps, state, added, before }) => {
    if (!added.some((step) => CHANGING.has(step.kind))) return;
    if (before !== undefined)
      await query("DELETE FROM services.public_words WHERE tenant_id = $1 AND number = $2", [tenant, number]);
    if (isPublic(state)) await addPublicWords(query, tenant, [{ number, steps, state }]);
  };
}

/** Adds the masked words of public requests that have none yet. */
export async function addPublicWords(
  query: Transaction,
  tenant: string,
  records: readonly {
    readonly number: string;
    readonly steps: readonly Step[];
    readonly state: RequestState;
  }[],
): Promise<void> {
  const rows = records.map(({ number, steps, state }) => {
    const { text, asks, place } = publicWords(steps);
    const words = [...asks, text].join("\n");
    const tokens = [...new Set([...tokensOf(words), ...tokensOf(place)])];
    return { number, filedAt: state.filedAt, matter: state.matter ?? null, words, place, tokens };
  });
  await query(
    `INSERT INTO services.public_words (tenant_id, number, filed_at, matter, words, place)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) ON CONFLICT DO NOTHING`,
    [
      ...[
        tenant,
        rows.map((row) => row.number),
        rows.map((row) => row.filedAt),
        rows.map((row) => row.matter),
      ],
      ...[rows.map((row) => row.words), rows.map((row) => row.place)],
    ],
  );
  const tokens = rows.flatMap(({ number, filedAt, tokens }) =>
    tokens.map((token) => ({ number, filedAt, token })),
  );
  await query(
    `INSERT INTO services.public_token (tenant_id, token, filed_at, number)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      tenant,
      tokens.map((each) => each.token),
      tokens.map((each) => each.filedAt),
      tokens.map((each) => each.number),
    ],
  );
}

export interface ListKey {
  readonly filedAt: number;
  readonly number: string;
}

/** Numbers of public requests, the latest first, after a key. */
export async function listPublic(
  query: Transaction,
  tenant: string,
  after: ListKey | undefined,
  most: number,
): Promise<ListKey[]> {
  const rows = await query<{ number: string; filed_at: string | number }>(
    `SELECT number, filed_at FROM services.request WHERE tenant_id = $1 AND public
       AND ($2::bigint IS NULL OR filed_at < $2 OR (filed_at = $2 AND number > $3))
     ORDER BY filed_at DESC, number LIMIT $4`,
    [tenant, after?.filedAt ?? null, after?.number ?? "", most],
  );
  return rows.map((row) => ({ number: row.number, filedAt: Number(row.filed_at) }));
}

/** Those in whose masked words every word stands, the latest first, after a key. Undefined: the words are too few to look for. */
export async function searchPublic(
  query: Transaction,
  tenant: string,
  words: readonly string[],
  after: ListKey | undefined,
  most: number,
): Promise<ListKey[] | undefined> {
  const tokens = [...new Set(words.flatMap(tokensOf))];
  if (tokens.length === 0) return undefined;
  const rows = await query<{ number: string; filed_at: string | number }>(
    `SELECT number, filed_at FROM (
       SELECT number, filed_at FROM services.public_token WHERE tenant_id = $1 AND token = ANY($2::text[])
         AND ($3::bigint IS NULL OR filed_at < $3 OR (filed_at = $3 AND number > $4))
       GROUP BY filed_at, number HAVING count(*) = $5) AS found
     WHERE EXISTS (SELECT FROM services.public_words w WHERE w.tenant_id = $1 AND w.number = found.number
       AND NOT EXISTS (SELECT FROM unnest($7::text[]) AS word WHERE position(word IN lower(w.words || ' ' || w.place)) = 0))
     ORDER BY filed_at DESC, number LIMIT $6`,
    [
      ...[tenant, tokens, after?.filedAt ?? null, after?.number ?? "", tokens.length, most],
      words.map((word) => word.toLowerCase()),
    ],
  );
  return rows.map((row) => ({ number: row.number, filedAt: Number(row.filed_at) }));
}

/** Numbers of public requests that read like the draft, the likeliest first. */
export async function likelyTheSame(
  query: Transaction,
  tenant: string,
  draft: Matter,
  now: number,
): Promise<string[]> {
  const tokens = [...new Set([...tokensOf(draft.words), ...tokensOf(draft.place)])];
  if (tokens.length === 0) return [];
  const rows = await query<{ number: string; matter: string | null; words: string; place: string }>(
    `SELECT w.number, w.matter, w.words, w.place FROM (
       SELECT number FROM services.public_token WHERE tenant_id = $1 AND token = ANY($2::text[]) AND filed_at > $3
       GROUP BY number ORDER BY count(*) DESC, number LIMIT $5) AS shared
     JOIN services.public_words w ON w.tenant_id = $1 AND w.number = shared.number
     JOIN services.request r ON r.tenant_id = $1 AND r.number = w.number
       AND r.public AND (NOT r.closed OR r.closed_at > $4)`,
    [tenant, tokens, now - FRESH, now - STILL, CANDIDATES],
  );
  return rows
    .map((row) => ({ number: row.number, like: likeness(draft, row) }))
    .filter((each) => each.like >= LIKELY)
    .sort((a, b) => b.like - a.like || (a.number < b.number ? -1 : 1))
    .slice(0, MOST_LIKELY)
    .map((each) => each.number);
}

/** How many people, and how many of them say that it is solved. */
export function peopleSolved({ people }: RequestState): { people: number; solved: number } {
  return { people: people.length, solved: people.filter((each) => standing(each) === "solved").length };
}
