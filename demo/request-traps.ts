// Innocent cases that look like each fault on requests.

import { BODIES, DAY, inOfficeHours, iso, LAST } from "./places.ts";
import { answered, complain, open, petition, RECENT } from "./request-faults.ts";
import {
  close,
  draft,
  fact,
  later,
  type Make,
  MINUTE,
  plant,
  ratings,
  reply,
  several,
  single,
} from "./request-shapes.ts";
import { answer, hollow, oneLine, passedOn, praise, praiseReply, receipt } from "./talk.ts";

const trap = (
  detector: string,
  kind: string,
  why: string,
  make: Parameters<typeof single>[2],
  until?: number | readonly [number, number],
) => [detector, single(detector, why, make, kind, until)] as const;

/** A letter of thanks, thanked for. */
const thanked: Make = (chance, id) => {
  const given = draft(chance, undefined, LAST - 60 * DAY);
  const told = { ...given.told, subject: "感谢信", text: praise(chance) };
  const steps = [reply(later(chance, given.at, 1, 6), praiseReply(chance))];
  return [
    {
      fact: fact(id, { ...given, told }, steps, { intent: "praise" }),
      truth: plant("hollow-reply", "trap", "表扬信的答谢", [id], { trap: "T25" }),
    },
  ];
};

/** Innocent cases that look like each fault. */
export const REQUEST_TRAPS: readonly (readonly [string, Make])[] = [
  trap("unanswered-request", "T5", "老人要电话答复，已电话答复", (chance, given) => ({
    steps: [{ kind: "contact", by: "phone", reached: true, at: iso(later(chance, given.at, 1, 3)) }],
    more: { ...open, wants: "call" },
  })),
  trap("unanswered-request", "T6", "三次联系不上", (chance, given) => ({
    steps: [1, 2, 3].map((day) => ({
      kind: "contact",
      by: "phone",
      reached: false,
      at: iso(later(chance, given.at, day, day)),
    })),
    more: open,
  })),
  trap("unanswered-request", "T7", "两天内退回并写明单位", (chance, given) => ({
    steps: [{ kind: "hand-over", to: chance.pick(BODIES), at: iso(later(chance, given.at, 1, 2)) }],
    more: open,
  })),
  trap(
    "overdue-reply",
    "T6",
    "期限内办理延期",
    (chance, given) => {
      const at = inOfficeHours(given.at + chance.whole(70, 85) * DAY, 60);
      return {
        steps: [
          {
            kind: "extend",
            at: iso(given.at + 50 * DAY),
            until: iso(given.at + 88 * DAY),
            reason: "需要招标",
          },
          reply(at, answer(chance, given.told, at)),
        ],
        more: petition,
      };
    },
    LAST - 120 * DAY,
  ),
  trap(
    "overdue-reply",
    "T5",
    "上门答复",
    (chance, given) => ({
      steps: [{ kind: "contact", by: "visit", reached: true, at: iso(later(chance, given.at, 5, 20)) }],
      more: petition,
    }),
    LAST - 120 * DAY,
  ),
  trap(
    "overdue-reply",
    "T6",
    "依法中止有原因",
    (chance, given) => {
      const at = inOfficeHours(given.at + chance.whole(75, 95) * DAY, 60);
      return {
        steps: [
          { kind: "pause", at: iso(given.at + 10 * DAY), reason: "等待鉴定结论" },
          { kind: "resume", at: iso(given.at + 55 * DAY) },
          reply(at, answer(chance, given.told, at)),
        ],
        more: petition,
      };
    },
    LAST - 120 * DAY,
  ),
  trap("hollow-reply", "T3", "先收悉，后有结果", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 2), receipt(chance)), answered(chance, given, 5, 20)],
  })),
  trap("hollow-reply", "T4", "一句话答全", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 5), oneLine(chance))],
    more: { intent: "consult" },
  })),
  trap("hollow-reply", "T25", "厂商机器人自动回复", (chance, given) => ({
    steps: [reply(given.at + MINUTE, hollow(chance), { author: "bot" })],
  })),
  ["hollow-reply", thanked],
  trap("hollow-reply", "T5", "保密事项，电话里答复", (chance, given) => ({
    steps: [
      reply(later(chance, given.at, 1, 5), hollow(chance)),
      { kind: "contact", by: "phone", reached: true, at: iso(later(chance, given.at, 6, 9)) },
    ],
    more: { confidential: true },
  })),
  trap("forwarded-without-receiver", "T7", "写明接收单位", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 2), `您好！您反映的问题已转${chance.pick(BODIES)}处理。`)],
  })),
  trap("forwarded-without-receiver", "T3", "转办后有结果", (chance, given) => ({
    steps: [reply(later(chance, given.at, 1, 2), passedOn(chance)), answered(chance, given, 5, 20)],
  })),
  trap("forwarded-without-receiver", "T5", "转办并已电话说明", (chance, given) => ({
    steps: [
      reply(later(chance, given.at, 1, 2), passedOn(chance)),
      { kind: "contact", by: "phone", reached: true, at: iso(later(chance, given.at, 3, 6)) },
    ],
  })),
  ...[1, 2, 3].map(
    (n) =>
      [
        "pasted-reply",
        several("pasted-reply", [6, 12], 10 * DAY, `同一件事很多人问，同样答复（${n}）`, "T4"),
      ] as const,
  ),
  ...[1, 2, 3].map(
    (n) =>
      [
        "batch-replies",
        several("batch-replies", [12, 20], 4 * MINUTE, `一次停水，成批同答（${n}）`, "T4"),
      ] as const,
  ),
  trap("implausible-closure", "T5", "当场电话解决", (_chance, given) => ({
    steps: [
      { kind: "contact", by: "phone", reached: true, at: iso(given.at + 2 * MINUTE) },
      close(given.at + 4 * MINUTE),
    ],
    more: complain,
  })),
  trap("implausible-closure", "T28", "重复件并入另一件", (chance, given) => ({
    steps: [{ kind: "merge", at: iso(given.at + chance.whole(1, 3) * MINUTE) }, close(given.at + 4 * MINUTE)],
    more: complain,
  })),
  trap(
    "implausible-closure",
    "T8",
    "群众说解决了，只是没写",
    (chance, given) => ({
      steps: [close(given.at + chance.whole(2, 8) * MINUTE)],
      more: { ...complain, verdict: { value: "solved", askedBy: "neutral", at: iso(given.at + 9 * DAY) } },
    }),
    RECENT,
  ),
  trap("disputed-closure", "T21", "办不了，说清了", (chance, given) => ({
    steps: [answered(chance, given), close(given.at + 20 * DAY)],
    more: {
      ...complain,
      verdict: { value: "cannot-explained", askedBy: "neutral", at: iso(given.at + 30 * DAY) },
    },
  })),
  trap("disputed-closure", "T22", "评判由承办单位代填", (chance, given) => ({
    steps: [answered(chance, given), close(given.at + 20 * DAY)],
    more: { ...complain, verdict: { value: "not", askedBy: "handling-body", at: iso(given.at + 30 * DAY) } },
  })),
  trap("disputed-closure", "T21", "一星但没问是否解决", (chance, given) => ({
    steps: [answered(chance, given), close(given.at + 20 * DAY)],
    more: { ...complain, rating: { overall: 1, enteredBy: "citizen" } },
  })),
  trap("disputed-closure", "T8", "评判后已重办", (chance, given) => ({
    steps: [
      answered(chance, given),
      close(given.at + 20 * DAY),
      { kind: "reopen", at: iso(given.at + 31 * DAY) },
    ],
    more: {
      status: "closed",
      intent: "complain",
      verdict: { value: "not", askedBy: "neutral", at: iso(given.at + 30 * DAY) },
    },
  })),
  // Just outside a measure.
  trap("unanswered-request", "near", "还不到三个月", () => ({ steps: [], more: open }), [
    LAST - 88 * DAY,
    LAST - 70 * DAY,
  ]),
  trap(
    "overdue-reply",
    "near",
    "五十几天答复",
    (chance, given) => {
      const at = inOfficeHours(given.at + chance.whole(52, 58) * DAY, 60);
      return { steps: [reply(at, answer(chance, given.told, at))], more: petition };
    },
    LAST - 120 * DAY,
  ),
  trap(
    "implausible-closure",
    "near",
    "十几分钟才办结",
    (chance, given) => ({ steps: [close(given.at + chance.whole(12, 25) * MINUTE)], more: complain }),
    RECENT,
  ),
  trap(
    "hollow-reply",
    "near",
    "收悉才几天，结果还没到时候",
    (chance, given) => ({ steps: [reply(given.at + 3_600_000, hollow(chance))] }),
    [LAST - 11 * DAY, LAST - 3 * DAY],
  ),
  trap(
    "forwarded-without-receiver",
    "near",
    "转出才几天，结果还没到时候",
    (chance, given) => ({ steps: [reply(given.at + 3_600_000, passedOn(chance))] }),
    [LAST - 11 * DAY, LAST - 3 * DAY],
  ),
  ["pasted-reply", several("pasted-reply", [3, 4], 10 * DAY, "只有三四件", "near")],
  ["batch-replies", several("batch-replies", [3, 4], 4 * MINUTE, "只有三四件", "near")],
  ["saturated-ratings", ratings("default", [102, 130], "满分，第三方回访证实", "T22", true)],
  ["saturated-ratings", ratings("handling-body", [8, 30], "评价很少", "T22")],
  ["saturated-ratings", ratings("citizen", [102, 130], "群众自己评的满分", "T22")],
];
