// What the seven detectors of demands in work groups share: exemptions, values and the way to look.

import { z } from "zod";
import { dayOf } from "../domain/day.ts";
import type { Facts } from "../domain/facts.ts";
import type { MessageKind } from "../domain/messages.ts";
import type { Bench, Draft } from "../engine/detector.ts";
import { demandsIn, messageAt } from "../reading/demands.ts";

export const DemandParams = z.strictObject({
  /** Demands in one group from which a habit is suspected; fewer are `cannot-tell`. */
  times: z.number().int().positive(),
});

export const DEMAND_EXEMPTIONS = {
  emergency: { zh: "应急、安保、突发事件群", en: "a group for emergencies, security or an incident" },
  alert: {
    zh: "预警期间（前 2 小时至后 24 小时）",
    en: "within an alert window (2 hours before to 24 after)",
  },
  basis: { zh: "消息写明了法定依据或必要用途", en: "the message states a legal basis or a necessary use" },
} as const;

/** Looks for one kind of demand, group by group; messages `demanded` and `few` take name, count and first. */
export function detectDemands(kind: MessageKind) {
  return function* (facts: Facts, { times }: z.infer<typeof DemandParams>, bench: Bench): Generator<Draft> {
    for (const { group, found } of demandsIn(facts, bench, kind)) {
      const messages = facts.messages!;
      const habit = found.length >= times;
      yield {
        outcome: habit ? "suspected" : "cannot-tell",
        subject: group.name,
        ...(group.body === undefined ? {} : { body: group.body }),
        message: habit ? "demanded" : "few",
        values: { name: group.name, count: found.length, first: dayOf(messages.second[found[0]!]! * 1000) },
        exemptions: [
          { id: "emergency", result: group.purpose === undefined ? "unknown" : "not-met" },
          { id: "alert", result: bench.all.notices === undefined ? "unknown" : "not-met" },
          { id: "basis", result: "not-met" },
        ],
        unchecked: [
          {
            zh: "群消息只保留类别，原文请在本机查看",
            en: "only kinds of messages are kept; open the originals locally",
          },
        ],
        evidence: found.slice(-10).map((index) => messageAt(messages, index)),
      };
    }
  };
}
