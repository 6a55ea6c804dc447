// A pack is a document as data: clauses bound to detectors by dated values, each with its words and how sure we are of them.

import { z } from "zod";
import { dayOf, startOf } from "../domain/day.ts";
import type { Day, Instant, Words } from "../domain/facts.ts";

const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const DayText = z.string().refine(isDay, "a day as YYYY-MM-DD");

/** How sure we are of a clause: see docs/packs.md. `own` is Luodi's measure without official basis. */
export const ClauseStatus = z.enum(["verified", "quoted", "secondary", "unverified", "own"]);

const DatedParams = z.strictObject({
  /** First day on which an act is judged by these values; null: the day of entry into force is not known. */
  from: DayText.nullable(),
  until: DayText.optional(),
  params: z.record(z.string(), z.unknown()),
});

export const Provision = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
    /** What the clause says, in our words. */
    clause: Bilingual,
    /** The words themselves; only where somebody read them (verified, quoted). */
    quote: z.string().min(1).optional(),
    /** What a secondary source says it says. */
    paraphrase: z.string().min(1).optional(),
    article: z.string().optional(),
    status: ClauseStatus,
    effect: z.enum(["veto", "deduct", "note"]).default("note"),
    detector: z.string(),
    values: z.array(DatedParams).min(1),
    /** Narrower than the pack's territory, where the clause is. */
    territory: z.string().optional(),
    note: Bilingual.optional(),
  })
  .superRefine((provision, context) => {
    const read = provision.status === "verified" || provision.status === "quoted";
    if (provision.quote !== undefined && !read) {
      context.addIssue({
        code: "custom",
        message: "a quote needs status verified or quoted",
        path: ["quote"],
      });
    }
    if (read && provision.quote === undefined) {
      context.addIssue({
        code: "custom",
        message: "a clause somebody read carries its quote",
        path: ["quote"],
      });
    }
    if (provision.status === "secondary" && provision.paraphrase === undefined) {
      context.addIssue({
        code: "custom",
        message: "a secondary clause carries a paraphrase",
        path: ["paraphrase"],
      });
    }
  });
export type Provision = z.infer<typeof Provision>;

export const Pack = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    title: Bilingual,
    /** The document's own title and number, where there is one. */
    document: z.string().optional(),
    issuer: z.string().optional(),
    territory: z.string(),
    official: z.boolean(),
    /** Local packs are read only when the user names them. */
    optIn: z.boolean().default(false),
    provisions: z.array(Provision),
  })
  .superRefine((pack, context) => {
    for (const [index, provision] of pack.provisions.entries()) {
      if (pack.official && provision.status === "own") {
        context.addIssue({
          code: "custom",
          message: "a measure of our own never sits in an official pack",
          path: ["provisions", index, "status"],
        });
      }
    }
    const ids = pack.provisions.map((provision) => provision.id);
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) {
      context.addIssue({ code: "custom", message: `provision ${id} stands twice`, path: ["provisions"] });
    }
  });
export type Pack = z.infer<typeof Pack>;

/** The stretch of time over which one set of values judges an act. */
export interface Stretch {
  readonly from: Instant;
  /** First instant after it; Infinity while in force. */
  readonly until: Instant;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Parses a pack; throws with pack, path and reason where it is not one. */
export function parsePack(data: unknown, name: string): Pack {
  const parsed = Pack.safeParse(data);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new Error(`pack ${name}: ${reasons.join("; ")}`);
}

/** Why a provision is not used, or undefined where it is. */
export function whyDisabled(provision: Provision): Words | undefined {
  if (provision.status === "unverified") {
    return { zh: "条文未经核实，不启用", en: "the clause is unverified, so it is not used" };
  }
  if (provision.values.every((value) => value.from === null)) {
    return { zh: "施行日期不明，不启用", en: "the day of entry into force is not known, so it is not used" };
  }
  return undefined;
}

/** The stretches of a provision in order of time; values without a day are left out. */
export function stretchesOf(provision: Provision): Stretch[] {
  const dated = provision.values
    .flatMap((value) => (value.from === null ? [] : [{ ...value, from: startOf(value.from) }]))
    .sort((a, b) => a.from - b.from);
  return dated.map((value, index) => ({
    from: value.from,
    until: Math.min(
      value.until === undefined ? Number.POSITIVE_INFINITY : startOf(value.until) + 86_400_000,
      dated[index + 1]?.from ?? Number.POSITIVE_INFINITY,
    ),
    params: value.params,
  }));
}

/** True where a provision's territory covers a fact's: `CN` covers `CN-33`, `CN-33` covers `CN-330106`, nothing covers an unknown. */
export function covers(territory: string, place: string | undefined): boolean {
  if (place === undefined) return false;
  if (place === territory) return true;
  return territory.includes("-") ? place.startsWith(territory) : place.startsWith(`${territory}-`);
}

function isDay(text: string): boolean {
  try {
    return dayOf(startOf(text as Day)) === text;
  } catch {
    return false;
  }
}
