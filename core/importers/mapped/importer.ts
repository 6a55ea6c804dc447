// The general importer: any CSV, XLSX or JSON lines with a mapping in YAML beside it.

import { parse } from "yaml";
import type { FactOf, RowKind } from "../../domain/facts.ts";
import { decodeText } from "../decode.ts";
import { BadValue, FIELDS, type FieldType, NESTED, REQUIRED, readValue } from "../fields.ts";
import type { Importer, ImportSettings, InputFile, Intake } from "../importer.ts";
import { isCsv, isWorkbook, jsonRows, tableRows } from "../rows.ts";
import { type Column, type Mapping, parseMapping, zoneOffset } from "./mapping.ts";

/** The mapping of one file stands beside it under the file's name and this ending; that of a whole folder under FOLDER_MAPPING. */
export const ENDING = ".luodi.yaml";
export const FOLDER_MAPPING = "luodi-mapping.yaml";

export const mapped: Importer = {
  id: "mapped",
  title: { zh: "任意表格（旁边放映射文件）", en: "Any table with a mapping beside it" },
  gives: [],
  async matches(file) {
    if (!isCsv(file) && !/\.(jsonl|ndjson)$/i.test(file.path) && !(await isWorkbook(file))) return false;
    return (await mappingFile(file)) !== undefined;
  },
  async read(file, intake, settings) {
    const beside = (await mappingFile(file))!;
    let mapping: Mapping;
    try {
      mapping = parseMapping(parse(await wholeText(beside)));
    } catch (error) {
      const why = (error as Error).message;
      return intake.refuse(
        { zh: `映射文件 ${beside.path} 有误：${why}`, en: `the mapping ${beside.path} is wrong: ${why}` },
        {
          zh: "对照 core/importers/mapped/README.md 改正。",
          en: "Correct it by core/importers/mapped/README.md.",
        },
      );
    }
    for await (const { row, get } of rowsOf(file, intake)) readRow(file, row, get, mapping, intake, settings);
  },
};

type Get = (names: readonly string[]) => unknown;

/** Reads one row by a mapping into a fact or a problem. Shared with the registers, whose mappings are built in. */
export function readRow(
  file: InputFile,
  row: number,
  get: Get,
  mapping: Mapping,
  intake: Intake,
  settings: ImportSettings,
): void {
  try {
    const offset = zoneOffset(mapping.zone);
    const fact: Record<string, unknown> = objectOf(
      FIELDS[mapping.kind],
      mapping.fields,
      mapping.constants,
      get,
      offset,
    );
    const missing = REQUIRED[mapping.kind].filter((field) => fact[field] === undefined);
    if (missing.length > 0) throw new BadValue(`缺少 missing: ${missing.join(", ")}`);
    if (mapping.kind === "requests") {
      fact.subject ??= "";
      fact.text ??= "";
      fact.steps = stepsOf(mapping, get, offset, fact.at as number | undefined);
    }
    if ("id" in FIELDS[mapping.kind]) fact.id ??= fact.name ?? `${file.path}#${row}`;
    if (mapping.kind === "apps") fact.form ??= "app";
    const territory = settings.territory ?? mapping.territory;
    const placed = {
      source: { file: file.path, row },
      ...(territory === undefined ? {} : { territory }),
      ...fact,
    };
    intake.fact(mapping.kind, placed as unknown as FactOf<RowKind>);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    intake.problem({
      row,
      reason: { zh: `这一行读不成：${error.message}`, en: `this row cannot be read: ${error.message}` },
      mend: {
        zh: "改正这一格，或在映射里写 values。",
        en: "Correct the cell, or give its words under values in the mapping.",
      },
    });
  }
}

function objectOf(
  types: Readonly<Record<string, FieldType>>,
  fields: Readonly<Record<string, Column>>,
  constants: Readonly<Record<string, unknown>>,
  get: Get,
  offset: number,
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  const put = (field: string, raw: unknown) => {
    const [head, tail] = field.split(".", 2) as [string, string | undefined];
    const type = tail === undefined ? types[head]! : NESTED[head]![tail]!;
    const value = readValue(field, type, raw, offset);
    if (value === undefined) return;
    if (tail === undefined) made[head] = value;
    else made[head] = { ...(made[head] as object | undefined), [tail]: value };
  };
  for (const [field, value] of Object.entries(constants)) put(field, value);
  for (const [field, column] of Object.entries(fields)) put(field, cellOf(column, get));
  return made;
}

function stepsOf(mapping: Mapping, get: Get, offset: number, at: number | undefined): unknown[] {
  const filed = { kind: "file", ...(at === undefined ? {} : { at }) };
  const made = mapping.steps.flatMap((step) => {
    if (isEmpty(get([step.when]))) return [];
    const kind = typeof step.kind === "string" ? step.kind : cellOf(step.kind, get);
    return [
      { kind, ...objectOf(NESTED.steps!, step.fields, step.constants, get, offset) } as { at?: number },
    ];
  });
  // Undated steps keep the order of the mapping; dated ones stand in order of time.
  const dated = made.every((step) => step.at !== undefined);
  return [filed, ...(dated ? made.sort((a, b) => a.at! - b.at!) : made)];
}

function cellOf(column: Column, get: Get): unknown {
  if (typeof column === "string") return get([column]);
  if (Array.isArray(column)) return get(column);
  const cell = get(typeof column.column === "string" ? [column.column] : column.column);
  if (column.values === undefined) return isEmpty(cell) ? column.otherwise : cell;
  const found = column.values[String(cell ?? "").trim()];
  if (found !== undefined) return found;
  if (column.otherwise !== undefined || isEmpty(cell)) return column.otherwise;
  throw new BadValue(`「${String(cell).slice(0, 40)}」 不在映射的 values 里`);
}

function isEmpty(cell: unknown): boolean {
  return cell === undefined || cell === null || String(cell).trim() === "";
}

async function* rowsOf(file: InputFile, intake: Intake): AsyncGenerator<{ row: number; get: Get }> {
  if (/\.(jsonl|ndjson)$/i.test(file.path)) {
    for await (const { row, value } of jsonRows(file, intake)) {
      yield { row, get: (names) => names.map((name) => value[name]).find((cell) => !isEmpty(cell)) };
    }
    return;
  }
  for await (const row of tableRows(file, intake)) yield { row: row.row, get: (names) => row.get(...names) };
}

async function mappingFile(file: InputFile): Promise<InputFile | undefined> {
  return (await file.sibling(`${file.name}${ENDING}`)) ?? (await file.sibling(FOLDER_MAPPING));
}

async function wholeText(file: InputFile): Promise<string> {
  let text = "";
  for await (const piece of decodeText(file.open())) text += piece;
  return text;
}
