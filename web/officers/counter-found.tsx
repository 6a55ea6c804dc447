// After filing, the number to read aloud; after looking for a caller, the requests of a telephone number.

import { matterOf } from "../../core/domain/request/matters.ts";
import { sayNumber, showNumber } from "../../core/domain/request/number.ts";
import type { Phase } from "../../core/domain/request/state.ts";
import type { AdviceView } from "../citizens/filing-words.ts";
import { phaseWordsToOthers } from "../citizens/phase-words.ts";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { En, Key } from "../parts/words.tsx";
import { Advice, FindForm } from "./counter.tsx";
import { officerPage, Token, type Viewer } from "./frame.tsx";

export interface FiledView {
  readonly viewer: Viewer;
  readonly number: string;
  readonly line: string;
  readonly advice: readonly AdviceView[];
  /** Shown this once. */
  readonly link?: string;
}

/** Filed: the number to read aloud, twice if need be. */
export function filedPage({ viewer, number, line, advice, link }: FiledView): Page {
  const content = (
    <>
      <h1>
        已登记 <En>Filed</En>
      </h1>
      <Advice advice={advice} />
      <section class="state" aria-label="念给来电人 Read aloud" role="status">
        <p>
          请念给来电人：您的编号是 <strong>{sayNumber(number)}</strong>。
          <En>Read the number to the caller.</En>
        </p>
        <p class="number">{showNumber(number)}</p>
        <p>{line}</p>
      </section>
      {link === undefined ? null : (
        <p>
          <a href={`/r/${link}/card`}>
            打印编号卡片给群众（只这一次能打开）<En>Print the card for the citizen; this once</En>
          </a>
        </p>
      )}
      <p class="row">
        <a class="button go" href="/counter" accesskey="n">
          下一位 <En>Next caller</En> <Key of="n" />
        </a>
        <a class="button" href={`/counter/${number}`}>
          打开这一件 <En>Open it</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, "已登记", content);
}

export interface FoundView {
  readonly viewer: Viewer;
  readonly phone: string;
  readonly rows: readonly {
    readonly number: string;
    readonly own: string;
    readonly phase: Phase;
    readonly matter: string | null;
    readonly filedAt: number;
  }[];
  /** The place after which an older page begins. */
  readonly after?: string;
}

export function foundPage({ viewer, phone, rows, after }: FoundView): Page {
  const content = (
    <>
      <h1>
        这个电话的诉求 <En>Requests of this number</En>
      </h1>
      {rows.length === 0 ? (
        <p>
          没有用这个电话登记过的。可以问编号，或新登记一件。
          <En>None with this number; ask for the number, or file a new one.</En>
        </p>
      ) : (
        <ul class="list">
          {rows.map((row) => (
            <li key={row.own}>
              <a href={`/counter/${row.own}`}>{showNumber(row.own)}</a>{" "}
              {matterOf(row.matter ?? undefined)?.zh ?? ""}，{dayWords(row.filedAt)}提的，
              {phaseWordsToOthers(row.phase).zh} <En>{phaseWordsToOthers(row.phase).en}</En>
            </li>
          ))}
        </ul>
      )}
      {after === undefined ? null : (
        <form method="post" action="/counter/find">
          <Token viewer={viewer} />
          <input type="hidden" name="find" value={phone} />
          <button type="submit" name="after" value={after}>
            更早的 <En>Older</En>
          </button>
        </form>
      )}
      <FindForm viewer={viewer} value="" />
      <p>
        <a href="/counter">
          回到代办台 <En>Back to the counter</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, "查来电人", content);
}
