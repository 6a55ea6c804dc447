// Following a request by its number alone: where it stands and the dates, never the words; and the way to a lost link.

import type { Words } from "../../core/domain/facts.ts";
import { sayNumber, showNumber } from "../../core/domain/request/number.ts";
import { Errors, type Problem, Send, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { MineLink, type MineState } from "./mine-parts.tsx";

export interface FoundView {
  readonly number: string;
  readonly phase: Words;
  readonly filedAt: number;
  readonly lastAt: number;
  readonly due?: number;
  readonly closedAt?: number;
  /** The request that it goes on with. */
  readonly into?: string;
  readonly public: boolean;
  readonly ended: boolean;
}

export interface FindView {
  readonly typed: string;
  readonly problems: readonly Problem[];
  readonly found?: FoundView;
  readonly mine?: MineState;
}

export function findPage({ typed, problems, found, mine }: FindView): Page {
  const body = (
    <>
      <h1>
        查进度 <En>Follow a request</En>
      </h1>
      <Errors problems={problems} />
      {found === undefined ? null : <Found found={found} />}
      <form method="get" action="/find">
        <TextField
          name="number"
          label={{ zh: "诉求编号", en: "Number" }}
          hint={{
            zh: "8 位数字，中间有没有空格都行。编号在回执卡或短信里。",
            en: "Eight digits, on your card or in the SMS.",
          }}
          inputmode="numeric"
          {...{ problems, value: typed }}
        />
        <Send words={{ zh: "查", en: "Look it up" }} />
      </form>
      <p class="small">
        只凭编号，能看到办到哪一步和日期，看不到内容。要看全部、要说办没办成，请用您的专用链接，或打热线报编号。
        <En>The number alone shows the state and the dates. For all of it use your secret link, or call.</En>
      </p>
      <details open={problems.some((each) => each.field !== "number")}>
        <summary>
          链接丢了 <En>I lost the link</En>
        </summary>
        <form method="post" action="/find/link">
          <TextField
            name="number"
            id="lost-number"
            label={{ zh: "诉求编号", en: "Number" }}
            inputmode="numeric"
            {...{ problems, value: typed }}
          />
          <TextField
            name="phone"
            label={{ zh: "提的时候留的电话", en: "The number you left when filing" }}
            type="tel"
            inputmode="tel"
            autocomplete="tel"
            {...{ problems }}
          />
          <Send words={{ zh: "把链接发到这个电话", en: "Send a link to it" }} />
        </form>
      </details>
      {mine === undefined ? null : (
        <p>
          <MineLink state={mine} />
        </p>
      )}
    </>
  );
  return { title: found === undefined ? "查进度" : `诉求 ${showNumber(found.number)}`, body };
}

function Found({ found }: { found: FoundView }) {
  return (
    <section class="state" aria-label="查到的 Found">
      <p class="number">{showNumber(found.number)}</p>
      <p class="small">念作 {sayNumber(found.number)}</p>
      <p>
        <strong>{found.phase.zh}</strong> <En>{found.phase.en}</En>
      </p>
      <dl class="facts">
        <dt>
          提的日期 <En>Filed</En>
        </dt>
        <dd>{dayWords(found.filedAt)}</dd>
        <dt>
          最近一步 <En>Last step</En>
        </dt>
        <dd>{dayWords(found.lastAt)}</dd>
        {found.due === undefined ? null : (
          <>
            <dt>
              最晚答复 <En>Reply due</En>
            </dt>
            <dd>{dayWords(found.due)}</dd>
          </>
        )}
        {found.closedAt === undefined ? null : (
          <>
            <dt>
              单位报办结 <En>Closed by the body</En>
            </dt>
            <dd>{dayWords(found.closedAt)}</dd>
          </>
        )}
      </dl>
      {found.into === undefined ? null : (
        <p>
          和 <a href={`/find?number=${found.into}`}>{showNumber(found.into)}</a> 并在一起办{" "}
          <En>It goes on together with this one</En>
        </p>
      )}
      {found.public ? (
        <p>
          <a href={`/public/${found.number}`}>
            看公开的内容 <En>Its public page</En>
          </a>
        </p>
      ) : null}
      {found.ended ? (
        <p>
          记录已过保存期。<En>The record has ended.</En>{" "}
          <a href={`/file?follows=${found.number}`}>
            提一件新的，和它连起来 <En>File a new one, linked to it</En>
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** Said alike whether or not number and telephone belong together, so that nobody learns whose number it is. */
export function linkSentPage(): Page {
  const words: Words = {
    zh: "编号和电话对得上的话，链接已经用短信发到这个电话，一小时最多发一次。没收到，请打热线找人。",
    en: "If number and telephone belong together, the link was sent by SMS, at most once an hour. If none comes, call the hotline.",
  };
  return {
    title: "链接",
    body: (
      <>
        <h1>
          看看短信 <En>Look at your messages</En>
        </h1>
        <p>
          <Both words={words} />
        </p>
        <p>
          <a href="/find">
            回到查进度 <En>Back</En>
          </a>
        </p>
      </>
    ),
  };
}
