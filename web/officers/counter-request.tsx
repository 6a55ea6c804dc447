// One request at the counter: the line to read aloud, the last answer, and what a caller may do by word of mouth.

import { dayOf } from "../../core/domain/day.ts";
import type { Words } from "../../core/domain/facts.ts";
import { HARM_LEVELS, HARM_WORDS } from "../../core/domain/request/harm.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { harmNow } from "../../core/domain/request/queue.ts";
import { openPause } from "../../core/domain/request/state.ts";
import { ACT_TITLES } from "../citizens/acts.tsx";
import { AskBoxes } from "../citizens/asks-form.tsx";
import { VERDICT_WORDS } from "../citizens/step-words.ts";
import { AreaField, Choices, TextField, Tick } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { calendarWords, momentWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { type ActContext, ActForm, field, mendAt, tick, typed, typedIn } from "./act-form.tsx";
import { officerPage, Trouble, type Viewer } from "./frame.tsx";
import { Asks, nameIn, Promises, type RequestView, Thread } from "./request-parts.tsx";

export interface CounterRequestView {
  readonly viewer: Viewer;
  readonly view: RequestView;
  /** The caller's own number, and who of the request the caller is. */
  readonly own: string;
  readonly person: number;
  readonly people: readonly { readonly number: number; readonly tail?: string }[];
  readonly line: string;
  readonly context: ActContext;
  readonly trouble?: Words;
  readonly done: boolean;
}

const VALUES = ["solved", "partly", "not", "cannot-explained", "cannot-say"] as const;

export function counterRequestPage(page: CounterRequestView): Page {
  const { viewer, view, own, line, trouble, done, context } = page;
  const reply = view.steps.findLast((step) => step.kind === "reply");
  const content = (
    <>
      <h1>
        诉求 {showNumber(own)} <En>Request</En>
      </h1>
      <Trouble words={trouble} at={mendAt(context)} />
      {done ? (
        <p class="notice demo" role="status">
          已记下。<En>Done.</En>
        </p>
      ) : null}
      <section class="state" aria-label="念给来电人 Read aloud">
        <p>
          <strong>念给来电人：</strong>
          {line} <En>Read this aloud.</En>
        </p>
        {reply === undefined ? null : (
          <p>
            最近的答复（{nameIn(view.bodies, reply.by.body)}，{momentWords(reply.at)}）：
            {reply.said?.text ?? "（已删除）"}
          </p>
        )}
      </section>
      <Callers {...page} />
      <CallerActs {...page} />
      <Asks view={view} />
      <Promises view={view} />
      <Thread view={view} />
      <p>
        <a href="/counter">
          回到代办台 <En>Back to the counter</En>
        </a>
      </p>
    </>
  );
  return officerPage(viewer, `诉求 ${showNumber(own)}`, content);
}

/** Who of the people is on the line, by the last digits of the number. */
function Callers({ own, person, people }: CounterRequestView) {
  if (people.length < 2) return null;
  return (
    <nav class="pager row" aria-label="是哪一位 Which person">
      {people.slice(0, 30).map((each) => (
        <a
          key={each.number}
          href={`/counter/${own}?person=${each.number}`}
          {...(each.number === person ? { "aria-current": "page" as const } : {})}
        >
          {`第 ${each.number + 1} 位${each.tail === undefined ? "（没留电话）" : `，尾号 ${each.tail}`}`}
        </a>
      ))}
    </nav>
  );
}

function CallerActs({ view, context, person }: CounterRequestView) {
  const { state } = view;
  const promises = state.commitments.filter((each) => each.by <= dayOf(view.now));
  const now = HARM_LEVELS.indexOf(harmNow(state));
  const who = <input type="hidden" name="person" value={String(person)} />;
  return (
    <section aria-labelledby="acts-title">
      <h2 id="acts-title">
        来电人要 <En>The caller wants to</En>
      </h2>
      {state.firstReplyAt === undefined ? null : (
        <ActForm
          {...{ context, act: "verdict" }}
          title={{ zh: "说办没办成", en: "Say whether it is solved" }}
        >
          {who}
          <p class="hint">
            照来电人的话选，不劝、不猜。先问：有没有人找您谈过评价？
            <En>As the caller says; ask first whether anybody raised the rating.</En>
          </p>
          <Choices
            {...field(context, "verdict", "value")}
            label={{ zh: "来电人说", en: "The caller says" }}
            options={VALUES.map((value) => ({ value, ...VERDICT_WORDS[value] }))}
          />
          {state.asks.length < 2 ? null : (
            <Choices
              kind="checkbox"
              {...field(context, "verdict", "asks")}
              value={typed(context, "verdict", "asks").split(",")}
              label={{ zh: "解决了一部分的：哪几项没解决", en: "If partly: which are not solved" }}
              options={state.asks.map((ask) => ({
                value: String(ask.number),
                zh: `第 ${ask.number} 项：${view.askWords[ask.number - 1] ?? ""}`,
                en: `ask ${ask.number}`,
              }))}
            />
          )}
          <TextField
            {...field(context, "verdict", "text")}
            label={{ zh: "来电人的话（可以不写）", en: "In the caller’s words (optional)" }}
          />
          <Tick
            {...tick(context, "verdict", "raised")}
            words={{ zh: "有人找来电人谈过评价", en: "Somebody raised the rating" }}
          />
        </ActForm>
      )}
      {openPause(state)?.why !== "parked" ? null : (
        <ActForm {...{ context, act: "resume", title: ACT_TITLES["go-on"] }}>
          {who}
          <TextField
            {...field(context, "resume", "text")}
            label={{ zh: "来电人的话（可以不写）", en: "In the caller’s words (optional)" }}
          />
        </ActForm>
      )}
      {promises.length === 0 ? null : (
        <ActForm
          {...{ context, act: "answer-commitment" }}
          title={{ zh: "说承诺做到没有", en: "Say whether a promise was kept" }}
        >
          {who}
          <Choices
            {...field(context, "answer-commitment", "number", String(promises[0]!.number))}
            label={{ zh: "哪一条", en: "Which" }}
            options={promises.map((each) => ({
              value: String(each.number),
              zh: `${view.promiseWords.get(each.number) ?? `承诺 ${each.number}`}（${calendarWords(each.by)}前）`,
              en: `by ${each.by}`,
            }))}
          />
          <Choices
            {...field(context, "answer-commitment", "answer")}
            label={{ zh: "来电人说", en: "The caller says" }}
            options={[
              { value: "done", zh: "做到了", en: "done" },
              { value: "not-done", zh: "没做到", en: "not done" },
              { value: "dont-know", zh: "不清楚", en: "does not know" },
            ]}
          />
        </ActForm>
      )}
      <ActForm {...{ context, act: "add" }} title={{ zh: "补充几句", en: "Add words" }}>
        {who}
        <AreaField
          {...field(context, "add", "text")}
          label={{ zh: "来电人的话", en: "The caller’s words" }}
          rows={3}
        />
      </ActForm>
      {person !== 0 || state.firstReplyAt !== undefined || view.askWords.length === 0 ? null : (
        <ActForm
          {...{ context, act: "number-asks" }}
          title={{ zh: "改要解决的事：改写、拆开、合并", en: "Reword, split or join the asks" }}
          go={{ zh: "保存", en: "Save" }}
        >
          {who}
          <AskBoxes words={view.askWords} fields={typedIn(context, "number-asks")} problems={[]} />
        </ActForm>
      )}
      {state.firstReplyAt === undefined ? null : (
        <ActForm
          {...{ context, act: "want-call" }}
          title={{ zh: "要中立回访员打电话", en: "Have a neutral caller call" }}
        >
          {who}
        </ActForm>
      )}
      {now <= 0 || state.closed ? null : (
        <ActForm
          {...{ context, act: "raise-harm" }}
          title={{ zh: "听下来更急，提高紧急程度", en: "It sounds graver: raise the level" }}
        >
          <Choices
            {...field(context, "raise-harm", "to", HARM_LEVELS[now - 1]!)}
            label={{ zh: "提到", en: "To" }}
            options={HARM_LEVELS.slice(0, now).map((level) => ({ value: level, ...HARM_WORDS[level] }))}
          />
        </ActForm>
      )}
      <ActForm
        {...{ context, act: "complain" }}
        title={{ zh: "投诉本平台", en: "Complain about this platform" }}
      >
        {who}
        <AreaField
          {...field(context, "complain", "text")}
          label={{ zh: "来电人的话", en: "The caller’s words" }}
          rows={3}
        />
      </ActForm>
      <ActForm
        {...{ context, act: "ask-deletion" }}
        title={{ zh: "要求删除个人信息", en: "Ask for deletion of personal data" }}
      >
        {who}
        <Tick
          {...tick(context, "ask-deletion", "sure")}
          words={{
            zh: "已说清：办结后删除文字和电话，删了不能恢复",
            en: "Explained: words and number go once it is closed, for good",
          }}
        />
      </ActForm>
    </section>
  );
}
