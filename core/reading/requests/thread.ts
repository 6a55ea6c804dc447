// What happened to a request as its steps tell: answers by any way, failed contacts, hand-overs, closings.

import { dayOf, daysBetween } from "../../domain/day.ts";
import type { Instant, PublicRequest, Step } from "../../domain/facts.ts";
import { isSubstantive } from "./substance.ts";

/** Contacts that failed, from which a citizen counts as not to be reached (trap T6). */
const FAILED_CONTACTS = 3;

/** The office's written replies, in order. */
export function repliesOf(request: PublicRequest): Step[] {
  return request.steps.filter((step) => step.kind === "reply" && step.text !== undefined && step.text !== "");
}

/** An answer given by voice or in person, or a contact that reached the citizen; one that is known to have failed does not count (T5). */
export function answeredInPerson(request: PublicRequest): Step | undefined {
  return request.steps.find(
    (step) =>
      (step.kind === "contact" || step.kind === "reply") &&
      step.by !== "text" &&
      (step.by === undefined ? step.kind === "contact" && step.reached === true : step.reached !== false),
  );
}

/** The office said something in writing: a reply, or words with the closing. */
export function hasWords(request: PublicRequest): boolean {
  return repliesOf(request).length > 0 || (closingOf(request)?.text ?? "") !== "";
}

/** What was found to answer, since several detectors of a run ask and reading each reply is slow. */
const answers = new WeakMap<PublicRequest, Step | null>();

/** The first step that answers: a reply or closing of substance, or a word in person. Receipts do not answer (trap T3). */
export function answerOf(request: PublicRequest): Step | undefined {
  const known = answers.get(request);
  if (known !== undefined) return known ?? undefined;
  const found = findAnswer(request);
  answers.set(request, found ?? null);
  return found;
}

function findAnswer(request: PublicRequest): Step | undefined {
  const inPerson = answeredInPerson(request);
  return request.steps.find(
    (step) =>
      step === inPerson ||
      ((step.kind === "reply" || step.kind === "close") &&
        step.text !== undefined &&
        isSubstantive(step.text)),
  );
}

/** The citizen could not be reached; where a clock runs, only tries before its end excuse anybody (`by`). */
export function isUnreachable(request: PublicRequest, by = Number.POSITIVE_INFINITY): boolean {
  const failed = request.steps.filter(
    (step) => step.kind === "contact" && step.reached === false && (step.at === undefined || step.at <= by),
  );
  return failed.length >= FAILED_CONTACTS;
}

/** Thanks, or a citizen who asked for no answer. */
export function needsNoAnswer(request: PublicRequest): boolean {
  return request.intent === "praise" || request.wants === "none";
}

/** The office took the matter up, by a word or by the source's status; where no text was kept nobody can say more. */
export function isTakenUp(request: PublicRequest): boolean {
  return request.steps.some((step) => step.kind === "acknowledge" || step.kind === "accept");
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

/** The last closing, which is the body's claim. */
export function closingOf(request: PublicRequest): Step | undefined {
  return request.steps.findLast((step) => step.kind === "close");
}

/** Closed by the body's claim; a source that calls the matter open again is believed. */
export function isClosed(request: PublicRequest): boolean {
  return request.status === "closed" || (request.status !== "open" && closingOf(request) !== undefined);
}

/** The citizen's own word, not a default, not the handling body's entry, not given after a talk about the rating (trap T22). */
export function isCitizensWord(request: PublicRequest): boolean {
  const by = request.verdict?.askedBy;
  return (
    by !== "default" && by !== "handling-body" && !request.steps.some((step) => step.raisedRating === true)
  );
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
