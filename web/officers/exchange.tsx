// Exchange with a case system that is there already: take its file in, give out what changed, and write down how its columns are called.

import type { Words } from "../../core/domain/facts.ts";
import { AreaField, Choices, FileField, type Problem, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { officerPage, Token, Trouble, type Viewer } from "./frame.tsx";

interface SystemView {
  readonly id: string;
  readonly columns: string;
  readonly bodies: string;
  /** Requests that changed since the last file, counted to just over one file. */
  readonly waiting: number;
  /** When the last file went out, and with how many rows. */
  readonly given?: { readonly at: number; readonly rows: number };
}

export interface ExchangeView {
  readonly viewer: Viewer;
  readonly systems: readonly SystemView[];
  /** Rows that go into one file. */
  readonly most: number;
  /** The bodies' identifiers, for the mapping. */
  readonly bodies: readonly { readonly id: string; readonly zh: string }[];
  readonly fields: Readonly<Record<string, string>>;
  readonly trouble?: Words;
  readonly problems: readonly Problem[];
  readonly taken?: {
    readonly system: string;
    readonly filed: number;
    readonly changed: number;
    readonly same: number;
    readonly problems: readonly { readonly row: number; readonly zh: string; readonly en: string }[];
  };
}

const MOST_PROBLEMS = 50;

export function exchangePage(view: ExchangeView): Page {
  const { viewer, systems, most, bodies, fields, trouble, problems, taken } = view;
  const content = (
    <>
      <h1>
        和原有系统互通 <En>Exchange with the system you have</En>
      </h1>
      <p>
        原来的 12345 系统照用，不用两边录。导入它的表格，导出这边的变化。同一张表再导一次，不会重复。
        满意度评价不导入：办没办成只听群众自己说。
        <En>
          Keep your case system; nothing is keyed twice, and the same file again does nothing twice. Ratings
          are not taken in.
        </En>
      </p>
      <Trouble words={trouble} at={problems[0]?.field} />
      {taken === undefined ? null : <TakenBox taken={taken} />}
      {systems.map((system) => (
        <section key={system.id} aria-labelledby={`system-${system.id}`}>
          <h2 id={`system-${system.id}`}>{system.id}</h2>
          <form method="post" action="/exchange/in" enctype="multipart/form-data">
            <Token viewer={viewer} />
            <input type="hidden" name="system" value={system.id} />
            <FileField
              name="file"
              id={`file-${system.id}`}
              label={{ zh: "导入表格（CSV 或 XLSX，最大 5 兆、5000 行）", en: "Take in a table" }}
              accept=".csv,.xlsx,.txt"
              problems={problems}
            />
            <p class="row">
              <button class="go" type="submit">
                导入 <En>Take in</En>
              </button>
            </p>
          </form>
          <OutForm {...{ viewer, system, most }} />
          <MappingForm {...{ viewer, system }} problems={[]} />
        </section>
      ))}
      <details open={systems.length === 0 || fields.system !== undefined}>
        <summary>
          新增一个系统 <En>Add a system</En>
        </summary>
        <MappingForm
          {...{ viewer, problems }}
          system={{ id: fields.system ?? "", columns: fields.columns ?? "", bodies: fields.bodies ?? "" }}
          added
        />
      </details>
      <details>
        <summary>
          本平台的单位代号 <En>Identifiers of bodies</En>
        </summary>
        <ul>
          {bodies.map((body) => (
            <li key={body.id}>
              {body.zh}：{body.id}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
  return officerPage(viewer, "和原有系统互通", content);
}

function OutForm({ viewer, system, most }: Pick<ExchangeView, "viewer" | "most"> & { system: SystemView }) {
  const { id, given, waiting } = system;
  const count = waiting > most ? `不止 ${most}` : String(waiting);
  return (
    <form method="post" action="/exchange/out">
      <Token viewer={viewer} />
      <input type="hidden" name="system" value={id} />
      <p>
        {given === undefined ? "还没有导出过。" : `上次导出是 ${momentWords(given.at)}，${given.rows} 件。`}
        {waiting === 0 ? "现在没有新的变化。" : `现在有 ${count} 件没导出，一个文件最多 ${most} 件。`}
        <En>
          {`${given === undefined ? "Nothing went out yet" : `The last file had ${given.rows}`}; ${waiting > most ? `more than ${most}` : waiting} to go, at most ${most} in a file.`}
        </En>
      </p>
      {given === undefined ? null : (
        <Choices
          name="from"
          id={`from-${id}`}
          label={{ zh: "从哪里导", en: "From where" }}
          value="last"
          options={[
            { value: "last", zh: "接着上次导", en: "go on from the last file" },
            { value: "again", zh: "上次的文件没存好，再导一遍", en: "the last file again; it was lost" },
            { value: "start", zh: "从头全部导", en: "everything from the beginning" },
          ]}
        />
      )}
      <p class="row">
        <button class="go" type="submit" name="form" value="csv">
          导出变化 CSV <En>Give out, CSV</En>
        </button>
        <button type="submit" name="form" value="xlsx">
          导出变化 XLSX <En>XLSX</En>
        </button>
      </p>
    </form>
  );
}

function TakenBox({ taken }: { taken: NonNullable<ExchangeView["taken"]> }) {
  return (
    <section class="notice demo" role="status" aria-label="导入结果 Result">
      <p>
        {taken.system}：新登记 {taken.filed} 件，更新 {taken.changed} 件，没有变化 {taken.same} 件，有问题{" "}
        {taken.problems.length} 行。
        <En>{`${taken.filed} filed, ${taken.changed} changed, ${taken.same} the same, ${taken.problems.length} row(s) with problems.`}</En>
      </p>
      {taken.problems.length === 0 ? null : (
        <ul>
          {taken.problems.slice(0, MOST_PROBLEMS).map((each) => (
            <li key={`${each.row} ${each.en}`}>
              第 {each.row} 行：
              <Both words={each} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function MappingForm({
  viewer,
  system,
  problems,
  added = false,
}: {
  viewer: Viewer;
  system: Pick<SystemView, "id" | "columns" | "bodies">;
  problems: readonly Problem[];
  added?: boolean;
}) {
  const id = added ? "new" : system.id;
  const form = (
    <form method="post" action="/exchange">
      <Token viewer={viewer} />
      {added ? (
        <TextField
          name="system"
          id="system-new"
          label={{ zh: "系统叫什么", en: "Its name" }}
          {...{ problems, value: system.id }}
        />
      ) : (
        <input type="hidden" name="system" value={system.id} />
      )}
      <AreaField
        name="columns"
        id={`columns-${id}`}
        label={{
          zh: "栏目对照，一行一个（常见栏名不用写）",
          en: "Columns, one on each line; usual names need none",
        }}
        hint={{
          zh: "左边是本平台的：external 工单编号、text 内容、asks 要点、place 地点、name 姓名、phone 电话、matter 类别、body 承办单位、reply 答复、status 状态。例：reply = 处理结果",
          en: "ours = theirs, for example: reply = 处理结果",
        }}
        rows={4}
        {...{ problems, value: system.columns }}
      />
      <AreaField
        name="bodies"
        id={`bodies-${id}`}
        label={{
          zh: "单位对照，一行一个（名称一样的不用写）",
          en: "Bodies, one on each line; equal names need none",
        }}
        hint={{ zh: "例：县交通局 = roads", en: "theirs = ours" }}
        rows={3}
        {...{ problems, value: system.bodies }}
      />
      <p class="row">
        <button type="submit">
          保存对照 <En>Save</En>
        </button>
      </p>
    </form>
  );
  if (added) return form;
  return (
    <details>
      <summary>
        改对照 <En>Change the mapping</En>
      </summary>
      {form}
    </details>
  );
}
