// The supervisor's pages: the periods, the way down to masked requests, and one request with its steps. Bodies and causes, never persons.

import type { Words } from "../../core/domain/facts.ts";
import {
  CAUSE_WORDS,
  type Cause,
  isGood,
  OUTCOME_WORDS,
  OUTCOMES,
  type Outcome,
  type OutReason,
} from "../../core/domain/figures/outcome.ts";
import { MATTERS, matterOf } from "../../core/domain/request/matters.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Role } from "../../core/domain/request/steps.ts";
import { officerPage, Told, type Viewer } from "../officers/frame.tsx";
import { type Option, SelectField, TextField } from "../parts/form.tsx";
import { type Page, Scroll, type Way } from "../parts/layout.tsx";
import { LATER, Pager } from "../parts/listing.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { OUT_WORDS, ROLE_WORDS } from "./method.tsx";
import { periodWords } from "./period-words.ts";

/** The colour of an outcome: green for the citizens' "solved" and nothing else. */
export function outcomeClass(outcome: Outcome): string {
  if (isGood(outcome)) return "tag clear";
  return outcome === "not" || outcome === "partly" ? "tag suspected" : "tag cannot-tell";
}

export interface Filter {
  readonly month: string;
  readonly matter: string;
  readonly cause: string;
  readonly outcome: string;
  readonly out: string;
}

export interface RequestRow {
  readonly number: string;
  readonly matter: string;
  readonly cause: Cause;
  readonly outcome: Outcome;
  readonly bounces: number;
  readonly body: string;
  readonly out: OutReason | null;
  readonly outBody: string | null;
  readonly outRole: Role | null;
  /** Masked. */
  readonly words: string;
}

function named(entries: readonly (Words & { readonly value: string })[], any: Words): Option[] {
  return [{ value: "", ...any }, ...entries];
}

const ANY: Words = { zh: "全部", en: "all" };
const one = (label: Words, options: readonly Option[]) => [{ label, options }];

export interface SupervisionView {
  readonly viewer: Viewer;
  readonly months: readonly string[];
  readonly filter: Filter;
  readonly rows: readonly RequestRow[];
  /** What the citizens say of what was taken out of the month. */
  readonly out: Readonly<Partial<Record<Outcome, number>>>;
  readonly next?: string;
  /** What other modules tell supervisors. */
  readonly told?: readonly Way[];
  /** What was typed as a number and is none. */
  readonly sought?: string;
}

const NOT_A_NUMBER = {
  field: "number",
  zh: "编号是 8 位数字，请核对。",
  en: "A number has eight digits; check it.",
};

export function supervisionPage(view: SupervisionView): Page {
  const { viewer, filter, rows } = view;
  const said = OUTCOMES.filter((outcome) => (view.out[outcome] ?? 0) > 0);
  const kinds = MATTERS.map((each) => ({ value: each.id, zh: each.zh, en: each.en }));
  const body = (
    <>
      <h1>
        监督：从数字看到诉求 <En>Supervision: from the figures to the requests</En>
      </h1>
      <p>
        按危害排，同样危害按编号排。看的是事和卡在哪里，不看是哪个人办的；不用于考核个人。原话已遮盖，遮盖可能有漏，请勿外传。
        <En>
          Sorted by harm. It is about matters and causes, never about persons. Words are masked; masking may
          miss a name, so keep them here.
        </En>
      </p>
      <Told told={view.told ?? []} />
      <p class="row noprint">
        {filter.month === "" ? null : (
          <a class="button" href={`/figures/${filter.month}`}>
            {periodWords(filter.month).zh}公布的数字 <En>Published figures</En>
          </a>
        )}
        <a class="button" href={`/supervision?month=${filter.month}&out=any`}>
          剔除的逐件看 <En>What was taken out</En>
        </a>
      </p>
      <form method="get" action="/supervision" class="search noprint">
        <TextField
          name="number"
          label={{ zh: "按编号看一件", en: "One request by its number" }}
          value={view.sought ?? ""}
          inputmode="numeric"
          problems={view.sought === undefined ? [] : [NOT_A_NUMBER]}
        />
        <p class="row">
          <button type="submit">
            打开 <En>Open</En>
          </button>
        </p>
      </form>
      <form method="get" action="/supervision" class="filters">
        <SelectField
          name="month"
          label={{ zh: "第一次办结的月份", en: "Month of the first closing" }}
          value={filter.month}
          groups={one(
            { zh: "月份", en: "Months" },
            view.months.map((value) => ({ value, ...periodWords(value) })),
          )}
        />
        <SelectField
          name="outcome"
          label={{ zh: "群众怎么说", en: "What the citizens say" }}
          value={filter.outcome}
          groups={one(
            { zh: "群众的话", en: "Outcome" },
            named(
              OUTCOMES.map((value) => ({ value, ...OUTCOME_WORDS[value] })),
              ANY,
            ),
          )}
        />
        <SelectField
          name="matter"
          label={{ zh: "诉求种类", en: "Kind of matter" }}
          value={filter.matter}
          groups={one({ zh: "种类", en: "Kinds" }, named(kinds, ANY))}
        />
        <SelectField
          name="cause"
          label={{ zh: "卡在哪里", en: "Where it got stuck" }}
          value={filter.cause}
          groups={one(
            { zh: "卡点", en: "Causes" },
            named(
              (Object.keys(CAUSE_WORDS) as Cause[]).map((value) => ({ value, ...CAUSE_WORDS[value] })),
              ANY,
            ),
          )}
        />
        <SelectField
          name="out"
          label={{ zh: "剔除", en: "Taken out" }}
          value={filter.out}
          groups={one({ zh: "剔除", en: "Taken out" }, [
            { value: "", zh: "只看算在内的", en: "counted only" },
            { value: "any", zh: "只看剔除的", en: "taken out only" },
          ])}
        />
        <p>
          <button type="submit">
            看 <En>Show</En>
          </button>
        </p>
      </form>
      <p>
        {said.length === 0 ? (
          <>
            这个月没有剔除的。<En>Nothing was taken out of this month.</En>
          </>
        ) : (
          <>
            这个月剔除的，群众怎么说：
            {said.map((outcome) => `${OUTCOME_WORDS[outcome].zh} ${view.out[outcome]} 件`).join("；")}。
            <En>What the citizens say of what was taken out of this month.</En>
          </>
        )}
      </p>
      <Rows rows={rows} />
      <Pager next={view.next === undefined ? undefined : { href: view.next, words: LATER }} />
    </>
  );
  return officerPage(viewer, "监督", body);
}

function Rows({ rows }: { rows: readonly RequestRow[] }) {
  if (rows.length === 0)
    return (
      <p>
        没有这样的诉求。<En>None.</En>
      </p>
    );
  return (
    <Scroll label="诉求 Requests">
      <table class="stack">
        <caption>危害大的在前 Gravest first</caption>
        <thead>
          <tr>
            {[
              "编号 Number",
              "事情 Matter",
              "群众怎么说 Outcome",
              "卡在哪里 Cause",
              "退回 Bounces",
              "主办单位 Lead",
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row" class="whole">
                <a href={`/supervision/requests/${row.number}`}>{showNumber(row.number)}</a>
              </th>
              <td data-label="事情">
                <strong>{matterOf(row.matter)?.zh ?? "其他"}</strong> {row.words}
                {row.out === null ? null : (
                  <p class="small">
                    已剔除：{OUT_WORDS[row.out].zh}，{row.outBody ?? ""}
                    {row.outRole === null ? "" : ROLE_WORDS[row.outRole]}
                  </p>
                )}
              </td>
              <td data-label="群众怎么说">
                <span class={outcomeClass(row.outcome)}>{OUTCOME_WORDS[row.outcome].zh}</span>
              </td>
              <td data-label="卡在哪里">{CAUSE_WORDS[row.cause].zh}</td>
              <td data-label="退回">{row.bounces} 次</td>
              <td data-label="主办单位">{row.body}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export interface RequestView {
  readonly viewer: Viewer;
  readonly number: string;
  readonly matter: Words;
  readonly outcome: Outcome;
  readonly cause: Cause;
  readonly steps: readonly { readonly at: number; readonly words: Words; readonly said: string }[];
}

export function supervisedPage(view: RequestView): Page {
  const body = (
    <>
      <h1>
        <span class="number">{showNumber(view.number)}</span> <Both words={view.matter} />
      </h1>
      <div class="state">
        <p>
          <span class={outcomeClass(view.outcome)}>{OUTCOME_WORDS[view.outcome].zh}</span>{" "}
          <En>{OUTCOME_WORDS[view.outcome].en}</En>
        </p>
        <p>
          卡在哪里：
          <Both words={CAUSE_WORDS[view.cause]} />
        </p>
      </div>
      <p class="small">
        原话已遮盖姓名、电话、住址，可能有漏，请勿外传。<En>Masked; it may miss a name.</En>
      </p>
      <ol class="thread">
        {view.steps.map((step, index) => (
          <li key={String(index)}>
            <span class="when">{dayWords(step.at)}</span> {step.words.zh} <En>{step.words.en}</En>
            {step.said === "" ? null : <div class="said">{step.said}</div>}
          </li>
        ))}
      </ol>
      <p>
        <a href="/supervision">
          回到名单 <En>Back</En>
        </a>
      </p>
    </>
  );
  return officerPage(view.viewer, "一件诉求", body);
}
