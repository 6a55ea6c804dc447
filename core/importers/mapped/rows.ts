// One row by a mapping: its fields, and the steps and callbacks that its columns, a JSON column or child rows hold.

import type { FactOf, RowKind } from "../../domain/facts.ts";
import { FIELDS, type FieldType, NESTED } from "../fields.ts";
import { BadValue, fileStep, putField, type ReadMoment, wholeFact, wholeNested } from "../shaping.ts";
import { quoted } from "../words.ts";
import type { Column, Event, Mapping } from "./mapping.ts";

export type Get = (names: readonly string[]) => unknown;
export type Made = Record<string, unknown>;
type EventKind = "steps" | "callbacks";
/** The child rows of an id, already made. */
export type Children = Readonly<Record<EventKind, ReadonlyMap<string, readonly Made[]>>>;

export interface RowReader {
  readonly mapping: Mapping;
  readonly moments: ReadMoment;
  readonly children: Children;
  /** Columns whose unknown words leave the field unknown, counted; in all others such a word is a bad row. */
  readonly lenient?: { readonly columns: ReadonlySet<string>; readonly omit: (column: string) => void };
}

/** The fields of a row, with its steps and callbacks; not yet a whole fact. */
export function makeRow(get: Get, reader: RowReader): Made {
  const { mapping } = reader;
  const made = objectOf(FIELDS[mapping.kind], mapping.fields, mapping.constants, get, reader);
  if (mapping.kind === "requests") {
    made.steps = [fileStep(made), ...eventsOf("steps", made, get, reader)];
    const callbacks = eventsOf("callbacks", made, get, reader);
    if (callbacks.length > 0) made.callbacks = callbacks;
  }
  return made;
}

/** Adds the steps and callbacks of a further row of the same request. */
export function addRow(first: Made, further: Made): void {
  for (const kind of ["steps", "callbacks"] as const) {
    const added = ((further[kind] as Made[] | undefined) ?? []).filter((each) => each.kind !== "file");
    if (added.length > 0) first[kind] = [...((first[kind] as Made[] | undefined) ?? []), ...added];
  }
  for (const field of ["verdict", "rating", "status"]) first[field] = further[field] ?? first[field];
}

/** The whole fact; its steps in order of time where every one is dated. */
export function finishRow(
  made: Made,
  file: string,
  row: number,
  mapping: Mapping,
  territory: string | undefined,
): FactOf<RowKind> {
  for (const field of ["verdict", "rating", "status"]) if (made[field] === undefined) delete made[field];
  const steps = made.steps as Made[] | undefined;
  if (steps !== undefined) made.steps = inOrder(steps);
  return wholeFact(mapping.kind, made, { file, row }, mapping.territory ?? territory);
}

/** Undated steps keep the order of the mapping. */
function inOrder(steps: Made[]): Made[] {
  const [filed, ...rest] = steps;
  if (filed === undefined || !rest.every((step) => typeof step.at === "number")) return steps;
  return [filed, ...rest.sort((a, b) => (a.at as number) - (b.at as number))];
}

function eventsOf(kind: EventKind, made: Made, get: Get, reader: RowReader): Made[] {
  const { mapping } = reader;
  const events = mapping[kind].filter((event) => !isEmpty(get([event.when])));
  const found = events.map((event) => eventOf(kind, event, get, reader));
  const from = mapping[`${kind}From`];
  if (from === undefined) return found;
  if ("file" in from) return [...found, ...(reader.children[kind].get(String(made.id)) ?? [])];
  for (const each of listOf(from.column, get([from.column]))) {
    const inside: Get = (names) => names.map((name) => each[name]).find((cell) => !isEmpty(cell));
    found.push(eventOf(kind, from, inside, reader));
  }
  return found;
}

/** One step or callback; the text of a step says what it is under `kind`, `fields` or `constants`. */
export function eventOf(
  kind: EventKind,
  event: Pick<Event, "fields" | "constants"> & { kind?: Column | undefined },
  get: Get,
  reader: RowReader,
): Made {
  const made = objectOf(NESTED[kind]!, event.fields, event.constants, get, reader);
  if (event.kind !== undefined) {
    const word = typeof event.kind === "string" ? event.kind : cellOf(event.kind, get, reader);
    putField(made, NESTED[kind]!, "kind", word, reader.moments);
  }
  return wholeNested(kind, made);
}

function listOf(column: string, cell: unknown): readonly Record<string, unknown>[] {
  if (isEmpty(cell)) return [];
  let list: unknown = cell;
  if (typeof cell === "string") {
    try {
      list = JSON.parse(cell);
    } catch {
      throw new BadValue(`${column}：不是 JSON 列表`, `${column}: no JSON list`);
    }
  }
  const isList = Array.isArray(list) && list.every((each) => each !== null && typeof each === "object");
  if (!isList) throw new BadValue(`${column}：不是 JSON 列表`, `${column}: no JSON list`);
  return list as Record<string, unknown>[];
}

function objectOf(
  types: Readonly<Record<string, FieldType>>,
  fields: Readonly<Record<string, Column>>,
  constants: Readonly<Record<string, unknown>>,
  get: Get,
  reader: RowReader,
): Made {
  const made: Made = {};
  for (const field in constants) putField(made, types, field, constants[field], reader.moments);
  for (const field in fields) {
    const column = fields[field]!;
    try {
      putField(made, types, field, cellOf(column, get, reader), reader.moments);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      const [name] = columnsOf(column);
      throw new BadValue(`「${name}」栏，${error.words.zh}`, `column ${name}, ${error.words.en}`);
    }
  }
  return made;
}

/** The names of a column, the first that holds something counts. */
export function columnsOf(column: Column): readonly string[] {
  const names = typeof column === "string" || Array.isArray(column) ? column : column.column;
  return typeof names === "string" ? [names] : names;
}

function cellOf(column: Column, get: Get, reader: RowReader): unknown {
  if (typeof column === "string") return get([column]);
  if (Array.isArray(column)) return get(column);
  const names = columnsOf(column);
  const cell = get(names);
  if (isEmpty(cell)) return column.otherwise;
  if (column.values === undefined) return cell;
  const found = column.values[String(cell).trim()];
  if (found !== undefined || column.otherwise !== undefined) return found ?? column.otherwise;
  if (reader.lenient?.columns.has(names[0]!) !== true) {
    throw new BadValue(`${quoted(String(cell))} 不在映射的 values 里`, "not among the values of the mapping");
  }
  reader.lenient.omit(names[0]!);
  return undefined;
}

export function isEmpty(cell: unknown): boolean {
  return (
    cell === undefined || cell === null || cell === "" || (typeof cell === "string" && cell.trim() === "")
  );
}
