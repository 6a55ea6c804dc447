// Requests whose filers agreed that masked words are shown: a list that can be searched by words, and one by itself.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, NEXT, Pager, Search } from "../parts/listing.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { Standing, type StandingView } from "./standing.tsx";
import { Asks, type AskView, Promises, type PromiseView, Steps, type StepView } from "./thread-parts.tsx";

export interface PublicRow {
  readonly number: string;
  readonly matter: Words;
  readonly text: string;
  readonly place: string;
  readonly filedAt: number;
  readonly phase: Words;
  readonly people: number;
  readonly solved: number;
}

export interface PublicListView {
  readonly words: string;
  /** The words are too few to look for. */
  readonly unclear: boolean;
  readonly rows: readonly PublicRow[];
  /** Key of the next page. */
  readonly next?: string;
  readonly first: boolean;
}

export function publicListPage({ words, unclear, rows, next, first }: PublicListView): Page {
  const body = (
    <>
      <h1>
        公开的诉求 <En>Public requests</En>
      </h1>
      <p>
        只有提的人同意公开的才在这里，电话、证件、住址已遮住。遇到同样的事，可以一起反映。按日期排，不排名。
        <En>
          Only those whose filers agreed, with personal data masked. You may join one. By date; nothing is
          ranked.
        </En>
      </p>
      <Search
        action="/public"
        typed={words}
        found={{ rows: rows.length, first, more: next !== undefined }}
        hint={{ zh: "两个字以上，可以几个词，用空格隔开。例：路灯 柳树村", en: "Two characters or more." }}
      />
      {unclear ? (
        <p class="notice">
          字太少，没法找。请写两个字以上、说得出是什么事的词。
          <En>Too few characters; write a word of two or more.</En>
        </p>
      ) : null}
      {rows.length === 0 && !unclear ? (
        <p>
          {words === "" ? "现在没有公开的诉求。" : "没有找到。换个说法，或者自己提一件。"}{" "}
          <En>None found.</En>
        </p>
      ) : null}
      {rows.map((row) => (
        <div class="card" key={row.number}>
          <h2>
            <a href={`/public/${row.number}`}>{showNumber(row.number)}</a> {row.matter.zh}{" "}
            <En>{row.matter.en}</En>
          </h2>
          <p>
            <span class="when">{dayWords(row.filedAt)}</span> {row.place}
          </p>
          <p>{row.text}</p>
          <p>
            <strong>{row.phase.zh}</strong> <En>{row.phase.en}</En>。{row.people} 人反映，{row.solved}{" "}
            人说解决了 <En>{`${row.solved} of ${row.people} say solved`}</En>
          </p>
        </div>
      ))}
      <Pager
        first={first ? undefined : hrefOf("/public", { words })}
        next={
          next === undefined ? undefined : { href: hrefOf("/public", { words, after: next }), words: NEXT }
        }
      />
    </>
  );
  return { title: "公开的诉求", body };
}

export interface PublicView {
  readonly number: string;
  readonly matter: Words;
  readonly text: string;
  readonly place: string;
  readonly standing: StandingView;
  readonly asks: readonly AskView[];
  readonly promises: readonly PromiseView[];
  readonly steps: readonly StepView[];
  readonly earlier?: number;
  readonly joinable: boolean;
}

export function publicPage(view: PublicView): Page {
  const { number, matter, text, place, standing, earlier } = view;
  const body = (
    <>
      <p class="small">
        <a href="/public">
          公开的诉求 <En>Public requests</En>
        </a>
      </p>
      <h1>
        <span class="number">{showNumber(number)}</span> <Both words={matter} />
      </h1>
      <p class="small">
        提的人同意公开；个人信息已遮住。<En>Shown with the filer's consent; personal data are masked.</En>
      </p>
      <Standing view={standing} />
      <p class="said">{text}</p>
      {place === "" ? null : <p>地点：{place}</p>}
      {view.joinable ? (
        <p>
          <a class="button go" href={`/file?join=${number}`}>
            我也遇到这件事，一起反映 <En>It concerns me too: join</En>
          </a>
        </p>
      ) : null}
      <Asks asks={view.asks} />
      <Promises promises={view.promises} />
      <h2 id="steps">
        每一步，新的在前 <En>Every step, the latest first</En>
      </h2>
      <Steps steps={view.steps} />
      {earlier === undefined ? null : (
        <p class="pager">
          <a href={`/public/${number}?before=${earlier}#steps`}>
            更早的步骤 <En>Earlier steps</En>
          </a>
        </p>
      )}
    </>
  );
  return { title: `公开的诉求 ${showNumber(number)}`, body };
}
