// Indexes public requests whose words are not yet searchable: those that came in bulk, past every reaction.

import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { lockFree, stepsOfAll } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";
import { addPublicWords, isPublic, type ListKey } from "./public-words.ts";

/** Requests looked at in one statement, and those of them that are masked and written in one transaction. */
const PAGE = 500;
const SLICE = 5;

/**
 * Public requests by the key of their list, each with whether its words are there: one page is one walk along one index. EXISTS in its place
 * may be answered by a hash of the whole table, a scalar never.
 */
export const PUBLIC_PAGE = `SELECT number, filed_at::float8 AS "filedAt",
    (SELECT 1 FROM services.public_words w WHERE w.tenant_id = $1 AND w.number = r.number) IS NOT NULL AS indexed
  FROM services.request r WHERE tenant_id = $1 AND public AND filed_at <= $2::bigint AND (filed_at < $2 OR number > $3)
  ORDER BY filed_at DESC, number LIMIT $4`;

export function indexPublicWords({ requests, tenant }: Services): JobKind {
  return {
    kind: "index-public-words",
    title: { zh: "公开诉求的检索补录", en: "Index the words of public requests" },
    schedule: { dailyAt: "03:40" },
    async run({ place, keep, rest }) {
      let after = keyOf(place);
      let added = Number(place.added ?? 0);
      for (;;) {
        const rows = await requests.within((query) =>
          query<{ number: string; filedAt: number; indexed: boolean }>(PUBLIC_PAGE, [
            ...[tenant, after.filedAt, after.number, PAGE],
          ]),
        );
        const missing = rows.filter((row) => !row.indexed).map((row) => row.number);
        for (let from = 0; from < missing.length; from += SLICE) {
          await rest();
          const slice = missing.slice(from, from + SLICE);
          added += await requests.within((query) => indexSlice(requests, query, tenant, slice));
        }
        const last = rows.at(-1);
        if (last === undefined || rows.length < PAGE) return `补录 ${added} 件 ${added} indexed`;
        after = { filedAt: last.filedAt, number: last.number };
        await keep({ ...after, added });
      }
    },
  };
}

function keyOf({ filedAt, number }: Readonly<Record<string, unknown>>): ListKey {
  return typeof filedAt === "number" && typeof number === "string"
    ? { filedAt, number }
    : { filedAt: Number.MAX_SAFE_INTEGER, number: "" };
}

/** Locked, so that nobody takes consent back while it is written; one that somebody holds is left for tomorrow. */
async function indexSlice(
  requests: Services["requests"],
  query: Transaction,
  tenant: string,
  numbers: readonly string[],
): Promise<number> {
  const locked = await lockFree(query, tenant, numbers);
  const records = [...(await stepsOfAll(query, tenant, locked))]
    .map(([number, steps]) => requests.recordOf(number, steps))
    .filter(({ state }) => isPublic(state));
  await addPublicWords(query, tenant, records);
  return records.length;
}
