// What is new above a queue, in one line that opens: what its rows do not say; all notes stand on a page of their own.

import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Way } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { Told } from "./frame.tsx";
import { NOTE_WORDS, type NoteRow } from "./notes.tsx";

export interface NewsView {
  /** What other modules tell, as of answered appeals. */
  readonly told: readonly Way[];
  readonly rows: readonly NoteRow[];
  /** There are more than these. */
  readonly more: boolean;
}

export function News({ news, where }: { readonly news: NewsView | undefined; readonly where: string }) {
  if (news === undefined || news.told.length + news.rows.length === 0) return null;
  const { told, rows, more } = news;
  const count = `${told.length + rows.length}${more ? "+" : ""}`;
  return (
    <details class="slim" id="news">
      <summary>
        {`有新情况 ${count} 条`} <En>{`${count} new`}</En>
      </summary>
      <Told told={told} />
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <a href={`${where}/${row.number}`}>{showNumber(row.number)}</a>{" "}
            {matterOf(row.matter ?? undefined)?.zh ?? ""}：
            {row.notes.map(({ kind, dueAt }) => `${NOTE_WORDS[kind].zh}（${dayWords(dueAt)}）`).join("；")}{" "}
            <En>{row.notes.map(({ kind }) => NOTE_WORDS[kind].en).join("; ")}</En>
            <br />
            <span class="small">{row.text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The way to every note that still needs somebody. */
export function AllNotes() {
  return (
    <a href="/notes">
      全部提醒 <En>all notes</En>
    </a>
  );
}
