// The load of work groups in counts: interruptions a person a day, the share outside working hours, bursts of praise, roll calls.

import { type Calendar, dayOf, hourOf } from "../../domain/day.ts";
import type { Facts, WorkGroup } from "../../domain/facts.ts";
import { KIND_BIT, MEDIA_CODE, MESSAGE_KINDS, type MessageTable } from "../../domain/messages.ts";
import { duringAlert } from "../alerts.ts";
import { praiseBursts } from "./bursts.ts";

/** Nothing smaller is described: no group and no issuer of fewer people. */
export const LEAST_MEMBERS = 10;
/** Five people and more who only praise, within ten minutes of one post. */
const BURST = { senders: 5, seconds: 600 };
/** A chain of a roll call goes on while its next message comes within half an hour. */
const CHAIN_SECONDS = 1800;
const [OPENS, CLOSES] = [8, 18];

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface GroupLoad {
  readonly id: string;
  readonly members: number;
  /** Members are stated by the export or a register; otherwise those who wrote are counted. */
  readonly membersStated: boolean;
  readonly messages: number;
  readonly days: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** Messages that reach each member on a day with messages. */
  readonly perPersonDay: Percentiles;
  /** Share of messages before 8:00, from 18:00, or on a day off, alert windows left out; null where nothing is left. */
  readonly offHoursShare: number | null;
  readonly praiseBursts: number;
  readonly rollCalls: { readonly chains: number; readonly messages: number };
}

export interface IssuerLoad {
  readonly issuer: string;
  readonly groups: number;
  readonly people: number;
  /** Messages of all groups of the issuer that reach one person on a day with messages. */
  readonly perPersonDay: Percentiles;
  readonly offHoursShare: number | null;
}

export interface Load {
  readonly groups: readonly GroupLoad[];
  readonly issuers: readonly IssuerLoad[];
  readonly tooSmall: number;
  /** Alerts were among the facts, so that alert windows could be left out. */
  readonly alertsKnown: boolean;
}

interface Counted extends GroupLoad {
  readonly issuer: string | undefined;
  readonly people: readonly number[];
  readonly perDay: ReadonlyMap<string, number>;
  readonly hours: { readonly off: number; readonly all: number };
}

/** Counts the load of every group of ten and more people, and of every body that keeps such groups. */
export function loadOf(facts: Facts, calendar: Calendar): Load {
  const table = facts.messages;
  if (table === undefined) return { groups: [], issuers: [], tooSmall: 0, alertsKnown: false };
  const groups = new Map((facts.groups ?? []).map((group) => [group.id, group]));
  const alerting = duringAlert(facts.notices ?? []);
  const counted = table.groupIds.map((id, at) => count(table, at, groups.get(id), id, alerting, calendar));
  const shown = counted.filter((each) => each.members >= LEAST_MEMBERS);
  return {
    groups: shown.map(
      ({ issuer: _issuer, people: _people, perDay: _perDay, hours: _hours, ...load }) => load,
    ),
    issuers: issuersOf(shown),
    tooSmall: counted.length - shown.length,
    alertsKnown: facts.notices !== undefined,
  };
}

function count(
  table: MessageTable,
  at: number,
  group: WorkGroup | undefined,
  id: string,
  alerting: ReturnType<typeof duringAlert>,
  calendar: Calendar,
): Counted {
  const kinds: Record<string, number> = {};
  const perDay = new Map<string, number>();
  const senders = new Set<number>();
  const messages: number[] = [];
  const hours = { off: 0, all: 0 };
  const rollCalls = { chains: 0, messages: 0 };
  let chain = Number.NEGATIVE_INFINITY;
  for (let index = table.starts[at]!; index < table.starts[at + 1]!; index++) {
    if (table.media[index] === MEDIA_CODE.system) continue;
    messages.push(index);
    const instant = table.second[index]! * 1000;
    const day = dayOf(instant);
    senders.add(table.sender[index]!);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    if (!alerting(group?.division, instant)) {
      const hour = hourOf(instant);
      hours.all += 1;
      if (hour < OPENS || hour >= CLOSES || calendar.isWorkday(day) === false) hours.off += 1;
    }
    const bits = table.kinds[index]!;
    for (const kind of MESSAGE_KINDS) if ((bits & KIND_BIT[kind]) !== 0) kinds[kind] = (kinds[kind] ?? 0) + 1;
    if ((bits & (KIND_BIT["roll-call"] | KIND_BIT["demands-roll-call"])) !== 0) {
      if (table.second[index]! - chain > CHAIN_SECONDS) rollCalls.chains += 1;
      chain = table.second[index]!;
      rollCalls.messages += 1;
    }
  }
  const stated = group?.memberCount ?? group?.memberIds?.length;
  return {
    id,
    members: stated ?? senders.size,
    membersStated: stated !== undefined,
    messages: messages.length,
    days: perDay.size,
    kinds,
    perPersonDay: percentilesOf([...perDay.values()]),
    offHoursShare: shareOf(hours),
    praiseBursts: praiseBursts(table, messages, BURST.senders, BURST.seconds).length,
    rollCalls,
    issuer: group?.body,
    people: [...(group?.memberIds ?? senders)],
    perDay,
    hours,
  };
}

/** By issuer, over the people of its groups: who is in three of them is interrupted by all three. */
function issuersOf(groups: readonly Counted[]): IssuerLoad[] {
  const byIssuer = new Map<string, Counted[]>();
  for (const group of groups)
    if (group.issuer !== undefined)
      byIssuer.set(group.issuer, [...(byIssuer.get(group.issuer) ?? []), group]);
  const issuers: IssuerLoad[] = [];
  for (const [issuer, own] of byIssuer) {
    const received = new Map<string, number>();
    const people = new Set<number>();
    for (const { people: members, perDay } of own)
      for (const person of members) {
        people.add(person);
        for (const [day, messages] of perDay) {
          const key = `${day} ${person}`;
          received.set(key, (received.get(key) ?? 0) + messages);
        }
      }
    if (people.size < LEAST_MEMBERS) continue;
    const hours = own.reduce(
      (sum, each) => ({ off: sum.off + each.hours.off, all: sum.all + each.hours.all }),
      {
        off: 0,
        all: 0,
      },
    );
    issuers.push({
      issuer,
      groups: own.length,
      people: people.size,
      perPersonDay: percentilesOf([...received.values()]),
      offHoursShare: shareOf(hours),
    });
  }
  return issuers.sort((a, b) => (a.issuer < b.issuer ? -1 : 1));
}

function percentilesOf(values: number[]): Percentiles {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function shareOf({ off, all }: { off: number; all: number }): number | null {
  return all === 0 ? null : Math.round((100 * off) / all) / 100;
}
