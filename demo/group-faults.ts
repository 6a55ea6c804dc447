// Planted habits of groups: each fault with what it lawfully is beside; a third of the positives lie within a tenth of a threshold.

import { bursts, busy, demands, floods, type Habit, late, mixture } from "./group-habits.ts";
import { type GroupOptions, groupName, type Special } from "./group-plan.ts";
import { DEMAND_KINDS, type DemandKind, HABIT } from "./group-talk.ts";
import { DAY, iso, LAST } from "./places.ts";
import { Chance } from "./random.ts";
import type { Truth } from "./truth.ts";

const fault = (
  detector: string,
  id: string,
  subject: string,
  why: string,
  measure?: Record<string, number>,
): Truth => ({
  ...{ detector, label: "fault" as const, subject, ids: [id], why },
  ...(measure === undefined ? {} : { measure }),
});
const near = (chance: Chance) => chance.true(0.34);

/** Work, and so much private selling and so many mottoes among it. */
export function junk(share: (chance: Chance) => number, least = 31): Habit {
  return mixture((chance) => {
    const part = share(chance);
    const all = chance.whole(Math.max(110, Math.ceil((least + 1) / part)), 280);
    const idle = Math.max(least, Math.ceil(all * part));
    const ads = Math.floor(idle * (0.2 + 0.6 * chance.next()));
    const rest = all - idle;
    return {
      ...{ ad: ads, soup: idle - ads, order: Math.floor(rest * 0.04), notice: Math.ceil(rest * 0.36) },
      ...{ report: Math.ceil(rest * 0.3), answer: Math.ceil(rest * 0.16), question: Math.floor(rest * 0.14) },
    };
  });
}

/** Orders that drown in chat, mottoes, selling and red packets. */
export function drowning(orders: (chance: Chance) => number, talk: (chance: Chance) => number): Habit {
  return mixture((chance) => {
    const all = chance.whole(215, 420);
    const ordered = Math.ceil(all * orders(chance));
    const idle = Math.ceil(all * talk(chance));
    const [ads, soup] = [Math.floor(all * 0.06), Math.floor(all * (0.03 + 0.06 * chance.next()))];
    const packets = Math.floor(all * 0.04);
    const rest = all - ordered - idle;
    return {
      ...{ order: ordered, ad: ads, soup, packet: packets, chat: idle - ads - soup - packets },
      ...{ notice: Math.ceil(rest * 0.5), report: Math.floor(rest * 0.35), ack: Math.floor(rest * 0.15) },
    };
  });
}

/** Each new habit with its name, size, and words for the truth. */
const HABITS: readonly (readonly [
  string,
  string,
  (chance: Chance) => { members: number; special: Habit },
])[] = [
  [
    "praise-burst",
    "领导一发言，几分钟内一片赞颂",
    (chance) => ({
      members: chance.whole(20, 90),
      special: bursts({
        ...(near(chance) ? { times: 3, low: 5, high: 5 } : { times: chance.whole(4, 8), low: 6, high: 14 }),
        ...{ post: "leader", answer: "praise" },
      }),
    }),
  ],
  [
    "late-order",
    "交办到截止不足两个工作小时",
    (chance) => ({
      members: chance.whole(15, 90),
      special: near(chance) ? late(3, 108, 118) : late(chance.whole(3, 8), 20, 110),
    }),
  ],
  [
    "mixed-purpose-group",
    "交办淹没在闲聊、广告和红包里",
    (chance) => {
      const close = near(chance);
      return {
        members: close ? chance.whole(30, 33) : chance.whole(34, 160),
        special: drowning(
          (own) => (close ? 0.102 + 0.008 * own.next() : 0.12 + 0.1 * own.next()),
          (own) => (close ? 0.405 + 0.03 * own.next() : 0.45 + 0.15 * own.next()),
        ),
      };
    },
  ],
  [
    "off-topic-messages",
    "广告和鸡汤占两成以上",
    (chance) => {
      const close = near(chance);
      return {
        members: chance.whole(14, 80),
        special: junk((own) => (close ? 0.202 + 0.018 * own.next() : 0.24 + 0.2 * own.next())),
      };
    },
  ],
];

/** The faults on groups, `faults` of each. */
export function* groupFaults({ seed, faults }: GroupOptions): Generator<Special> {
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/groups/${index}`);
    let serial = 100_000 + index * 40;
    const name = () => groupName(chance, serial++);
    for (const kind of DEMAND_KINDS) {
      const [id, title] = [`${kind}-${index}`, name()];
      const counts = new Map<DemandKind, number>();
      for (const { kinds } of demands(kind)(new Chance(`${seed}/messages/${id}`), 40))
        for (const each of kinds ?? []) counts.set(each, (counts.get(each) ?? 0) + 1);
      // One wording may demand two things: a check-in with a screenshot is both.
      const truth = [...counts]
        .filter(([each, times]) => each === kind || times >= HABIT[each])
        .map(([each, times]) =>
          fault(each, id, title, each === kind ? "反复要求" : "同时反复要求", { times }),
        );
      yield { id, name: title, more: { memberCount: 40 }, truth, special: demands(kind) };
    }
    for (const [detector, why, make] of HABITS) {
      const own = { id: `${detector}-${index}`, name: name() };
      const { members, special } = make(chance);
      const truth = [fault(detector, own.id, own.name, why)];
      yield { ...own, more: { memberCount: members }, truth, special, quiet: true };
    }
    const flood = { id: `ack-flood-${index}`, name: name() };
    yield {
      ...flood,
      more: { memberCount: 40 },
      truth: [fault("ack-flood", flood.id, flood.name, "收到刷屏")],
      special: floods,
    };
    const perDay = near(chance) ? 100 : chance.whole(111, 180);
    const loud = { id: `overloaded-group-${index}`, name: name() };
    yield {
      ...loud,
      more: { memberCount: chance.whole(30, 240) },
      truth: [fault("overloaded-group", loud.id, loud.name, "每人每天被打扰过百次", { perDay })],
      special: busy(perDay),
    };
    const shared = Array.from({ length: 30 }, (_, at) => 5_000_000 + index * 100 + at);
    const fewer = near(chance) ? chance.whole(22, 23) : chance.whole(24, 30);
    const [a, b] = [name(), name()];
    const work = chance.pick(["农村厕改", "秸秆禁烧", "高标准农田", "防溺水", "反诈宣传", "老旧小区改造"]);
    const twin = { body: `青石县${work}办${index + 1}`, task: work };
    const ids = ["a", "b"].map((each) => `duplicate-group-${index}-${each}`);
    const overlap = fewer / 30;
    yield {
      id: ids[0]!,
      name: a,
      more: { ...twin, memberCount: 30, memberIds: shared },
      truth: [
        { ...fault("duplicate-group", ids[0]!, `${a} · ${b}`, "同一任务同一批人两个群", { overlap }), ids },
      ],
    };
    yield { id: ids[1]!, name: b, more: { ...twin, memberCount: fewer, memberIds: shared.slice(0, fewer) } };
    const ended = near(chance) ? chance.whole(62, 66) : chance.whole(67, 240);
    const still = { id: `dormant-group-${index}`, name: name() };
    const task = `${chance.pick(["经济普查", "换届选举", "疫情排查", "汛后重建"])}${index + 1}`;
    yield {
      ...still,
      more: { endsAt: iso(LAST - ended * DAY), task },
      until: LAST - (ended + 1) * DAY,
      truth: [fault("dormant-group", still.id, still.name, "任务结束后没有消息，没有解散", { days: ended })],
    };
  }
}
