// What counts as an answer, as a failed contact, as closed, and as the citizen's own word.

import { expect, test } from "vitest";
import type { PublicRequest, Step } from "../../domain/facts.ts";
import { answeredInPerson, answerOf, hasWords, isCitizensWord, isClosed, isUnreachable } from "./thread.ts";

function request(steps: Step[], more: Partial<PublicRequest> = {}): PublicRequest {
  return { source: { file: "a.csv", row: 1 }, id: "r1", subject: "路灯", text: "不亮", steps, ...more };
}

test("a call or a visit answers unless it is known to have failed; a contact of an unknown way only where it reached somebody", () => {
  expect(answeredInPerson(request([{ kind: "contact", by: "phone" }]))).toBeDefined();
  expect(answeredInPerson(request([{ kind: "contact", reached: true }]))).toBeDefined();
  expect(answeredInPerson(request([{ kind: "contact", by: "phone", reached: false }]))).toBeUndefined();
  expect(answeredInPerson(request([{ kind: "contact" }]))).toBeUndefined();
  expect(answeredInPerson(request([{ kind: "reply", text: "已收悉" }]))).toBeUndefined();
});

test("words with the closing answer as a reply does; a receipt does not", () => {
  const closing: Step = { kind: "close", text: "路灯已于3月2日修好。" };
  expect(answerOf(request([{ kind: "reply", text: "您的留言已收悉。" }, closing]))).toBe(closing);
  expect(answerOf(request([{ kind: "reply", text: "您的留言已收悉。" }, { kind: "close" }]))).toBeUndefined();
  expect(hasWords(request([closing]))).toBe(true);
  expect(hasWords(request([{ kind: "close" }]))).toBe(false);
});

test("only tries before the end of the clock excuse", () => {
  const tries = [10, 20, 30].map((at): Step => ({ kind: "contact", by: "phone", reached: false, at }));
  expect(isUnreachable(request(tries))).toBe(true);
  expect(isUnreachable(request(tries), 30)).toBe(true);
  expect(isUnreachable(request(tries), 25)).toBe(false);
});

test("a source that calls the matter open again is believed over an old closing", () => {
  expect(isClosed(request([{ kind: "close" }]))).toBe(true);
  expect(isClosed(request([{ kind: "close" }], { status: "open" }))).toBe(false);
  expect(isClosed(request([], { status: "closed" }))).toBe(true);
});

test("a default, an entry of the body and a word after a talk about the rating are not the citizen's own", () => {
  const of = (askedBy: "citizen" | "neutral" | "handling-body" | "default", steps: Step[] = []) =>
    isCitizensWord(request(steps, { verdict: { value: "solved", askedBy } }));
  expect([of("citizen"), of("neutral"), of("handling-body"), of("default")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(of("citizen", [{ kind: "contact", raisedRating: true }])).toBe(false);
});
