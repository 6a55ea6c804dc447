// Off-topic reply: a reply that takes up nothing of its own message and names the matter of another one that lay on the same desk.

import { z } from "zod";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { otherMatters } from "../../reading/requests/other-matter.ts";
import { answeredInPerson, handedOver, isMerged, needsNoAnswer } from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "off-topic-reply",
  title: { zh: "答非所问", en: "Off-topic reply" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Days between the two filings, at most: replies are mixed up on one desk at one time. */
    deskDays: z.number().int().positive(),
  }),
  exemptions: {
    "in-person": { zh: "另有电话、上门等答复", en: "answered by phone or in person as well" },
    "another-reply": { zh: "还有另一次答复", en: "there is another reply" },
    "citizen-content": {
      zh: "群众说已解决，或接受了说明",
      en: "the citizen says it is solved, or accepts why not",
    },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
    "text-cut": { zh: "资料中的来信不完整", en: "the message is cut in the source" },
  },
  messages: {
    elsewhere: {
      zh: "答复没有提到来信中的任何一件事，说的是另一件诉求（{other}）的事，像是贴错了。",
      en: "The reply takes up nothing of the message and speaks of another request ({other}): it seems to stand under the wrong one.",
    },
    undated: {
      zh: "{file} 中有 {count} 件答复像是说另一件事，但资料没有日期，不能判断是不是同一时候办的。",
      en: "In {file}, {count} replies seem to speak of another matter, but without dates nobody can say whether both lay on one desk.",
    },
    cut: {
      zh: "{file} 中有 {count} 件答复像是说另一件事，但资料里的来信不完整，不能判断。",
      en: "In {file}, {count} replies seem to speak of another matter, but the messages are cut in the source.",
    },
  },
  *detect(facts, { deskDays }) {
    const cut: PublicRequest[] = [];
    const undated: PublicRequest[] = [];
    const found = otherMatters(facts.requests ?? [], deskDays, (request) => !isExempt(request));
    for (const [request, { reply, other }] of found) {
      if (request.incomplete?.text === true) {
        cut.push(request);
        continue;
      }
      if (request.at === undefined || other.at === undefined) {
        undated.push(request);
        continue;
      }
      const words = reply.text!.slice(0, 200);
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: "elsewhere",
        values: { other: other.id },
        exemptions: Object.keys(this.exemptions).map((id) => ({ id, result: "not-met" as const })),
        unchecked: [{ zh: "附件里的答复看不到", en: "answers in an attachment cannot be seen" }],
        evidence: [
          { fact: request, span: { field: "reply", start: 0, end: words.length, text: words } },
          { fact: other, note: { zh: "答复所说的那件诉求", en: "the request that the reply speaks of" } },
        ],
      };
    }
    for (const [message, doubtful] of [["cut", cut] as const, ["undated", undated] as const]) {
      for (const [file, requests] of byFile(doubtful)) {
        const evidence = requests.slice(0, 5);
        const values = { file, count: requests.length };
        yield { outcome: "cannot-tell", subject: file, message, values, evidence };
      }
    }
  },
});

function isExempt(request: PublicRequest): boolean {
  if (needsNoAnswer(request) || handedOver(request) || isMerged(request)) return true;
  if (answeredInPerson(request) !== undefined) return true;
  return request.verdict?.value === "solved" || request.verdict?.value === "cannot-explained";
}
