// The asks anew: each reworded in its own box, split by lines, or joined to another; the same form for citizen and counter.

import { AreaField, type Problem } from "../parts/form.tsx";
import { En } from "../parts/words.tsx";

/** Names of the fields of one ask; `now` is what the form showed, so that a change in between is seen. */
export const askFields = (ask: number) => ({ words: `ask${ask}`, into: `into${ask}` });

export function AskBoxes({
  words,
  fields,
  problems,
}: {
  readonly words: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}) {
  return (
    <>
      <p class="hint">
        改字：直接改。拆开：在一格里一行写一项。合并：选“并到”哪一项，再把那一项的字写全。
        <En>Reword in place; one a line splits; to join, choose the other ask and complete its words.</En>
      </p>
      <input type="hidden" name="was" value={words.join("\n")} />
      {words.map((text, index) => {
        const ask = index + 1;
        const names = askFields(ask);
        const wrong = problems.some((each) => each.field === names.into);
        return (
          <div class="card" key={ask}>
            <AreaField
              name={names.words}
              label={{ zh: `第 ${ask} 项`, en: `Ask ${ask}` }}
              rows={2}
              {...{ problems, value: fields[names.words] ?? text }}
            />
            {words.length < 2 ? null : (
              <div class={wrong ? "field wrong" : "field"}>
                <label for={names.into}>
                  单列，还是并到别的项 <En>By itself or joined</En>
                </label>
                <select id={names.into} name={names.into}>
                  <option value="">单列 by itself</option>
                  {words.map((_, other) =>
                    other === index ? null : (
                      <option
                        key={other}
                        value={String(other + 1)}
                        selected={fields[names.into] === String(other + 1)}
                      >
                        {`并到第 ${other + 1} 项 join ask ${other + 1}`}
                      </option>
                    ),
                  )}
                </select>
              </div>
            )}
          </div>
        );
      })}
    </>
  );
}
