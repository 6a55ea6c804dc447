// A mapping in YAML: which columns of a foreign table become which fields of a fact.

import { z } from "zod";
import type { RowKind } from "../../domain/facts.ts";
import { FIELDS, NESTED } from "../fields.ts";

const Column = z.union([
  z.string(),
  z.array(z.string()).min(1),
  z.strictObject({
    column: z.union([z.string(), z.array(z.string()).min(1)]),
    /** Words of the source → words of the field. */
    values: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
    /** Used where the cell is empty or stands in no `values`. */
    otherwise: z.union([z.string(), z.boolean(), z.number()]).optional(),
  }),
]);
export type Column = z.infer<typeof Column>;

const MappedStep = z.strictObject({
  /** The step is made only where this column holds something. */
  when: z.string(),
  kind: Column.or(z.string()),
  fields: z.record(z.string(), Column).default({}),
  constants: z.record(z.string(), z.unknown()).default({}),
});

export const Mapping = z.strictObject({
  kind: z.enum(Object.keys(FIELDS) as [RowKind, ...RowKind[]]),
  territory: z.string().optional(),
  /** Local times without a zone: `+08:00` unless stated. */
  zone: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/)
    .default("+08:00"),
  fields: z.record(z.string(), Column),
  constants: z.record(z.string(), z.unknown()).default({}),
  steps: z.array(MappedStep).default([]),
});
export type Mapping = z.infer<typeof Mapping>;

/** Parses a mapping; throws with the place and the reason, also for a field that the kind does not have. */
export function parseMapping(data: unknown): Mapping {
  const parsed = Mapping.safeParse(data);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "),
    );
  }
  const mapping = parsed.data;
  const known = FIELDS[mapping.kind];
  for (const field of [...Object.keys(mapping.fields), ...Object.keys(mapping.constants)]) {
    const [head, tail] = field.split(".", 2) as [string, string | undefined];
    const type = tail === undefined ? known[head] : NESTED[head]?.[tail];
    if (type === undefined || known[head] === undefined) {
      throw new Error(`fields.${field}: ${mapping.kind} 没有这个字段；可用 ${Object.keys(known).join(", ")}`);
    }
  }
  return mapping;
}

/** `+08:00` as milliseconds east of UTC. */
export function zoneOffset(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
