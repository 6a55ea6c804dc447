// Public accounts of the county and what they publish in a year, with planted faults and the innocent cases beside them.

import {
  BODIES,
  DAY,
  FIRST,
  inOfficeHours,
  iso,
  LAST,
  STREETS,
  TERRITORY,
  TOWNS,
  VILLAGES,
} from "./places.ts";
import { Chance } from "./random.ts";
import type { Planted, Truth } from "./truth.ts";

const PLATFORMS = ["wechat", "weibo", "douyin"] as const;
const SERVICE = [
  [
    "{v}医保缴费{n}日开始",
    "今年居民医保缴费从本月{n}日开始，{v}在村委会设点，带身份证和银行卡，也可以到镇便民中心二号窗，月底截止，逾期要等明年。",
  ],
  [
    "{s}停车场改造，请绕行",
    "{s}停车场从{n}日起改造，工期二十天，期间车辆请停到河边临时停车场，前两小时免费，老人接送可以从东门进。",
  ],
  [
    "{v}卫生院新增儿科门诊",
    "每周三上午县医院儿科医生到{v}卫生院坐诊，挂号费两元，医保可以报销，请带上孩子的预防接种证。",
  ],
  [
    "{s}公交线路调整",
    "从{n}日起，三路公交改走{s}，增设菜场站和学校站，首班六点二十，末班晚上九点，老年卡照常使用。",
  ],
  [
    "{v}农技课：防虫怎么打药",
    "技术员{n}日到{v}讲果树防虫，讲完到地里看，免费领取两包药剂，喷药要避开中午，七天后再打一遍。",
  ],
  [
    "{s}夜市摊位报名",
    "{s}夜市新增{n}十个摊位，本县居民优先，带健康证到城管所报名，摊位费每月一百二十元，抽签时间另告。",
  ],
  [
    "{v}灌溉放水时间表",
    "{v}本周放水：周二东片，周四西片，每天早上六点到中午，请看管好自家田埂，有事打水管站值班电话。",
  ],
  [
    "{s}燃气安全入户检查",
    "燃气公司{n}日起到{s}入户检查，工作人员会出示证件，不收费、不推销，家里没人可以另约时间。",
  ],
  [
    "小学报名需要这几样材料",
    "报名带户口簿、接种证、房产证或居住证，{n}日到{n}日在各小学门口登记，外来务工家庭另带务工证明。",
  ],
  [
    "残疾证到期怎么换",
    "残疾证到期前三个月可以换，到镇便民中心交旧证和两张照片，行动不便的可以打电话预约上门办理。",
  ],
] as const;
const LEADING = [
  "{t}党委书记主持召开工作推进会",
  "县长到{v}调研项目建设",
  "{t}主要负责同志带队检查安全生产",
  "局长一行到{v}走访慰问困难群众",
  "县委常委出席{t}启动仪式并讲话",
  "{t}召开专题会议传达学习上级精神，书记强调抓落实",
  "副县长督导{v}人居环境整治",
  "镇长陪同上级领导视察{v}",
];
const CENTRAL = [
  "国务院常务会议部署稳就业工作",
  "新华社：全国夏粮收购有序推进",
  "中共中央办公厅印发通知",
  "国家主席发表新年贺词",
  "国务院办公厅关于节假日安排的通知",
];
const RELAY =
  "会议指出，要坚持稳中求进工作总基调，统筹推进各项工作，扎实做好就业、粮食、能源等重点领域保障，切实办好民生实事，各地区各部门要抓好贯彻落实。";

interface Plan {
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

function fill(chance: Chance, text: string): string {
  return text
    .replaceAll("{v}", chance.pick(VILLAGES))
    .replaceAll("{s}", chance.pick(STREETS))
    .replaceAll("{t}", chance.pick(TOWNS))
    .replace(/\{n\}/g, () => String(chance.whole(2, 28)));
}

function service(chance: Chance, owner: string): { title: string; text: string } {
  const [title, text] = chance.pick(SERVICE);
  const own = new Chance(`${chance.next()}`);
  const where = fill(own, text!);
  // What an office writes itself carries its own places, days and people to ask.
  const ask = `由${owner}负责，问${own.pick(["小陈", "值班室", "前台", "二楼办公室"])}，电话0999-${own.whole(2_000_000, 8_999_999)}，地点在${fill(own, "{s}")}${own.whole(1, 300)}号，请带好证件，${own.pick(["雨天顺延", "当天可办", "不用预约", "先到先办"])}。`;
  return { title: fill(own, title!), text: own.true(0.5) ? `${ask}${where}` : `${where}${ask}` };
}

function* regular(
  chance: Chance,
  id: string,
  owner: string,
  gap: number,
  until = LAST,
  from = FIRST,
): Generator<Record<string, unknown>> {
  for (let at = from + chance.next() * gap; at <= until; at += gap * (0.9 + 0.2 * chance.next())) {
    yield { account: id, at: iso(at), ...service(chance, owner) };
  }
}

/** All accounts with their posts and notices, one at a time; faults and traps stand among them. */
export function* accountsOf(options: AccountOptions): Generator<Planted> {
  const gap = Math.min(12 * DAY, ((LAST - FIRST) * options.accounts) / Math.max(1, options.posts));
  const plans: Plan[] = [...planted(options, gap)];
  for (let index = plans.length; index < options.accounts; index++) {
    const id = `A-${index + 1}`;
    const owner = `${BODIES[index % BODIES.length]}${index < BODIES.length ? "" : `第${Math.floor(index / BODIES.length)}站`}`;
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
      name: `青石${words}${index + 1}号`,
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
    const owner = `青石县重复站${index + 1}`;
    const [one, two] = [
      named("duplicate-account", "资讯"),
      { id: `duplicate-account-${index}-b`, name: `青石新闻${index + 1}号` },
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
    const source = { id: `copied-posts-${index}-source`, name: `青石原创${index + 1}号` };
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

type Named = { readonly id: string; readonly name: string };

function* copies(
  chance: Chance,
  original: Chance,
  copy: Named,
  source: Named,
  share: number,
): Generator<Record<string, unknown>> {
  const first = [...regular(original, source.id, source.name, 9 * DAY)].filter(
    (post) => Date.parse(String(post.at)) > LAST - 86 * DAY,
  );
  const own = Math.max(1, Math.floor((first.length * (1 - share)) / share));
  for (const post of first) {
    const at = Date.parse(String(post.at)) + chance.whole(4, 60) * 3_600_000;
    if (at <= LAST) yield { account: copy.id, at: iso(at), title: post.title, text: post.text };
  }
  for (let index = 0; index < own; index++)
    yield { account: copy.id, at: iso(LAST - chance.whole(1, 85) * DAY), ...service(chance, copy.name) };
  yield* regular(chance, copy.id, copy.name, 11 * DAY, LAST - 95 * DAY);
}

function* meetings(chance: Chance, { id, name }: Named, share: number): Generator<Record<string, unknown>> {
  const total = chance.whole(14, 22);
  const leading = Math.ceil(total * share);
  for (let index = 0; index < total; index++) {
    const at = iso(inOfficeHours(LAST - ((index + 0.5) * 88 * DAY) / total, chance.whole(0, 400)));
    if (index < leading)
      yield {
        account: id,
        at,
        title: fill(chance, chance.pick(LEADING)),
        text: meetingText(chance, name),
      };
    else yield { account: id, at, ...service(chance, name) };
  }
  yield* regular(chance, id, name, 12 * DAY, LAST - 92 * DAY);
}

/** A week of posts every day, then forty to seventy days of nothing; the last of them days before the end. */
function* bursts(
  chance: Chance,
  { id, name }: Named,
  until = LAST - 2 * DAY,
): Generator<Record<string, unknown>> {
  let at = until;
  while (at > FIRST) {
    for (let day = chance.whole(5, 8); day > 0 && at > FIRST; day--, at -= DAY)
      yield { account: id, at: iso(inOfficeHours(at, chance.whole(0, 400))), ...service(chance, name) };
    at -= chance.whole(42, 70) * DAY;
  }
}

function* farewell(chance: Chance, { id, name }: Named, gap: number): Generator<Record<string, unknown>> {
  yield* regular(chance, id, name, gap, LAST - 80 * DAY);
  yield {
    account: id,
    at: iso(LAST - 79 * DAY),
    title: `${name}停更公告`,
    text: "因机构调整，本账号即日起停止更新，有关消息请看县政府门户。",
  };
}

function* rescue(chance: Chance, { id }: Named): Generator<Record<string, unknown>> {
  for (let index = 0; index < 16; index++) {
    const title = fill(
      chance,
      chance.pick([
        "县长一线指挥{v}防汛抢险",
        "书记带队转移{v}避险群众",
        "副县长现场指挥抗洪救援",
        "镇长检查{v}防汛物资，公布值班电话",
      ]),
    );
    yield {
      account: id,
      at: iso(LAST - (index * 5 + 2) * DAY),
      title,
      text: fill(chance, "目前{v}群众已转移到学校安置点，缺药缺水请打值班电话，道路中断路段请绕行。"),
    };
  }
}

function* relays(chance: Chance, { id, name }: Named, gap: number): Generator<Record<string, unknown>> {
  yield* regular(chance, id, name, gap);
  for (let index = 0; index < 14; index++) {
    const title = CENTRAL[index % CENTRAL.length]!;
    yield {
      account: id,
      at: iso(LAST - (index * 6 + 3) * DAY),
      title,
      text: `${RELAY}${title}。`,
      relayedFrom: "新华社",
    };
  }
}

/** Reports of meetings differ from place to place as much as other texts do. */
function meetingText(chance: Chance, name: string): string {
  const when = chance.pick(["上午", "下午", "周一", "近日", "节前"]);
  const parts = chance.some(
    [
      "听取了{v}的情况",
      "看了{s}的现场",
      "问了{n}户群众",
      "查阅了{n}份台账",
      "与{t}的同志座谈",
      "对{v}的问题当场答复",
      "要求{s}一带月底前见效",
      "会后走访了{n}家商户",
      "肯定了{t}的做法",
    ],
    4,
  );
  return fill(
    chance,
    `${name}${chance.whole(1, 28)}日${when}消息，${parts.join("，")}，下一次安排在${chance.whole(1, 28)}日，地点为{s}${chance.whole(1, 300)}号会议室，由{t}牵头。`,
  );
}
