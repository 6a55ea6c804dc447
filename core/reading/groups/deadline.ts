// The deadline a message names, as minutes from the message: 今天下午3点前, 半小时内, 周五下班前, 5月20日前.

import { NO_LEAD } from "../../domain/messages.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEIJING = 8 * HOUR;
const OFF = 18;
const NUMBER: Readonly<Record<string, number>> = {
  半: 0.5,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
};

const WITHIN = /(\d{1,3}|半|一|两|二|三|四|五|六|七|八|九|十)个?(小时|分钟|钟头|天|工作日)(?:之|以)?内/;
const CLOCK =
  /(今天|今日|今晚|今早|明天|明早|明日|后天|当天|下?周[一二三四五六日天]|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号])?(上午|下午|晚上|中午|早上|凌晨|晚|早)?(\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:[:：](\d{2})|点半|点钟?|时)(?:之|以)?前/;
const END =
  /(今天|今日|今晚|明天|明早|明日|后天|当天|下?周[一二三四五六日天]|月底|\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号])?(下班|上班|中午|天黑|12点|零点|睡觉)?(?:之|以)?前/;

/** Minutes from `second` (Unix seconds) to the deadline the text names, at most 65,534; NO_LEAD where it names none or it has passed. */
export function leadOf(text: string, second: number): number {
  if (!/[内前]/.test(text)) return NO_LEAD;
  const within = WITHIN.exec(text);
  if (within !== null) {
    const unit = within[2] === "分钟" ? 1 : within[2] === "天" || within[2] === "工作日" ? 24 * 60 : 60;
    return bounded(Math.round(count(within[1]!) * unit));
  }
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const hour = count(clock[3]!);
    const half = clock[2] ?? (clock[1] === "今晚" ? "晚" : undefined);
    const later = half !== undefined && /下午|晚/.test(half) && hour < 12 ? 12 : 0;
    const minutes = clock[4] !== undefined ? Number(clock[4]) : clock[0].includes("点半") ? 30 : 0;
    return until(second, dayFrom(second, clock[1]), (hour + later) * HOUR + minutes * MINUTE);
  }
  const end = END.exec(text);
  if (end === null || (end[1] === undefined && end[2] === undefined)) return NO_LEAD;
  const hour =
    end[2] === "中午"
      ? 12
      : end[2] === "上班" || end[1] === "明早"
        ? 9
        : end[2] === "下班" || end[2] === "天黑"
          ? OFF
          : 24;
  return until(second, dayFrom(second, end[1]), hour * HOUR);
}

function count(text: string): number {
  return NUMBER[text] ?? Number(text);
}

/** Midnight in Beijing of the day that is named, as Unix seconds. */
function dayFrom(second: number, word: string | undefined): number {
  const today = Math.floor((second + BEIJING) / DAY) * DAY - BEIJING;
  if (word === undefined || /今|当天/.test(word)) return today;
  if (word.startsWith("明")) return today + DAY;
  if (word === "后天") return today + 2 * DAY;
  const local = new Date((today + BEIJING) * 1000);
  const week = /(下)?周([一二三四五六日天])/.exec(word);
  if (week !== null) {
    const wanted = "日一二三四五六".indexOf(week[2] === "天" ? "日" : week[2]!);
    const ahead = (((wanted + 6) % 7) - ((local.getUTCDay() + 6) % 7) + 7) % 7;
    return today + ahead * DAY + (week[1] === undefined ? 0 : 7 * DAY * (ahead === 0 ? 1 : 0));
  }
  if (word === "月底") return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0) / 1000 - BEIJING;
  const date = /(?:(\d{1,2})月)?(\d{1,2})/.exec(word)!;
  const month = date[1] === undefined ? local.getUTCMonth() : Number(date[1]) - 1;
  const year = local.getUTCFullYear() + (month < local.getUTCMonth() - 6 ? 1 : 0);
  return Date.UTC(year, month, Number(date[2])) / 1000 - BEIJING;
}

function until(second: number, day: number, intoDay: number): number {
  return bounded(Math.round((day + intoDay - second) / 60));
}

function bounded(minutes: number): number {
  return minutes <= 0 || !Number.isFinite(minutes) ? NO_LEAD : Math.min(minutes, NO_LEAD - 1);
}
