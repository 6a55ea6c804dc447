// Work groups and a year of their messages, with planted habits and the innocent groups that look like them.

import { busy, demands, floods, type Habit, night, spread } from "./group-habits.ts";
import { ack, DEMAND_KINDS, demand, innocent, ordinary, withBasis } from "./group-talk.ts";
import { BODIES, DAY, DIVISION, FIRST, inOfficeHours, iso, LAST, TERRITORY } from "./places.ts";
import { Chance } from "./random.ts";
import type { Planted, Truth } from "./truth.ts";

export interface Message {
  readonly group: string;
  readonly at: number;
  readonly sender: number;
  readonly type: "text" | "image";
  readonly text: string;
}

export interface GroupPlan {
  readonly id: string;
  readonly fact: Readonly<Record<string, unknown>>;
  readonly truth: readonly Truth[];
  /** In order of time. */
  messages(): Message[];
}

export interface GroupOptions {
  readonly seed: string;
  readonly groups: number;
  readonly messages: number;
  readonly faults: number;
  readonly traps: number;
}

/** Every group with its messages, made one group at a time so that ten million never stand in memory. */
export function* groupsOf(options: GroupOptions): Generator<GroupPlan> {
  const plans = [...plantedGroups(options)];
  const usual = Math.max(20, Math.floor(options.messages / Math.max(options.groups, plans.length)));
  let index = 0;
  for (const plan of plans) {
    index += 1;
    yield group(options, plan, usual);
  }
  for (; index < options.groups; index++)
    yield group(
      options,
      { id: `G-${index + 1}`, name: `${BODIES[index % BODIES.length]}工作群${index + 1}` },
      usual,
    );
}

interface Special {
  readonly id: string;
  readonly name: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly truth?: readonly Truth[];
  /** Ordinary messages are written up to here. */
  readonly until?: number;
  /** None but its own messages. */
  readonly quiet?: true;
  readonly special?: Habit;
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
      const made: Omit<Message, "group">[] = plan.special?.(own, members) ?? [];
      const until = plan.until ?? LAST - DAY;
      const count = plan.quiet ? 6 : usual;
      for (let index = 0; index < count; index++) {
        const at =
          inOfficeHours(FIRST + own.next() * (until - FIRST), own.whole(0, 479)) + own.whole(0, 59_999);
        const image = own.true(0.06);
        const text = image ? "" : own.true(0.02) ? innocent(own) : own.true(0.05) ? ack(own) : ordinary(own);
        made.push({ at, sender: own.whole(1, members), type: image ? "image" : "text", text });
      }
      return made.sort((a, b) => a.at - b.at).map((message) => ({ group: plan.id, ...message }));
    },
  };
}

const ALSO: readonly (readonly [string, RegExp])[] = [
  ["excess-traces", /截图|照片/],
  ["roll-call", /接龙/],
  ["points-ranking", /排名/],
];

function* plantedGroups({ seed, faults, traps }: GroupOptions): Generator<Special> {
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
  const spare = (detector: string, kind: string, id: string, subject: string, why: string): Truth => ({
    detector,
    label: "trap",
    trap: kind,
    subject,
    ids: [id],
    why,
  });
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/groups/${index}`);
    for (const kind of DEMAND_KINDS) {
      const [id, name] = [`${kind}-${index}`, `${kind}推进群${index + 1}`];
      const said = demands(kind)(new Chance(`${seed}/messages/${id}`), 40).map((message) => message.text);
      // One wording may demand two things: a check-in with a screenshot is both.
      const also = ALSO.filter(
        ([other, words]) => other !== kind && said.filter((text) => words.test(text)).length >= 3,
      );
      const truth = [
        fault(kind, id, name, "反复要求"),
        ...also.map(([other]) => fault(other, id, name, "同时反复要求")),
      ];
      yield { id, name, more: { memberCount: 40 }, truth, special: demands(kind) };
    }
    const flood = { id: `ack-flood-${index}`, name: `上传下达群${index + 1}` };
    yield {
      ...flood,
      more: { memberCount: 40 },
      truth: [fault("ack-flood", flood.id, flood.name, "收到刷屏")],
      special: floods,
    };
    const perDay = chance.true(0.34) ? 100 : chance.whole(111, 180);
    const loud = { id: `overloaded-group-${index}`, name: `综合大群${index + 1}` };
    yield {
      ...loud,
      more: { memberCount: chance.whole(30, 240) },
      truth: [fault("overloaded-group", loud.id, loud.name, "每人每天被打扰过百次", { perDay })],
      special: busy(perDay),
    };
    const shared = Array.from({ length: 30 }, (_, at) => 5_000_000 + index * 100 + at);
    const fewer = chance.true(0.34) ? 26 : 30;
    const [a, b] = [`厕改工作群甲${index + 1}`, `厕改推进群乙${index + 1}`];
    const twin = { body: `青石县改厕办${index + 1}`, task: "农村厕改" };
    yield {
      id: `duplicate-group-${index}-a`,
      name: a,
      more: { ...twin, memberCount: 30, memberIds: shared },
      truth: [
        {
          ...fault("duplicate-group", `duplicate-group-${index}-a`, `${a} · ${b}`, "同一任务同一批人两个群", {
            overlap: fewer / 30,
          }),
          ids: [`duplicate-group-${index}-a`, `duplicate-group-${index}-b`],
        },
      ],
    };
    yield {
      id: `duplicate-group-${index}-b`,
      name: b,
      more: { ...twin, memberCount: fewer, memberIds: shared.slice(0, fewer) },
    };
    const ended = chance.true(0.34) ? chance.whole(62, 66) : chance.whole(67, 240);
    const still = { id: `dormant-group-${index}`, name: `普查专班群${index + 1}` };
    yield {
      ...still,
      more: { endsAt: iso(LAST - ended * DAY), task: `经济普查${index + 1}` },
      until: LAST - (ended + 1) * DAY,
      truth: [fault("dormant-group", still.id, still.name, "任务结束后没有消息，没有解散", { days: ended })],
    };
  }
  for (let index = 0; index < traps; index++) {
    const all = [...DEMAND_KINDS, "ack-flood", "overloaded-group"];
    const alert = { id: `trap-alert-${index}`, name: `河口镇工作群（汛期）${index + 1}` };
    yield {
      ...alert,
      more: { memberCount: 36 },
      truth: all.map((detector) => spare(detector, "T1", alert.id, alert.name, "暴雨夜叫应")),
      special: night,
    };
    const duty = { id: `trap-duty-${index}`, name: `防火巡护群${index + 1}` };
    yield {
      ...duty,
      more: { purpose: "emergency", memberCount: 30, endsAt: iso(LAST - 100 * DAY) },
      quiet: true,
      until: LAST - 120 * DAY,
      truth: [
        ...all.map((detector) => spare(detector, "T18", duty.id, duty.name, "应急巡护")),
        spare("dormant-group", "T23", duty.id, duty.name, "一年用几次的应急群"),
      ],
      special: demands("check-in"),
    };
    const law = { id: `trap-basis-${index}`, name: `执法取证群${index + 1}` };
    yield {
      ...law,
      truth: DEMAND_KINDS.map((detector) => spare(detector, "T18", law.id, law.name, "写明法定依据")),
      special: (chance, members) =>
        spread(chance, 8).map((at) => ({
          at,
          sender: chance.whole(1, members),
          type: "text" as const,
          text: withBasis(chance),
        })),
    };
    const team = { id: `trap-team-${index}`, name: `值班小组${index + 1}` };
    yield {
      ...team,
      more: { memberCount: 8, memberIds: [1, 2, 3, 4, 5, 6, 7, 8] },
      truth: [spare("overloaded-group", "T1", team.id, team.name, "八个人的小组闲聊")],
      special: busy(120),
    };
    const used = { id: `trap-used-${index}`, name: `普查后续群${index + 1}` };
    yield {
      ...used,
      more: { endsAt: iso(LAST - 120 * DAY) },
      truth: [spare("dormant-group", "T23", used.id, used.name, "任务结束后仍在用")],
    };
    const area = { body: `青石县厕改指挥部${index + 1}`, task: "厕改" };
    const [east, west] = [`厕改东片群${index + 1}`, `厕改西片群${index + 1}`];
    yield {
      id: `trap-east-${index}`,
      name: east,
      more: area,
      truth: [
        {
          ...spare("duplicate-group", "T23", `trap-east-${index}`, `${east} · ${west}`, "按片区分群"),
          ids: [`trap-east-${index}`, `trap-west-${index}`],
        },
      ],
    };
    yield { id: `trap-west-${index}`, name: west, more: area };
    const few = { id: `trap-few-${index}`, name: `临时通知群${index + 1}` };
    yield {
      ...few,
      truth: DEMAND_KINDS.map((detector) => spare(detector, "T1", few.id, few.name, "只有一次，不是常态")),
      special: (chance) => [
        { at: spread(chance, 1)[0]!, sender: 1, type: "text", text: demand(chance, "roll-call") },
      ],
    };
    const free = { id: `trap-free-${index}`, name: `便民交流群${index + 1}` };
    yield {
      ...free,
      truth: DEMAND_KINDS.map((detector) =>
        spare(detector, "T18", free.id, free.name, "自愿、闲聊或禁止的话"),
      ),
      special: (chance, members) =>
        spread(chance, 20).map((at) => ({
          at,
          sender: chance.whole(1, members),
          type: "text" as const,
          text: innocent(chance),
        })),
    };
  }
}

/** Facts of the groups themselves. */
export function groupFact(plan: GroupPlan): Planted[] {
  return [{ fact: plan.fact }, ...plan.truth.map((truth) => ({ truth }))];
}
