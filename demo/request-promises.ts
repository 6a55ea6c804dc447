// Promises with a day: broken, put off again and again, and the innocent cases that look like them.

import { DAY, FIRST, iso, LAST } from "./places.ts";
import type { Chance } from "./random.ts";
import {
  type Bare,
  close,
  type Draft,
  later,
  type Make,
  reply,
  type Step,
  single,
} from "./request-shapes.ts";
import { answer, differentPlans, keptWord, planOf, promise, putOff } from "./talk.ts";

interface Promised {
  readonly at: number;
  readonly due: number;
  readonly plan: string;
  readonly step: Step;
}

function promised(chance: Chance, given: Draft, due?: number): Promised {
  const at = later(chance, given.at, 2, 10);
  const until = due ?? at + chance.whole(8, 30) * DAY;
  const plan = planOf(chance, given.told);
  return {
    at,
    due: until,
    plan,
    step: reply(at, promise(chance, given.told, at, until, plan)),
  };
}

const word = (value: string, at: number, askedBy: string) => ({ value, askedBy, at: iso(at) });
const own = (chance: Chance) => chance.pick(["neutral", "neutral", "citizen"]);
/** Filed so that a day promised within forty days of it is long past. */
const EARLY = [FIRST, LAST - 75 * DAY] as const;
const LATE = [LAST - 40 * DAY, LAST - 22 * DAY] as const;

/** A day named, which passed; the citizen says afterwards that nothing was done. */
const broken: Bare = (chance, given) => {
  const made = promised(chance, given);
  const asked = Math.min(LAST - DAY, made.due + chance.whole(2, 18) * DAY);
  const closed = chance.true(0.25);
  const value = chance.pick(["not", "not", "partly"]);
  return {
    steps: closed ? [made.step, close(made.at + 3_600_000)] : [made.step],
    more: {
      status: closed ? "closed" : "replied",
      intent: "complain",
      verdict: word(value, asked, own(chance)),
    },
    measure: { days: Math.floor((LAST - made.due) / DAY) },
    ...(closed && value === "not" ? { also: { "disputed-closure": "未到承诺日就办结，群众说没解决" } } : {}),
  };
};
/** The same with the day seven or eight days before the check-up. */
const barely: Bare = (chance, given) => {
  const due = LAST - chance.whole(7, 8) * DAY;
  const made = promised(chance, given, due);
  return {
    steps: [made.step],
    more: { intent: "complain", verdict: word("not", LAST - chance.whole(1, 4) * DAY, own(chance)) },
    measure: { days: Math.floor((LAST - due) / DAY) },
  };
};

/** A first promise, and so many later days for the same thing. */
function moving(
  chance: Chance,
  given: Draft,
  moves: number,
  outside = false,
): { steps: Step[]; due: number } {
  const first = promised(chance, given);
  const steps = [first.step];
  let due = first.due;
  for (let move = 0; move < moves; move++) {
    const at = due + chance.whole(-2, 4) * DAY;
    due = at + chance.whole(9, 30) * DAY;
    steps.push(reply(at, putOff(chance, due, first.plan, outside)));
  }
  return { steps, due };
}

export const PROMISE_FAULTS: Readonly<Record<string, Make>> = {
  "overdue-commitment": (chance, id, index) =>
    single(
      "overdue-commitment",
      "写明的日子早过了，群众说没有办",
      ...(chance.true(0.34)
        ? ([barely, undefined, LATE, 0] as const)
        : ([broken, undefined, EARLY, 0] as const)),
    )(chance, id, index),
  "moved-commitment": single(
    "moved-commitment",
    "同一件事的日子一改再改",
    (chance, given) => {
      const moves = chance.true(0.34) ? 2 : chance.whole(2, 4);
      return { steps: moving(chance, given, moves).steps, more: { intent: "complain" }, measure: { moves } };
    },
    undefined,
    [FIRST, LAST - 160 * DAY],
    0,
  ),
};

const trap = (
  detector: string,
  kind: string,
  why: string,
  make: Bare,
  when: readonly [number, number] = EARLY,
) => [detector, single(detector, why, make, kind, when, 0)] as const;

export const PROMISE_TRAPS: readonly (readonly [string, Make])[] = [
  trap("overdue-commitment", "T8", "办了没有写，群众说解决了", (chance, given) => {
    const made = promised(chance, given);
    return { steps: [made.step], more: { verdict: word("solved", made.due + 5 * DAY, own(chance)) } };
  }),
  trap(
    "overdue-commitment",
    "T8",
    "天气、土地、法院的原因改过一次日子",
    (chance, given) => {
      const made = promised(chance, given);
      const at = made.due - DAY;
      return {
        steps: [made.step, reply(at, putOff(chance, LAST + chance.whole(5, 40) * DAY, made.plan, true))],
        more: { verdict: word("not", at + 6 * DAY, own(chance)) },
      };
    },
    [LAST - 110 * DAY, LAST - 60 * DAY],
  ),
  trap("overdue-commitment", "T8", "没有人问过群众", (chance, given) => ({
    steps: [promised(chance, given).step],
  })),
  trap("overdue-commitment", "T5", "到期后电话说明了", (chance, given) => {
    const made = promised(chance, given);
    const asked = made.due + 3 * DAY;
    return {
      steps: [
        made.step,
        { kind: "contact", by: "phone", reached: true, at: iso(later(chance, asked, 1, 4)) },
      ],
      more: { verdict: word("not", asked, own(chance)) },
    };
  }),
  trap("overdue-commitment", "T5", "到期后书面报了结果", (chance, given) => {
    const made = promised(chance, given);
    const at = later(chance, made.due, 4, 7);
    return {
      steps: [made.step, reply(at, keptWord(chance, given.told, at))],
      more: { verdict: word("partly", made.due + 2 * DAY, own(chance)) },
    };
  }),
  trap("overdue-commitment", "T21", "办不了，说清了", (chance, given) => {
    const made = promised(chance, given);
    return { steps: [made.step], more: { verdict: word("cannot-explained", made.due + 9 * DAY, "neutral") } };
  }),
  trap("overdue-commitment", "T22", "评判由承办单位代填", (chance, given) => {
    const made = promised(chance, given);
    return { steps: [made.step], more: { verdict: word("not", made.due + 9 * DAY, "handling-body") } };
  }),
  trap(
    "overdue-commitment",
    "T8",
    "刚过期五六天",
    (chance, given) => {
      const made = promised(chance, given, LAST - chance.whole(5, 6) * DAY);
      return { steps: [made.step], more: { verdict: word("not", LAST - 2 * DAY, "neutral") } };
    },
    LATE,
  ),
  trap("moved-commitment", "T8", "只改过一次日子", (chance, given) => ({
    steps: moving(chance, given, 1, chance.true(0.5)).steps,
  })),
  trap("moved-commitment", "T6", "依程序延期一次，又改一次", (chance, given) => {
    const made = promised(chance, given);
    const second = made.due + chance.whole(10, 20) * DAY;
    const third = second + chance.whole(9, 20) * DAY;
    const at = made.due - 2 * DAY;
    return {
      steps: [
        made.step,
        { kind: "extend", at: iso(at), until: iso(second), reason: "需要招标" },
        reply(at + 3_600_000, putOff(chance, second, made.plan)),
        reply(second - DAY, putOff(chance, third, made.plan, true)),
      ],
    };
  }),
  trap("moved-commitment", "T8", "先后答应几件不同的事", (chance, given) => {
    const plans = differentPlans(chance, given.matter, given.told, 3);
    let [at, due] = [later(chance, given.at, 2, 8), given.at + chance.whole(15, 25) * DAY];
    const steps: Step[] = [];
    for (const plan of plans) {
      steps.push(reply(at, promise(chance, given.told, at, due, plan)));
      [at, due] = [at + chance.whole(4, 8) * DAY, due + chance.whole(10, 20) * DAY];
    }
    return { steps };
  }),
  trap(
    "moved-commitment",
    "T21",
    "改过两次，群众说解决了",
    (chance, given) => {
      const { steps, due } = moving(chance, given, 2);
      return { steps, more: { verdict: word("solved", Math.min(LAST - DAY, due + 4 * DAY), "neutral") } };
    },
    [FIRST, LAST - 160 * DAY],
  ),
];

/** An honest promise: kept and reported, or kept and confirmed by the citizen, or nobody has asked yet. */
export function honestPromise(
  chance: Chance,
  given: Draft,
): { steps: Step[]; more: Record<string, unknown> } {
  const made = promised(chance, given);
  const kind = chance.next();
  if (kind < 0.5 && made.due < LAST - 2 * DAY) {
    const at = made.due - chance.whole(0, 3) * DAY;
    return { steps: [made.step, reply(at, answer(chance, given.told, at))], more: {} };
  }
  if (kind < 0.75 && made.due < LAST - 9 * DAY)
    return { steps: [made.step], more: { verdict: word("solved", made.due + 4 * DAY, "neutral") } };
  return { steps: [made.step], more: {} };
}
