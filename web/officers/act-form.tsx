// The frame of every act on a request: its own form in a fold, with the token, the key that makes it done once, and what was seen.

import type { ComponentChildren } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { Both, En } from "../parts/words.tsx";
import { Token, type Viewer } from "./frame.tsx";
import type { BodyOption } from "./request-parts.tsx";

/** What every act's form brings back beside its own fields. */
export interface ActContext {
  readonly viewer: Viewer;
  /** Where the forms are sent. */
  readonly action: string;
  /** Done once, however often it is pressed. */
  readonly key: string;
  /** How many steps the page showed. */
  readonly seen: number;
  /** The act that was just tried and what was typed: its fold stands open, nothing is lost. */
  readonly tried?: { readonly act: string; readonly fields: Readonly<Record<string, string>> };
}

export function typed(context: ActContext, act: string, name: string): string {
  return context.tried?.act === act ? (context.tried.fields[name] ?? "") : "";
}

/** All that was typed into an act that was just refused. */
export function typedIn(context: ActContext, act: string): Readonly<Record<string, string>> {
  return context.tried?.act === act ? context.tried.fields : {};
}

export function Hidden({ context, act }: { context: ActContext; act: string }) {
  return (
    <>
      <Token viewer={context.viewer} />
      <input type="hidden" name="do" value={act} />
      <input type="hidden" name="key" value={`${context.key}/${act}`} />
      <input type="hidden" name="seen" value={String(context.seen)} />
    </>
  );
}

export function ActForm({
  context,
  act,
  title,
  go,
  open = false,
  id = `act-${act}`,
  children,
}: {
  readonly context: ActContext;
  readonly act: string;
  readonly title: Words;
  /** The button, where it says something else than the title. */
  readonly go?: Words;
  readonly open?: boolean;
  /** Tells apart several forms of one act. */
  readonly id?: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <details id={id} open={open || context.tried?.act === act}>
      <summary>
        <Both words={title} />
      </summary>
      <form method="post" action={context.action}>
        <Hidden context={context} act={act} />
        {children}
        <p class="row">
          <button class="go" type="submit">
            {(go ?? title).zh} <En>{(go ?? title).en}</En>
          </button>
        </p>
      </form>
    </details>
  );
}

/** A body to choose; the first option chooses none. */
export function BodySelect({
  id,
  name,
  label,
  bodies,
  value = "",
  none = { zh: "请选择", en: "choose" },
  without,
}: {
  readonly id: string;
  readonly name: string;
  readonly label: Words;
  readonly bodies: readonly BodyOption[];
  readonly value?: string;
  readonly none?: Words;
  readonly without?: string;
}) {
  return (
    <div class="field">
      <label for={id}>
        <Both words={label} />
      </label>
      <select id={id} name={name}>
        <option value="">{`${none.zh} ${none.en}`}</option>
        {bodies
          .filter((each) => each.id !== without)
          .map((each) => (
            <option key={each.id} value={each.id} selected={each.id === value}>
              {`${each.zh} ${each.en}`}
            </option>
          ))}
      </select>
    </div>
  );
}

/** Which asks an act is about; all of them where there is but one, and after a refusal those that were ticked. */
export function AskBoxes({
  context,
  act,
  asks,
  askWords,
}: {
  readonly context: ActContext;
  readonly act: string;
  readonly asks: readonly number[];
  readonly askWords: readonly string[];
}) {
  if (asks.length <= 1) return <input type="hidden" name="asks" value={asks.join(",")} />;
  const ticked = context.tried?.act === act ? (context.tried.fields.asks ?? "").split(",") : asks.map(String);
  return (
    <fieldset class="field">
      <legend>
        哪几项 <En>Which asks</En>
      </legend>
      {asks.map((ask) => (
        <div class="choice" key={ask}>
          <input
            type="checkbox"
            id={`${act}-${ask}`}
            name="asks"
            value={String(ask)}
            checked={ticked.includes(String(ask))}
          />
          <label for={`${act}-${ask}`}>{`第 ${ask} 项：${askWords[ask - 1] ?? ""}`}</label>
        </div>
      ))}
    </fieldset>
  );
}
