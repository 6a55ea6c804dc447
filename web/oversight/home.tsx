// The county's check-up on one page, in the order in which every report is read: from what was read to what did not apply.

import type { Words } from "../../core/domain/facts.ts";
import { byCapability, isChecked, PART_TITLES, partsOf } from "../../core/engine/parts.ts";
import type { ReportInput, Result } from "../../core/engine/report.ts";
import { Token, type Viewer } from "../officers/frame.tsx";
import { Bars } from "../parts/bars.tsx";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { waitingWords } from "./appeal-words.ts";
import { Aside, Clear, Suspected, Unsure } from "./clauses.tsx";
import { STATES } from "./states.ts";
import { Unread } from "./unread.tsx";

export interface RunView {
  readonly id: string;
  readonly name: Words;
  readonly invented: boolean;
  readonly on: string;
  readonly state: string;
  readonly progress: string;
}

export interface ResultView extends Omit<Result, "findings"> {
  readonly no: number;
  readonly suspected: number;
  readonly unsure: number;
  /** The sentence of the first finding that cannot be told, where there is one. */
  readonly doubt?: Words;
  /** Suspicions that were withdrawn on appeal; counted nowhere else. */
  readonly withdrawn?: number;
  /** Its suspicions are counted among what cannot be told. */
  readonly retired?: true;
}

export interface HomeView {
  readonly run: RunView;
  /** While the bodies look and speak first. */
  readonly first?: Words;
  /** Appeals that wait for an answer; for those who answer. */
  readonly waiting?: { readonly count: number; readonly late: number };
  readonly counts: readonly { readonly title: Words; readonly count: number }[];
  readonly inputs: readonly ReportInput[];
  readonly results: readonly ResultView[];
}

export function homePage(view: HomeView): Page {
  const { run, results } = view;
  const parts = partsOf(results, (result) => result.unsure);
  const body = (
    <>
      <h1>
        {run.name.zh} · 体检 <En>{`${run.name.en}: check-up`}</En>
      </h1>
      <DemoNotice invented={run.invented} />
      <p>
        体检日 <En>Day of the check-up</En>：{run.on}。没有总分，不排名次。
        <En>No total score, no ranking.</En> <a href="/runs">历次体检 Runs</a> ·{" "}
        <a href="/checkup/new">做体检 Make one</a>
      </p>
      {view.first === undefined ? null : (
        <p class="notice">
          <Both words={view.first} />
        </p>
      )}
      <p>
        {view.waiting === undefined ? null : <Waiting waiting={view.waiting} />}
        <a href="/checkup/errors">
          检测自己错了多少 <En>The detectors' own errors</En>
        </a>
      </p>
      <nav class="row" aria-label="目录 Contents">
        {(["suspected", "unsure", "clear", "aside"] as const).map((part) => (
          <a key={part} href={`#${part}`}>
            <Both words={PART_TITLES[part]} />
          </a>
        ))}
      </nav>
      <h2 id="read">
        <Both words={PART_TITLES.read} />
      </h2>
      <ul class="cols">
        {view.counts.map(({ title, count }) => (
          <li key={title.zh}>
            <Both words={title} />：{count.toLocaleString("zh-CN")}
          </li>
        ))}
      </ul>
      <Unread inputs={view.inputs} />
      <p>
        <a href={`/runs/${run.id}/inputs`}>
          逐个文件看：行、资料、问题、略过 <En>file by file: rows, facts, problems, dropped</En>
        </a>
      </p>
      <h2 id="suspected">
        <Both words={PART_TITLES.suspected} />
      </h2>
      <Overview results={results} />
      <Suspected run={run.id} capabilities={parts.suspected} />
      <h2 id="unsure">
        <Both words={PART_TITLES.unsure} />
      </h2>
      <Unsure run={run.id} capabilities={parts.unsure} />
      <h2 id="clear">
        <Both words={PART_TITLES.clear} />
      </h2>
      <Clear run={run.id} capabilities={parts.clear} />
      <h2 id="aside">
        <Both words={PART_TITLES.aside} />
      </h2>
      <Aside run={run.id} groups={parts.aside} />
    </>
  );
  return { title: `${run.name.zh}体检`, body };
}

function Waiting({ waiting }: { waiting: NonNullable<HomeView["waiting"]> }) {
  return (
    <>
      <a href="/appeals">
        <Both words={waitingWords(waiting)} />
      </a>
      {" · "}
      <a href="/findings">
        本单位的疑点 <En>Own findings</En>
      </a>
      {" · "}
    </>
  );
}

export function DemoNotice({ invented }: { invented: boolean }) {
  if (!invented) return null;
  return (
    <p class="notice demo" role="note">
      演示县：全部内容为虚构，用来说明怎样体检。
      <En>Demonstration county: everything in it is invented, to show how a check-up works.</En>
    </p>
  );
}

function Overview({ results }: { results: readonly ResultView[] }) {
  const rows = byCapability(results.filter(isChecked)).map(({ id, title, results: own }) => ({
    at: own.some((each) => each.outcome === "suspected") ? id : undefined,
    title,
    clauses: own.length,
    suspected: own.reduce((sum, each) => sum + each.suspected, 0),
    unsure: own.reduce((sum, each) => sum + each.unsure, 0),
  }));
  const bars = rows.map((row) => ({
    label: row.title.zh,
    parts: [
      { value: row.suspected, colour: "#9b1c1c" },
      { value: row.unsure, colour: "#d9a441" },
    ],
  }));
  return (
    <figure>
      <Bars bars={bars} />
      <figcaption class="small">
        红：疑似；黄：无法判断（条数）。按资料数量不同，各类之间不可比。
        <En>
          Red: suspected; yellow: cannot tell (findings). Kinds differ in amount and cannot be compared.
        </En>
      </figcaption>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">
              方面 <En>Capability</En>
            </th>
            <th scope="col" class="n">
              条款 <En>clauses</En>
            </th>
            <th scope="col" class="n">
              疑似 <En>suspected</En>
            </th>
            <th scope="col" class="n">
              无法判断 <En>cannot tell</En>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.title.zh}>
              <th scope="row">
                {row.at === undefined ? (
                  <Both words={row.title} />
                ) : (
                  <a href={`#${row.at}`}>
                    <Both words={row.title} />
                  </a>
                )}
              </th>
              <td class="n" data-label="条款">
                {row.clauses}
              </td>
              <td class="n" data-label="疑似">
                {row.suspected}
              </td>
              <td class="n" data-label="无法判断">
                {row.unsure}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** A check-up that is not done yet: where it stands, and how to stop or start it. */
export function waitingPage(run: RunView, viewer: Pick<Viewer, "formToken">): Page {
  const body = (
    <>
      <h1>
        {run.name.zh} · 体检 <En>{`${run.name.en}: check-up`}</En>
      </h1>
      <DemoNotice invented={run.invented} />
      <p role="status">
        <Both words={STATES[run.state]!} /> {run.progress}
      </p>
      {run.state === "running" || run.state === "waiting" ? (
        <>
          <p>
            这一页每 3 秒自动更新。<En>This page reads itself again every 3 seconds.</En>
          </p>
          <RunForm run={run.id} viewer={viewer} action="stop" words={{ zh: "停止", en: "Stop" }} />
        </>
      ) : (
        <RunForm run={run.id} viewer={viewer} action="start" words={{ zh: "重新开始", en: "Start again" }} />
      )}
    </>
  );
  const moving = run.state === "running" || run.state === "waiting";
  return { title: `${run.name.zh}体检`, body, ...(moving ? { refresh: 3 } : {}) };
}

interface RunFormProps {
  readonly run: string;
  readonly viewer: Pick<Viewer, "formToken">;
  readonly action: "start" | "stop";
  readonly words: Words;
}

export function RunForm({ run, viewer, action, words }: RunFormProps) {
  return (
    <form method="post" action={`/runs/${run}/${action}`}>
      <Token viewer={viewer} />
      <button type="submit">
        {words.zh} <En>{words.en}</En>
      </button>
    </form>
  );
}
