// Puts words together by rules: `{rule}` is another rule or a given word, `[a|b|]` is one of several; parsed once, said millions of times.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Chance } from "./random.ts";

/** A word made when it is needed, or a fixed one. */
export type Given = Readonly<Record<string, string | (() => string)>>;
type Part = string | { readonly name: string } | readonly string[];

/** Reads a file of `demo/words/`. */
export function wordsOf(name: string): unknown {
  return parse(readFileSync(join(import.meta.dirname, "words", `${name}.yaml`), "utf8"));
}

function partsOf(template: string): readonly Part[] {
  const parts: Part[] = [];
  for (const [piece] of template.matchAll(/\{[^}]*\}|\[[^\]]*\|[^\]]*\]|[^{[]+|[{[]/g)) {
    if (piece.length > 2 && piece.startsWith("{")) parts.push({ name: piece.slice(1, -1) });
    else if (piece.startsWith("[") && piece.includes("|")) parts.push(piece.slice(1, -1).split("|"));
    else parts.push(piece);
  }
  return parts;
}

const parsed = new Map<string, readonly Part[]>();

/** Says one template; what it names is taken from the given words, then from the rules. Throws where neither knows it. */
export function say(
  chance: Chance,
  template: string,
  given: Given = {},
  rules: Readonly<Record<string, readonly string[]>> = {},
): string {
  let parts = parsed.get(template);
  if (parts === undefined) {
    parts = partsOf(template);
    parsed.set(template, parts);
  }
  let said = "";
  for (const part of parts) {
    if (typeof part === "string") said += part;
    else if ("name" in part) {
      const word = given[part.name];
      const rule = rules[part.name];
      if (word !== undefined) said += typeof word === "string" ? word : word();
      else if (rule !== undefined) said += say(chance, chance.pick(rule), given, rules);
      else throw new Error(`demo/words: no rule {${part.name}} in “${template}”`);
    } else {
      const choice = chance.pick(part);
      said += choice.includes("{") ? say(chance, choice, given, rules) : choice;
    }
  }
  return said;
}

const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/的/, "得"],
  [/在/, "再"],
  [/做/, "作"],
  [/[，。]/, " "],
  [/，/, ","],
  [/已经/, "以经"],
  [/麻烦/, "麻凡"],
  [/。/, "。。。"],
  [/？/, "?"],
  [/！/, "！！！"],
];

/** One slip of the finger, as people make them on a small screen; numbers and names of things stay. */
export function slipped(chance: Chance, text: string): string {
  const [pattern, wrong] = chance.pick(SLIPS);
  return text.replace(pattern, wrong);
}
