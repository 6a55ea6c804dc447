// Accounts kept fresh with filler and accounts that kept another county's names, with the innocent ones that look like them.

import type { AccountOptions, Plan } from "./accounts.ts";
import { BODIES, DAY, FIRST, inOfficeHours, iso, LAST } from "./places.ts";
import { bursts, filler, idling, type Named, named, regular, residue, shared } from "./posts.ts";
import { Chance } from "./random.ts";
import type { Truth } from "./truth.ts";

const truth = (
  detector: string,
  label: "fault" | "trap",
  { id, name }: Named,
  why: string,
  more: Partial<Truth> = {},
): Truth => ({ detector, label, subject: name, ids: [id], why, ...more });
/** Those whose duty is not health, culture or insurance: tips and festivals are no filler for such an office. */
const OTHER_DUTIES = BODIES.filter((name) => !/卫健|文旅|医保/.test(name));
const title = (chance: Chance, words: string, index: number) =>
  `${chance.pick(OTHER_DUTIES).slice(3)}${words}${chance.pick(["", "发布", "在线", "之窗", "微报"])}${index + 1}`;
type Posts = Generator<Record<string, unknown>>;

/** A rhythm of own services, and some other texts in the last eleven weeks. */
function* among(
  chance: Chance,
  account: Named,
  count: number,
  write: (chance: Chance) => object,
  more: object = {},
): Posts {
  yield* regular(chance, account.id, account.name, 8 * DAY);
  for (let one = 0; one < count; one++) {
    const at = inOfficeHours(LAST - chance.whole(2, 76) * DAY, chance.whole(0, 400));
    yield { account: account.id, at: iso(at), ...write(chance), ...more };
  }
}

/** `faults` accounts of each kind; a third of them near the measure. */
export function* idleFaults({ seed, faults }: AccountOptions): Generator<Plan> {
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/words/${index}`);
    const fresh = { id: `filler-freshness-${index}`, name: title(chance, "微生活", index) };
    const near = chance.true(0.34);
    const total = near ? chance.whole(6, 7) : chance.whole(8, 15);
    // Near: one useful post, so long ago that the silence after it is a little over sixty days.
    const useful = near ? 1 : chance.whole(0, Math.floor(total * 0.15));
    const since = near ? chance.whole(62, 66) : chance.whole(67, 80);
    yield {
      ...fresh,
      truth: [
        truth("filler-freshness", "fault", fresh, "问候、格言、泛泛的提示撑更新", {
          measure: { share: (total - useful) / total, days: since },
        }),
      ],
      posts: (own) => idling(own, fresh, { total, useful, since, idle: filler }),
    };
    const copied = { id: `place-name-residue-${index}`, name: title(chance, "乡风", index) };
    yield {
      ...copied,
      truth: [truth("place-name-residue", "fault", copied, "照抄外县方案，地名没有改")],
      posts: (own) => among(own, copied, own.true(0.34) ? 1 : own.whole(2, 5), residue),
    };
  }
}

/** Why another county is named, and with which trap of the list. */
const NAMED: readonly (readonly [string, string, string, object?])[] = [
  ["exchange", "T26", "考察交流"],
  ["twinning", "T26", "结对帮扶"],
  ["recruiting", "T26", "外地招工"],
  ["weather", "T26", "区域天气、道路"],
  ["neighbour", "T26", "交界的河与路"],
  ["same-name", "T26", "本县也有同名的镇"],
  ["quoted", "T2", "引用上级通报"],
  ["relayed", "T2", "写明来源的转载", { relayedFrom: "云岭县发布" }],
];

/** Innocent accounts, `traps` of each kind. */
export function* idleTraps({ seed, traps }: AccountOptions): Generator<Plan> {
  for (let index = 0; index < traps; index++) {
    const chance = new Chance(`${seed}/innocent-words/${index}`);
    let serial = 5000 + index * 20;
    const own = (key: string, words: string) => ({
      id: `trap-${key}-${index}`,
      name: title(chance, words, serial++),
    });
    for (const [kind, trap, why, more] of NAMED) {
      const account = own(kind, "见闻");
      yield {
        ...account,
        truth: [truth("place-name-residue", "trap", account, why, { trap })],
        posts: (self) => among(self, account, 4, (each) => named(each, kind), more),
      };
    }
    const plan = (
      key: string,
      words: string,
      why: string,
      trap: string | undefined,
      posts: (self: Chance, account: Named) => Posts,
    ): Plan => {
      const account = own(key, words);
      const planted = truth("filler-freshness", "trap", account, why, trap === undefined ? {} : { trap });
      return { ...account, truth: [planted], posts: (self) => posts(self, account) };
    };
    const idle =
      (total: number, useful: number, since: number, write = filler) =>
      (self: Chance, account: Named) =>
        idling(self, account, { total, useful, since, idle: write });
    const away = plan("away", "书屋", "已公告暂停更新", "T9", idle(9, 0, 0));
    yield {
      ...away,
      notice: {
        ...{ kind: "pause", about: away.id, title: "暂停更新公告" },
        ...{ from: iso(LAST - 95 * DAY), until: iso(LAST + 60 * DAY) },
      },
    };
    for (const [key, words, why] of [
      ["weather-duty", "气象", "本职就是天气"],
      ["festival-notice", "文化馆", "节日开放的时间地点"],
    ] as const)
      yield plan(
        key,
        words,
        why,
        undefined,
        idle(10, 0, 0, (self) => named(self, key)),
      );
    // The same words on six accounts within hours of each other: alerts and advice by duty, the law as it stands.
    for (const [kind, trap, why] of [
      ["advice", "T2", "统一的预警和安全提示"],
      ["law", "T26", "引用法条原文"],
    ] as const)
      for (let sibling = 0; sibling < 6; sibling++) {
        const account = own(`${kind}-${sibling}`, "平安");
        yield {
          ...account,
          truth: [truth("copied-posts", "trap", account, why, { trap })],
          posts: (self) => shared(self, account, kind),
        };
      }
    const emergency = own("emergency", "应急");
    yield {
      ...emergency,
      more: { purpose: "emergency" },
      truth: [truth("irregular-account", "trap", emergency, "应急账号，有事才发", { trap: "T9" })],
      posts: (self) => bursts(self, emergency),
    };
    const closed = own("closed", "旧闻");
    yield {
      ...closed,
      more: { status: "closed", statusFrom: iso(LAST - 50 * DAY), interaction: "none" },
      truth: [truth("shell-account", "trap", closed, "已关停", { trap: "T9" })],
      posts: (self) => regular(self, closed.id, closed.name, 10 * DAY, LAST - 50 * DAY),
    };
    const untested = own("untested", "街坊");
    yield {
      ...untested,
      more: { interaction: undefined, interactionCheckedAt: undefined },
      truth: [truth("shell-account", "trap", untested, "没有测试过", { trap: "near" })],
      posts: (self) => regular(self, untested.id, untested.name, 10 * DAY),
    };
    yield plan("relaying", "转播", "转载写明来源", "T2", relaying);
    yield plan("seventy", "茶馆", "问候占七成", undefined, idle(10, 3, 66));
    yield plan("recent", "邻里", "一个多月前还有实在内容", undefined, idle(12, 2, 48));
  }
}

/** Greetings of others, each with its source. */
function* relaying(chance: Chance, { id }: Named): Posts {
  for (let one = 0; one < 12; one++)
    yield {
      account: id,
      at: iso(inOfficeHours(LAST - (1 + one * 7) * DAY, 60)),
      ...filler(chance),
      relayedFrom: chance.pick(["人民日报", "健康中国", "省气象台"]),
    };
  yield* regular(chance, id, "转播站", 12 * DAY, LAST - 92 * DAY, FIRST);
}
