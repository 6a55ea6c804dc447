// Luodi's own JSON lines: `{"kind": "requests", …}` with the fields of core/domain/facts.ts, for anybody's exporter.

import type { FactOf, RowKind } from "../../domain/facts.ts";
import { BadValue, FIELDS, type FieldType, NESTED, REQUIRED, readValue } from "../fields.ts";
import type { Importer } from "../importer.ts";
import { firstObject } from "../json-head.ts";
import { jsonRows } from "../rows.ts";

const KINDS = new Set(Object.keys(FIELDS));

export const luodiFacts: Importer = {
  id: "luodi-facts",
  title: { zh: "落地 JSON 行（每行一个 kind）", en: "Luodi JSON lines, one kind a line" },
  gives: [],
  async matches(file) {
    const first = await firstObject(file);
    return first !== undefined && typeof first.kind === "string" && kindOf(first) !== undefined;
  },
  async read(file, intake, settings) {
    for await (const { row, value } of jsonRows(file, intake)) {
      const kind = kindOf(value);
      try {
        if (kind === undefined) throw new BadValue(`kind: ${String(value.kind)}`);
        const fact = objectOf(FIELDS[kind], value);
        const missing = REQUIRED[kind].filter((field) => fact[field] === undefined);
        if (missing.length > 0) throw new BadValue(`缺少 missing: ${missing.join(", ")}`);
        if (kind === "requests") fill(fact);
        if (kind === "accounts" || kind === "apps" || kind === "bodies") fact.id ??= fact.name;
        const territory =
          settings.territory ?? (typeof value.territory === "string" ? value.territory : undefined);
        const source = { file: file.path, row };
        intake.fact(kind, {
          source,
          ...(territory === undefined ? {} : { territory }),
          ...fact,
        } as unknown as FactOf<RowKind>);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        intake.problem({
          row,
          reason: {
            zh: `这一行的内容不合格式：${error.message}`,
            en: `this line does not fit: ${error.message}`,
          },
          mend: {
            zh: "对照 core/importers/luodi-facts/README.md 的字段改正。",
            en: "Correct it by the fields in core/importers/luodi-facts/README.md.",
          },
        });
      }
    }
  },
};

/** A notice has a `kind` of its own, so its line says `fact: "notices"`; the others may say either. */
function kindOf(value: Record<string, unknown>): RowKind | undefined {
  const named = value.fact ?? value.kind;
  return typeof named === "string" && KINDS.has(named) ? (named as RowKind) : undefined;
}

function objectOf(
  fields: Readonly<Record<string, FieldType>>,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const fact: Record<string, unknown> = {};
  for (const field in fields) {
    const raw = value[field];
    if (raw === undefined || raw === null) continue;
    const type = fields[field]!;
    const nested = type === "rows" ? NESTED[field] : undefined;
    if (nested === undefined) {
      const read = readValue(field, type, raw);
      if (read !== undefined) fact[field] = read;
    } else if (Array.isArray(raw)) {
      fact[field] = raw.map((each) => objectOf(nested, asObject(field, each)));
    } else {
      fact[field] = objectOf(nested, asObject(field, raw));
    }
  }
  return fact;
}

function asObject(field: string, value: unknown): Record<string, unknown> {
  if (value !== null && typeof value === "object" && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new BadValue(`${field}: 不是对象 not an object`);
}

function fill(fact: Record<string, unknown>): void {
  fact.subject ??= "";
  fact.text ??= "";
  fact.steps ??= [];
}
