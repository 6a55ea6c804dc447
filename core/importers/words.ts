// Words as facts may hold them: a citizen's and an office's, padding gone, personal data masked, leaders become their office.

import { Known } from "../domain/known.ts";
import { own } from "../domain/own.ts";
import { maskFileName, maskLeaders, maskText } from "../reading/masking/index.ts";

/** Short texts repeat (bodies, matters, stock replies); cleaning one of them once is enough. */
const SHORT = 40;
const REMEMBERED = 50_000;

/** A citizen's words. */
export const citizenWords = cleaner((text) => maskLeaders(maskText(text).text));

/** An office's words; its own phones stay, since a citizen needs them. */
export const officeWords = cleaner((text) => maskLeaders(maskText(text, { keepOfficePhones: true }).text));

function cleaner(clean: (text: string) => string): (text: string) => string {
  const known = new Known(REMEMBERED, (text) => own(clean(text)));
  return (given) => {
    const text = plain(given);
    if (text === "") return "";
    return text.length > SHORT ? own(clean(text)) : known.of(text);
  };
}

/** Longer cells are somebody's words, which no message repeats. */
const QUOTED = 12;

/** A cell as a message about it may show it: where it is short and holds nothing of a person; a name beside a number would tell whose it is. */
export function quoted(text: string): string {
  const whole = text.length <= QUOTED && citizenWords(text) === plain(text);
  return whole ? `「${plain(text)}」` : `这一格（${text.length} 个字，不照录）`;
}

/** An id as the source writes it. */
export function idOf(text: string): string {
  return own(plain(text));
}

const PADDED = /^[\s\u3000\uFEFF]|[\s\u3000]$/;

/** A column's name or a cell's text without padding: line ends, tabs, ideographic spaces and escaped returns. */
export function plain(text: string): string {
  const whole = text.includes("_x") ? text.replace(/_x000[dD]_/g, "") : text;
  if (whole === "" || (isPlain(whole.charCodeAt(0)) && isPlain(whole.charCodeAt(whole.length - 1))))
    return whole;
  if (!PADDED.test(whole)) return whole;
  let start = 0;
  let end = whole.length;
  while (start < end && BLANK.test(whole[start]!)) start += 1;
  while (end > start && BLANK.test(whole[end - 1]!)) end -= 1;
  return whole.slice(start, end);
}

/** Letters, digits and the signs of Chinese writing are no padding, told without a pattern: every cell of every file comes by here. */
const isPlain = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code > 0x20 && code < 0x7f) ||
  (code > 0x3000 && code <= 0x303f) ||
  (code > 0xff00 && code <= 0xff5e);

const BLANK = /[\s\u3000\uFEFF]/;

/** A path as evidence may show it: names and numbers of people in it masked, folder by folder. Masking twice changes nothing. */
export function shownPath(path: string): string {
  return path.split("/").map(maskFileName).join("/");
}
