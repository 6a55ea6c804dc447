// Innocent groups that look like each planted habit: flood nights, duty by law, small teams, thanks that were earned.

import { drowning, junk } from "./group-faults.ts";
import {
  bursts,
  busy,
  demands,
  type Habit,
  late,
  mixture,
  night,
  spread,
  text,
  together,
} from "./group-habits.ts";
import { type GroupOptions, groupName, type Special } from "./group-plan.ts";
import { DEMAND_KINDS, demand, spoken } from "./group-talk.ts";
import { DAY, iso, LAST } from "./places.ts";
import { Chance } from "./random.ts";
import type { Truth } from "./truth.ts";

const NEW = ["praise-burst", "late-order", "mixed-purpose-group", "off-topic-messages"];
const spare = (
  detector: string,
  kind: string | undefined,
  id: string,
  subject: string,
  why: string,
): Truth => ({
  ...{ detector, label: "trap", subject, ids: [id], why },
  ...(kind === undefined ? {} : { trap: kind }),
});

interface Innocent {
  readonly key: string;
  readonly detectors: readonly string[];
  /** The trap of the list of traps; without one it lies just outside the measure. */
  readonly trap?: string;
  readonly why: string;
  readonly members: number;
  readonly purpose?: string;
  readonly quiet?: true;
  readonly special: Habit;
}

const earned = (post: string, answer = "thanks") => bursts({ times: 5, low: 6, high: 12, post, answer });
const tenth = (low: number, high: number) => (own: Chance) => low + (high - low) * own.next();
const idle = (kind: string, many: number): Habit =>
  mixture((own) => ({
    [kind]: many + own.whole(0, 8),
    ...{ notice: 40, report: 30, answer: 12, question: 10, order: 3 },
    ...(kind === "mourning" ? { thanks: 20 } : {}),
  }));

const INNOCENTS: readonly Innocent[] = [
  ...["rescue", "mourning", "parting", "medal"].map((post) => ({
    ...{
      key: `earned-${post}`,
      detectors: ["praise-burst"],
      trap: "T15",
      why: "救援、丧事、退休、得奖后的致意",
    },
    ...{ members: 40, quiet: true as const, special: earned(post) },
  })),
  {
    ...{ key: "helped", detectors: ["praise-burst"], trap: "T15", why: "居民感谢帮忙的人" },
    ...{ members: 60, purpose: "residents", quiet: true, special: earned("helped", "praise") },
  },
  {
    ...{ key: "twice", detectors: ["praise-burst"], why: "只有两次" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 2, low: 6, high: 10, post: "leader", answer: "praise" }),
  },
  {
    ...{ key: "four", detectors: ["praise-burst"], why: "每次只有四个人" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 6, low: 4, high: 4, post: "leader", answer: "praise" }),
  },
  {
    ...{ key: "slow", detectors: ["praise-burst"], why: "零零散散一个多小时" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 6, low: 6, high: 8, post: "leader", answer: "praise", within: 80 }),
  },
  {
    ...{ key: "receipts", detectors: ["praise-burst"], why: "回的是收到，不是赞" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 6, low: 6, high: 8, post: "notice", answer: "ack" }),
  },
  {
    ...{ key: "floods-twice", detectors: ["ack-flood"], why: "只有两次" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 2, low: 14, high: 20, post: "flooded", answer: "ack", within: 40 }),
  },
  {
    ...{ key: "few-receipts", detectors: ["ack-flood"], why: "每次只有六七个人" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 6, low: 6, high: 7, post: "flooded", answer: "ack", within: 40 }),
  },
  {
    ...{ key: "condolences", detectors: ["ack-flood"], why: "回的是吊唁，不是收到" },
    ...{ members: 40, quiet: true },
    special: bursts({ times: 4, low: 14, high: 20, post: "mourning", answer: "thanks", within: 40 }),
  },
  {
    ...{ key: "lively", detectors: ["overloaded-group"], why: "一天不到九十条" },
    ...{ members: 60, quiet: true, special: busy(55) },
  },
  {
    ...{ key: "court", detectors: ["late-order"], trap: "T18", why: "法院、法定的期限" },
    ...{ members: 30, special: late(5, 30, 110, "court") },
  },
  {
    ...{ key: "one", detectors: ["late-order"], trap: "T1", why: "问一个人的小事" },
    ...{ members: 30, special: late(6, 30, 110, "one") },
  },
  {
    ...{ key: "on-duty", detectors: ["late-order"], trap: "T18", why: "应急值守的群" },
    ...{ members: 30, purpose: "emergency", special: late(6, 30, 110) },
  },
  {
    ...{ key: "enough", detectors: ["late-order"], why: "留了两个多小时" },
    ...{ members: 30, special: late(6, 126, 170) },
  },
  {
    ...{ key: "late-twice", detectors: ["late-order"], why: "一个月只有两次" },
    ...{ members: 30, special: late(2, 30, 110) },
  },
  {
    ...{ key: "team-talk", detectors: ["mixed-purpose-group"], trap: "T23", why: "小班子，也闲聊" },
    ...{ members: 22, quiet: true, special: drowning(tenth(0.12, 0.2), tenth(0.45, 0.55)) },
  },
  {
    ...{ key: "neighbours", detectors: ["mixed-purpose-group"], trap: "T17", why: "居民互助群" },
    ...{ members: 120, purpose: "residents", quiet: true },
    special: drowning(tenth(0.12, 0.2), tenth(0.45, 0.55)),
  },
  {
    ...{ key: "few-orders", detectors: ["mixed-purpose-group"], why: "交办不到一成" },
    ...{ members: 60, quiet: true, special: drowning(tenth(0.06, 0.085), tenth(0.42, 0.5)) },
  },
  {
    ...{ key: "little-talk", detectors: ["mixed-purpose-group"], why: "闲话不到四成" },
    ...{ members: 60, quiet: true, special: drowning(tenth(0.12, 0.2), tenth(0.25, 0.35)) },
  },
  ...[
    ["farm", "公示依据的助农名单"],
    ["mourning", "吊唁"],
    ["event", "社区活动"],
  ].map(([kind, why]) => ({
    ...{ key: `idle-${kind}`, detectors: ["off-topic-messages"], trap: "T17", why: why! },
    ...{ members: 40, quiet: true as const, special: idle(kind!, 32) },
  })),
  {
    ...{ key: "market", detectors: ["off-topic-messages"], trap: "T17", why: "居民群里的买卖" },
    ...{ members: 90, purpose: "residents", quiet: true, special: junk(tenth(0.3, 0.5)) },
  },
  {
    ...{ key: "some-idle", detectors: ["off-topic-messages"], why: "不到两成" },
    ...{ members: 40, quiet: true, special: junk(tenth(0.13, 0.18), 20) },
  },
];

/** The innocent groups, `traps` of each. */
export function* groupTraps({ seed, traps }: GroupOptions): Generator<Special> {
  for (let index = 0; index < traps; index++) {
    const chance = new Chance(`${seed}/innocent-groups/${index}`);
    let serial = 900_000 + index * 60;
    const named = (key: string) => ({ id: `trap-${key}-${index}`, name: groupName(chance, serial++) });
    const all = [...DEMAND_KINDS, "ack-flood", "overloaded-group"];
    for (const each of INNOCENTS) {
      const own = named(each.key);
      yield {
        ...own,
        more: {
          memberCount: each.members,
          ...(each.purpose === undefined ? {} : { purpose: each.purpose }),
        },
        truth: each.detectors.map((detector) => spare(detector, each.trap, own.id, own.name, each.why)),
        special: each.special,
        ...(each.quiet ? { quiet: true as const } : {}),
      };
    }
    const alert = named("alert");
    yield {
      ...alert,
      more: { memberCount: 36 },
      truth: [...all, ...NEW.slice(0, 3)].map((detector) =>
        spare(detector, "T1", alert.id, alert.name, "暴雨夜叫应"),
      ),
      special: night,
    };
    const duty = named("duty");
    yield {
      ...duty,
      more: { purpose: "emergency", memberCount: 30, endsAt: iso(LAST - 100 * DAY) },
      quiet: true,
      until: LAST - 120 * DAY,
      truth: [
        ...all.map((detector) => spare(detector, "T18", duty.id, duty.name, "应急巡护")),
        spare("dormant-group", "T23", duty.id, duty.name, "一年用几次的应急群"),
      ],
      special: together(demands("check-in"), demands("excess-traces")),
    };
    const law = named("basis");
    yield {
      ...law,
      truth: DEMAND_KINDS.map((detector) => spare(detector, "T18", law.id, law.name, "写明法定依据")),
      special: (own, members) =>
        spread(own, 8).map((at) => text(at, own.whole(1, members), spoken(own, "basis", at))),
    };
    const team = named("team");
    yield {
      ...team,
      more: { memberCount: 8, memberIds: [1, 2, 3, 4, 5, 6, 7, 8] },
      truth: [spare("overloaded-group", "T1", team.id, team.name, "八个人的小组闲聊")],
      special: busy(120),
    };
    const used = named("used");
    yield {
      ...used,
      more: { endsAt: iso(LAST - 120 * DAY) },
      truth: [spare("dormant-group", "T23", used.id, used.name, "任务结束后仍在用")],
    };
    const area = { body: `青石县厕改指挥部${index + 1}`, task: "厕改" };
    const [east, west] = [`厕改东片群${index + 1}`, `厕改西片群${index + 1}`];
    const sides = [`trap-east-${index}`, `trap-west-${index}`];
    const apart = spare("duplicate-group", "T23", sides[0]!, `${east} · ${west}`, "按片区分群");
    yield { id: sides[0]!, name: east, more: area, truth: [{ ...apart, ids: sides }] };
    yield { id: sides[1]!, name: west, more: area };
    const lately = named("lately");
    yield {
      ...lately,
      more: { endsAt: iso(LAST - 50 * DAY), task: `人口抽样${index + 1}` },
      until: LAST - 51 * DAY,
      truth: [spare("dormant-group", "near", lately.id, lately.name, "任务结束才五十天")],
    };
    const workers = { body: `青石县专项办${index + 1}`, memberCount: 30 };
    const same = Array.from({ length: 30 }, (_, at) => 7_000_000 + index * 100 + at);
    const [mine, fire] = [named("mines"), named("fires")];
    const pairOf = spare(
      "duplicate-group",
      "T23",
      mine.id,
      `${mine.name} · ${fire.name}`,
      "同一批人，两件事",
    );
    yield {
      ...mine,
      more: { ...workers, memberIds: same, task: "矿山整治" },
      truth: [{ ...pairOf, ids: [mine.id, fire.id] }],
    };
    yield { ...fire, more: { ...workers, memberIds: same, task: "森林防火" } };
    const few = named("few");
    yield {
      ...few,
      truth: DEMAND_KINDS.map((detector) => spare(detector, "T1", few.id, few.name, "只有一次，不是常态")),
      special: (own) => spread(own, 1).map((at) => text(at, 1, demand(own, "roll-call", at).text)),
    };
    const free = named("free");
    yield {
      ...free,
      truth: DEMAND_KINDS.map((detector) =>
        spare(detector, "T18", free.id, free.name, "自愿、闲聊或禁止的话"),
      ),
      special: (own, members) =>
        spread(own, 20).map((at) => text(at, own.whole(1, members), spoken(own, "innocent", at))),
    };
  }
}
