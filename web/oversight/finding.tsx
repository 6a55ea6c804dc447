// One finding by itself: its sentence, what was appealed, the evidence, the clause, the exemptions and what could not be checked.

import type { Words } from "../../core/domain/facts.ts";
import type { Evidence } from "../../core/engine/detector.ts";
import type { Page } from "../parts/layout.tsx";
import { Both, En } from "../parts/words.tsx";
import { type AppealForm, Appeals, type AppealView } from "./appeal.tsx";
import { RETIRED } from "./appeal-words.ts";
import { Clause, cardClass, type FindingView, Sentence } from "./clause.tsx";
import { Objection } from "./clauses.tsx";
import { DemoNotice, type ResultView, type RunView } from "./home.tsx";

export interface FindingPageView {
  readonly run: RunView;
  readonly result: ResultView;
  readonly finding: FindingView;
  /** Where the reader can see the request, where it is one of the platform's own. */
  readonly onPlatform?: string;
  readonly appeals: readonly AppealView[];
  /** Absent where the reader cannot file. */
  readonly form?: AppealForm;
  /** Where the reader came from, where that is not the clause. */
  readonly back?: { readonly href: string; readonly words: Words };
}

const TO_CLAUSE: Words = { zh: "返回条款", en: "Back to the clause" };

export function findingPage({
  run,
  result,
  finding,
  onPlatform,
  appeals,
  form,
  back = { href: `/runs/${run.id}/clauses/${result.no}`, words: TO_CLAUSE },
}: FindingPageView): Page {
  const body = (
    <>
      <h1>
        <Both words={result.title} />
      </h1>
      <DemoNotice invented={run.invented} />
      <article class={cardClass(finding)}>
        <Sentence finding={finding} />
      </article>
      {result.retired === true ? (
        <p class="notice">
          <Both words={RETIRED} />
        </p>
      ) : null}
      <Appeals appeals={appeals} form={form} />
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
      {form === undefined ? <Objection /> : null}
      <nav class="pager" aria-label="返回 Back">
        <a class="button" href={back.href}>
          <Both words={back.words} />
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
