// What shows that a text was filled in from a form in haste: open slots and years that have passed.

import { isQuoted, type Span, stripQuoted } from "./quoted.ts";

export interface Leftover {
  readonly kind: "slot" | "stale-year";
  readonly text: string;
  readonly span: Span;
}

// XX县, ×××镇: a run of crosses before a word for a place, an office or a date. Digits beside it mean a masked number.
const CROSSES =
  /[XxＸｘ×✕╳]{2,8}(?:省|市|县|区|镇|乡|村|街道|社区|局|委|办|单位|部门|年|月|日|同志|公司|学校|路)/g;
const NOTES =
  /[（(【[]?(?:此处(?:填写|插入|填入|添加|补充|应填|写明?)[^，。；）)】\]\n]{0,12}|待补充|待填写|待定稿|请填写[^，。；）)】\]\n]{0,8}|具体(?:内容|数字|时间)待定)[）)】\]]?/g;
const BLANKS = /[_＿]{3,}|[（(【]\s{2,}[）)】]/g;

/** Slots of a template that nobody filled in. */
export function templateSlots(text: string): Leftover[] {
  const found: Leftover[] = [];
  for (const pattern of [CROSSES, NOTES, BLANKS])
    for (const match of text.matchAll(pattern)) {
      const from = match.index;
      // 李XX单位 hides a name: a person's or a company's masked name is not an open slot.
      if (pattern === CROSSES && /[\dA-Za-z*]/.test(text[from - 1] ?? "")) continue;
      found.push({ kind: "slot", text: match[0], span: [from, from + match[0].length] });
    }
  return found.sort((a, b) => a.span[0] - b.span[0]);
}

// A year spoken of as still to come: 2019年底前, 力争2019年, 计划于2019年, 2019年工作计划.
const TO_COME: readonly RegExp[] = [
  /(\d{4})年(?:底|末|年底|内|全年|\d{1,2}月(?:底|末)?|\d{1,2}月\d{1,2}日)?(?:之前|以前|前)(?:[要须应]|务必|必须|全面|基本|全部)?(?:完成|建成|实现|报送|上报|竣工|通车|投入)/g,
  /(?:力争|确保|计划|预计|拟|将于|争取)(?:在|于|到)?(\d{4})年/g,
  /(\d{4})年(?:度)?(?:工作)?(?:计划|要点|打算)(?:如下|安排)/g,
];

/**
 * Years before that of the text that are spoken of as still to come, outside quotations.
 * @param year the year in which the text was written.
 */
export function staleYears(text: string, year: number): Leftover[] {
  const stripped = stripQuoted(text);
  const found: Leftover[] = [];
  for (const pattern of TO_COME)
    for (const match of text.matchAll(pattern)) {
      const named = Number(match[1]);
      if (named >= year || named < 1990 || isQuoted(stripped, match.index)) continue;
      // 原计划、曾力争: the text itself says that it speaks of the past.
      if (/[原曾已][^，。；]{0,3}$/.test(text.slice(Math.max(0, match.index - 4), match.index))) continue;
      found.push({ kind: "stale-year", text: match[0], span: [match.index, match.index + match[0].length] });
    }
  return found.sort((a, b) => a.span[0] - b.span[0]);
}
