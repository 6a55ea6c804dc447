// One clause: its words, how sure we are of them, the values in force, and the findings page by page.

import { isChecked, whoseOf } from "../../core/engine/parts.ts";
import type { Finding } from "../../core/engine/report.ts";
import { valuesText } from "../../core/engine/values.ts";
import { EFFECT_OF_STATUS, OUTCOME_WORDS } from "../../core/engine/words.ts";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, NEXT, noneOf, Pager, Search } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { StandingTag } from "./appeal.tsx";
import { RETIRED, type Standing } from "./appeal-words.ts";
import { DemoNotice, type ResultView, type RunView } from "./home.tsx";

/** A finding, and what an appeal has made of it. */
export interface FindingView extends Finding {
  readonly standing?: Standing;
}

export interface ClauseView {
  readonly run: RunView;
  readonly result: ResultView;
  readonly findings: readonly FindingView[];
  /** Number of the last finding on this page, where more follow. */
  readonly next?: number;
  readonly from: number;
  /** What is looked for. */
  readonly typed: string;
  /** Only findings of this kind are listed. */
  readonly outcome?: Finding["outcome"] | undefined;
}

const NO_FINDING = { zh: "没有疑点。", en: "No findings." };

export function clausePage({ run, result, findings, next, from, typed, outcome }: ClauseView): Page {
  const at = `/runs/${run.id}/clauses/${result.no}`;
  const kept = outcome === undefined ? {} : { outcome };
  const body = (
    <>
      <h1>
        <Both words={result.title} />
      </h1>
      <DemoNotice invented={run.invented} />
      <Clause result={result} />
      <Told result={result} />
      {outcome === undefined || result.suspected === 0 || result.unsure === 0 ? null : (
        <p>
          这里只有“{OUTCOME_WORDS[outcome].zh}”的。
          <En>{`Only what is ${OUTCOME_WORDS[outcome].en} is listed.`}</En>{" "}
          <a href={at}>
            看全部疑点 <En>All findings</En>
          </a>
        </p>
      )}
      {result.suspected + result.unsure === 0 ? null : (
        <Search
          action={at}
          typed={typed}
          kept={kept}
          found={{ rows: findings.length, first: from === 0, more: next !== undefined }}
          hint={{ zh: "单位、账号或疑点里的字", en: "part of a finding" }}
        />
      )}
      {findings.length > 0 || !isChecked(result) ? null : (
        <p>
          <Both words={noneOf(typed, NO_FINDING)} />
        </p>
      )}
      {findings.map((each) => (
        <article key={each.id} class={cardClass(each)}>
          <Sentence finding={each} />
          <p>
            <a
              href={`/runs/${run.id}/findings/${each.id}`}
              aria-label={`依据与豁免 Evidence and exemptions ${each.subject}`}
            >
              依据与豁免 <En>Evidence and exemptions</En>
            </a>
          </p>
        </article>
      ))}
      <Pager
        first={from > 0 ? hrefOf(at, { ...kept, words: typed }) : undefined}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf(at, { ...kept, words: typed, after: `${next}` }), words: NEXT }
        }
      >
        <a class="button" href={`/runs/${run.id}`}>
          返回体检结果 <En>Back to results</En>
        </a>
      </Pager>
    </>
  );
  return { title: result.title.zh, body };
}

/** What was not checked is told with the reason, never as "no findings". */
function Told({ result }: { result: ResultView }) {
  if (!isChecked(result))
    return (
      <p class="notice">
        <strong>
          <Both words={OUTCOME_WORDS[result.outcome]} />
        </strong>
        {result.reason === undefined ? null : (
          <>
            ：<Both words={result.reason} />
          </>
        )}
      </p>
    );
  return (
    <>
      {result.retired === true ? (
        <p class="notice">
          <Both words={RETIRED} />
        </p>
      ) : null}
      <p>
        检查 {result.judged}，疑似 {result.suspected}，无法判断 {result.unsure}。
        <En>{`${result.judged} judged, ${result.suspected} suspected, ${result.unsure} cannot tell.`}</En>
        {result.withdrawn === undefined ? null : (
          <>
            {" "}
            另有 {result.withdrawn} 条申诉成立，已撤回，不计。
            <En>{`${result.withdrawn} more withdrawn on appeal, not counted.`}</En>
          </>
        )}
      </p>
    </>
  );
}

export function cardClass({ outcome, standing }: Pick<FindingView, "outcome" | "standing">): string {
  return standing === "withdrawn" ? "card" : `card is-${outcome}`;
}

/** What a finding says, what stands of it, and where its first row lies. */
export function Sentence({ finding }: { finding: FindingView }) {
  const { outcome, standing, message } = finding;
  return (
    <>
      <p>
        {standing === "withdrawn" ? null : <span class={`tag ${outcome}`}>{OUTCOME_WORDS[outcome].zh}</span>}{" "}
        <StandingTag standing={standing} /> {message.zh}
      </p>
      <p>
        <En>{message.en}</En>
      </p>
      <Where finding={finding} />
    </>
  );
}

/** Whose and which case it is, where the sentence does not name it, and the row where it stands: by these a list of like sentences is told apart. */
function Where({ finding }: { finding: Finding }) {
  const { evidence } = finding;
  const [first] = evidence;
  const whose = whoseOf(finding);
  if (whose === "" && first === undefined) return null;
  return (
    <p class="small">
      {whose === "" ? null : <strong>{whose} </strong>}
      {first === undefined ? null : (
        <>
          {first.file} 第 {first.row} 行 <En>{`row ${first.row}`}</En>
          {evidence.length > 1 ? `，共 ${evidence.length} 处` : ""}
        </>
      )}
    </p>
  );
}

export function Clause({ result }: { result: ResultView }) {
  const basis = result.quote ?? result.paraphrase;
  const values = valuesText(result.params);
  return (
    <section>
      <h2>
        条款 <En>Clause</En>
      </h2>
      <p>
        <Both words={result.clause} />
      </p>
      {basis === undefined ? null : <q>{basis}</q>}
      <p class="small">
        {result.pack} · {result.provision} · <Both words={EFFECT_OF_STATUS[result.status]} />
      </p>
      {values === undefined ? null : (
        <p class="small">
          数值 <En>Values</En>：<Both words={values} />
        </p>
      )}
    </section>
  );
}
