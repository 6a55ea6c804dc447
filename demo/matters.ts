// What people of the county write about, and what an office that did its work can answer (the words: `words/matters.yaml`).

import { wordsOf } from "./grammar.ts";

/** One thing that people write about: what belongs together. */
export interface Matter {
  readonly name: string;
  readonly body: string;
  readonly cases: readonly Case[];
}

export interface Case {
  readonly subjects: readonly string[];
  readonly facts: readonly string[];
  /** The main ask, met by what was found and done. */
  readonly ask: readonly string[];
  readonly found: readonly string[];
  readonly done: readonly string[];
  /** Things that can be promised by a day. */
  readonly plan: readonly string[];
  /** Other asks, each with the sentences that answer it. */
  readonly more: readonly { readonly say: readonly string[]; readonly told: readonly string[] }[];
}

interface Written extends Case {
  readonly name: string;
  readonly body: string;
  /** Places in the lists above, one digit each, in their order. */
  readonly cases: readonly string[];
}

const taken = <T>(list: readonly T[], places: string | undefined): T[] =>
  places === undefined ? [...list] : [...places].map((place) => list[Number(place)]!);

export const MATTERS: readonly Matter[] = (wordsOf("matters") as Written[]).map((all) => ({
  name: all.name,
  body: `青石县${all.body}`,
  cases: all.cases.map((line) => {
    const [subjects, facts, ask, found, done, plan, more] = line.split(" ");
    return {
      subjects: taken(all.subjects, subjects),
      facts: taken(all.facts, facts),
      ask: taken(all.ask, ask),
      found: taken(all.found, found),
      done: taken(all.done, done),
      plan: taken(all.plan, plan),
      more: taken(all.more, more),
    };
  }),
}));

/** Every plan of a matter, for promises of several different things. */
export const plansOf = (matter: Matter): readonly string[] => [
  ...new Set(matter.cases.flatMap((each) => each.plan)),
];
