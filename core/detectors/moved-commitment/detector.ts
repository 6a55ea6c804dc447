// Moved commitment: the promised day was put off again and again; one new date for a stated cause is lawful and is not counted.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { mayPromise, movesOf, PROMISES, PromiseBook } from "../../reading/requests/promised.ts";
import { isMerged, repliesOf } from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "moved-commitment",
  title: { zh: "承诺的日子一推再推", en: "Moved commitment" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  reads: [PROMISES],
  params: z.strictObject({
    /** New days for one thing, from which it is one too many. */
    moves: z.number().int().min(1),
  }),
  exemptions: {
    "one-new-date": {
      zh: "因天气、征地、诉讼等改过一次日子",
      en: "one new date, for weather, land, a court case",
    },
    extension: { zh: "期限内按规定延期", en: "a formal extension within the limit" },
    "citizen-content": {
      zh: "群众说已解决，或接受了说明",
      en: "the citizen says it is solved, or accepts why not",
    },
    merged: { zh: "并入另一件办理", en: "merged into another" },
  },
  messages: {
    moved: {
      zh: "同一件事的办理日子从 {first} 改到 {last}，共改了 {count} 次，其中 {late} 次是过期以后才说的。",
      en: "The day for one thing was put off {count} times, from {first} to {last}; {late} times this was told after the day had passed.",
    },
    undated: {
      zh: "{file} 中有 {count} 件多次承诺而答复没有日期，不能判断是否改期。",
      en: "{count} requests in {file} promise more than once in replies without a day; whether a day was moved cannot be told.",
    },
  },
  *detect(facts, { moves }, bench) {
    const undated: PublicRequest[] = [];
    const book = bench.once(PROMISES, () => new PromiseBook());
    for (const request of facts.requests ?? []) {
      if (isMerged(request) || isContent(request)) continue;
      const replies = repliesOf(request);
      if (replies.length <= moves && request.steps.length <= moves + 2) continue;
      if (replies.some((each) => each.at === undefined)) {
        if (replies.filter((each) => mayPromise(each.text!)).length > moves) undated.push(request);
        continue;
      }
      const all = book.of(request);
      // A formal extension in time is a lawful way to set a new day (trap T6).
      const found = movesOf(all).filter((move) => !extended(request, dayOf(move.to.step.at!)));
      if (found.length < moves) continue;
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: "moved",
        values: {
          ...{ first: found[0]!.from.due, last: found.at(-1)!.to.due, count: found.length },
          late: found.filter((move) => move.late).length,
        },
        exemptions: ["one-new-date", "extension", "citizen-content", "merged"].map((id) => ({
          id,
          result: "not-met" as const,
        })),
        unchecked: [
          { zh: "改期的原因是否在单位之外", en: "whether the cause of a new date lies outside the office" },
        ],
        evidence: [found[0]!.from, ...found.map((move) => move.to)].map(({ text, start, end }) => ({
          fact: request,
          span: { field: "reply" as const, start, end, text },
        })),
      };
    }
    for (const [file, requests] of byFile(undated)) {
      const evidence = requests.slice(0, 5);
      const values = { file, count: requests.length };
      yield { outcome: "cannot-tell", subject: file, message: "undated", values, evidence };
    }
  },
});

function isContent(request: PublicRequest): boolean {
  return request.verdict?.value === "solved" || request.verdict?.value === "cannot-explained";
}

function extended(request: PublicRequest, on: string): boolean {
  return request.steps.some(
    (step) =>
      step.kind === "extend" && step.at !== undefined && dayOf(step.at) <= on && (step.reason ?? "") !== "",
  );
}
