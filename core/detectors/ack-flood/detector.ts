// Flood of receipts (收到): many members answer one message with nothing but an acknowledgement, again and again.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import { KIND_BIT, type MessageTable } from "../../domain/messages.ts";
import { detector } from "../../engine/detector.ts";
import { alertsOf, isEmergencyGroup, judgedRange, messageAt } from "../../reading/demands.ts";

export default detector({
  id: "ack-flood",
  title: { zh: "工作群“收到”刷屏", en: "Floods of receipts in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    /** Different senders of bare receipts after one message. */
    leastSenders: z.number().int().positive(),
    withinMinutes: z.number().int().positive(),
    /** Floods in one group from which a habit is suspected. */
    times: z.number().int().positive(),
  }),
  exemptions: {
    emergency: { zh: "应急、突发事件群", en: "a group for emergencies or an incident" },
    alert: {
      zh: "预警期间（前 2 小时至后 24 小时）",
      en: "within an alert window (2 hours before to 24 after)",
    },
  },
  messages: {
    floods: {
      zh: "「{name}」中有 {count} 次出现“收到”刷屏（最多一次 {most} 人，{first} 起）。以送达为准即可，要紧的事打电话。",
      en: "{count} floods of receipts in “{name}” (up to {most} senders, from {first}). Delivery is enough; what is urgent is a phone call.",
    },
    few: {
      zh: "「{name}」中有 {count} 次“收到”刷屏，次数太少，不能判断是否常态。",
      en: "{count} floods of receipts in “{name}”; too few to tell a habit.",
    },
  },
  *detect(facts, { leastSenders, withinMinutes, times }, bench) {
    const messages = facts.messages!;
    const alerting = alertsOf(bench);
    for (const group of facts.groups ?? []) {
      if (isEmergencyGroup(group)) continue;
      const [start, end] = judgedRange(messages, group.id, bench);
      const floods = floodsIn(messages, start, end, leastSenders, withinMinutes * 60).filter(
        (flood) => !alerting(group.division, messages.second[flood.index]! * 1000),
      );
      if (floods.length === 0) continue;
      const habit = floods.length >= times;
      yield {
        outcome: habit ? "suspected" : "cannot-tell",
        subject: group.name,
        ...(group.body === undefined ? {} : { body: group.body }),
        message: habit ? "floods" : "few",
        values: {
          name: group.name,
          count: floods.length,
          most: Math.max(...floods.map((flood) => flood.senders)),
          first: dayOf(messages.second[floods[0]!.index]! * 1000),
        },
        exemptions: [
          { id: "emergency", result: group.purpose === undefined ? "unknown" : "not-met" },
          { id: "alert", result: bench.all.notices === undefined ? "unknown" : "not-met" },
        ],
        evidence: floods.slice(-10).map((flood) => messageAt(messages, flood.index)),
      };
    }
  },
});

/** Runs of receipts within a span of seconds after the first of them; a run ends where the span ends. One pass. */
function floodsIn(messages: MessageTable, start: number, end: number, leastSenders: number, span: number) {
  const floods: { index: number; senders: number }[] = [];
  let first = -1;
  let senders = new Set<number>();
  const close = () => {
    if (first >= 0 && senders.size >= leastSenders) floods.push({ index: first, senders: senders.size });
    first = -1;
    senders = new Set();
  };
  for (let index = start; index < end; index++) {
    if (first >= 0 && messages.second[index]! - messages.second[first]! > span) close();
    if ((messages.kinds[index]! & KIND_BIT.ack) === 0) continue;
    if (first < 0) first = index;
    senders.add(messages.sender[index]!);
  }
  close();
  return floods;
}
