// What every officer's view of a request shows: where it stands, its clocks, its asks, its promises, and the thread of its steps.

import { CHINA, dayOf } from "../../core/domain/day.ts";
import type { Instant, Words } from "../../core/domain/facts.ts";
import { type Clock, type ClockKind, replyClock } from "../../core/domain/request/clocks.ts";
import { HARM_LEVELS, HARM_WORDS } from "../../core/domain/request/harm.ts";
import { matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { isOverdue, wordOn } from "../../core/domain/request/promises.ts";
import { harmNow } from "../../core/domain/request/queue.ts";
import { openPause, phaseOf, type RequestState } from "../../core/domain/request/state.ts";
import type { Said, Step } from "../../core/domain/request/steps.ts";
import { linesOf } from "../../core/domain/request/words.ts";
import { phaseWordsToOthers } from "../citizens/phase-words.ts";
import {
  COMMITMENT_WORDS,
  OUTCOME_WORDS,
  PAUSE_WORDS,
  stepWords,
  VERDICT_WORDS,
  workdaysLeft,
} from "../citizens/step-words.ts";
import { hrefOf } from "../parts/listing.tsx";
import { calendarWords, dayWords, momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";

export interface BodyOption {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** A request as officers' pages get it; its steps are masked already where the reader must not see more. */
export interface RequestView {
  readonly number: string;
  readonly state: RequestState;
  readonly steps: readonly Step[];
  readonly clocks: readonly Clock[];
  readonly now: Instant;
  readonly bodies: readonly BodyOption[];
  /** The words of each ask, where they stand apart from the text. */
  readonly askWords: readonly string[];
  readonly promiseWords: ReadonlyMap<number, string>;
  /** Long threads and crowds are shown in pages: steps before this place, people from this number on. */
  readonly before?: number;
  readonly from?: number;
  /** The body as the address names it, kept while one pages; absent where the address names none. */
  readonly named?: string;
}

/** Steps on a page of the thread. */
export const MOST_STEPS = 60;

export function nameIn(bodies: readonly BodyOption[], id: string | undefined): string {
  return id === undefined ? "（未写明单位）" : (bodies.find((each) => each.id === id)?.zh ?? id);
}

const CLOCKS: Readonly<Record<ClockKind, Words>> = {
  acknowledge: { zh: "接下", en: "take up" },
  contact: { zh: "联系群众", en: "contact" },
  reply: { zh: "答复群众", en: "reply" },
  receive: { zh: "接下或退回", en: "accept or return" },
  coordinate: { zh: "协调人决定", en: "coordinator decides" },
};

/** When something is due, in days that people count: working days where the calendar is known. */
export function dueWords(due: Instant | undefined, now: Instant): Words {
  if (due === undefined) return { zh: "期限算不出（当年放假安排未公布）", en: "the calendar is not known" };
  const day = dayWords(due);
  if (due < now) return { zh: `已过期限（${day}）`, en: `late since ${dayOf(due)}` };
  const left = workdaysLeft(now, due, CHINA);
  const days = left === undefined ? "" : left === 0 ? "，就在今天" : `，还有 ${left} 个工作日`;
  return { zh: `${day}前${days}`, en: `by ${dayOf(due)}` };
}

export function HarmTag({ level }: { level: number }) {
  const id = HARM_LEVELS[level] ?? "question";
  const { zh, en } = HARM_WORDS[id];
  const grave = level <= 1 ? "tag suspected" : level === 2 ? "tag cannot-tell" : "tag";
  return <strong class={grave}>{`${zh.split("：")[0]} ${en.split(":")[0]}`}</strong>;
}

const ANSWERED: Words = {
  zh: "各项都答复了，还没有报告办结；报告办结以后，答复的钟才停。",
  en: "All is answered; the clock of the reply runs until the request is closed.",
};
const ANSWERED_AND_HELD: Words = {
  zh: "各项都答复了，还没有报告办结。现在停着，答复的钟不走；恢复办理以后接着走，到报告办结为止。",
  en: "All is answered. The clock stands still while the request does, then runs on until it is closed.",
};

const ANSWERED_AND_HELD_LATE: Words = {
  zh: "各项都答复了，还没有报告办结。停下来以前就过了期限，停着也照旧算过期。",
  en: "All is answered. It was late before it came to stand still, and stays counted as late.",
};

/** The box at the top: what it is about, where it stands, what is due. */
export function StateBox({ view }: { view: RequestView }) {
  const { state, clocks, now, bodies } = view;
  const phase = phaseWordsToOthers(phaseOf(state));
  const pause = openPause(state);
  const late = replyClock(clocks)?.state === "late";
  const running = clocks.filter((each) => each.doneAt === undefined);
  return (
    <section class="state" aria-label="现状 State">
      <p>
        <HarmTag level={HARM_LEVELS.indexOf(harmNow(state))} /> <strong>{phase.zh}</strong>{" "}
        <En>{phase.en}</En>
      </p>
      <p>
        {matterOf(state.matter)?.zh ?? "未分类"}，{dayWords(state.filedAt)}提出
        {state.people.length > 1 ? `，${state.people.length} 位群众反映` : ""}
        {state.bounces > 0 ? `，群众说没解决、退回重办 ${state.bounces} 次` : ""}。
        {state.lead === undefined ? "" : `牵头单位：${nameIn(bodies, state.lead)}。`}
        <En>{`Filed ${dayOf(state.filedAt)}${state.bounces > 0 ? `, sent back ${state.bounces} time(s)` : ""}.`}</En>
      </p>
      {state.mergedInto === undefined ? null : <p>已并入 {showNumber(state.mergedInto)}。</p>}
      {pause === undefined ? null : (
        <p>
          停着：{PAUSE_WORDS[pause.why].zh}
          {pause.planned === undefined ? "" : `，预计到${dayWords(pause.planned)}`}{" "}
          <En>{PAUSE_WORDS[pause.why].en}</En>
        </p>
      )}
      <ul>
        {running.map((clock) => (
          <li key={`${clock.clock} ${clock.from} ${clock.body ?? ""}`}>
            {CLOCKS[clock.clock].zh}
            {clock.body === undefined ? "" : `（${nameIn(bodies, clock.body)}）`}：
            {clock.state === "stopped" ? "钟停着" : dueWords(clock.due, now).zh}
            <span class="small">
              {" "}
              {clock.clause.zh} <En>{`${CLOCKS[clock.clock].en}: ${dueWords(clock.due, now).en}`}</En>
            </span>
          </li>
        ))}
      </ul>
      {state.closed || state.asks.some((ask) => ask.outcome === "open") ? null : (
        <p class="small">
          <Both words={pause === undefined ? ANSWERED : late ? ANSWERED_AND_HELD_LATE : ANSWERED_AND_HELD} />
        </p>
      )}
    </section>
  );
}

export function Asks({ view }: { view: RequestView }) {
  const { state, bodies, askWords } = view;
  return (
    <section aria-labelledby="asks-title">
      <h2 id="asks-title">
        要解决的 {state.asks.length} 项 <En>Asks</En>
      </h2>
      <ol>
        {state.asks.map((ask) => (
          <li key={ask.number}>
            {askWords[ask.number - 1] ?? "见群众的话"}{" "}
            <span class="tag">{OUTCOME_WORDS[ask.outcome].zh}</span>{" "}
            <span class="small">
              {ask.handling === undefined ? "还没有单位接下" : `${nameIn(bodies, ask.handling)}在办`}
              {ask.offer === undefined ? "" : `，等${nameIn(bodies, ask.offer.to)}接下`}
              {ask.assisting.length === 0
                ? ""
                : `，${ask.assisting.map((each) => nameIn(bodies, each)).join("、")}协办`}
              {ask.decided ? "，由协调人定" : ""} <En>{OUTCOME_WORDS[ask.outcome].en}</En>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Promises({ view }: { view: RequestView }) {
  const { state, bodies, promiseWords, now } = view;
  if (state.commitments.length === 0) return null;
  return (
    <section aria-labelledby="promises-title">
      <h2 id="promises-title">
        承诺 <En>Promises</En>
      </h2>
      <ol>
        {state.commitments.map((each) => (
          <li key={each.number} value={each.number}>
            {promiseWords.get(each.number) ?? "见答复"}：{nameIn(bodies, each.who)}，{calendarWords(each.by)}
            前。
            <span class={isOverdue(each, now) ? "tag suspected" : "tag"}>
              {isOverdue(each, now) ? "过了日子" : COMMITMENT_WORDS[wordOn(each)].zh}
            </span>
            {each.moves === 0 ? null : (
              <span class="small">{` 改过 ${each.moves} 次，最早说${calendarWords(each.first)}`}</span>
            )}{" "}
            <En>{`by ${each.by}, moved ${each.moves} time(s)`}</En>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The words of each person's verdict, and that nobody here touches them. */
export function Verdicts({ view: { state } }: { view: RequestView }) {
  const given = state.people.filter((person) => person.verdict !== undefined);
  if (given.length === 0) return null;
  return (
    <p class="notice">
      群众说：
      {given
        .map(
          (each) =>
            `${VERDICT_WORDS[each.verdict!.value].zh}${each.verdict!.void ? "（有人先谈过评价，不算数）" : ""}`,
        )
        .join("；")}
      。<En>The citizens’ own word; nobody here changes it.</En>
    </p>
  );
}

const LABELS: Readonly<Record<string, string>> = {
  text: "",
  reason: "理由：",
  place: "地点：",
  name: "署名：",
  consent: "同意方式：",
  external: "原系统编号：",
};
const APART: ReadonlySet<string> = new Set(["asks"]);

function labelOf(name: string): string {
  const known = LABELS[name];
  if (known !== undefined) return known;
  return name.startsWith("promise") ? `承诺 ${name.slice(7)}：` : "";
}

function SaidWords({ said, above }: { said: Said | undefined; above: readonly string[] }) {
  const told = Object.entries(said ?? {}).filter(([, text]) => text.trim() !== "");
  const left = told.filter(([name]) => !above.includes(name));
  const words = left.filter(([name]) => !APART.has(name));
  const asks = above.includes("asks") ? [] : linesOf(said?.asks ?? "");
  const lines = [
    ...words.map(([name, text]) => `${labelOf(name)}${text}`),
    ...asks.map((line, index) => `${index + 1}. ${line}`),
  ];
  return (
    <>
      {left.length === told.length ? null : (
        <a class="small" href="#words-title">
          原话在上面 <En>the words stand above</En>
        </a>
      )}
      {lines.length === 0 ? null : <p class="said">{lines.join("\n")}</p>}
    </>
  );
}

export function Thread({
  view,
  above = new Map(),
}: {
  readonly view: RequestView;
  /** Words that stand above on the page already, by the place of their step: nobody reads them twice. */
  readonly above?: ReadonlyMap<number, readonly string[]>;
}) {
  const nameOf = (id: string | undefined) => nameIn(view.bodies, id);
  const end = Math.min(view.before ?? view.steps.length, view.steps.length);
  const start = Math.max(0, end - MOST_STEPS);
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title">
        经过 <En>Steps</En>
      </h2>
      {start === 0 ? null : (
        <p>
          <a href={`${hrefOf("", { body: view.named, before: String(start) })}#thread-title`}>
            {`更早的 ${start} 步`} <En>Earlier steps</En>
          </a>
        </p>
      )}
      <ol class="thread" start={start + 1}>
        {view.steps.slice(start, end).map((step, index) => {
          const place = start + index;
          const words = stepWords(step, { nameOf });
          return (
            <li key={place}>
              <time dateTime={new Date(step.at).toISOString()}>{momentWords(step.at)}</time> {words.zh}。
              <En>{words.en}</En> <SaidWords said={step.said} above={above.get(place) ?? []} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
