// Uncovered asks: the citizen asked for several things, says it is not solved, and the reply has no word on some of them.

import { z } from "zod";
import type { PublicRequest } from "../../domain/facts.ts";
import { detector } from "../../engine/detector.ts";
import { asksSeveral, untouchedAsks } from "../../reading/replies/untouched.ts";
import { everydaySigns } from "../../reading/requests/everyday-signs.ts";
import {
  answeredInPerson,
  closingOf,
  handedOver,
  isCitizensWord,
  isMerged,
  needsNoAnswer,
  repliesOf,
} from "../../reading/requests/thread.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "uncovered-asks",
  title: { zh: "问了几件事，有的没有答", en: "Uncovered asks" },
  category: "requests",
  judges: "requests",
  needs: ["requests"],
  params: z.strictObject({
    /** Verdicts of the citizen that make a silence on one point count. */
    verdicts: z.array(z.enum(["not", "partly"])).min(1),
  }),
  exemptions: {
    "in-person": { zh: "另有电话、上门等答复", en: "answered by phone or in person as well" },
    "citizen-content": {
      zh: "群众没有说未解决，或评判不是群众自己的话",
      en: "the citizen did not say it is unsolved, or the verdict is not their own word",
    },
    "handed-over": { zh: "已转到写明的单位，或并入另一件", en: "handed over to a named body, or merged" },
    "text-cut": { zh: "资料中的来信或答复不完整", en: "the message or the reply is cut in the source" },
  },
  messages: {
    silent: {
      zh: "来信提了 {asks} 件事，答复对其中 {open} 件一个字也没有提，群众评判“{verdict}”。请对照来信逐条答复。",
      en: "The message asks for {asks} things; the reply has no word on {open} of them and the citizen's verdict is “{verdict}”.",
    },
    ask: {
      zh: "{file} 中有 {count} 件来信提了几件事，答复看上去没有提到其中一些。机器读得不准（对的占三分之一到一半），群众也没有评判，不能判断，请人看一看。",
      en: "In {file}, {count} messages ask for several things and the reply seems silent on some. The reader is right once in three to once in two, and no citizen was asked: it cannot be told, somebody should read them.",
    },
  },
  *detect(facts, { verdicts }, bench) {
    const isEveryday = bench.once("everyday-signs", () => everydaySigns(bench.all.requests ?? [], EVERYDAY));
    const unasked: PublicRequest[] = [];
    for (const request of facts.requests ?? []) {
      if (isExempt(request)) continue;
      const said = wordOf(request);
      const disputed = said !== undefined && verdicts.some((each) => each === said);
      if (said !== undefined && !disputed) continue;
      if (!disputed && !asksSeveral(request.text)) continue;
      const open = untouchedAsks(request, textsOf(request), isEveryday);
      if (open.length === 0) continue;
      if (!disputed) {
        unasked.push(request);
        continue;
      }
      yield {
        outcome: "suspected",
        subject: request.id,
        ...(request.body === undefined ? {} : { body: request.body }),
        message: "silent",
        values: {
          asks: open[0]!.of,
          open: open.length,
          verdict: said === "not" ? "没解决" : "部分解决",
        },
        event: `${said} ${request.verdict?.at ?? repliesOf(request).at(-1)?.at ?? ""}`,
        exemptions: Object.keys(this.exemptions).map((id) => ({ id, result: "not-met" as const })),
        unchecked: [
          {
            zh: "没有写在系统里的电话或上门答复看不到",
            en: "answers by phone or visit that nobody wrote down cannot be seen",
          },
        ],
        evidence: [request],
      };
    }
    for (const [file, requests] of byFile(unasked)) {
      const evidence = requests.slice(0, 20);
      const values = { file, count: requests.length };
      yield { outcome: "cannot-tell", subject: file, message: "ask", values, evidence };
    }
  },
});

/** A sign that more than this share of the replies hold tells of no matter by itself. */
const EVERYDAY = 0.05;

function isExempt(request: PublicRequest): boolean {
  if (repliesOf(request).length === 0 || request.incomplete !== undefined) return true;
  if (needsNoAnswer(request) || request.confidential === true) return true;
  return answeredInPerson(request) !== undefined || handedOver(request) || isMerged(request);
}

/** The citizen's own word; one given before the last words of the office does not speak of them. */
function wordOf(request: PublicRequest): string | undefined {
  const { verdict } = request;
  if (verdict === undefined || !isCitizensWord(request)) return undefined;
  const last = repliesOf(request).at(-1)?.at;
  return verdict.at !== undefined && last !== undefined && verdict.at < last ? undefined : verdict.value;
}

/** Everything the office wrote, words with the closing included. */
function textsOf(request: PublicRequest): { text: string; at?: number }[] {
  const closing = closingOf(request);
  const words = closing?.text === undefined ? [] : [closing];
  return [...repliesOf(request), ...words].map(({ text, at }) => ({
    text: text!,
    ...(at === undefined ? {} : { at }),
  }));
}
