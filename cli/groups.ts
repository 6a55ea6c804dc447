// `luodi groups`: the load of work groups from chat exports, as counts only; no text, no name, no member.

import { writeFileSync } from "node:fs";
import { dayOf, hourOf } from "../core/domain/day.ts";
import { KIND_BIT, MEDIA_CODE, MESSAGE_KINDS, type MessageTable } from "../core/domain/messages.ts";
import { collect } from "./collect.ts";

/** Smaller groups are counted and not described (no group under ten is shown). */
const LEAST_SENDERS = 10;

/** Writes {groups: [{id, messages, days, kinds, perDay: {p50, p90}, offHoursShare}], tooSmall, problems}. Returns the exit code. */
export async function runGroups(
  options: { readonly in: string; readonly out: string },
  io: { say(line: string): void },
): Promise<number> {
  const { facts, inputs } = await collect({ paths: [options.in], on: dayOf(Date.now()) });
  const table = facts.messages;
  const loads = table === undefined ? [] : table.groupIds.map((id, group) => loadOf(table, id, group));
  const shown = loads.filter((load) => load.senders >= LEAST_SENDERS);
  const problems = inputs.reduce(
    (sum, input) => sum + input.problems + (input.refused === undefined ? 0 : 1),
    0,
  );
  const groups = shown.map(({ senders: _, ...load }) => load);
  writeFileSync(
    options.out,
    `${JSON.stringify({ groups, tooSmall: loads.length - shown.length, problems }, null, 1)}\n`,
  );
  for (const input of inputs) {
    if (input.refused !== undefined)
      io.say(`${input.file}：${input.refused.reason.zh} ${input.refused.mend.zh}`);
  }
  io.say(
    `${groups.length} 个群，另有 ${loads.length - shown.length} 个不足 ${LEAST_SENDERS} 人不列。groups; smaller ones are not listed.`,
  );
  return problems > 0 ? 1 : 0;
}

function loadOf(table: MessageTable, id: string, group: number) {
  const [start, end] = [table.starts[group]!, table.starts[group + 1]!];
  const kinds: Record<string, number> = {};
  const perDay = new Map<string, number>();
  const senders = new Set<number>();
  let offHours = 0;
  let messages = 0;
  for (let index = start; index < end; index++) {
    if (table.media[index] === MEDIA_CODE.system) continue;
    messages += 1;
    const at = table.second[index]! * 1000;
    senders.add(table.sender[index]!);
    perDay.set(dayOf(at), (perDay.get(dayOf(at)) ?? 0) + 1);
    const hour = hourOf(at);
    if (hour < 8 || hour >= 20) offHours += 1;
    for (const kind of MESSAGE_KINDS) {
      if ((table.kinds[index]! & KIND_BIT[kind]) !== 0) kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
  }
  const counts = [...perDay.values()].sort((a, b) => a - b);
  const at = (share: number) => counts[Math.min(counts.length - 1, Math.floor(share * counts.length))] ?? 0;
  return {
    ...{
      id,
      senders: senders.size,
      messages,
      days: perDay.size,
      kinds,
      perDay: { p50: at(0.5), p90: at(0.9) },
    },
    offHoursShare: messages === 0 ? 0 : Math.round((100 * offHours) / messages) / 100,
  };
}
