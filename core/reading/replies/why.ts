// Puts the reading of a reply into one plain sentence, Chinese and English; cautious where the reader cannot tell.

import type { Words } from "../../domain/facts.ts";

export interface Grounds {
  readonly kind: string;
  readonly abstained: boolean;
  readonly offtopic: boolean;
  readonly cold: boolean;
  readonly asks: readonly { readonly covered: boolean }[];
  readonly commitments: readonly { readonly due: string | null }[];
  /** The words that the kind rests on. */
  readonly words?: string | undefined;
}

const KIND: Readonly<Record<string, Words>> = {
  resolved: { zh: "说了已经办了什么或已有结果", en: "It says what was done or what came of it" },
  answered: { zh: "给出了情况、规定或理由", en: "It gives facts, a rule or a reason" },
  promised: { zh: "主要是还要办或正在办的事", en: "It is mainly about action to come or under way" },
  forwarded: {
    zh: "只是转交，或请来信人另找他处",
    en: "It only passes the matter on or sends the citizen elsewhere",
  },
  hollow: {
    zh: "只有收悉、感谢一类的话，没有实际内容",
    en: "It only acknowledges or thanks; nothing of substance",
  },
};

export function whyOf(grounds: Grounds): Words {
  const kind = KIND[grounds.kind]!;
  const zh: string[] = [];
  const en: string[] = [];
  zh.push(grounds.abstained ? `看不准；比较像：${kind.zh}` : kind.zh);
  en.push(grounds.abstained ? `Cannot tell; most like: ${kind.en}` : kind.en);
  if (grounds.words !== undefined && grounds.words !== "") {
    zh[0] += `（「${grounds.words.slice(0, 30)}」）`;
    en[0] += ` ("${grounds.words.slice(0, 30)}")`;
  }
  const open = grounds.asks.filter((ask) => !ask.covered).length;
  if (grounds.asks.length > 0) {
    zh.push(open === 0 ? "所提各项都有回应" : `所提${grounds.asks.length}项中有${open}项没有找到回应`);
    en.push(
      open === 0 ? "every ask is taken up" : `${open} of ${grounds.asks.length} asks not found in the reply`,
    );
  }
  if (grounds.offtopic) {
    zh.push("说的像是另一件事");
    en.push("it seems to deal with another matter");
  }
  const dated = grounds.commitments.filter((commitment) => commitment.due !== null).length;
  if (grounds.commitments.length > 0) {
    zh.push(`有${grounds.commitments.length}处承诺，其中${dated}处有期限`);
    en.push(`${grounds.commitments.length} commitments, ${dated} with a date`);
  }
  if (grounds.cold) {
    zh.push("措辞可能让人觉得冷淡（仅供起草时参考）");
    en.push("the wording may feel cold (advice for the drafter only)");
  }
  return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
}
