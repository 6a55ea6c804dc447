// Pasted reply: one text answers different requests, and names none of them.

import { z } from "zod";
import { detector } from "../../engine/detector.ts";
import { judgedTexts, likeness, namedBy, SAME_TEXT, sameTexts } from "../../reading/requests/same-text.ts";
import { isSubstantive, partsOf } from "../../reading/requests/substance.ts";

export default detector({
  id: "pasted-reply",
  title: { zh: "不同诉求用同一段话答复", en: "Pasted reply" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  reads: [SAME_TEXT],
  params: z.strictObject({
    least: z.number().int().min(2),
    /** Characters of the text, its salutation taken away. */
    shortest: z.number().int().positive(),
    /** Likeness of the requests from which they count as one question asked by many. */
    alike: z.number().min(0).max(1),
    /** Share of the requests that the text names from which it counts as their answer. */
    named: z.number().min(0).max(1),
  }),
  exemptions: {
    "same-question": {
      zh: "问的是同一件事，同答是对的",
      en: "the same question, for which the same answer is right",
    },
    "names-the-matter": { zh: "答复写到了各自的事", en: "the text names the matters" },
    "handed-over": {
      zh: "只是转给写明的单位，转办的话本来就一样",
      en: "a hand-over to a named body, which reads the same each time",
    },
    merged: { zh: "并案办理", en: "merged into one matter" },
    praise: { zh: "感谢、表扬", en: "thanks or praise" },
  },
  messages: {
    pasted: {
      zh: "{body} 用同一段话答复了 {count} 件不同的诉求，没有写到各自的事。",
      en: "{body} answered {count} different requests with one text that names none of them.",
    },
    robot: {
      zh: "{count} 件不同的诉求得到同一段话，但由机器人自动发出，不能判断单位是否另有答复。",
      en: "{count} different requests got one text, sent by a robot; whether the office answered cannot be told.",
    },
  },
  *detect(facts, { least, shortest, alike, named }, bench) {
    const groups = bench.once(SAME_TEXT, () => sameTexts(bench.all.requests ?? []));
    for (const same of judgedTexts(groups, facts.requests ?? [], least, shortest)) {
      if (likeness(same.requests) >= alike) continue;
      if (namedBy(same.text, same.requests, same.everyday) >= named * same.requests.length) continue;
      if (partsOf(same.text).handsOver && !isSubstantive(same.text)) continue;
      const first = same.requests[0]!;
      const text = same.replies[0]!.text!.slice(0, 200);
      const robot = same.replies.every((reply) => reply.author === "bot");
      yield {
        outcome: robot ? "cannot-tell" : "suspected",
        subject: `${first.body ?? first.source.file} · ${same.requests.length}`,
        ...(first.body === undefined ? {} : { body: first.body }),
        message: robot ? "robot" : "pasted",
        values: { body: first.body ?? "同一来源", count: same.requests.length },
        exemptions: [
          { id: "same-question", result: "not-met" },
          { id: "names-the-matter", result: "not-met" },
          { id: "handed-over", result: "not-met" },
          { id: "merged", result: "not-met" },
          { id: "praise", result: first.intent === undefined ? "unknown" : "not-met" },
        ],
        evidence: same.requests.map((request, index) => ({
          fact: request,
          ...(index === 0 ? { span: { field: "reply" as const, start: 0, end: text.length, text } } : {}),
        })),
      };
    }
  },
});
