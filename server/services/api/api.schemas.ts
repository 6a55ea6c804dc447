// What the API takes and gives, one schema for the check at the border, the types and the OpenAPI document.

import { z } from "zod";
import { MATTERS } from "../../../core/domain/request/matters.ts";

/** Text that the database can hold: no NUL, no half of a pair. */
const kept = (text: string) => !text.includes("\0") && !/\p{Surrogate}/u.test(text);
const words = (most: number) => z.string().max(most).refine(kept, "holds characters that cannot be kept");
const said = (most: number) => words(most).refine((text) => text.trim() !== "", "is blank");

export const Wants = z.enum(["text", "call", "visit", "none"]);
export const Choices = {
  wants: Wants.default("none"),
  hideFrom: z
    .array(z.enum(["accused", "handling-body"]))
    .max(2)
    .default([]),
  open: z.boolean().default(false).describe("Masked words may be shown to others"),
};
export const Filing = z.strictObject({
  text: said(5_000),
  asks: z
    .array(said(200))
    .max(20)
    .default([])
    .describe("What is to be solved, one each; absent: the whole text"),
  place: words(200).default(""),
  intent: z.enum(["consult", "complain", "suggest", "ask-help", "report", "praise"]).default("ask-help"),
  matter: z.enum(MATTERS.map((each) => each.id) as [string, ...string[]]).default("other"),
  contact: z
    .strictObject({
      name: words(50).optional(),
      phone: z
        .string()
        .regex(/^[0-9+\-() ]{5,30}$/)
        .optional(),
      email: z
        .string()
        .max(250)
        // Without classes of Unicode, which other languages' readers of the document do not know.
        .regex(/^[^\s@<>"']{1,64}@[^\s@<>"']{1,180}$/)
        .refine((text) => kept(text) && !/\p{Cc}/u.test(text), "holds characters that cannot be kept")
        .optional(),
    })
    .default({}),
  ...Choices,
});

const Ask = z.number().int().min(1).max(20);
export const VerdictForm = z.strictObject({
  value: z.enum(["solved", "partly", "not", "cannot-explained", "cannot-say"]),
  asks: z.array(Ask).max(20).default([]).describe("The asks that are not solved, where it is partly"),
  reason: words(1_000).default(""),
});
export const ActForm = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("add"), text: said(5_000) }),
  z.strictObject({ kind: z.literal("choose"), ...Choices }),
  z.strictObject({ kind: z.literal("want-call") }),
  // Waiting is not accepted: what the body parked goes on at once.
  z.strictObject({ kind: z.literal("resume") }),
  z.strictObject({ kind: z.literal("ask-deletion") }),
  z.strictObject({ kind: z.literal("complain"), text: said(2_000) }),
  z.strictObject({
    kind: z.literal("answer-commitment"),
    number: z.number().int().min(1).max(1_000),
    answer: z.enum(["done", "not-done", "dont-know"]),
  }),
]);

const Moment = z.iso.datetime({ offset: true });
const Phase = z.enum([
  ...(["filed", "dispatched", "handling", "waiting-for-citizen", "parked", "paused"] as const),
  ...(["handed-over", "with-coordinator", "closed", "merged"] as const),
]);
export const Status = z.object({
  number: z.string(),
  phase: Phase,
  closed: z.boolean().describe("The body's claim, never the citizen's word"),
  filedAt: Moment,
  lastAt: Moment,
  dueAt: Moment.optional().describe("Of the reply; absent where it is not known"),
});
export const Filed = Status.extend({
  link: z
    .string()
    .optional()
    .describe("The secret link; shown once, absent where the same key was sent before"),
});
export const Thread = Status.extend({
  asks: z.array(z.object({ number: Ask, outcome: z.string(), body: z.string().optional() })),
  bounces: z.number().int(),
  promises: z.array(
    z.object({
      number: z.number().int(),
      body: z.string(),
      by: z.iso.date(),
      moves: z.number().int(),
      word: z.string(),
    }),
  ),
  verdict: z.string().optional().describe("The person's own word that counts"),
  steps: z.array(
    z.object({
      place: z.number().int(),
      at: Moment,
      zh: z.string(),
      en: z.string(),
      desk: z.string().optional(),
      words: z.array(z.object({ label: z.string(), text: z.string() })),
    }),
  ),
  earlier: z.number().int().optional().describe("Ask with ?before= this place for the steps ahead of it"),
});
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
});
export type Filing = z.infer<typeof Filing>;
export type ActForm = z.infer<typeof ActForm>;
export type VerdictForm = z.infer<typeof VerdictForm>;
