// What the classifier of group messages looks at: hashed pieces of the text, fields of meaning, and its shape.

import { countFields, FIELDS } from "./lexicon.ts";

/** Buckets for hashed pieces; a power of two, so many that hardly two pieces share one. */
export const BUCKETS = 1 << 22;

/** Shapes that no word list catches; each is linear in the text. */
const SHAPES: readonly RegExp[] = [
  /[?？]/,
  /[?？]\s*$/,
  /(?:吗|呢|么|嘛|吧|不|没)[。！!~～]*$/,
  /[!！]/,
  /[!！]{2}/,
  /^【[^】]{2,14}】/,
  /预警|警报/,
  /^@/,
  /@(?:所有人|全体)/,
  /^(?:\[(?:图片|视频)\]|\uE001|\uE002)+$/,
  /^(?:\uE001|\uE002)/,
  /(?:\uE001|\uE002)$/,
  /\uE003/,
  /\uE004|\uE008/,
  /^\uE005/,
  /^(?:\[[^\]]{1,6}\]|[\u{1F300}-\u{1FAFF}\u2600-\u27BF]|\uFE0F)+$/u,
  /\[[^\]]{1,6}\]|[\u{1F300}-\u{1FAFF}]/u,
  /0[:：]0|0点/,
  /0(?:月|\.)0/,
  /(?:0|[一二三四五六七八九十两半])(?:户|人|家|名|个|处|亩|台|件|份|条|次|起|例)/,
  /0.*0.*0/s,
  /[；;].*[；;]/s,
  /\n/,
  /(?:^|\n)[0一二三四][、.．]/,
  /^(?:请|麻烦|辛苦)/,
  /(?:请|麻烦|辛苦).{0,16}(?:把|将|于|在|尽快|抓紧|帮)/,
  /^[^，。！？,.!?]{0,10}收到/,
  /^[^，。！？,.!?]{0,12}[:：]/,
  /前[，。！!,\s]|前$|之内|以内|以前/,
  /(?:了|啦|咯|咧)[。！!~～]*$/,
  /^(?:祝|愿)/,
  /0(?:\.0)?(?:元|块|一斤|一箱|一枚|一头|\/)/,
  /0(?:\.0)?(?:mm|毫米|℃|度|米|级|m\b)/,
  /^(?:0|不|是|对|能|可以|没|按|在|要|应该)/,
  /^(?:我|咱)/,
  /谁/,
  /^(?:谢谢|感谢|多谢)/,
  /(?:把|将).{1,14}(?:一下|报|交|发|改|换|修|搬|清|写|填|算|理)/,
  /(?:报|交|发|给|传)(?:我|到我|过来|上来)/,
  /^(?:\S{2,6})(?:村|社区|组|校|站|所|办|科|局)(?:收到|已|：|:|共|今)/,
];

/** Number of traits beside the hashed pieces: fields seen once, fields seen more often, shapes, steps of length. */
export const TRAITS = FIELDS.length * 2 + SHAPES.length + 6;
const counts = new Uint8Array(FIELDS.length);

const MARKED: Readonly<Record<string, string>> = {
  图片: "\uE001",
  视频: "\uE002",
  红包: "\uE003",
  拼手气红包: "\uE003",
  链接: "\uE004",
  语音转文字: "\uE005",
  文件: "\uE006",
  动画表情: "\uE007",
  表情: "\uE007",
  小程序: "\uE008",
};

/** Lower case, numbers as 0, mentions as @, what exporters print for media as one sign each, no blanks. */
export function normal(text: string): string {
  return text
    .replace(/\[([^[\]]{2,6})\]/g, (whole, name: string) => MARKED[name] ?? whole)
    .replace(/@[^\s@，。：:,\u2005]{1,16}/g, (mention) => (/所有人|全体/.test(mention) ? mention : "@"))
    .replace(/\d+/g, "0")
    .replace(/[^\S\n]+/g, "")
    .toLowerCase();
}

/** The numbers of the pieces of a normalised text in [0, BUCKETS): one, two and three characters, and its two ends. */
export function piecesOf(text: string, into: Set<number>): void {
  into.clear();
  const end = Math.min(text.length, 300);
  for (let at = 0; at < end; at++) {
    let hash = 0x811c9dc5;
    for (let length = 1; length <= 3 && at + length <= end; length++) {
      hash = Math.imul(hash ^ text.charCodeAt(at + length - 1), 0x01000193);
      into.add(bucket(hash + length * 0x9e3779b1));
      if (at === 0) into.add(bucket(hash + 0x7f4a7c15));
      if (at + length === end) into.add(bucket(hash + 0x51ed270b));
    }
  }
}

function bucket(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1);
}

/** The numbers of the traits in [0, TRAITS) that a normalised text has. */
export function traitsOf(text: string, into: number[]): void {
  into.length = 0;
  countFields(text, counts);
  const fields = FIELDS.length;
  for (let field = 0; field < fields; field++) {
    if (counts[field]! > 0) into.push(field);
    if (counts[field]! > 1) into.push(fields + field);
  }
  let next = fields * 2;
  for (const shape of SHAPES) {
    if (shape.test(text)) into.push(next);
    next++;
  }
  for (const least of [4, 8, 16, 32, 64]) {
    if (text.length <= least) into.push(next);
    next++;
  }
  if (text.length > 64) into.push(next);
}
