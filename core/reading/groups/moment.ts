// When a spoken time is, counted from the moment of the message: 今天下午3点, 周五下班, 12月3日, 半小时.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;
const DIGITS = "零一二三四五六七八九";

/** A time in the words of a message. */
export interface Phrase {
  readonly day?: string | undefined;
  readonly half?: string | undefined;
  readonly clock?: string | undefined;
  readonly event?: string | undefined;
  /** A stretch of time instead of a moment. */
  readonly minutes?: number;
}

/** The number that a count stands for: 5, 半, 两, 十五, 二十. NaN where it is none. */
export function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === "半") return 0.5;
  const plain = text.replaceAll("两", "二");
  const ten = plain.indexOf("十");
  if (ten < 0) return plain.length === 1 ? digit(plain) : Number.NaN;
  const tens = ten === 0 ? 1 : digit(plain[ten - 1]!);
  return tens * 10 + (ten === plain.length - 1 ? 0 : digit(plain[ten + 1]!));
}

function digit(sign: string): number {
  const found = DIGITS.indexOf(sign);
  return found < 0 ? Number.NaN : found;
}

/** Minutes from `second` (Unix seconds) until the time; undefined where it cannot be told. */
export function dueFrom(phrase: Phrase, second: number): number | undefined {
  if (phrase.minutes !== undefined) return phrase.minutes;
  const day = dayFrom(second, phrase.day);
  if (day === undefined) return undefined;
  const into = intoDay(phrase, phrase.day === undefined || /^(?:今|当)/.test(phrase.day) ? second - day : 0);
  return Number.isFinite(into) ? Math.round((day + into - second) / MINUTE) : undefined;
}

/** Seconds into the day; a clock without its half is the next such hour after `passed`, or one of the working day. */
function intoDay({ day, half, clock, event }: Phrase, passed: number): number {
  const evening = half ?? (/晚$/.test(day ?? "") ? "晚" : /早$/.test(day ?? "") ? "早" : undefined);
  if (clock !== undefined) {
    const [, hourText, minuteText] = /^(\d{1,2}|[零一二两三四五六七八九十]+)[:：点时]?(.*)$/.exec(clock)!;
    let hour = countOf(hourText!);
    const minutes = /^半/.test(minuteText!)
      ? 30
      : countOf(/^[\d一二三四五十]+/.exec(minuteText!)?.[0] ?? "0");
    if (evening !== undefined && /下午|晚|傍晚|半夜|夜里/.test(evening)) {
      if (hour === 0) hour = 24;
      else if (hour < 12) hour += 12;
      else if (hour === 12 && /晚|夜/.test(evening)) hour = 24;
    } else if (evening === "中午") {
      if (hour < 4) hour += 12;
    } else if (evening === undefined && hour < 12) {
      const at = hour * HOUR + minutes * MINUTE;
      if ((passed > 0 && at <= passed && at + 12 * HOUR > passed) || hour < 7) hour += 12;
    }
    return hour * HOUR + minutes * MINUTE;
  }
  if (event === "上班" || event === "早饭" || event === "天亮") return 8.5 * HOUR;
  if (event === "中午" || event === "午饭" || half === "中午" || half === "上午") return 12 * HOUR;
  if (event === "下班" && half === "上午") return 12 * HOUR;
  if (event === "放学") return 17 * HOUR;
  if (
    event === "下班" ||
    event === "天黑" ||
    event === "晚饭" ||
    event === "收工" ||
    half === "下午" ||
    event === "COB" ||
    event === "EOD" ||
    event === "EOB"
  )
    return 18 * HOUR;
  if (event === "吃饭") return (passed > 0 && passed < 12 * HOUR) || half === "中午" ? 12 * HOUR : 18 * HOUR;
  // 验收前, 春节前, 领导来之前: nobody can say when from the words alone.
  if (event !== undefined && !/^(?:睡觉|散会)$/.test(event)) return Number.NaN;
  if (half === "早上" || half === "早" || /早$/.test(day ?? "")) return 9 * HOUR;
  return 24 * HOUR;
}

/** Midnight in Beijing of the day that is named, as Unix seconds; undefined where the day cannot be told. */
function dayFrom(second: number, word: string | undefined): number | undefined {
  const today = Math.floor((second + BEIJING) / DAY) * DAY - BEIJING;
  if (word === undefined || /^(?:今|当|每)/.test(word)) return today;
  if (/^(?:明[天日早晚朝]|听日)/.test(word)) return today + DAY;
  if (word === "后天") return today + 2 * DAY;
  if (word === "大后天") return today + 3 * DAY;
  // 正月, 腊月, 初八: the farmers' calendar is not reckoned here.
  if (/[正腊]月|初[一二三四五六七八九十]/.test(word)) return undefined;
  const local = new Date((today + BEIJING) * 1000);
  const week = /^(本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天末])?/.exec(word);
  if (week !== null) {
    const name = week[2] ?? "日";
    const wanted = name === "天" || name === "日" || name === "末" ? 6 : "一二三四五六".indexOf(name);
    const now = (local.getUTCDay() + 6) % 7;
    const next = /^下/.test(week[1] ?? "");
    // Who means today says 今天: its own weekday, or 这周内 at a weekend, is taken for the next.
    const ahead = next
      ? 7 - now + wanted
      : week[2] === undefined
        ? (now >= 5 ? 13 : 6) - now
        : ((wanted - now + 6) % 7) + 1;
    return today + ahead * DAY;
  }
  const [year, month] = [local.getUTCFullYear(), local.getUTCMonth()];
  const utc = (y: number, m: number, d: number) => Date.UTC(y, m, d) / 1000 - BEIJING;
  if (/年底/.test(word)) return utc(/^明/.test(word) ? year + 1 : year, 12, 0);
  const date =
    /^(?:(\d{1,2})(?:月份?|\.)|(下)个?月|(?:本|这个?)月)?(?:(\d{1,2})[日号]?|(底|末|内|中旬|上旬|初))?$/.exec(
      word.replace(/[一二三四五六七八九十]{1,3}(?=[月日号])/g, (number) => String(countOf(number))),
    );
  if (/^月[底末]$/.test(word)) return utc(year, month + 1, 0);
  if (date === null) return undefined;
  const named = date[1] !== undefined ? Number(date[1]) - 1 : date[2] !== undefined ? month + 1 : month;
  const inYear = year + (date[1] !== undefined && named < month - 6 ? 1 : 0);
  if (date[3] !== undefined) {
    // A bare 5号 that has passed is next month's.
    const passed = date[1] === undefined && date[2] === undefined && /^\d/.test(date[0]);
    const day = utc(
      inYear,
      named + (passed && Number(date[3]) < local.getUTCDate() ? 1 : 0),
      Number(date[3]),
    );
    // 25号前, written on the 25th, is a slip or a day long known: nobody can say how long was left.
    return day === today ? undefined : day;
  }
  const part = date[4];
  return part === "中旬"
    ? utc(inYear, named, 20)
    : part === "上旬" || part === "初"
      ? utc(inYear, named, 10)
      : utc(inYear, named + 1, 0);
}
