// Dormant group (僵尸群): its task has ended, nobody writes any more, and it was not dissolved.

import { z } from "zod";
import { addDays, dayOf, startOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { judgedRange, messageAt } from "../../reading/demands.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "dormant-group",
  title: { zh: "任务结束后未解散的群", en: "Dormant work group" },
  category: "groups",
  judges: "groups",
  needs: ["groups", "messages"],
  params: z.strictObject({ days: z.number().int().positive() }),
  exemptions: {
    dissolved: { zh: "已解散", en: "it is dissolved" },
    "rarely-needed": {
      zh: "一年用几次的应急群、居民群",
      en: "emergency or residents' groups that open a few times a year",
    },
    "still-used": { zh: "任务结束后仍有人用", en: "still used after the end of its task" },
  },
  messages: {
    silent: {
      zh: "「{name}」的任务已于 {ended} 结束，之后 {days} 天以上没有消息，仍未解散。可以解散并说明找谁。",
      en: "The task of “{name}” ended on {ended}; no message for over {days} days since, and it is not dissolved.",
    },
    "no-end": {
      zh: "{file} 中有 {count} 个群 {days} 天以上没有消息，但没有写任务结束日期，不能判断是否该解散。",
      en: "{count} groups in {file} had no message for over {days} days, but no end of their task is stated.",
    },
  },
  *detect(facts, { days }, bench) {
    const messages = facts.messages!;
    const since = startOf(addDays(bench.on, -days));
    const quiet = (facts.groups ?? []).flatMap((group) => {
      if ((group.dissolvedAt ?? Number.POSITIVE_INFINITY) <= bench.now) return [];
      if (group.purpose === "emergency" || group.purpose === "residents") return [];
      if ((group.createdAt ?? 0) > since) return [];
      const [start, end] = judgedRange(messages, group.id, {
        ...bench,
        stretch: { from: 0, until: bench.stretch.until },
      });
      // Without a single message the group may simply not have been exported.
      if (end === start || messages.second[end - 1]! * 1000 > since) return [];
      return [{ group, last: end - 1 }];
    });
    for (const { group, last } of quiet) {
      if (group.endsAt === undefined || group.endsAt > since) continue;
      yield {
        outcome: "suspected",
        subject: group.name,
        ...(group.body === undefined ? {} : { body: group.body }),
        message: "silent",
        values: { name: group.name, ended: dayOf(group.endsAt), days },
        exemptions: [
          { id: "dissolved", result: "not-met" },
          { id: "rarely-needed", result: group.purpose === undefined ? "unknown" : "not-met" },
          { id: "still-used", result: "not-met" },
        ],
        evidence: [group, messageAt(messages, last)],
      };
    }
    for (const [file, groups] of byFile(
      quiet.map((each) => each.group).filter((group) => group.endsAt === undefined),
    )) {
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "no-end",
        values: { file, count: groups.length, days },
        evidence: groups.slice(0, 5),
      };
    }
  },
});
