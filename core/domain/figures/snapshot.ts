// What is published of a period at one moment: protected tables with what may stand beside them, and whether a later one may follow.

import { bounds, LEAST_FOR_RATE } from "./interval.ts";
import {
  type Columns,
  mayFollow,
  mayShow,
  OUTCOME_LADDER,
  protect,
  type Row,
  type Table,
  totalOf,
} from "./protect.ts";

/** By month: all, by kind of matter, by where it got stuck, promises by kind and cause, the neutral sample. By quarter: places. */
export const SUBJECTS = [
  "headline",
  "kinds",
  "causes",
  "sample",
  "promises-kinds",
  "promises-causes",
  "places",
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** A group and everybody else, both shown or neither. */
export type Pair = readonly [yes: number, no: number];

export interface Figures {
  readonly table: Table;
  /** Median of calendar days to an answer that the citizen did not reject; null where more than half have none. By row, or "all". */
  readonly medians?: Readonly<Record<string, number | null>>;
  readonly bounced?: Pair;
  readonly voice?: Pair;
  readonly moved?: Pair;
  /** How many were taken out of the denominator. */
  readonly out?: number;
}

export interface Snapshot {
  readonly period: string;
  readonly subject: Subject;
  readonly takenAt: number;
  readonly figures: Figures;
}

/** What becomes of a promise, in the order of its cells. */
export const PROMISE_WORDS = ["done", "claimed", "ahead", "overdue", "not-done"] as const;

/** A claim is never counted with the citizens' word; what is joined never makes anything look better. */
const PROMISE_LADDER: readonly Columns[] = [
  [[0], [1], [2], [3], [4]],
  [[0], [1], [2], [3, 4]],
  [[0], [1, 2], [3, 4]],
  [[0], [1, 2, 3, 4]],
];

const isPromise = (subject: Subject) => subject.startsWith("promises-");

/** The categories that a subject counts. */
export function ladderOf(subject: Subject): readonly Columns[] {
  return isPromise(subject) ? PROMISE_LADDER : OUTCOME_LADDER;
}

/** Promises are fewer than requests: a row needs only what is safe, and its rate is given from `LEAST_FOR_RATE` on. */
export function figuresOf(
  subject: Subject,
  rows: readonly Row[],
  beside: Omit<Figures, "table"> & { readonly allMedians?: Readonly<Record<string, number | null>> } = {},
): Figures {
  const { allMedians, bounced, voice, moved, ...more } = beside;
  const whole = protect(rows, ladderOf(subject), LEAST_FOR_RATE);
  const table = subject === "places" ? withoutRest(whole) : whole;
  const shown = new Set(table.rows.map((row) => row.key));
  const pair = (name: string, value: Pair | undefined) =>
    value !== undefined && shown.size > 0 && value.every(mayShow) ? { [name]: value } : {};
  const medians = Object.fromEntries(Object.entries(allMedians ?? {}).filter(([key]) => shown.has(key)));
  return {
    table,
    ...more,
    ...(allMedians === undefined ? {} : { medians }),
    ...pair("bounced", bounced),
    ...pair("voice", voice),
    ...pair("moved", moved),
  };
}

/**
 * Places are published by quarter and the whole by month, taken at other moments: something is always left out, and its number is not
 * given, so that no sum of months less a sum of places is a group.
 */
function withoutRest({ rows, rest, folded, columns }: Table): Table {
  const sum = (row: Row) => row.cells.reduce((all, each) => all + each, 0);
  const smallest = [...rows].sort((a, b) => sum(a) - sum(b))[0];
  if (rest !== undefined || smallest === undefined) return { columns, rows, folded };
  return { columns, rows: rows.filter((row) => row !== smallest), folded: [...folded, smallest.key] };
}

/** True where a new snapshot, read beside all earlier ones of its period, shows no change of a few requests. */
export function mayPublish(fresh: Snapshot, earlier: readonly Snapshot[]): boolean {
  return earlier.every((old) => {
    if (old.period !== fresh.period || !meets(old.subject, fresh.subject)) return true;
    if (old.figures.table.rows.length === 0 || fresh.figures.table.rows.length === 0) return true;
    if (fresh.subject === "sample" || old.subject === "sample") return sampleApart(fresh, old);
    const same = old.subject === fresh.subject;
    if (!mayFollow(fresh.figures.table, old.figures.table, same)) return false;
    return !same || (["bounced", "voice", "moved"] as const).every((name) => pairsApart(fresh, old, name));
  });
}

/** True where nothing that is shown differs, in whatever order a database gives back the names. */
export function isSame(a: Figures, b: Figures): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, each]) => [name, inOrder(each)]);
}

function meets(a: Subject, b: Subject): boolean {
  return a === b || (a !== "places" && b !== "places" && isPromise(a) === isPromise(b));
}

function pairsApart(fresh: Snapshot, old: Snapshot, name: "bounced" | "voice" | "moved"): boolean {
  const [now, before] = [fresh.figures[name], old.figures[name]];
  if (now === undefined || before === undefined) return true;
  return now.every((each, place) => mayShow(Math.abs(each - before[place]!)));
}

/** Those whom the sample's calls reached are some of all who said the same: who else said it must be nobody or at least ten. */
function sampleApart(a: Snapshot, b: Snapshot): boolean {
  if (a.subject === b.subject) return false;
  const [sample, whole] = a.subject === "sample" ? [a, b] : [b, a];
  return [[0], [1], [2], [3], [2, 3]].every((categories) => {
    const some = countOf(sample.figures.table, categories);
    const all = countOf(whole.figures.table, categories);
    return some === undefined || all === undefined || mayShow(Math.abs(all - some));
  });
}

/** How many a table counts in these categories; undefined where it does not tell them apart from others. */
export function countOf(table: Table, categories: readonly number[], key?: string): number | undefined {
  const cells = key === undefined ? totalOf(table) : table.rows.find((row) => row.key === key)?.cells;
  if (cells === undefined || (key === undefined && table.rows.length === 0)) return undefined;
  let [count, found] = [0, 0];
  for (const [place, column] of table.columns.entries()) {
    const inside = column.filter((each) => categories.includes(each)).length;
    if (inside === 0) continue;
    if (inside !== column.length) return undefined;
    count += cells[place]!;
    found += inside;
  }
  return found === categories.length ? count : undefined;
}

export interface Share {
  readonly solved: number;
  readonly open: number;
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of the first category, with everybody in the column of the last one ("unanswered", or what is joined with it) taken as no, and
 * as yes. Undefined for fewer than `LEAST_FOR_RATE`.
 */
export function shareOf(columns: Columns, cells: readonly number[]): Share | undefined {
  const count = cells.reduce((all, each) => all + each, 0);
  const solved = cells[columns.findIndex((column) => column.includes(0))] ?? 0;
  const open = cells[columns.findIndex((column) => column.includes(4))] ?? 0;
  const between = bounds(solved, open, count);
  return between === undefined ? undefined : { solved, open, count, ...between };
}
