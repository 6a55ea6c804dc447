// Demands made in work groups (check-ins, installs, likes, photos …), with the exemptions that come before them.

import type { Fact, Facts, WorkGroup } from "../domain/facts.ts";
import { KIND_BIT, type MessageKind, type MessageTable } from "../domain/messages.ts";
import { type DuringAlert, duringAlert } from "./alerts.ts";

/** The parts of the workbench that reading messages needs. */
export interface MessageBench {
  readonly now: number;
  readonly stretch: { readonly from: number; readonly until: number };
  readonly all: Facts;
  once<T>(key: string, make: () => T): T;
}

/** Groups whose purpose makes roll calls, tracks and night messages necessary (安保、应急). */
export function isEmergencyGroup(group: WorkGroup): boolean {
  return group.purpose === "emergency" || group.purpose === "incident";
}

/** The alert windows of a run, made once. */
export function alertsOf(bench: MessageBench): DuringAlert {
  return bench.once("notices/alerts", () => duringAlert(bench.all.notices ?? []));
}

/** The messages of a group that the values in force judge: index range in the table by time. */
export function judgedRange(
  messages: MessageTable,
  group: string,
  bench: MessageBench,
): readonly [number, number] {
  const index = bench.once(
    "messages/group-index",
    () => new Map(messages.groupIds.map((id, at) => [id, at])),
  );
  const found = index.get(group);
  if (found === undefined) return [0, 0];
  const [start, end] = [messages.starts[found]!, messages.starts[found + 1]!];
  const from = bench.stretch.from / 1000;
  const until = Math.min(bench.stretch.until, bench.now + 1) / 1000;
  return [firstAt(messages.second, start, end, from), firstAt(messages.second, start, end, until)];
}

/** A message of the table as a fact to cite: what tells it from the others, not what was read in it. */
export interface MessageFact extends Fact {
  readonly group: string;
  readonly second: number;
  readonly sender: number;
  readonly media: number;
  readonly length: number;
}

/** Made for the few messages that a finding cites. */
export function messageAt(messages: MessageTable, index: number): MessageFact {
  return {
    source: { file: messages.files[messages.file[index]!]!, row: messages.row[index]! },
    group: messages.groupIds[groupAt(messages.starts, index)]!,
    second: messages.second[index]!,
    sender: messages.sender[index]!,
    media: messages.media[index]!,
    length: messages.textLength[index]!,
  };
}

/** The group in whose stretch an index lies. */
function groupAt(starts: Uint32Array, index: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A message that states a basis, or names a danger, demands nothing without need. */
const EXEMPT = KIND_BIT["has-basis"] | KIND_BIT["names-alert"];

export interface Demands {
  readonly group: WorkGroup;
  /** Indexes of the messages that demand it, in order of time. */
  readonly found: readonly number[];
}

/**
 * The groups in which a thing was demanded, outside emergency groups and alert windows and without a stated basis.
 * One pass over each group's messages.
 */
export function* demandsIn(facts: Facts, bench: MessageBench, kind: MessageKind): Generator<Demands> {
  const messages = facts.messages;
  if (messages === undefined) return;
  const wanted = KIND_BIT[kind];
  const alerting = alertsOf(bench);
  for (const group of facts.groups ?? []) {
    if (isEmergencyGroup(group) || group.purpose === "residents") continue;
    const [start, end] = judgedRange(messages, group.id, bench);
    const found: number[] = [];
    for (let index = start; index < end; index++) {
      const kinds = messages.kinds[index]!;
      if ((kinds & wanted) === 0 || (kinds & EXEMPT) !== 0) continue;
      if (alerting(group.division, messages.second[index]! * 1000)) continue;
      found.push(index);
    }
    if (found.length > 0) yield { group, found };
  }
}

function firstAt(seconds: Uint32Array, start: number, end: number, second: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seconds[middle]! < second) low = middle + 1;
    else high = middle;
  }
  return low;
}
