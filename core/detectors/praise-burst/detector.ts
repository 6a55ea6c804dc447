// Praise bursts: again and again, many members do nothing but praise or thank within minutes of one post.

import { z } from "zod";
import { dayOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { messageAt } from "../../reading/demands.ts";
import { praiseBursts } from "../../reading/groups/bursts.ts";
import { countedMessages } from "../../reading/work-groups.ts";
import { bodyOf, consideredFor, GROUP_EXEMPTIONS, ORIGINALS } from "../work-groups.ts";

export default detector({
  id: "praise-burst",
  title: { zh: "工作群扎堆点赞叫好", en: "Bursts of praise in a work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({
    days: z.number().int().positive(),
    leastMembers: z.number().int().positive(),
    /** Different senders of nothing but praise after one post. */
    leastSenders: z.number().int().positive(),
    withinMinutes: z.number().int().positive(),
    /** Bursts from which a habit is suspected. */
    times: z.number().int().positive(),
  }),
  exemptions: {
    ...GROUP_EXEMPTIONS,
    occasion: {
      zh: "抢险救人、慰问悼念、退休、立功受奖时的致谢不计",
      en: "thanks after a rescue, condolences, a retirement or a medal do not count",
    },
  },
  messages: {
    bursts: {
      zh: "「{name}」最近 {days} 天有 {count} 次扎堆叫好（一条消息后最多 {most} 人，{first} 起）。可以由发的人写明“不用回复”，群众的话比群里的掌声更有分量。这是群里的风气，不指哪个人。",
      en: "{count} bursts of praise in “{name}” in {days} days (up to {most} senders after one post, from {first}). A note “no reply needed” helps. It tells of a climate, not of a person.",
    },
    few: {
      zh: "「{name}」最近 {days} 天有 {count} 次扎堆叫好，次数太少，不能判断是否常态。",
      en: "{count} bursts of praise in “{name}” in {days} days; too few to tell a habit.",
    },
    "unknown-size": {
      zh: "「{name}」最近 {days} 天有 {count} 次扎堆叫好，但不知道群里有多少人，不能判断。",
      en: "{count} bursts of praise in “{name}” in {days} days, but its size is not known.",
    },
  },
  *detect(facts, { days, leastMembers, leastSenders, withinMinutes, times }, bench) {
    const table = facts.messages!;
    for (const counted of countedMessages(facts, bench, days, leastMembers)) {
      const bursts = praiseBursts(table, counted.messages, leastSenders, withinMinutes * 60);
      if (bursts.length === 0) continue;
      const known = counted.members !== undefined;
      const habit = bursts.length >= times;
      yield {
        outcome: habit && known ? "suspected" : "cannot-tell",
        subject: counted.group.name,
        ...bodyOf(counted),
        message: habit ? (known ? "bursts" : "unknown-size") : "few",
        values: {
          ...{ name: counted.group.name, days, count: bursts.length },
          most: Math.max(...bursts.map((burst) => burst.senders)),
          first: dayOf(table.second[bursts[0]!.post]! * 1000),
        },
        exemptions: [...consideredFor(counted, bench), { id: "occasion", result: "not-met" }],
        unchecked: ORIGINALS,
        evidence: bursts.slice(-10).map((burst) => messageAt(table, burst.post)),
      };
    }
  },
});
