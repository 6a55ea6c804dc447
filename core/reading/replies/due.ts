// Computes the day by which a promise falls due from its own words and the day of the reply; never guesses.

import { addDays, addMonths, type Calendar, CHINA } from "../../domain/day.ts";
import type { Day } from "../../domain/facts.ts";
import { springFestival } from "./festival.ts";

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  "○": 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 一 to 九十九, 半, or digits. */
function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (text.includes("十")) {
    const [tens, ones] = text.split("十") as [string, string];
    const high = tens === "" ? 1 : DIGITS[tens];
    const low = ones === "" ? 0 : DIGITS[ones];
    return high === undefined || low === undefined ? undefined : high * 10 + low;
  }
  return text.length === 1 ? DIGITS[text] : undefined;
}

/** 二〇一九 or 2019 or 19 → 2019. */
function yearOf(text: string): number | undefined {
  if (/^\d{4}$/.test(text)) return Number(text);
  if (/^\d{2}$/.test(text)) return 2000 + Number(text);
  const digits = [...text].map((char) => DIGITS[char]);
  return digits.length === 4 && !digits.includes(undefined) ? Number(digits.join("")) : undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");
const monthEnd = (year: number, month: number): Day =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

const N = "(\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|半)";
const YEAR =
  "(?:(\\d{4}|[一二][〇零○一九][〇零○一二三四五六七八九]{2})\\s?年|(今年|本年度?|当年|明年|次年|来年|后年|去年|上年|(?<![目之以此])前年))";
const MONTH = "(\\d{1,2}|十[一二]?|[一二三四五六七八九])月";

const RANGE_MONTHS = new RegExp(`${YEAR}?的?\\s?(?:${MONTH}?)[-—至到~－]+${MONTH}(?:份|底)?`);
const DATE = new RegExp(
  `${YEAR}?的?\\s?${MONTH}(?:份)?\\s?(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号)`,
);
const DOTTED = /(20\d{2})[.．/-](\d{1,2})[.．/-](\d{1,2})/;
const MONTH_PART = new RegExp(
  `${YEAR}?的?\\s?(?:${MONTH}|(本月|当月|下个?月|这个月))份?(上旬|中旬|下旬|初|中|底|末)?(之?前|以前)?`,
);
const YEAR_PART = new RegExp(
  `${YEAR}(上半年|下半年|年?底|年?末|年?初|[第一二三四]{1,2}季度|春节前?|国庆前?|元旦前?|秋季|年中|年内|内)?(之?前|以前)?`,
);
const BARE_PART =
  /(上半年|下半年|年底|年末|年初|年内|年前|年中|春节|国庆|元旦|中秋|五一|[第]?[一二三四]季度|秋季|月底|月末|本周|下周|开学|汛期)(之?前|以前|内)?/;
const SPAN = new RegExp(
  `(?<!\\d)${N}(?:个)?(?:多)?(工作日|日|天|周|星期|月|季度|年|小时)(?:之内|以内|内|左右内|时间内)`,
);
const TODAY = /(今天|今日|当天|当日|明天|明日|后天)/;

/** The year that a word names, or undefined where the words name none. */
function yearIn(digits: string | undefined, word: string | undefined, from: Day): number | undefined {
  const year = Number(from.slice(0, 4));
  if (digits !== undefined) return yearOf(digits);
  if (word === undefined) return undefined;
  if (word.startsWith("明") || word.startsWith("次") || word.startsWith("来")) return year + 1;
  if (word.startsWith("去") || word.startsWith("上")) return year - 1;
  if (word === "前年") return year - 2;
  return word === "后年" ? year + 2 : year;
}

const AHEAD = /将|拟|计划|预计|力争|争取|准备|打算|有望|即将|定于/;
/** A month that passed not long ago was meant as it stands (于8月24日完成), unless the words look ahead. */
const LATELY = 150;

/** Without a year, the month of this year; where it has long passed, or passed and the words look ahead, the next year's. */
function yearForMonth(month: number, from: Day, words: string): number {
  const year = Number(from.slice(0, 4));
  const end = monthEnd(year, month);
  return end < addDays(from, AHEAD.test(words) ? -31 : -LATELY) ? year + 1 : year;
}

function partOfYear(part: string, year: number, before: boolean): Day | undefined {
  if (part.includes("上半年") || part === "年中") return `${year}-06-30`;
  if (part.includes("下半年") || part.includes("底") || part.includes("末") || part.includes("内"))
    return `${year}-12-31`;
  if (part.includes("初")) return `${year}-03-31`;
  if (part === "年前") return `${year - 1}-12-31`;
  if (part.includes("季度")) {
    const quarter = DIGITS[part.replace("第", "")[0] ?? ""] ?? 0;
    return quarter >= 1 && quarter <= 4 ? monthEnd(year, quarter * 3) : undefined;
  }
  if (part.includes("春节"))
    return before || part.includes("前")
      ? addDays(springFestival(year) ?? `${year}-01-01`, springFestival(year) === undefined ? 0 : -1)
      : springFestival(year);
  if (part.includes("国庆")) return before ? `${year}-09-30` : `${year}-10-07`;
  if (part.includes("元旦")) return before ? `${year - 1}-12-31` : `${year}-01-01`;
  if (part.includes("五一")) return before ? `${year}-04-30` : `${year}-05-05`;
  if (part.includes("秋季")) return `${year}-11-30`;
  return undefined;
}

function spanEnd(count: string, unit: string, from: Day, calendar: Calendar): Day | undefined {
  if (count === "半")
    return unit === "年" ? addMonths(from, 6) : unit === "月" ? addDays(from, 15) : undefined;
  const n = numberOf(count);
  if (n === undefined || n === 0) return undefined;
  if (unit === "工作日") return calendar.addWorkdays(from, n);
  if (unit === "日" || unit === "天") return addDays(from, n);
  if (unit === "周" || unit === "星期") return addDays(from, 7 * n);
  if (unit === "月") return addMonths(from, n);
  if (unit === "季度") return addMonths(from, 3 * n);
  if (unit === "小时") return addDays(from, Math.floor(n / 24));
  return addMonths(from, 12 * n);
}

/** Autumn at a school means the new term; elsewhere it runs to November. */
function autumn(end: Day | undefined, words: string): Day | undefined {
  return end?.endsWith("-11-30") && /秋季.{0,6}(?:开学|招生|开园|入学|学期|开班|投入使用)/.test(words)
    ? `${end.slice(0, 4)}-09-30`
    : end;
}

const EVERY = /每(?:年|季度|个?月|周|学期|学年)(?:的)?(?:\d|[一二三四五六七八九十上下底初末中])/;

/** A clause that is nothing but a time (2018年, 今年10月底前, 9月14日起): it speaks of the clause after it. */
const TIME_ONLY =
  /^(?:在|于|到|至|自|从|预计|计划|力争|争取)?(?:20\d{2}年|今年|明年|本年度?|\d{1,2}月)[\d年月日号底初末上中下旬半季度春秋节内前之以起份左右至到-]{0,16}$/;

export function isTimeOnly(clause: string): boolean {
  return clause.length <= 18 && TIME_ONLY.test(clause);
}

/** The due day that words state; `year` is a year named earlier in the same sentence. undefined: no day can be computed. */
export function dueOf(words: string, from: Day, year?: number, calendar: Calendar = CHINA): Day | undefined {
  // What happens every year or month has no day of its own.
  if (EVERY.test(words)) return undefined;
  const due = computed(words.replace(/元月/g, "1月"), from, year, calendar);
  return due !== undefined && due >= "1990" && due < "2100" ? due : undefined;
}

function computed(words: string, from: Day, year: number | undefined, calendar: Calendar): Day | undefined {
  const span = SPAN.exec(words);
  if (span !== null) {
    const end = spanEnd(span[1]!, span[2]!, from, calendar);
    if (end !== undefined) return end;
  }
  const dotted = DOTTED.exec(words);
  if (dotted !== null) return valid(Number(dotted[1]), Number(dotted[2]), Number(dotted[3]));
  const date = DATE.exec(words);
  if (date !== null) {
    const month = numberOf(date[3]!) ?? 0;
    const own = yearIn(date[1], date[2], from) ?? year ?? yearForMonth(month, from, words);
    return valid(own, month, numberOf(date[4]!) ?? 0);
  }
  const range = RANGE_MONTHS.exec(words);
  if (range !== null) {
    const month = numberOf(range[4]!) ?? 0;
    if (month < 1 || month > 12) return undefined;
    return monthEnd(yearIn(range[1], range[2], from) ?? year ?? yearForMonth(month, from, words), month);
  }
  const month = MONTH_PART.exec(words);
  if (month !== null) return inMonth(month, from, year, words);
  const ofYear = YEAR_PART.exec(words);
  if (ofYear !== null) {
    const named = yearIn(ofYear[1], ofYear[2], from)!;
    const before = ofYear[4] !== undefined || (ofYear[3] ?? "").endsWith("前");
    if (ofYear[3] === undefined || ofYear[3] === "内")
      return before ? `${named - 1}-12-31` : `${named}-12-31`;
    return autumn(partOfYear(ofYear[3], named, before), words);
  }
  const bare = BARE_PART.exec(words);
  if (bare !== null) return autumn(barePart(bare[1]!, bare[2] !== undefined, from, year), words);
  const today = TODAY.exec(words)?.[1];
  if (today === undefined) return undefined;
  return addDays(from, today.startsWith("明") ? 1 : today.startsWith("后") ? 2 : 0);
}

function valid(year: number, month: number, date: number): Day | undefined {
  if (month < 1 || month > 12 || date < 1) return undefined;
  const day = `${year}-${two(month)}-${two(date)}`;
  return day <= monthEnd(year, month) ? day : undefined;
}

function inMonth(
  found: RegExpExecArray,
  from: Day,
  year: number | undefined,
  words: string,
): Day | undefined {
  const word = found[4];
  let month = word === undefined ? (numberOf(found[3]!) ?? 0) : Number(from.slice(5, 7));
  let own = yearIn(found[1], found[2], from) ?? year;
  if (word?.startsWith("下")) {
    own = Number(addMonths(from, 1).slice(0, 4));
    month = Number(addMonths(from, 1).slice(5, 7));
  }
  if (month < 1 || month > 12) return undefined;
  own ??= word === undefined ? yearForMonth(month, from, words) : Number(from.slice(0, 4));
  const part = found[5];
  if (part === "上旬" || part === "初") return `${own}-${two(month)}-10`;
  if (part === "中旬" || part === "中") return `${own}-${two(month)}-20`;
  if (part === undefined && found[6] !== undefined) return addDays(`${own}-${two(month)}-01`, -1);
  return monthEnd(own, month);
}

function barePart(part: string, before: boolean, from: Day, year: number | undefined): Day | undefined {
  const own = year ?? Number(from.slice(0, 4));
  if (part === "月底" || part === "月末") return monthEnd(Number(from.slice(0, 4)), Number(from.slice(5, 7)));
  if (part === "年前") return springBefore(from);
  if (part === "本周" || part === "下周") {
    const weekday = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
    return addDays(from, 6 - weekday + (part === "下周" ? 7 : 0));
  }
  if (part === "开学" || part === "汛期") return undefined;
  const end = partOfYear(part, own, before);
  if (part === "秋季" && year === undefined) return end !== undefined && end >= from ? end : undefined;
  if (end === undefined || end >= from || year !== undefined) return end;
  return partOfYear(part, own + 1, before);
}

/** 年前 without a year means before the coming Spring Festival. */
function springBefore(from: Day): Day | undefined {
  const year = Number(from.slice(0, 4));
  for (const candidate of [year, year + 1]) {
    const festival = springFestival(candidate);
    if (festival !== undefined && festival > from) return addDays(festival, -1);
  }
  return undefined;
}

/** A year named in words before a promise, carried into it (2018年，… 将陆续布设). */
export function yearNamed(words: string, from: Day): number | undefined {
  let year: number | undefined;
  for (const found of words.matchAll(new RegExp(YEAR, "g"))) year = yearIn(found[1], found[2], from) ?? year;
  return year;
}
