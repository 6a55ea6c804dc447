// Inputs for a reader: tables one by one; films, documents and pictures that nobody meant to be read, in one line by their endings.

import type { Words } from "../domain/facts.ts";
import type { ReportInput } from "./report.ts";

/** Endings named; the rest are counted together. */
const NAMED = 6;

export const NOTHING_READ: Words = {
  zh: "一条资料也没有读到：下面的结果不说明没有问题。",
  en: "Not one fact was read: what follows does not say that all is well.",
};

/** What reads a file, in words; reports of earlier versions hold its id alone. */
export function importerWords({ importer, importerTitle, refused }: ReportInput): Words {
  if (importer === null || refused !== undefined) return NOT_READ;
  return importerTitle ?? { zh: importer, en: "" };
}

const NOT_READ: Words = { zh: "没有读", en: "not read" };

/** Inputs to list; those that are no data by name, and words for them where there are any. */
export function apart<Input extends ReportInput>(
  inputs: readonly Input[],
): {
  readonly tables: readonly Input[];
  readonly others?: Words;
  readonly otherFiles: readonly string[];
} {
  const isOther = (input: ReportInput) =>
    input.importer === null && input.refused === undefined && input.rows === 0;
  const others = inputs.filter(isOther);
  const tables = inputs.filter((input) => !isOther(input));
  const otherFiles = others.map(({ file }) => file);
  if (others.length === 0) return { tables, otherFiles };
  const endings = endingsOf(others);
  return {
    tables,
    otherFiles,
    others: {
      zh: `另有 ${others.length} 个文件不是能读的资料，没有读：${endings}`,
      en: `${others.length} other files are no data that can be read here and were not read.`,
    },
  };
}

function endingsOf(inputs: readonly ReportInput[]): string {
  const counts = new Map<string, number>();
  for (const { file } of inputs) {
    const ending = /\.[a-z0-9]{1,5}$/i.exec(file)?.[0].toLowerCase() ?? "其他 other";
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rest = sorted.slice(NAMED).reduce((sum, [, count]) => sum + count, 0);
  const named = sorted.slice(0, NAMED).map(([ending, count]) => `${ending} ${count}`);
  return [...named, ...(rest === 0 ? [] : [`… ${rest}`])].join("、");
}
