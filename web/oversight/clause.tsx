// One clause: its words, how sure we are of them, the values in force, and the findings page by page; and one finding by itself.

import type { Evidence } from "../../core/engine/detector.ts";
import { isChecked, whoseOf } from "../../core/engine/parts.ts";
import type { Finding } from "../../core/engine/report.ts";
import { valuesText } from "../../core/engine/values.ts";
import { EFFECT_OF_STATUS, OUTCOME_WORDS } from "../../core/engine/words.ts";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, NEXT, noneOf, Pager, Search } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { Objection } from "./clauses.tsx";
import { DemoNotice, type ResultView, type RunView } from "./home.tsx";

export interface ClauseView {
  readonly run: RunView;
  readonly result: ResultView;
  readonly findings: readonly Finding[];
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
        <article key={each.id} class={`card is-${each.outcome}`}>
          <p>
            <span class={`tag ${each.outcome}`}>{OUTCOME_WORDS[each.outcome].zh}</span> {each.message.zh}
          </p>
          <p>
            <En>{each.message.en}</En>
          </p>
          <Where finding={each} />
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
    <p>
      检查 {result.judged}，疑似 {result.suspected}，无法判断 {result.unsure}。
      <En>{`${result.judged} judged, ${result.suspected} suspected, ${result.unsure} cannot tell.`}</En>
    </p>
  );
}

/** Whose and which case it is, where the sentence does not name it, and the row where it stands: by these a list of like sentences is told apart. */
function Where({ finding }: { finding: Finding }) {
  const { evidence } = finding;
  const [first] = evidence;
  const whose = whoseOf(finding);
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

function Clause({ result }: { result: ResultView }) {
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

export function findingPage({
  run,
  result,
  finding,
  onPlatform,
}: {
  run: RunView;
  result: ResultView;
  finding: Finding;
  /** Where the reader can see the request, where it is one of the platform's own. */
  onPlatform?: string;
}): Page {
  const body = (
    <>
      <h1>
        <Both words={result.title} />
      </h1>
      <DemoNotice invented={run.invented} />
      <article class={`card is-${finding.outcome}`}>
        <p>
          <span class={`tag ${finding.outcome}`}>{OUTCOME_WORDS[finding.outcome].zh}</span>{" "}
          {finding.message.zh}
        </p>
        <p>
          <En>{finding.message.en}</En>
        </p>
        <Where finding={finding} />
      </article>
      <h2>
        依据：原句、文件和行 <En>Evidence: sentence, file and row</En>
      </h2>
      <ul>
        {finding.evidence.map((each) => (
          <EvidenceItem key={`${each.file}:${each.row}:${each.note?.zh ?? ""}`} evidence={each} />
        ))}
      </ul>
      {onPlatform === undefined ? null : (
        <p>
          <a class="button" href={onPlatform}>
            在平台上看这件诉求 <En>This request on the platform</En>
          </a>
        </p>
      )}
      <p class="small">
        原始行留在存资料的电脑上，这里不抄。在那台电脑上打开上面的文件，看那一行；或者请管资料的人运行{" "}
        <code>{`luodi explain ${finding.id} --report FOLDER --source PATH`}</code>{" "}
        <En>
          Original rows stay on the computer that holds the files: open the file there at that row, or run the
          command.
        </En>
      </p>
      <Clause result={result} />
      <h2>
        考虑过的豁免 <En>Exemptions considered</En>
      </h2>
      {finding.exemptions.length === 0 ? (
        <p>
          这项检测没有适用的豁免。<En>This detector has no exemption to consider here.</En>
        </p>
      ) : (
        <ul>
          {finding.exemptions.map((each) => (
            <li key={each.id}>
              <Both words={each.title} />：
              {each.result === "unknown" ? (
                <strong>
                  未能核对 <En>could not be checked</En>
                </strong>
              ) : (
                <>
                  不符合 <En>does not apply</En>
                </>
              )}
              {each.note === undefined ? null : (
                <>
                  {" "}
                  <Both words={each.note} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {finding.unchecked.length === 0 ? null : (
        <>
          <h2>
            没能核对的 <En>What could not be checked</En>
          </h2>
          <ul>
            {finding.unchecked.map((each) => (
              <li key={each.zh}>
                <Both words={each} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="small">
        疑点编号 <En>Finding ID</En>：{finding.id}
      </p>
      <Objection />
      <nav class="pager" aria-label="返回 Back">
        <a class="button" href={`/runs/${run.id}/clauses/${result.no}`}>
          返回条款 <En>Back to the clause</En>
        </a>
      </nav>
    </>
  );
  return { title: `${result.title.zh}：${finding.subject}`, body };
}

function EvidenceItem({ evidence }: { evidence: Evidence }) {
  return (
    <li>
      {evidence.file} 第 {evidence.row} 行 <En>{`row ${evidence.row}`}</En>
      {evidence.note === undefined ? null : (
        <>
          {" "}
          （<Both words={evidence.note} />）
        </>
      )}
      {evidence.span === undefined ? null : <q>{evidence.span.text}</q>}
    </li>
  );
}
