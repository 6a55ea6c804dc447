// A list as a table that folds into cards on a narrow screen, with what it says when it is empty, looking through it by words, and the way to its next page.

import type { ComponentChildren } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { Send, TextField } from "./form.tsx";
import { Scroll } from "./layout.tsx";
import { Both, En } from "./words.tsx";

export interface ListingView {
  readonly label: Words;
  readonly columns: readonly Words[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
  readonly none?: Words;
  /** Where the next page stands, where there is one. */
  readonly next?: { readonly href: string; readonly words: Words } | undefined;
  /** Where the list begins, on a later page. */
  readonly first?: string | undefined;
}

export const OLDER: Words = { zh: "更早的", en: "Older" };
export const NEXT: Words = { zh: "下一页", en: "Next" };
/** Of a queue that is worked off from its beginning. */
export const LATER: Words = { zh: "后面的", en: "Next" };

export function Listing({ label, columns, rows, none, next, first }: ListingView) {
  return (
    <>
      {rows.length === 0 && none !== undefined ? (
        <p>
          <Both words={none} />
        </p>
      ) : (
        <Scroll label={`${label.zh} ${label.en}`}>
          <table class="stack">
            <thead>
              <tr>
                {columns.map((each) => (
                  <th scope="col" key={each.en}>
                    <Both words={each} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells }) => (
                <tr key={key}>
                  {cells.map((cell, place) => (
                    <td key={columns[place]!.en} data-label={columns[place]!.zh}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <Pager next={next} first={first} />
    </>
  );
}

export function Pager({
  next,
  first,
  children,
}: Pick<ListingView, "next" | "first"> & { readonly children?: ComponentChildren }) {
  if (next === undefined && first === undefined && children === undefined) return null;
  return (
    <nav class="pager" aria-label="翻页 Pages">
      {first === undefined ? null : (
        <a class="button" href={first}>
          回到第一页 <En>First page</En>
        </a>
      )}
      {next === undefined ? null : (
        <a class="button" href={next.href} rel="next">
          {next.words.zh} <En>{next.words.en}</En>
        </a>
      )}
      {children}
    </nav>
  );
}

/** What a list of requests is looked through by. */
export const SEARCH_REQUESTS: Words = {
  zh: "编号，或原话、地方里的字",
  en: "the number, or part of the words or place",
};

export interface FoundView {
  readonly rows: number;
  readonly first: boolean;
  readonly more: boolean;
}

export interface SearchView {
  /** The page of the list. */
  readonly action: string;
  /** What is looked for now; empty where nothing is. */
  readonly typed: string;
  readonly hint: Words;
  /** What stands on this page of the list. */
  readonly found: FoundView;
  /** What else chooses the list, kept while looking through it. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** Looks through a list by words; without a script. Nothing where the list is empty: there is nothing to look through. */
export function Search({ action, typed, hint, found, kept = {} }: SearchView) {
  if (typed === "" && found.rows === 0 && found.first) return null;
  return (
    <>
      <form method="get" action={action} class="search">
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" key={name} name={name} value={value} />
        ))}
        <TextField name="words" label={{ zh: "找什么", en: "Search" }} hint={hint} value={typed} />
        <Send words={{ zh: "找", en: "Search" }}>
          {typed === "" ? null : (
            <a href={hrefOf(action, kept)}>
              看全部 <En>Show all</En>
            </a>
          )}
        </Send>
      </form>
      {typed === "" || found.rows === 0 || !found.first ? null : (
        <p>
          <Both words={foundWords(found)} />
        </p>
      )}
    </>
  );
}

/** How many were found. Beyond one page nobody counts: that would read the whole list for a number that nobody needs. */
function foundWords({ rows, more }: FoundView): Words {
  return more
    ? { zh: `找到的不止 ${rows} 条，先看前 ${rows} 条。`, en: `More than ${rows} found; the first are here.` }
    : { zh: `找到 ${rows} 条。`, en: `${rows} found.` };
}

/** The address of a list: its page, what chooses it, what is looked for, and the row after which it goes on. */
export function hrefOf(action: string, chosen: Readonly<Record<string, string | undefined>>): string {
  const named = Object.entries(chosen).filter((each): each is [string, string] => !!each[1]);
  return named.length === 0 ? action : `${action}?${new URLSearchParams(named)}`;
}

/** Says that nothing was found, or what `none` says where nothing was looked for. */
export function noneOf(typed: string, none: Words): Words {
  return typed === ""
    ? none
    : {
        zh: `没有找到“${typed}”。少写几个字，换个说法，或者看全部。`,
        en: "Nothing found; try fewer or other words, or show all.",
      };
}
