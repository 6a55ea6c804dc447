// How cells and JSON values become the fields of a fact; what does not fit is said in words a clerk can act on.

import type { FactOf, RowKind, Words } from "../domain/facts.ts";
import { own } from "../domain/own.ts";
import { madeUpId } from "../domain/record.ts";
import { FIELDS, type FieldType, NESTED, NESTED_REQUIRED, REQUIRED } from "./fields.ts";
import { type Moment, parseMoment } from "./moment.ts";
import { citizenWords, officeWords, plain, quoted, shownPath } from "./words.ts";

/** What is wrong with a row, in both languages. */
export class BadValue extends Error {
  readonly words: Words;
  constructor(zh: string, en: string) {
    super(`${zh} ${en}`);
    this.words = { zh, en };
  }
}

export type ReadMoment = (text: string) => Moment | undefined;
type Fields = Readonly<Record<string, FieldType>>;
type Made = Record<string, unknown>;

const YES = /^(?:是|已备案|已|有|1|true|yes|y|√)$/i;
const NO = /^(?:否|未备案|未|无|没有|0|false|no|n|×)$/i;

/** Puts one raw value under a field, `verdict.value` into its nested object. Empty values leave no trace. */
export function putField(
  made: Made,
  types: Fields,
  field: string,
  raw: unknown,
  readMoment: ReadMoment,
): void {
  const [head, tail] = field.split(".", 2) as [string, string | undefined];
  if (tail === undefined) {
    putValue(made, types, head, raw, readMoment);
    return;
  }
  const nested = { ...(made[head] as Made | undefined) };
  putValue(nested, NESTED[head]!, tail, raw, readMoment);
  if (Object.keys(nested).length > 0) made[head] = nested;
}

function putValue(made: Made, types: Fields, field: string, raw: unknown, readMoment: ReadMoment): void {
  const type = types[field]!;
  if (type === "moment") {
    putMoment(made, types, field, raw, readMoment);
    return;
  }
  const value = readValue(field, type, raw);
  if (value !== undefined) made[field] = value;
}

function putMoment(made: Made, types: Fields, field: string, raw: unknown, readMoment: ReadMoment): void {
  if (typeof raw === "number" && Math.abs(raw) > 1e11) {
    made[field] = raw;
    return;
  }
  const text = raw === undefined || raw === null ? "" : plain(String(raw));
  if (text === "") return;
  const moment = readMoment(text);
  if (moment === undefined)
    throw new BadValue(`${field}：${quoted(text)} 读不出日期`, `${field}: no date can be read`);
  made[field] = moment.at;
  if (field === "at" && moment.dayOnly === true && "dayOnly" in types) made.dayOnly = true;
}

function readValue(field: string, type: FieldType, raw: unknown): unknown {
  if (raw === undefined || raw === null || raw === "") return undefined;
  if (typeof raw === "boolean" && type === "flag") return raw;
  if (Array.isArray(raw)) return arrayOf(field, type, raw);
  if (typeof raw === "object") throw new BadValue(`${field}：不是一个值`, `${field}: not a single value`);
  const text = plain(String(raw));
  if (text === "") return undefined;
  switch (type) {
    case "id":
      return own(text);
    case "words":
      return citizenWords(text);
    case "office":
      return officeWords(text);
    case "number":
      return numberOf(field, text);
    case "flag":
      return flagOf(field, text);
    case "list":
      return text
        .split(/[、,，;；|]/)
        .map(officeWords)
        .filter((each) => each !== "");
    case "moment":
    case "ids":
    case "rows":
      throw new BadValue(`${field}：${quoted(text)} 不合用`, `${field}: of no use here`);
    default:
      if (type.includes(text)) return text;
      throw new BadValue(
        `${field}：${quoted(text)} 不是可用的词（${type.join("、")}）`,
        `${field}: not one of ${type.join(", ")}`,
      );
  }
}

function arrayOf(field: string, type: FieldType, raw: readonly unknown[]): unknown {
  if (type === "list") return raw.map((each) => officeWords(String(each)));
  if (type === "ids" && raw.every((each) => Number.isInteger(each))) return Uint32Array.from(raw as number[]);
  throw new BadValue(`${field}：不是一个值`, `${field}: not a single value`);
}

function numberOf(field: string, text: string): number {
  const number = Number(text.replace(/,/g, ""));
  if (Number.isNaN(number)) throw new BadValue(`${field}：${quoted(text)} 不是数字`, `${field}: no number`);
  return number;
}

function flagOf(field: string, text: string): boolean {
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  throw new BadValue(`${field}：${quoted(text)} 要写“是”或“否”`, `${field}: write yes or no`);
}

/** A JSON object as the fields of a kind, nested rows included; fields that the kind does not have are told to `unknown`. */
export function shapeObject(
  types: Fields,
  value: Readonly<Record<string, unknown>>,
  unknown?: (field: string) => void,
): Made {
  const made: Made = {};
  for (const field in value) {
    const raw = value[field];
    const type = types[field];
    if (type === undefined) unknown?.(field);
    else if (raw === null || raw === undefined) continue;
    else if (type !== "rows") putValue(made, types, field, raw, parseMoment);
    else if (Array.isArray(raw)) made[field] = raw.map((each) => shapeNested(field, each));
    else made[field] = shapeNested(field, raw);
  }
  return made;
}

function shapeNested(field: string, raw: unknown): Made {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) {
    throw new BadValue(`${field}：不是对象`, `${field}: not an object`);
  }
  return wholeNested(field, shapeObject(NESTED[field]!, raw as Record<string, unknown>));
}

/** @throws BadValue where a nested row lacks what it needs. */
export function wholeNested(field: string, made: Made): Made {
  const missing = (NESTED_REQUIRED[field] ?? []).filter((each) => made[each] === undefined);
  if (missing.length > 0)
    throw new BadValue(`${field}：缺少 ${missing.join("、")}`, `${field}: ${missing.join(", ")} missing`);
  return made;
}

/**
 * Completes a fact: a name serves as the id where there is none, a request has its steps, and what is required is there.
 * @throws BadValue with what is missing.
 */
export function wholeFact<K extends RowKind>(
  kind: K,
  made: Made,
  source: { readonly file: string; readonly row: number },
  territory: string | undefined,
): FactOf<K> {
  if ("id" in FIELDS[kind]) {
    const id = made.id ?? made.name ?? (kind === "requests" ? undefined : madeUpId(source));
    if (id !== undefined) made.id = id;
  }
  // A number of a person that serves as an id is no id to keep; nor may a picture's path name anybody.
  if (typeof made.id === "string" && isPersonal(made.id)) made.id = madeUpId(source);
  if (kind === "photos" && typeof made.path === "string") made.path = shownPath(made.path);
  const missing = REQUIRED[kind].filter((field) => made[field] === undefined);
  if (missing.length > 0) throw new BadValue(`缺少 ${missing.join("、")}`, `${missing.join(", ")} missing`);
  if (kind === "requests") {
    made.subject ??= "";
    made.text ??= "";
    made.steps ??= made.at === undefined ? [] : [fileStep(made)];
    if (made.verdict !== undefined) wholeNested("verdict", made.verdict as Made);
  }
  if (kind === "apps") made.form ??= "app";
  if (kind === "groups") made.platform ??= "unknown";
  return { source, ...(territory === undefined ? {} : { territory }), ...made } as unknown as FactOf<K>;
}

/** A mobile number or a resident's id standing alone. */
function isPersonal(id: string): boolean {
  return /^(?:\+?86)?1[3-9]\d{9}$/.test(id) || /^[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]$/.test(id);
}

/** The filing of a request as its first step. */
export function fileStep(made: Readonly<Made>): Made {
  return {
    kind: "file",
    ...(made.at === undefined ? {} : { at: made.at }),
    ...(made.dayOnly === true ? { dayOnly: true } : {}),
  };
}
