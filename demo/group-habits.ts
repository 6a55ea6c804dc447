// Habits of groups: demands again and again, floods of receipts, busy days, flood nights.

import { ALERTS } from "./apps.ts";
import { type DemandKind, demand, HABIT, ordinary, pressed, RECENT_WORKDAYS, spoken } from "./group-talk.ts";
import { DAY, FIRST, inOfficeHours, LAST } from "./places.ts";
import type { Chance } from "./random.ts";

export interface Message {
  readonly group: string;
  readonly at: number;
  readonly sender: number;
  readonly type: "text" | "image";
  readonly text: string;
}

export type Said = Omit<Message, "group"> & { readonly kinds?: readonly DemandKind[] };
/** Writes messages of a group of so many members. */
export type Habit = (chance: Chance, members: number) => Said[];

export const text = (at: number, sender: number, words: string): Said => ({
  at,
  sender,
  type: "text",
  text: words,
});

/** Instants in office hours over the year, at most two of them in its last month. */
export const spread = (chance: Chance, times: number, from = FIRST + 5 * DAY, until = LAST - 5 * DAY) =>
  Array.from({ length: times }, (_, one) => {
    const end = one < 2 ? until : Math.min(until, LAST - 32 * DAY);
    return inOfficeHours(from + chance.next() * (end - from), chance.whole(0, 479));
  });

export function demands(kind: DemandKind): Habit {
  return (chance, members) => {
    const times = chance.true(0.34) ? HABIT[kind] : HABIT[kind] + chance.whole(1, 9);
    return spread(chance, times).map((at) => {
      const said = demand(chance, kind, at);
      return { ...text(at, chance.whole(1, members), said.text), kinds: said.kinds };
    });
  };
}

/** Bare receipts of many within the hour; a third just as many as it takes. */
export function floods(chance: Chance, members: number): Said[] {
  const near = chance.true(0.34);
  return spread(chance, near ? 3 : chance.whole(4, 7)).flatMap((at) => [
    text(at, 1, spoken(chance, "flooded", at)),
    ...Array.from(
      { length: near ? chance.whole(10, 11) : chance.whole(12, Math.min(26, members - 2)) },
      (_, one) => text(at + (one + 1) * chance.whole(20, 110) * 1000, one + 2, spoken(chance, "ack", at)),
    ),
  ]);
}

export function busy(perDay: number): Habit {
  return (chance, members) => {
    const made: Said[] = [];
    for (let day = 1; day <= 28; day++) {
      for (let one = 0; one < perDay + chance.whole(0, 30); one++) {
        const at = inOfficeHours(LAST - day * DAY, chance.whole(0, 479));
        made.push(text(at, chance.whole(1, members), ordinary(chance, at)));
      }
    }
    return made;
  };
}

/** Nights of alert: orders, receipts and thanks, one on the heels of the other. */
export function night(chance: Chance, members: number): Said[] {
  return ALERTS.flatMap(({ from, until }) =>
    Array.from({ length: 40 }, (_, one) =>
      text(
        from + ((until - from) * (one + 1)) / 60,
        (one % members) + 1,
        one % 5 === 0 || one % 13 === 2
          ? spoken(chance, "emergency", from)
          : chance.true(0.2)
            ? spoken(chance, "thanks", from)
            : spoken(chance, "ack", from),
      ),
    ),
  );
}

/** Orders that fall due so many working minutes after they are sent. */
export function late(times: number, low: number, high: number, kind = "late"): Habit {
  return (chance, members) =>
    Array.from({ length: times }, () => {
      const lead = chance.true(0.5)
        ? 10 * chance.whole(Math.ceil(low / 10), Math.floor(high / 10))
        : chance.whole(low, high);
      const { at, due } = pressed(chance, lead);
      return text(at, kind === "one" ? chance.whole(1, members) : 1, spoken(chance, kind, at, { due }));
    });
}

interface Burst {
  readonly times: number;
  readonly low: number;
  readonly high: number;
  readonly post: string;
  readonly answer: string;
  /** Over how many minutes the answers come. */
  readonly within?: number;
}

/** A post, and what others write within minutes; on days of their own. */
export function bursts({ times, low, high, post, answer, within = 9 }: Burst): Habit {
  return (chance, members) =>
    chance.some(RECENT_WORKDAYS, times).flatMap((day) => {
      const at = day + chance.whole(9 * 60, 18 * 60) * 60_000;
      const senders = chance.some(
        Array.from({ length: members - 1 }, (_, one) => one + 2),
        chance.whole(low, Math.min(high, members - 1)),
      );
      return [
        text(at, 1, spoken(chance, post, at)),
        ...senders.map((sender, one) =>
          text(at + ((one + 1) * within * 60_000) / (senders.length + 1), sender, spoken(chance, answer, at)),
        ),
      ];
    });
}

/** Days of the last four weeks without an alert, since what is said in one counts for nothing and a planted share would be another. */
const CALM_DAYS = Array.from({ length: 27 }, (_, back) => LAST - (back + 1) * DAY).filter(
  (day) => !ALERTS.some(({ from, until }) => day > from - DAY && day < until + DAY),
);

/** So many messages of each kind over the last four weeks, and no others. */
export function mixture(counts: (chance: Chance) => Readonly<Record<string, number>>): Habit {
  return (chance, members) =>
    Object.entries(counts(chance)).flatMap(([kind, count]) =>
      Array.from({ length: count }, () => {
        const at = inOfficeHours(chance.pick(CALM_DAYS), chance.whole(0, 479)) + chance.whole(0, 59_999);
        const sender = kind === "order" ? chance.whole(1, 3) : chance.whole(1, members);
        return text(at, sender, spoken(chance, kind, at));
      }),
    );
}

/** Several habits of one group. */
export const together =
  (...habits: readonly Habit[]): Habit =>
  (chance, members) =>
    habits.flatMap((habit) => habit(chance, members));
