// The clauses of a check-up by part: suspected, not to be told, clear, not applying; each leads to its own page.

import type { VNode } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import type { Parts } from "../../core/engine/parts.ts";
import { OBJECT, OUTCOME_WORDS } from "../../core/engine/words.ts";
import { hrefOf } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { APPEAL } from "./appeal-words.ts";
import type { ResultView } from "./home.tsx";

type Capabilities = Parts<ResultView>["suspected"];

export function Suspected({ run, capabilities }: { run: string; capabilities: Capabilities }) {
  if (capabilities.length === 0) return <None />;
  return (
    <>
      <Objection />
      <ByCapability capabilities={capabilities} named>
        {(results) => (
          <Clauses
            results={results}
            words={SUSPECTED}
            row={(each) => ({
              href: `/runs/${run}/clauses/${each.no}`,
              count: each.suspected,
              words: { zh: each.clause.zh, en: "" },
            })}
          />
        )}
      </ByCapability>
    </>
  );
}

/** The clauses of each capability under its title; `named`: links lead there. */
function ByCapability({
  capabilities,
  named = false,
  children,
}: {
  capabilities: Capabilities;
  named?: boolean;
  children: (results: readonly ResultView[]) => VNode;
}) {
  return (
    <>
      {capabilities.map(({ id, title, results }) => (
        <section key={id} {...(named ? { id } : {})}>
          <h3>
            <Both words={title} />
          </h3>
          {children(results)}
        </section>
      ))}
    </>
  );
}

const SUSPECTED: Words = { zh: "疑似", en: "suspected" };
const UNSURE: Words = { zh: "无法判断", en: "cannot tell" };

/** What an office does that is wrongly suspected. */
export function Objection() {
  return (
    <details>
      <summary>
        <Both words={OBJECT} />
      </summary>
      <p>
        <Both words={APPEAL} />
      </p>
    </details>
  );
}

export function Unsure({ run, capabilities }: { run: string; capabilities: Capabilities }) {
  if (capabilities.length === 0) return <None />;
  return (
    <ByCapability capabilities={capabilities}>
      {(results) => (
        <Clauses
          results={results}
          words={UNSURE}
          row={(each) => ({
            href: hrefOf(
              `/runs/${run}/clauses/${each.no}`,
              each.unsure > 0 ? { outcome: "cannot-tell" } : {},
            ),
            count: each.unsure,
            words: each.doubt ?? each.reason ?? each.clause,
          })}
        />
      )}
    </ByCapability>
  );
}

interface ClauseRow {
  readonly href: string;
  readonly count: number;
  /** Below the title: what the clause says, or why it cannot be told. */
  readonly words: Words;
}

function Clauses({
  results,
  words,
  row,
}: {
  results: readonly ResultView[];
  words: Words;
  row: (result: ResultView) => ClauseRow;
}) {
  const rows = results.map((result) => ({ result, ...row(result) }));
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">
            检测与条款 <En>Detector and clause</En>
          </th>
          <th scope="col" class="n">
            检查 <En>judged</En>
          </th>
          <th scope="col" class="n">
            <Both words={words} />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ result, href, count, words: below }) => (
          <tr key={result.no}>
            <th scope="row">
              <a href={href}>{result.title.zh}</a> <En>{result.title.en}</En>
              {result.outcome === "errored" ? (
                <span class="tag errored">
                  <Both words={OUTCOME_WORDS.errored} />
                </span>
              ) : null}
              <div class="small">{below.en === "" ? below.zh : <Both words={below} />}</div>
            </th>
            <td class="n" data-label="检查">
              {result.judged.toLocaleString("zh-CN")}
            </td>
            <td class="n" data-label={words.zh}>
              {count.toLocaleString("zh-CN")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Clear({ run, capabilities }: { run: string; capabilities: Capabilities }) {
  if (capabilities.length === 0) return <None />;
  return (
    <ByCapability capabilities={capabilities}>
      {(results) => (
        <ul>
          {results.map((each) => (
            <li key={each.no}>
              <a href={`/runs/${run}/clauses/${each.no}`}>{each.title.zh}</a> <En>{each.title.en}</En>：检查{" "}
              {each.judged.toLocaleString("zh-CN")} <En>judged</En>
            </li>
          ))}
        </ul>
      )}
    </ByCapability>
  );
}

/** Shortly: one line a reason. */
export function Aside({ run, groups }: { run: string; groups: Parts<ResultView>["aside"] }) {
  if (groups.length === 0) return <None />;
  return (
    <ul>
      {groups.map(({ reason, results }) => (
        <li key={reason.zh}>
          <strong>
            <Both words={reason} />
          </strong>
          ：
          {results.map((each, index) => (
            <span key={each.no}>
              {index === 0 ? "" : "；"}
              <a href={`/runs/${run}/clauses/${each.no}`}>{each.title.zh}</a>{" "}
              <span class="small">{each.provision}</span>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function None() {
  return (
    <p>
      没有。<En>None.</En>
    </p>
  );
}
