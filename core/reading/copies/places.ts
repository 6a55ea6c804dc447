// Names of provinces, cities and counties in a text, and those among them that belong to somebody else.

import gazetteer from "./gazetteer.generated.json" with { type: "json" };
import { isQuoted, stripQuoted } from "./quoted.ts";

export interface Place {
  readonly name: string;
  /** GB/T 2260. */
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

export interface ForeignPlace extends Place {
  /** How far away: another county of the same city, another city of the province, another province. */
  readonly relation: "same-city" | "same-province" | "elsewhere";
  /** A fair reason to name it seems to stand beside it: a visit, a neighbour, an example, a person's home. */
  readonly explained: boolean;
}

/** Read at the end of words that happen to be names: 市中区 is a part of many a town, 和县 stands in 乡镇和县里. */
const ORDINARY = /^(?:[东西南北中新老城市郊矿江河湖海]{1,2}区|.县)$/;
/** After 区: 区域, 区分, 区别, 区间, 区块, 区划 are other words. */
const NOT_AFTER_DISTRICT = new Set("域分别间块划");

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly byCode: ReadonlyMap<string, string>;
  /** By first two characters: the lengths of the names that begin so, longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
}

let known: Known | undefined;

/** Six digits and a name, 3,000 times: parsed when first asked for. */
function places(): Known {
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  const byCode = new Map<string, string>();
  const repeated = new Set<string>();
  for (const match of gazetteer.places.matchAll(/(\d{6})(\D+)/g)) {
    const [, code, name] = match as unknown as [string, string, string];
    byCode.set(code, name);
    const before = names.get(name);
    // 北京市 is a province and its own city; a name in two provinces tells nothing.
    if (before !== undefined && !within(code, before)) repeated.add(name);
    if (before === undefined) names.set(name, code);
  }
  for (const name of [...names.keys()]) if (repeated.has(name) || ORDINARY.test(name)) names.delete(name);
  const lengths = new Map<string, number[]>();
  for (const name of names.keys()) {
    const list = lengths.get(name.slice(0, 2)) ?? [];
    lengths.set(name.slice(0, 2), list);
    if (!list.includes(name.length)) list.push(name.length);
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a);
  known = { names, byCode, lengths };
  return known;
}

/** Every full name of a division in the text; the longest where several begin at one place. */
export function placesIn(text: string): Place[] {
  const { names, lengths } = places();
  const found: Place[] = [];
  for (let at = 0; at + 2 <= text.length; at++) {
    for (const length of lengths.get(text.slice(at, at + 2)) ?? []) {
      const name = text.slice(at, at + length);
      const code = names.get(name);
      if (code === undefined) continue;
      if (name.endsWith("区") && NOT_AFTER_DISTRICT.has(text[at + length] ?? "")) continue;
      found.push({ name, code, from: at, to: at + length });
      at += length - 1;
      break;
    }
  }
  return found;
}

const EXPLAINS_BEFORE =
  /(?:学习|借鉴|参观|考察|对口|支援|帮扶|协作|来自|籍贯|户籍|前往|赴|毗邻|接壤|交界|邻近|紧邻|东接|西接|南接|北接|转自|来源|返回|途经|至|到|从|与|和|及)[^，。；！？\n]{0,6}$/;
const EXPLAINS_AFTER =
  /^(?:籍|人[，。、]|经验|做法|模式|交界|接壤|毗邻|考察|学习|等地|等[市县区]|方向|路|大道|东路|西路|南路|北路|街|路口|法院|仲裁)/;

/**
 * Names of divisions that are neither the office's own, nor above, nor below it, outside quotations. A name may have
 * a fair reason to be there; the reader judges.
 * @param own GB/T 2260 code of the office's division.
 */
export function foreignPlaces(text: string, own: string): ForeignPlace[] {
  const others = placesIn(text).filter(({ code }) => !within(code, own) && !within(own, code));
  if (others.length === 0) return [];
  const stripped = stripQuoted(text);
  return others
    .filter(({ from }) => !isQuoted(stripped, from))
    .map((place) => ({
      ...place,
      relation:
        place.code.slice(0, 2) !== own.slice(0, 2)
          ? "elsewhere"
          : place.code.slice(0, 4) !== own.slice(0, 4)
            ? "same-province"
            : "same-city",
      explained:
        EXPLAINS_BEFORE.test(text.slice(Math.max(0, place.from - 12), place.from)) ||
        EXPLAINS_AFTER.test(text.slice(place.to, place.to + 6)),
    }));
}

/** Whether the division `code` is `other` or lies in it. */
function within(code: string, other: string): boolean {
  const prefix = other.endsWith("0000") ? 2 : other.endsWith("00") ? 4 : 6;
  return code.slice(0, prefix) === other.slice(0, prefix);
}

/** The name of a division by its GB/T 2260 code. */
export function placeName(code: string): string | undefined {
  return places().byCode.get(code);
}

/** The code of a division by its full name, where the name is not shared by two divisions. */
export function placeCode(name: string): string | undefined {
  return places().names.get(name);
}
