// Duplicate group: the same task, mostly the same people, more than one work group.

import { z } from "zod";
import type { WorkGroup } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";

export default detector({
  id: "duplicate-group",
  title: { zh: "同一工作重复建群", en: "Duplicate work groups" },
  category: "groups",
  judges: "groups",
  needs: ["groups"],
  params: z.strictObject({ overlap: z.number().min(0).max(1) }),
  exemptions: {
    dissolved: { zh: "其中一个已解散或已到期", en: "one of them is dissolved or past its end" },
    emergency: {
      zh: "应急群、居民群与日常群并存有必要",
      en: "emergency and residents' groups stand beside daily ones",
    },
    "other-people": {
      zh: "成员大多不同（片区、班组分群）",
      en: "mostly other people (groups by area or shift)",
    },
  },
  messages: {
    same: {
      zh: "「{a}」与「{b}」为同一工作（{task}）而建，成员 {share}% 相同，可以合并。",
      en: "“{a}” and “{b}” exist for the same task ({task}) with {share}% of members in common; they could be merged.",
    },
    "no-members": {
      zh: "「{a}」与「{b}」写明同一工作（{task}），但没有成员资料，不能判断是否重复。",
      en: "“{a}” and “{b}” name the same task ({task}), but members are not known.",
    },
  },
  *detect(facts, { overlap }, bench) {
    const alive = (facts.groups ?? []).filter(
      (group) =>
        group.task !== undefined &&
        (group.dissolvedAt ?? Number.POSITIVE_INFINITY) > bench.now &&
        (group.endsAt ?? Number.POSITIVE_INFINITY) > bench.now &&
        group.purpose !== "emergency" &&
        group.purpose !== "incident" &&
        group.purpose !== "residents",
    );
    const byTask = groupBy(
      alive,
      (group) => `${group.body ?? ""}\u0000${group.task!.normalize("NFKC").trim()}`,
    );
    for (const groups of byTask.values()) {
      for (const [index, a] of groups.entries()) {
        for (const b of groups.slice(index + 1)) {
          const share = a.memberIds && b.memberIds ? jaccard(a.memberIds, b.memberIds) : undefined;
          if (share !== undefined && share < overlap) continue;
          yield {
            outcome: share === undefined ? "cannot-tell" : "suspected",
            subject: `${a.name} · ${b.name}`,
            ...(a.body === undefined ? {} : { body: a.body }),
            message: share === undefined ? "no-members" : "same",
            values: { a: a.name, b: b.name, task: a.task!, share: Math.round(100 * (share ?? 0)) },
            exemptions: [
              { id: "dissolved", result: "not-met" },
              { id: "emergency", result: isKnown(a) && isKnown(b) ? "not-met" : "unknown" },
              { id: "other-people", result: share === undefined ? "unknown" : "not-met" },
            ],
            evidence: [a, b],
          };
        }
      }
    }
  },
});

function isKnown(group: WorkGroup): boolean {
  return group.purpose !== undefined;
}

function jaccard(a: Uint32Array, b: Uint32Array): number {
  const left = new Set(a);
  const right = new Set(b);
  let both = 0;
  for (const member of left) if (right.has(member)) both += 1;
  const all = left.size + right.size - both;
  return all === 0 ? 0 : both / all;
}
