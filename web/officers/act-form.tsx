// The frame of every act on a request: its own form in a fold, or its part of the page's one form; with the token, the key that makes it done once, and what was seen.

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
  /**
   * The page is one form, so that no act loses what stands in the reply: buttons say what is done, and fields of acts beside the reply bear
   * their act's name before their own.
   */
  readonly whole?: true;
  /** What stood in the page's one form when it was last sent, or the draft of the reply that was kept. */
  readonly kept?: Readonly<Record<string, string>>;
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

/** What a field is called in its form; `act` may say of whom (relay/1). */
export function nameOf({ whole }: ActContext, act: string, name: string): string {
  return whole === undefined || act === "reply" ? name : `${act}.${name}`;
}

/** A field of an act: its name, where it stands, what was typed, what is wrong with it. */
export function field(context: ActContext, act: string, name: string, otherwise = "") {
  return { ...standing(context, act, name), value: typed(context, act, name) || otherwise };
}

/** A box of an act to be ticked. */
export function tick(context: ActContext, act: string, name: string) {
  return { ...standing(context, act, name), checked: typed(context, act, name) === "on" };
}

function standing(context: ActContext, act: string, name: string) {
  const { tried } = context;
  const problems = tried?.act === act ? tried.problems : [];
  return { name: nameOf(context, act, name), id: fieldId(act, name), problems };
}

/** Where to go on after a refusal: the field that has to change, else the form. */
export function mendAt({ tried }: ActContext, form = `act-${tried?.act}`): string | undefined {
  return tried === undefined ? undefined : (tried.problems[0]?.field ?? form);
}

export function typed(context: ActContext, act: string, name: string): string {
  const fields = context.tried?.act === act ? context.tried.fields : undefined;
  return fields === undefined ? (context.kept?.[nameOf(context, act, name)] ?? "") : (fields[name] ?? "");
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

/** What an act brings along beside what is typed. */
export function HiddenField({
  context,
  act,
  name,
  value,
}: {
  readonly context: ActContext;
  readonly act: string;
  readonly name: string;
  readonly value: string;
}) {
  return <input type="hidden" name={nameOf(context, act, name)} value={value} />;
}

/** A button that does an act; in the page's one form it says which. */
export function ActButton({
  context,
  act,
  words,
  plain = false,
}: {
  readonly context: ActContext;
  readonly act: string;
  readonly words: Words;
  /** One of several, none of which is the way on. */
  readonly plain?: boolean;
}) {
  return (
    <button
      {...(plain ? {} : { class: "go" })}
      type="submit"
      {...(context.whole === undefined ? {} : { name: "do", value: act })}
    >
      {words.zh} <En>{words.en}</En>
    </button>
  );
}

/** The form of an act; in the page's one form nothing but its fields. */
export function OwnForm({
  context,
  act,
  children,
}: {
  readonly context: ActContext;
  readonly act: string;
  readonly children: ComponentChildren;
}) {
  if (context.whole !== undefined) return <>{children}</>;
  return (
    <form method="post" action={context.action}>
      <Hidden context={context} act={act} />
      {children}
    </form>
  );
}

export function ActForm({
  context,
  act,
  title,
  go,
  open = false,
  id = `act-${act}`,
  of,
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
  /** Of whom or of what, where the page has several of one act. */
  readonly of?: string;
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
      <OwnForm {...{ context, act }}>
        {children}
        <p class="row">
          <ActButton context={context} act={of === undefined ? act : `${act}/${of}`} words={go ?? title} />
        </p>
      </OwnForm>
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
  if (asks.length <= 1) return <HiddenField {...{ context, act, name: "asks", value: asks.join(",") }} />;
  const sent = context.tried?.act === act;
  const { value, ...asked } = field(context, act, "asks", sent ? "" : asks.join(","));
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
