// The asks of a message of which a reply takes up nothing at all: stricter than "not covered", since here somebody may be asked about it.

import { type Asking, type Names, namesOf } from "./ask-names.ts";
import { asksOf } from "./asks.ts";
import type { Message, Reply } from "./index.ts";
import { readReply } from "./index.ts";
import { rolesOf } from "./roles.ts";
import { clausesOf, type Piece, plain } from "./text.ts";
import { tellingOf, toldOf, touched, turnsOf } from "./touch.ts";

/** An ask without a word in the reply, one of so many of the message. */
export interface Untouched extends Piece {
  readonly of: number;
}

/** A reply with less of its own substance answers nothing that could leave something else out. */
const LEAST_SUBSTANCE = 8;
/** With so much, words that take up an ask are no hollow reply, whatever the reader says. */
const MUCH_SUBSTANCE = 16;
/** A question, not only a wish: a wish is often met under other words (请整治 by an order, a fine, a patrol). */
const ASKS =
  /[？?]|什么|怎么|咋|哪|谁|多少|多久|何时|几时|能不能|可不可以|是否|能否|可否|有没有|要不要|归谁|吗$/;
/** A question that scolds and awaits no answer. */
const SCOLDING =
  /难道|何在|何忍|天理|良心|情何以堪|岂(?!止)|(?:叫|让|这).{0,8}怎么能|还怎么|算什么|不觉得|谁敢|不该.{0,20}[吗嘛]|不就?是.{0,24}[吗嘛]|凭什么|又有什么用|是谁(?:给|放任|纵容|打开)|哪里?去了|见不得人|暗箱|猫腻|胆大妄为|心知肚明|谁(?:来|能)(?:护|保护|保障|可怜)|救救|成何体统/;
/** What was asked of others before is told, not asked. */
const TOLD = /问过|(?<![想请咨要试])问[：:]|[答回][：:]/;
/** What is asked in case of a yes, and a reply that says no. */
const IN_CASE =
  /(?:^|[，。？?；;\s、.．\d])(?:如果?|若|假如|要是)(?:符合|可以|可行|能|行|需要?|有|是|不违背)/;
const NO = /不能|不可|不得|不予|不符合|不行|无需|不需|不用|不必|暂无|没有|无法|尚未|暂未/;

/** Questions that stand without a mark: 批不批, 查到没有, 咋个治, 能帮忙不. */
const NO_MARK =
  /([\u4e00-\u9fff])[不没]\1|有没有|还有没有|[了到着过]没有?$|[办修查装批拨发付补改拆][了到过].{1,8}没有?$|(?:能|可以|行|会|有|在).{0,12}[吗么不]$|还.{1,8}吗$|(?:合法|违法|犯法|合规|违规|属实)[吗么不没]$|是.{1,12}还是|^.{0,12}(?:咋个?|几时|啥时候?|谁来|找谁|归谁|谁管)/;
/** Short demands: 请查处, 请给个准信. */
const DEMAND =
  /^(?:请|求|要求|恳请|麻烦|盼着?|望|赶紧|抓紧|快点)(?!您|你|问$|尽快$|回复|答复|处理$|见谅|谅解)[\u4e00-\u9fff]{2,16}$/;
/** Asking for consent to one's own asking, and asking for an answer, are no asks. */
const COURTEOUS =
  /^(?:要得|行|好|可以|可)(?:不|吗|么|不行|不好|不可以|不得)?(?:行|好|可以)?$|^(?:请|盼|望|希望|麻烦|恳请|求).{0,4}(?:尽快|处理|回复|答复|看得到|重视|关注|回音|回信)$/;
/**
 * Asks of whose own matter, beside the subject, the replies hold no word. Nothing where the reply answers nothing at all
 * (hollow, passed on), or where the message is about one thing only. `isEveryday` tells single signs that stand in
 * so many replies that one of them takes up nothing.
 */
export function untouchedAsks(
  message: Message,
  replies: readonly Reply[],
  isEveryday: (sign: string) => boolean = () => false,
): Untouched[] {
  // Reading closely is slow, and most replies take up every ask, which their words alone show.
  const silent = silentOn(message, replies, isEveryday);
  if (silent.length === 0) return [];
  if (ownSubstance(textOf(replies)) >= MUCH_SUBSTANCE) return silent;
  const { kind } = readReply(message, replies);
  return kind === "forwarded" || kind === "hollow" ? [] : silent;
}

const textOf = (replies: readonly Reply[]): string => replies.map((reply) => plain(reply.text)).join("\n");

function ownSubstance(text: string): number {
  return rolesOf(text).reduce(
    (sum, clause) => sum + (clause.role === "substance" ? clause.text.length : 0),
    0,
  );
}

function silentOn(
  message: Message,
  replies: readonly Reply[],
  isEveryday: (sign: string) => boolean,
): Untouched[] {
  const asks = sentencesAsking(message);
  const asked = asks.map(questions);
  if (!asked.includes(true)) return [];
  const own = asks.map((ask) => namesOf(ask, message, isEveryday));
  const isMain = (i: number): boolean => i === 0 && !(asked[0]! && isFurther(asks[0]!, own[0]!));
  // The first ask is the matter of the message, which a reply to that matter meets in its own words (谁来修？ by 已修好).
  const open = asks.map((_, i) => !isMain(i) && own[i]!.signs.size > 0 && asked[i]!);
  if (!open.includes(true)) return [];
  const text = tellingOf(textOf(replies));
  const met = touched(own, toldOf(text));
  if (open.every((each, i) => !each || met[i])) return [];
  if (ownSubstance(text) < LEAST_SUBSTANCE) return [];
  const saysNo = NO.test(text);
  const silent = asks.filter((ask, i) => open[i] && !met[i] && !(saysNo && IN_CASE.test(ask.text)));
  // A turn to a further ask that takes up none of those met may answer one of the silent ones in other words.
  const free = turnsOf(text).filter(
    (turn) => !touched(own, toldOf(turn)).some((taken, i) => taken && !isMain(i)),
  ).length;
  return silent.length <= free
    ? []
    : silent.map(({ start, end, text: words }) => ({ start, end, text: words, of: asks.length }));
}

/** When, who comes and whether on the spot are asked of the main matter. */
const OF_MAIN = /什么时候|啥时|何时|几时|哪天|谁来|现场/;

/** A question that comes first and yet names something of which neither the subject nor the rest of the message speaks. */
function isFurther(ask: Asking, { things, elsewhere }: Names): boolean {
  if (ask.opens || things.size === 0 || OF_MAIN.test(ask.text)) return false;
  return ![...things].some((sign) => sign.length < 2 || elsewhere.includes(sign));
}

function questions(ask: Asking): boolean {
  if (SCOLDING.test(ask.text) || TOLD.test(ask.text)) return false;
  return ASKS.test(ask.text) || clausesOf(ask.core).some((clause) => NO_MARK.test(clause.text));
}

/** The sentences of a message that ask or wish for something, each once. */
function sentencesAsking(message: Message): Asking[] {
  const clauses = clausesOf(message.text);
  const asking = new Set(asksOf(message.text).map((clause) => clause.start));
  for (const clause of clauses) {
    if (/[？?]/.test(clause.mark) || NO_MARK.test(clause.text) || DEMAND.test(clause.text))
      asking.add(clause.start);
    if (COURTEOUS.test(clause.text)) asking.delete(clause.start);
  }
  const found: Asking[] = [];
  for (const number of new Set(clauses.map(({ sentence }) => sentence))) {
    const own = clauses.filter((clause) => clause.sentence === number);
    const core = own.filter((clause) => asking.has(clause.start));
    if (core.length === 0) continue;
    const [start, end] = [own[0]!.start, own.at(-1)!.end];
    found.push({
      start,
      end,
      text: message.text.slice(start, end),
      core: core.map((clause) => clause.text).join("，"),
      opens: number === clauses[0]!.sentence,
    });
  }
  return found;
}

/** Several questions or points in a message: only then it is worth reading closely whether each was dealt with. */
export function asksSeveral(text: string): boolean {
  let questions = 0;
  let points = 0;
  for (let at = 0; at < text.length && questions + points < 2; at++) {
    const char = text[at]!;
    if (char === "？" || char === "?") questions += 1;
    else if ((char === "、" || char === "." || char === "．") && /[1-9一二三四五]/.test(text[at - 1] ?? ""))
      points += 1;
  }
  return questions + points >= 2;
}
