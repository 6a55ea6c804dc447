// The reply form: words, what becomes of each ask, and the promises that its drafter writes down; "look over" before sending.

import { CLAIM_WORDS } from "../citizens/step-words.ts";
import { AreaField, SelectField, TextField, Tick } from "../parts/form.tsx";
import { Both, En } from "../parts/words.tsx";
import { ActButton, type ActContext, BodySelect, field, tick, typed } from "./act-form.tsx";
import { type DraftAid, DraftAidBox } from "./desk-aid.tsx";
import { CLAIMS } from "./desk-pieces.tsx";
import type { RequestView } from "./request-parts.tsx";

/** Rows for promises in the form; more are made in a further reply. */
export const MOST_PROMISES = 3;

const ANSWERS = [
  { value: "", zh: "这次先不答", en: "not in this reply" },
  { value: "answered", zh: "答复了", en: "answered" },
  { value: "promised", zh: "作出承诺", en: "promised" },
  { value: "refused", zh: "办不了（写理由）", en: "refused, with a reason" },
] as const;

export function ReplyForm({
  context,
  view,
  body,
  open,
  closable,
  aid,
  kept,
}: {
  readonly context: ActContext;
  readonly view: RequestView;
  readonly body: string;
  /** Asks that this body may answer. */
  readonly open: readonly number[];
  /** Whether it may be reported done in the same go. */
  readonly closable: boolean;
  readonly aid?: DraftAid;
  /** What stands in it was written earlier and kept. */
  readonly kept: boolean;
}) {
  const begun = context.tried?.act === "reply" || context.kept?.text !== undefined;
  const answered = (number: number) =>
    view.state.asks.some((ask) => ask.number === number && ask.outcome !== "open");
  return (
    <section id="act-reply" aria-labelledby="reply-title">
      <h2 id="reply-title">
        答复群众 <En>Reply</En>
      </h2>
      {aid === undefined ? null : <DraftAidBox aid={aid} />}
      {kept ? (
        <p class="notice demo">
          这是您写到一半、存下来的，还没有发。
          <En>A draft of yours that was kept; it is not sent.</En>{" "}
          <button type="submit" name="do" value="discard">
            不要这份草稿 <En>Discard it</En>
          </button>
        </p>
      ) : null}
      <AreaField
        {...field(context, "reply", "text")}
        label={{ zh: "给群众的话", en: "Your words" }}
        hint={{
          zh: "查到什么、谁在哪天前做什么、办不了是为什么。用群众听得懂的话。",
          en: "What was found, who does what by when, or why not; in plain words.",
        }}
        rows={8}
      />
      {open.map((ask) => (
        <SelectField
          key={ask}
          {...field(context, "reply", `ask${ask}`, begun || open.length > 1 ? "" : "answered")}
          label={{
            zh: `第 ${ask} 项：${view.askWords[ask - 1] ?? "见群众的话"}${answered(ask) ? "（答复过）" : ""}`,
            en: `ask ${ask}`,
          }}
          options={ANSWERS}
        />
      ))}
      <AreaField
        {...field(context, "reply", "reason")}
        label={{ zh: "办不了的理由和依据（有才填）", en: "The reason and basis of a refusal, if any" }}
        rows={2}
      />
      <PromiseRows context={context} view={view} body={body} open={open} />
      {closable ? (
        <SelectField
          {...field(context, "reply", "closing")}
          label={{ zh: "发出以后", en: "Afterwards" }}
          options={[
            { value: "", zh: "还没办完，接着办", en: "not finished" },
            ...CLAIMS.map((claim) => ({
              value: claim,
              zh: `报告办结：${CLAIM_WORDS[claim].zh}（办没办成由群众说）`,
              en: `close it: ${CLAIM_WORDS[claim].en}`,
            })),
          ]}
        />
      ) : null}
      <Tick
        {...tick(context, "reply", "sign")}
        words={{
          zh: `署上我的名字（${context.viewer.name}），群众看得到；不勾只显示单位和岗位`,
          en: "Sign with my name; otherwise the office alone is shown",
        }}
      />
      <p class="row">
        <button type="submit" name="do" value="look" formaction={`${context.action}#act-reply`}>
          先帮我看一遍 <En>Look over first</En>
        </button>
        <ActButton {...{ context, act: "reply", words: { zh: "发出答复", en: "Send the reply" } }} />
      </p>
      <p class="hint">
        写到一半也不怕：按这一页的任何按钮，写的都会存下来，只有您看得到；发出就删，放着不动 30 天也删。
        <En>
          Any button of this page keeps what you wrote, for you alone; it goes when it is sent, or after 30
          days.
        </En>
      </p>
    </section>
  );
}

function PromiseRows({
  context,
  view,
  body,
  open,
}: {
  readonly context: ActContext;
  readonly view: RequestView;
  readonly body: string;
  readonly open: readonly number[];
}) {
  const rows = Array.from({ length: MOST_PROMISES }, (_, index) => index + 1);
  const value = (name: string) => typed(context, "reply", name);
  const written = rows.some((row) => value(`what${row}`) !== "" || value(`by${row}`) !== "");
  const promised = open.some((ask) => value(`ask${ask}`) === "promised");
  return (
    <details open={written || promised}>
      <summary>
        登记承诺（到日子会问群众做到没有）<En>Write down promises; on the day the citizen is asked</En>
      </summary>
      {rows.map((row) => (
        <fieldset class="field" key={row}>
          <legend>
            {`承诺 ${row}`} <En>{`Promise ${row}`}</En>
          </legend>
          <TextField {...field(context, "reply", `what${row}`)} label={{ zh: "做什么", en: "What" }} />
          <BodySelect
            {...field(context, "reply", `who${row}`)}
            label={{ zh: "谁来做", en: "Who" }}
            bodies={view.bodies}
            none={{ zh: view.bodies.find((each) => each.id === body)?.zh ?? "本单位", en: "own body" }}
            without={body}
          />
          <TextField
            {...field(context, "reply", `by${row}`)}
            type="date"
            label={{ zh: "哪天之前", en: "By which day" }}
          />
          <SelectField
            {...field(context, "reply", `of${row}`, open.length === 1 && row === 1 ? String(open[0]) : "")}
            label={{ zh: "是哪一项的承诺", en: "For which ask" }}
            options={[
              { value: "", zh: "不对应某一项", en: "for none" },
              ...open.map((ask) => ({ value: String(ask), zh: `第 ${ask} 项`, en: `ask ${ask}` })),
            ]}
          />
        </fieldset>
      ))}
      <p class="hint">
        <Both
          words={{
            zh: "承诺的日子可以改，改一次写一句理由，改了几次群众看得到。",
            en: "A day can be moved with a reason; the citizen sees how often.",
          }}
        />
      </p>
    </details>
  );
}
