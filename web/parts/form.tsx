// Fields of a form: a label that stays, a hint, the mistake beside the field, and what was typed; no script, no native pop-ups.

import type { ComponentChildren } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { Both, En, Key } from "./words.tsx";

/** What is wrong with one field, and how to mend it. */
export interface Problem extends Words {
  readonly field: string;
}

interface Asked {
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words;
  readonly problems?: readonly Problem[];
  /** Tells apart two fields of one name on a page; the name where it is absent. */
  readonly id?: string;
}

/** All mistakes at once, each leading to its field. */
export function Errors({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <section class="errors" role="alert" aria-labelledby="errors">
      <h2 id="errors">
        有 {problems.length} 处要改，您写的都还在 <En>To mend; what you wrote is kept</En>
      </h2>
      <ul class="list">
        {problems.map((each) => (
          <li key={each.field}>
            <a href={`#${each.field}`}>
              <Both words={each} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describe({ name, id = name, hint, problems = [] }: Asked) {
  const problem = problems.find((each) => each.field === id);
  const ids = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(problem === undefined ? [] : [`${id}-why`]),
  ];
  const aria = {
    ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
    ...(problem === undefined ? {} : { "aria-invalid": "true" as const }),
  };
  const above = (
    <>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          <Both words={hint} />
        </p>
      )}
      {problem === undefined ? null : (
        <p class="why" id={`${id}-why`}>
          <Both words={problem} />
        </p>
      )}
    </>
  );
  return { id, aria, above, wrong: problem === undefined ? "field" : "field wrong" };
}

export function TextField({
  value = "",
  type = "text",
  autocomplete = "off",
  inputmode,
  accesskey,
  ...asked
}: Asked & {
  readonly value?: string;
  readonly type?: "text" | "tel" | "email" | "date" | "password";
  readonly autocomplete?: string;
  readonly inputmode?: "numeric" | "tel" | "email";
  /** The key that leads here, for those who work on one page all day. */
  readonly accesskey?: string;
}) {
  const { id, aria, above, wrong } = describe(asked);
  return (
    <div class={wrong}>
      <label for={id}>
        <Both words={asked.label} /> {accesskey === undefined ? null : <Key of={accesskey} />}
      </label>
      {above}
      <input
        id={id}
        type={type as "text"}
        value={value}
        name={asked.name}
        autocomplete={autocomplete}
        {...aria}
        {...(inputmode === undefined ? {} : { inputmode })}
        {...(accesskey === undefined ? {} : { accesskey })}
      />
    </div>
  );
}

/** One file to be sent along. */
export function FileField({ accept, ...asked }: Asked & { readonly accept: string }) {
  return <Labelled asked={asked} input={(own) => <input type="file" accept={accept} {...own} />} />;
}

export function AreaField({
  value = "",
  rows = 6,
  ...asked
}: Asked & { readonly value?: string; readonly rows?: number }) {
  const area = (own: Own) => (
    <textarea rows={rows} {...own}>
      {value}
    </textarea>
  );
  return <Labelled asked={asked} input={area} />;
}

/** What an input has from its description. */
type Own = { readonly id: string; readonly name: string } & ReturnType<typeof describe>["aria"];

/** An input under its label, with its hint and what is wrong. */
function Labelled({
  asked,
  input,
}: {
  readonly asked: Asked;
  readonly input: (own: Own) => ComponentChildren;
}) {
  const { id, aria, above, wrong } = describe(asked);
  return (
    <div class={wrong}>
      <label for={id}>
        <Both words={asked.label} />
      </label>
      {above}
      {input({ id, name: asked.name, ...aria })}
    </div>
  );
}

export interface Option extends Words {
  readonly value: string;
}

export function SelectField({
  value,
  groups = [],
  options = [],
  ...asked
}: Asked & {
  readonly value?: string;
  readonly groups?: readonly { readonly label: Words; readonly options: readonly Option[] }[];
  /** Options of no group; they stand first. */
  readonly options?: readonly Option[];
}) {
  const { id, aria, above, wrong } = describe(asked);
  const line = (each: Option) => (
    <option key={each.value} value={each.value} selected={each.value === value}>
      {`${each.zh} ${each.en}`}
    </option>
  );
  return (
    <div class={wrong}>
      <label for={id}>
        <Both words={asked.label} />
      </label>
      {above}
      <select {...{ id, name: asked.name, ...aria }}>
        {options.map(line)}
        {groups.map((group) => (
          <optgroup key={group.label.zh} label={`${group.label.zh} ${group.label.en}`}>
            {group.options.map(line)}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** One of several (radio buttons), or any of several that share a name (boxes). */
export function Choices({
  kind = "radio",
  value,
  options,
  ...asked
}: Asked & {
  readonly kind?: "radio" | "checkbox";
  readonly value?: string | readonly string[];
  readonly options: readonly Option[];
}) {
  const { id, aria, above, wrong } = describe(asked);
  const chosen = typeof value === "string" ? [value] : (value ?? []);
  return (
    <fieldset class={wrong} {...aria}>
      <legend>
        <Both words={asked.label} />
      </legend>
      {above}
      {options.map((each, index) => (
        <div class="choice" key={each.value}>
          <input
            type={kind}
            id={index === 0 ? id : `${id}-${each.value}`}
            name={asked.name}
            value={each.value}
            checked={chosen.includes(each.value)}
          />
          <label for={index === 0 ? id : `${id}-${each.value}`}>
            <Both words={each} />
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** One box by itself. */
export function Tick({
  name,
  id = name,
  words,
  checked,
  problems = [],
}: {
  readonly name: string;
  readonly id?: string;
  readonly words: Words;
  readonly checked?: boolean;
  readonly problems?: readonly Problem[];
}) {
  const { aria, above, wrong } = describe({ name, id, label: words, problems });
  const box = (
    <div class="choice">
      <input type="checkbox" id={id} name={name} value="on" checked={checked === true} {...aria} />
      <label for={id}>
        <Both words={words} />
      </label>
    </div>
  );
  if (wrong === "field") return box;
  return (
    <div class={wrong}>
      {above}
      {box}
    </div>
  );
}

/** The button that goes on; beside it, other ways. */
export function Send({ words, children }: { readonly words: Words; readonly children?: ComponentChildren }) {
  return (
    <p class="row">
      <button class="go" type="submit">
        {words.zh} <En>{words.en}</En>
      </button>
      {children}
    </p>
  );
}
