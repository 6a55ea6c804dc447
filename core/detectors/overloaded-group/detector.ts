// Overloaded group: on a usual day every member is interrupted too often, emergencies left out.

import { z } from "zod";
import { addDays, startOf } from "../../domain/day.ts";
import { MEDIA_CODE } from "../../domain/messages.ts";
import { detector } from "../../engine/detector.ts";
import { alertsOf, isEmergencyGroup, judgedRange, messageAt } from "../../reading/demands.ts";

/** Seconds by which Beijing is ahead of UTC. */
const BEIJING = 28_800;

export default detector({
  id: "overloaded-group",
  title: { zh: "工作群打扰过多", en: "Overloaded work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    /** Messages that reach each member on the median day with messages. */
    perDay: z.number().int().positive(),
    days: z.number().int().positive(),
    leastDays: z.number().int().positive(),
    leastMembers: z.number().int().positive(),
  }),
  exemptions: {
    emergency: { zh: "应急、突发事件群", en: "a group for emergencies or an incident" },
    alert: { zh: "预警期间的消息不计", en: "messages within alert windows do not count" },
    "small-team": {
      zh: "小组内部群（人数少于下限），聊天不算打扰",
      en: "a small team's own group; its chat is no interruption",
    },
    residents: { zh: "居民服务群", en: "a group that serves residents" },
  },
  messages: {
    load: {
      zh: "「{name}」最近 {days} 天里，有消息的日子中位数是每人每天 {median} 条（{members} 人，{active} 天有消息）。可分成要办、知悉、闲聊三类，只提醒要办的。",
      en: "In the last {days} days “{name}” interrupted each of {members} members {median} times on the median day with messages ({active} days). Split it into act, know and chat.",
    },
    "unknown-size": {
      zh: "「{name}」消息很多（中位数每天 {median} 条），但不知道人数，不能判断。",
      en: "“{name}” has many messages (median {median} a day) but its size is not known.",
    },
  },
  *detect(facts, { perDay, days, leastDays, leastMembers }, bench) {
    const messages = facts.messages!;
    const alerting = alertsOf(bench);
    const since = startOf(addDays(bench.on, -days)) / 1000;
    const system = MEDIA_CODE.system;
    for (const group of facts.groups ?? []) {
      if (isEmergencyGroup(group) || group.purpose === "residents" || group.purpose === "team") continue;
      const [start, end] = judgedRange(messages, group.id, bench);
      const perDate = new Map<number, number>();
      let first = -1;
      for (let index = end - 1; index >= start && messages.second[index]! >= since; index--) {
        if (messages.media[index] === system || alerting(group.division, messages.second[index]! * 1000))
          continue;
        const day = Math.floor((messages.second[index]! + BEIJING) / 86_400);
        perDate.set(day, (perDate.get(day) ?? 0) + 1);
        first = index;
      }
      if (perDate.size < leastDays) continue;
      const counts = [...perDate.values()].sort((a, b) => a - b);
      const median = counts[Math.floor((counts.length - 1) / 2)]!;
      if (median < perDay || (group.memberCount !== undefined && group.memberCount < leastMembers)) continue;
      const known = group.memberCount !== undefined;
      yield {
        outcome: known ? "suspected" : "cannot-tell",
        subject: group.name,
        ...(group.body === undefined ? {} : { body: group.body }),
        message: known ? "load" : "unknown-size",
        values: { name: group.name, days, median, members: group.memberCount ?? 0, active: perDate.size },
        exemptions: [
          { id: "emergency", result: group.purpose === undefined ? "unknown" : "not-met" },
          { id: "alert", result: bench.all.notices === undefined ? "unknown" : "not-met" },
          { id: "small-team", result: known ? "not-met" : "unknown" },
          { id: "residents", result: group.purpose === undefined ? "unknown" : "not-met" },
        ],
        evidence: [group, messageAt(messages, first), messageAt(messages, end - 1)],
      };
    }
  },
});
