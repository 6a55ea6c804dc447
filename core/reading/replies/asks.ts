// Finds the distinct things that a message asks for or complains of, and the place in a reply that deals with each.

import type { RoledClause } from "./roles.ts";
import { type Clause, clausesOf, type Piece } from "./text.ts";
import { contentWords, overlapOf, shareOf, signPairs } from "./words.ts";

export interface Ask extends Piece {
  /** Which part of the message the span counts in. */
  readonly in: "subject" | "text";
}

export interface Covering {
  /** 0 to 1: how much of the ask's matter the best place of the reply takes up. */
  readonly score: number;
  readonly by?: Piece;
}

const MOST = 5;
const QUESTION =
  /(?:请问|想问|咨询|怎么(?!会|能|可能|得了)|怎样|如何|多少|哪里|哪个|哪些|哪儿|何时|几时|什么(?!都|也)|啥|多久|是否|能否|可否|是不是|有没有|能不能|可不可以|会不会|要不要|需不需|为什么|为何|为啥|凭什么|谁)/;
const WISH =
  /(?:希望|请求|恳请|恳求|建议|呼吁|要求(?!我)|盼望|请(?!问|假)|望(?:政府|领导|相关|有关|能|尽|贵|予|给)|强烈|申请|应该|应当|可以考虑|诉求|给予|督促|解决|依法(?:赔|查|处))/;
const COMPLAINT =
  /(?:投诉|举报|反映|违法|违规|扰民|拖欠|不作为|污染|噪音|噪声|强行|偷工减料|无人管|没人管|虚假|欺骗|乱收费|乱停|严重|不合理|不公平|得不到|不给|不退|不办|不发|不让|没有解决|漏水|停水|停电|隐患|臭|油烟)/;
const NUMBERED =
  /^(?:[（(]?[1-9一二三四五六七八九][)）、.．]|第[一二三四五][，,、：:]?|[一二三四五]是|其[一二三四][，,：:]?|[①②③④⑤])/;
const EMPTY_WISH =
  /(?:感谢|谢谢|盼复|答复|回复|重视|关注|百忙|急等|此致|敬礼|打扰|辛苦|尊敬的|您好|你好|理解|为盼|为感|关心一下|明察|做主|主持公道|管一管|高抬贵手|给个说法|引起)/;

/** A question that scolds and awaits no answer. */
const RHETORIC =
  /(?:难道|不是.{0,24}吗|凭什么|何在|怎么能|岂|天理|良心|情何以堪|谁来管|谁管|怎么活|还有.{0,8}吗|不觉得|公平吗|合理吗|管吗|算什么)/;
/** What a question wants to know: two questions of one sentence that differ in it are two asks. */
const WANTED: readonly RegExp[] = [
  /什么时候|何时|几时|多久|啥时|时间|期限|进度|哪年/,
  /多少|标准|价格|收费|费用|比例|怎么算/,
  /材料|手续|资料|证件|证明|条件/,
  /流程|程序|怎么办|怎样办|如何办|怎么申请|如何申请|怎么处理|如何处理|怎么要/,
  /哪里|在哪|地点|地址|哪个部门|找谁|去哪|选址/,
  /为什么|为何|原因|依据/,
  /是否|能否|可否|能不能|可不可以|有没有|会不会|是不是|要不要|需不需|吗$|还是|真的/,
];

function wanted(text: string): number {
  return WANTED.findIndex((pattern) => pattern.test(text));
}

/** Strength of a clause as an ask; 0: none. */
function strength(clause: Clause): number {
  const text = clause.text;
  if (text.length < 4) return 0;
  const asked = clause.mark === "？" || clause.mark === "?";
  if (RHETORIC.test(text)) return 1;
  if (
    QUESTION.test(text) &&
    (asked || /请问|咨询|是否|能否|需不需|如何|怎么|怎样|多少|哪|何时|什么(?!都|也|人都)/.test(text))
  )
    return 3;
  if ((asked && (text.length >= 5 || wanted(text) >= 0)) || (/[吗么]$/.test(text) && text.length >= 5))
    return 2.5;
  if (WISH.test(text) && !(EMPTY_WISH.test(text) && text.length < 22)) return 2;
  return COMPLAINT.test(text) ? 1 : 0;
}

/** The clauses of a text that ask or wish for something, none left out. */
export function asksOf(text: string): Clause[] {
  return clausesOf(text).filter((clause) => strength(clause) >= 2);
}

function sameAsk(
  words: ReadonlySet<string>,
  wants: number,
  other: { readonly words: ReadonlySet<string>; readonly wants: number },
): boolean {
  return wants >= 0 && other.wants >= 0 && wants !== other.wants
    ? false
    : overlapOf(words, other.words) >= 0.6;
}

/** The asks of a message, strongest first kept, at most five, in the order of the text. */
export function splitAsks(message: { readonly subject: string; readonly text: string }): Ask[] {
  const clauses = clausesOf(message.text);
  const found = clauses.map((clause) => ({ clause, value: strength(clause) }));
  // A numbered point is an ask where it asks, wishes or complains; numbered reasons for one wish are not.
  const points = found.filter(
    ({ clause }) =>
      NUMBERED.test(clause.text) &&
      found.some((other) => other.clause.sentence === clause.sentence && other.value >= 1),
  );
  const numbered = points.length >= 2;
  const ranked = found
    .map((item) => ({
      ...item,
      value: numbered && points.includes(item) ? Math.max(2, item.value) + 2 : item.value,
    }))
    .filter((item) => item.value >= (numbered ? 2 : 1))
    .sort((a, b) => b.value - a.value || b.clause.start - a.clause.start);
  const strongest = ranked[0]?.value ?? 0;
  const kept: { clause: Clause; words: ReadonlySet<string>; wants: number }[] = [];
  for (const item of ranked) {
    if (kept.length === MOST) break;
    if (item.value < Math.min(strongest, 2)) continue;
    const words = contentWords(item.clause.text);
    const wants = item.value >= 2.5 ? wanted(item.clause.text) : -1;
    if (kept.some((other) => sameAsk(words, wants, other))) continue;
    kept.push({ clause: item.clause, words, wants });
  }
  if (kept.length === 0) {
    const subject = message.subject.trim();
    const at = message.subject.indexOf(subject);
    return subject === "" ? [] : [{ text: subject, start: at, end: at + subject.length, in: "subject" }];
  }
  return kept
    .map((item) => item.clause)
    .sort((a, b) => a.start - b.start)
    .map(({ text, start, end }) => ({ text, start, end, in: "text" as const }));
}

/** How many asks are marked by numbers in a text. */
export function numberedParts(text: string): number {
  return clausesOf(text).filter((clause) => NUMBERED.test(clause.text)).length;
}

/** For each ask the place of the reply that takes up most of it: two neighbouring clauses of substance. */
export function coverAsks(asks: readonly Ask[], subject: string, reply: readonly RoledClause[]): Covering[] {
  const places = reply.filter(
    (clause) => clause.role === "substance" || clause.role === "redirect" || clause.role === "need",
  );
  const windows = places.map((clause, i) => {
    const next = places[i + 1];
    const words = contentWords(next === undefined ? clause.text : `${clause.text} ${next.text}`);
    return { clause, pairs: signPairs(words) };
  });
  const all = new Set<string>();
  for (const window of windows) for (const pair of window.pairs) all.add(pair);
  const topic = signPairs(contentWords(subject));
  return asks.map((ask) => {
    const own = signPairs(contentWords(ask.text));
    const pairs = own.size >= 2 ? own : topic;
    let best: (typeof windows)[number] | undefined;
    let most = 0;
    for (const window of windows) {
      const share = shareOf(pairs, window.pairs);
      if (share > most) {
        most = share;
        best = window;
      }
    }
    const score = 0.5 * most + 0.5 * shareOf(pairs, all);
    best ??= windows[0];
    if (best === undefined) return { score: 0 };
    const { text, start, end } = best.clause;
    return { score, by: { text, start, end } };
  });
}
