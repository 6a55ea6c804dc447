// Appeals in words: the grounds, what stands of a finding, the limits, and how to object on the hosted pages.

import { ANSWER_WORKDAYS, FIRST_WORKDAYS, type Ground } from "../../core/domain/appeals/appeal.ts";
import { LEAST_DECIDED, MOST_UPHELD } from "../../core/domain/appeals/errors.ts";
import { dayOf } from "../../core/domain/day.ts";
import type { Day, Instant, Words } from "../../core/domain/facts.ts";
import { calendarWords, dayWords } from "../parts/moments.ts";

/** On the buttons: each files the appeal at one touch. */
export const GROUND_WORDS: Readonly<Record<Ground, Words>> = {
  fact: { zh: "事实不对", en: "The fact is wrong" },
  exemption: { zh: "有豁免没考虑到", en: "An exemption was overlooked" },
  rule: { zh: "这条规定管不到这里", en: "The rule does not apply here" },
  mended: { zh: "已经改好了", en: "It has been mended since" },
};

/** What an appeal has made of a finding. */
export type Standing = "under-appeal" | "withdrawn" | "not-upheld";

export const STANDING_WORDS: Readonly<Record<Standing, Words>> = {
  "under-appeal": { zh: "正在申诉", en: "under appeal" },
  withdrawn: { zh: "申诉成立，已撤回", en: "appeal upheld: withdrawn" },
  "not-upheld": { zh: "申诉未成立", en: "appeal not upheld" },
};

/** How many wait for an answer, for those who answer. */
export function waitingWords({ count, late }: { readonly count: number; readonly late: number }): Words {
  if (count === 0) return { zh: "没有等答复的申诉", en: "no appeals wait" };
  return {
    zh: `${count} 件申诉等答复${late === 0 ? "" : `，其中 ${late} 件超期`}`,
    en: `appeals that wait: ${count}${late === 0 ? "" : `, of them late: ${late}`}`,
  };
}

/** An answer, as the body's notes tell of it. */
export function answeredWords(
  title: Words,
  { upheld, at }: { readonly upheld: boolean; readonly at: Instant },
): Words {
  const { zh, en } = STANDING_WORDS[upheld ? "withdrawn" : "not-upheld"];
  return {
    zh: `${zh}：${title.zh}（${dayWords(at)}答复）`,
    en: `${en}: ${title.en} (answered ${dayOf(at)})`,
  };
}

export const MORE_ANSWERED: Words = {
  zh: "还有答复了的申诉，看本单位的疑点",
  en: "more answers among own findings",
};

const SHARE = `${MOST_UPHELD * 100} %`;

/** Why a retired detector's suspicions cannot be told. */
export const RETIRED: Words = {
  zh: "这项检测的申诉成立得太多，已停用，修好以前一律按无法判断。",
  en: "Appeals against this detector were upheld too often: it is retired until mended, and cannot tell.",
};

/** The method of the table of errors. */
export const RETIRING: Words = {
  zh: `已答复的申诉满 ${LEAST_DECIDED} 件，且成立的比例有把握超过 ${SHARE}（95 % 威尔逊区间的下限），这项检测就停用，修好以前它的疑点一律按“无法判断”。`,
  en: `With ${LEAST_DECIDED} decided appeals and the lower bound of the 95 % Wilson interval of the upheld share above ${SHARE}, a detector is retired: until it is mended its suspicions count as “cannot tell”.`,
};

/** How to object, on hosted pages. */
export const APPEAL: Words = {
  zh: `疑点可能有错。疑点说的单位登录后打开“本单位的疑点”，点开那一条，按一下哪里不对就行，可以再写一句话。由人在 ${ANSWER_WORKDAYS} 个工作日内答复，写明理由；提的人和被查单位不能自己答复。成立的，疑点撤回，不再计数。核实以前，疑点不算数。`,
  en: `Findings may be wrong. The body concerned signs in, opens “Own findings” and the finding, and says what is wrong at one touch, with a sentence if it likes. A person answers within ${ANSWER_WORKDAYS} working days, with the reason; neither whoever filed nor the body itself answers. What is upheld is withdrawn and counts no more. Until verified a finding counts for nothing.`,
};

/** What follows, beside the form. */
export const AFTERWARDS: Words = {
  zh: `由人在 ${ANSWER_WORKDAYS} 个工作日内答复，写明理由。核实以前，疑点不算数。`,
  en: `A person answers within ${ANSWER_WORKDAYS} working days, with the reason. Until verified a finding counts for nothing.`,
};

/** Until when a person answers. */
export function dueWords(due: Day | undefined): Words {
  return due === undefined
    ? {
        zh: `${ANSWER_WORKDAYS} 个工作日内答复；放假安排还没公布，哪天到期说不准`,
        en: `an answer within ${ANSWER_WORKDAYS} working days; the holidays are not published, so the day is unknown`,
      }
    : { zh: `${calendarWords(due)}以前答复`, en: `an answer by ${due}` };
}

/** Whose turn it is after a check-up. */
export function firstWords(until: Day | undefined): Words {
  return until === undefined
    ? {
        zh: `体检后 ${FIRST_WORKDAYS} 个工作日，先由疑点说的单位自己看、自己说；放假安排还没公布，哪天为止说不准。`,
        en: `For ${FIRST_WORKDAYS} working days the bodies concerned look and speak first; the holidays are not published, so the last day is unknown.`,
      }
    : {
        zh: `${calendarWords(until)}为止，先由疑点说的单位自己看、自己说；在那以前请不要据此下结论。`,
        en: `Until ${until} the bodies concerned look and speak first; draw no conclusion before.`,
      };
}
