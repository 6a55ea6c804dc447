// What a mapping may say beyond its shape: fields and words that the kind has, columns that the table has; each mistake with its place.

import type { z } from "zod";
import { FIELDS, type FieldType, NESTED } from "../fields.ts";
import { columnName } from "../header.ts";
import type { Column, Mapping } from "./mapping.ts";
import { columnsOf } from "./rows.ts";

type Fields = Readonly<Record<string, FieldType>>;

/** Words for the mistakes of shape that a clerk makes; the others keep those of zod. */
export const inBoth: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys")
    return `不认识「${issue.keys.join("、")}」，看看有没有写错 is not known`;
  if (issue.code === "invalid_value")
    return `只能写其中一个 must be one of: ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_type" && (issue.input === undefined || issue.input === null))
    return "没有写，或缩进不对 is missing, or its indentation is wrong";
  return undefined;
};

/** @throws Error with the place and what may stand there. */
export function checkMapping(mapping: Mapping): void {
  const known = FIELDS[mapping.kind];
  const typeOf = (field: string) => {
    const [head, tail] = field.split(".", 2) as [string, string | undefined];
    const type = tail === undefined ? known[head] : NESTED[head]?.[tail];
    if (type === undefined || known[head] === undefined || type === "rows")
      throw new Error(
        `fields.${field}: ${mapping.kind} 没有这个字段，可用 has no such field, but: ${Object.keys(known).join(", ")}`,
      );
    return type;
  };
  checkWords("", mapping, typeOf);
  for (const list of ["steps", "callbacks"] as const) {
    const from = mapping[`${list}From`];
    const types: Fields = NESTED[list]!;
    for (const event of [...mapping[list], ...(from === undefined ? [] : [from])]) {
      checkWords(`${list}.`, event, (field) => {
        const type = types[field];
        if (type === undefined)
          throw new Error(`${list}.${field}: 可用 may be: ${Object.keys(types).join(", ")}`);
        return type;
      });
      const kind = "kind" in event ? event.kind : undefined;
      if (typeof kind === "string") checkWord(`${list}.kind`, types.kind!, kind);
      else if (kind !== undefined) checkColumn(`${list}.kind`, types.kind!, kind);
    }
    const used = mapping[list].length > 0 || from !== undefined || mapping.manyRowsPerId;
    if (used && mapping.kind !== "requests")
      throw new Error(`${list}: 只有 requests 有 only requests have it`);
  }
}

/** Columns that the mapping names for the table itself and the table does not have; of several names one is enough. */
export function missingColumns(mapping: Mapping, header: readonly string[]): string[] {
  const there = new Set(header);
  const events = [...mapping.steps, ...mapping.callbacks];
  const inside = [mapping.stepsFrom, mapping.callbacksFrom].flatMap((from) =>
    from !== undefined && "column" in from ? [from.column] : [],
  );
  const columns = [mapping, ...events].flatMap((each) => Object.values(each.fields));
  const kinds = events.flatMap(({ kind }) => (kind === undefined || typeof kind === "string" ? [] : [kind]));
  const named = [...columns, ...kinds, ...events.map((event) => event.when), ...inside].map(columnsOf);
  return [
    ...new Set(
      named.filter((names) => !names.some((name) => there.has(columnName(name)))).map((names) => names[0]!),
    ),
  ];
}

function checkWords(
  place: string,
  { fields, constants }: Pick<Mapping, "fields" | "constants">,
  typeOf: (field: string) => FieldType,
): void {
  for (const field in fields) checkColumn(`${place}${field}`, typeOf(field), fields[field]!);
  for (const field in constants) checkWord(`${place}${field}`, typeOf(field), constants[field]);
}

function checkColumn(place: string, type: FieldType, column: Column): void {
  if (typeof column === "string" || Array.isArray(column)) return;
  for (const word of Object.values(column.values ?? {})) checkWord(place, type, word);
  if (column.otherwise !== undefined) checkWord(place, type, column.otherwise);
}

function checkWord(place: string, type: FieldType, word: unknown): void {
  if (!Array.isArray(type) || type.includes(String(word))) return;
  throw new Error(`${place}: 没有「${String(word)}」，可用 may be: ${type.join(", ")}`);
}
