// The form that numbers the asks anew, read as which new ask comes from which earlier ones; pure.

import type { Acting, CommandOf } from "../../../core/domain/request/steps.ts";
import { linesOf, MOST_ASKS } from "../../../core/domain/request/words.ts";
import { askFields } from "../../../web/citizens/asks-form.tsx";
import type { Problem } from "../../../web/parts/form.tsx";
import { type Fields, MOST_ASK } from "./draft.ts";

/** The names of all its fields, however many asks there are. */
export const ASK_FIELDS: readonly string[] = [
  "was",
  ...Array.from({ length: MOST_ASKS }, (_, index) => Object.values(askFields(index + 1))).flat(),
];

/** `words`: the asks as they stand now. Each new ask comes from the box it was written in and from those that were joined to it. */
export function renumberingOf(
  fields: Fields,
  words: readonly string[],
  by: Acting,
): CommandOf<"number-asks"> | Problem[] {
  const problem = (field: string, zh: string, en: string): Problem[] => [{ field, zh, en }];
  // A browser sends line ends in its own way.
  if (linesOf(fields.was ?? "").join("\n") !== linesOf(words.join("\n")).join("\n"))
    return problem(
      "ask1",
      "您打开之后，这几项被改过了。请照现在的样子再改。",
      "The asks were changed since you opened this; change them as they stand now.",
    );
  const joined = new Map<number, number>();
  for (let ask = 1; ask <= words.length; ask += 1) {
    const into = Number(fields[askFields(ask).into] ?? "");
    if (Number.isInteger(into) && into >= 1 && into <= words.length && into !== ask) joined.set(ask, into);
  }
  const [lines, from]: [string[], number[][]] = [[], []];
  for (let ask = 1; ask <= words.length; ask += 1) {
    const into = joined.get(ask);
    const names = askFields(ask);
    if (into !== undefined && joined.has(into))
      return problem(
        names.into,
        `第 ${into} 项自己也并走了，请并到单列的一项。`,
        `Ask ${into} is itself joined to another.`,
      );
    if (into !== undefined) continue;
    const own = linesOf(fields[names.words] ?? "");
    if (own.length === 0)
      return problem(
        names.words,
        `第 ${ask} 项不能空着；不想单列就并到别的项。`,
        `Ask ${ask} cannot be empty; join it to another instead.`,
      );
    if (own.some((line) => line.length > MOST_ASK))
      return problem(
        names.words,
        `第 ${ask} 项有一行太长，请缩短到 ${MOST_ASK} 字以内。`,
        `A line is too long; at most ${MOST_ASK} characters.`,
      );
    const others = [...joined].filter(([, to]) => to === ask).map(([one]) => one);
    for (const line of own) {
      lines.push(line);
      from.push([ask, ...others].sort((a, b) => a - b));
    }
  }
  if (lines.length > MOST_ASKS)
    return problem("ask1", `最多 ${MOST_ASKS} 项。`, `At most ${MOST_ASKS} asks.`);
  const same = from.every((each, index) => each.length === 1 && each[0] === index + 1);
  if (same && lines.length === words.length && lines.every((line, index) => line === words[index]))
    return problem("ask1", "没有改动。", "Nothing was changed.");
  return { kind: "number-asks", by, asks: lines.length, from, said: { asks: lines.join("\n") } };
}
