// A list as a table that folds into cards on a narrow screen, with what it says when it is empty and the way to its next page.

import type { ComponentChildren } from "preact";
import type { Words } from "../../core/domain/facts.ts";
import { Scroll } from "./layout.tsx";
import { Both, En } from "./words.tsx";

export interface ListingView {
  readonly label: Words;
  readonly columns: readonly Words[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
  readonly none?: Words;
  /** Where the next page stands, where there is one. */
  readonly next?: { readonly href: string; readonly words: Words } | undefined;
}

export const OLDER: Words = { zh: "更早的", en: "Older" };
export const NEXT: Words = { zh: "下一页", en: "Next" };
/** Of a queue that is worked off from its beginning. */
export const LATER: Words = { zh: "后面的", en: "Next" };

export function Listing({ label, columns, rows, none, next }: ListingView) {
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
      <Pager next={next} />
    </>
  );
}

export function Pager({ next }: { readonly next: ListingView["next"] }) {
  if (next === undefined) return null;
  return (
    <nav class="pager" aria-label="翻页 Pages">
      <a class="button" href={next.href} rel="next">
        {next.words.zh} <En>{next.words.en}</En>
      </a>
    </nav>
  );
}
