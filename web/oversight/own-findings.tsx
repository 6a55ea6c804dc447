// A body's own findings in the latest check-up: the list from which each is opened and appealed.

import type { Words } from "../../core/domain/facts.ts";
import { OUTCOME_WORDS } from "../../core/engine/words.ts";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, NEXT, noneOf, Pager, Search } from "../parts/listing.tsx";
import { Both, En } from "../parts/words.tsx";
import { APPEAL } from "./appeal-words.ts";
import { cardClass, type FindingView, Sentence } from "./clause.tsx";
import { DemoNotice } from "./home.tsx";

type Outcome = FindingView["outcome"];

export interface OwnFindingsView {
  /** The reader's body. */
  readonly body: string;
  /** Findings can be told to be this body's; false where another body has the same name. */
  readonly named: boolean;
  /** The day of the check-up, and how many findings of each kind; absent before the first. */
  readonly on?: string;
  readonly counts?: Readonly<Record<Outcome | "withdrawn", number>>;
  readonly invented?: boolean;
  /** While it is the body's turn to look and speak. */
  readonly ownTime?: Words;
  readonly outcome: Outcome;
  readonly typed: string;
  readonly first: boolean;
  readonly rows: readonly { readonly title: Words; readonly finding: FindingView }[];
  readonly next?: string;
}

const AT = "/findings";
const NONE: Words = { zh: "没有这样的疑点。", en: "None." };

export function ownFindingsPage(view: OwnFindingsView): Page {
  const body = (
    <>
      <h1>
        本单位的疑点 <En>Own findings</En>
      </h1>
      <DemoNotice invented={view.invented === true} />
      <p>
        {view.body}
        {view.on === undefined ? null : (
          <>
            {" "}
            · 体检日 <En>day of the check-up</En>：{view.on}
          </>
        )}
      </p>
      {view.ownTime === undefined ? null : (
        <p class="notice">
          <Both words={view.ownTime} />
        </p>
      )}
      {view.named ? null : (
        <p class="notice">
          分不清哪些疑点是本单位的：登记的单位名和另一家一样，或者没有登记。请管理员改单位名；眼下可以请监督人代提申诉。
          <En>
            Findings cannot be told to be this body's: another has its name, or it is not registered. Ask the
            administrator; until then supervisors can file appeals.
          </En>
        </p>
      )}
      {view.counts === undefined ? <NoCheckUp /> : <List {...view} counts={view.counts} />}
    </>
  );
  return { title: "本单位的疑点", body };
}

function NoCheckUp() {
  return (
    <p>
      还没有做过体检。<En>No check-up has been made yet.</En>
    </p>
  );
}

function List(view: OwnFindingsView & { counts: Readonly<Record<Outcome | "withdrawn", number>> }) {
  const { counts, outcome, typed, rows, next, first } = view;
  const kept = outcome === "suspected" ? {} : { outcome };
  return (
    <>
      <p class="row">
        {(["suspected", "cannot-tell"] as const).map((each) => (
          <a
            key={each}
            href={hrefOf(AT, each === "suspected" ? {} : { outcome: each })}
            {...(each === outcome ? { "aria-current": "page" as const } : {})}
          >
            {OUTCOME_WORDS[each].zh} {counts[each].toLocaleString("zh-CN")} <En>{OUTCOME_WORDS[each].en}</En>
          </a>
        ))}
      </p>
      {counts.withdrawn === 0 ? null : (
        <p>
          另有 {counts.withdrawn} 条申诉成立，已撤回，不计。
          <En>{`${counts.withdrawn} more withdrawn on appeal, not counted.`}</En>
        </p>
      )}
      {outcome === "cannot-tell" ? (
        <p>
          无法判断的不算疑点，不用申诉。<En>What cannot be told accuses nobody; no appeal is needed.</En>
        </p>
      ) : (
        <details>
          <summary>
            觉得不对怎么办 <En>How to object</En>
          </summary>
          <p>
            <Both words={APPEAL} />
          </p>
        </details>
      )}
      {rows.length === 0 && typed === "" && first ? null : (
        <Search
          action={AT}
          typed={typed}
          kept={kept}
          found={{ rows: rows.length, first, more: next !== undefined }}
          hint={{ zh: "编号、账号或疑点里的字", en: "part of a finding" }}
        />
      )}
      {rows.length > 0 ? null : (
        <p>
          <Both words={noneOf(typed, NONE)} />
        </p>
      )}
      {rows.map(({ title, finding }) => (
        <article key={finding.id} class={cardClass(finding)}>
          <p>
            <strong>
              <Both words={title} />
            </strong>
          </p>
          <Sentence finding={finding} />
          <p>
            <a href={`${AT}/${finding.id}`} aria-label={`看依据，申诉 See and appeal ${finding.subject}`}>
              看依据，申诉 <En>See and appeal</En>
            </a>
          </p>
        </article>
      ))}
      <Pager
        first={first ? undefined : hrefOf(AT, { ...kept, words: typed })}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf(AT, { ...kept, words: typed, after: next }), words: NEXT }
        }
      />
    </>
  );
}
