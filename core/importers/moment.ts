// Moments as people and programs write them: Excel serials, slashes, dots, Chinese dates, ISO, epoch seconds and milliseconds.

import type { Instant } from "../domain/facts.ts";

export interface Moment {
  readonly at: Instant;
  /** The text states a day only. */
  readonly dayOnly?: true;
}

const DAY = 86_400_000;
const BEIJING = 8 * 3_600_000;
/** Day 0 of Excel's calendar as UTC; serials after 60 are right in both of its readings of 1900. */
const EXCEL_ZERO = Date.UTC(1899, 11, 30);

const WRITTEN =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]{1,3}(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?)?分?)?(?: ?(Z|[+-]\d{2}:?\d{2}))?$/;
/** As registers and exports without separators write it: `20210619`, `20210619083000`. */
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const HALF_DAY = /(上午|下午) ?(\d{1,2})(?=[:：时])/;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;
/** As microblogs' own interfaces write it: `Sat Jun 19 08:30:00 +0800 2021`. */
const POSTED = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads a moment. Local times are taken at `offset` (milliseconds east of UTC; Beijing unless stated). Returns undefined for what is no moment.
 */
export function parseMoment(text: string, offset = BEIJING): Moment | undefined {
  const machine = readMachine(text);
  if (machine !== undefined) return machine;
  const plain = withoutHalves(text.trim());
  if (/^\d{5}(?:\.\d+)?$/.test(plain)) return excelSerial(Number(plain), offset);
  if (/^\d{10}$/.test(plain)) return { at: Number(plain) * 1000 };
  if (/^\d{13}$/.test(plain)) return { at: Number(plain) };
  const written = WRITTEN.exec(plain);
  if (written !== null) {
    const [, year, month, day, hour, minute, second, zone] = written;
    return moment(year!, month!, day!, hour, minute, second, zone === undefined ? offset : zoneOf(zone));
  }
  const compact = COMPACT.exec(plain);
  if (compact !== null) {
    const [, year, month, day, hour, minute, second] = compact;
    return moment(year!, month!, day!, hour, minute, second, offset);
  }
  const posted = POSTED.exec(plain);
  if (posted !== null) {
    const [, name, day, hour, minute, second, zone, year] = posted;
    const month = String(MONTHS.indexOf(name!) + 1);
    return moment(year!, month, day!, hour, minute, second, zoneOf(zone!));
  }
  const american = AMERICAN.exec(plain);
  if (american === null) return undefined;
  const [, month, day, year, hour, minute, second, half] = american;
  const shifted = hour === undefined ? undefined : String(hour12(Number(hour), half));
  return moment(year!, month!, day!, shifted, minute, second, offset);
}

/**
 * As programs write it, `2021-06-19T08:30:00+08:00` or with Z: most moments of a large export, read ten times faster than by a pattern.
 * Undefined for anything else, which the patterns then read or refuse.
 */
function readMachine(text: string): Moment | undefined {
  const zoned = text.length === 25;
  if (!zoned && text.length !== 20) return undefined;
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":" || text[16] !== ":")
    return undefined;
  let offset = 0;
  if (zoned) {
    const sign = text[19] === "+" ? 1 : text[19] === "-" ? -1 : 0;
    if (sign === 0 || text[22] !== ":") return undefined;
    offset = sign * (twoDigits(text, 20) * 60 + twoDigits(text, 23)) * 60_000;
  } else if (text[19] !== "Z") return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  // Comparisons with NaN, where a sign is no digit, are false. The 29th and later are left to the patterns, which know the months.
  if (!(year >= 1950 && year <= 2150 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59) || Number.isNaN(offset)) return undefined;
  return { at: Date.UTC(year, month - 1, day, hour, minute, second) - offset };
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function moment(
  year: string,
  month: string,
  day: string,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  offset: number,
): Moment | undefined {
  const [m, d, h, min, s] = [
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  ];
  const utc = Date.UTC(Number(year), m - 1, d, h, min, s);
  const back = new Date(utc);
  if (back.getUTCMonth() !== m - 1 || back.getUTCDate() !== d || h > 23 || min > 59 || s > 59)
    return undefined;
  if (Number(year) < 1950 || Number(year) > 2150) return undefined;
  return hour === undefined ? { at: utc - offset, dayOnly: true } : { at: utc - offset };
}

function excelSerial(serial: number, offset: number): Moment | undefined {
  if (serial < 20_000 || serial > 80_000) return undefined;
  const whole = Number.isInteger(serial);
  const at = Math.round((EXCEL_ZERO + serial * DAY) / 1000) * 1000 - offset;
  return whole ? { at, dayOnly: true } : { at };
}

function zoneOf(zone: string): number {
  if (zone === "Z") return 0;
  const sign = zone[0] === "-" ? -1 : 1;
  const digits = zone.replace(/\D/g, "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4))) * 60_000;
}

/** `下午3:20` as 15:20, with a space before it. */
function withoutHalves(text: string): string {
  if (!text.includes("午")) return text;
  return text.replace(
    HALF_DAY,
    (_, half: string, hour: string) =>
      ` ${Number(hour) > 12 ? hour : hour12(Number(hour), half === "下午" ? "P" : "A")}`,
  );
}

function hour12(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === "P" ? 12 : 0);
}
