// Leave cover: who answers for a desk on which days, entered by the desk itself and ended by itself.

import { Errors, type Problem, TextField } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, LATER, Pager } from "../parts/listing.tsx";
import { calendarWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { officerPage, Token, type Viewer } from "./frame.tsx";

export interface CoverView {
  readonly viewer: Viewer;
  readonly covers: readonly {
    readonly id: string;
    readonly desk: string;
    readonly login: string;
    readonly from: string;
    readonly until: string;
    readonly reason: string;
  }[];
  readonly first: boolean;
  /** The place after which the next page goes on. */
  readonly next?: string;
  /** Desks that this officer covers today. */
  readonly own: readonly { readonly body: string; readonly name: string; readonly until: string }[];
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

const COVER = "/desk/cover";

export function coverPage({ viewer, covers, first, next, own, fields, problems }: CoverView): Page {
  const content = (
    <>
      <h1>
        代班 <En>Leave cover</En>
      </h1>
      <p>
        本单位的同事看的是同一个办件台，不用设代班。请别的单位的人代班时，在这里写明从哪天到哪天，到期自动停。
        <En>
          Colleagues of your body share one desk. For somebody of another body, name the days; it ends by
          itself.
        </En>
      </p>
      <Errors problems={problems} />
      {own.map((each) => (
        <p class="notice demo" key={each.body}>
          您正替{each.name}代班，到{calendarWords(each.until)}。
          <a href={`/desk?body=${encodeURIComponent(each.body)}`}>打开它的办件台</a>{" "}
          <En>You cover this desk.</En>
        </p>
      ))}
      <h2>
        替本单位代班的 <En>Who covers your desk</En>
      </h2>
      {covers.length === 0 ? (
        <p>
          没有。<En>Nobody.</En>
        </p>
      ) : (
        <ul>
          {covers.map((each) => (
            <li key={each.id}>
              {each.desk} {calendarWords(each.from)}到{calendarWords(each.until)}由账号 {each.login} 代班。
              {each.reason}
              <form method="post" action="/desk/cover">
                <Token viewer={viewer} />
                <button type="submit" name="end" value={each.id}>
                  停止代班 <En>End it</En>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <Pager
        first={first ? undefined : COVER}
        next={next === undefined ? undefined : { href: hrefOf(COVER, { after: next }), words: LATER }}
      />
      <h2>
        设代班 <En>Name somebody</En>
      </h2>
      <form method="post" action="/desk/cover">
        <Token viewer={viewer} />
        <TextField
          name="login"
          label={{ zh: "代班人的账号", en: "The login of who covers" }}
          {...{ problems, value: fields.login ?? "" }}
        />
        <TextField
          name="from"
          type="date"
          label={{ zh: "从哪天", en: "From" }}
          {...{ problems, value: fields.from ?? "" }}
        />
        <TextField
          name="until"
          type="date"
          label={{ zh: "到哪天（最长三个月）", en: "Until, at most three months" }}
          {...{ problems, value: fields.until ?? "" }}
        />
        <TextField
          name="reason"
          label={{ zh: "原因", en: "Why" }}
          hint={{ zh: "例：休年假", en: "for example: leave" }}
          {...{ problems, value: fields.reason ?? "" }}
        />
        <p class="row">
          <button class="go" type="submit">
            设代班 <En>Name</En>
          </button>
          <a href="/desk">
            回到办件台 <En>Back to the desk</En>
          </a>
        </p>
      </form>
    </>
  );
  return officerPage(viewer, "代班", content);
}
