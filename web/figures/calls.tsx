// The neutral caller's pages: whom to call, and one call with its questions in their fixed order and nothing filled in beforehand.

import type { Words } from "../../core/domain/facts.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import type { Step, VerdictValue } from "../../core/domain/request/steps.ts";
import { VERDICT_WORDS } from "../citizens/step-words.ts";
import { officerPage, Token, Trouble, type Viewer } from "../officers/frame.tsx";
import { AreaField, Choices, Errors, type Problem, Send } from "../parts/form.tsx";
import type { Page } from "../parts/layout.tsx";
import { hrefOf, LATER, noneOf, Pager, Search } from "../parts/listing.tsx";
import { dayWords } from "../parts/moments.ts";
import { Both, En } from "../parts/words.tsx";
import { Sources } from "./call-sources.tsx";

export const DUTY_WORDS: Readonly<Record<"sample" | "asked" | "void", Words>> = {
  sample: { zh: "随机抽到", en: "drawn at random" },
  asked: { zh: "本人要求打电话", en: "asked for a call" },
  void: { zh: "评价作废，重新问", en: "the word was void; ask again" },
};

export interface DutyView {
  readonly number: string;
  readonly person: number;
  readonly why: "sample" | "asked" | "void";
  readonly since: number;
  readonly tries: number;
}

export function callsPage(view: {
  readonly viewer: Viewer;
  readonly duties: readonly DutyView[];
  readonly later: number;
  /** What is looked for. */
  readonly typed: string;
  readonly first: boolean;
  readonly next?: string;
  readonly done?: string;
  /** A demonstration: how to bring a call about is said as well. */
  readonly demo: boolean;
}): Page {
  const { viewer, duties, later, typed, first, next, done, demo } = view;
  const body = (
    <>
      <h1>
        回访 <En>Calls</En>
      </h1>
      {done === undefined ? null : (
        <p class="notice demo" role="status">
          {showNumber(done)} 这一通记下了。<En>This call is recorded.</En>
        </p>
      )}
      <p>
        您单位经办过的不会出现在这里。打不通就记打不通，换一天再打，三天都打不通才算没联系上；没联系上不等于满意。
        <En>
          What your body handled is not shown. Unreached is unreached; it is tried on three different days and
          never counts as satisfied.
        </En>
      </p>
      <Search
        action="/calls"
        typed={typed}
        found={{ rows: duties.length, first, more: next !== undefined }}
        hint={{ zh: "编号，写几位也行", en: "the number, or a part of it" }}
      />
      {duties.length === 0 ? (
        <>
          <p>
            <Both words={noneOf(typed, { zh: "现在没有要打的电话。", en: "Nobody to call now." })} />
          </p>
          {typed === "" && first ? <Sources demo={demo} /> : null}
        </>
      ) : (
        <table class="stack">
          <caption>等得最久的在前 Longest waiting first</caption>
          <thead>
            <tr>
              <th scope="col">
                编号 <En>Number</En>
              </th>
              <th scope="col">
                为什么打 <En>Why</En>
              </th>
              <th scope="col">
                从哪天起 <En>Since</En>
              </th>
              <th scope="col">
                打过 <En>Tries</En>
              </th>
            </tr>
          </thead>
          <tbody>
            {duties.map((duty) => (
              <tr key={`${duty.number}/${duty.person}`}>
                <th scope="row">
                  <a href={`/calls/${duty.number}/${duty.person}`}>
                    {showNumber(duty.number)}
                    {duty.person === 0 ? "" : ` 第${duty.person + 1}人`}
                  </a>
                </th>
                <td data-label="为什么打">
                  <Both words={DUTY_WORDS[duty.why]} />
                </td>
                <td data-label="从哪天起">{dayWords(duty.since)}</td>
                <td data-label="打过">{duty.tries} 次</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {later === 0 ? null : (
        <p class="small">
          另有 {later} 个要等到以后的日子再打。<En>{`${later} wait for a later day.`}</En>
        </p>
      )}
      <Pager
        first={first ? undefined : hrefOf("/calls", { words: typed })}
        next={
          next === undefined
            ? undefined
            : { href: hrefOf("/calls", { words: typed, after: next }), words: LATER }
        }
      />
    </>
  );
  return officerPage(viewer, "回访", body);
}

/** What the form brings back; nothing stands in it that the caller did not choose. */
export interface CallFields {
  readonly reached: string;
  readonly raised: string;
  readonly value: string;
  readonly asks: readonly string[];
  readonly words: string;
}

export interface CallView {
  readonly viewer: Viewer;
  readonly duty: DutyView;
  readonly key: string;
  readonly name?: string;
  readonly phone?: string;
  readonly matter: Words;
  readonly filedAt: number;
  readonly text: string;
  readonly asks: readonly string[];
  readonly replies: readonly { readonly at: number; readonly body: string; readonly text: string }[];
  readonly fields: CallFields;
  readonly problems: readonly Problem[];
  readonly trouble?: Words;
}

const VALUES: readonly VerdictValue[] = ["solved", "partly", "not", "cannot-explained", "cannot-say"];
const YES_NO = [
  { value: "yes", zh: "有", en: "yes" },
  { value: "no", zh: "没有", en: "no" },
];

export function callPage(view: CallView): Page {
  const { viewer, duty, problems, fields } = view;
  const body = (
    <>
      <h1>
        回访 <span class="number">{showNumber(duty.number)}</span> <En>One call</En>
      </h1>
      <Trouble words={view.trouble} />
      <Errors problems={problems} />
      <div class="state">
        <p>
          <strong>{view.name ?? "没留姓名"}</strong>{" "}
          {view.phone === undefined ? "没留电话" : <a href={`tel:${view.phone}`}>{view.phone}</a>}{" "}
          <span class="tag">
            <Both words={DUTY_WORDS[duty.why]} />
          </span>
        </p>
        <p class="small">
          只说这件事，不说姓名给别人听；不问、不记别的。<En>Speak of this matter only.</En>
        </p>
      </div>
      <h2>
        <Both words={view.matter} />
      </h2>
      <p class="when">{dayWords(view.filedAt)} 提出 filed</p>
      <div class="said">{view.text === "" ? "（原话已删除 deleted）" : view.text}</div>
      {view.replies.map((reply) => (
        <div key={`${reply.at}`}>
          <p class="when">
            {dayWords(reply.at)} {reply.body} 答复 replied
          </p>
          <div class="said">{reply.text}</div>
        </div>
      ))}
      <h2>
        照着问 <En>Ask in this order</En>
      </h2>
      <form method="post" action={`/calls/${duty.number}/${duty.person}`}>
        <Token viewer={viewer} />
        <input type="hidden" name="key" value={view.key} />
        <Choices
          name="reached"
          label={{ zh: "1. 本人接了吗？", en: "Did the person answer?" }}
          hint={{ zh: "没接、空号、家人接的，都选没接。", en: "Somebody else on the phone is not reached." }}
          value={fields.reached}
          problems={problems}
          options={[
            { value: "yes", zh: "接了", en: "reached" },
            { value: "no", zh: "没接", en: "not reached" },
          ]}
        />
        <Choices
          name="raised"
          label={{ zh: "2. “有没有人找您谈过评价？”", en: "“Did anybody speak to you about the rating?”" }}
          hint={{
            zh: "每次都要先问这一句。说“有”，“解决了”就作废，换人再问；“没解决”照样算数。",
            en: "Always ask this first. A yes voids “solved”, never “not solved”.",
          }}
          value={fields.raised}
          problems={problems}
          options={YES_NO}
        />
        <Choices
          name="value"
          label={{ zh: "3. “这件事解决了没有？”", en: "“Is it solved?”" }}
          hint={{ zh: "念完五个选项，照本人的话选。", en: "Read all five; take the person's own word." }}
          value={fields.value}
          problems={problems}
          options={VALUES.map((value) => ({ value, ...VERDICT_WORDS[value] }))}
        />
        {view.asks.length < 2 ? null : (
          <Choices
            kind="checkbox"
            name="asks"
            label={{ zh: "只解决一部分的，哪几项没解决？", en: "If partly: which are not solved?" }}
            value={fields.asks}
            problems={problems}
            options={view.asks.map((words, index) => ({
              value: String(index + 1),
              zh: `第 ${index + 1} 项 ${words}`,
              en: "",
            }))}
          />
        )}
        <AreaField
          name="words"
          rows={3}
          label={{ zh: "本人还想说的（可不填）", en: "Anything else they said (optional)" }}
          value={fields.words}
          problems={problems}
        />
        <Send words={{ zh: "记下这一通", en: "Record this call" }}>
          <a href="/calls">
            回到名单 <En>Back</En>
          </a>
        </Send>
      </form>
    </>
  );
  return officerPage(viewer, "一通回访", body);
}

/** The text of the filing, and the answers, as the caller needs them to speak of the matter. */
export function callWords(steps: readonly Step[], nameOf: (body: string | undefined) => string) {
  const [filing] = steps;
  return {
    text: filing?.said?.text ?? "",
    replies: steps
      .filter((step) => step.kind === "reply")
      .slice(-5)
      .map((step) => ({ at: step.at, body: nameOf(step.by.body), text: step.said?.text ?? "" })),
  };
}
