// Which messages of which work groups count for a habit: the last days, outside alerts, in groups of enough members.

import type { Facts, WorkGroup } from "../domain/facts.ts";
import { KIND_BIT, MEDIA_CODE, type MessageKind } from "../domain/messages.ts";
import { alertsOf, isEmergencyGroup, judgedRange, type MessageBench } from "./demands.ts";

const DAY = 86_400;

/** Groups that serve residents or stand ready for emergencies, by their stated purpose or, where none is stated, by name. */
const SERVES = /应急|值班|值守|防汛|防火|抢险|救援|消防|疫情|居民|业主|村民|邻里|便民|互助|家长|服务群/;

export function isWorkGroup(group: WorkGroup): boolean {
  if (isEmergencyGroup(group) || group.purpose === "residents") return false;
  return group.purpose !== undefined || !SERVES.test(group.name);
}

export interface Counted {
  readonly group: WorkGroup;
  /** Members as the export or the register states them; undefined where neither does. */
  readonly members: number | undefined;
  /** Indexes of the messages that count, in order of time. */
  readonly messages: readonly number[];
}

/**
 * The work groups with the messages of their last `days` that count: no notes of the platform, none in an alert window.
 * Groups known to have fewer than `leastMembers` members are left out.
 */
export function* countedMessages(
  facts: Facts,
  bench: MessageBench,
  days: number,
  leastMembers: number,
): Generator<Counted> {
  const table = facts.messages;
  if (table === undefined) return;
  const alerting = alertsOf(bench);
  const since = Math.floor(bench.now / 1000) - days * DAY;
  for (const group of facts.groups ?? []) {
    if (!isWorkGroup(group)) continue;
    const members = group.memberCount ?? group.memberIds?.length;
    if (members !== undefined && members < leastMembers) continue;
    const [start, end] = judgedRange(table, group.id, bench);
    const messages: number[] = [];
    for (let index = end - 1; index >= start && table.second[index]! > since; index--) {
      if (table.media[index] === MEDIA_CODE.system || table.media[index] === MEDIA_CODE.recall) continue;
      if (!alerting(group.division, table.second[index]! * 1000)) messages.push(index);
    }
    if (messages.length > 0) yield { group, members, messages: messages.reverse() };
  }
}

/** The bits of several kinds together. */
export function bitsOf(...kinds: readonly MessageKind[]): number {
  return kinds.reduce((bits, kind) => (bits | KIND_BIT[kind]) >>> 0, 0);
}
