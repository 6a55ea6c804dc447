// What was offered to a body, contacts, and handing over: who holds a request and who speaks with the citizen.

import { openPause } from "../../core/domain/request/state.ts";
import { AreaField, Choices, Tick } from "../parts/form.tsx";
import { Both, En } from "../parts/words.tsx";
import { ActForm, AskBoxes, BodySelect, field, HiddenField, tick } from "./act-form.tsx";
import { type Acts, Reason } from "./desk-pieces.tsx";

const DECIDED = {
  zh: "由协调人定的，不能再退回。",
  en: "Decided by the coordinator; it cannot be returned.",
};
const LATE = {
  zh: "两个工作日已过，不能再退回。确实不归本单位的，接下后再转给应办的单位。",
  en: "The two working days are over; if it is not yours, accept it and hand it over.",
};

/** What was offered to this body: take it, or return it with a reason. */
export function OfferForms({ context, view, body }: Acts) {
  const offered = view.state.asks.filter((ask) => ask.offer?.to === body);
  if (offered.length === 0) return null;
  const handed = offered.filter((ask) => ask.offer?.way === "hand-over").map((ask) => ask.number);
  const named = offered.filter((ask) => ask.offer?.way !== "hand-over").map((ask) => ask.number);
  const late = new Set(
    view.clocks
      .filter((each) => each.clock === "receive" && each.body === body && each.state === "late")
      .flatMap((each) => each.asks ?? []),
  );
  const decided = offered.every((ask) => ask.decided);
  const returnable = offered.filter((ask) => !ask.decided && !late.has(ask.number)).map((ask) => ask.number);
  const dispatched = offered.some((ask) => ask.offer?.way === "dispatch");
  return (
    <section class="notice" aria-labelledby="offer-title">
      <h2 id="offer-title">
        {returnable.length === 0 ? "请先接下" : "请先接下，或写明理由退回"}{" "}
        <En>{returnable.length === 0 ? "Accept it first" : "Accept it, or return it with a reason"}</En>
      </h2>
      {(
        [
          ["acknowledge", named],
          ["accept", handed],
        ] as const
      ).map(([act, asks]) =>
        asks.length === 0 ? null : (
          <ActForm
            key={act}
            {...{ context, act, open: true }}
            title={{ zh: "接下来办", en: "Accept" }}
            go={{ zh: asks.length > 1 ? "接下选中的" : "接下", en: "Accept" }}
          >
            <AskBoxes {...{ context, act }} asks={asks} askWords={view.askWords} />
          </ActForm>
        ),
      )}
      {returnable.length === 0 ? (
        <p>
          <Both words={decided ? DECIDED : LATE} />
        </p>
      ) : (
        <ActForm
          {...{ context, act: "return" }}
          title={{ zh: "退回，写明理由", en: "Return it with a reason" }}
        >
          <AskBoxes {...{ context, act: "return" }} asks={returnable} askWords={view.askWords} />
          {dispatched ? (
            <BodySelect
              {...field(context, "return", "to")}
              label={{ zh: "应该归哪个单位（不写明不能退）", en: "The body it belongs to (needed)" }}
              bodies={view.bodies}
              without={body}
            />
          ) : null}
          <Reason context={context} act="return" />
        </ActForm>
      )}
    </section>
  );
}

export function ContactForm({ context, view }: Acts) {
  const people = view.state.people.filter((person) => !person.deleted);
  return (
    <ActForm
      {...{ context, act: "contact" }}
      title={{ zh: "记一次联系（电话、上门、当面）", en: "Note a contact" }}
    >
      <p class="hint">
        联系时只谈事情，不谈评价。谈了要如实勾选，由中立回访员再问一次。
        <En>
          Speak of the matter, never of the rating; if it was raised, tick it, and a neutral caller asks
          again.
        </En>
      </p>
      {people.length === 1 ? (
        <HiddenField {...{ context, act: "contact", name: "person", value: String(people[0]!.number) }} />
      ) : (
        <Choices
          {...field(context, "contact", "person", "0")}
          label={{ zh: "联系了谁", en: "Whom" }}
          options={people.map((person) => ({
            value: String(person.number),
            zh: `第 ${person.number + 1} 位反映的群众`,
            en: `person ${person.number + 1}`,
          }))}
        />
      )}
      <Choices
        {...field(context, "contact", "way", "phone")}
        label={{ zh: "怎么联系的", en: "How" }}
        options={[
          { value: "phone", zh: "打电话", en: "by telephone" },
          { value: "visit", zh: "上门、到现场", en: "a visit" },
          { value: "counter", zh: "群众来窗口", en: "at the counter" },
          { value: "text", zh: "发文字", en: "in writing" },
        ]}
      />
      <Choices
        {...field(context, "contact", "reached", "yes")}
        label={{ zh: "联系上了吗", en: "Reached?" }}
        options={[
          { value: "yes", zh: "联系上了", en: "yes" },
          { value: "no", zh: "没联系上", en: "no" },
        ]}
      />
      <AreaField
        {...field(context, "contact", "text")}
        label={{ zh: "谈了什么（可以不写）", en: "What was said (optional)" }}
        rows={2}
      />
      <Tick
        {...tick(context, "contact", "raised")}
        words={{ zh: "这次联系中谈到了评价", en: "the rating was raised" }}
      />
    </ActForm>
  );
}

export function HandOverForm({ context, view, body }: Acts) {
  const own = view.state.asks.filter(
    (ask) => ask.handling === body && ask.offer === undefined && !ask.decided,
  );
  // What stands still is gone on with first; a form that would be refused is not offered.
  if (own.length === 0 || openPause(view.state) !== undefined) return null;
  return (
    <ActForm
      {...{ context, act: "hand-over" }}
      title={{ zh: "转给别的单位", en: "Hand over to another body" }}
    >
      <p class="hint">
        要写明接收单位，只说“不归我们管”发不出去。群众不用重新提；对方接下以前还在本单位。
        <En>
          A receiver must be named. It stays with you until the other accepts; the citizen does not file
          again.
        </En>
      </p>
      <BodySelect
        {...field(context, "hand-over", "to")}
        label={{ zh: "接收单位", en: "The receiver" }}
        bodies={view.bodies}
        without={body}
      />
      <AskBoxes
        {...{ context, act: "hand-over", askWords: view.askWords }}
        asks={own.map((ask) => ask.number)}
      />
      <Reason context={context} act="hand-over" />
    </ActForm>
  );
}
