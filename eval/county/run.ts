// `npx tsx eval/county/run.ts [--every N] [--seed S]`: plants N positives of every fault and prints how each detector does.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeCounty } from "../../demo/write.ts";
import { checkCounty, readTruth, score } from "./measure.ts";

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "200" },
    seed: { type: "string" },
    background: { type: "string", default: "60" },
  },
});
const every = Number(values.every);
/** Innocent accounts, groups and apps for each planted fault; 50 and more keep each fault below 2 in 100. */
const background = Number(values.background);
const seed = values.seed ?? execFileSync("git", ["rev-parse", "HEAD"]).toString().trim();
const folder = mkdtempSync(join(tmpdir(), "luodi-county-"));
try {
  // One in a hundred and less: accounts, groups and apps are as many as that takes.
  const size = {
    requests: every * 250,
    accounts: every * background,
    posts: every * background * 25,
    groups: every * background,
    apps: every * background,
    messages: every * background * 30,
  };
  await writeCounty({ seed, ...size, everyFault: every, traps: 3 }, folder);
  const { report, facts } = await checkCounty(folder);
  process.stdout.write(`seed ${seed}; ${JSON.stringify(size)}\n`);
  process.stdout.write(
    "detector | positives | accused | precision (95 % low) | recall (95 % low) | traps accused\n",
  );
  let short = 0;
  for (const each of score(report, facts, readTruth(folder))) {
    const bad = each.precisionLow < 0.95 || each.recallLow < 0.9 || each.trapsAccused.length > 0;
    if (bad) short += 1;
    const found = each.positives - each.missed.length;
    process.stdout.write(
      `${each.detector} | ${each.positives} | ${each.accused} | ${(each.right / Math.max(1, each.accused)).toFixed(3)} (${each.precisionLow.toFixed(3)}) | ${(found / Math.max(1, each.positives)).toFixed(3)} (${each.recallLow.toFixed(3)}) | ${each.trapsAccused.length}/${each.traps}${bad ? "  <- falls short" : ""}\n`,
    );
    if (bad)
      process.stdout.write(
        `  missed ${each.missed.slice(0, 6).join(" ")}; wrong ${each.wrong.slice(0, 6).join(" ")}; traps ${each.trapsAccused.slice(0, 4).join(" ")}\n`,
      );
  }
  process.stdout.write(short === 0 ? "every detector meets its bar\n" : `${short} fall short\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
