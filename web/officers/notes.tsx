// A body's notes: replies and promises that are near or over, offers that wait, requests that woke, each leading to its request; and what other modules tell.

import type { Words } from "../../core/domain/facts.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Page, Way } from "../parts/layout.tsx";
import { Listing, OLDER } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { officerPage, Told, type Viewer } from "./frame.tsx";

export interface NoteRow {
  readonly id: string;
  readonly at: number;
  readonly number: string;
  readonly matter: string | null;
  /** The beginning of the citizen's words, masked. */
  readonly text: string;
  readonly notes: readonly { readonly kind: keyof typeof NOTE_WORDS; readonly dueAt: number }[];
}

export const NOTE_WORDS = {
  "reply-near": { zh: "答复一天内到期", en: "reply due within a day" },
  "reply-over": { zh: "答复已过期限", en: "reply is late" },
  "receive-over": {
    zh: "接不接下还没有回音，已过两个工作日",
    en: "not accepted or returned within two working days",
  },
  "coordinate-over": { zh: "协调人还没有定承办单位", en: "the coordinator has not decided" },
  "promise-near": { zh: "承诺的日子快到了", en: "a promise is near its day" },
  "promise-over": { zh: "承诺的日子已过", en: "a promise has passed its day" },
  unwilling: { zh: "群众不同意等，已恢复办理", en: "the citizen does not accept waiting; it goes on" },
  woken: { zh: "挂账到期，已恢复办理", en: "the parking has ended; the clock runs on" },
} as const satisfies Record<string, Words>;

export function notesPage(
  viewer: Viewer,
  rows: readonly NoteRow[],
  last: Pick<NoteRow, "at" | "id"> | undefined,
  told: readonly Way[],
): Page {
  const where = viewer.roles.includes("officer") ? "/desk" : "/coordinate";
  const body = (
    <>
      <h1>
        提醒 <En>Notes</En>
      </h1>
      <p>
        只有本单位看得到，按单位提醒，不记个人。
        <En>For your body alone; of the body, never of a person.</En>
      </p>
      <Told told={told} />
      <Listing
        label={{ zh: "提醒", en: "Notes" }}
        none={
          told.length === 0
            ? { zh: "没有提醒。", en: "No notes." }
            : { zh: "诉求没有提醒。", en: "No notes on requests." }
        }
        columns={[
          { zh: "诉求", en: "Request" },
          { zh: "提醒和期限", en: "Notes and when due" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <>
              <a href={`${where}/${row.number}`}>{showNumber(row.number)}</a>{" "}
              {matterOf(row.matter ?? undefined)?.zh ?? ""}
              <br />
              <span class="small">{row.text === "" ? "（文字已删除）" : row.text}</span>
            </>,
            row.notes.map((each) => (
              <div key={`${each.kind} ${each.dueAt}`}>
                {NOTE_WORDS[each.kind].zh}（{momentWords(each.dueAt)}）<En>{NOTE_WORDS[each.kind].en}</En>
              </div>
            )),
          ],
        }))}
        next={last === undefined ? undefined : { href: `/notes?at=${last.at}&id=${last.id}`, words: OLDER }}
      />
    </>
  );
  return officerPage(viewer, "提醒", body);
}
