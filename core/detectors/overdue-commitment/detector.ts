// Overdue commitment: a reply named a day, the day has passed, and the citizen says that it was not done; else the citizen is to be asked.

import { z } from "zod";
import { addDays, dayOf, endOf } from "../../domain/day.ts";
import type { PublicRequest } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";
import { PROMISES, PromiseBook, type Promised, standing } from "../../reading/requests/promised.ts";
import { isSubstantive } from "../../reading/requests/substance.ts";
import { handedOver, isCitizensWord, isMerged, needsNoAnswer } from "../../reading/requests/thread.ts";

export default detector({
  id: "overdue-commitment",
  title: { zh: "承诺的日子过了没有办到", en: "Overdue commitment" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  reads: [PROMISES],
  params: z.strictObject({
    /** Days after the promised day within which nothing is asked. */
    graceDays: z.number().int().nonnegative(),
  }),
  exemptions: {
    told: { zh: "到期前后已告知结果", en: "the result was told since" },
    "citizen-content": {
      zh: "群众说已解决，或接受了说明",
      en: "the citizen says it is solved, or accepts why not",
    },
    moved: { zh: "之后另定了日子", en: "another day was set since" },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
  },
  messages: {
    broken: {
      zh: "{said} 的答复承诺 {due} 前办到，期限过后群众说{word}。",
      en: "The reply of {said} promised it by {due}; after that day the citizen's word is “{word}”.",
    },
    ask: {
      zh: "{file} 中有 {count} 件答复承诺的日子已过（最早 {due}），没有写是否办到，也没有问过群众，不能判断。办到了没有写的很常见，请先问群众。",
      en: "In {file} the promised day of {count} requests has passed (first {due}); nothing says whether it was kept and the citizen was not asked. Often it was kept and not written down: ask first.",
    },
  },
  *detect(facts, { graceDays }, bench) {
    const unasked: { request: PublicRequest; promise: Promised }[] = [];
    const book = bench.once(PROMISES, () => new PromiseBook());
    for (const request of facts.requests ?? []) {
      if (needsNoAnswer(request) || handedOver(request) || isMerged(request)) continue;
      if (isContent(request)) continue;
      const all = book.of(request);
      const promise = standing(all).findLast((each) => endOf(addDays(each.due, graceDays)) <= bench.now);
      if (promise === undefined) continue;
      const word = wordOf(request, promise);
      if (word === "content") continue;
      if (word === "unknown") {
        if (!wasTold(request, promise)) unasked.push({ request, promise });
        continue;
      }
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: "broken",
        values: {
          said: dayOf(promise.step.at!),
          due: promise.due,
          word: request.verdict?.value === "partly" ? "只办到一部分" : "没有办到",
        },
        exemptions: ["told", "citizen-content", "moved", "handed-over"].map((id) => ({
          id,
          result: "not-met" as const,
        })),
        evidence: [evidenceOf(request, promise)],
      };
    }
    for (const [file, list] of groupBy(unasked, ({ request }) => request.source.file)) {
      const due = list.map(({ promise }) => promise.due).sort()[0]!;
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "ask",
        values: { file, count: list.length, due },
        unchecked: [{ zh: "群众说办到没有", en: "the citizen's word on whether it was kept" }],
        evidence: list.slice(0, 20).map(({ request, promise }) => evidenceOf(request, promise)),
      };
    }
  },
});

/** The citizen's own word that it is solved, or that the reason is accepted, whatever was promised. */
function isContent(request: PublicRequest): boolean {
  const value = request.verdict?.value;
  return value !== undefined && value !== "not" && value !== "partly" && isCitizensWord(request);
}

/** What the citizen says of it, in a word of their own given after the day. */
function wordOf(request: PublicRequest, promise: Promised): "not" | "content" | "unknown" {
  const { verdict } = request;
  if (verdict === undefined || !isCitizensWord(request)) return "unknown";
  if (verdict.at === undefined || verdict.at <= endOf(promise.due)) return "unknown";
  return wasTold(request, promise, verdict.at) ? "content" : "not";
}

/** A later word of substance, or a visit or call that reached the citizen; with `since`, only what came after that instant. */
function wasTold(request: PublicRequest, promise: Promised, since?: number): boolean {
  return request.steps
    .slice(promise.place + 1)
    .filter((step) => since === undefined || (step.at !== undefined && step.at > since))
    .some((step) =>
      step.kind === "contact"
        ? step.reached === true || (step.by !== undefined && step.by !== "text" && step.reached !== false)
        : (step.kind === "reply" || step.kind === "close") && isSubstantive(step.text ?? ""),
    );
}

function evidenceOf(request: PublicRequest, { text, start, end }: Promised) {
  return { fact: request, span: { field: "reply" as const, start, end, text } };
}
