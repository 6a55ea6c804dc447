// The files that were read, and the check-ups that were run.

import type { Words } from "../../core/domain/facts.ts";
import { apart, importerWords } from "../../core/engine/inputs.ts";
import { PART_TITLES } from "../../core/engine/parts.ts";
import type { ReportInput } from "../../core/engine/report.ts";
import type { Viewer } from "../officers/frame.tsx";
import { type Page, Scroll } from "../parts/layout.tsx";
import { hrefOf, NEXT, OLDER, Pager } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { DemoNotice, RunForm, type RunView } from "./home.tsx";
import { STATES } from "./states.ts";
import { Unread } from "./unread.tsx";

export interface InputsView {
  readonly run: RunView;
  /** All of them; the page lists those that are data. */
  readonly inputs: readonly ReportInput[];
  readonly from: number;
  readonly size: number;
}

const COUNTS: readonly Words[] = [
  { zh: "行", en: "Rows" },
  { zh: "资料", en: "Facts" },
  { zh: "问题", en: "Problems" },
  { zh: "略过", en: "Dropped" },
];

export function inputsPage({ run, inputs, from, size }: InputsView): Page {
  const at = `/runs/${run.id}/inputs`;
  const { tables } = apart(inputs);
  const shown = tables.slice(from, from + size);
  const body = (
    <>
      <h1>
        <Both words={PART_TITLES.read} />
      </h1>
      <DemoNotice invented={run.invented} />
      <p>
        行数 = 资料 + 问题 + 略过。共 {inputs.length} 个文件。
        <En>{`rows = facts + problems + dropped; ${inputs.length} files`}</En>
      </p>
      {from === 0 ? <Unread inputs={inputs} /> : null}
      <Scroll label="读入的文件 Files read">
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">
                文件 <En>File</En>
              </th>
              <th scope="col">
                怎样读的 <En>Read as</En>
              </th>
              {COUNTS.map((title) => (
                <th key={title.en} scope="col" class="n">
                  <Both words={title} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((input) => (
              <tr key={input.file}>
                <th scope="row">{input.file}</th>
                <td data-label="怎样读的">
                  <Both words={importerWords(input)} />
                </td>
                {[input.rows, input.facts, input.problems, input.dropped].map((count, index) => (
                  <td key={String(index)} class="n" data-label={COUNTS[index]!.zh}>
                    {count.toLocaleString("zh-CN")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Problems inputs={shown} />
      <Omitted inputs={shown} />
      <Pager
        first={from > 0 ? at : undefined}
        next={
          from + size < tables.length
            ? { href: hrefOf(at, { from: `${from + size}` }), words: NEXT }
            : undefined
        }
      >
        <a class="button" href={`/runs/${run.id}`}>
          返回体检结果 <En>Back to results</En>
        </a>
      </Pager>
    </>
  );
  return { title: "读了什么", body };
}

function Problems({ inputs }: { inputs: readonly ReportInput[] }) {
  const problems = inputs.flatMap((input) =>
    input.problemList.slice(0, 50).map((problem) => ({ file: input.file, ...problem })),
  );
  if (problems.length === 0) return null;
  return (
    <>
      <h2>
        读入时的问题 <En>Problems while reading</En>
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.file}:${problem.row}`}>
            {problem.file} 第 {problem.row} 行：
            <Both words={problem.reason} />
            <br />
            怎么改 <En>How to mend</En>：<Both words={problem.mend} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Omitted({ inputs }: { inputs: readonly ReportInput[] }) {
  const totals = new Map<string, number>();
  for (const input of inputs) {
    for (const [what, count] of Object.entries(input.omitted))
      totals.set(what, (totals.get(what) ?? 0) + count);
  }
  if (totals.size === 0) return null;
  return (
    <>
      <h2>
        读到但不保留的 <En>Read and not kept</En>
      </h2>
      <ul>
        {[...totals].sort().map(([what, count]) => (
          <li key={what}>
            {what}：{count.toLocaleString("zh-CN")}
          </li>
        ))}
      </ul>
    </>
  );
}

export interface RunsView extends Pick<Viewer, "formToken"> {
  readonly runs: readonly RunView[];
  readonly first: boolean;
  /** The last run of this page, where more follow. */
  readonly next?: string;
}

export function runsPage({ runs, first, next, ...viewer }: RunsView): Page {
  const body = (
    <>
      <h1>
        历次体检 <En>Check-ups</En>
      </h1>
      <p>
        <a class="button" href="/checkup/new">
          做体检 <En>Make a new one</En>
        </a>
      </p>
      {runs.map((run) => (
        <section key={run.id} class="card">
          <p>
            <a href={`/runs/${run.id}`}>
              {run.name.zh}，体检日 {run.on} <En>{run.name.en}</En>
            </a>
          </p>
          <p>
            <Both words={STATES[run.state]!} /> {run.progress}
          </p>
          {run.state === "running" || run.state === "waiting" ? (
            <RunForm run={run.id} viewer={viewer} action="stop" words={{ zh: "停止", en: "Stop" }} />
          ) : null}
          {run.state === "stopped" || run.state === "failed" ? (
            <RunForm
              run={run.id}
              viewer={viewer}
              action="start"
              words={{ zh: "重新开始", en: "Start again" }}
            />
          ) : null}
        </section>
      ))}
      <Pager
        first={first ? undefined : "/runs"}
        next={next === undefined ? undefined : { href: hrefOf("/runs", { after: next }), words: OLDER }}
      />
    </>
  );
  return { title: "历次体检", body };
}
