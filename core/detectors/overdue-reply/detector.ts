// Overdue reply: an answer of substance came after the limit of its procedure, lawful extensions and pauses added, or is still to come.

import { z } from "zod";
import { dayOf, daysBetween } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { answerOf, clockOf, handedOver, isMerged, isUnreachable } from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

const Limit = z.strictObject({
  count: z.number().int().positive(),
  unit: z.enum(["day", "workday", "hour", "month"]),
});

export default detector({
  id: "overdue-reply",
  title: { zh: "答复超过时限", en: "Overdue reply" },
  category: "requests",
  judges: "requests",
  only: (request: PublicRequest, { procedures }) => procedures.includes(request.procedure ?? ""),
  needs: ["requests"],
  params: z.strictObject({
    procedures: z.array(z.string()).min(1),
    limit: Limit,
    /** How much longer a lawful extension may make it. */
    extension: Limit.optional(),
  }),
  exemptions: {
    extension: { zh: "限期内已办理延期", en: "extended in time" },
    pause: { zh: "依法中止（写明原因）", en: "a lawful pause with its reason" },
    unreachable: { zh: "多次联系不上（三次以上）", en: "three contacts failed" },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
    confidential: { zh: "要求保密", en: "confidential" },
  },
  messages: {
    late: {
      zh: "{asked} 提出，时限到 {due}，{answered} 才有实质答复，超过 {days} 天。",
      en: "Filed on {asked}, due by {due}, answered in substance on {answered}: {days} days late.",
    },
    waiting: {
      zh: "{asked} 提出，时限到 {due}，到 {on} 还没有实质答复。",
      en: "Filed on {asked}, due by {due}, not answered in substance by {on}.",
    },
    calendar: {
      zh: "{file} 中有 {count} 件的时限落在没有放假安排的年份，工作日算不出，不能判断。",
      en: "The limits of {count} requests in {file} fall into a year without a published holiday notice.",
    },
  },
  *detect(facts, { limit, extension }, bench) {
    const unknown: PublicRequest[] = [];
    for (const request of facts.requests ?? []) {
      if (request.at === undefined || isExempt(request)) continue;
      const clock = clockOf(request, limit, extension, bench.calendar);
      if (clock.ends === undefined) {
        unknown.push(request);
        continue;
      }
      if (clock.ends === Number.POSITIVE_INFINITY) continue;
      const answer = answerOf(request);
      // A source without replies says nothing about their time; an undated answer neither.
      if (answer === undefined ? request.incomplete?.replies === true : answer.at === undefined) continue;
      const late = answer === undefined ? bench.now > clock.ends : answer.at! > clock.ends;
      if (!late) continue;
      const [asked, due] = [dayOf(request.at), dayOf(clock.ends)];
      const days =
        answer === undefined
          ? {}
          : { answered: dayOf(answer.at!), days: daysBetween(due, dayOf(answer.at!)) };
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: answer === undefined ? "waiting" : "late",
        values: { asked, due, on: bench.on, ...days },
        exemptions: ["extension", "pause", "unreachable", "handed-over", "confidential"].map((id) => ({
          id,
          result: request.steps.length > 2 ? ("not-met" as const) : ("unknown" as const),
        })),
        unchecked: [
          {
            zh: "没有写在系统里的延期和电话答复看不到",
            en: "extensions and calls that nobody wrote down cannot be seen",
          },
        ],
        evidence: [request.source],
      };
    }
    for (const [file, requests] of byFile(unknown)) {
      const evidence = requests.slice(0, 5).map((each) => each.source);
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "calendar",
        values: { file, count: requests.length },
        evidence,
      };
    }
  },
});

function isExempt(request: PublicRequest): boolean {
  return (
    request.confidential === true ||
    request.intent === "praise" ||
    isUnreachable(request) ||
    handedOver(request) ||
    isMerged(request)
  );
}
