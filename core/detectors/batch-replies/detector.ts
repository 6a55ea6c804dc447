// Batch of replies: one body sends the same text to many different requests within minutes.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import {
  judgedTexts,
  likeness,
  namedBy,
  SAME_TEXT,
  type SameText,
  sameTexts,
} from "../../reading/requests/same-text.ts";

export default detector({
  id: "batch-replies",
  title: { zh: "几分钟内成批发出同样的答复", en: "Batch of replies" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  reads: [SAME_TEXT],
  params: z.strictObject({
    least: z.number().int().min(2),
    minutes: z.number().int().positive(),
    alike: z.number().min(0).max(1),
    named: z.number().min(0).max(1),
  }),
  exemptions: {
    "same-question": {
      zh: "问的是同一件事（如一次停水）",
      en: "one question asked by many, such as one water outage",
    },
    "names-the-matter": { zh: "答复写到了各自的事", en: "the text names the matters" },
    merged: { zh: "并案办理", en: "merged into one matter" },
    "day-only": { zh: "只有日期没有时刻，不看", en: "only a day is stated, so it is not judged" },
  },
  messages: {
    batch: {
      zh: "{body} 在 {day} 的 {minutes} 分钟内用同样的话答复了 {count} 件不同的诉求。",
      en: "On {day} {body} answered {count} different requests with the same words within {minutes} minutes.",
    },
    robot: {
      zh: "{count} 件不同的诉求得到同一段话，但由机器人自动发出，不能判断单位是否另有答复。",
      en: "{count} different requests got one text, sent by a robot; whether the office answered cannot be told.",
    },
  },
  *detect(facts, { least, minutes, alike, named }, bench) {
    const groups = bench.once(SAME_TEXT, () => sameTexts(bench.all.requests ?? []));
    for (const same of judgedTexts(groups, facts.requests ?? [], least, 0)) {
      for (const burst of burstsOf(same, minutes * 60_000, least)) {
        if (
          likeness(burst.requests) >= alike ||
          namedBy(same.text, burst.requests, same.everyday) >= named * burst.requests.length
        )
          continue;
        const first = burst.requests[0]!;
        const text = burst.text.slice(0, 200);
        const robot = same.replies.every((reply) => reply.author === "bot");
        yield {
          outcome: robot ? "cannot-tell" : "suspected",
          subject: `${first.body ?? first.source.file} · ${dayOf(burst.from)}`,
          ...(first.body === undefined ? {} : { body: first.body }),
          message: robot ? "robot" : "batch",
          values: {
            body: first.body ?? "同一来源",
            day: dayOf(burst.from),
            minutes,
            count: burst.requests.length,
          },
          exemptions: [
            { id: "same-question", result: "not-met" },
            { id: "names-the-matter", result: "not-met" },
            { id: "merged", result: "not-met" },
            { id: "day-only", result: "not-met" },
          ],
          evidence: burst.requests.map((request, index) => ({
            fact: request,
            ...(index === 0 ? { span: { field: "reply" as const, start: 0, end: text.length, text } } : {}),
          })),
        };
      }
    }
  },
});

interface Burst {
  readonly from: number;
  readonly text: string;
  readonly requests: readonly PublicRequest[];
}

/** Runs of timed replies that fit into the span; each reply stands in one run. */
function burstsOf(same: SameText, span: number, least: number): Burst[] {
  const timed = same.requests
    .map((request, index) => ({ request, reply: same.replies[index]! }))
    .filter(({ reply }) => reply.at !== undefined && reply.dayOnly !== true)
    .sort((a, b) => a.reply.at! - b.reply.at!);
  const bursts: Burst[] = [];
  for (let start = 0; start < timed.length; ) {
    let end = start + 1;
    while (end < timed.length && timed[end]!.reply.at! - timed[start]!.reply.at! <= span) end += 1;
    if (end - start >= least) {
      const requests = timed.slice(start, end).map((each) => each.request);
      bursts.push({ from: timed[start]!.reply.at!, text: timed[start]!.reply.text!, requests });
    }
    start = end;
  }
  return bursts;
}
