// The citizen's word on a request: whether it is solved, which asks are not, and whether anybody raised the rating.

import type { Words } from "../../core/domain/facts.ts";
import { AreaField, Choices, type Problem, Send, Tick } from "../parts/form.tsx";
import { En } from "../parts/words.tsx";
import type { Fields } from "./filing-words.ts";
import { VERDICT_WORDS } from "./step-words.ts";

export interface AskChoice {
  readonly number: number;
  readonly words: string;
}

export interface VerdictFormView {
  readonly link: string;
  /** Brought back by the form: pressed twice, it is done once. */
  readonly form: string;
  readonly asks: readonly AskChoice[];
  readonly problems: readonly Problem[];
  readonly fields: Fields;
  readonly chosen: readonly string[];
  /** What “not solved” does. */
  readonly notSolved: Words;
}

const VALUES = (["solved", "partly", "not", "cannot-explained", "cannot-say"] as const).map((value) => ({
  value,
  ...VERDICT_WORDS[value],
}));

export function VerdictForm({ link, form, asks, problems, fields, chosen, notSolved }: VerdictFormView) {
  return (
    <form method="post" action={`/r/${link}/verdict`}>
      <input type="hidden" name="form" value={form} />
      <Choices
        name="value"
        label={{ zh: "办没办成", en: "Is it solved?" }}
        hint={notSolved}
        options={VALUES}
        {...{ problems, value: fields.value ?? "" }}
      />
      <Choices
        kind="checkbox"
        name="asks"
        label={{ zh: "选“解决了一部分”的，勾出没解决的", en: "If partly: which are not solved" }}
        hint={{ zh: "勾上的退回原单位重办。", en: "Those you tick go back to the body." }}
        options={asks.map(({ number, words }) => ({
          value: String(number),
          zh: `第 ${number} 项 ${words}`,
          en: "",
        }))}
        {...{ problems, value: chosen }}
      />
      <AreaField
        name="text"
        label={{ zh: "想说的话（可以不写）", en: "In your words (optional)" }}
        rows={3}
        {...{ problems, value: fields.text ?? "" }}
      />
      <Tick
        name="raised"
        checked={fields.raised === "on"}
        words={{
          zh: "办理单位的人跟我提过评价、好评的事",
          en: "Somebody of the handling body spoke to me about the rating",
        }}
      />
      <p class="hint">
        勾了这一项，说“解决了”先不算数，由中立回访员再问您；说“没解决”照样算。
        <En>
          If ticked, “solved” does not count until a neutral caller has asked; “not solved” always counts.
        </En>
      </p>
      <Send words={{ zh: "就这样说", en: "Send" }} />
    </form>
  );
}
