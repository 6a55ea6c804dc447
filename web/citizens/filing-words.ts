// What the pages of a filing ask and how they are called, for the pages and for what reads them.

import type { Words } from "../../core/domain/facts.ts";

export const FILING_STEPS = ["words", "asks", "place", "photos", "you", "public", "check"] as const;
export type FilingStep = (typeof FILING_STEPS)[number];
/** The pages that are plain questions. */
export type QuestionStep = Exclude<FilingStep, "photos" | "check">;

export const TITLES: Readonly<Record<FilingStep, Words>> = {
  words: { zh: "出了什么事", en: "What is the matter" },
  asks: { zh: "您要解决哪几件", en: "What should be solved" },
  place: { zh: "在哪里", en: "Where it is" },
  photos: { zh: "照片（可以没有）", en: "Photos, if you have any" },
  you: { zh: "怎么告诉您结果", en: "How you want to hear of it" },
  public: { zh: "要不要公开", en: "Public or not" },
  check: { zh: "看一遍，提交", en: "Check and send" },
};

export type Fields = Readonly<Record<string, string>>;

export interface AdviceView {
  readonly urgent: boolean;
  readonly sign: string;
  readonly words: Words;
}

export const INTENTS = [
  { value: "ask-help", zh: "请求解决一件事", en: "Please solve something" },
  { value: "complain", zh: "投诉", en: "A complaint" },
  { value: "consult", zh: "问一件事", en: "A question" },
  { value: "suggest", zh: "提建议", en: "A suggestion" },
  { value: "report", zh: "举报", en: "A report" },
  { value: "praise", zh: "表扬", en: "Praise" },
] as const;

export const WANTS = [
  { value: "text", zh: "发文字（短信或邮件）", en: "In writing, by SMS or e-mail" },
  { value: "call", zh: "打电话", en: "By telephone" },
  { value: "visit", zh: "上门或当面说", en: "In person" },
  { value: "none", zh: "不用找我，我自己来查", en: "Do not contact me; I look it up" },
] as const;
