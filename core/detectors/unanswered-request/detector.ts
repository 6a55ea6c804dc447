// Unanswered request: a message to a public board without any response for longer than the clause allows.

import { z } from "zod";
import { addMonths, dayOf, daysBetween, endOf, startOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import {
  answeredInPerson,
  handedOver,
  hasWords,
  isMerged,
  isTakenUp,
  isUnreachable,
  needsNoAnswer,
} from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "unanswered-request",
  title: { zh: "留言长期没有回应", en: "Unanswered request" },
  category: "requests",
  judges: "requests",
  only: (request: PublicRequest, { procedures }) => procedures.includes(request.procedure ?? ""),
  needs: ["requests"],
  params: z.strictObject({
    months: z.number().int().positive(),
    /** Only messages of so many months before the check-up are looked at. */
    lookBackMonths: z.number().int().positive(),
    procedures: z.array(z.string()).min(1),
  }),
  exemptions: {
    "in-person": { zh: "已用电话、上门等方式回应", en: "answered by phone or in person" },
    unreachable: { zh: "多次联系不上（三次以上）", en: "three contacts failed" },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
    confidential: { zh: "要求保密，不公开回应", en: "confidential" },
    "no-answer-needed": { zh: "感谢、表扬，不需要答复", en: "thanks or praise" },
  },
  messages: {
    silent: {
      zh: "{asked} 的留言到 {on} 已 {days} 天没有回应（期限 {months} 个月）。",
      en: "A message of {asked} had no response for {days} days up to {on} (limit {months} months).",
    },
    "no-replies": {
      zh: "{file} 中有 {count} 件没有答复内容，办理状态又没有写、写着已受理或已回复，不能判断是否回应。",
      en: "{count} requests in {file} carry no words of a reply, and their status is missing or says taken up or replied: whether there was a response cannot be told.",
    },
  },
  *detect(facts, { months, lookBackMonths }, bench) {
    const from = startOf(addMonths(bench.on, -lookBackMonths));
    const judged = (facts.requests ?? []).filter(
      (request) => request.at !== undefined && request.at >= from && !isExempt(request),
    );
    const silent = judged.filter(
      (request) => !hasWords(request) && endOf(addMonths(dayOf(request.at!), months)) < bench.now,
    );
    for (const request of silent) {
      if (isBlind(request)) continue;
      const asked = dayOf(request.at!);
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: "silent",
        values: { asked, on: bench.on, days: daysBetween(asked, bench.on), months },
        exemptions: ["in-person", "unreachable", "handed-over", "confidential", "no-answer-needed"].map(
          (id) => ({
            id,
            result: request.steps.length > 1 ? ("not-met" as const) : ("unknown" as const),
          }),
        ),
        unchecked: [
          {
            zh: "没有写在系统里的电话或上门答复看不到",
            en: "answers by phone or visit that nobody wrote down cannot be seen",
          },
        ],
        evidence: [request],
      };
    }
    for (const [file, requests] of byFile(silent.filter(isBlind))) {
      const evidence = requests.slice(0, 5);
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "no-replies",
        values: { file, count: requests.length },
        evidence,
      };
    }
  },
});

/** Silence that may be the source's: it keeps no replies, or its status says that there is one. Missing data is never guilt. */
function isBlind(request: PublicRequest): boolean {
  if (request.incomplete?.replies !== true) return request.status === "replied";
  return request.status !== "open" || isTakenUp(request);
}

function isExempt(request: PublicRequest): boolean {
  return (
    needsNoAnswer(request) ||
    request.confidential === true ||
    answeredInPerson(request) !== undefined ||
    isUnreachable(request) ||
    handedOver(request) ||
    isMerged(request)
  );
}
