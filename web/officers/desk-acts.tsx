// Time, promises and closing: what the body that holds a request does with it beside replying.

import { replyClock } from "../../core/domain/request/clocks.ts";
import { promiseToAwait } from "../../core/domain/request/promises.ts";
import { openPause, type RequestState } from "../../core/domain/request/state.ts";
import type { ExtendReason, PauseReason } from "../../core/domain/request/steps.ts";
import { CLAIM_WORDS, EXTEND_WORDS, PAUSE_WORDS } from "../citizens/step-words.ts";
import { AreaField, Choices, TextField } from "../parts/form.tsx";
import { calendarWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { ActButton, ActForm, field, OwnForm } from "./act-form.tsx";
import { type Acts, CLAIMS, optionsOf, Reason, Until } from "./desk-pieces.tsx";

const EXTENDS: readonly ExtendReason[] = ["complex", "site-work", "third-party", "weather", "law"];
const PAUSES: readonly PauseReason[] = [
  "third-party-opinion",
  "expert-or-hearing",
  "court",
  "unreachable",
  "weather",
];

export function HoldForms({ context, view }: Acts) {
  const pause = openPause(view.state);
  // Over its limit nothing can be extended: a form that would be refused is not offered.
  const late = replyClock(view.clocks)?.state === "late";
  if (pause !== undefined)
    return (
      <ActForm {...{ context, act: "resume", open: true }} title={{ zh: "恢复办理", en: "Go on with it" }} />
    );
  return (
    <>
      <ActForm
        {...{ context, act: "ask-for-missing" }}
        title={{ zh: "请群众补充情况或材料（一次说清）", en: "Ask for what is missing, all at once" }}
      >
        <AreaField
          {...field(context, "ask-for-missing", "text")}
          label={{ zh: "还缺什么，一行写一样", en: "One thing on each line" }}
          hint={{
            zh: "要一次说清。群众补齐前，答复的钟停着。",
            en: "Once and for all; the clock stands still until it comes.",
          }}
          rows={4}
        />
        {view.state.missingRounds === 0 ? null : (
          <Reason
            context={context}
            act="ask-for-missing"
            zh="为什么上次没说（必填）"
            en="Why it was not named the first time"
          />
        )}
      </ActForm>
      {late && context.tried?.act !== "extend" ? null : (
        <ActForm {...{ context, act: "extend" }} title={{ zh: "延期", en: "Extend the time" }}>
          <Choices
            {...field(context, "extend", "why", "complex")}
            label={{ zh: "哪一种情形", en: "Which ground" }}
            options={optionsOf(EXTEND_WORDS, EXTENDS)}
          />
          <Until context={context} act="extend" zh="延到哪天" en="Until which day" />
          <Reason context={context} act="extend" />
        </ActForm>
      )}
      <ParkForm {...{ context, view }} />
      <ActForm {...{ context, act: "pause" }} title={{ zh: "依规定暂停", en: "Pause on a lawful ground" }}>
        <Choices
          {...field(context, "pause", "why", "third-party-opinion")}
          label={{ zh: "哪一种情形", en: "Which ground" }}
          options={optionsOf(PAUSE_WORDS, PAUSES)}
        />
        <Until context={context} act="pause" zh="预计到哪天" en="Until which day, as far as known" />
        <Reason context={context} act="pause" />
      </ActForm>
    </>
  );
}

/** Not offered where a citizen does not accept waiting: it would be refused. */
function ParkForm({ context, view }: Pick<Acts, "context" | "view">) {
  if (view.state.unwilling === true && context.tried?.act !== "park")
    return (
      <p>
        群众说过不同意等，这一轮不能再挂账。
        <En>The citizen does not accept waiting; it is not parked again in this round.</En>
      </p>
    );
  return (
    <ActForm
      {...{ context, act: "park" }}
      title={{ zh: "挂账：现在办不了，到哪天再办", en: "Park it until a day" }}
    >
      <Until
        context={context}
        act="park"
        zh="哪天再办（群众看得到，可以不同意）"
        en="Until which day; the citizen sees it and need not accept it"
      />
      <Reason context={context} act="park" />
    </ActForm>
  );
}

/** All is answered and something is promised: waiting for that day is one press, so that nobody closes early to be rid of a clock. */
export function AwaitPromise({ context, view }: Acts) {
  const promise = promiseToAwait(view.state, view.now);
  if (promise === undefined) return null;
  const [day, what] = [calendarWords(promise.by), view.promiseWords.get(promise.number)];
  const late = replyClock(view.clocks)?.state === "late";
  return (
    <section class="notice demo" id="await" aria-labelledby="await-title">
      <h2 id="await-title">
        {`没办完，不用急着办结：可以挂账到${day}`}{" "}
        <En>No need to close it: park it until the promised day</En>
      </h2>
      <p>
        {`您答应${day}前${what === undefined ? "办的事" : `：${what}`}。到那天它自己回到您的到期单子上。`}
        {late ? "这件已经过了答复期限，挂账以后照旧算过期。" : "挂账期间答复的期限不走。"}
        群众看得到这个日子，随时可以说不同意等，说了就要接着办。
        <En>
          {`On ${promise.by} it comes back to your list by itself. ${late ? "It stays counted as late." : "The clock of the reply stands still meanwhile."} The citizen sees the day and may say at once that waiting is not accepted.`}
        </En>
      </p>
      <OwnForm {...{ context, act: "await" }}>
        <p class="row">
          <ActButton
            {...{ context, act: "await", words: { zh: `挂账到${day}`, en: `Park until ${promise.by}` } }}
          />
        </p>
      </OwnForm>
    </section>
  );
}

export function PromiseForms({ context, view, body, holds }: Acts & { readonly holds: boolean }) {
  const open = view.state.commitments.filter(
    (each) => each.keptAt === undefined && (each.who === body || holds),
  );
  if (open.length === 0) return null;
  const choose = (act: string) => (
    <Choices
      {...field(context, act, "number", String(open[0]!.number))}
      label={{ zh: "哪一条承诺", en: "Which promise" }}
      options={open.map((each) => ({
        value: String(each.number),
        zh: `${view.promiseWords.get(each.number) ?? `承诺 ${each.number}`}（${calendarWords(each.by)}前）`,
        en: `promise ${each.number}, by ${each.by}`,
      }))}
    />
  );
  return (
    <>
      <ActForm {...{ context, act: "keep-commitment" }} title={{ zh: "承诺做到了", en: "A promise is kept" }}>
        <p class="hint">
          这是单位的说法；到日子会问群众做到没有，以群众说的为准。
          <En>Your claim; the citizen’s word counts.</En>
        </p>
        {choose("keep-commitment")}
        <TextField
          {...field(context, "keep-commitment", "text")}
          label={{ zh: "做了什么（可以不写）", en: "What was done (optional)" }}
        />
      </ActForm>
      <ActForm {...{ context, act: "move-commitment" }} title={{ zh: "承诺要改日子", en: "Move a promise" }}>
        {choose("move-commitment")}
        <Until context={context} act="move-commitment" zh="改到哪天" en="To which day" />
        <TextField
          {...field(context, "move-commitment", "reason")}
          label={{ zh: "一句理由（群众看得到）", en: "The reason in one line" }}
        />
      </ActForm>
    </>
  );
}

/** The lead closes, once no other body has yet to accept and nothing stands still. */
export function mayClose(state: RequestState, body: string): boolean {
  const waits = state.asks.some((ask) => ask.offer !== undefined) || openPause(state) !== undefined;
  return state.lead === body && !waits;
}

/** For what was answered whole and not closed; a reply under way closes in the same go. */
export function CloseForm({ context, view, body }: Acts) {
  const unanswered = view.state.asks.some((ask) => ask.outcome === "open");
  // While a promise is still to be kept, closing is seldom what comes next.
  const promised = view.state.commitments.some((each) => each.keptAt === undefined);
  const tried = context.tried?.act === "close";
  if (!mayClose(view.state, body) || (unanswered && !tried)) return null;
  return (
    <ActForm
      {...{ context, act: "close", open: !promised }}
      title={{ zh: "报告办结（办没办成由群众说）", en: "Close it (a claim; the citizen decides)" }}
    >
      <Choices
        {...field(context, "close", "claim", "done")}
        label={{ zh: "单位的说法", en: "Your claim" }}
        options={optionsOf(CLAIM_WORDS, CLAIMS)}
      />
      <AreaField
        {...field(context, "close", "text")}
        label={{ zh: "要补充的话（可以不写）", en: "Further words (optional)" }}
        rows={2}
      />
    </ActForm>
  );
}
