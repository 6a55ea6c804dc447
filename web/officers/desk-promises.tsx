// A body's promises that nobody has said to be kept, by their day.

import { showNumber } from "../../core/domain/request/number.ts";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, LATER, noneOf, Pager, Search } from "../parts/listing.tsx";
import { calendarWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { deskHref } from "./desk-pieces.tsx";
import { officerPage, type Viewer } from "./frame.tsx";

export interface PromisesView {
  readonly viewer: Viewer;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly body: { readonly id: string; readonly zh: string };
  readonly bodies: readonly unknown[];
  readonly today: string;
  readonly rows: readonly {
    readonly number: string;
    readonly promise: number;
    readonly by: string;
    readonly first: string;
    readonly moves: number;
    /** What was promised, masked; empty where it was deleted or somebody hides from the handling body. */
    readonly what: string;
  }[];
  /** The place after which the next page goes on. */
  readonly next?: string;
}

const PROMISES = "/desk/promises";

export function promisesPage({ viewer, typed, first, body, bodies, today, rows, next }: PromisesView): Page {
  const chosen = { body: body.id };
  const named = bodies.length > 1 ? body.id : undefined;
  const content = (
    <>
      <h1>
        还没兑现的承诺 <En>Promises not yet kept</En>
      </h1>
      <p>
        {body.zh}，按日子排。到日子会问群众做到没有。<En>By day; on that day the citizen is asked.</En>
      </p>
      <Search
        action={PROMISES}
        typed={typed}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={{ zh: "编号，或承诺里的字", en: "the number, or part of what was promised" }}
        kept={chosen}
      />
      {rows.length === 0 ? (
        <p>
          <Both words={noneOf(typed, { zh: "没有等着兑现的承诺。", en: "No promise is waiting." })} />
        </p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={`${row.number} ${row.promise}`}>
              <a href={deskHref(row.number, named)}>{`${showNumber(row.number)} 承诺 ${row.promise}`}</a>：
              {row.what === "" ? "" : `${row.what} · `}
              {calendarWords(row.by)}前
              {row.by < today ? <strong class="tag suspected">过了日子 late</strong> : null}
              {row.moves > 0 ? ` 改过 ${row.moves} 次，最早说${calendarWords(row.first)}` : ""}{" "}
              <En>{`by ${row.by}`}</En>
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={first ? undefined : hrefOf(PROMISES, { ...chosen, words: typed })}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf(PROMISES, { ...chosen, words: typed, after: next }), words: LATER }
        }
      />
      <p>
        <a href={hrefOf("/desk", { body: named })}>
          回到办件台 <En>Back to the desk</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, "承诺", content);
}
