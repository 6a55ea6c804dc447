// The id of a finding: what it says of which records, whatever file and row they were read from, so that an appeal finds it again.

import { createHash } from "node:crypto";
import { groupBy } from "../domain/group-by.ts";
import { compareText, contentsOf, madeUpId, recordKey } from "../domain/record.ts";
import type { Cited, Draft } from "./detector.ts";
import type { Finding } from "./report.ts";

/** A finding that has no id yet, and what its id is made of. */
export interface Unnamed {
  readonly finding: Omit<Finding, "id">;
  readonly key: string;
  readonly cited: readonly Cited[];
}

/** What makes a finding the same one in another export of the same records. */
export function findingKey(clause: readonly string[], draft: Draft, cited: readonly Cited[]): string {
  const records = cited.map(({ fact, span }) =>
    JSON.stringify([recordKey(fact), ...(span === undefined ? [] : [span.field, span.text])]),
  );
  return JSON.stringify([
    ...clause,
    draft.message,
    subjectOf(draft.subject, cited),
    draft.body ?? null,
    draft.event ?? null,
    // Which of them a detector puts first says nothing.
    ...records.sort(),
  ]);
}

/** A subject without the name of a file: what has no name of its own is called by where it was read. */
function subjectOf(subject: string, cited: readonly Cited[]): string {
  for (const { source } of cited.map(({ fact }) => fact)) {
    if (subject === source.file || subject === madeUpId(source)) return "";
    if (subject.startsWith(`${source.file} · `)) return subject.slice(source.file.length);
  }
  return subject;
}

/**
 * Gives the findings of one clause their ids. Where keys are equal, each is known by all that its records say; those that are equal
 * in that too, by which of how many it is. So if their number changes, an id is new rather than another's: an appeal that was upheld
 * for one withdraws no other.
 */
export function withIds(unnamed: readonly Unnamed[]): Finding[] {
  const found: Finding[] = [];
  for (const equal of groupBy(unnamed, ({ key }) => key).values()) {
    if (equal.length === 1) {
      const [{ key, finding }] = equal as [Unnamed];
      found.push({ id: idOf(key), ...finding });
      continue;
    }
    for (const same of groupBy(equal, ({ finding, cited }) => wholeOf(finding, cited)).values()) {
      const ordered = [...same].sort((a, b) => comparePlaces(a.finding, b.finding));
      for (const [place, { key, finding, cited }] of ordered.entries())
        found.push({ id: idOf(key, wholeOf(finding, cited), `${place + 1}/${same.length}`), ...finding });
    }
  }
  return found;
}

/** By the first place in evidence, as a person turns the pages. */
export function comparePlaces(a: Pick<Finding, "evidence">, b: Pick<Finding, "evidence">): number {
  const [x, y] = [a.evidence[0]!, b.evidence[0]!];
  return compareText(x.file, y.file) || x.row - y.row;
}

function wholeOf({ message }: Pick<Finding, "message">, cited: readonly Cited[]): string {
  return JSON.stringify([message.zh, ...cited.map(({ fact, span }) => [contentsOf(fact), span?.start])]);
}

function idOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 16);
}
