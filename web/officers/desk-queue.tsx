// The desk's queue: everything that lies with a body, by harm and then by clock.

import { dayOf, endOf } from "../../core/domain/day.ts";
import type { Day, Instant } from "../../core/domain/facts.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Phase } from "../../core/domain/request/state.ts";
import { phaseWordsToOthers } from "../citizens/phase-words.ts";
import { type Page, Scroll } from "../parts/layout.tsx";
import { hrefOf, LATER, noneOf, Pager, SEARCH_REQUESTS, Search } from "../parts/listing.tsx";
import { calendarWords, dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { deskHref, GoOn, rowId } from "./desk-pieces.tsx";
import { officerPage, type Viewer } from "./frame.tsx";
import { AllNotes, News, type NewsView } from "./news.tsx";
import { dueWords, HarmTag } from "./request-parts.tsx";

type Part = "offer" | "holds" | "assists";
type Choice = Part | "due";

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
  readonly replied: boolean;
  /** It stands still and was late before. */
  readonly lateStill: boolean;
  /** The earliest day of a promise that has come and is not said to be kept. */
  readonly promised: Day | null;
  /** The beginning of the citizen's words, masked. */
  readonly text: string;
}

export interface QueueView {
  readonly viewer: Viewer;
  readonly now: Instant;
  readonly body: { readonly id: string; readonly zh: string };
  /** The bodies this officer answers for today: the own one, then those under cover. */
  readonly bodies: readonly { readonly id: string; readonly zh: string }[];
  readonly choice?: Choice;
  readonly counts: Readonly<Partial<Record<Choice | "promises", number>>>;
  readonly rows: readonly QueueItem[];
  readonly news?: NewsView;
  /** A request that was just given away. */
  readonly done?: string;
  /** The one that came after it. */
  readonly goOn?: string;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  /** The place after which the next page goes on. */
  readonly next?: string;
}

const CHOICES: readonly { part: Choice; zh: string; en: string }[] = [
  { part: "due", zh: "到期", en: "due or late" },
  { part: "offer", zh: "待接", en: "to accept" },
  { part: "holds", zh: "在办", en: "in hand" },
  { part: "assists", zh: "协办", en: "assisting" },
];

export function queuePage(view: QueueView): Page {
  const { viewer, now, body, bodies, choice, done, goOn, typed, first, rows, next } = view;
  const chosen = { body: body.id, ...(choice === undefined ? {} : { part: choice }) };
  const named = bodies.length > 1 ? body.id : undefined;
  const content = (
    <>
      <h1>
        办件台 <En>Desk</En>
      </h1>
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          {showNumber(done)} 记下了，这件现在不在您单位。<En>Done; it lies with your body no more.</En>{" "}
          {goOn === undefined ? null : <GoOn number={goOn} href={deskHref(goOn, named, choice)} />}
        </p>
      )}
      {bodies.length < 2 ? null : (
        <nav class="pager row counts" aria-label="单位 Bodies">
          {bodies.map((each) => (
            <a
              key={each.id}
              href={`/desk?body=${encodeURIComponent(each.id)}`}
              {...(each.id === body.id ? { "aria-current": "page" as const } : {})}
            >
              {each.zh}
            </a>
          ))}
        </nav>
      )}
      <Counts {...view} />
      <News news={view.news} where="/desk" />
      <Besides {...view} chosen={chosen} />
      {rows.length === 0 ? (
        <p>
          <Both words={noneOf(typed, { zh: "这里没有要办的。", en: "Nothing to do here." })} />
        </p>
      ) : (
        <Scroll label="要办的诉求 Requests in hand">
          <table class="stack queue">
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
                <QueueLine key={row.number} {...{ row, now }} href={deskHref(row.number, named, choice)} />
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

/** How many lie where, in one line that a phone shows whole. */
function Counts({ body, choice, counts }: QueueView) {
  const own = `body=${encodeURIComponent(body.id)}`;
  return (
    <nav class="pager row counts" aria-label="哪一部分 Parts">
      <a href={`/desk?${own}`} {...(choice === undefined ? { "aria-current": "page" as const } : {})}>
        全部 <En>all</En>
      </a>
      {CHOICES.map((each) => (
        <a
          key={each.part}
          href={`/desk?${own}&part=${each.part}`}
          {...(choice === each.part ? { "aria-current": "page" as const } : {})}
        >
          {`${each.zh} ${counts[each.part] ?? 0}`} <En>{each.en}</En>
        </a>
      ))}
    </nav>
  );
}

/** What is wanted less often than the rows themselves, in one line that opens. */
function Besides({
  body,
  counts,
  rows,
  typed,
  first,
  next,
  chosen,
}: QueueView & { readonly chosen: Readonly<Record<string, string>> }) {
  const promises = (counts.promises ?? 0) === 0 ? "承诺" : `承诺 ${counts.promises} 条到期`;
  return (
    <details class="slim" open={typed !== ""}>
      <summary>
        {`找一件、${promises}、代班`} <En>search, promises, cover</En>
      </summary>
      <p>
        先看对群众的影响，再看期限。“到期”是今天到期、过了期限，和承诺到了日子的。
        <En>
          By harm to the citizen, then by the clock. “Due”: today, late, or a promise whose day has come.
        </En>
      </p>
      <p class="row">
        <a href={`/desk/promises?body=${encodeURIComponent(body.id)}`}>
          {promises} <En>promises</En>
        </a>
        <a href="/desk/cover">
          代班 <En>cover</En>
        </a>
        <AllNotes />
      </p>
      <Search
        action="/desk"
        typed={typed}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={SEARCH_REQUESTS}
        kept={chosen}
      />
    </details>
  );
}

function QueueLine({ row, now, href }: { row: QueueItem; now: Instant; href: string }) {
  const phase = phaseWordsToOthers(row.phase);
  const offer = row.part === "offer";
  return (
    <tr id={rowId(row.number)}>
      <td>
        <a href={href}>{showNumber(row.number)}</a> {matterOf(row.matter ?? undefined)?.zh ?? ""}
        <br />
        <span class="small words">{row.text === "" ? "（文字已删除）" : row.text}</span>
      </td>
      <td data-label="影响">
        <HarmTag level={row.harm} />
        <span class="small">
          {row.joiners > 0 ? ` ${row.joiners + 1} 人反映` : ""}
          {row.bounces > 0 ? ` 退回重办 ${row.bounces} 次` : ""}
        </span>
      </td>
      <td data-label="期限">
        <Due row={row} now={now} />
      </td>
      <td data-label="到哪一步">
        {offer ? "等本单位接下" : phase.zh} <En>{offer ? "to accept" : phase.en}</En>
        <br />
        <span class="small">
          {dayWords(row.filedAt)}提出
          {row.replied && row.bounces === 0 ? "，答复过，还没报告办结" : ""}
        </span>
      </td>
    </tr>
  );
}

/** What stands still is due on no day that can be told, unless it was late before; what is due today or late stands out. */
function Due({ row, now }: { row: QueueItem; now: Instant }) {
  return (
    <>
      {row.promised === null ? null : <PromiseDue promised={row.promised} today={dayOf(now)} />}
      <ClockDue {...{ row, now }} />
    </>
  );
}

function PromiseDue({ promised, today }: { readonly promised: Day; readonly today: Day }) {
  const over = promised < today;
  return (
    <>
      <strong>{over ? `承诺过了日子（${calendarWords(promised)}）` : "承诺的事，今天到日子"}</strong>{" "}
      <En>{over ? `promised by ${promised}` : "promised for today"}</En>
      <br />
    </>
  );
}

function ClockDue({ row: { part, phase, due, lateStill }, now }: { row: QueueItem; now: Instant }) {
  if (STANDS.has(phase) && !lateStill)
    return (
      <>
        钟停着 <En>the clock stands still</En>
      </>
    );
  const { zh, en } = dueWords(due, now);
  const words = `${part === "offer" ? "接下或退回：" : ""}${zh}${lateStill ? "，现在停着" : ""}`;
  return (
    <>
      {due <= endOf(dayOf(now)) ? <strong>{words}</strong> : words} <En>{en}</En>
    </>
  );
}

const STANDS: ReadonlySet<Phase> = new Set<Phase>(["waiting-for-citizen", "paused", "parked"]);
