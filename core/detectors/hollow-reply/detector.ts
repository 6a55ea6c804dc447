// Hollow reply: the whole thread holds receipt, thanks and promises of attention, and nothing that answers.

import { z } from "zod";
import { addDays, dayOf, endOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { DOUBTS, doubtOn, doubtOnEmpty, ExportEnds } from "../../reading/requests/doubt.ts";
import { partsOf } from "../../reading/requests/substance.ts";
import {
  answerOf,
  handedOver,
  isMerged,
  lastWordAt,
  needsNoAnswer,
  repliesOf,
} from "../../reading/requests/thread.ts";

export default detector({
  id: "hollow-reply",
  title: { zh: "答复没有实质内容", en: "Hollow reply" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Days after the last word in which a result may still follow a receipt. */
    waitDays: z.number().int().nonnegative(),
  }),
  exemptions: {
    "result-follows": { zh: "先告知收到，后面另有结果", en: "a receipt first, the result later" },
    "in-person": { zh: "已用电话、上门等方式答复", en: "answered by phone or in person" },
    "no-answer-needed": {
      zh: "感谢、表扬或建议，致谢即可",
      en: "praise or a suggestion, for which thanks will do",
    },
    confidential: { zh: "要求保密，另行答复", en: "confidential, answered elsewhere" },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
  },
  messages: {
    hollow: {
      zh: "答复（{count} 次）只有收悉、感谢或表态，没有看到对所问的回答。可补三句：查了什么、谁在何时办什么、办不了的原因。",
      en: "Its replies ({count}) hold receipt, thanks or a promise of attention; no answer to the question is seen. Three sentences would: what was found, who does what by when, or why not.",
    },
    ...DOUBTS,
  },
  *detect(facts, { waitDays }, bench) {
    const ends = bench.once("export-ends", () => new ExportEnds(bench.all.requests ?? []));
    for (const request of facts.requests ?? []) {
      const replies = repliesOf(request);
      if (replies.length === 0 || isExempt(request)) continue;
      const last = lastWordAt(request);
      if (last !== undefined && endOf(addDays(dayOf(last), waitDays)) >= bench.now) continue;
      if (answerOf(request) !== undefined) continue;
      if (replies.some((reply) => partsOf(reply.text!).forwards)) continue;
      const doubt = doubtOn(replies, request, ends, waitDays) ?? doubtOnEmpty(replies, request);
      const final = replies.at(-1)!.text!;
      yield {
        outcome: doubt === undefined ? "suspected" : "cannot-tell",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: doubt ?? "hollow",
        values: { count: replies.length },
        exemptions: [
          { id: "result-follows", result: "not-met" },
          {
            id: "in-person",
            result: request.steps.some((step) => step.by !== undefined) ? "not-met" : "unknown",
          },
          { id: "no-answer-needed", result: request.intent === undefined ? "unknown" : "not-met" },
          { id: "confidential", result: request.confidential === undefined ? "unknown" : "not-met" },
          { id: "handed-over", result: "not-met" },
        ],
        unchecked: [
          {
            zh: "没有写在系统里的电话或上门答复看不到",
            en: "answers by phone or visit that nobody wrote down cannot be seen",
          },
        ],
        evidence: [
          {
            fact: request,
            span: { field: "reply", start: 0, end: Math.min(final.length, 200), text: final.slice(0, 200) },
          },
        ],
      };
    }
  },
});

function isExempt(request: PublicRequest): boolean {
  return (
    needsNoAnswer(request) ||
    request.intent === "suggest" ||
    request.confidential === true ||
    request.incomplete?.replies === true ||
    handedOver(request) ||
    isMerged(request)
  );
}
