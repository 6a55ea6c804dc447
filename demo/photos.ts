// Photos handed in for tasks, each with its fingerprint; tasks served with old photos, and albums, pairs and gauges that must repeat.

import { type Given, say, wordsOf } from "./grammar.ts";
import { BODIES, DAY, FIRST, inOfficeHours, iso, LAST, STREETS, TERRITORY, VILLAGES } from "./places.ts";
import { Chance } from "./random.ts";
import type { Planted, Truth } from "./truth.ts";

export interface PhotoOptions {
  readonly seed: string;
  /** Tasks in all, planted ones among them. */
  readonly tasks: number;
  readonly faults: number;
  readonly traps: number;
}

/** What of a picture is kept: its bytes' digest, its fingerprint, and how much structure it has. */
interface Picture {
  readonly sha256: string;
  readonly print: string;
  readonly printQuality: number;
  readonly bytes: number;
}

const RULES = wordsOf("photos") as Readonly<Record<string, readonly string[]>>;
const MINUTE = 60_000;
const hex = (chance: Chance) =>
  Array.from({ length: 8 }, () =>
    Math.floor(chance.next() * 4294967296)
      .toString(16)
      .padStart(8, "0"),
  ).join("");

const picture = (chance: Chance, quality: readonly [number, number] = [60, 100]): Picture => ({
  sha256: hex(chance),
  print: hex(chance),
  printQuality: chance.whole(...quality),
  bytes: chance.whole(80_000, 6_000_000),
});

/** The same scene saved again: other bytes, at most twenty bits of the fingerprint turned. */
function again(chance: Chance, of: Picture): Picture {
  const digits = [...of.print];
  for (let turned = chance.whole(0, 20); turned > 0; turned--) {
    const at = chance.whole(0, 63);
    digits[at] = (Number.parseInt(digits[at]!, 16) ^ (1 << chance.whole(0, 3))).toString(16);
  }
  return {
    ...picture(chance),
    print: digits.join(""),
    printQuality: Math.min(100, Math.max(0, of.printQuality + chance.whole(-3, 3))),
  };
}

interface Handed extends Picture {
  readonly at: number;
  readonly caption: string;
  readonly takenAt?: number;
}

const caption = (chance: Chance, kind: string): string => {
  const words: Given = {
    v: () => chance.pick(VILLAGES),
    s: () => chance.pick(STREETS),
    n: () => String(chance.whole(2, 9)),
  };
  return say(chance, chance.pick(RULES[kind]!), words);
};

/** Photos of one task over some days, new ones; a few were pressed twice in the same minute. */
function taken(chance: Chance, from: number, count: number, dated = 0.6): Handed[] {
  const made: Handed[] = [];
  for (let one = 0; one < count; one++) {
    const last = made.at(-1);
    const twice = last !== undefined && chance.true(0.08);
    const at = twice
      ? last.at + MINUTE
      : inOfficeHours(from + chance.whole(0, 9) * DAY, chance.whole(0, 479));
    const shot = twice ? again(chance, last) : picture(chance);
    made.push({
      ...shot,
      at,
      caption: caption(chance, "caption"),
      ...(chance.true(dated) ? { takenAt: at - chance.whole(1, 300) * MINUTE } : {}),
    });
  }
  return made;
}

/** An old photo handed in again. */
const reused = (chance: Chance, old: Picture, at: number, words: string): Handed => ({
  ...(chance.true(0.3) ? { ...old } : again(chance, old)),
  at,
  caption: words,
});

function* task(name: string, photos: readonly Handed[], key: string): Generator<Planted> {
  for (const [at, { sha256, print, printQuality, bytes, ...photo }] of photos.entries())
    yield {
      fact: {
        fact: "photos",
        territory: TERRITORY,
        path: `${key}/${String(at + 1).padStart(3, "0")}.jpg`,
        task: name,
        at: iso(photo.at),
        ...(photo.takenAt === undefined ? {} : { takenAt: iso(photo.takenAt) }),
        caption: photo.caption,
        ...{ bytes, sha256, print, printQuality },
      },
    };
}

const titled = (chance: Chance, number: number, words = chance.pick(RULES.task!)) =>
  `${chance.pick(BODIES).slice(3)}${words}${number + 1}`;
const truth = (label: "fault" | "trap", name: string, why: string, more: Partial<Truth> = {}): Truth => ({
  ...{ detector: "reused-photo", label, subject: name, ids: [name], why },
  ...more,
});

/** New photos and so many old ones among them, shuffled over the days of a task. */
function mixed(
  chance: Chance,
  from: number,
  fresh: number,
  old: readonly Picture[],
  words = "caption",
): Handed[] {
  const when = () => inOfficeHours(from + chance.whole(0, 6) * DAY, chance.whole(0, 479));
  return [
    ...taken(chance, from, fresh),
    ...old.map((each) => reused(chance, each, when(), caption(chance, words))),
  ].sort((a, b) => a.at - b.at);
}

function* faultsOf({ seed, faults }: PhotoOptions): Generator<Planted> {
  for (let index = 0; index < faults; index++) {
    const chance = new Chance(`${seed}/photos/${index}`);
    const from = FIRST + chance.whole(60, 330) * DAY;
    const source = taken(chance, from - chance.whole(15, 55) * DAY, 40);
    yield* task(titled(chance, 100_000 + 2 * index), source, `source-${index}`);
    const near = chance.true(0.34);
    const all = near ? chance.whole(10, 20) : chance.whole(12, 45);
    const share = near ? 0.3 + 0.03 * chance.next() : 0.36 + 0.45 * chance.next();
    const old = Math.min(source.length, Math.ceil(all * share));
    const name = titled(chance, 100_001 + 2 * index);
    yield* task(name, mixed(chance, from, all - old, chance.some(source, old)), `reused-${index}`);
    yield {
      truth: truth("fault", name, "三成以上是为别的事交过的旧照片", { measure: { share: old / all } }),
    };
  }
}

/** An innocent repetition: how it is made from photos handed in before. */
type Repeats = (chance: Chance, from: number, source: readonly Picture[]) => Handed[];
const all =
  (words: string, fresh: number, old: number): Repeats =>
  (chance, from, source) =>
    mixed(chance, from, fresh, chance.some(source, old), words);

const REPEATS: readonly (readonly [string, string, string | undefined, string, number, Repeats])[] = [
  ["album", "年度工作回顾相册", "T11", "回顾相册", 40, all("album", 6, 20)],
  [
    "pairs",
    "隐患整改前后对比",
    "T11",
    "整改前后成对",
    20,
    (chance, from, source) =>
      chance.some(source, 12).flatMap((old, one) => {
        const at = inOfficeHours(from + one * DAY, 30);
        return [
          reused(chance, old, at, caption(chance, "before")),
          { ...picture(chance), at: at + MINUTE, caption: caption(chance, "after") },
        ];
      }),
  ],
  ["stock", "宣传栏配图", "T11", "注明资料图", 60, all("stock", 8, 14)],
  [
    "resent",
    "补传照片",
    "T11",
    "三天内重传",
    2,
    (chance, from, source) =>
      (source as Handed[]).slice(0, 16).map((old) => ({
        ...old,
        at: Math.max(from, old.at + chance.whole(26, 60) * 60 * MINUTE),
        caption: caption(chance, "resent"),
      })),
  ],
  ["no-exif", "入户走访微信图", "T12", "照片没有拍摄时间", 30, (chance, from) => taken(chance, from, 24, 0)],
  ["some", "巡查汇总", undefined, "旧照片不到三成", 30, all("caption", 30, 10)],
  ["few", "临时抽查", undefined, "一共不到十张", 30, all("caption", 3, 5)],
];

function* trapsOf({ seed, traps }: PhotoOptions): Generator<Planted> {
  for (let index = 0; index < traps; index++) {
    let serial = 500_000 + index * 40;
    const chance = new Chance(`${seed}/innocent-photos/${index}`);
    for (const [key, words, trap, why, days, make] of REPEATS) {
      const from = FIRST + chance.whole(90, 330) * DAY;
      // Handed in within two days where they are sent again, else weeks before.
      const source =
        key === "resent"
          ? taken(chance, from, 16).map((photo) => ({
              ...photo,
              at: inOfficeHours(from, chance.whole(0, 479)),
            }))
          : taken(chance, from - days * DAY, 40);
      yield* task(titled(chance, serial++), source, `earlier-${key}-${index}`);
      const name = titled(chance, serial++, words);
      const photos = make(chance, from, source).sort((a, b) => a.at - b.at);
      yield* task(name, photos, `${key}-${index}`);
      yield { truth: truth("trap", name, why, trap === undefined ? {} : { trap }) };
    }
    // A gauge is photographed from the same spot each morning, month after month.
    const spot = picture(chance);
    for (const month of [0, 1]) {
      const name = titled(chance, serial++, ["五月水位尺读数", "六月水位尺读数"][month]);
      const photos = Array.from({ length: 24 }, (_, day) => ({
        ...again(chance, spot),
        at: inOfficeHours(LAST - (58 - month * 30 - day) * DAY, 5),
        caption: caption(chance, "gauge"),
      }));
      yield* task(name, photos, `gauge-${index}-${month}`);
      yield { truth: truth("trap", name, "固定点位", { trap: "T11" }) };
    }
    // Plain walls look alike to any fingerprint.
    const wall = picture(chance, [4, 30]);
    for (const half of [0, 1]) {
      const name = titled(chance, serial++);
      const photos = Array.from({ length: 14 }, (_, one) => ({
        ...again(chance, wall),
        at: inOfficeHours(LAST - (90 - half * 40 - one) * DAY, 90),
        caption: caption(chance, "caption"),
      }));
      yield* task(name, photos, `walls-${index}-${half}`);
      yield { truth: truth("trap", name, "照片没有可比的内容") };
    }
  }
}

/** Photos of `tasks` tasks over the year, planted ones first. */
export function* photosOf(options: PhotoOptions): Generator<Planted> {
  const tasks = new Set<unknown>();
  for (const planted of [faultsOf(options), trapsOf(options)])
    for (const each of planted) {
      if (each.fact !== undefined) tasks.add(each.fact.task);
      yield each;
    }
  for (let index = tasks.size; index < options.tasks; index++) {
    const chance = new Chance(`${options.seed}/task/${index}`);
    const photos = taken(chance, FIRST + chance.whole(0, 350) * DAY, chance.whole(4, 30));
    yield* task(titled(chance, index), photos, `task-${index}`);
  }
}
