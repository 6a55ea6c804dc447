// Merging, the level of harm, and exclusion from the figures: acts beside the handling, each with a reason that others see.

import { HARM_LEVELS, HARM_WORDS } from "../../core/domain/request/harm.ts";
import { showNumber } from "../../core/domain/request/number.ts";
import { harmNow } from "../../core/domain/request/queue.ts";
import type { ExclusionReason } from "../../core/domain/request/steps.ts";
import { EXCLUSION_WORDS } from "../citizens/step-words.ts";
import { Choices, TextField } from "../parts/form.tsx";
import { momentWords } from "../parts/moments.ts";
import { En } from "../parts/words.tsx";
import { ActButton, ActForm, field, OwnForm } from "./act-form.tsx";
import { type Acts, optionsOf, Reason } from "./desk-pieces.tsx";

const EXCLUSIONS: readonly ExclusionReason[] = [
  "duplicate",
  "not-a-request",
  "outside-jurisdiction",
  "malicious",
  "withdrawn",
];

export interface Likely {
  readonly number: string;
  readonly filedAt: number;
  readonly text: string;
  /** It waits for a dispatcher itself. */
  readonly waits: boolean;
  /** It reads alike; else it is of the same kind of matter alone. */
  readonly alike: boolean;
}

/** At a dispatcher's seat only what waits there opens; a desk opens what it holds. */
function opens(action: string, { waits }: Likely): boolean {
  return action.startsWith("/desk/") || (action.startsWith("/dispatch/") && waits);
}

/** Those that read alike, each with the one press that merges into it. */
function LikelyOnes({ context, likely }: Pick<Acts, "context"> & { readonly likely: readonly Likely[] }) {
  const beside = context.action.slice(0, context.action.lastIndexOf("/"));
  if (likely.length === 0) return null;
  return (
    <ul>
      {likely.map((each) => (
        <li key={each.number}>
          {opens(context.action, each) ? (
            <a href={`${beside}/${each.number}`}>{showNumber(each.number)}</a>
          ) : (
            showNumber(each.number)
          )}{" "}
          {momentWords(each.filedAt)} {each.text}
          <MergeButton {...{ context, into: each.number }} />
        </li>
      ))}
    </ul>
  );
}

function MergeButton({ context, into }: Pick<Acts, "context"> & { readonly into: string }) {
  const words = { zh: `并到 ${showNumber(into)}`, en: "Merge into it" };
  return (
    <OwnForm context={{ ...context, key: `${context.key}/${into}` }} act="merge">
      {context.whole === undefined ? <input type="hidden" name="into" value={into} /> : null}
      <ActButton {...{ context, act: `merge/${into}`, words, plain: true }} />
    </OwnForm>
  );
}

export function UpkeepForms({ context, view, likely }: Acts & { readonly likely: readonly Likely[] }) {
  const now = HARM_LEVELS.indexOf(harmNow(view.state));
  const levels = (from: number, to: number) => optionsOf(HARM_WORDS, HARM_LEVELS.slice(from, to));
  return (
    <>
      <ActForm
        {...{ context, act: "merge" }}
        title={{
          zh: `和另一件是同一件事，并过去${likely.length === 0 ? "" : `（同类的有 ${likely.length} 件，可以看看）`}`,
          en: "Merge into another",
        }}
        go={{ zh: "并过去", en: "Merge" }}
        beside={<LikelyOnes {...{ context, likely }} />}
      >
        <p class="hint">
          并过去的群众不用重新提，编号照旧可用，进展和评价在那一件上。
          <En>Its people go over; their numbers still work.</En>
        </p>
        <TextField
          {...field(context, "merge", "into")}
          label={{ zh: "并到哪一件（8 位编号）", en: "Into which number" }}
          inputmode="numeric"
        />
      </ActForm>
      {now <= 0 ? null : (
        <ActForm {...{ context, act: "raise-harm" }} title={{ zh: "提高紧急程度", en: "Raise the level" }}>
          <Choices
            {...field(context, "raise-harm", "to", HARM_LEVELS[now - 1]!)}
            label={{ zh: "提到", en: "To" }}
            options={levels(0, now)}
          />
        </ActForm>
      )}
      {now >= HARM_LEVELS.length - 1 ? null : (
        <ActForm
          {...{ context, act: "lower-harm" }}
          title={{ zh: "降低紧急程度（要写理由）", en: "Lower the level, with a reason" }}
        >
          <Choices
            {...field(context, "lower-harm", "to", HARM_LEVELS[now + 1]!)}
            label={{ zh: "降到", en: "To" }}
            options={levels(now + 1, HARM_LEVELS.length)}
          />
          <Reason context={context} act="lower-harm" />
        </ActForm>
      )}
      {view.state.exclusion !== undefined ? null : (
        <ActForm
          {...{ context, act: "exclude" }}
          title={{
            zh: "剔除出统计（公开记录谁剔的、为什么）",
            en: "Take it out of the figures; who did it and why is public",
          }}
        >
          <Choices
            {...field(context, "exclude", "why", "duplicate")}
            label={{ zh: "哪一种情形", en: "Which ground" }}
            options={optionsOf(EXCLUSION_WORDS, EXCLUSIONS)}
          />
          <Reason context={context} act="exclude" />
        </ActForm>
      )}
    </>
  );
}
