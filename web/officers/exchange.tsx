// Exchange with a case system that is there already: take its file in, give out what changed, and write down how its columns are called.

import type { Words } from "../../core/domain/facts.ts";
import { AreaField, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { officerPage, Token, Trouble, type Viewer } from "./frame.tsx";

export interface ExchangeView {
  readonly viewer: Viewer;
  readonly systems: readonly { readonly id: string; readonly columns: string; readonly bodies: string }[];
  /** The bodies' identifiers, for the mapping. */
  readonly bodies: readonly { readonly id: string; readonly zh: string }[];
  readonly fields: Readonly<Record<string, string>>;
  readonly trouble?: Words;
  readonly taken?: {
    readonly system: string;
    readonly filed: number;
    readonly changed: number;
    readonly same: number;
    readonly problems: readonly { readonly row: number; readonly zh: string; readonly en: string }[];
  };
}

const MOST_PROBLEMS = 50;

export function exchangePage({ viewer, systems, bodies, fields, trouble, taken }: ExchangeView): Page {
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
      <Trouble words={trouble} />
      {taken === undefined ? null : <TakenBox taken={taken} />}
      {systems.map((system) => (
        <section key={system.id} aria-labelledby={`system-${system.id}`}>
          <h2 id={`system-${system.id}`}>{system.id}</h2>
          <form method="post" action="/exchange/in" enctype="multipart/form-data">
            <Token viewer={viewer} />
            <input type="hidden" name="system" value={system.id} />
            <div class="field">
              <label for={`file-${system.id}`}>
                导入表格（CSV 或 XLSX，最大 5 兆、5000 行）<En>Take in a table</En>
              </label>
              <input type="file" id={`file-${system.id}`} name="file" accept=".csv,.xlsx,.txt" />
            </div>
            <p class="row">
              <button class="go" type="submit">
                导入 <En>Take in</En>
              </button>
            </p>
          </form>
          <form method="post" action="/exchange/out">
            <Token viewer={viewer} />
            <input type="hidden" name="system" value={system.id} />
            <TextField
              name="after"
              id={`after-${system.id}`}
              label={{
                zh: "从哪里接着导（上次文件名末尾的一串；第一次不填）",
                en: "From which place; the end of the last file’s name",
              }}
            />
            <p class="row">
              <button type="submit" name="form" value="csv">
                导出变化 CSV <En>Give out, CSV</En>
              </button>
              <button type="submit" name="form" value="xlsx">
                导出变化 XLSX <En>XLSX</En>
              </button>
            </p>
          </form>
          <MappingForm viewer={viewer} system={system} />
        </section>
      ))}
      <details open={systems.length === 0 || fields.system !== undefined}>
        <summary>
          新增一个系统 <En>Add a system</En>
        </summary>
        <MappingForm
          viewer={viewer}
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
  added = false,
}: {
  viewer: Viewer;
  system: ExchangeView["systems"][number];
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
          value={system.id}
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
        value={system.columns}
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
        value={system.bodies}
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
