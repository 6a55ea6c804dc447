// Overdue reply: an answer of substance came after the limit of its procedure, lawful extensions and pauses added, or is still to come.

import { z } from "zod";
import { dayOf, daysBetween } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { clockOf } from "../../reading/requests/clock.ts";
import {
  answerOf,
  closingOf,
  handedOver,
  hasWords,
  isMerged,
  isUnreachable,
  needsNoAnswer,
} from "../../reading/requests/thread.ts";
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
    times: {
      zh: "{file} 中有 {count} 件看不到何时答复（没有答复时间，或已办结、已回复而没有答复内容），不能判断是否超期。",
      en: "When {count} requests in {file} were answered cannot be seen (no time, or called closed or answered without the words).",
    },
  },
  *detect(facts, { limit, extension }, bench) {
    const blind: Record<"calendar" | "times", PublicRequest[]> = { calendar: [], times: [] };
    for (const request of facts.requests ?? []) {
      if (request.at === undefined || isExempt(request)) continue;
      const { ends } = clockOf(request, limit, extension, bench.calendar);
      if (ends === undefined) blind.calendar.push(request);
      if (ends === undefined || ends === Number.POSITIVE_INFINITY || isUnreachable(request, ends)) continue;
      const answer = answerOf(request);
      if (answer === undefined ? isUnseen(request, ends) : answer.at === undefined) {
        if (bench.now > ends) blind.times.push(request);
        continue;
      }
      const late = answer === undefined ? bench.now > ends : answer.at! > ends;
      if (!late) continue;
      const [asked, due] = [dayOf(request.at), dayOf(ends)];
      const answered =
        answer === undefined
          ? {}
          : { answered: dayOf(answer.at!), days: daysBetween(due, dayOf(answer.at!)) };
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: answer === undefined ? "waiting" : "late",
        values: { asked, due, on: bench.on, ...answered },
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
        evidence: [request],
      };
    }
    for (const message of ["calendar", "times"] as const) {
      for (const [file, requests] of byFile(blind[message])) {
        const evidence = requests.slice(0, 5);
        const values = { file, count: requests.length };
        yield { outcome: "cannot-tell", subject: file, message, values, evidence };
      }
    }
  },
});

/** The source says that it was answered or closed in time and keeps no words of it: missing data is never guilt. */
function isUnseen(request: PublicRequest, ends: number): boolean {
  if (request.incomplete?.replies === true) return true;
  if (hasWords(request)) return false;
  const closed = closingOf(request);
  return closed === undefined ? request.status === "replied" : closed.at === undefined || closed.at <= ends;
}

function isExempt(request: PublicRequest): boolean {
  return request.confidential === true || needsNoAnswer(request) || handedOver(request) || isMerged(request);
}
