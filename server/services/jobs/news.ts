// What is new for a body beside what is due: its short section above a queue, from notes and from what other modules tell.

import type { NewsView } from "../../../web/officers/news.tsx";
import { excerpt } from "../desk/excerpt.ts";
import type { Services } from "../service.ts";
import { NEWS_DAYS, notesOf } from "./notes.store.ts";

const DAY = 86_400_000;
const MOST = 10;

/** `of`: whose notes; undefined: the coordinator's. `own`: the reader's body, to which other modules tell something. */
export async function newsFor(
  services: Services,
  of: string | undefined,
  own: string | undefined,
): Promise<NewsView> {
  const { requests, tenant, told } = services;
  const since = requests.now() - NEWS_DAYS * DAY;
  const rows = await requests.within((query) =>
    notesOf(query, tenant, of, { news: { since }, most: MOST + 1 }),
  );
  return {
    told: own === undefined ? [] : ((await told?.toBody(own)) ?? []),
    rows: rows.slice(0, MOST).map((row) => ({ ...row, text: excerpt(row.text) })),
    more: rows.length > MOST,
  };
}
