// Words on a page: Chinese first, English beside, marked as English for readers and machines.

import type { Words } from "../../core/domain/facts.ts";

export function Both({ words }: { words: Words }) {
  return (
    <>
      {words.zh} <En>{words.en}</En>
    </>
  );
}

export function En({ children }: { children: string | readonly string[] }) {
  return (
    <span class="en" lang="en">
      {children}
    </span>
  );
}

/** The access key, beside what it presses; programs that read aloud say it by themselves. */
export function Key({ of }: { readonly of: string }) {
  return (
    <span class="key" aria-hidden="true">
      {`Alt+${of.toUpperCase()}`}
    </span>
  );
}

/** A telephone number that a telephone dials when it is touched. */
export function Phone({ number }: { readonly number: string }) {
  return <a href={`tel:${number.replace(/[^\d+]/g, "")}`}>{number}</a>;
}
