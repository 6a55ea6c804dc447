// Indexes public requests whose words are not yet searchable: those that came in bulk, past every reaction.

import { fold } from "../../../core/domain/request/fold.ts";
import type { Step } from "../../../core/domain/request/steps.ts";
import type { Transaction } from "../../kit/database/database.ts";
import type { JobKind } from "../../kit/jobs/queue.ts";
import { stepOfRow } from "../requests/requests.store.ts";
import type { Services } from "../service.ts";
import { addPublicWords, isPublic } from "./public-words.ts";

const BATCH = 200;

export function indexPublicWords({ requests, tenant }: Services): JobKind {
  return {
    kind: "index-public-words",
    title: { zh: "公开诉求的检索补录", en: "Index the words of public requests" },
    schedule: { dailyAt: "03:40" },
    async run({ place, keep }) {
      let after = typeof place.after === "string" ? place.after : "";
      let added = Number(place.added ?? 0);
      for (;;) {
        const numbers = await requests.within((query) => indexBatch(query, tenant, after));
        added += numbers.length;
        if (numbers.length < BATCH) return `补录 ${added} 件 ${added} indexed`;
        after = numbers.at(-1)!;
        await keep({ after, added });
      }
    },
  };
}

/** The next batch by number; nobody takes consent back while it is written. */
async function indexBatch(query: Transaction, tenant: string, after: string): Promise<string[]> {
  const rows = await query<{ number: string }>(
    `SELECT number FROM services.request r WHERE tenant_id = $1 AND public AND number > $2
       AND NOT EXISTS (SELECT FROM services.public_words w WHERE w.tenant_id = $1 AND w.number = r.number)
     ORDER BY number LIMIT $3 FOR SHARE OF r`,
    [tenant, after, BATCH],
  );
  const numbers = rows.map((row) => row.number);
  const steps = new Map<string, Step[]>(numbers.map((number) => [number, []]));
  const found = await query<{
    number: string;
    facts: Record<string, unknown>;
    words: Record<string, string> | null;
  }>(
    `SELECT number, facts, words FROM services.step WHERE tenant_id = $1 AND number = ANY($2::text[]) ORDER BY number, place`,
    [tenant, numbers],
  );
  for (const row of found) steps.get(row.number)!.push(stepOfRow(row));
  const records = [...steps].flatMap(([number, all]) => {
    const state = fold(all);
    return state === undefined || !isPublic(state) ? [] : [{ number, steps: all, state }];
  });
  await addPublicWords(query, tenant, records);
  return numbers;
}
