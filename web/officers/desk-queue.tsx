// The desk's queue: everything that lies with a body, by harm and then by clock; and its promises by day.

import type { Instant } from "../../core/domain/facts.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Phase } from "../../core/domain/request/state.ts";
import { phaseWordsToOthers } from "../citizens/phase-words.ts";
import { type Page, Scroll } from "../parts/layout.tsx";
import { hrefOf, LATER, noneOf, Pager, SEARCH_REQUESTS, Search } from "../parts/listing.tsx";
import { calendarWords, dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { deskHref } from "./desk-pieces.tsx";
import { officerPage, type Viewer } from "./frame.tsx";
import { dueWords, HarmTag } from "./request-parts.tsx";

type Part = "offer" | "holds" | "assists";

export interface QueueItem {
  readonly number: string;
  readonly part: Part;
  readonly harm: number;
  readonly due: Instant;
  readonly phase: Phase;
  readonly matter: string | null;
  readonly filedAt: Instant;
  readonly bounces: number;
  readonly joiners: number;
  /** The beginning of the citizen's words, masked. */
  readonly text: string;
}

export interface QueueView {
  readonly viewer: Viewer;
  readonly now: Instant;
  readonly body: { readonly id: string; readonly zh: string };
  /** The bodies this officer answers for today: the own one, then those under cover. */
  readonly bodies: readonly { readonly id: string; readonly zh: string }[];
  readonly part?: Part;
  readonly counts: Readonly<Partial<Record<Part, number>>>;
  readonly rows: readonly QueueItem[];
  /** A request that was just given away. */
  readonly done?: string;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  /** The place after which the next page goes on. */
  readonly next?: string;
}

const PARTS: readonly { part: Part; zh: string; en: string }[] = [
  { part: "offer", zh: "等我们接下", en: "to accept" },
  { part: "holds", zh: "我们在办", en: "in hand" },
  { part: "assists", zh: "我们协办", en: "assisting" },
];

export function queuePage(view: QueueView): Page {
  const { viewer, now, body, bodies, part, counts, done, typed, first, rows, next } = view;
  const chosen = { body: body.id, ...(part === undefined ? {} : { part }) };
  const named = bodies.length > 1 ? body.id : undefined;
  const own = `body=${encodeURIComponent(body.id)}`;
  const content = (
    <>
      <h1>
        办件台 <En>Desk</En>
      </h1>
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          {showNumber(done)} 记下了，这件现在不在您单位。<En>Done; it lies with your body no more.</En>
        </p>
      )}
      <p>
        {body.zh}：先看对群众的影响，再看期限。<En>By harm to the citizen, then by the clock.</En>
      </p>
      {bodies.length < 2 ? null : (
        <nav class="pager" aria-label="单位 Bodies">
          {bodies.map((each) => (
            <a
              key={each.id}
              class="button"
              href={`/desk?body=${encodeURIComponent(each.id)}`}
              {...(each.id === body.id ? { "aria-current": "page" as const } : {})}
            >
              {each.zh}
            </a>
          ))}
        </nav>
      )}
      <nav class="pager row" aria-label="哪一部分 Parts">
        <a href={`/desk?${own}`} {...(part === undefined ? { "aria-current": "page" as const } : {})}>
          全部 <En>all</En>
        </a>
        {PARTS.map((each) => (
          <a
            key={each.part}
            href={`/desk?${own}&part=${each.part}`}
            {...(part === each.part ? { "aria-current": "page" as const } : {})}
          >
            {`${each.zh} ${counts[each.part] ?? 0}`} <En>{each.en}</En>
          </a>
        ))}
        <a href={`/desk/promises?${own}`}>
          承诺 <En>promises</En>
        </a>
        <a href="/desk/cover">
          代班 <En>cover</En>
        </a>
      </nav>
      <Search
        action="/desk"
        typed={typed}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={SEARCH_REQUESTS}
        kept={chosen}
      />
      {rows.length === 0 ? (
        <p>
          <Both words={noneOf(typed, { zh: "这里没有要办的。", en: "Nothing to do here." })} />
        </p>
      ) : (
        <Scroll label="要办的诉求 Requests in hand">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">
                  诉求 <En>Request</En>
                </th>
                <th scope="col">
                  影响 <En>Harm</En>
                </th>
                <th scope="col">
                  期限 <En>Due</En>
                </th>
                <th scope="col">
                  到哪一步 <En>State</En>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <QueueLine key={row.number} row={row} now={now} href={deskHref(row.number, named)} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pager
        first={first ? undefined : hrefOf("/desk", { ...chosen, words: typed })}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf("/desk", { ...chosen, words: typed, after: next }), words: LATER }
        }
      />
    </>
  );
  return officerPage(viewer, "办件台", content);
}

function QueueLine({ row, now, href }: { row: QueueItem; now: Instant; href: string }) {
  const phase = phaseWordsToOthers(row.phase);
  const offer = row.part === "offer";
  return (
    <tr>
      <td>
        <a href={href}>{showNumber(row.number)}</a> {matterOf(row.matter ?? undefined)?.zh ?? ""}
        <br />
        <span class="small">{row.text === "" ? "（文字已删除）" : row.text}</span>
      </td>
      <td data-label="影响">
        <HarmTag level={row.harm} />
        <span class="small">
          {row.joiners > 0 ? ` ${row.joiners + 1} 人反映` : ""}
          {row.bounces > 0 ? ` 退回重办 ${row.bounces} 次` : ""}
        </span>
      </td>
      <td data-label="期限">
        {offer ? "接下或退回：" : ""}
        {dueWords(row.due, now).zh} <En>{dueWords(row.due, now).en}</En>
      </td>
      <td data-label="到哪一步">
        {offer ? "等本单位接下" : phase.zh} <En>{offer ? "to accept" : phase.en}</En>
        <br />
        <span class="small">{dayWords(row.filedAt)}提出</span>
      </td>
    </tr>
  );
}

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
