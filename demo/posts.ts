// What accounts publish: services in their own words, leaders' meetings, copies, bursts, relays, a rescue.

import { DAY, FIRST, inOfficeHours, iso, LAST, STREETS, TOWNS, VILLAGES } from "./places.ts";
import { Chance } from "./random.ts";

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
export const CENTRAL = [
  "国务院常务会议部署稳就业工作",
  "新华社：全国夏粮收购有序推进",
  "中共中央办公厅印发通知",
  "国家主席发表新年贺词",
  "国务院办公厅关于节假日安排的通知",
];
export const RELAY =
  "会议指出，要坚持稳中求进工作总基调，统筹推进各项工作，扎实做好就业、粮食、能源等重点领域保障，切实办好民生实事，各地区各部门要抓好贯彻落实。";

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

export function* regular(
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

export type Named = { readonly id: string; readonly name: string };

export function* copies(
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

export function* meetings(
  chance: Chance,
  { id, name }: Named,
  share: number,
): Generator<Record<string, unknown>> {
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
export function* bursts(
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

export function* farewell(
  chance: Chance,
  { id, name }: Named,
  gap: number,
): Generator<Record<string, unknown>> {
  yield* regular(chance, id, name, gap, LAST - 80 * DAY);
  yield {
    account: id,
    at: iso(LAST - 79 * DAY),
    title: `${name}停更公告`,
    text: "因机构调整，本账号即日起停止更新，有关消息请看县政府门户。",
  };
}

export function* rescue(chance: Chance, { id }: Named): Generator<Record<string, unknown>> {
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

export function* relays(
  chance: Chance,
  { id, name }: Named,
  gap: number,
): Generator<Record<string, unknown>> {
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
