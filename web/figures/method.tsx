// How each public number is made, and the public ledger of what was taken out of the denominators.

import type { OutReason } from "../../core/domain/figures/outcome.ts";
import type { Role } from "../../core/domain/request/steps.ts";
import { EXCLUSION_WORDS } from "../citizens/step-words.ts";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { METHODS, PROTECTION } from "./methods.ts";

const NAMES: Readonly<Record<keyof typeof METHODS, string>> = {
  count: "办结件数",
  outcome: "群众怎么说",
  low: "确认解决，最低",
  high: "确认解决，最高",
  "median-days": "得到答复的天数",
  bounced: "退回重办过",
  voice: "电话、窗口、代办",
  out: "剔除",
  "low-with-out": "剔除的放回来，最低",
  "high-with-out": "剔除的放回来，最高",
  "wilson-low": "抽样，最低",
  "wilson-high": "抽样，最高",
  "wilson-answered-low": "抽样，只算问到的，最低",
  "wilson-answered-high": "抽样，只算问到的，最高",
  promise: "承诺",
  moved: "改过日子的承诺",
};

export function methodPage(): Page {
  const body = (
    <>
      <h1>
        每个数字怎么来的 <En>How each number is made</En>
      </h1>
      <p>
        <Both words={PROTECTION} />
      </p>
      <p>
        种类按对群众的危害排，卡点和地方按固定次序排；没有名次，没有总分，不按人统计。
        <En>Sorted by harm or in a fixed order; no ranking, no total score, nothing by person.</En>
      </p>
      <p>
        办结以后群众又说没解决的，原来的月份也跟着变，变了就公布新的一版，旧的留着；每一版都记进账本，改不了。
        <En>
          What the citizens say later changes earlier months; each version stays, and stands in the ledger.
        </En>
      </p>
      <dl>
        {(Object.keys(METHODS) as (keyof typeof METHODS)[]).map((name) => (
          <>
            <dt key={name} id={name}>
              <strong>{NAMES[name]}</strong> <span class="small">{name}</span>
            </dt>
            <dd key={`${name}-how`}>
              <Both words={METHODS[name]} />
            </dd>
          </>
        ))}
      </dl>
      <p>
        <a href="/figures">
          回到数字 <En>Back to the figures</En>
        </a>
      </p>
    </>
  );
  return { title: "每个数字怎么来的", body };
}

export const OUT_WORDS: Readonly<Record<OutReason, { zh: string; en: string }>> = {
  ...EXCLUSION_WORDS,
  merged: { zh: "办结前并入另一件", en: "merged into another before it was closed" },
};

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  citizen: "群众",
  operator: "接线员",
  dispatcher: "派单员",
  coordinator: "协调人",
  officer: "经办人",
  "neutral-caller": "中立回访员",
  supervisor: "监督人",
  administrator: "管理员",
  system: "系统",
};

export interface ExclusionView {
  readonly at: number;
  readonly body: string;
  readonly role: Role;
  readonly reason: OutReason;
}

/** What was taken out, act by act: the body's own act, and nothing of the request or its citizen. */
export function exclusionsPage(rows: readonly ExclusionView[], next: string | undefined): Page {
  const body = (
    <>
      <h1>
        剔除台账 <En>Exclusions ledger</En>
      </h1>
      <p>
        从统计里拿掉一件，就在这里记一条：哪天、哪个单位、什么岗位、为什么。不写是哪一件，免得认出群众。剔除以后，如果不剔除会是多少，写在每个月的数字旁边。
        <En>
          Each request taken out of a denominator: when, by which body and role, why. Which request it was is
          not said. What the rate would be without stands beside each month's figures.
        </En>
      </p>
      {rows.length === 0 ? (
        <p>
          没有剔除过。<En>None.</En>
        </p>
      ) : (
        <table class="stack">
          <caption>最近的在前 Latest first</caption>
          <thead>
            <tr>
              <th scope="col">
                日期 <En>Day</En>
              </th>
              <th scope="col">
                单位 <En>Body</En>
              </th>
              <th scope="col">
                岗位 <En>Role</En>
              </th>
              <th scope="col">
                理由 <En>Reason</En>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={String(index)}>
                <td data-label="日期">{dayWords(row.at)}</td>
                <td data-label="单位">{row.body}</td>
                <td data-label="岗位">{ROLE_WORDS[row.role]}</td>
                <td data-label="理由">
                  <Both words={OUT_WORDS[row.reason]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next === undefined ? null : (
        <nav class="pager" aria-label="翻页 Pages">
          <a class="button" href={`/figures/exclusions?before=${next}`} rel="next">
            更早的 <En>Earlier</En>
          </a>
        </nav>
      )}
    </>
  );
  return { title: "剔除台账", body };
}
