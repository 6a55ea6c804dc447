// Public accounts of the county and what they publish in a year, with planted faults and the innocent cases beside them.

import { idleFaults, idleTraps } from "./account-words.ts";
import { officeName, stationOf } from "./names.ts";
import { BODIES, DAY, FIRST, iso, LAST, TERRITORY } from "./places.ts";
import { bursts, CENTRAL, copies, farewell, meetings, RELAY, regular, relays, rescue } from "./posts.ts";
import { Chance } from "./random.ts";
import type { Planted, Truth } from "./truth.ts";

const ENDS = ["", "发布", "在线", "之声", "微讯", "播报", "号", "e家"];
const PLATFORMS = ["wechat", "weibo", "douyin"] as const;
/** An account with what it publishes, and what was planted in it. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly notice?: Readonly<Record<string, unknown>>;
  readonly truth?: readonly Truth[];
  /** When it publishes, and what. */
  posts(chance: Chance): Generator<Readonly<Record<string, unknown>>>;
}

export interface AccountOptions {
  readonly seed: string;
  readonly accounts: number;
  readonly posts: number;
  readonly faults: number;
  readonly traps: number;
}

/** All accounts with their posts and notices, one at a time; faults and traps stand among them. */
export function* accountsOf(options: AccountOptions): Generator<Planted> {
  const gap = Math.min(12 * DAY, ((LAST - FIRST) * options.accounts) / Math.max(1, options.posts));
  const plans: Plan[] = [...planted(options, gap), ...idleFaults(options), ...idleTraps(options)];
  for (let index = plans.length; index < options.accounts; index++) {
    const id = `A-${index + 1}`;
    const body = BODIES[index % BODIES.length]!;
    const owner = index < BODIES.length ? body : stationOf(body, Math.floor(index / BODIES.length));
    const more = { platform: PLATFORMS[Math.floor(index / BODIES.length) % 3], owner };
    plans.push({
      id,
      name: `${owner.slice(3)}发布`,
      more,
      posts: (chance) => withRelays(chance, id, owner, gap),
    });
  }
  for (const plan of plans) {
    const owner = `${plan.name}主办单位`;
    yield {
      fact: {
        fact: "accounts",
        territory: TERRITORY,
        id: plan.id,
        name: plan.name,
        platform: "wechat",
        owner,
        status: "open",
        interaction: "works",
        interactionCheckedAt: iso(LAST - 3 * DAY),
        purpose: "general",
        openedAt: iso(FIRST - 900 * DAY),
        ...plan.more,
      },
    };
    if (plan.notice !== undefined) yield { fact: { fact: "notices", territory: TERRITORY, ...plan.notice } };
    for (const truth of plan.truth ?? []) yield { truth };
    for (const post of plan.posts(new Chance(`${options.seed}/${plan.id}`)))
      yield { fact: { fact: "posts", territory: TERRITORY, ...post } };
  }
}

/** Honest accounts carry the central news within days of each other (trap T2). */
function* withRelays(
  chance: Chance,
  id: string,
  owner: string,
  gap: number,
): Generator<Record<string, unknown>> {
  yield* regular(chance, id, owner, gap);
  for (const [index, title] of CENTRAL.entries()) {
    const at = FIRST + (index * 70 + 20) * DAY + chance.whole(0, 40) * 3_600_000;
    yield {
      account: id,
      at: iso(at),
      title,
      text: `${RELAY}${title}。`,
      relayedFrom: chance.pick(["新华社", "中国政府网", "人民日报"]),
    };
  }
}

function* planted({ seed, faults, traps }: AccountOptions, gap: number): Generator<Plan> {
  const fault = (
    detector: string,
    index: number,
    name: string,
    measure: Record<string, number>,
    why: string,
  ): Truth => ({
    ...{ detector, label: "fault", subject: name, ids: [`${detector}-${index}`], why },
    ...(Object.keys(measure).length === 0 ? {} : { measure }),
  });
  const innocent = (detector: string, kind: string, id: string, name: string, why: string): Truth => ({
    detector,
    label: "trap",
    trap: kind,
    subject: name,
    ids: [id],
    why,
  });
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/accounts/${index}`);
    const named = (detector: string, words: string) => ({
      id: `${detector}-${index}`,
      name: `${chance.pick(BODIES).slice(3)}${words}${chance.pick(ENDS)}${index + 1}`,
    });
    const silent = chance.true(0.34) ? chance.whole(15, 16) : chance.whole(17, 280);
    const dormant = named("dormant-account", "河长");
    yield {
      ...dormant,
      truth: [fault("dormant-account", index, dormant.name, { days: silent }, "超过两周没有更新，没有公告")],
      posts: (own) => regular(own, dormant.id, dormant.name, Math.max(gap, DAY), LAST - silent * DAY),
    };
    const shell = named("shell-account", "便民");
    yield {
      ...shell,
      more: { interaction: chance.pick(["none", "broken"]) },
      truth: [fault("shell-account", index, shell.name, {}, "没有可用的互动功能")],
      posts: (own) => regular(own, shell.id, shell.name, gap),
    };
    const owner = officeName("青石县", index + 1, "studio");
    const [one, two] = [
      named("duplicate-account", "资讯"),
      { id: `duplicate-account-${index}-b`, name: `${chance.pick(BODIES).slice(3)}新闻${index + 1}` },
    ];
    yield {
      ...one,
      more: { owner },
      truth: [
        {
          ...fault("duplicate-account", index, `${owner} · wechat`, {}, "同一单位同一平台两个开放账号"),
          ids: [one.id, two.id],
        },
      ],
      posts: (own) => regular(own, one.id, owner, gap),
    };
    yield { ...two, more: { owner }, posts: (own) => regular(own, two.id, owner, gap) };
    const copy = named("copied-posts", "乡音");
    const source = {
      id: `copied-posts-${index}-source`,
      name: `${chance.pick(BODIES).slice(3)}手记${index + 1}`,
    };
    yield { ...source, posts: (own) => regular(own, source.id, source.name, 9 * DAY) };
    const share = chance.true(0.34) ? 0.34 : 0.4 + 0.5 * chance.next();
    yield {
      ...copy,
      truth: [fault("copied-posts", index, copy.name, { share }, "大部分照抄别的单位更早的文字，没有来源")],
      posts: (own) => copies(own, new Chance(`${seed}/${source.id}`), copy, source, share),
    };
    const leading = named("leader-centred-account", "要闻");
    const leaders = chance.true(0.34) ? 0.52 : 0.6 + 0.3 * chance.next();
    yield {
      ...leading,
      truth: [
        fault("leader-centred-account", index, leading.name, { share: leaders }, "过半标题是领导会议、调研"),
      ],
      posts: (own) => meetings(own, leading, leaders),
    };
    const wild = named("irregular-account", "供销");
    yield {
      ...wild,
      truth: [fault("irregular-account", index, wild.name, {}, "忽密忽疏，没有规律")],
      posts: (own) => bursts(own, wild),
    };
  }
  for (let index = 0; index < traps; index++) {
    const id = (kind: string) => `trap-${kind}-${index}`;
    const pausedAt = LAST - 60 * DAY;
    const paused = { id: id("paused"), name: `青石水利站${index + 1}` };
    yield {
      ...paused,
      notice: {
        kind: "pause",
        about: paused.id,
        from: iso(pausedAt),
        until: iso(LAST + 60 * DAY),
        title: "暂停更新公告",
      },
      truth: [innocent("dormant-account", "T9", paused.id, paused.name, "已公告暂停更新")],
      posts: (own) => regular(own, paused.id, paused.name, gap, pausedAt),
    };
    const season = { id: id("season"), name: `青石防汛${index + 1}` };
    yield {
      ...season,
      more: { purpose: "seasonal" },
      truth: [
        innocent("dormant-account", "T9", season.id, season.name, "防汛专用，季节性"),
        innocent("irregular-account", "T9", season.id, season.name, "防汛专用，季节性"),
      ],
      posts: (own) => bursts(own, season, LAST - 40 * DAY),
    };
    const moved = { id: id("moved"), name: `青石旧号${index + 1}` };
    yield {
      ...moved,
      more: { status: "migrated", statusFrom: iso(LAST - 100 * DAY), owner: `青石县迁移站${index + 1}` },
      truth: [
        innocent("dormant-account", "T9", moved.id, moved.name, "已迁移"),
        innocent("duplicate-account", "T9", moved.id, moved.name, "旧号已迁移到新号"),
      ],
      posts: (own) => regular(own, moved.id, moved.name, gap, LAST - 100 * DAY),
    };
    const fresh = { id: id("fresh"), name: `青石新号${index + 1}` };
    yield {
      ...fresh,
      more: { owner: `青石县迁移站${index + 1}` },
      posts: (own) => regular(own, fresh.id, fresh.name, gap),
    };
    const said = { id: id("said"), name: `青石文化${index + 1}` };
    yield {
      ...said,
      truth: [innocent("dormant-account", "T9", said.id, said.name, "最后一条就是停更公告")],
      posts: (own) => farewell(own, said, gap),
    };
    const repair = { id: id("repair"), name: `青石民政号${index + 1}` };
    yield {
      ...repair,
      more: { interaction: "broken", interactionCheckedAt: iso(LAST - 5 * DAY) },
      notice: {
        kind: "pause",
        about: repair.id,
        from: iso(LAST - 6 * DAY),
        until: iso(LAST - 4 * DAY),
        title: "系统维护公告",
      },
      truth: [innocent("shell-account", "T9", repair.id, repair.name, "测试时正在公告维护")],
      posts: (own) => regular(own, repair.id, repair.name, gap),
    };
    const flood = { id: id("flood"), name: `青石应急指挥${index + 1}` };
    yield {
      ...flood,
      more: { purpose: "emergency", owner: `青石县迁移站${index + 1}` },
      truth: [
        innocent("duplicate-account", "T9", flood.id, flood.name, "应急账号用途不同"),
        innocent("leader-centred-account", "T1", flood.id, flood.name, "领导指挥抢险"),
      ],
      posts: (own) => rescue(own, flood),
    };
    const relay = { id: id("relay"), name: `青石转发${index + 1}` };
    yield {
      ...relay,
      truth: [
        innocent("copied-posts", "T2", relay.id, relay.name, "写明来源的转载"),
        innocent("leader-centred-account", "T2", relay.id, relay.name, "依规转载中央要闻"),
      ],
      posts: (own) => relays(own, relay, gap),
    };
  }
}
