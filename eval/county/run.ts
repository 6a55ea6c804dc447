// `npx tsx eval/county/run.ts [--every N] [--seed S] [--only PART] [--show N]`: plants N positives of every fault and prints how each detector does.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Part, writeCounty } from "../../demo/write.ts";
import { checkCounty, readTruth, type Score, score } from "./measure.ts";
import { wordsOfSubject } from "./show.ts";

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "200" },
    seed: { type: "string" },
    background: { type: "string", default: "60" },
    only: { type: "string" },
    show: { type: "string", default: "0" },
  },
});
const every = Number(values.every);
/** Accounts, groups, apps and tasks for each planted fault; 50 and more keep each fault at 2 in 100 or below. */
const background = Number(values.background);
const seed = values.seed ?? execFileSync("git", ["rev-parse", "HEAD"]).toString().trim();
const show = Number(values.show);
const many = every * background;

/** One part of the county at a time, so that only one stands in memory; and how many subjects it has. */
const PARTS: Readonly<Record<Part, number>> = {
  requests: every * 300,
  accounts: many,
  apps: many,
  groups: many,
  photos: many,
};

const meets = (each: Score) =>
  each.precisionLow >= 0.95 && each.recallLow >= 0.9 && each.trapsAccused.length === 0;
const wrapped = (list: readonly string[]) => list.slice(0, 6).join(" ");

async function measure(part: Part, subjects: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "luodi-county-"));
  const started = performance.now();
  try {
    await writeCounty(
      {
        ...{ seed, requests: subjects, posts: subjects * 25, messages: subjects * 30 },
        ...{ accounts: subjects, groups: subjects, apps: subjects, tasks: subjects },
        ...{ everyFault: every, traps: 3, only: [part], stations: Math.ceil(many / 22) },
      },
      folder,
    );
    const { report, facts } = await checkCounty(folder);
    const truth = readTruth(folder);
    let short = 0;
    for (const each of score(report, facts, truth)) {
      if (each.positives === 0 && each.accused === 0) continue;
      const found = each.positives - each.missed.length;
      if (!meets(each)) short += 1;
      process.stdout.write(
        `${each.detector} | ${each.positives} of ${subjects} | ${each.accused} | ${(each.right / Math.max(1, each.accused)).toFixed(3)} (${each.precisionLow.toFixed(3)}) | ${(found / Math.max(1, each.positives)).toFixed(3)} (${each.recallLow.toFixed(3)}) | ${each.trapsAccused.length}/${each.traps}${meets(each) ? "" : "  <- falls short"}\n`,
      );
      if (meets(each)) continue;
      process.stdout.write(
        `  missed ${wrapped(each.missed)}; wrong ${wrapped(each.wrong)}; traps ${wrapped(each.trapsAccused)}\n`,
      );
      for (const [why, list] of [
        ["missed", each.missed],
        ["wrong", each.wrong],
      ] as const)
        for (const subject of list.slice(0, show))
          process.stdout.write(`${await wordsOfSubject(folder, why, subject, each.detector)}\n`);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const memory = (process.resourceUsage().maxRSS / 2 ** 20).toFixed(1);
    process.stdout.write(`# ${part}: ${subjects} subjects, ${seconds} s, up to ${memory} GiB\n`);
    return short;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.stdout.write(`seed ${seed}; ${every} of every fault\n`);
process.stdout.write(
  "detector | positives | accused | precision (95 % low) | recall (95 % low) | traps accused\n",
);
let short = 0;
for (const [part, subjects] of Object.entries(PARTS) as [Part, number][])
  if (values.only === undefined || values.only === part) short += await measure(part, subjects);
process.stdout.write(short === 0 ? "every detector meets its bar\n" : `${short} fall short\n`);
