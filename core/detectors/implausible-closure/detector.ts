// Implausible closure: closed within minutes with no answer or contact, or with a clock that was stopped without a reason.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { answerOf, closingOf, isMerged, stoppedWithoutReason } from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "implausible-closure",
  title: { zh: "办结过程不合常理", en: "Implausible closure" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Minutes from filing to closing under which nothing can have been done on the ground. */
    minutes: z.number().int().positive(),
    /** Days that a clock may stand still without a reason. */
    stoppedDays: z.number().int().positive(),
  }),
  exemptions: {
    answered: { zh: "当场答复或电话、上门解决", en: "answered at once, by phone or in person" },
    merged: { zh: "并入另一件", en: "merged into another" },
    question: {
      zh: "咨询、建议、表扬，即答即结",
      en: "a question, suggestion or praise, closed with its answer",
    },
    event: { zh: "高考查分、补贴开放等集中办理日", en: "a day on which many ask the same" },
    confirmed: { zh: "群众已说解决", en: "the citizen says it is solved" },
  },
  messages: {
    fast: {
      zh: "提出后 {minutes} 分钟就办结，没有答复，也没有联系群众的记录。",
      en: "Closed {minutes} minutes after filing, without an answer or a contact on record.",
    },
    stopped: {
      zh: "计时停了 {days} 天，没有写原因，之后直接办结。",
      en: "The clock was stopped for {days} days without a reason before the closing.",
    },
    "same-day": {
      zh: "{file} 中有 {count} 件当天办结而没有答复，但只有日期没有时刻，不能判断。",
      en: "{count} requests in {file} were closed on their day without an answer; only days are stated, so it cannot be told.",
    },
  },
  *detect(facts, { minutes, stoppedDays }, bench) {
    const events = (bench.all.notices ?? []).filter((notice) => notice.kind === "event");
    const sameDay: PublicRequest[] = [];
    const onEvent = (at: number) =>
      events.some((event) => at >= event.from && at <= (event.until ?? event.from + 86_400_000));
    for (const request of facts.requests ?? []) {
      const closed = closingOf(request);
      if (request.at === undefined || closed?.at === undefined || isExempt(request)) continue;
      const { id: subject, body } = request;
      const base = { subject, event: closed.at, ...(body === undefined ? {} : { body }) };
      const exemptions = ["answered", "merged", "question", "event", "confirmed"].map((id) => ({
        id,
        result:
          (id === "event" && bench.all.notices === undefined) ||
          (id === "question" && request.intent === undefined)
            ? ("unknown" as const)
            : ("not-met" as const),
      }));
      const unchecked = [
        {
          zh: "没有写在系统里的电话和上门看不到",
          en: "calls and visits that nobody wrote down cannot be seen",
        },
      ];
      const timed = request.dayOnly !== true && closed.dayOnly !== true;
      const took = Math.floor((closed.at - request.at) / 60_000);
      // A source without replies says nothing about what was answered.
      const silent = answerOf(request) === undefined && request.incomplete?.replies !== true;
      if (timed && took >= 0 && took <= minutes && silent && !onEvent(request.at)) {
        yield {
          ...base,
          outcome: "suspected",
          message: "fast",
          values: { minutes: took },
          exemptions,
          unchecked,
          evidence: [request],
        };
        continue;
      }
      if (!timed && silent && dayOf(closed.at) === dayOf(request.at)) sameDay.push(request);
      const days = stoppedWithoutReason(request, closed.at);
      if (days <= stoppedDays) continue;
      yield {
        ...base,
        outcome: "suspected",
        message: "stopped",
        values: { days },
        exemptions,
        unchecked,
        evidence: [request],
      };
    }
    for (const [file, requests] of byFile(sameDay)) {
      const evidence = requests.slice(0, 5);
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "same-day",
        values: { file, count: requests.length },
        evidence,
      };
    }
  },
});

function isExempt(request: PublicRequest): boolean {
  return (
    isMerged(request) ||
    request.intent === "consult" ||
    request.intent === "suggest" ||
    request.intent === "praise" ||
    request.verdict?.value === "solved"
  );
}
