// Work groups and a year of their messages, with planted habits and the innocent groups that look like them.

import { groupFaults } from "./group-faults.ts";
import type { Message, Said } from "./group-habits.ts";
import { type GroupOptions, groupName, type Special } from "./group-plan.ts";
import { ordinary, spoken } from "./group-talk.ts";
import { groupTraps } from "./group-traps.ts";
import { BODIES, DAY, DIVISION, FIRST, inOfficeHours, iso, LAST, TERRITORY } from "./places.ts";
import { Chance } from "./random.ts";
import type { Planted, Truth } from "./truth.ts";

export interface GroupPlan {
  readonly id: string;
  readonly fact: Readonly<Record<string, unknown>>;
  readonly truth: readonly Truth[];
  /** In order of time. */
  messages(): Message[];
}

/** Every group with its messages, made one group at a time so that ten million never stand in memory. */
export function* groupsOf(options: GroupOptions): Generator<GroupPlan> {
  const plans = [...groupFaults(options), ...groupTraps(options)];
  const usual = Math.max(20, Math.floor(options.messages / Math.max(options.groups, plans.length)));
  let index = 0;
  for (const plan of plans) {
    index += 1;
    yield group(options, plan, usual);
  }
  for (; index < options.groups; index++)
    yield group(
      options,
      { id: `G-${index + 1}`, name: groupName(new Chance(`${options.seed}/name/${index}`), index) },
      usual,
    );
}

function group({ seed }: GroupOptions, plan: Special, usual: number): GroupPlan {
  const chance = new Chance(`${seed}/group/${plan.id}`);
  const members = (plan.more?.memberCount as number | undefined) ?? chance.whole(14, 90);
  const first = chance.whole(1, 3_000_000);
  const base = {
    fact: "groups",
    territory: TERRITORY,
    id: plan.id,
    name: plan.name,
    platform: "wechat",
    division: DIVISION,
    purpose: "work",
    body: BODIES[chance.whole(0, BODIES.length - 1)],
  };
  return {
    id: plan.id,
    fact: {
      ...base,
      createdAt: iso(FIRST - 200 * DAY),
      memberCount: members,
      memberIds: Array.from({ length: members }, (_, at) => first + at),
      ...plan.more,
    },
    truth: plan.truth ?? [],
    messages() {
      const own = new Chance(`${seed}/messages/${plan.id}`);
      const made: Said[] = plan.special?.(own, members) ?? [];
      const until = plan.until ?? LAST - DAY;
      const count = plan.quiet ? 6 : usual;
      for (let index = 0; index < count; index++) {
        const at =
          inOfficeHours(FIRST + own.next() * (until - FIRST), own.whole(0, 479)) + own.whole(0, 59_999);
        const image = own.true(0.06);
        const text = image ? "" : own.true(0.05) ? spoken(own, "ack", at) : ordinary(own, at);
        made.push({ at, sender: own.whole(1, members), type: image ? "image" : "text", text });
      }
      return made
        .sort((a, b) => a.at - b.at)
        .map(({ at, sender, type, text }) => ({ group: plan.id, at, sender, type, text }));
    },
  };
}

/** Facts of the groups themselves. */
export function groupFact(plan: GroupPlan): Planted[] {
  return [{ fact: plan.fact }, ...plan.truth.map((truth) => ({ truth }))];
}
