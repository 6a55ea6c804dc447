// The platform's own export of requests (docs/luodi-export.md): steps and verdicts, masked once more on the way in.

import { z } from "zod";
import { type PublicRequest, STEP_KINDS, type Step, type Verdict, type Words } from "../../domain/facts.ts";
import type { Importer } from "../importer.ts";
import { firstObject } from "../json-head.ts";
import { parseMoment } from "../moment.ts";
import { jsonRows } from "../rows.ts";
import { citizenWords, idOf, officeWords, quoted } from "../words.ts";

const Moment = z.string().transform((text, context) => {
  const moment = parseMoment(text);
  if (moment !== undefined) return moment.at;
  context.addIssue({ code: "custom", message: `${quoted(text)} 读不出日期 is no date` });
  return z.NEVER;
});
const Said = z
  .object({ text: z.string(), reason: z.string(), asks: z.string(), place: z.string() })
  .partial();
const StepLine = z.object({
  kind: z.string(),
  at: Moment,
  role: z.string(),
  body: z.string().optional(),
  to: z.string().optional(),
  lead: z.string().optional(),
  until: Moment.optional(),
  way: z.enum(["text", "phone", "visit", "counter"]).optional(),
  reached: z.boolean().optional(),
  raisedRating: z.boolean().optional(),
  words: Said.optional(),
});
const VerdictLine = z.object({
  value: z.enum(["solved", "partly", "not", "cannot-explained", "cannot-say"]),
  askedBy: z.enum(["citizen", "operator", "neutral"]),
  at: Moment,
  void: z.literal(true).optional(),
});
const PersonLine = z.object({
  wants: z.enum(["text", "call", "visit", "none"]),
  wantsCall: z.literal(true).optional(),
  verdict: VerdictLine.optional(),
});
const RequestLine = z.object({
  line: z.literal("request"),
  number: z.string().min(1),
  procedure: z.enum(["hotline", "board", "petition", "disclosure", "licence", "letters"]),
  intent: z.enum(["consult", "complain", "suggest", "ask-help", "report", "praise"]),
  territory: z.string().optional(),
  matter: z.string().optional(),
  filedAt: Moment,
  phase: z.string(),
  harm: z.string(),
  lead: z.string().optional(),
  mergedInto: z.string().optional(),
  people: z.array(PersonLine).min(1),
  steps: z.array(StepLine).min(1),
});
type RequestLine = z.infer<typeof RequestLine>;
type StepLine = z.infer<typeof StepLine>;
const BodyLine = z.object({ line: z.literal("body"), id: z.string().min(1), name: z.string().min(1) });
const HeadLine = z.object({
  line: z.literal("head"),
  format: z.literal("luodi-export"),
  version: z.number(),
  territory: z.string().optional(),
});
const VERSION = 1;

const HEAD: Words = { zh: "文件开头的说明", en: "the head of the file" };
const MEND: Words = {
  zh: "请从平台重新导出，不要手改；格式见 docs/luodi-export.md。",
  en: "Export again from the platform and do not edit by hand; the format is docs/luodi-export.md.",
};

export const luodiExport: Importer = {
  id: "luodi-export",
  title: { zh: "落地平台导出的诉求", en: "Requests exported from the Luodi platform" },
  gives: ["requests", "bodies"],
  async matches(file) {
    return HeadLine.safeParse(await firstObject(file)).success;
  },
  async read(file, intake, settings) {
    const names = new Map<string, string>();
    let territory = settings.territory;
    const wrong = (row: number, why: string) =>
      intake.problem({
        row,
        reason: { zh: `这一行读不懂：${why}`, en: `this line is not understood: ${why}` },
        mend: MEND,
      });
    for await (const { row, value } of jsonRows(file, intake)) {
      const source = { file: file.path, row };
      if (value.line === "head") {
        const head = HeadLine.safeParse(value);
        if (!head.success) wrong(row, whyOf(head.error));
        else if (head.data.version > VERSION) {
          intake.refuse(
            {
              zh: `导出格式第 ${head.data.version} 版，这里只认到第 ${VERSION} 版`,
              en: `version ${head.data.version}`,
            },
            { zh: "请升级落地再体检。", en: "Use a newer Luodi." },
          );
        } else {
          territory ??= head.data.territory;
          intake.drop(HEAD);
        }
      } else if (value.line === "body") {
        const body = BodyLine.safeParse(value);
        if (body.success) {
          const [id, name] = [idOf(body.data.id), officeWords(body.data.name)];
          names.set(id, name);
          intake.fact("bodies", { source, ...(territory === undefined ? {} : { territory }), id, name });
        } else wrong(row, whyOf(body.error));
      } else {
        const request = RequestLine.safeParse(value);
        if (request.success) {
          const bound = settings.territory ?? request.data.territory ?? territory;
          intake.fact("requests", {
            ...{ source, ...(bound === undefined ? {} : { territory: bound }) },
            ...requestOf(request.data, (id) => names.get(id) ?? idOf(id)),
          });
        } else wrong(row, whyOf(request.error));
      }
    }
  },
};

function whyOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim().slice(0, 120);
}

type NameOf = (body: string) => string;

function requestOf(line: RequestLine, nameOf: NameOf): Omit<PublicRequest, "source" | "territory"> {
  const words = line.steps[0]!.words?.text ?? "";
  const cut = words.indexOf("\n");
  const first = line.people[0]!;
  const closings = line.steps.filter((step) => step.kind === "close").length;
  const replied = line.steps.some((step) => step.kind === "reply");
  const closed = line.phase === "closed" || line.phase === "merged";
  const verdict = verdictOf(line);
  const callbacks = line.steps
    .filter((step) => step.kind === "callback")
    .map((step) => ({ at: step.at, by: "neutral" as const, reached: step.reached ?? false }));
  return {
    id: idOf(line.number),
    procedure: line.procedure,
    // The first line where there are several; else there is no subject of its own.
    subject: citizenWords(cut > 0 ? words.slice(0, cut) : words.slice(0, 40)),
    text: citizenWords(cut > 0 ? words.slice(cut + 1) : words),
    at: line.filedAt,
    ...(line.lead === undefined ? {} : { body: nameOf(line.lead) }),
    ...(line.matter === undefined ? {} : { matter: officeWords(line.matter) }),
    intent: line.intent,
    steps: stepsOf(line.steps, nameOf),
    status: closed ? "closed" : replied && closings === 0 ? "replied" : "open",
    // Words that were deleted on their day: nobody can be judged by what is not there any more.
    ...(line.steps[0]!.words === undefined
      ? { incomplete: { text: true as const, replies: true as const } }
      : {}),
    wants: first.wantsCall === true ? "call" : first.wants,
    ...(line.harm === "emergency" ? { urgency: "emergency" as const } : {}),
    ...(line.mergedInto === undefined ? {} : { mergedInto: idOf(line.mergedInto) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(callbacks.length === 0 ? {} : { callbacks }),
  };
}

/** A "not" of anybody in the request stands before all; else the word of the one who filed. A void word counts for nothing. */
function verdictOf({ people }: RequestLine): Verdict | undefined {
  const words = people.flatMap(({ verdict }) =>
    verdict === undefined || verdict.void === true || verdict.value === "cannot-say" ? [] : [verdict],
  );
  const own = people[0]!.verdict;
  const found = words.find((each) => each.value === "not") ?? words.find((each) => each === own);
  if (found === undefined || found.value === "cannot-say") return undefined;
  return { value: found.value, at: found.at, askedBy: found.askedBy === "neutral" ? "neutral" : "citizen" };
}

/** The kinds that the platform's steps and the auditor's share; a platform archives nothing by a step. */
const SAME: ReadonlySet<string> = new Set(STEP_KINDS.filter((kind) => kind !== "archive"));

/** Steps that the facts know; those of verdicts, choices and upkeep stand elsewhere or nowhere. */
function stepsOf(lines: readonly StepLine[], nameOf: NameOf): Step[] {
  const steps: Step[] = [];
  let missing = false;
  for (const line of lines) {
    if (SAME.has(line.kind)) steps.push(stepOf(line.kind as Step["kind"], line, nameOf));
    else if (line.kind === "decide-receiver") steps.push(stepOf("dispatch", line, nameOf));
    else if (line.kind === "ask-for-missing") {
      missing = true;
      steps.push({ ...stepOf("pause", line, nameOf), reason: "等群众补充材料" });
    } else if (line.kind === "add" && missing) steps.push({ kind: "resume", at: line.at });
    if (line.kind === "add" || line.kind === "resume") missing = false;
  }
  return steps;
}

function stepOf(kind: Step["kind"], line: StepLine, nameOf: NameOf): Step {
  const { words, at, until } = line;
  const citizen = line.role === "citizen" || kind === "file";
  const to = line.to ?? (kind === "dispatch" ? line.lead : undefined);
  return {
    kind,
    at,
    ...(line.body === undefined ? {} : { body: nameOf(line.body) }),
    ...(to === undefined ? {} : { to: nameOf(to) }),
    ...(citizen || words?.text === undefined ? {} : { text: officeWords(words.text) }),
    ...(citizen || words?.reason === undefined ? {} : { reason: officeWords(words.reason) }),
    ...(until === undefined ? {} : { until }),
    ...(line.way === undefined ? {} : { by: line.way }),
    ...(line.reached === undefined ? {} : { reached: line.reached }),
    ...(line.raisedRating === true ? { raisedRating: true } : {}),
    ...(kind === "reply" ? { author: "person" as const } : {}),
  };
}
