// The asks of a message of which a reply takes up nothing at all: stricter than "not covered", since here somebody may be asked about it.

import { asksOf } from "./asks.ts";
import type { Message, Reply } from "./index.ts";
import { readReply } from "./index.ts";
import { rolesOf } from "./roles.ts";
import { clausesOf, type Piece, plain } from "./text.ts";
import { NAMELESS, signPairs, wordsWithTags } from "./words.ts";

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
/** Turns in a reply that take up a further ask, whatever its words. */
const FURTHER =
  /(?:^|[，。；！\n])(?:另外|此外|另|还有|再[答复]|同时|至于|其次|第二|二是|2[、.．]|[（(]二[）)]|二、|关于您(?:提|问|说)的(?:第二|另))/g;

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
  /([\u4e00-\u9fff])[不没]\1|有没有|还有没有|[了到着过]没有?$|(?:能|可以|行|会|有|在).{0,12}[吗么不]$|还.{1,8}吗$|是.{1,12}还是|^.{0,12}(?:咋个?|几时|啥时候?|谁来|找谁|归谁|谁管)/;
/** Short demands: 请查处, 请给个准信. */
const DEMAND =
  /^(?:请|求|要求|恳请|麻烦|盼着?|望|赶紧|抓紧|快点)(?!您|你|问$|尽快$|回复|答复|处理$|见谅|谅解)[\u4e00-\u9fff]{2,16}$/;
/** Asking for consent to one's own asking, and asking for an answer, are no asks. */
const COURTEOUS =
  /^(?:要得|行|好|可以|可)(?:不|吗|么|不行|不好|不可以|不得)?(?:行|好|可以)?$|^(?:请|盼|望|希望|麻烦|恳请|求).{0,4}(?:尽快|处理|回复|答复|看得到|重视|关注|回音|回信)$/;
/** Lone signs that name a thing by themselves. */
const LONE = /[证照店苗灯井桥树药饭菜票表房墙狗猪鱼油气电水车路楼坝渠坑]/;
/** Signs that stand in too many words to tell one by. */
const PLAIN_SIGN =
  /[子人家里地上下大小头面个年月日时分方法行有无公工业中心区村县市镇街道社会学生老前后间内外处所目期名位数量正本现在事情理]/;
const ASKING_SIGNS =
  /[^\u4e00-\u9fff]+|[请问能不没有还的了吗么呢吧在是要会可把给个几谁哪怎多少什就先才也都我你您他它们这那里到上下来去出过一二三四五六七八九十年月日天]+|时候|问题|时间|目前|已经|如果|情况/;
/** An ask and the words under which its answer goes, where the two differ. */
const KIN: readonly (readonly [RegExp, RegExp])[] = [
  [/赔|损失|医药费|补偿/, /赔|损失|定损|保险|补偿/],
  [/饭|餐|伙食|食堂/, /饭|餐|伙食|食堂/],
  [/周末|双休|星期[六天日]|礼拜|节假日|上班|中午/, /周[六日末]|双休|星期[六天日]|节假日|轮值|值班|延时/],
  [/有没有证|许可|执照|资质/, /证|执照|许可|资质|备案/],
  [/多少钱|收费|价|费/, /免|元|价|标准|计费|费用/],
  [/邮寄|寄/, /寄|快递|邮/],
  [/验|检测|化验|受.{0,4}影响|有没有毒|污染/, /送检|检测|检验|化验|取样|监测|达标|超标|合格/],
  [/狗|犬/, /狗|犬/],
  [/树|砍/, /采伐|砍伐|树|移栽|修剪/],
  [/移走?|挪|迁/, /移|迁|挪|改线|调整(?:位置|点位)/],
  [/丢|遗失|掉了/, /补办|补领|挂失|遗失|补发/],
  [/沟|排水|积水/, /沟|渠|排水|管网|疏浚|盖板/],
  [/灰|尘|泥巴/, /尘|洒水|喷淋|雾炮|冲洗|覆盖|裸土/],
  [/臭|气味|难闻|油烟/, /臭|气味|异味|油烟|净化|排放/],
  [/老鼠|蚊|蟑螂|苍蝇|虫/, /消杀|灭鼠|灭蚊|虫|鼠|药/],
  [/停车|车位|乱停/, /停车|车位|泊位|划线|违停/],
  [/红绿灯|信号灯|斑马线|减速带/, /信号灯|红绿灯|标线|斑马线|减速|交警/],
  [/摄像头|监控|探头/, /监控|摄像|探头|视频/],
  [/工资|工钱|血汗钱|欠薪/, /工资|薪|劳动报酬|欠款/],
  [/退(?!休|耕|伍)|还钱/, /退|返还|赔付/],
  [/名额|指标/, /名额|指标|计划|列入|纳入|安排/],
  [/房产证|房本|过户|更名/, /不动产|产权|房产证|过户|更名|继承|登记/],
  [/电线|线路|电缆/, /线路|电缆|电线/],
  [/漏电/, /漏电|绝缘|线路|断电/],
  [/漏雨|漏水|危房|裂/, /漏|防水|鉴定|危房|加固|改造|维修/],
  [/轮椅|护理床|拐杖/, /轮椅|辅具|护理|残联/],
  [/谁(?:来)?管|归谁|哪个(?:单位|部门)/, /负责|归(?!还)|权属|属于|职责|管理单位|养护|管护/],
  [/公开|公示|账目/, /公开|公示|公布|张贴|账/],
];

/** Verbs of asking, knowing and wanting: they do nothing to a thing. */
const IDLE = new Set(
  "能 会 要 想 说 讲 问 管 弄 搞 办 做 来 去 等 看 看看 问问 晓得 知道 回事 是 有 没 没有 给 让 叫 到 行 算 用 该 得 成 帮 帮忙 请 怕 觉得 认为 打算 准备 负责 解释 说明 告诉 告知 领 拿 盼 求 查 催 修好 恢复 填平 停工 改过 过来 回来 亮起 弄好 修复 维修 处理好 解决 改正 上门".split(
    " ",
  ),
);

/** What kind of word can name a matter. */
const NAMING = /^(?:n(?!r)|vn|s|j)/;
/** Where no word names it, what is to be done may (能移吗, 办狗证). */
const DOING = /^v(?!d|shi|you)/;
/** Acts that one sign names. */
const ACTS = /[砍挪移搭寄拆挖划卖租借]/;
/** Set phrases of four signs and more name a matter (退耕还林), shorter ones greet. */
const PHRASE = /^[li]/;

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
  const { kind } = readReply(message, replies);
  const empty = kind === "forwarded" || (kind === "hollow" && ownSubstance(textOf(replies)) < MUCH_SUBSTANCE);
  return empty ? [] : silent;
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
  const text = textOf(replies);
  const asks = sentencesAsking(message);
  if (asks.length < 2) return [];
  const own = asks.map((ask) => namesOf(ask, message.subject, isEveryday));
  const met = own.map((names) => names.signs.size > 0 && touches(names, text));
  if (own.every(({ signs }, i) => signs.size === 0 || met[i])) return [];
  if (ownSubstance(text) < LEAST_SUBSTANCE) return [];
  // The first ask is the matter of the message, which a reply to that matter meets in its own words (谁来修？ by 已修好).
  const saysNo = NO.test(text);
  const silent = asks.filter(
    (ask, i) =>
      i > 0 && own[i]!.signs.size > 0 && questions(ask) && !met[i] && !(saysNo && IN_CASE.test(ask.text)),
  );
  // A turn to a further ask that takes up none of those met may answer one of the silent ones in other words.
  const free = turnsOf(text).filter(
    (turn) => !own.some((names, i) => i > 0 && met[i] && touches(names, turn)),
  ).length;
  return silent.length <= free
    ? []
    : silent.map(({ start, end, text: words }) => ({ start, end, text: words, of: asks.length }));
}

function questions(ask: Asking): boolean {
  if (SCOLDING.test(ask.text) || TOLD.test(ask.text)) return false;
  return ASKS.test(ask.text) || clausesOf(ask.core).some((clause) => NO_MARK.test(clause.text));
}

/** What a reply says after each turn to a further ask, up to the next one. */
function turnsOf(text: string): string[] {
  const starts = [...text.matchAll(FURTHER)].map((match) => match.index + 1);
  return starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length));
}

interface Asking extends Piece {
  /** The clauses that ask, without what leads to them. */
  readonly core: string;
  /** The sentence opens the message, where people say who they are. */
  readonly opens: boolean;
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

interface Names {
  /** Pairs of signs, and lone signs, of the words that name the ask's own matter beside the subject. */
  readonly signs: ReadonlySet<string>;
  /** Those of the whole sentence, and telling single signs of them (粉尘 is met by 扬尘). */
  readonly wide: ReadonlySet<string>;
  /** Words under which an answer to such an ask goes. */
  readonly kin: readonly RegExp[];
}

/** What an ask names; where its asking words name nothing, the sentence does, unless it opens the message. */
function namesOf(ask: Asking, subject: string, isEveryday: (sign: string) => boolean): Names {
  const core = tellingSigns(ask.core, subject, NAMING);
  const whole = ask.opens ? core : tellingSigns(ask.text, subject, NAMING);
  const named = core.size > 0 ? core : whole;
  const signs = named.size > 0 ? named : tellingSigns(ask.core, subject, DOING);
  const wide = new Set([...core, ...whole]);
  // The segmenter does not know every thing that people name (锥桶): neighbouring signs that the subject lacks count as well.
  for (const pair of rawPairs(ask.core)) if (!subject.includes(pair)) wide.add(pair);
  for (const sign of signs)
    for (const one of sign)
      if (!PLAIN_SIGN.test(one) && !subject.includes(one) && !isEveryday(one)) wide.add(one);
  return { signs, wide, kin: KIN.filter(([asked]) => asked.test(ask.text)).map(([, answered]) => answered) };
}

/** Signs of the words that name the ask's own matter; empty where it names none beside the subject. */
function tellingSigns(ask: string, subject: string, kinds: RegExp): Set<string> {
  const words = wordsWithTags(ask.replace(/〔[^〕]*〕/g, "")).filter(
    ({ word, tag }) =>
      (kinds.test(tag) || (PHRASE.test(tag) && word.length >= 4)) &&
      !/一点|老百姓|一问|问一/.test(word) &&
      !NAMELESS.has(word) &&
      (kinds === NAMING || !IDLE.has(word)) &&
      !/[^\u4e00-\u9fff]/.test(word),
  );
  const known = signPairs(new Set([subject]));
  const signs = new Set<string>();
  for (const { word } of words) {
    const own = word.length === 1 ? [word] : [...signPairs(new Set([word]))];
    const said = word.length === 1 ? subject.includes(word) : own.some((pair) => known.has(pair));
    if (said || (word.length === 1 && !(kinds === NAMING ? LONE : ACTS).test(word))) continue;
    for (const sign of own) signs.add(sign);
  }
  return signs;
}

/** Neighbouring signs of the words, without those of asking and of small words. */
function rawPairs(words: string): string[] {
  return [...signPairs(new Set(words.split(ASKING_SIGNS)))].filter((pair) => !NAMELESS.has(pair));
}

function touches({ wide, kin }: Names, text: string): boolean {
  for (const sign of wide) if (text.includes(sign)) return true;
  return kin.some((words) => words.test(text));
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
