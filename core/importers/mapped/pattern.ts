// Moments by a stated pattern such as `DD.MM.YYYY HH:mm`.

import { parseMoment } from "../moment.ts";
import type { ReadMoment } from "../shaping.ts";

const TOKEN = /YYYY|MM|DD|HH|mm|ss/g;
/** Each pattern states at least a year, a month and a day. */
export const PATTERN = /^(?=.{0,60}$)(?=.*YYYY)(?=.*MM)(?=.*DD)/;

/** Tries the patterns in order, then every usual way of writing a moment. */
export function momentReader(patterns: readonly string[], offset: number): ReadMoment {
  const readers = patterns.map((pattern) => byPattern(pattern));
  return (text) => {
    for (const read of readers) {
      const usual = read(text);
      if (usual !== undefined) return parseMoment(usual, offset);
    }
    return parseMoment(text, offset);
  };
}

/** Turns a text of the pattern into a usual one; undefined where it does not fit. */
function byPattern(pattern: string): (text: string) => string | undefined {
  const tokens: string[] = [];
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  let source = "";
  let last = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    source += literal(pattern.slice(last, match.index));
    source += match[0] === "YYYY" ? "(\\d{4})" : "(\\d{1,2})";
    tokens.push(match[0]);
    last = match.index + match[0].length;
  }
  const fits = new RegExp(`^${source}${literal(pattern.slice(last))}$`);
  return (text) => {
    const found = fits.exec(text);
    if (found === null) return undefined;
    const part = (token: string) => found[tokens.indexOf(token) + 1];
    const day = `${part("YYYY")}-${part("MM")}-${part("DD")}`;
    if (!tokens.includes("HH")) return day;
    const at = (token: string) => (tokens.includes(token) ? part(token) : "00");
    return `${day} ${part("HH")}:${at("mm")}:${at("ss")}`;
  };
}
