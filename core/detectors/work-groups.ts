// What the detectors of habits in work groups share: the exemptions that come before them, in the same words.

import type { Bench, Considered } from "../engine/detector.ts";
import type { Counted } from "../reading/work-groups.ts";

export const GROUP_EXEMPTIONS = {
  "not-a-work-group": {
    zh: "应急、突发事件群，居民群、服务群",
    en: "a group for emergencies, an incident, residents or a service",
  },
  alert: {
    zh: "预警期间（前 2 小时至后 24 小时）的消息不计",
    en: "messages within an alert window (2 hours before to 24 after) do not count",
  },
  small: { zh: "人数不到下限的小组", en: "a group with fewer members than the measure" },
} as const;

export const ORIGINALS = [
  {
    zh: "群消息只保留类别，原文请在本机查看",
    en: "only kinds of messages are kept; open the originals locally",
  },
] as const;

/** How the shared exemptions came out for a group. */
export function consideredFor({ group, members }: Counted, bench: Bench): Considered[] {
  return [
    { id: "not-a-work-group", result: group.purpose === undefined ? "unknown" : "not-met" },
    { id: "alert", result: bench.all.notices === undefined ? "unknown" : "not-met" },
    { id: "small", result: members === undefined ? "unknown" : "not-met" },
  ];
}

/** The body that keeps the group, where it is known. */
export function bodyOf({ group }: Counted): { body?: string } {
  return group.body === undefined ? {} : { body: group.body };
}
