// Finds the distinct things that a message asks for or complains of, and the place in a reply that deals with each.

import type { RoledClause } from "./roles.ts";
import { type Clause, clausesOf, type Piece } from "./text.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

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
  /(?:请问|想问|咨询|怎么(?!会|能|可能|得了)|怎样|如何|多少|哪里|哪个|哪些|哪儿|何时|几时|什么(?!都|也)|啥|多久|是否|能否|可否|是不是|有没有|能不能|可不可以|会不会|要不要|为什么|为何|为啥|凭什么|谁)/;
const WISH =
  /(?:希望|请求|恳请|恳求|建议|呼吁|要求(?!我)|盼望|请(?!问|假)|望(?:政府|领导|相关|有关|能|尽|贵|予|给)|强烈|申请|应该|应当|可以考虑|诉求|给予|督促|解决)/;
const COMPLAINT =
  /(?:投诉|举报|反映|违法|违规|扰民|拖欠|不作为|污染|噪音|噪声|强行|偷工减料|无人管|没人管|虚假|欺骗|乱收费|乱停|严重|不合理|不公平|得不到|不给|不退|不办|不发|不让|没有解决|漏水|停水|停电|隐患|臭|油烟)/;
const NUMBERED =
  /^(?:[（(]?[1-9一二三四五六七八九][)）、.．]|第[一二三四五][，,、：:]?|[一二三四五]是|其[一二三四][，,：:]?|[①②③④⑤])/;
const EMPTY_WISH =
  /(?:感谢|谢谢|盼复|答复|回复|重视|关注|百忙|急等|此致|敬礼|打扰|辛苦|尊敬的|您好|你好|理解|为盼|为感|关心一下|明察|做主|主持公道|管一管|高抬贵手|给个说法|引起)/;

/** Strength of a clause as an ask; 0: none. */
function strength(clause: Clause): number {
  const text = clause.text;
  if (text.length < 4) return 0;
  const asked = clause.mark === "？" || clause.mark === "?";
  if (QUESTION.test(text) && (asked || /请问|咨询|是否|能否|如何|怎么|多少|哪|何时|什么时候/.test(text)))
    return 3;
  if (asked && text.length >= 5) return 2.5;
  if (WISH.test(text) && !(EMPTY_WISH.test(text) && text.length < 22)) return 2;
  if (NUMBERED.test(text)) return 2;
  return COMPLAINT.test(text) ? 1 : 0;
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const small = a.size <= b.size ? a : b;
  return small.size === 0 || shareOf(small, small === a ? b : a) >= 0.6;
}

/** The asks of a message, strongest first kept, at most five, in the order of the text. */
export function splitAsks(message: { readonly subject: string; readonly text: string }): Ask[] {
  const found = clausesOf(message.text).map((clause) => ({ clause, value: strength(clause) }));
  const numbered = found.filter((item) => NUMBERED.test(item.clause.text)).length >= 2;
  const ranked = found
    .filter((item) => item.value >= (numbered ? 2 : 1))
    .map((item) => ({ ...item, value: item.value + (numbered && NUMBERED.test(item.clause.text) ? 2 : 0) }))
    .sort((a, b) => b.value - a.value || b.clause.start - a.clause.start);
  const strongest = ranked[0]?.value ?? 0;
  const kept: { clause: Clause; words: ReadonlySet<string> }[] = [];
  for (const item of ranked) {
    if (kept.length === MOST) break;
    if (item.value < Math.min(strongest, 2)) continue;
    const words = contentWords(item.clause.text);
    if (kept.some((other) => same(words, other.words))) continue;
    kept.push({ clause: item.clause, words });
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
