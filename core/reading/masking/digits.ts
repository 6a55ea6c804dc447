// Digits in all their clothes, and the two check sums that tell an id from a card.

const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＋－．＠]/g;
const CHINESE_RUN =
  /[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖](?:[ -]?[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖0-9]){6,19}/g;
const LONG_RUN = /[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{7}/;
const SHORTEST_RUN = 7;
const CHINESE: Readonly<Record<string, string>> = {
  零: "0",
  〇: "0",
  一: "1",
  幺: "1",
  壹: "1",
  二: "2",
  贰: "2",
  三: "3",
  叁: "3",
  四: "4",
  肆: "4",
  五: "5",
  伍: "5",
  六: "6",
  陆: "6",
  七: "7",
  柒: "7",
  八: "8",
  捌: "8",
  九: "9",
  玖: "9",
};

/** What a sign may be: a digit, a full-width letter or digit, a full-width bracket, a Chinese digit. */
const [DIGIT, WIDE, BRACKET, HAN] = [1, 2, 4, 8];
const SIGNS = new Uint8Array(0x10000);
const mark = (signs: Iterable<string>, as: number) => {
  for (const sign of signs) SIGNS[sign.charCodeAt(0)]! |= as;
};
mark("0123456789０１２３４５６７８９", DIGIT);
const ALL_WIDE = Array.from({ length: 0x5e }, (_, at) => String.fromCharCode(0xff01 + at)).join("");
mark(ALL_WIDE.match(FULL_WIDTH)!, WIDE);
mark("（）", BRACKET);
mark(Object.keys(CHINESE), HAN);

/**
 * Full-width letters and digits become plain; a run of seven or more Chinese digits becomes a number. Undefined where the text
 * holds no digit at all, told in one pass: every text of every file comes by here.
 */
export function normaliseDigits(text: string): string | undefined {
  let seen = 0;
  for (let at = 0; at < text.length; at++) seen |= SIGNS[text.charCodeAt(at)]!;
  const runs = (seen & HAN) !== 0 && mayRun(text);
  if ((seen & DIGIT) === 0 && !(runs && LONG_RUN.test(text))) return undefined;
  let plain = text;
  if ((seen & BRACKET) !== 0) plain = plain.replaceAll("（", "(").replaceAll("）", ")");
  if ((seen & WIDE) !== 0)
    plain = plain.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  if (runs)
    plain = plain.replace(CHINESE_RUN, (run) => Array.from(run, (sign) => CHINESE[sign] ?? sign).join(""));
  return plain;
}

/** Whether so many digits of any kind stand beside each other: 一 alone stands in every third text, and patterns are slow. */
function mayRun(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((SIGNS[code]! & (HAN | DIGIT)) === 0) run = code === 0x20 || code === 0x2d ? run : 0;
    else if (++run === SHORTEST_RUN) return true;
  }
  return false;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: 18 characters with a check character, or the 15 digits of the first generation. */
export function validResidentId(id: string): boolean {
  const month = Number(id.length === 15 ? id.slice(8, 10) : id.slice(10, 12));
  const day = Number(id.length === 15 ? id.slice(10, 12) : id.slice(12, 14));
  if (month < 1 || month > 12 || day < 1 || day > 31 || !/^[1-9]/.test(id)) return false;
  if (id.length === 15) return true;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return "10X98765432"[sum % 11] === id[17];
}

/** ISO/IEC 7812-1, annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const value = index % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
