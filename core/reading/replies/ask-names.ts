// What an ask names beside the matter of its message, and the words under which an answer to it goes.

import type { Message } from "./index.ts";
import type { Piece } from "./text.ts";
import { NAMELESS, signPairs, wordsWithTags } from "./words.ts";

export interface Asking extends Piece {
  /** The clauses that ask, without what leads to them. */
  readonly core: string;
  /** The sentence opens the message, where people say who they are. */
  readonly opens: boolean;
}

/** Lone signs that name a thing by themselves. */
const LONE = /[证照店苗灯井桥树药饭菜票表房墙狗猪鱼油气电水车路楼坝渠坑]/;
/** Signs that stand in too many words to tell one by. */
const PLAIN_SIGN =
  /[子人家里地上下大小头面个年月日时分方法行有无公工业中心区村县市镇街道社会学生老前后间内外处所目期名位数量正本现在事情理]/;
const ASKING_SIGNS =
  /[^\u4e00-\u9fff]+|[请问能不没有还的了吗么呢吧在是要会可把给个几谁哪怎多少什就先才也都我你您他它们这那里到上下来去出过一二三四五六七八九十月日天]+|[今明去前后]年|时候|问题|时间|目前|已经|如果|情况|夜间|夜里|半夜|晚上|白天/;
/** An ask and the words under which its answer goes, where the two differ. */
const KIN: readonly (readonly [RegExp, RegExp])[] = [
  [/赔|损失|医药费/, /赔(?:[付偿给了\d]|多少)?|损失|损坏|定损|保险|补偿/],
  [/没.{0,2}合同|劳动合同|双倍/, /合同|双倍|仲裁|劳动监察/],
  [/谁(?:出|报|掏|承担)|报销/, /报销|救助|凭票|承担|自付|减免|垫付|[治疗药针]费/],
  [/饭|餐|伙食|食堂/, /饭|餐|伙食|食堂/],
  [/周末|双休|星期[六天日]|礼拜|节假日|上班/, /周[六日末]|双休|星期[六天日]|节假日|延时|轮值|错时/],
  [/中午|午休|关窗/, /中午|午间|轮值|值班|延时/],
  [/有没有证|许可|执照|资质/, /证|执照|许可|资质|备案/],
  [/多少钱|收费|价|费/, /免(?:费|收|交|缴|除)|元|价|收费标准|计费|费用/],
  [/邮寄|寄/, /寄|快递|邮/],
  [/验|检测|化验|受.{0,4}影响|有没有毒|污染/, /送检|检测|检验|化验|取样|监测|达标|超标|合格/],
  [/狗|犬/, /狗|犬/],
  [/树|砍/, /采伐|砍伐|树|移栽|修剪/],
  [/医药费|医疗|住院|摔[了伤]|打.{0,3}针|药费/, /医药|医疗|治疗|伤者|针费|药费|救助|理赔|保险/],
  [/摆摊|摊子|菜农|去哪里?卖/, /市场|夜市|摊区|进疏导/],
  [/加一?[盏个处]|补装|新装|加装|增设/, /新装|加装|加灯|增设|补装|加设/],
  [/查到|谁(?:干|倒|偷|砸)|[乱偷]倒.{0,8}罚/, /查明|查获|探头|监控|车牌/],
  [/打的?针|疫苗|接种/, /接种|疫苗|补打|录入|苗/],
  [/超载|大车|重车/, /限载|超限|治超|重车|限高/],
  [/退耕|公益林/, /退耕|公益林|林补/],
  [/狗证|养狗登记|犬证/, /犬证|狗证|养犬登记|芯片|免疫证/],
  [/多少人|同意/, /同意|表决|票/],
  [/上门|认证|人脸/, /上门|认证|人脸|代办/],
  [/雨棚|凳|椅|座位/, /雨棚|凳|椅|座位|候车亭/],
  [/还能[吃喝用]|能不能[吃喝]/, /取样|检测|化验|达标|合格|超标/],
  [/移走?|挪|迁|换个?地方/, /移|迁|挪|改线|调整(?:位置|点位)/],
  [/丢|遗失|掉了/, /补办|补领|挂失|遗失|补发|补录|补打|调入/],
  [/沟|排水|积水/, /沟|渠|排水|管网|疏浚|盖板/],
  [/灰|尘|泥巴/, /尘|洒水|喷淋|雾炮|冲洗|覆盖|裸土/],
  [/臭|气味|难闻|油烟/, /臭|气味|异味|油烟|净化|排放/],
  [/老鼠|蚊|蟑螂|苍蝇|虫/, /消杀|灭鼠|灭蚊|虫|鼠|药/],
  [/停车|车位|乱停/, /停车|车位|泊位|划线|违停/],
  [/红绿灯|信号灯|斑马线|减速带/, /信号灯|红绿灯|标线|斑马线|减速|交警/],
  [/摄像头|监控|探头/, /监控|摄像|探头|视频/],
  [/工资|工钱|血汗钱|欠薪/, /工资|薪|劳动报酬|欠款/],
  [/退(?!休|耕|伍)|还钱/, /退|返还|赔付/],
  [/敬老卡|老年卡|老人卡|优待证/, /(?:敬老|老年|老人)卡|优待证|持卡|旧卡/],
  [/销路|卖不[掉出]|滞销|冷库/, /销路|收购|滞销|冷库|冷链|展销|电商/],
  [
    /(?:晓得|知会|通知|告知|说|讲)一声|(?:提前|预先|事先).{0,4}(?:通知|告知|说|讲)/,
    /通知|告知|提前|预告|广播|张贴/,
  ],
  [/名额|指标/, /名额|指标|计划|列入|纳入|安排/],
  [/房产证|房本|过户|更名/, /不动产|产权|房产证|过户|更名|继承|登记|补证/],
  [/电线|线路|电缆/, /线路|电缆|电线/],
  [/漏电/, /漏电|绝缘|线路|断电/],
  [/漏雨|漏水|危房|裂/, /漏|防水|鉴定|危房|加固|改造|维修/],
  [/轮椅|护理床|拐杖/, /轮椅|辅具|护理|残联/],
  [
    /谁(?:来)?管|归谁|哪个(?:单位|部门)/,
    /负责|归(?!还)|权属|属于|职责|管理单位|养护(?:单位|中心|站|段)|管护/,
  ],
  [/公开|公示|账目/, /公开|公示|公布|张贴|账/],
];

const EVERY_KIN = KIN.map(([asked, answered]) => [asked, new RegExp(answered, "g")] as const);

/** Verbs of asking, knowing and wanting: they do nothing to a thing. */
const IDLE = new Set(
  "能 会 要 想 说 讲 问 管 弄 搞 办 做 来 去 等 看 看看 问问 晓得 知道 回事 是 有 没 没有 给 让 叫 到 行 算 用 该 得 成 帮 帮忙 请 怕 觉得 认为 打算 准备 负责 解释 说明 告诉 告知 领 拿 盼 求 查 催 修好 恢复 填平 停工 改过 过来 回来 亮起 弄好 修复 维修 处理好 解决 改正 上门".split(
    " ",
  ),
);

/** What kind of word can name a matter. */
const NAMING = /^(?:n|vn|s|j)/;
/** Where no word names it, what is to be done may (能移吗, 办狗证). */
const DOING = /^v(?!d|shi|you)/;
/** Acts that one sign names. */
const ACTS = /[砍挪移搭寄拆挖划卖租借]/;
/** Set phrases of four signs and more name a matter (退耕还林), shorter ones greet. */
const PHRASE = /^[li]/;

export interface Names {
  /** Pairs of signs, and lone signs, of the words that name the ask's own matter beside the subject. */
  readonly signs: ReadonlySet<string>;
  /** Those of the whole sentence, and telling single signs of them (粉尘 is met by 扬尘). */
  readonly wide: ReadonlySet<string>;
  /** Words under which an answer to such an ask goes; each finds all of them. */
  readonly kin: readonly RegExp[];
  /** The subject and the rest of the message. */
  readonly elsewhere: string;
  /** Signs of the things that its asking words name. */
  readonly things: ReadonlySet<string>;
}

/** What an ask names; where its asking words name nothing, the sentence does, unless it opens the message. */
export function namesOf(ask: Asking, message: Message, isEveryday: (sign: string) => boolean): Names {
  const { subject } = message;
  // What the message says elsewhere too is its main matter, of which a reply speaks in any case.
  const elsewhere = `${subject}。${message.text.slice(0, ask.start)}。${message.text.slice(ask.end)}`;
  const core = tellingSigns(ask.core, subject, NAMING);
  const whole = ask.opens ? core : tellingSigns(ask.text, subject, NAMING);
  // The segmenter does not know every thing that people name (锥桶, 老年卡): neighbouring signs that stand nowhere else count as well.
  const pairs = (words: string) => rawPairs(words).filter((pair) => !elsewhere.includes(pair));
  const telling = (words: string) => pairs(words.replace(GENERIC, "，"));
  const own = telling(ask.core);
  const isOfSubject = [...signPairs(new Set([subject]))].some((pair) => ask.text.includes(pair));
  const raw = own.length > 0 || ask.opens || isOfSubject ? own : telling(ask.text);
  const named = core.size > 0 ? core : whole;
  const done = named.size > 0 ? named : tellingSigns(ask.core, subject, DOING);
  const signs = done.size > 0 ? done : new Set(raw);
  const wide = new Set([...core, ...whole, ...raw, ...pairs(ask.core)]);
  for (const sign of signs)
    for (const one of sign)
      if (!PLAIN_SIGN.test(one) && !elsewhere.includes(one === "犬" ? "狗" : one) && !isEveryday(one))
        wide.add(one);
  const kin = kinOf(ask.core) ?? kinOf(ask.text) ?? [];
  return { signs, wide, kin, elsewhere, things: named };
}

/** The words under which an answer to these words goes; undefined where nobody has said. */
function kinOf(words: string): RegExp[] | undefined {
  const found = EVERY_KIN.filter(([asked]) => asked.test(words)).map(([, answered]) => answered);
  return found.length === 0 ? undefined : found;
}

/** Signs of the words that name the ask's own matter; empty where it names none beside the subject. */
function tellingSigns(ask: string, subject: string, kinds: RegExp): Set<string> {
  const words = wordsWithTags(ask.replace(/〔[^〕]*〕/g, "")).filter(
    ({ word, tag }) =>
      (kinds.test(tag) || (PHRASE.test(tag) && word.length >= 4)) &&
      !/一点|老百姓|一问|问一/.test(word) &&
      !NAMELESS.has(word) &&
      !IDLE.has(word) &&
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

/** Words that name nothing, longest first. */
const GENERIC = new RegExp(
  [...IDLE, ...NAMELESS, "自家", "咋", "怎", "亮起来", "条件", "符合", "说清楚"]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length)
    .join("|"),
  "g",
);

/** Neighbouring signs of the words, without those of asking and of small words. */
function rawPairs(words: string): string[] {
  return [...signPairs(new Set(words.split(ASKING_SIGNS)))].filter((pair) => !NAMELESS.has(pair));
}
