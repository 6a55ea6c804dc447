// Finds wording that a citizen may take as brusque: an empty letter, a shut door, blame, or a bare "we do not know".

import type { RoledClause } from "./roles.ts";
import type { Piece } from "./text.ts";

const SHUT =
  /(?:视为无效|不再(?:进入|受理|处理|回复|答复)|我们(?:也)?不(?:知道|清楚)|不归我们|无可奉告|与我(?:局|单位|们)无关)/;
const BLAME =
  /(?:无理取闹|胡搅蛮缠|不要(?:再)?(?:无端|恶意|造谣|道听途说)|纯属(?:捏造|造谣|诬告|无中生有)|恶意(?:中伤|诬告|举报)|自行(?:解决|负责|承担)|你(?:自己|应该自己|试着)|请(?:您|你)?(?:自重|注意(?:言辞|言行))|不要重复|断章取义|别有用心|混淆视听|强词夺理)/;
const TERSE = 24;

/** The cold places of a reply; empty where there are none. Advisory only. */
export function isCold(kind: string, reply: string, clauses: readonly RoledClause[]): Piece[] {
  const said = clauses.filter((clause) => clause.role !== "salute" && clause.role !== "date");
  const piece = ({ text, start, end }: RoledClause): Piece => ({ text, start, end });
  if (said.length === 0) {
    const start = reply.length - reply.trimStart().length;
    return [{ text: reply.trim(), start, end: start + reply.trim().length }];
  }
  const harsh = clauses.filter((clause) => SHUT.test(clause.text) || BLAME.test(clause.text));
  if (harsh.length > 0) return harsh.slice(0, 3).map(piece);
  const polite = /(?:您好|你好|感谢|谢谢|请您|抱歉|理解|尊敬)/.test(reply);
  const length = said.reduce((sum, clause) => sum + clause.text.length, 0);
  return kind === "forwarded" &&
    !polite &&
    length <= TERSE &&
    said.every((clause) => clause.role !== "transfer")
    ? said.slice(0, 1).map(piece)
    : [];
}
