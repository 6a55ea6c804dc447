// What tells one record from another, whatever file and row it was read from, and the order that follows from it.

import type { Fact, Photo, PublicRequest, Source } from "./facts.ts";

/** The id of a record to which its source gives none. It says where it was read, so it is no id of the record's own. */
export function madeUpId({ file, row }: Source): string {
  return `${file}#${row}`;
}

/** The id that the source itself gives. */
export function ownId(fact: Fact & { readonly id?: unknown }): string | undefined {
  const { id, source } = fact;
  if (typeof id !== "string" || id === "") return undefined;
  return id.startsWith(source.file) && id === madeUpId(source) ? undefined : id;
}

/** Where a record was read, and whose law the user says applies, are not what it says. */
const NOT_SAID: ReadonlySet<string> = new Set(["source", "path", "territory"]);

/** Everything that a record says, as one text: equal for equal records of any file. */
export function contentsOf(fact: Fact): string {
  const said = Object.entries(fact).filter(
    ([name]) => !NOT_SAID.has(name) && (name !== "id" || ownId(fact) !== undefined),
  );
  return JSON.stringify(sorted(Object.fromEntries(said)));
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint32Array) return [...value];
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
}

/**
 * What makes a record the same one in a later export.
 * - A request: its number and what was filed. What an office adds later makes no other request of it, and a number alone is not enough:
 *   some systems count anew in every export. Without a number the filed words serve, where they are whole.
 * - A photograph: its bytes, and for which task and when it was handed in.
 * - A lasting thing (an account, a group, an app): the id that the source gives it.
 * - Anything else (a post, a message, a row without an id): all that it says.
 */
export function recordKey(fact: Fact): string {
  if (isRequest(fact)) {
    const id = ownId(fact);
    const { at, subject, text, incomplete } = fact;
    if (id !== undefined || (text !== "" && incomplete?.text !== true))
      return JSON.stringify(["request", id ?? null, at ?? null, subject, text]);
  } else if (isPhoto(fact)) {
    return JSON.stringify(["photo", fact.sha256, fact.task ?? null, fact.at ?? null]);
  } else if (!("at" in fact) && !("account" in fact)) {
    const id = ownId(fact);
    const { platform } = fact as { platform?: string };
    if (id !== undefined) return JSON.stringify(["id", platform ?? null, id]);
  }
  return JSON.stringify(["says", contentsOf(fact)]);
}

function isRequest(fact: Fact): fact is PublicRequest {
  return "steps" in fact;
}

function isPhoto(fact: Fact): fact is Photo {
  return "sha256" in fact;
}

/**
 * Puts facts of one kind into the order in which a run looks at them: by time, undated ones last, then by what they say, so that neither
 * the rows' order nor the files' names decide what is cited, compared first or taken for the earlier of two. Those that stand in another
 * order are replaced by copies.
 */
export function putInOrder(facts: Fact[]): void {
  // Times apart from the facts: half a million of these are compared some ten million times.
  const times = Float64Array.from(facts, (fact) => (fact as Said).at ?? Number.MAX_VALUE);
  const order = facts.map((_, at) => at);
  order.sort((a, b) => times[a]! - times[b]! || compareSaid(facts[a]!, facts[b]!));
  if (order.every((from, at) => from === at)) return;
  const before: (Fact | undefined)[] = [...facts];
  for (const [at, from] of order.entries()) {
    facts[at] = copied(before[from]!);
    before[from] = undefined;
  }
}

/** A copy that lies beside its neighbours: a check-up walks over half a million of these some forty times, and waits for memory where they lie apart. */
function copied(fact: Fact): Fact {
  const { steps } = fact as { readonly steps?: readonly object[] };
  return steps === undefined ? { ...fact } : { ...fact, ...{ steps: steps.map((step) => ({ ...step })) } };
}

type Said = Fact &
  Partial<Record<"id" | "name" | "title" | "subject" | "sha256" | "text", string>> & { at?: number };

function compareSaid(a: Said, b: Said): number {
  return (
    compareText(ownId(a) ?? "", ownId(b) ?? "") ||
    compareText(titleOf(a), titleOf(b)) ||
    compareText(a.text ?? "", b.text ?? "") ||
    compareText(contentsOf(a), contentsOf(b)) ||
    compareText(a.source.file, b.source.file) ||
    a.source.row - b.source.row
  );
}

const titleOf = ({ name, title, subject, sha256 }: Said): string => name ?? title ?? subject ?? sha256 ?? "";

/** In the order of code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
