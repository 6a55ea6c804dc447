// An appeal against a finding of the check-up: its type, the grounds, and the limits in working days.

import { addDays, CHINA, dayOf } from "../day.ts";
import type { Day, Instant, Words } from "../facts.ts";
import type { Role } from "../request/steps.ts";

/** A person answers within so many working days of the filing. Our own limit; no regulation sets one. */
export const ANSWER_WORKDAYS = 10;
/** For so many working days after a check-up its findings are the bodies' own to look at and to answer first. */
export const FIRST_WORKDAYS = 5;
/** For so many working days after an answer its body's notes tell of it. */
export const TOLD_WORKDAYS = 10;
/** Filed and answered appeals go after so many months, as requests do. */
export const KEPT_MONTHS = 60;

/** What a body may say, one touch each: the fact is wrong, an exemption was overlooked, the rule does not apply here, it has been mended since. */
export const GROUNDS = ["fact", "exemption", "rule", "mended"] as const;
export type Ground = (typeof GROUNDS)[number];

/** Who acted: body and role. The person stands in a sealed table. */
export interface ActedAs {
  readonly body: string;
  readonly role: Role;
}

export interface Appeal {
  readonly id: string;
  readonly finding: string;
  readonly detector: string;
  readonly title: Words;
  /** The platform's body that the finding is about; absent where it is none of the platform's. */
  readonly accused?: string;
  readonly by: ActedAs;
  readonly ground: Ground;
  /** Masked; may be empty. */
  readonly words: string;
  readonly filedAt: Instant;
  readonly answer?: {
    readonly upheld: boolean;
    readonly reason: string;
    readonly by: ActedAs;
    readonly at: Instant;
  };
}

/** The last day for an answer; undefined where the holidays of that year are not published. */
export function dueOf({ filedAt }: Pick<Appeal, "filedAt">): Day | undefined {
  return CHINA.addWorkdays(dayOf(filedAt), ANSWER_WORKDAYS);
}

/** Whether the answer came late, or is late by `now`; undefined where the last day is not known. */
export function isLate(appeal: Pick<Appeal, "filedAt" | "answer">, now: Instant): boolean | undefined {
  const due = dueOf(appeal);
  return due === undefined ? undefined : dayOf(appeal.answer?.at ?? now) > due;
}

/** Beyond so many days these spans of working days are over, whatever the holidays were. */
export const SURELY_OVER = 31;

/** The bodies' own time after a check-up: its last day, absent where the holidays are not published; undefined once it is over. */
export function firstTime(finishedAt: Instant, now: Instant): { readonly until?: Day } | undefined {
  const until = CHINA.addWorkdays(dayOf(finishedAt), FIRST_WORKDAYS);
  if (isOver(finishedAt, until, now)) return undefined;
  return until === undefined ? {} : { until };
}

/** Whether an answer is still told among its body's notes. */
export function isNews(answeredAt: Instant, now: Instant): boolean {
  return !isOver(answeredAt, CHINA.addWorkdays(dayOf(answeredAt), TOLD_WORKDAYS), now);
}

function isOver(from: Instant, until: Day | undefined, now: Instant): boolean {
  return dayOf(now) > (until ?? addDays(dayOf(from), SURELY_OVER));
}
