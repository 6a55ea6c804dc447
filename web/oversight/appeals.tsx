// Appeals for those who answer: what waits, the first due first; one with its finding and the form of the answer.

import type { Words } from "../../core/domain/facts.ts";
import { Token } from "../officers/frame.tsx";
import { AreaField, Choices, Errors, type Problem, Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, LATER, Listing, OLDER } from "../parts/listing.tsx";
import { calendarWords, dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { AppealCard, type AppealView, Late } from "./appeal.tsx";
import { dueWords, GROUND_WORDS, STANDING_WORDS } from "./appeal-words.ts";
import { cardClass, type FindingView, Sentence } from "./clause.tsx";

export interface AppealsView {
  readonly answered: boolean;
  readonly first: boolean;
  readonly rows: readonly (AppealView & { readonly title: Words })[];
  readonly next?: string;
}

const AT = "/appeals";

export function appealsPage({ answered, first, rows, next }: AppealsView): Page {
  const kept = answered ? { state: "answered" } : {};
  const body = (
    <>
      <h1>
        {answered ? "答复过的申诉" : "等答复的申诉"}{" "}
        <En>{answered ? "Answered appeals" : "Appeals that wait"}</En>
      </h1>
      <p class="row">
        <a href={answered ? AT : hrefOf(AT, { state: "answered" })}>
          {answered ? "等答复的" : "答复过的"} <En>{answered ? "Waiting" : "Answered"}</En>
        </a>
        <a href="/checkup/errors">
          检测自己错了多少 <En>The detectors' own errors</En>
        </a>
      </p>
      <Listing
        label={{ zh: "申诉", en: "Appeals" }}
        columns={[
          { zh: "疑点", en: "Finding" },
          { zh: "哪里不对", en: "What is wrong" },
          { zh: "谁提的", en: "Filed by" },
          answered ? { zh: "答复", en: "Answer" } : { zh: "到期", en: "Due" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [
            <a key="title" href={`${AT}/${row.id}`}>
              <Both words={row.title} />
            </a>,
            <Both key="ground" words={GROUND_WORDS[row.ground]} />,
            `${row.by}，${dayWords(row.filedAt)}`,
            <End key="end" row={row} />,
          ],
        }))}
        none={
          answered ? { zh: "还没有。", en: "None yet." } : { zh: "没有等答复的申诉。", en: "None waits." }
        }
        first={first ? undefined : hrefOf(AT, kept)}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf(AT, { ...kept, after: next }), words: answered ? OLDER : LATER }
        }
      />
    </>
  );
  return { title: "申诉", body };
}

function End({ row: { answer, due, late } }: { row: AppealView }) {
  return (
    <>
      {answer !== undefined ? (
        <>
          <Both words={STANDING_WORDS[answer.upheld ? "withdrawn" : "not-upheld"]} />，{dayWords(answer.at)}
        </>
      ) : due === undefined ? (
        <Both words={dueWords(due)} />
      ) : (
        calendarWords(due)
      )}
      {late === true ? <Late /> : null}
    </>
  );
}

/** What was wrong with an answer, and what was chosen and written. */
export interface AnswerMistake {
  readonly ruling: string | undefined;
  readonly reason: string;
  readonly problems: readonly Problem[];
}

export interface AppealPageView {
  readonly title: Words;
  readonly appeal: AppealView;
  /** The latest check-up that holds the finding; absent where none is kept. */
  readonly found?: { readonly run: string; readonly finding: FindingView };
  /** The finding is about the reader's own body. */
  readonly own: boolean;
  /** Absent where the reader cannot answer. */
  readonly form?: { readonly formToken?: string } & Partial<AnswerMistake>;
}

export function appealPage({ title, appeal, found, own, form }: AppealPageView): Page {
  const body = (
    <>
      <h1>
        申诉：{title.zh} <En>{`Appeal: ${title.en}`}</En>
      </h1>
      {form === undefined ? null : <Errors problems={form.problems ?? []} />}
      {found === undefined ? (
        <p class="notice">
          这条疑点不在现有的体检里了。<En>No check-up that is kept holds this finding any more.</En>
        </p>
      ) : (
        <article class={cardClass(found.finding)}>
          <Sentence finding={found.finding} />
          <p>
            <a href={`/runs/${found.run}/findings/${found.finding.id}`}>
              依据与豁免 <En>Evidence and exemptions</En>
            </a>
          </p>
        </article>
      )}
      <AppealCard appeal={appeal} />
      {own && appeal.answer === undefined ? (
        <p class="notice">
          这条疑点说的是您的单位，要由别的单位的监督人答复。
          <En>The finding is about your own body; a supervisor of another answers.</En>
        </p>
      ) : null}
      {form === undefined ? null : <AnswerForm id={appeal.id} form={form} />}
      <nav class="pager" aria-label="返回 Back">
        <a class="button" href={AT}>
          返回申诉 <En>Back to the appeals</En>
        </a>
      </nav>
    </>
  );
  return { title: `申诉：${title.zh}`, body };
}

function AnswerForm({ id, form }: { id: string; form: NonNullable<AppealPageView["form"]> }) {
  const { formToken, ruling, reason = "", problems = [] } = form;
  return (
    <form method="post" action={`${AT}/${id}`}>
      <h2>
        答复 <En>The answer</En>
      </h2>
      <p>
        请对照原始行再定。提申诉的人不能自己答复；答复写给对方看，定了就不改。
        <En>Compare the original rows first. Whoever filed does not answer; what is answered stays.</En>
      </p>
      <Token viewer={formToken === undefined ? {} : { formToken }} />
      <Choices
        name="ruling"
        label={{ zh: "申诉成立吗", en: "Is it upheld?" }}
        options={[
          { value: "upheld", zh: "成立：疑点撤回", en: "Upheld: the finding is withdrawn" },
          { value: "not-upheld", zh: "不成立：疑点留着", en: "Not upheld: the finding stands" },
        ]}
        problems={problems}
        {...(ruling === undefined ? {} : { value: ruling })}
      />
      <AreaField
        name="reason"
        rows={3}
        label={{ zh: "理由", en: "The reason" }}
        hint={{ zh: "5 到 500 字，不写人名和电话", en: "5 to 500 characters, no person's name or number" }}
        value={reason}
        problems={problems}
      />
      <Send words={{ zh: "答复", en: "Answer" }} />
    </form>
  );
}
