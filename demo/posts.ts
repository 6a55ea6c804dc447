// What accounts publish: services in their own words, leaders' meetings, copies, bursts, relays, a rescue.

import { type Given, say, wordsOf } from "./grammar.ts";
import { DAY, FIRST, inOfficeHours, iso, LAST, OTHERS, STREETS, TOWNS, VILLAGES } from "./places.ts";
import { Chance } from "./random.ts";

const RULES = wordsOf("posts") as Readonly<Record<string, readonly string[]>> & {
  readonly service: readonly { readonly title: readonly string[]; readonly text: readonly string[][] }[];
  readonly filler: readonly string[][];
  readonly meeting: readonly string[][];
  readonly innocents: Readonly<Record<string, readonly string[]>>;
};
export const CENTRAL = [
  "国务院常务会议部署稳就业工作",
  "新华社：全国夏粮收购有序推进",
  "中共中央办公厅印发通知",
  "国家主席发表新年贺词",
  "国务院办公厅关于节假日安排的通知",
];
export const RELAY =
  "会议指出，要坚持稳中求进工作总基调，统筹推进各项工作，扎实做好就业、粮食、能源等重点领域保障，切实办好民生实事，各地区各部门要抓好贯彻落实。";

/** Puts the places, numbers and rules into a template. */
function fill(chance: Chance, text: string, more: Given = {}): string {
  const words: Given = {
    v: () => chance.pick(VILLAGES),
    s: () => chance.pick(STREETS),
    t: () => chance.pick(TOWNS),
    n: () => String(chance.whole(2, 28)),
    nn: () => String(chance.whole(10, 96)),
    tel: () => `0999-${chance.whole(2_000_000, 8_999_999)}`,
    ...more,
  };
  return say(chance, text, words, RULES);
}
const joined = (chance: Chance, parts: readonly string[][]) =>
  parts.map((part) => fill(chance, chance.pick(part))).join("");

interface Written {
  readonly title: string;
  readonly text: string;
}

/** What an office writes itself: a service in its own words, with its own places, days and people to ask. */
export function service(chance: Chance, owner: string): Written {
  const topic = chance.pick(RULES.service);
  const own = new Chance(`${chance.next()}`);
  const where = joined(own, topic.text);
  const ask = fill(
    own,
    own.pick([
      `由${owner}负责，问[小陈|值班室|前台|二楼办公室]，电话{tel}，地点在{s}{nn}号，[雨天顺延|当天可办|不用预约|先到先办]。`,
      `有不清楚的打{tel}，{s}{nn}号门面有人坐班到[五点|五点半|六点]。`,
      `（${owner}，{s}{nn}号，{tel}）`,
      `咨询：${owner}[办公室|窗口|值班员]，{tel}。{v}的乡亲也可到村部问。`,
    ]),
  );
  return {
    title: fill(own, own.pick(topic.title)),
    text: own.true(0.5) ? `${ask}${where}` : `${where}${ask}`,
  };
}

/** A greeting, a motto, a tip that helps nobody: no place, no time, no phone. */
export const filler = (chance: Chance): Written => ({
  title: fill(chance, chance.pick(RULES["filler-title"]!)),
  text: joined(chance, RULES.filler),
});

const another = (chance: Chance): Given => {
  const [county, towns, villages] = chance.pick(OTHERS);
  // A name that our own county has as well betrays nothing.
  const strange = towns.filter((town) => !TOWNS.includes(`青石县${town}`));
  return { oc: county, ot: () => chance.pick(strange), ov: () => chance.pick(villages) };
};

/** A plan copied from another county whose names were left standing. */
export const residue = (chance: Chance): Written => {
  const other = another(chance);
  const said = chance.some(RULES.residue!, chance.whole(1, 3)).map((each) => fill(chance, each, other));
  return { title: fill(chance, chance.pick(RULES["residue-title"]!), other), text: said.join("") };
};

/** Another county named with good reason (`kind` of `words/posts.yaml`), or another innocent text. */
export const named = (chance: Chance, kind: string): Written => {
  const list = RULES.innocents[kind] ?? RULES[kind]!;
  const text = fill(chance, chance.pick(list), another(chance));
  return { title: text.split(/[，：。]/)[0]!, text };
};

/** Texts that stand on many accounts by duty (`advice`), or quote the law word for word (`law`) beside own words. */
export function* shared(
  chance: Chance,
  { id, name }: Named,
  kind: "advice" | "law",
): Generator<Record<string, unknown>> {
  yield* regular(chance, id, name, 10 * DAY);
  for (const [index, text] of RULES[kind]!.entries()) {
    const at = iso(LAST - (70 - index * 13) * DAY + chance.whole(0, 20) * 3_600_000);
    const own = service(chance, name);
    const title = text.split(/[：，]/)[0]!;
    yield { account: id, at, title, text: kind === "law" ? `${text}${own.text}` : text };
  }
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
    // Now and then an honest account greets its readers too.
    yield { account: id, at: iso(at), ...(chance.true(0.04) ? filler(chance) : service(chance, owner)) };
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
  // Half of those who copy put their own name in the place of the other's.
  const swaps = chance.true(0.5);
  const swap = (text: string) => (swaps ? text.replaceAll(source.name, copy.name) : text);
  const own = Math.max(1, Math.floor((first.length * (1 - share)) / share));
  for (const post of first) {
    const at = Date.parse(String(post.at)) + chance.whole(4, 60) * 3_600_000;
    if (at <= LAST) yield { account: copy.id, at: iso(at), title: post.title, text: swap(String(post.text)) };
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
        title: fill(chance, chance.pick(RULES.leading!)),
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
  const when = chance.pick(["上午", "下午", "周一", "近日", "节前", "日前"]);
  const parts = RULES.meeting.map((part) => fill(chance, chance.pick(part)));
  return fill(
    chance,
    `${name}${chance.whole(1, 28)}日${when}消息，${parts.join("，")}，地点为{s}{nn}号会议室，由{t}牵头。`,
  );
}

/** Posts of the last ninety days at even steps, of which the oldest are useful and the rest is what `idle` writes. */
export function* idling(
  chance: Chance,
  { id, name }: Named,
  {
    total,
    useful,
    since,
    idle,
  }: { total: number; useful: number; since: number; idle: (chance: Chance) => object },
): Generator<Record<string, unknown>> {
  const day = (back: number) => iso(inOfficeHours(LAST - back * DAY, chance.whole(0, 400)));
  for (let one = 0; one < useful; one++)
    yield { account: id, at: day(since + one * 2), ...service(chance, name) };
  for (let one = 0; one < total - useful; one++)
    yield { account: id, at: day(1 + (one * 84) / (total - useful)), ...idle(chance) };
  yield* regular(chance, id, name, 12 * DAY, LAST - 92 * DAY);
}
