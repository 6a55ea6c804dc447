// What is written in work groups: work, chat, and demands as officials write them (the words: `words/groups.yaml`).

import { CHINA, dayOf, startOf } from "../core/domain/day.ts";
import { type Given, say, slipped, wordsOf } from "./grammar.ts";
import { DAY, LAST, STREETS, TOWNS, VILLAGES } from "./places.ts";
import type { Chance } from "./random.ts";

const RULES = wordsOf("groups") as Readonly<Record<string, readonly string[]>>;

const MINUTE = 60_000;

export const DEMAND_KINDS = [
  "check-in",
  "points-ranking",
  "time-online",
  "forced-install",
  "forced-likes-and-forwards",
  "excess-traces",
  "roll-call",
] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];
/** How often a demand makes a habit (the packs' numbers). */
export const HABIT: Readonly<Record<DemandKind, number>> = {
  "check-in": 3,
  "points-ranking": 2,
  "time-online": 2,
  "forced-install": 2,
  "forced-likes-and-forwards": 2,
  "excess-traces": 3,
  "roll-call": 3,
};

/** One given record for all: what it makes depends on the chance that speaks at the moment. */
let speaking: Chance;
let saidAt = LAST;
const WORDS: Given = {
  v: () => speaking.pick(VILLAGES),
  s: () => speaking.pick(STREETS),
  t: () => speaking.pick(TOWNS).slice(3),
  n: () => String(speaking.whole(2, 9)),
  nn: () => String(speaking.whole(10, 96)),
  by: () => leisurely(speaking, saidAt),
};

/** A day some days after a message, in the words of an order: never one that is almost over. */
function leisurely(chance: Chance, at: number): string {
  const ahead = chance.whole(4, 12);
  const day = new Date(at + ahead * DAY + 8 * 60 * MINUTE);
  const [month, date] = [day.getUTCMonth() + 1, day.getUTCDate()];
  const sent = new Date(at + 8 * 60 * MINUTE);
  const choices = [`${month}月${date}日前`, `${month}月${date}号之前`, `${chance.whole(4, 7)}天内`];
  if (sent.getUTCMonth() + 1 === month) choices.push(`${date}号前`, `本月${date}日下班前`);
  if (sent.getUTCDate() < 22) choices.push("月底前");
  if (sent.getUTCDay() >= 1 && sent.getUTCDay() <= 4) choices.push("下周五前", "下周三之前");
  return chance.pick(choices);
}

/** A message of one kind of `words/groups.yaml`, written at an instant. */
export function spoken(chance: Chance, kind: string, at: number, more?: Given): string {
  speaking = chance;
  saidAt = at;
  return say(chance, chance.pick(RULES[kind]!), more === undefined ? WORDS : { ...WORDS, ...more }, RULES);
}

/** Shares of an ordinary group's messages, added up: little is ordered and little is chat. */
const LANES: readonly (readonly [number, string])[] = [
  [0.3, "notice"],
  [0.55, "report"],
  [0.67, "question"],
  [0.8, "answer"],
  [0.85, "order"],
  [0.96, "chat"],
  [0.97, "innocent"],
  [0.985, "soup"],
  [1, "thanks"],
];

/** Ordinary messages, none of which demands anything of the kinds that are judged. */
export function ordinary(chance: Chance, at: number): string {
  const lane = chance.next();
  const text = spoken(chance, LANES.find(([upTo]) => lane < upTo)![1], at);
  const kind = chance.next();
  if (kind < 0.08)
    return `${chance.pick(["@王主任 ", "另外，", "对了，", "提醒一下，", "那个，", "各位，"])}${text}`;
  return kind < 0.12 ? slipped(chance, text) : text;
}

/** A demand of a kind, and all kinds that its words demand. */
export function demand(
  chance: Chance,
  kind: DemandKind,
  at: number,
): { text: string; kinds: readonly DemandKind[] } {
  speaking = chance;
  saidAt = at;
  const said = say(chance, chance.pick(RULES[kind]!), WORDS, RULES);
  const [, other, text] = /^(?:\+(\S+) )?(.*)$/s.exec(said)!;
  return {
    text: spoken(chance, "lead", at) + text,
    kinds: other === undefined ? [kind] : [kind, other as DemandKind],
  };
}

/** Working days of the last four weeks, away from the flood alert in June. */
export const RECENT_WORKDAYS: readonly number[] = Array.from({ length: 27 }, (_, back) =>
  startOf(dayOf(LAST - (back + 1) * DAY)),
).filter(
  (at) =>
    CHINA.isWorkday(dayOf(at)) === true && !["2026-06-17", "2026-06-18", "2026-06-19"].includes(dayOf(at)),
);

const clock = (minute: number) => {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return rest === 0 ? `${hour}点` : rest === 30 ? `${hour}点半` : `${hour}:${String(rest).padStart(2, "0")}`;
};

/** An order's hour of sending and its due hour in words, so many working minutes before it falls due. */
export function pressed(chance: Chance, lead: number): { at: number; due: string } {
  const day = chance.pick(RECENT_WORKDAYS);
  const morning = chance.true(0.5);
  // Due on the half hour; sent in the same half day (8:30–12:00, 14:30–18:00).
  const [opens, shuts] = morning ? [510, 720] : [870, 1080];
  const steps = Math.floor((shuts - opens - lead) / 30);
  const due = shuts - 30 * chance.whole(0, Math.max(0, steps));
  const at = day + (due - lead) * MINUTE;
  const before = chance.pick(["前", "之前", "以前"]);
  if (due === shuts && chance.true(0.5))
    return {
      at,
      due: chance.pick(morning ? ["上午下班前", "中午12点前"] : ["下班前", "今天下班前", "18:00前"]),
    };
  if (lead <= 60 && lead % 10 === 0 && chance.true(0.5))
    return { at, due: lead === 30 ? "半小时内" : lead === 60 ? "一小时内" : `${lead}分钟内` };
  const hour = due > 780 && chance.true(0.5) ? `下午${clock(due - 720)}` : clock(due);
  return { at, due: `${chance.pick(["", "今天", "今日"])}${hour}${before}` };
}
