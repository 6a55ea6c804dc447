// What happened to a request as its steps tell: answers by any way, lawful extensions and pauses, failed contacts, hand-overs.

import { type Calendar, dayOf, daysBetween, endOfLimit, type Limit } from "../../domain/day.ts";
import type { Instant, PublicRequest, Step } from "../../domain/facts.ts";
import { isSubstantive } from "./substance.ts";

/** Contacts that failed, from which a citizen counts as not to be reached (trap T6). */
const FAILED_CONTACTS = 3;

/** The office's written replies, in order. */
export function repliesOf(request: PublicRequest): Step[] {
  return request.steps.filter((step) => step.kind === "reply" && step.text !== undefined && step.text !== "");
}

/** An answer given by voice or in person; one that is known to have failed does not count (trap T5). */
export function answeredInPerson(request: PublicRequest): Step | undefined {
  return request.steps.find(
    (step) =>
      (step.kind === "contact" || step.kind === "reply") &&
      step.by !== undefined &&
      step.by !== "text" &&
      step.reached !== false,
  );
}

/** The first step that answers: a reply of substance, or a word in person. Receipts do not answer (trap T3). */
export function answerOf(request: PublicRequest): Step | undefined {
  const inPerson = answeredInPerson(request);
  return request.steps.find(
    (step) =>
      step === inPerson || (step.kind === "reply" && step.text !== undefined && isSubstantive(step.text)),
  );
}

export function isUnreachable(request: PublicRequest): boolean {
  return (
    request.steps.filter((step) => step.kind === "contact" && step.reached === false).length >=
    FAILED_CONTACTS
  );
}

/** The request went on to a body that is named (trap T7), or was merged into another. */
export function handedOver(request: PublicRequest): boolean {
  return request.steps.some(
    (step) => (step.kind === "hand-over" || step.kind === "return") && (step.to ?? "") !== "",
  );
}

export function isMerged(request: PublicRequest): boolean {
  return request.mergedInto !== undefined || request.steps.some((step) => step.kind === "merge");
}

export interface Clock {
  /** The last instant of the limit with everything lawful added; undefined where a year's calendar is not known. */
  readonly ends: Instant | undefined;
  readonly extended: boolean;
  readonly paused: boolean;
}

/**
 * The clock of a request: the limit from its filing, moved by extensions that were made in time (at most to `extension` beyond the limit)
 * and by pauses with a reason.
 */
export function clockOf(
  request: PublicRequest,
  limit: Limit,
  extension: Limit | undefined,
  calendar: Calendar,
): Clock {
  let ends = endOfLimit(request.at!, limit, calendar);
  if (ends === undefined) return { ends, extended: false, paused: false };
  const most = extension === undefined ? ends : endOfLimit(ends, extension, calendar);
  let extended = false;
  let paused = 0;
  let since: Instant | undefined;
  for (const step of request.steps) {
    if (step.at === undefined) continue;
    if (step.kind === "extend" && extension !== undefined && step.at <= ends + paused) {
      extended = true;
      ends = Math.max(ends, Math.min(step.until ?? most ?? ends, most ?? Number.POSITIVE_INFINITY));
    } else if (step.kind === "pause" && (step.reason ?? step.text ?? "") !== "") {
      since = step.at;
    } else if (step.kind === "resume" && since !== undefined) {
      paused += step.at - since;
      since = undefined;
    }
  }
  if (since !== undefined) return { ends: Number.POSITIVE_INFINITY, extended, paused: true };
  return { ends: ends + paused, extended, paused: paused > 0 };
}

/** The last closing, which is the body's claim. */
export function closingOf(request: PublicRequest): Step | undefined {
  return request.steps.findLast((step) => step.kind === "close");
}

export function isClosed(request: PublicRequest): boolean {
  return request.status === "closed" || closingOf(request) !== undefined;
}

/** The time of the last written or spoken word of the office. */
export function lastWordAt(request: PublicRequest): Instant | undefined {
  return request.steps.findLast(
    (step) => step.kind === "reply" || step.kind === "contact" || step.kind === "close",
  )?.at;
}

/** Days from a pause without any reason to its end, or to the closing. */
export function stoppedWithoutReason(request: PublicRequest, closed: number): number {
  let most = 0;
  for (const [index, step] of request.steps.entries()) {
    if (step.kind !== "pause" || step.at === undefined || (step.reason ?? step.text ?? "") !== "") continue;
    const resumed = request.steps.slice(index).find((each) => each.kind === "resume")?.at ?? closed;
    most = Math.max(most, daysBetween(dayOf(step.at), dayOf(Math.min(resumed, closed))));
  }
  return most;
}
