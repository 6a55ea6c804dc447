// What lies on an operator's table beside the telephone: messages to pass on to people unknown to the body, and paper cards.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { AreaField, type Problem, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { LATER, Pager } from "../parts/listing.tsx";
import { momentWords } from "../parts/moments.ts";
import { Both, En, Key } from "../parts/words.tsx";
import { officerPage, Token, Trouble, type Viewer } from "./frame.tsx";

export interface RelaysView {
  readonly viewer: Viewer;
  readonly rows: readonly {
    readonly id: string;
    /** What was typed, where it was refused. */
    readonly answer?: string;
    readonly number: string;
    readonly person: number;
    readonly body: string;
    readonly words: string;
    readonly askedAt: number;
    readonly tries: number;
    /** Given once it was asked for; the citizen sees that it was. */
    readonly contact?: string;
  }[];
  readonly trouble?: Words;
  readonly next?: string;
}

/** What bodies ask of people whom they do not know: an operator calls and writes down the answer. */
export function relaysPage({ viewer, rows, trouble, next }: RelaysView): Page {
  const tried = rows.find((row) => row.contact !== undefined);
  const problems =
    trouble === undefined || tried === undefined ? [] : [{ field: `answer-${tried.id}`, ...trouble }];
  const content = (
    <>
      <h1>
        替单位问群众 <En>Pass on messages</En>
      </h1>
      <p>
        这些群众不让办理单位知道是谁。由您打电话，把回话照原样写下来；不要写姓名、电话、住址。
        <En>
          These people hide from the body. Call them and write the answer down, without name, number or
          address.
        </En>
      </p>
      <Trouble words={trouble} at={problems[0]?.field} />
      {rows.length === 0 ? (
        <p>
          没有等着的。<En>Nothing is waiting.</En>
        </p>
      ) : null}
      {rows.map((row) => (
        <section class="card" key={row.id} aria-label={`${showNumber(row.number)}`}>
          <p>
            <a href={`/counter/${row.number}?person=${row.person}`}>{showNumber(row.number)}</a> {row.body}
            问（{momentWords(row.askedAt)}
            {row.tries > 0 ? `，已打过 ${row.tries} 次没联系上` : ""}）：
          </p>
          <p class="said">{row.words}</p>
          <form method="post" action="/counter/relays">
            <Token viewer={viewer} />
            <input type="hidden" name="relay" value={row.id} />
            {row.contact === undefined ? (
              <button type="submit" name="do" value="open">
                查看电话（群众会看到热线看过）<En>Show the number</En>
              </button>
            ) : (
              <>
                <p role="status">
                  <strong>{row.contact}</strong>
                </p>
                <AreaField
                  name="text"
                  id={`answer-${row.id}`}
                  label={{ zh: "群众的回话", en: "The answer" }}
                  {...{ problems, value: row.answer ?? "" }}
                  rows={3}
                />
                <p class="row">
                  <button class="go" type="submit" name="do" value="answer">
                    记下回话 <En>Write it down</En>
                  </button>
                  <button type="submit" name="do" value="unreached">
                    没联系上 <En>Reached nobody</En>
                  </button>
                </p>
              </>
            )}
          </form>
        </section>
      ))}
      <Pager
        next={next === undefined ? undefined : { href: `/counter/relays?after=${next}`, words: LATER }}
      />
      <p>
        <a href="/counter">
          回到代办台 <En>Back to the counter</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, "替单位问群众", content);
}

export interface CardsView {
  readonly viewer: Viewer;
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly trouble?: Words;
  /** Which fields the trouble concerns. */
  readonly problems: readonly Problem[];
  readonly done?: { readonly number: string; readonly words: Words };
}

/** Paper cards that came back: number and box, one after the other. */
export function cardsPage({ viewer, form, fields, trouble, problems, done }: CardsView): Page {
  const content = (
    <>
      <h1>
        录入回执卡 <En>Paper cards</En>
      </h1>
      <Trouble words={trouble} at={problems[0]?.field} />
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          {showNumber(done.number)}：<Both words={done.words} /> 已记下，请录下一张。
          <En>Taken; the next one, please.</En>
        </p>
      )}
      <form method="post" action="/counter/cards">
        <Token viewer={viewer} />
        <input type="hidden" name="key" value={form} />
        <TextField
          name="number"
          label={{ zh: "卡上的编号", en: "The number on the card" }}
          inputmode="numeric"
          {...{ problems, value: fields.number ?? "" }}
        />
        <TextField
          name="box"
          label={{ zh: "勾了哪一格", en: "Which box" }}
          hint={{
            zh: "1 解决 2 部分 3 没解决 4 说清了。没勾的不录，打电话问本人。",
            en: "1 solved, 2 partly, 3 not, 4 explained; without a tick ask the person.",
          }}
          inputmode="numeric"
          {...{ problems, value: fields.box ?? "" }}
        />
        <TextField
          name="asks"
          label={{ zh: "写了哪几项没解决（有才填）", en: "Which asks are not solved, if written" }}
          inputmode="numeric"
          {...{ problems, value: fields.asks ?? "" }}
        />
        <TextField
          name="text"
          label={{ zh: "卡上写的话（有才填）", en: "Words on the card, if any" }}
          {...{ problems, value: fields.text ?? "" }}
        />
        <p class="row">
          <button class="go" type="submit" accesskey="s">
            记下 <En>Enter</En> <Key of="s" />
          </button>
          <a href="/counter">
            回到代办台 <En>Back to the counter</En>
          </a>
        </p>
      </form>
    </>
  );
  return officerPage(viewer, "录入回执卡", content);
}
