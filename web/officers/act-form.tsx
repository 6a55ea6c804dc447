// The frame of every act on a request: its own form in a fold, with the token, the key that makes it done once, and what was seen.

import type { ComponentChildren } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { Choices, type Problem, SelectField } from "../parts/form.tsx";
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
  readonly tried?: {
    readonly act: string;
    readonly fields: Readonly<Record<string, string>>;
    /** What is wrong with which of its fields, each named by where it stands. */
    readonly problems: readonly Problem[];
  };
}

/** Where a field of an act stands on its page. */
export function fieldId(act: string, name: string): string {
  return `${act}-${name}`;
}

/** A field of an act: its name, where it stands, what was typed, what is wrong with it. */
export function field(context: ActContext, act: string, name: string, otherwise = "") {
  return { ...standing(context, act, name), value: typed(context, act, name) || otherwise };
}

/** A box of an act to be ticked. */
export function tick(context: ActContext, act: string, name: string) {
  return { ...standing(context, act, name), checked: typed(context, act, name) === "on" };
}

function standing({ tried }: ActContext, act: string, name: string) {
  return { name, id: fieldId(act, name), problems: tried?.act === act ? tried.problems : [] };
}

/** Where to go on after a refusal: the field that has to change, else the form. */
export function mendAt({ tried }: ActContext, form = `act-${tried?.act}`): string | undefined {
  return tried === undefined ? undefined : (tried.problems[0]?.field ?? form);
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
  beside,
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
  /** Stands before the form and holds forms of its own. */
  readonly beside?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <details id={id} open={open || context.tried?.act === act}>
      <summary>
        <Both words={title} />
      </summary>
      {beside}
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
  bodies,
  none = { zh: "请选择", en: "choose" },
  without,
  ...asked
}: ReturnType<typeof field> & {
  readonly label: Words;
  readonly bodies: readonly BodyOption[];
  readonly none?: Words;
  readonly without?: string;
}) {
  const others = bodies.filter((each) => each.id !== without);
  const options = [{ value: "", ...none }, ...others.map(({ id, zh, en }) => ({ value: id, zh, en }))];
  return <SelectField {...asked} options={options} />;
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
  const { value, ...asked } = field(context, act, "asks", context.tried?.act === act ? "" : asks.join(","));
  return (
    <Choices
      {...asked}
      kind="checkbox"
      label={{ zh: "哪几项", en: "Which asks" }}
      value={value.split(",")}
      options={asks.map((ask) => ({
        value: String(ask),
        zh: `第 ${ask} 项：${askWords[ask - 1] ?? ""}`,
        en: `ask ${ask}`,
      }))}
    />
  );
}
