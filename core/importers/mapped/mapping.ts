// A mapping in YAML: which columns of a foreign table become which fields of a fact.

import { z } from "zod";
import type { RowKind } from "../../domain/facts.ts";
import { TERRITORY } from "../../domain/territory.ts";
import { FIELDS } from "../fields.ts";
import { checkMapping, inBoth } from "./checks.ts";
import { momentReader, PATTERN } from "./pattern.ts";

const Word = z.union([z.string(), z.boolean(), z.number()]);
const Column = z.union([
  z.string(),
  z.array(z.string()).min(1),
  z.strictObject({
    column: z.union([z.string(), z.array(z.string()).min(1)]),
    /** Words of the source → words of the field. */
    values: z.record(z.string(), Word).optional(),
    /** Used where the cell is empty or stands in no `values`. */
    otherwise: Word.optional(),
  }),
]);
export type Column = z.infer<typeof Column>;

const Columns = z.record(z.string(), Column);
const Constants = z.record(z.string(), z.unknown());

/** A step or callback made from columns of the row itself. */
const Event = z.strictObject({
  /** It is made only where this column holds something. */
  when: z.string(),
  kind: Column.optional(),
  fields: Columns.default({}),
  constants: Constants.default({}),
});
export type Event = z.infer<typeof Event>;

/** Steps or callbacks from a column that holds a JSON list of objects. */
const EventList = z.strictObject({
  column: z.string(),
  fields: Columns,
  constants: Constants.default({}),
});

/** Steps or callbacks from rows of another table beside this one. */
const Child = z.strictObject({
  file: z.string(),
  /** The column of that table that holds this row's id. */
  key: z.string(),
  fields: Columns,
  constants: Constants.default({}),
});

export const Mapping = z.strictObject({
  kind: z.enum(Object.keys(FIELDS) as [RowKind, ...RowKind[]]),
  territory: z
    .string()
    .regex(TERRITORY, '要写成 "CN" 或 "CN-430121" 这样的地区代码 takes a code such as "CN-430121"')
    .optional(),
  /** Local times without a zone: `+08:00` unless stated. */
  zone: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/)
    .default("+08:00"),
  /** How this table writes moments, where it is none of the usual ways: `DD.MM.YYYY HH:mm`. */
  dates: z.array(z.string().regex(PATTERN)).default([]),
  fields: Columns,
  constants: Constants.default({}),
  steps: z.array(Event).default([]),
  callbacks: z.array(Event).default([]),
  stepsFrom: z.union([EventList, Child]).optional(),
  callbacksFrom: z.union([EventList, Child]).optional(),
  /** Rows of one id that follow each other are one request; the later ones add their steps and callbacks. */
  manyRowsPerId: z.boolean().default(false),
});
export type Mapping = z.infer<typeof Mapping>;

/** Beside a child table: it is read together with its parent. */
const Part = z.strictObject({ partOf: z.string() });
export type Part = z.infer<typeof Part>;

/** Parses a mapping; throws with the place and the reason, also for a field or a word that the kind does not have. */
export function parseMapping(data: unknown): Mapping | Part {
  const part = Part.safeParse(data);
  if (part.success) return part.data;
  const parsed = Mapping.safeParse(data, { error: inBoth });
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join(".") || "映射"}: ${issue.message}`).join("; "),
    );
  }
  checkMapping(parsed.data);
  return parsed.data;
}

/** Reads moments as the mapping says; its own patterns first. */
export function momentsOf(mapping: Mapping) {
  return momentReader(mapping.dates, zoneOffset(mapping.zone));
}

/** `+08:00` as milliseconds east of UTC. */
function zoneOffset(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
