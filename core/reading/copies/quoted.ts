// Takes out of a text what everybody may share: titles, quoted rules, salutations, receipts and sign-offs.

/** From (inclusive) and to (exclusive), in the given text. */
export type Span = readonly [number, number];

export interface StrippedText {
  /** What is left, the writer's own words. */
  readonly text: string;
  /** The parts taken out, in order, not overlapping. */
  readonly removed: readonly Span[];
}

/** Longer quotations are somebody else's words; shorter ones are names and emphasis. */
const LONG_QUOTE = 12;

// Every pattern is linear: one negated class between two fixed ends, or fixed words.
const SHARED: readonly RegExp[] = [
  // Titles of documents with their numbers: 《信访工作条例》（国发〔2022〕1号）
  /《[^《》]{1,80}》(?:[（(][^（）()]{0,40}号[）)])?/g,
  /[\u4e00-\u9fff]{1,8}〔\d{4}〕(?:第)?\d{1,5}号/g,
  // A clause cited in full: 第二十三条规定：…… up to the end of the sentence.
  /第[一二三四五六七八九十百零〇\d]{1,8}条(?:第[一二三四五六七八九十\d]{1,3}[款项])?(?:明确)?规定[，,：:][^。；\n]{0,200}[。；]?/g,
  // Salutations
  /^\s*(?:尊敬的)?[^\n，,。！!：:]{0,16}(?:网友|市民|先生|女士|同志|群众|朋友)[：:，,！!]?\s*(?:您好|你好)?[！!，,。：:]?/g,
  /^\s*(?:您好|你好)[！!，,。：:]?/g,
  // Receipts and the way into an answer
  /(?:您|你)(?:的|所)?(?:反映|提出|提交|咨询|来信|留言|诉求)?的?(?:来信|留言|问题|信件|诉求|建议|事项|帖子)?(?:我[们局委办镇区县]?)?(?:已|己)(?:经)?(?:收悉|收到|知悉)[，,。！!；]?/g,
  /现(?:就|将|对)?[^，,。\n]{0,24}(?:答复|回复|反馈)如下[：:，,。]?/g,
  // Sign-offs
  /(?:衷心|再次|非常|诚挚)?感谢(?:您|你)[^。！!\n]{0,40}(?:关注|支持|理解|监督|关心|来信|留言|配合)[^。！!\n]{0,12}[。！!]?/g,
  /(?:特此|谨此|专此)(?:答复|回复|函复|说明|反馈)[。！!]?|此复[。！!]?|祝(?:您|你)[^。！!\n]{1,16}[。！!]?/g,
  /(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*$/g,
];
const QUOTES = /“[^“”]{1,600}”|「[^「」]{1,600}」|"[^"\n]{1,600}"/g;

export function stripQuoted(given: string): StrippedText {
  const found: [number, number][] = [];
  for (const pattern of SHARED)
    for (const match of given.matchAll(pattern)) found.push([match.index, match.index + match[0].length]);
  for (const match of given.matchAll(QUOTES))
    if (match[0].length >= LONG_QUOTE + 2) found.push([match.index, match.index + match[0].length]);
  const removed = merged(found.filter(([from, to]) => to > from));
  let text = "";
  let at = 0;
  for (const [from, to] of removed) {
    text += given.slice(at, from);
    at = to;
  }
  return { text: text + given.slice(at), removed };
}

function merged(spans: [number, number][]): Span[] {
  const out: [number, number][] = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** Whether a place in the text lies in a part that was taken out. */
export function isQuoted(stripped: StrippedText, at: number): boolean {
  return stripped.removed.some(([from, to]) => at >= from && at < to);
}
