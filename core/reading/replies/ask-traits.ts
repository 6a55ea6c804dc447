// Abstract traits of one clause of a message that tell what the citizen asks for from the story around it.

import { REQUEST_CUE_NAMES, REQUEST_CUES } from "./cues.ts";
import { LEXICON_NAMES, lexiconOf, NO_WORDS } from "./lexicon.ts";
import type { Clause } from "./text.ts";
import { contentWords, shareOf, signPairs } from "./words.ts";

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
/** Something that lasts, fails or hurts: most complaints name it without a word of complaint. */
const TROUBLE =
  /(?:一直|至今|仍然?|还是?没|迟迟|经常|每天|天天|每次|长期|多年|不断|总是|影响|无法|没有|不能|不肯|拒绝|随意|任意|乱|差|坏|破|烂|堵|塌|裂|漏|危险|难以?|贵|被|遭|受)/;
const WHO = /^(?:我(?!们?县|们?市)|本人|我们|我家|作为)/;
const STORY = /\d{4}年|\d{1,2}月|当时|后来|之后|于是|然后|结果|曾|去年|前年|那时|从此/;

/** What a question wants to know, by number; -1 where nothing tells. */
export function wantedOf(text: string): number {
  return WANTED.findIndex((pattern) => pattern.test(text));
}

export const isScolding = (text: string): boolean => RHETORIC.test(text);
export const isNumbered = (text: string): boolean => NUMBERED.test(text);

/** Strength of a clause as an ask by its words; 0: none. */
export function strengthOf(clause: Clause): number {
  const text = clause.text;
  if (text.length < 4) return 0;
  const asked = clause.mark === "？" || clause.mark === "?";
  if (RHETORIC.test(text)) return 1;
  if (
    QUESTION.test(text) &&
    (asked || /请问|咨询|是否|能否|需不需|如何|怎么|怎样|多少|哪|何时|什么(?!都|也|人都)/.test(text))
  )
    return 3;
  if ((asked && (text.length >= 5 || wantedOf(text) >= 0)) || (/[吗么]$/.test(text) && text.length >= 5))
    return 2.5;
  if (WISH.test(text) && !(EMPTY_WISH.test(text) && text.length < 22)) return 2;
  return COMPLAINT.test(text) ? 1 : 0;
}

const OWN_TRAITS: readonly string[] =
  "strength question wish complaint rhetoric emptyWish numbered asked wanted trouble who story length number rest share first last strongBefore strongAfter strongest topic ofTopic heading".split(
    " ",
  );

/** Names of the traits, in the order of askClauseTraits(). */
export const ASK_CLAUSE_TRAITS: readonly string[] = [
  ...OWN_TRAITS,
  ...["", "<", ">"].flatMap((near) => REQUEST_CUE_NAMES.map((cue) => `${near}${cue}`)),
  ...["", "<", ">"].flatMap((near) => LEXICON_NAMES.map((name) => `${near}${name}`)),
];

const NO_CUES: readonly number[] = REQUEST_CUE_NAMES.map(() => 0);
const flag = (value: boolean): number => (value ? 1 : 0);

/** The traits of each clause of a message with that subject. */
export function askClauseTraits(subject: string, clauses: readonly Clause[]): number[][] {
  const topic = signPairs(contentWords(subject));
  const strengths = clauses.map(strengthOf);
  const strongest = Math.max(0, ...strengths);
  const words = clauses.map(({ text }) => lexiconOf(text));
  const cues = clauses.map(({ text }) => REQUEST_CUE_NAMES.map((cue) => flag(REQUEST_CUES[cue].test(text))));
  const strong = strengths.filter((value) => value >= 2).length;
  let before = 0;
  return clauses.map((clause, i) => {
    const { text, mark, sentence } = clause;
    const value = strengths[i]!;
    const pairs = signPairs(contentWords(text));
    const near = (step: number, of: readonly (readonly number[])[], none: readonly number[]) =>
      of[i + step] ?? none;
    const own = [
      value,
      flag(QUESTION.test(text)),
      flag(WISH.test(text)),
      flag(COMPLAINT.test(text)),
      flag(RHETORIC.test(text)),
      flag(EMPTY_WISH.test(text)),
      flag(NUMBERED.test(text)),
      flag(mark === "？" || mark === "?"),
      flag(wantedOf(text) >= 0),
      flag(TROUBLE.test(text)),
      flag(WHO.test(text)),
      flag(STORY.test(text)),
      text.length,
      i,
      clauses.length - i,
      i / clauses.length,
      flag(clauses[i - 1]?.sentence !== sentence),
      flag(clauses[i + 1]?.sentence !== sentence),
      before,
      strong - before - flag(value >= 2),
      flag(value === strongest),
      shareOf(pairs, topic),
      shareOf(topic, pairs),
      flag(mark === "：" || mark === ":"),
    ];
    before += flag(value >= 2);
    return [
      ...own,
      ...cues[i]!,
      ...near(-1, cues, NO_CUES),
      ...near(1, cues, NO_CUES),
      ...words[i]!,
      ...near(-1, words, NO_WORDS),
      ...near(1, words, NO_WORDS),
    ];
  });
}
