// Asks left out and replies to somebody else's matter, with the innocent cases that look like them.

import { BODIES, DAY, FIRST, iso, LAST, TOWNS } from "./places.ts";
import type { Chance } from "./random.ts";
import {
  type Bare,
  close,
  type Draft,
  draft,
  fact,
  later,
  type Make,
  plant,
  reply,
  type Step,
  single,
} from "./request-shapes.ts";
import { answer, oneLine, receipt, rest, statute } from "./talk.ts";
import type { Planted } from "./truth.ts";

const own = (chance: Chance) => chance.pick(["neutral", "neutral", "citizen"]);
const UNTIL = LAST - 50 * DAY;
const word = (value: string, at: number, askedBy: string) => ({ value, askedBy, at: iso(at) });

/** A reply that covers all asks but the last. */
function partial(chance: Chance, given: Draft): { at: number; step: Step } {
  const at = later(chance, given.at, 2, 14);
  const covers = given.told.extras.slice(0, -1);
  return { at, step: reply(at, answer(chance, given.told, at, { covers })) };
}

const left: Bare = (chance, given) => {
  const { at, step } = partial(chance, given);
  const closed = chance.true(0.25);
  const value = chance.pick(["not", "partly"]);
  return {
    steps: closed ? [step, close(at + 3_600_000)] : [step],
    more: {
      status: closed ? "closed" : "replied",
      verdict: word(value, at + chance.whole(3, 20) * DAY, own(chance)),
    },
    ...(closed && value === "not"
      ? { also: { "disputed-closure": "还有一问没答就办结，群众说没解决" } }
      : {}),
  };
};

/** A request answered with words about another one to the same body. */
const wrong: Make = (chance, id) => {
  const { one, other, body } = pair(chance);
  const at = later(chance, Math.max(one.at, other.at), 2, 12);
  const right = answer(chance, other.told, at);
  // Sometimes the very same text was pasted twice, sometimes written again.
  const pasted = chance.true(0.5) ? right : answer(chance, other.told, at);
  return [
    {
      fact: fact(id, { ...one, matter: { ...one.matter, body } }, [reply(at + 600_000, pasted)], {
        intent: "complain",
      }),
      truth: plant("off-topic-reply", "fault", "答的是别人的事", [id]),
    },
    { fact: fact(`${id}-other`, { ...other, matter: { ...other.matter, body } }, [reply(at, right)]) },
  ];
};

/** Two requests to one town about different things at different places, filed within weeks of each other. */
function pair(chance: Chance): { one: Draft; other: Draft; body: string } {
  const one = draft(chance, FIRST + 30 * DAY, UNTIL);
  let other = draft(chance, one.at - 40 * DAY, one.at + DAY);
  while (other.matter.name === one.matter.name || other.told.place.slice(0, 2) === one.told.place.slice(0, 2))
    other = draft(chance, one.at - 40 * DAY, one.at + DAY);
  return { one, other, body: chance.pick(TOWNS) };
}

export const ASK_FAULTS: Readonly<Record<string, Make>> = {
  "uncovered-asks": (chance, id, index) =>
    single(
      "uncovered-asks",
      "有一问一个字没答",
      left,
      undefined,
      UNTIL,
      chance.true(0.6) ? 1 : 2,
    )(chance, id, index),
  "off-topic-reply": wrong,
};

const asks = (kind: string, why: string, make: Bare) =>
  ["uncovered-asks", single("uncovered-asks", why, make, kind, UNTIL, 1)] as const;
const topic = (kind: string, why: string, make: Bare) =>
  ["off-topic-reply", single("off-topic-reply", why, make, kind, UNTIL)] as const;

/** Merged into another request: the other's answer stands under both. */
const merged: Make = (chance, id) => {
  const { one, other, body } = pair(chance);
  const at = later(chance, Math.max(one.at, other.at), 2, 12);
  const text = answer(chance, other.told, at);
  const planted: Planted[] = [
    {
      fact: fact(
        id,
        { ...one, matter: { ...one.matter, body } },
        [{ kind: "merge", at: iso(at - DAY) }, reply(at, text)],
        { mergedInto: `${id}-other` },
      ),
      truth: plant("off-topic-reply", "trap", "并入另一件，同一份答复", [id], { trap: "T28" }),
    },
    { fact: fact(`${id}-other`, { ...other, matter: { ...other.matter, body } }, [reply(at, text)]) },
  ];
  return planted;
};

export const ASK_TRAPS: readonly (readonly [string, Make])[] = [
  asks("T3", "先答一部分，后来补全", (chance, given) => {
    const { at, step } = partial(chance, given);
    const then = later(chance, at, 4, 9);
    return {
      steps: [step, reply(then, answer(chance, given.told, then))],
      more: { verdict: word("partly", then + 5 * DAY, own(chance)) },
    };
  }),
  asks("T4", "短，但每一问都答了", (chance, given) => {
    const at = later(chance, given.at, 2, 9);
    return {
      steps: [reply(at, answer(chance, given.told, at, { short: true }))],
      more: { verdict: word("partly", at + 5 * DAY, own(chance)) },
    };
  }),
  asks("T5", "其余的电话里说了", (chance, given) => {
    const { at, step } = partial(chance, given);
    return {
      steps: [step, { kind: "contact", by: "phone", reached: true, at: iso(at + DAY) }],
      more: { verdict: word("partly", at + 8 * DAY, own(chance)) },
    };
  }),
  asks("T7", "其余的移交写明的单位", (chance, given) => {
    const { at, step } = partial(chance, given);
    return {
      steps: [
        reply(at, `${String(step.text)}${rest(chance)}`),
        { kind: "hand-over", to: chance.pick(BODIES), at: iso(at + 60_000) },
      ],
      more: { verdict: word("partly", at + 8 * DAY, own(chance)) },
    };
  }),
  asks("T21", "每一问都答了，群众仍不满意", (chance, given) => {
    const at = later(chance, given.at, 2, 9);
    return {
      steps: [reply(at, answer(chance, given.told, at))],
      more: { verdict: word("not", at + 5 * DAY, own(chance)) },
    };
  }),
  asks("T22", "评判由承办单位代填", (chance, given) => {
    const { at, step } = partial(chance, given);
    return { steps: [step], more: { verdict: word("not", at + 8 * DAY, "handling-body") } };
  }),
  topic("T3", "先收悉，后有结果", (chance, given) => {
    const at = later(chance, given.at, 5, 12);
    return {
      steps: [reply(given.at + DAY, receipt(chance)), reply(at, answer(chance, given.told, at))],
    };
  }),
  topic("T4", "一句话的日常答复", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 6), oneLine(chance))],
    more: { intent: "consult" },
  })),
  topic("T5", "电话里说的", (_chance, given) => ({
    steps: [
      { kind: "contact", by: "phone", reached: true, at: iso(given.at + DAY) },
      reply(given.at + 2 * DAY, "已按您的要求在电话里详细答复，不再重复。"),
    ],
    more: { wants: "call" },
  })),
  topic("T26", "引用法条", (chance, given) => {
    const at = later(chance, given.at, 2, 9);
    return {
      steps: [reply(at, `${answer(chance, given.told, at)}${statute(chance)}`)],
    };
  }),
  ["off-topic-reply", merged],
];
