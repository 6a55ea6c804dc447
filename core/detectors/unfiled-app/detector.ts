// Unfiled app: in use although it has no filing, after the time the rule leaves for filing.

import { z } from "zod";
import { addMonths, dayOf, startOf } from "../../domain/day.ts";
import { detector } from "../../engine/detector.ts";
import { byFile } from "../../reading/sources.ts";

export default detector({
  id: "unfiled-app",
  title: { zh: "应用程序未备案", en: "App without filing" },
  category: "apps",
  judges: "apps",
  needs: ["apps"],
  params: z.strictObject({
    /** The day of entry into force; apps launched from then on file before launch. */
    inForce: z.string(),
    /** Months that apps launched earlier have for filing. */
    graceMonths: z.number().int().nonnegative(),
    /** The rule itself binds apps for officers; those for the public only by reference. */
    audiences: z.array(z.enum(["internal", "public"])).min(1),
  }),
  exemptions: {
    closed: { zh: "应用已关停", en: "the app is closed" },
    grace: {
      zh: "施行前已上线，仍在补备案期限内",
      en: "launched before the rule, still within the time for filing",
    },
    "not-launched": { zh: "尚未上线", en: "not launched yet" },
    "other-audience": {
      zh: "面向群众的应用只是参照执行",
      en: "apps for the public are bound by reference only",
    },
  },
  messages: {
    unfiled: {
      zh: "「{name}」已上线使用，名录写明没有备案（应在 {due} 前备案）。",
      en: "“{name}” is in use and the register says it has no filing (due by {due}).",
    },
    unknown: {
      zh: "{file} 中有 {count} 个应用没有写备案情况，不能判断。",
      en: "{count} apps in {file} carry no word on filing.",
    },
    "no-launch": {
      zh: "「{name}」没有备案，也没有写上线日期，不能判断补备案期限是否已过。",
      en: "“{name}” has no filing and no day of launch, so it cannot be told whether the time for filing is over.",
    },
  },
  *detect(facts, { inForce, graceMonths, audiences }, bench) {
    const dueForOld = addMonths(inForce, graceMonths);
    const used = (facts.apps ?? []).filter(
      (app) =>
        (app.closedAt === undefined || app.closedAt > bench.now) &&
        (app.launchedAt === undefined || app.launchedAt <= bench.now) &&
        audiences.includes(app.audience ?? "internal"),
    );
    const stated = (app: (typeof used)[number]) => app.filed !== undefined || app.filingNo !== undefined;
    for (const app of used) {
      if (!stated(app) || app.filed !== false || app.filingNo !== undefined) continue;
      const old = app.launchedAt === undefined || app.launchedAt < startOf(inForce);
      const due = old ? dueForOld : dayOf(app.launchedAt!);
      if (bench.on <= due && old) {
        if (app.launchedAt === undefined) {
          yield {
            outcome: "cannot-tell",
            subject: app.name,
            message: "no-launch",
            values: { name: app.name },
            evidence: [app],
          };
        }
        continue;
      }
      yield {
        outcome: "suspected",
        subject: app.name,
        ...(app.owner === undefined ? {} : { body: app.owner }),
        message: "unfiled",
        values: { name: app.name, due },
        exemptions: [
          { id: "closed", result: "not-met" },
          { id: "grace", result: "not-met" },
          { id: "not-launched", result: app.launchedAt === undefined ? "unknown" : "not-met" },
          { id: "other-audience", result: app.audience === undefined ? "unknown" : "not-met" },
        ],
        unchecked: [
          {
            zh: "没有向备案系统核对，以名录为准",
            en: "the filing system itself was not asked; the register is taken at its word",
          },
        ],
        evidence: [app],
      };
    }
    for (const [file, apps] of byFile(used.filter((app) => !stated(app)))) {
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
