// Habits of groups: demands again and again, floods of receipts, busy days, flood nights.

import { ALERTS } from "./apps.ts";
import { ack, demand, floodNight, ordinary } from "./group-talk.ts";
import type { Message } from "./groups.ts";
import { DAY, FIRST, inOfficeHours, LAST } from "./places.ts";
import type { Chance } from "./random.ts";

/** Writes messages of a group of so many members. */
export type Habit = (chance: Chance, members: number) => Omit<Message, "group">[];

export const spread = (chance: Chance, times: number, from = FIRST + 5 * DAY, until = LAST - 5 * DAY) =>
  Array.from({ length: times }, () =>
    inOfficeHours(from + chance.next() * (until - from), chance.whole(0, 479)),
  );

export function demands(kind: string): Habit {
  return (chance, members) =>
    spread(chance, chance.whole(4, 12)).map((at) => ({
      at,
      sender: chance.whole(1, members),
      type: "text" as const,
      text: demand(chance, kind),
    }));
}

export function floods(chance: Chance, members: number): Omit<Message, "group">[] {
  return spread(chance, chance.whole(4, 7)).flatMap((at) => [
    { at, sender: 1, type: "text" as const, text: "请各村把危房台账今天下班前报我，收到请回复" },
    ...Array.from({ length: chance.whole(12, Math.min(26, members - 2)) }, (_, one) => ({
      at: at + (one + 1) * chance.whole(20, 110) * 1000,
      sender: one + 2,
      type: "text" as const,
      text: ack(chance),
    })),
  ]);
}

export function busy(perDay: number): Habit {
  return (chance, members) => {
    const made: Omit<Message, "group">[] = [];
    for (let day = 1; day <= 28; day++) {
      for (let one = 0; one < perDay + chance.whole(0, 30); one++)
        made.push({
          at: inOfficeHours(LAST - day * DAY, chance.whole(0, 479)),
          sender: chance.whole(1, members),
          type: "text",
          text: ordinary(chance),
        });
    }
    return made;
  };
}

export function night(chance: Chance, members: number): Omit<Message, "group">[] {
  return ALERTS.flatMap(({ from, until }) =>
    Array.from({ length: 26 }, (_, one) => ({
      at: from + ((until - from) * (one + 1)) / 40,
      sender: (one % members) + 1,
      type: "text" as const,
      text: one % 3 === 0 ? floodNight(chance) : ack(chance),
    })),
  );
}
