// A report that comes as a file from another computer: taken only where it is what `luodi audit` writes (docs/report.schema.json).

import { z } from "zod";
import { FACT_TITLES } from "../domain/titles.ts";
import { CATEGORY_TITLES } from "./detector.ts";
import type { AuditReport } from "./report.ts";

const Short = z.string().max(1_000);
/** A quoted reply is the longest text of a report. */
const Long = z.string().max(50_000);
const Words = z.object({ zh: Long, en: Long });
const Day = z.iso.date();
const Count = z.int().min(0);
const Counts = z.record(Short, Count);

const Input = z.object({
  file: Short,
  importer: Short.nullable(),
  importerTitle: Words.optional(),
  ...{ rows: Count, facts: Count, problems: Count, dropped: Count },
  factsByKind: Counts.default({}),
  problemList: z.array(z.object({ row: z.int(), reason: Words, mend: Words })).default([]),
  droppedReasons: z.array(z.object({ reason: Words, count: Count })).default([]),
  omitted: Counts.default({}),
  refused: z.object({ reason: Words, mend: Words }).optional(),
});

const Evidence = z.object({
  file: Short,
  row: z.int(),
  span: z
    .object({
      field: z.enum(["title", "reply", "reason", "name", "text"]),
      start: Count,
      end: Count,
      text: Long,
    })
    .optional(),
  note: Words.optional(),
});

const Finding = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  outcome: z.enum(["suspected", "cannot-tell"]),
  subject: Short,
  body: Short.optional(),
  message: Words,
  exemptions: z.array(
    z.object({ id: Short, title: Words, result: z.enum(["not-met", "unknown"]), note: Words.optional() }),
  ),
  unchecked: z.array(Words),
  evidence: z.array(Evidence).min(1),
});

const Result = z.object({
  ...{ pack: Short, provision: Short, clause: Words, detector: Short, title: Words },
  ...{ quote: Long.optional(), paraphrase: Long.optional(), article: Short.optional() },
  status: z.enum(["verified", "quoted", "secondary", "unverified", "own"]),
  category: z.enum(Object.keys(CATEGORY_TITLES) as (keyof typeof CATEGORY_TITLES)[]),
  outcome: z.enum(["suspected", "cannot-tell", "clear", "not-applicable", "errored"]),
  reason: Words.optional(),
  judged: Count,
  params: z.array(z.object({ from: Day, values: z.record(Short, z.unknown()) })),
  findings: z.array(Finding),
});

const Report = z.object({
  format: z.literal("luodi-audit-report"),
  version: z.literal(1),
  on: Day,
  notice: Words,
  inputs: z.array(Input),
  counts: z.partialRecord(z.enum(Object.keys(FACT_TITLES) as (keyof typeof FACT_TITLES)[]), Count),
  packs: z.array(
    z.object({
      id: Short,
      title: Words,
      document: Short.optional(),
      territory: Short,
      official: z.boolean(),
    }),
  ),
  results: z.array(Result),
});

/** The report of a file's text; else where it is not one: a path such as `results.3.findings.0.id`, empty where the text is no JSON object. */
export function readGivenReport(
  text: string,
): { readonly report: AuditReport } | { readonly wrongAt: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { wrongAt: "" };
  }
  const read = Report.safeParse(value);
  if (!read.success) return { wrongAt: read.error.issues[0]!.path.join(".") };
  return { report: read.data as AuditReport };
}
