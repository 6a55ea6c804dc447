// Duplicate app: one owner runs two apps whose functions are nearly the same under different names.

import { z } from "zod";
import type { GovApp } from "../../domain/facts.ts";
import { groupBy } from "../../domain/group-by.ts";
import { detector } from "../../engine/detector.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "duplicate-app",
  title: { zh: "应用功能重复", en: "Apps with the same functions" },
  category: "apps",
  judges: "apps",
  needs: ["apps"],
  params: z.strictObject({
    share: z.number().min(0).max(1),
    leastFunctions: z.number().int().positive(),
  }),
  exemptions: {
    closed: { zh: "其中一个已关停", en: "one of them is closed" },
    "same-service": {
      zh: "同一服务的网页、小程序、客户端入口",
      en: "doors of one service: client, mini-program, quick app of the same name",
    },
    "other-audience": {
      zh: "一个面向群众，一个面向干部",
      en: "one is for the public, the other for officers",
    },
    "by-duty": { zh: "安保、应急专用", en: "for security or emergencies" },
  },
  messages: {
    same: {
      zh: "{owner} 的「{a}」与「{b}」功能有 {share}% 相同（{functions}），可以整合。",
      en: "“{a}” and “{b}” of {owner} share {share}% of their functions ({functions}); they could be merged.",
    },
    unknown: {
      zh: "{file} 中有 {count} 个应用没有写主办单位或功能清单，不能判断是否重复。",
      en: "{count} apps in {file} name no owner or no functions, so duplicates cannot be told.",
    },
  },
  *detect(facts, { share, leastFunctions }, bench) {
    const used = (facts.apps ?? []).filter(
      (app) =>
        (app.closedAt === undefined || app.closedAt > bench.now) &&
        (app.launchedAt === undefined || app.launchedAt <= bench.now),
    );
    const known = used.filter((app) => app.owner !== undefined && app.functions !== undefined);
    const byOwner = groupBy(known, (app) => app.owner!);
    for (const [owner, apps] of byOwner) {
      for (const [index, a] of apps.entries()) {
        for (const b of apps.slice(index + 1)) {
          if (exempt(a, b)) continue;
          const both = a.functions!.filter((each) => b.functions!.includes(each));
          const all = new Set([...a.functions!, ...b.functions!]);
          if (
            Math.min(a.functions!.length, b.functions!.length) < leastFunctions ||
            both.length / all.size < share
          )
            continue;
          yield {
            outcome: "suspected",
            subject: `${a.name} · ${b.name}`,
            body: owner,
            message: "same",
            values: {
              owner,
              a: a.name,
              b: b.name,
              share: Math.round((100 * both.length) / all.size),
              functions: both.slice(0, 6).join("、"),
            },
            exemptions: [
              { id: "closed", result: "not-met" },
              { id: "same-service", result: "not-met" },
              { id: "other-audience", result: a.audience && b.audience ? "not-met" : "unknown" },
              { id: "by-duty", result: a.domain && b.domain ? "not-met" : "unknown" },
            ],
            evidence: [a, b],
          };
        }
      }
    }
    for (const [file, apps] of byFile(
      used.filter((app) => app.owner === undefined || app.functions === undefined),
    )) {
      yield {
        outcome: "cannot-tell",
        subject: file,
        message: "unknown",
        values: { file, count: apps.length },
        evidence: apps.slice(0, 5),
      };
    }
  },
});

function exempt(a: GovApp, b: GovApp): boolean {
  if (a.id === b.id || plain(a.name) === plain(b.name)) return true;
  if (a.audience !== undefined && b.audience !== undefined && a.audience !== b.audience) return true;
  return [a, b].some((app) => app.domain === "security" || app.domain === "emergency");
}

function plain(name: string): string {
  return name.normalize("NFKC").replace(/\s|小程序|客户端|app$/gi, "");
}
