// A citizen's request, an office's honest answer and promise, and the ways in which answers go empty (the words: `words/letters.yaml`).

import { type Given, say, slipped, wordsOf } from "./grammar.ts";
import { type Case, type Matter, plansOf } from "./matters.ts";
import { BODIES, DAY, dayWords, ESTATES, monthDay, STREETS, VILLAGES } from "./places.ts";
import type { Chance } from "./random.ts";

const RULES = wordsOf("letters") as Readonly<Record<string, readonly string[]>>;

export interface Told {
  readonly subject: string;
  readonly text: string;
  readonly place: string;
  /** What it is about, and which of that thing's other asks it holds. */
  readonly about: Case;
  readonly extras: readonly number[];
}

export function place(chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.5)
    return `${chance.pick(STREETS)}${chance.pick(["", "中段", "口", "与桥头路交叉口", "菜市旁", "小学门口", `${chance.whole(3, 260)}号对面`])}`;
  if (kind < 0.8) return `${chance.pick(VILLAGES)}${chance.pick(["", "", "一组", "三组", "祠堂边", "村口"])}`;
  return chance.pick(ESTATES);
}

/** Words that any template may ask for: a place, a day up to `back` days before, small and larger numbers. */
function given(chance: Chance, where: string, at: number, back: number, more: Given = {}): Given {
  return {
    p: where,
    d: () => monthDay(at - chance.whole(back > 3 ? 2 : 0, back) * DAY),
    n: () => String(chance.whole(2, 9)),
    nn: () => String(chance.whole(10, 96)),
    t: () => String(chance.whole(2_000_000, 8_999_999)),
    b: () => chance.pick(BODIES),
    ...more,
  };
}

/** A request about a matter: some facts, the main ask, and `extras` other asks (by default now and then one). */
export function request(
  chance: Chance,
  matter: Matter,
  at: number,
  extras = chance.true(0.22) ? 1 : 0,
  same?: Told,
): Told {
  const where = same?.place ?? place(chance);
  const about = same?.about ?? chance.pick(matter.cases);
  const words = given(chance, where, at, 25);
  const put = (text: string) => say(chance, text, words);
  const pick = (rule: string) => put(chance.pick(RULES[rule]!));
  const facts = chance.some(about.facts, chance.whole(1, 3)).map(put);
  const others = chance.some([...about.more.keys()], extras);
  const asked = [about.ask, ...others.map((index) => about.more[index]!.say)].map((each) =>
    put(chance.pick(each)),
  );
  const told = facts.map((each, at) => each + (at === facts.length - 1 ? "。" : pick("joint"))).join("");
  const asks = asked.map((each) => (/[？?。]$/.test(each) ? each : `${each}。`)).join("");
  const text = pick("open") + (chance.true(0.18) ? asks + told : told + asks) + pick("close");
  return {
    subject: put(chance.pick(about.subjects)),
    text: chance.true(0.15) ? slipped(chance, text) : text,
    place: where,
    about,
    extras: others,
  };
}

interface Answering {
  /** Which other asks are answered: all of them unless said. */
  readonly covers?: readonly number[];
  /** Nothing but the result and the other asks. */
  readonly short?: boolean;
}

/** An answer that says what was found, what was done and when, and takes up each other ask. */
export function answer(
  chance: Chance,
  told: Told,
  at: number,
  { covers = told.extras, short = false }: Answering = {},
): string {
  const inner = given(chance, told.place, at, 3);
  const words = {
    ...inner,
    s: told.subject,
    found: () => say(chance, chance.pick(told.about.found), inner),
    done: () => say(chance, chance.pick(told.about.done), inner),
  };
  const put = (rule: string) => say(chance, chance.pick(RULES[rule]!), words, RULES);
  const also = covers.map((index) =>
    say(
      chance,
      chance.pick(RULES.also!),
      { told: say(chance, chance.pick(told.about.more[index]!.told), inner) },
      RULES,
    ),
  );
  if (short) return `${words.done()}。${also.join("")}`;
  const body = chance.true(0.3) ? put("result") + put("because") : put("finding") + put("result");
  return put("hello") + put("got") + put("about") + body + also.join("") + put("thanks");
}

const plain = (chance: Chance, rule: string, more: Given = {}) =>
  say(chance, chance.pick(RULES[rule]!), given(chance, "", 0, 0, more), RULES);

/** A complete answer in one line (trap T4). */
export const oneLine = (chance: Chance): string => plain(chance, "short");
export const receipt = (chance: Chance): string => plain(chance, "receipt");
/** Receipt, thanks and a promise of attention, in many words. */
export const hollow = (chance: Chance): string => plain(chance, "hollow");
/** Passed on to nobody who is named. */
export const passedOn = (chance: Chance): string => plain(chance, "passed");
/** One text for everything. */
export const stock = (chance: Chance): string => plain(chance, "stock");
/** What is left goes to an office that is named. */
export const rest = (chance: Chance): string => plain(chance, "rest");
export const statute = (chance: Chance): string => plain(chance, "statute");
export const praise = (chance: Chance): string => plain(chance, "praise");
export const praiseReply = (chance: Chance): string => plain(chance, "praise-reply");

/** A thing that can be promised for a request, in fixed words. */
export const planOf = (chance: Chance, told: Told): string =>
  say(chance, chance.pick(told.about.plan), given(chance, told.place, 0, 0));

/** So many different things of one matter, in fixed words. */
export const differentPlans = (chance: Chance, matter: Matter, told: Told, count: number): string[] =>
  chance.some(plansOf(matter), count).map((each) => say(chance, each, given(chance, told.place, 0, 0)));

/** A reply that names a day (`due`) by which a thing will be done. */
export function promise(chance: Chance, told: Told, at: number, due: number, plan: string): string {
  const inner = given(chance, told.place, at, 3);
  const found = () => say(chance, chance.pick(told.about.found), inner);
  return (
    plain(chance, "hello") +
    plain(chance, "promise", { found, plan, day: dayWords(chance, due) }) +
    plain(chance, "thanks")
  );
}

/** A reply that puts the day off to a later one, with the office's own excuse or with a cause from outside. */
export function putOff(chance: Chance, due: number, plan: string, outside = false): string {
  const excuse = () => plain(chance, outside ? "honest-excuse" : "excuse");
  return plain(chance, "again", { excuse, plan, day: dayWords(chance, due) });
}

/** A later reply that says that the thing was done. */
export function keptWord(chance: Chance, told: Told, at: number): string {
  const done = () => say(chance, chance.pick(told.about.done), given(chance, told.place, at, 1));
  return plain(chance, "kept", { done });
}
