// Saturated ratings: a body's stars have no variance, and it entered them itself or they are defaults. They then say nothing.

import { z } from "zod";
import type { PublicRequest, Rating } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";

export default detector({
  id: "saturated-ratings",
  title: { zh: "评价几乎全是满分", en: "Saturated ratings" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    least: z.number().int().positive(),
    /** Share of top ratings from which there is no variance left. */
    share: z.number().min(0).max(1),
    /** Reached by a neutral caller and solved, from which the praise counts as confirmed. */
    confirmations: z.number().int().positive(),
  }),
  exemptions: {
    "few-ratings": { zh: "评价数太少，不看", en: "too few ratings" },
    confirmed: { zh: "第三方回访已证实", en: "confirmed by neutral call-backs" },
  },
  messages: {
    own: {
      zh: "{body} 的 {count} 条评价中 {top} 条是满分，其中 {entered} 条由单位代填或系统默认，说明不了满意。",
      en: "{top} of {count} ratings of {body} are at the top; {entered} were entered by the body or by default, so they say nothing.",
    },
    unknown: {
      zh: "{body} 的 {count} 条评价中 {top} 条是满分，没有写是谁评的，不能判断。",
      en: "{top} of {count} ratings of {body} are at the top; who entered them is not stated, so it cannot be told.",
    },
  },
  *detect(facts, { least, share, confirmations }) {
    const rated = (facts.requests ?? []).filter(
      (request) => request.body !== undefined && starsOf(request.rating) !== undefined,
    );
    for (const [body, requests] of groupBy(rated, (request) => request.body!)) {
      if (requests.length < least) continue;
      const top = requests.filter((request) => starsOf(request.rating) === 5).length;
      if (top / requests.length < share) continue;
      if (requests.filter(isConfirmed).length >= confirmations) continue;
      const entered = requests.filter(
        ({ rating }) => rating!.enteredBy === "handling-body" || rating!.enteredBy === "default",
      ).length;
      const citizens = requests.filter(
        ({ rating }) => rating!.enteredBy === "citizen" || rating!.enteredBy === "neutral",
      ).length;
      // Praise that citizens gave themselves is praise.
      if (citizens > requests.length / 2) continue;
      const own = entered > requests.length / 2;
      yield {
        outcome: own ? "suspected" : "cannot-tell",
        subject: body,
        body,
        message: own ? "own" : "unknown",
        values: { body, count: requests.length, top, entered },
        exemptions: [
          { id: "few-ratings", result: "not-met" },
          {
            id: "confirmed",
            result: requests.some((each) => each.callbacks !== undefined) ? "not-met" : "unknown",
          },
        ],
        evidence: requests.slice(-10),
      };
    }
  },
});

function starsOf(rating: Rating | undefined): number | undefined {
  if (rating === undefined) return undefined;
  const stars = [rating.overall, rating.manner, rating.speed].filter((each) => each !== undefined);
  return stars.length === 0 ? undefined : Math.min(...stars);
}

function isConfirmed(request: PublicRequest): boolean {
  if (request.verdict?.askedBy === "neutral" && request.verdict.value === "solved") return true;
  return (
    (request.callbacks ?? []).some((call) => call.by === "neutral" && call.reached) &&
    request.verdict?.value !== "not"
  );
}
