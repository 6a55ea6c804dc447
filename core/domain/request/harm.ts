// Five named levels of harm to the citizen, by which every queue sorts before it looks at a clock.

import type { Words } from "../facts.ts";

/** From the gravest to the lightest. */
export const HARM_LEVELS = ["emergency", "danger", "hardship", "trouble", "question"] as const;
export type HarmLevel = (typeof HARM_LEVELS)[number];

export const HARM_WORDS: Readonly<Record<HarmLevel, Words>> = {
  emergency: { zh: "危急：有人正有生命危险", en: "Emergency: somebody's life is at risk now" },
  danger: { zh: "危险：可能伤人或造成重大损失", en: "Danger: people may be hurt, or heavy loss" },
  hardship: {
    zh: "困难：断水断电断暖、欠薪、看病上学受阻",
    en: "Hardship: no water, power, heat, wages, treatment or schooling",
  },
  trouble: { zh: "不便：日常生活受影响", en: "Trouble: daily life is made harder" },
  question: { zh: "咨询和建议", en: "A question or a suggestion" },
};

export interface HarmSigns {
  /** What the taxonomy says of this kind of matter. */
  readonly matter: HarmLevel;
  /** What the operator ticked, having heard the caller. */
  readonly ticked?: HarmLevel;
  /** People who joined, beside the first. */
  readonly joiners: number;
  /** Times it came back: bounces of this request and earlier requests on the same matter. */
  readonly repeats: number;
}

const MANY_JOINERS = 10;
const MANY_REPEATS = 2;

/** True where `a` is graver than `b`. */
export function isGraver(a: HarmLevel, b: HarmLevel): boolean {
  return HARM_LEVELS.indexOf(a) < HARM_LEVELS.indexOf(b);
}

/**
 * The graver of taxonomy and tick; many joiners or repeats lift it by one level, since repeats say something of the matter and
 * nothing of the person. Only a human ear makes an emergency.
 */
export function harmOf(signs: HarmSigns): HarmLevel {
  const heard =
    signs.ticked !== undefined && isGraver(signs.ticked, signs.matter) ? signs.ticked : signs.matter;
  const lifted = signs.joiners >= MANY_JOINERS || signs.repeats >= MANY_REPEATS;
  if (!lifted || heard === "emergency" || heard === "danger") return heard;
  return HARM_LEVELS[HARM_LEVELS.indexOf(heard) - 1]!;
}
