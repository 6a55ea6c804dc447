// Advice to the person who is writing: signs of danger, and of matters that lawfully belong elsewhere. Advice only; it blocks nothing.

import type { Words } from "../../domain/facts.ts";

export interface Advice {
  readonly id: "danger" | "fire" | "police" | "petition" | "court" | "discipline" | "labour" | "review";
  /** Somebody may be hurt now: shown first. */
  readonly urgent: boolean;
  /** What was read, so that the person can see why. */
  readonly sign: string;
  readonly words: Words;
}

interface Rule {
  readonly id: Advice["id"];
  readonly urgent: boolean;
  readonly signs: RegExp;
  /** Where these words stand as well, the sign means something else. */
  readonly unless?: RegExp;
  readonly words: Words;
}

const RULES: readonly Rule[] = [
  {
    id: "danger",
    urgent: true,
    signs:
      /昏迷|晕倒|没有呼吸|不省人事|大出血|煤气中毒|一氧化碳中毒|农药中毒|食物中毒|心梗|中风了|要生了|溺水|触电|想自杀|要自杀|要跳楼|不想活/,
    unless: /去年|前年|上个月|宣传|培训|演练|建议/,
    words: {
      zh: "如果有人正有生命危险，请马上打 120（急救），或 110。这里不能代替急救电话。",
      en: "If somebody's life is at risk now, call 120 (ambulance) or 110 at once; this page is no emergency line.",
    },
  },
  {
    id: "fire",
    urgent: true,
    signs:
      /着火了|起火了|正在着火|正在燃烧|(?:煤气|燃气|天然气|液化气|沼气|气罐|气瓶|气表|气管).{0,4}?(?:味|泄漏|漏|跑气)|闻到.{0,4}(?:煤气|燃气|天然气|液化气)|困在电梯|被困/,
    unless: /去年|前年|上个月|宣传|培训|演练|建议/,
    words: {
      zh: "着火、漏气、有人被困，请马上离开危险处，打 119（火警），有人受伤再打 120。",
      en: "Fire, leaking gas or somebody trapped: get away and call 119 (fire); 120 if anybody is hurt.",
    },
  },
  {
    id: "police",
    urgent: true,
    signs: /正在打人|打人了|持刀|拿刀|家暴|被抢|抢劫|绑架|失踪|走失|正在赌博|吸毒|诈骗|被骗/,
    unless: /宣传|培训|建议/,
    words: {
      zh: "正在发生的打人、抢劫、诈骗、有人走失，请马上打 110 报警；不方便说话可以发短信到 12110。",
      en: "Violence, robbery, fraud or a missing person now: call 110; if you cannot speak, text 12110.",
    },
  },
  {
    id: "court",
    urgent: false,
    signs: /法院判|判决书|判决不公|不服判决|强制执行|执行局|老赖|起诉|上诉|立案庭|离婚财产|遗产纠纷/,
    words: {
      zh: "已经在法院的事、对判决有意见，要走诉讼程序（上诉、申请再审、申请执行），可打 12368 诉讼服务热线；请律师、问法律可打 12348。行政机关不能改判决。",
      en: "Matters before a court go by appeal, retrial or enforcement (12368; legal aid 12348). No office can change a judgment.",
    },
  },
  {
    id: "discipline",
    urgent: false,
    signs: /贪污|受贿|行贿|收红包|索要好处|吃拿卡要|违纪|以权谋私|公款吃喝|侵吞/,
    words: {
      zh: "举报公职人员违纪违法，由纪检监察机关受理，可打 12388 或上 12388 举报网站。这里也可以照写，但被反映的单位可能看到内容；后面可以选“不让被反映的人知道我是谁”。",
      en: "Misconduct of officials is for the discipline and supervision bodies (12388). You may still file here; a later page lets you hide who you are.",
    },
  },
  {
    id: "petition",
    urgent: false,
    signs: /信访答复意见书|信访复查|信访复核|复核意见书|不服信访|信访事项/,
    words: {
      zh: "已经有信访处理意见的，不服可在收到之日起 30 日内向上一级申请复查、复核，由信访渠道办理（国家信访局网站或当地信访接待）。",
      en: "Against a petition's written opinion, ask the next higher level for a review within 30 days, by the petition channel.",
    },
  },
  {
    id: "review",
    urgent: false,
    signs: /行政处罚决定书|不服处罚|行政复议|罚款决定/,
    words: {
      zh: "对处罚等行政决定不服，一般可在知道之日起 60 日内申请行政复议，或依法提起行政诉讼；过了时间就难了。决定书上写着向谁申请。",
      en: "Against an administrative decision you may usually apply for reconsideration within 60 days, or sue; the decision names where.",
    },
  },
  {
    id: "labour",
    urgent: false,
    signs: /劳动仲裁|工伤认定|经济补偿金|违法辞退|解除劳动合同/,
    words: {
      zh: "劳动争议一般要先申请劳动仲裁，期限一年，可打 12333 问。欠薪也可以在这里照提。",
      en: "Labour disputes usually begin with arbitration, within one year (12333). Unpaid wages may also be filed here.",
    },
  },
];

/** What to tell the person who wrote this; the urgent first. */
export function adviceOn(text: string): Advice[] {
  const found: Advice[] = [];
  for (const { id, urgent, signs, unless, words } of RULES) {
    const sign = signs.exec(text)?.[0];
    if (sign === undefined || unless?.test(text) === true) continue;
    found.push({ id, urgent, sign, words });
  }
  return found.sort((a, b) => Number(b.urgent) - Number(a.urgent));
}
