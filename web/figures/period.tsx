// The figures of one month or quarter: what the citizens say first, then everything that helps to read it.

import { isQuarter, quarterOf } from "../../core/domain/figures/outcome.ts";
import type { Snapshot, Subject } from "../../core/domain/figures/snapshot.ts";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { Headline } from "./headline.tsx";
import { type PlaceName, SUBJECT_WORDS } from "./labels.ts";
import { PROTECTION } from "./methods.ts";
import { periodWords } from "./period-words.ts";
import { SampleSection } from "./sample.tsx";
import { FiguresSection } from "./tables.tsx";

export interface PeriodView {
  readonly period: string;
  /** The version of each subject that is shown, the latest or as of a moment. */
  readonly shown: readonly Snapshot[];
  /** The moments at which something of this period was published, the latest first. */
  readonly versions: readonly number[];
  /** The moment asked for; absent for the latest. */
  readonly asOf?: number;
  readonly periods: readonly string[];
  readonly morePeriods: boolean;
  readonly statements: readonly {
    readonly id: string;
    readonly subject: string;
    readonly body: string;
    readonly words: string;
    readonly at: number;
  }[];
  readonly moreStatements?: string;
  readonly hasDraw: boolean;
  readonly placeName: PlaceName;
}

export function periodPage(view: PeriodView): Page {
  const { period, shown, placeName } = view;
  const words = periodWords(period);
  const of = (subject: Subject) => shown.find((each) => each.subject === subject);
  const headline = of("headline");
  const sections = (["kinds", "causes", "promises-kinds", "promises-causes", "places"] as const)
    .map(of)
    .filter((each) => each !== undefined);
  const body = (
    <>
      <h1>
        {words.zh}的数字 <En>{`Figures of ${words.en}`}</En>
      </h1>
      <p>
        办没办成，只按群众的话算；单位说办结，不算办成。没有回答就是没有回答。
        <En>Only the citizens' word counts; a body's closing does not, and silence is silence.</En>
      </p>
      {view.asOf === undefined ? null : (
        <p class="notice">
          这是 {dayWords(view.asOf)} 公布的一版，之后可能有变化。<a href={`/figures/${period}`}>看最新的</a>{" "}
          <En>An earlier version.</En>
        </p>
      )}
      {headline === undefined ? null : <Headline snapshot={headline} placeName={placeName} />}
      {isQuarter(period) ? null : (
        <SampleSection period={period} snapshot={of("sample")} hasDraw={view.hasDraw} />
      )}
      {sections.map((snapshot) => (
        <FiguresSection key={snapshot.subject} snapshot={snapshot} placeName={placeName} />
      ))}
      <Statements view={view} />
      <Versions view={view} />
      <h2>
        数据和方法 <En>Data and method</En>
      </h2>
      <p>
        <Both words={PROTECTION} />
      </p>
      <p class="row noprint">
        <a class="button" href={`/figures/${period}/print`}>
          打印一页 <En>One page to print</En>
        </a>
        <a class="button" href={`/figures/${period}/data.csv`}>
          CSV
        </a>
        <a class="button" href={`/figures/${period}/data.json`}>
          JSON
        </a>
      </p>
      <ul class="ways noprint">
        <li>
          <a href="/figures/method">
            每个数字怎么来的 <En>How each number is made</En>
          </a>
        </li>
        <li>
          <a href="/figures/exclusions">
            剔除台账 <En>Exclusions ledger</En>
          </a>
        </li>
      </ul>
      <Periods view={view} />
    </>
  );
  return { title: `${words.zh}的数字`, body };
}

function Statements({ view }: { view: PeriodView }) {
  return (
    <section>
      <h2 id="statements">
        单位的说明 <En>What bodies say</En>
      </h2>
      {view.statements.length === 0 ? (
        <p>
          还没有。<En>None yet.</En>
        </p>
      ) : (
        view.statements.map((each) => (
          <div class="card" key={each.id}>
            <p>
              <strong>{each.body}</strong>{" "}
              <span class="small">
                {dayWords(each.at)} · {SUBJECT_WORDS[each.subject as Subject]?.zh ?? each.subject}
              </span>
            </p>
            <p class="said">{each.words}</p>
          </div>
        ))
      )}
      {view.moreStatements === undefined ? null : (
        <p>
          <a href={`/figures/${view.period}?statements=${view.moreStatements}#statements`}>
            后面的说明 <En>More</En>
          </a>
        </p>
      )}
      <p class="noprint">
        <a href={`/figures/${view.period}/statement`}>
          单位写说明（要登录） <En>Write a statement (staff)</En>
        </a>
      </p>
    </section>
  );
}

function Versions({ view }: { view: PeriodView }) {
  if (view.versions.length < 2) return null;
  return (
    <section class="noprint">
      <h2>
        各版 <En>Versions</En>
      </h2>
      <ul class="ways">
        {view.versions.map((at) => (
          <li key={String(at)}>
            <a href={`/figures/${view.period}?at=${at}`}>{dayWords(at)} 公布的</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Periods({ view }: { view: PeriodView }) {
  const last = view.periods.at(-1);
  return (
    <nav class="noprint" aria-label="各月 Periods">
      <h2 id="periods">
        各月和各季度 <En>Months and quarters</En>
      </h2>
      <ul class="ways">
        {isQuarter(view.period) ? null : (
          <li>
            <a href={`/figures/${quarterOf(view.period)}`}>
              {periodWords(quarterOf(view.period)).zh}，按乡镇街道 <En>By township</En>
            </a>
          </li>
        )}
        {view.periods.map((each) => (
          <li key={each}>
            <a
              href={`/figures/${each}`}
              {...(each === view.period ? { "aria-current": "page" as const } : {})}
            >
              {periodWords(each).zh}
            </a>
          </li>
        ))}
        {!view.morePeriods || last === undefined ? null : (
          <li>
            <a href={`/figures/${view.period}?before=${last}#periods`}>
              更早的 <En>Earlier</En>
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** Before anything is published. */
export function noFiguresPage(): Page {
  const body = (
    <>
      <h1>
        公开的数字 <En>Public figures</En>
      </h1>
      <p>
        还没有满一个月的数字。每月过完以后公布：办结多少件，群众说解决了多少、没解决多少、没有回答多少。
        <En>
          No month is over yet. After each month: how many were closed, and what the citizens say of them.
        </En>
      </p>
      <ul class="ways">
        <li>
          <a href="/figures/method">
            每个数字怎么来的 <En>How each number is made</En>
          </a>
        </li>
        <li>
          <a href="/figures/exclusions">
            剔除台账 <En>Exclusions ledger</En>
          </a>
        </li>
      </ul>
    </>
  );
  return { title: "公开的数字", body };
}
