// Registers of bodies, accounts, apps, service items, groups, notices, returns and fields, told apart by their headers.

import { FIELDS } from "../fields.ts";
import type { Importer } from "../importer.ts";
import { readRows } from "../mapped/importer.ts";
import { type Column, type Mapping, Mapping as MappingSchema, momentsOf } from "../mapped/mapping.ts";
import { headerOf, tableRows } from "../rows.ts";
import { NOT_KEPT, REGISTERS, type Register } from "./columns.ts";

const NO_CHILDREN = { steps: new Map(), callbacks: new Map() };

export const registers: Importer = {
  id: "registers",
  title: {
    zh: "单位、账号、应用、事项、群、公告、报表名册",
    en: "Registers of bodies, accounts, apps, items, groups, notices and returns",
  },
  gives: [],
  async matches(file) {
    return registerOf(await headerOf(file)) !== undefined;
  },
  async read(file, intake, settings) {
    const header = await headerOf(file);
    const mapping = mappingOf(registerOf(header)!, header);
    const dropped = header.filter((name) => NOT_KEPT.has(alike(name)));
    intake.touch(mapping.kind);
    async function* rows() {
      for await (const row of tableRows(file, intake)) {
        for (const column of dropped) if (row.get(column) !== "") intake.omit(column);
        yield { row: row.row, get: (names: readonly string[]) => row.get(...names) };
      }
    }
    const lenient = {
      columns: mildColumns(mapping),
      omit: (column: string) => intake.omit(`${column}：不认识的词 unknown words`),
    };
    const reader = { mapping, moments: momentsOf(mapping), children: NO_CHILDREN, lenient };
    await readRows(rows(), file, reader, intake, { ...settings, territory: settings.territory ?? "CN" });
  },
};

/** A word too many in these tells nobody's state, so it costs the field, not the row. */
const MILD = ["purpose", "audience", "domain", "tier", "ownerTier"];

function mildColumns(mapping: Mapping): ReadonlySet<string> {
  const columns = MILD.map((field) => mapping.fields[field]);
  return new Set(
    columns.flatMap((column) =>
      typeof column === "object" && !Array.isArray(column) ? [column.column].flat().slice(0, 1) : [],
    ),
  );
}

/** Headers differ in spaces, brackets, stars and case; none of that tells columns apart. */
function alike(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[（(][^（()）]{0,40}[)）]/g, "")
    .replace(/[\s*：:_-]/g, "")
    .toLowerCase();
}

function registerOf(header: readonly string[]): Register | undefined {
  const have = new Set(header.map(alike));
  return REGISTERS.find((register) =>
    register.tells.every((names) => names.some((name) => have.has(alike(name)))),
  );
}

/** The built-in mapping with each name replaced by the header's own writing of it; a field's English name is a name too. */
function mappingOf(register: Register, header: readonly string[]): Mapping {
  const written = new Map(header.map((name) => [alike(name), name] as const).reverse());
  const own = (names: readonly string[]) => names.flatMap((name) => written.get(alike(name)) ?? []);
  const fields: Record<string, Column> = {};
  for (const field in FIELDS[register.kind]) {
    const column = register.fields[field];
    const names =
      column === undefined
        ? []
        : typeof column === "string"
          ? [column]
          : Array.isArray(column)
            ? column
            : [column.column].flat();
    const found = own([...names, field]);
    if (found.length === 0) continue;
    if (column === undefined || typeof column === "string" || Array.isArray(column)) fields[field] = found;
    else fields[field] = { ...column, column: found };
  }
  return MappingSchema.parse({ kind: register.kind, fields });
}
