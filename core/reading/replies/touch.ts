// Which asks the sentences of a reply take up, and how surely.

import type { Names } from "./ask-names.ts";
import { type Role, rolesOf } from "./roles.ts";

/** Turns in a reply that take up a further ask, whatever its words. */
const FURTHER =
  /(?:^|[，。；！\n])(?:另外|此外|另|还有|再[答复]|同时|至于|其次|第二|二是|2[、.．]|[（(]二[）)]|二、|关于您(?:提|问|说)的(?:第二|另))/g;

/** What a reply says after each turn to a further ask, up to the next one. */
export function turnsOf(text: string): string[] {
  const starts = [...text.matchAll(FURTHER)].map((match) => match.index + 1);
  return starts.map((start, i) => text.slice(start, starts[i + 1] ?? text.length));
}

/** Where to turn with more: no answer to anything that was asked. */
const CONTACT =
  /值班的?(?:同志|人员|室)|(?:有事|再有|还有问题|如有|若有|不明白).{0,12}(?:打|拨|找|联系|来电|致电)[^。！；\n]*/g;
const EMPTY: ReadonlySet<Role> = new Set(["salute", "thanks", "closing", "lead-in"]);

/** A law that was broken or that binds: what it is named after is no answer (劳动合同法 to 没签合同怎么办). */
const LAW =
  /《[^》]{2,30}》|(?<=违反(?:了)?|依据|根据|按照?|依照)[\u4e00-\u9fff]{2,16}?(?:法|条例|规定|办法)/g;

/** The words of the replies that may say something of the matter. */
export function tellingOf(text: string): string {
  return rolesOf(text.replace(CONTACT, "").replace(LAW, ""))
    .map((clause) => (EMPTY.has(clause.role) ? "" : clause.text) + clause.mark)
    .join("");
}

/** A sentence that turns to a further ask. */
const TURN = new RegExp(FURTHER.source);

/** A sentence that tells how the main matter went: what was found, by whom, on which day it was done. */
const COURSE =
  /经查|经核|查明|核实|核查|查看|调取|去看|实地|情况是|之所以|原因|起因|处理结果|^目前|现场|\d{1,2}月\d{1,2}日/;

/** The sentences of a reply, those that tell of the main matter marked: a lone sign or a distant word there takes up no further ask. */
export interface Told {
  readonly text: string;
  readonly course: boolean;
}

export function toldOf(text: string): Told[] {
  return text
    .split(/[。！？；\n)）]/)
    .filter((sentence) => sentence !== "")
    .map((sentence) => ({ text: sentence, course: COURSE.test(sentence) && !TURN.test(sentence) }));
}

/** Kindred words that an answer to almost any ask may hold. */
const ANY_ASK = /^(?:费用|免费|收费标准|计费|负责|登记|标准|检测|补偿|安排|计划)$/;

/** How surely a sentence takes up an ask: by a word of two signs, by a lone sign or kindred word, or not at all. */
type Touch = 2 | 1 | 0;

function touchOf({ signs, wide, kin, elsewhere }: Names, { text, course }: Told): Touch {
  let lone = false;
  for (const sign of wide) {
    if (!text.includes(sign)) continue;
    // Where the course of the main matter is told, only what the ask itself asks for is taken up.
    if (sign.length > 1 && (!course || signs.has(sign))) return 2;
    lone = true;
  }
  for (const words of kin) {
    // A matter of the whole message: only a word of two signs that the message lacks takes up this ask.
    const known = elsewhere.search(words) >= 0;
    for (const [word] of text.matchAll(words)) {
      if (word.length > 1 && !ANY_ASK.test(word) && (!known || !elsewhere.includes(word))) return 2;
      lone ||= !known;
    }
  }
  return lone && !course ? 1 : 0;
}

/** Which of the asks these sentences take up; a lone sign counts only where the sentence takes up no other ask by more. */
export function touched(asks: readonly Names[], told: readonly Told[]): boolean[] {
  const found = asks.map(() => false);
  for (const sentence of told) {
    const touches = asks.map((names) => touchOf(names, sentence));
    const most = Math.max(0, ...touches);
    for (const [i, touch] of touches.entries()) if (touch > 0 && touch === most) found[i] = true;
  }
  return found;
}
