// The public number, eight speakable digits with a check digit, and the secret link; chance is always passed in.

const MULTIPLY = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const;
const TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;
const INVERSE = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9] as const;

/** Eight digits: ten million numbers a tenant, and a wrong guess in ten fails before any look-up. */
export const NUMBER_DIGITS = 8;

/** Verhoeff's scheme (1969): finds every wrong digit and every swap of neighbours, the two slips of dictated numbers. */
function verhoeff(digits: string, shift: number): number {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    let digit = Number(digits[digits.length - 1 - place]);
    for (let turns = (place + shift) % 8; turns > 0; turns -= 1) digit = TURN[digit]!;
    sum = MULTIPLY[sum]![digit]!;
  }
  return sum;
}

export function checkDigit(body: string): string {
  return String(INVERSE[verhoeff(body, 1)]);
}

/** True where the digits, spaces and dashes left out, are a number of ours with a right check digit. */
export function isNumber(text: string): boolean {
  const digits = readNumber(text);
  return digits !== undefined;
}

const WIDE_ZERO = "０".charCodeAt(0);

/** The digits of a number as people type or say it (spaces, dashes, full-width digits, 幺 for 1); undefined where it is none. */
export function readNumber(text: string): string | undefined {
  const plain = text
    .replace(/[０-９]/g, (wide) => String(wide.charCodeAt(0) - WIDE_ZERO))
    .replace(/幺/g, "1")
    .replace(/[\s\-—]/g, "");
  if (!/^\d{6,8}$/.test(plain)) return undefined;
  return verhoeff(plain, 0) === 0 ? plain : undefined;
}

/** Runs that ears and eyes lose count of: 000, 5555, 1234, 8765; a leading 0 or 1 sounds like a dialling code or an emergency. */
function isEasilyConfused(digits: string): boolean {
  if (digits.startsWith("0") || digits.startsWith("1")) return true;
  for (let place = 2; place < digits.length; place += 1) {
    const [a, b, c] = [Number(digits[place - 2]), Number(digits[place - 1]), Number(digits[place])];
    if (a === b && b === c) return true;
    const next = Number(digits[place + 1] ?? Number.NaN);
    if (b - a === c - b && Math.abs(b - a) === 1 && next - c === b - a) return true;
  }
  // 4747 and 2929: a pair said twice is heard once.
  return /(\d\d)\1/.test(digits);
}

/**
 * A number from random bytes: each four bytes are one try, and a try that is easily confused or past the last whole multiple is
 * dropped. Undefined where all tries were dropped: draw again (64 bytes are 16 tries; about a third of the tries are dropped). The caller makes sure
 * that it is free in the tenant.
 */
export function numberFrom(bytes: Uint8Array): string | undefined {
  const space = 10 ** (NUMBER_DIGITS - 1);
  const limit = Math.floor(2 ** 32 / space) * space;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset + 4 <= bytes.byteLength; offset += 4) {
    const value = view.getUint32(offset);
    if (value >= limit) continue;
    const body = String(value % space).padStart(NUMBER_DIGITS - 1, "0");
    const number = body + checkDigit(body);
    if (!isEasilyConfused(number)) return number;
  }
  return undefined;
}

/** In two groups of four, as it is printed and shown. */
export function showNumber(number: string): string {
  return number.length === 8 ? `${number.slice(0, 4)} ${number.slice(4)}` : number;
}

const SPOKEN = ["零", "幺", "二", "三", "四", "五", "六", "七", "八", "九"] as const;

/** As an operator reads it aloud: 幺 for 1, which is not heard as 7. */
export function sayNumber(number: string): string {
  const said = [...number].map((digit) => SPOKEN[Number(digit)]);
  return number.length === 8 ? `${said.slice(0, 4).join(" ")}，${said.slice(4).join(" ")}` : said.join(" ");
}

const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
const LINK_LENGTH = 27;

/** Letters and digits that cannot be mixed up in print; 27 of 31 are 133 bits. */
export function isLink(text: string): boolean {
  return text.length === LINK_LENGTH && [...text].every((letter) => LETTERS.includes(letter));
}

/** The secret of a link from 64 random bytes; bytes past the last whole multiple are dropped. Only its digest is stored. */
export function linkFrom(bytes: Uint8Array): string {
  const limit = Math.floor(256 / LETTERS.length) * LETTERS.length;
  let link = "";
  for (const byte of bytes) {
    if (byte < limit && link.length < LINK_LENGTH) link += LETTERS[byte % LETTERS.length];
  }
  if (link.length < LINK_LENGTH) throw new RangeError("too few random bytes for a link; pass 64");
  return link;
}
