// Forwarded without a receiver: the thread only passes the matter on, to nobody who is named and without a phone.

import { z } from "zod";
import { addDays, dayOf, endOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { DOUBTS, doubtOn, doubtOnPassing, ExportEnds } from "../../reading/requests/doubt.ts";
import { partsOf } from "../../reading/requests/substance.ts";
import {
  answerOf,
  handedOver,
  isMerged,
  lastWordAt,
  needsNoAnswer,
  repliesOf,
} from "../../reading/requests/thread.ts";

/** A phone number in an office's reply, masked or not: the citizen can ask on. */
const PHONE = /〔(?:电话|手机号|号码)〕|(?:0\d{2,3}[-—－ ]?)?[2-9]\d{6,7}|1[3-9]\d{9}|12345|400[-\d]{7,9}/;

export default detector({
  id: "forwarded-without-receiver",
  title: { zh: "只说已转办，没有写给谁", en: "Forwarded without a receiver" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Days after the last word in which the receiver may still answer. */
    waitDays: z.number().int().nonnegative(),
  }),
  exemptions: {
    "named-receiver": { zh: "写明了接收单位或联系电话", en: "the receiver or a phone is named" },
    "result-follows": { zh: "后面另有结果", en: "a result follows" },
    "handed-over": { zh: "系统里有转到写明单位的记录", en: "the steps name the receiver" },
    "in-person": { zh: "已用电话、上门等方式答复", en: "answered by phone or in person" },
    confidential: { zh: "要求保密", en: "confidential" },
  },
  messages: {
    nobody: {
      zh: "答复只说已转有关部门，没有写转给谁、找谁问，之后也没有结果。写明单位和电话即可。",
      en: "The reply only says it was passed on; no receiver, no phone, and no result since. Naming both would do.",
    },
    ...DOUBTS,
  },
  *detect(facts, { waitDays }, bench) {
    const ends = bench.once("export-ends", () => new ExportEnds(bench.all.requests ?? []));
    for (const request of facts.requests ?? []) {
      const replies = repliesOf(request);
      if (replies.length === 0 || request.incomplete?.replies === true) continue;
      if (request.confidential === true || needsNoAnswer(request)) continue;
      if (handedOver(request) || isMerged(request)) continue;
      const last = lastWordAt(request);
      if (last !== undefined && endOf(addDays(dayOf(last), waitDays)) >= bench.now) continue;
      if (answerOf(request) !== undefined || replies.some((reply) => PHONE.test(reply.text!))) continue;
      const parts = replies.map((reply) => partsOf(reply.text!));
      if (!parts.some((each) => each.forwards) || parts.some((each) => each.receiver !== undefined)) continue;
      const final = replies[parts.findIndex((each) => each.forwards)]!.text!;
      const doubt = doubtOn(replies, request, ends, waitDays) ?? doubtOnPassing(replies, request);
      yield {
        outcome: doubt === undefined ? "suspected" : "cannot-tell",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: doubt ?? "nobody",
        exemptions: [
          { id: "named-receiver", result: "not-met" },
          { id: "result-follows", result: "not-met" },
          { id: "handed-over", result: request.steps.length > 2 ? "not-met" : "unknown" },
          { id: "in-person", result: "unknown" },
          { id: "confidential", result: request.confidential === undefined ? "unknown" : "not-met" },
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
