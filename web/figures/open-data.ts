// The published figures as open data: one number a line, each with how it was made.

import { sampleInterval } from "../../core/domain/figures/interval.ts";
import { countOf, type Snapshot, type Subject, shareOf } from "../../core/domain/figures/snapshot.ts";
import { columnOf, type PlaceName, REST_WORDS, rowWords } from "./labels.ts";
import { METHODS, type Measure } from "./methods.ts";

export interface DataLine {
  readonly period: string;
  readonly subject: Subject;
  readonly row: string;
  readonly row_name: string;
  readonly measure: string;
  readonly measure_name: string;
  readonly value: number | null;
  /** What the value is out of; absent for the whole. */
  readonly of: number | null;
  readonly published_at: string;
  readonly method: string;
  readonly method_en: string;
}

const REST = "rest";
const sum = (cells: readonly number[]) => cells.reduce((all, cell) => all + cell, 0);
const round = (share: number) => Math.round(share * 10_000) / 10_000;

/** Every number of some snapshots in a fixed order. */
export function dataLines(snapshots: readonly Snapshot[], placeName: PlaceName): DataLine[] {
  return snapshots.flatMap((snapshot) => linesOf(snapshot, placeName));
}

function linesOf({ period, subject, takenAt, figures }: Snapshot, placeName: PlaceName): DataLine[] {
  const lines: DataLine[] = [];
  const { table } = figures;
  const add = (
    row: string,
    method: Measure,
    name: string,
    words: string,
    value: number | null,
    of: number | null,
  ) =>
    lines.push({
      ...{ period, subject, row, measure: name, measure_name: words, value, of },
      row_name: row === REST ? REST_WORDS.zh : rowWords(subject, row, placeName).zh,
      published_at: new Date(takenAt).toISOString(),
      method: METHODS[method].zh,
      method_en: METHODS[method].en,
    });
  const promises = subject.startsWith("promises-");
  const rows = [...table.rows, ...(table.rest === undefined ? [] : [{ key: REST, cells: table.rest }])];
  for (const { key, cells } of rows) {
    const whole = sum(cells);
    add(key, promises ? "promise" : "count", "count", promises ? "承诺" : "办结", whole, null);
    for (const [place, categories] of table.columns.entries()) {
      const column = columnOf(subject, categories);
      add(key, promises ? "promise" : "outcome", column.id, column.zh, cells[place]!, whole);
    }
    const share = promises ? undefined : shareOf(table.columns, cells);
    if (share !== undefined && subject !== "sample") {
      add(key, "low", "low", "确认解决，最低", round(share.low), whole);
      add(key, "high", "high", "确认解决，最高", round(share.high), whole);
    }
    const days = figures.medians?.[key];
    if (days !== undefined) add(key, "median-days", "median-days", "得到答复的天数（中位）", days, whole);
  }
  const first = table.rows[0];
  if (first === undefined) return lines;
  for (const name of ["bounced", "voice", "moved"] as const) {
    const pair = figures[name];
    if (pair !== undefined) add("all", name, name, METHODS[name].zh, pair[0], pair[0] + pair[1]);
  }
  const share = shareOf(table.columns, first.cells);
  if (subject === "headline" && share !== undefined) {
    const out = figures.out ?? 0;
    add("all", "out", "out", "剔除", out, null);
    const whole = share.count + out;
    add("all", "low-with-out", "low-with-out", "剔除的放回来，最低", round(share.solved / whole), whole);
    add(
      "all",
      "high-with-out",
      "high-with-out",
      "剔除的放回来，最高",
      round((share.solved + share.open + out) / whole),
      whole,
    );
  }
  if (subject === "sample" && share !== undefined) {
    const { whole, answered } = sampleInterval(share.solved, share.count - share.open, share.count);
    add("all", "wilson-low", "wilson-low", "最低", round(whole!.low), share.count);
    add("all", "wilson-high", "wilson-high", "最高", round(whole!.high), share.count);
    if (answered !== undefined && countOf(table, [4]) !== undefined) {
      add(
        "all",
        "wilson-answered-low",
        "wilson-answered-low",
        "只算问到的，最低",
        round(answered.low),
        share.count - share.open,
      );
      add(
        "all",
        "wilson-answered-high",
        "wilson-answered-high",
        "只算问到的，最高",
        round(answered.high),
        share.count - share.open,
      );
    }
  }
  return lines;
}

const COLUMNS = [
  ...[
    "period",
    "subject",
    "row",
    "row_name",
    "measure",
    "measure_name",
    "value",
    "of",
    "published_at",
    "method",
    "method_en",
  ],
] as const;

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8; a name that they would reckon as a formula is quoted. */
export function csvOf(lines: readonly DataLine[]): string {
  const cell = (value: unknown) => {
    const plain = value === null || value === undefined ? "" : String(value);
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = lines.map((line) => COLUMNS.map((name) => cell(line[name as keyof DataLine])).join(","));
  return `\uFEFF${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}
