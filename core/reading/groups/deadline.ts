// The deadline a group message sets its receivers: the exact words, and the minutes from the message until it is due.

import { NO_LEAD } from "../../domain/messages.ts";
import type { MainKind } from "./kind.ts";
import { countOf, dueFrom, type Phrase } from "./moment.ts";

const COUNT = "(?:\\d{1,3}|[一二两三四五六七八九十半]{1,3})";
const HAN = "[一二三四五六七八九十]{1,3}";
const WEEK = "(?:周|星期|礼拜)";
const DAY =
  `今[天日](?:之?内)?|今[晚早朝]|明[天日早晚朝]|听日|大?后天|当[天日]|每(?:天|${WEEK}[一二三四五六日天])|(?:本|这个?|下个?|上个?)?${WEEK}[一二三四五六日天末]|` +
  `(?:本|这个?|下个?)${WEEK}(?:内|里)?|(?:本|这个?|下个?)月(?:底|末|内|\\d{1,2}[日号])?|明?年底(?:以)?|月底|月末|` +
  `\\d{1,2}月份?(?:\\d{1,2}[日号]?|底|初|中旬|上旬|末)|(?:${HAN}|正|腊)月(?:${HAN}[日号]|初${HAN}|底|初|中旬|上旬|末)|(?<![十百])${HAN}号(?![楼栋线])|初${HAN}(?=之?前)|\\d{1,2}\\.\\d{1,2}(?!\\d)(?=前|之前|以前)|\\d{1,2}[日号](?![楼栋线])`;
const HALF = "上午|下午|晚上|中午|早上|凌晨|傍晚|半夜|夜里|晚(?!饭)|早(?!饭|读)";
const CLOCK =
  "\\d{1,2}[:：]\\d{2}|\\d{1,2}(?:点|时)(?:半|钟|整|\\d{1,2}分?)?|(?:二?十[一二三四]?|[零一二两三四五六七八九])点(?:半|钟|整|[一二三四五]十五?分?)?";
const EVENT =
  "下班|上班|放学|天黑|中午|午饭|早饭|晚饭|吃饭|睡觉|散会|开会|收工|天亮|过年|春节|放假|节|汛期|开学|COB|EOD|EOB";
/** What a time can only be set by with 前 behind it. */
const UNTIL =
  "晨会|早会|例会|会议?|散会|验收|检查|迎检|开考|考试|出门|出发|发车|交班|换岗|关门|熄灯|早读|清明|端午|中秋|国庆|元旦|十一|五一|小年|除夕|年底|入冬|立冬|霜降|封山|雨季|雨来|落山|上冻|(?<![\\d一二三四五六七八九十两几多去今明后半])年";
const BEFORE = "(?:之|以)?前(?![面天头几些期后往段进述言])";

/** Whatever a time may begin with: every part of one may be absent, and without this nothing at all would match at every sign. */
const BEGINS =
  "[\\d 的零一二三四五六七八九十两正腊初半今明听大后当每本这下上周星礼月年早晚中凌傍夜放天午吃睡散开收过春节汛CEO晨例会验检迎考出发交换岗关熄清端国元小除入立霜封雨落冻之以前]";
/** A time as people write it: a day, a half of it, a clock or an event, and whether 前 stands behind it. */
const MOMENT = new RegExp(
  `(?=${BEGINS})(?<day>${DAY})?的?[ ]?(?<half>${HALF})?的?[ ]?(?:(?<clock>${CLOCK})|(?<event>${EVENT}|(?:${UNTIL})(?=${BEFORE})))?[ ]?(?<before>${BEFORE})?`,
  "g",
);
/** A stretch of time: within it, or what is left of it. */
const STRETCH = new RegExp(
  `(?<left>倒计时|(?:还|只)(?:有|剩下?)|剩(?:下|余)?|最后)?(?<count>${COUNT})(?<half>个半)?个?(?<unit>小时|分钟|钟头|(?<=半个)[点钟]|h|min|天|工作日|日|周(?=之?内|以内)|星期(?=之?内|以内)|月(?=之?内|以内))(?:\\d{1,2}分钟?)?(?<within>之内|以内|内)?`,
  "g",
);

/** Behind a time: what makes it the hour of an event, a start, or a day told of, not a deadline. */
const OTHER_AFTER =
  /^(?:起|开始|开会|集合|出发|发车|召开|举行|开(?!始|干)|到[^期]|进场|有|来|的(?!表|报)|[—-]|至|左右|在|上午|下午|统一打|参加|点名|比赛|轮|带|先|陪|就要|就[到来]|去)/;
const DUE_AFTER =
  /^[^。！？\n]{0,14}?(?:交|报|发|给我|汇|完成|回传|反馈|办结|截止|关闭|关网|锁|收|打一遍|捞完|检查完|统一封存|到期|导|提交|弄完|补齐|做完|走完|清零|撤|再不|最后|要用|要|可以|没有?)/;
const DUE_BEFORE =
  /(?:截止(?:时间|日期|到|至)?[:：]?\s?|期限[:：]?|限|留到|延到|宽限到|起至|起到|不晚于|至迟|最迟|最晚|赶在|务必于|请于|(?<!定)于)$/;

/** Before a time: it is past, or what somebody promised; it is now; a meeting is fixed on it; or its number names a thing. */
const OTHER_BEFORE =
  /(?:昨[天日晚]|前天|昨|上(?:个?[周月]|次|星期)?|说好(?:的)?|答应(?:我|了)?(?:的)?|现在(?:都|已经)?|截至(?:目前|今)?|定[于在]|改[到在]|推迟到|提前到|原定)$/;
/** Behind a time: now, what is of that day, or later than it. */
const NOT_DUE_AFTER =
  /^(?:了(?!断)|都(?:快)?(?:要)?(?:下午|下班|[一二三四五六七八九十\d])|周[一二三四五六日]了|一刻|[十\d]分|那[篇个条天]|这[篇个条]|收的|雨|风大|天气|公众号|头条|以后|之后|过后|后(?!续)|一?票)/;
/** Behind 12号 without its month: a thing of that number. */
const NUMBERED =
  /^(?:[、和及,]?\d|楼|线|杆|院|台|泵|锅炉|门|井|图斑|桥|机|车|点位|坑|地块|窗|泊位|作品|选手|参赛|投|督办|文|会议室|厅|库|坝|渠|池|[“"「])/;
/** What others do at an hour; an order's own time is none of these. */
const OTHERS_DO =
  /^(?:有人|[县区省市镇](?:里|上|领导|纪委|局)?(?=来|要来|领导|纪委|督|抽|拍|检|到)|检查组|督查组|督导|考核组|培训|招聘会|集合|全员到|义诊|座谈|考试|开[^，。]{0,6}会)/;

/** Minutes of each unit of a stretch; days, weeks and months only mark it as long. */
const MINUTES: Readonly<Record<string, number>> = {
  ...{ 分钟: 1, min: 1, 小时: 60, 钟头: 60, 点: 60, 钟: 60, h: 60 },
  ...{ 天: 1440, 日: 1440, 工作日: 1440, 周: 10_080, 星期: 10_080, 月: 43_200 },
};

/** Where a text sets a deadline: the same place in any text that differs in the values of its digits alone. */
export interface Place {
  /** Where the words stand in the text. */
  readonly start: number;
  readonly end: number;
  /** Where the pattern that found them matches. */
  readonly from: number;
  readonly isStretch: boolean;
  /** A bare 今天 or 半小时 with nothing that says what is due: words to show, no time to count from. */
  readonly vague: boolean;
}

export interface Deadline extends Pick<Place, "start" | "end" | "vague"> {
  readonly phrase: Phrase;
}

/** The deadline that a message of this kind sets its receivers, if it names one. */
export function deadlineOf(written: string, kind: MainKind): Deadline | undefined {
  const place = placeOf(written, kind);
  if (place === undefined) return undefined;
  const phrase = phraseAt(written, place);
  return { start: place.start, end: place.end, phrase, vague: place.vague || isVague(phrase) };
}

/** What is counted from the message to the deadline at this place; absent where nobody can count to it. */
export function countedTo(written: string, place: Place): Phrase | undefined {
  if (place.vague) return undefined;
  const phrase = phraseAt(written, place);
  return isVague(phrase) ? undefined : phrase;
}

const MOMENT_HERE = new RegExp(MOMENT, "y");
const STRETCH_HERE = new RegExp(STRETCH, "y");

function phraseAt(written: string, { from, isStretch }: Place): Phrase {
  const here = isStretch ? STRETCH_HERE : MOMENT_HERE;
  here.lastIndex = from;
  const { day, half, clock, event, count, unit } = here.exec(plainDigits(written))!.groups!;
  if (!isStretch) return { day, half: half ?? (event === "中午" ? event : undefined), clock, event };
  return { minutes: Math.round((countOf(count!) + (half === undefined ? 0 : 0.5)) * MINUTES[unit!]!) };
}

/** Where a message of this kind sets its receivers a deadline, if it does. Linear in the text. */
export function placeOf(written: string, kind: MainKind): Place | undefined {
  const text = plainDigits(written);
  const sets = kind === "order" || kind === "deadline";
  if (!sets && (kind !== "alert" || !text.includes("前")) && (kind !== "answer" || !/延到|宽限/.test(text)))
    return undefined;
  let best: Place | undefined;
  let most = 0;
  const consider = (start: number, end: number, weight: number, from: number, isStretch: boolean) => {
    if (weight <= most) return;
    most = weight;
    best = { start, end, from, isStretch, vague: weight < 2 || weight === 2.4 };
  };
  for (const match of text.matchAll(MOMENT)) {
    if (match[0].trim() === "") continue;
    const words = match[0].replace(/[的\s]+$/, "");
    const start = match.index + (words.length - words.replace(/^[的\s]+/, "").length);
    const end = match.index + words.length;
    const { day, half, clock, event, before } = match.groups!;
    if (before === undefined && event !== undefined && clock === undefined) {
      // 今天中午, 下班: an hour of the day only where 前 or a day stands beside it.
      if (day === undefined && event !== "中午") continue;
    }
    if (day === undefined && clock === undefined && event === undefined && !(before && half)) continue;
    if (day === undefined && event === "节" && before === undefined) continue;
    const after = text.slice(end, end + 24);
    const ahead = text.slice(Math.max(0, start - 8), start);
    if (OTHER_BEFORE.test(ahead) || /^上(?:个?[周月]|星期|礼拜)/.test(words)) continue;
    if (before === undefined) {
      if (NOT_DUE_AFTER.test(after) && !/过了?$/.test(ahead)) continue;
      if (
        /^(?:\d{1,2}|[一二三四五六七八九十]{1,3})号$/.test(words) &&
        (/(?:第|投|给)$/.test(ahead) || NUMBERED.test(after))
      )
        continue;
      if (/^每[天日]/.test(words) && clock === undefined && half === undefined) continue;
      if (kind === "order" && OTHERS_DO.test(after)) continue;
    }
    let weight: number;
    if (before !== undefined) weight = 6;
    else if (DUE_BEFORE.test(ahead)) weight = 5;
    else if (/^(?:截止|到期|关闭|自动关闭|关网)/.test(after)) weight = 5;
    else if (OTHER_AFTER.test(after)) continue;
    else if (!sets) continue;
    else if (kind === "deadline") weight = (clock === undefined ? 2 : 3) + (DUE_AFTER.test(after) ? 1 : 0);
    else if (DUE_AFTER.test(after)) weight = clock === undefined ? 2 : 2.5;
    else if (clock === undefined && /^(?:今[天日晚]|月底|本?周[一二三四五六日]$)/.test(words)) weight = 1;
    else continue;
    consider(start, end, weight, match.index, false);
  }
  if (!sets) return best;
  for (const match of text.matchAll(STRETCH)) {
    const { left, unit, within } = match.groups!;
    if (unit === "日" && within === undefined) continue;
    if (/[超满够]过?\s?$/.test(text.slice(Math.max(0, match.index - 3), match.index))) continue;
    let weight: number;
    if (within !== undefined) weight = 5.5;
    else if (kind === "deadline" && left !== undefined) weight = 2.6;
    else if (
      kind === "deadline" &&
      !/[天日周星月]/.test(unit!) &&
      /[，。！!？?\s]$|^$/.test(text.slice(match.index + match[0].length).slice(0, 1))
    )
      weight = 2.4;
    else continue;
    consider(match.index, match.index + match[0].length, weight, match.index, true);
  }
  return best;
}

/** １５：００ as 15:00, sign for sign. */
function plainDigits(text: string): string {
  return /[０-９]/.test(text)
    ? text.replace(/[０-９]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    : text;
}

/** 这周内, 三天内: nobody can say whether days off count among them, so no working time can be counted. */
function isVague({ day, minutes }: Phrase): boolean {
  if (minutes !== undefined) return minutes >= 2 * 1440;
  return day !== undefined && /^(?:本|这个?)?(?:周|星期|礼拜)(?:内|里)?$|^(?:本|这个?)月(?:内)?$/.test(day);
}

/** Minutes from `second` (Unix seconds) to the deadline, at most 65,534; NO_LEAD where it has passed. */
export function leadTo(phrase: Phrase, second: number): number {
  const minutes = dueFrom(phrase, second);
  return minutes === undefined || minutes <= 0 ? NO_LEAD : Math.min(minutes, NO_LEAD - 1);
}
