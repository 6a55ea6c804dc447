// Each fault on requests, and how it is made; a third of the positives lie within a tenth of a threshold.

import { DAY, FIRST, inOfficeHours, iso, LAST } from "./places.ts";
import type { Chance } from "./random.ts";
import {
  close,
  type Draft,
  draft,
  fact,
  later,
  type Make,
  MINUTE,
  plant,
  ratings,
  reply,
  type Step,
  several,
  single,
} from "./request-shapes.ts";
import { answer, hollow, passedOn } from "./talk.ts";

/** Filed within the last weeks, so that nobody is also three months without an answer. */
export const RECENT = [LAST - 80 * DAY, LAST - 10 * DAY] as const;
export const answered = (chance: Chance, given: Draft, low = 2, high = 15): Step => {
  const at = later(chance, given.at, low, high);
  return reply(at, answer(chance, given.told, at));
};
export const open = { status: "open" };
export const petition = { procedure: "petition" };
export const complain = { status: "closed", intent: "complain" };

/** Each fault with how it is made. `{near}` cases lie within a tenth of a threshold. */
export const REQUEST_FAULTS: Readonly<Record<string, Make>> = {
  "unanswered-request": (chance, id) => {
    // The three months end between 1 and 9 days before the check-up for a third of them.
    const near = chance.true(0.34);
    const at = near
      ? LAST - chance.whole(93, 101) * DAY
      : FIRST + Math.floor(chance.next() * (LAST - 105 * DAY - FIRST));
    const given = { ...draft(chance), at: inOfficeHours(at, chance.whole(0, 479)) };
    const days = Math.round((LAST - given.at) / DAY);
    return [
      {
        fact: fact(id, given, [], open),
        truth: plant("unanswered-request", "fault", "三个月没有任何回应", [id], { measure: { days } }),
      },
    ];
  },
  "overdue-reply": single(
    "overdue-reply",
    "信访事项超过六十日才答复",
    (chance, given) => {
      const days = chance.true(0.34) ? chance.whole(62, 66) : chance.whole(67, 150);
      const at = inOfficeHours(given.at + days * DAY, 100);
      return {
        steps: [reply(at, answer(chance, given.told, at))],
        more: petition,
        measure: { days },
      };
    },
    undefined,
    LAST - 155 * DAY,
  ),
  "hollow-reply": single("hollow-reply", "只有收悉和感谢", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 12), hollow(chance))],
    more: { intent: "complain" },
  })),
  "forwarded-without-receiver": single(
    "forwarded-without-receiver",
    "已转有关部门，没有下文",
    (chance, given) => ({
      steps: [reply(later(chance, given.at, 1, 8), passedOn(chance))],
      more: { intent: "complain" },
    }),
  ),
  "pasted-reply": several("pasted-reply", [5, 14], 40 * DAY, "不同的事同一段话"),
  "batch-replies": several("batch-replies", [10, 25], 4 * MINUTE, "几分钟内同样的话答复十几件不同的事"),
  "implausible-closure": single(
    "implausible-closure",
    "几分钟办结，没有答复和联系",
    (chance, given) => {
      const minutes = chance.true(0.34) ? chance.whole(9, 10) : chance.whole(1, 8);
      return { steps: [close(given.at + minutes * MINUTE)], more: complain, measure: { minutes } };
    },
    undefined,
    RECENT,
  ),
  "disputed-closure": single("disputed-closure", "办结后群众说没解决", (chance, given) => {
    const first = answered(chance, given);
    const at = Date.parse(String(first.at));
    const askedBy = chance.pick(["neutral", "neutral", "citizen"]);
    return {
      steps: [first, close(at + 3_600_000)],
      more: { ...complain, verdict: { value: "not", askedBy, at: iso(at + chance.whole(3, 20) * DAY) } },
    };
  }),
  "saturated-ratings": ratings("handling-body", [102, 160], "全是满分，单位代填"),
};
