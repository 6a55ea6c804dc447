// Disputed closure: the body closed the matter and the citizen says it is not solved. We see the dispute, never the intent.

import { z } from "zod";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { closingOf, isClosed, isMerged } from "../../reading/requests/thread.ts";

export default detector({
  id: "disputed-closure",
  title: { zh: "单位说办结，群众说没解决", en: "Disputed closure" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Verdicts that dispute a closing. */
    verdicts: z.array(z.enum(["not", "partly"])).min(1),
    /** Stars from which down a closing without a verdict cannot be told. */
    fewStars: z.number().int().min(1).max(5),
  }),
  exemptions: {
    reopened: { zh: "评判后已重新办理", en: "reopened after the verdict" },
    "before-closing": { zh: "评判在办结之前", en: "the verdict came before the closing" },
    "not-the-citizen": {
      zh: "评判是默认值或承办单位代填",
      en: "the verdict is a default or was entered by the handling body",
    },
    explained: {
      zh: "群众认可“办不了，但说清了”",
      en: "the citizen accepts that it cannot be done and was explained",
    },
    merged: { zh: "并入另一件办理", en: "merged into another" },
  },
  messages: {
    denied: {
      zh: "单位已办结，群众评判为“{verdict}”，之后没有重新办理。",
      en: "Closed by the body; the citizen's verdict is “{verdict}”; not reopened since.",
    },
    stars: {
      zh: "已办结，群众只给了 {stars} 星（态度或速度），没有问过是否解决，不能判断。",
      en: "Closed with {stars} stars for manner or speed; nobody asked whether it was solved, so it cannot be told.",
    },
  },
  *detect(facts, { verdicts, fewStars }) {
    const words = { not: "没解决", partly: "部分解决" } as const;
    for (const request of facts.requests ?? []) {
      if (!isClosed(request) || isMerged(request)) continue;
      const value = request.verdict?.value;
      const base = { subject: request.id, ...(request.body === undefined ? {} : { body: request.body }) };
      if (value === undefined) {
        const stars = fewest(request);
        if (stars === undefined || stars > fewStars || reopened(request)) continue;
        yield {
          ...base,
          outcome: "cannot-tell",
          message: "stars",
          values: { stars },
          unchecked: [
            { zh: "没有群众对是否解决的评判", en: "no word of the citizen on whether it was solved" },
          ],
          evidence: [request],
        };
        continue;
      }
      if ((value !== "not" && value !== "partly") || !verdicts.includes(value) || isExempt(request)) continue;
      yield {
        ...base,
        outcome: "suspected",
        message: "denied",
        values: { verdict: words[value] },
        event: `${value} ${request.verdict?.at ?? closingOf(request)?.at ?? ""}`,
        exemptions: [
          { id: "reopened", result: "not-met" },
          { id: "before-closing", result: request.verdict?.at === undefined ? "unknown" : "not-met" },
          { id: "not-the-citizen", result: request.verdict?.askedBy === undefined ? "unknown" : "not-met" },
          { id: "explained", result: "not-met" },
          { id: "merged", result: "not-met" },
        ],
        evidence: [request],
      };
    }
  },
});

function isExempt(request: PublicRequest): boolean {
  const { verdict } = request;
  if (verdict?.askedBy === "default" || verdict?.askedBy === "handling-body") return true;
  const closed = closingOf(request)?.at;
  if (verdict?.at !== undefined && closed !== undefined && verdict.at < closed) return true;
  return reopened(request);
}

function reopened(request: PublicRequest): boolean {
  const at = request.verdict?.at ?? closingOf(request)?.at;
  return request.steps.some(
    (step) => step.kind === "reopen" && (at === undefined || step.at === undefined || step.at >= at),
  );
}

/** The lowest stars, for manner, speed or as a whole; a rating that the citizen did not enter does not count. */
function fewest(request: PublicRequest): number | undefined {
  const { rating } = request;
  if (rating === undefined || rating.enteredBy === "default" || rating.enteredBy === "handling-body")
    return undefined;
  const stars = [rating.overall, rating.manner, rating.speed].filter((each) => each !== undefined);
  return stars.length === 0 ? undefined : Math.min(...stars);
}
