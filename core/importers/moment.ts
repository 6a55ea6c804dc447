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
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i;
/** As microblogs' own interfaces write it: `Sat Jun 19 08:30:00 +0800 2021`. */
const POSTED = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ([+-]\d{4}) (\d{4})$/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Reads a moment. Local times are taken at `offset` (milliseconds east of UTC; Beijing unless stated). Returns undefined for what is no moment.
 */
export function parseMoment(text: string, offset = BEIJING): Moment | undefined {
  const plain = text.trim();
  if (/^\d{5}(?:\.\d+)?$/.test(plain)) return excelSerial(Number(plain), offset);
  if (/^\d{10}$/.test(plain)) return { at: Number(plain) * 1000 };
  if (/^\d{13}$/.test(plain)) return { at: Number(plain) };
  const written = WRITTEN.exec(plain);
  if (written !== null) {
    const [, year, month, day, hour, minute, second, zone] = written;
    return moment(year!, month!, day!, hour, minute, second, zone === undefined ? offset : zoneOf(zone));
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

function hour12(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === "P" ? 12 : 0);
}
