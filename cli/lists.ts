// `luodi packs` and `luodi detectors`: what the check-up can judge, and by which words.

import { parseArgs } from "node:util";
import { detectors } from "../core/detectors/index.ts";
import { CATEGORY_TITLES } from "../core/engine/detector.ts";
import { EFFECT_OF_STATUS } from "../core/engine/words.ts";
import { whyDisabled } from "../core/packs/pack.ts";
import { shippedPacks } from "./packs.ts";

export async function packsCommand(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  for (const pack of shippedPacks()) {
    const kind = pack.optIn ? "可选，用 --pack 启用 opt-in" : "默认启用 default";
    process.stdout.write(
      `${pack.id}  ${pack.title.zh} ${pack.document ?? ""}  [${pack.territory}, ${kind}]\n`,
    );
    for (const provision of pack.provisions) {
      const why = whyDisabled(provision);
      const status = EFFECT_OF_STATUS[provision.status];
      process.stdout.write(
        `  ${provision.id} → ${provision.detector}  ${provision.clause.zh}（${status.zh} ${status.en}）${why ? ` — ${why.zh} ${why.en}` : ""}\n`,
      );
    }
  }
  return 0;
}

export async function detectorsCommand(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  for (const each of detectors) {
    process.stdout.write(
      `${each.id}  ${each.title.zh} ${each.title.en}  [${CATEGORY_TITLES[each.category].zh}]\n`,
    );
    process.stdout.write(`  需要 needs: ${each.needs.join(", ")}\n`);
    const exemptions = Object.values(each.exemptions).map((words) => words.zh);
    if (exemptions.length > 0) process.stdout.write(`  先看豁免 exemptions: ${exemptions.join("；")}\n`);
  }
  return 0;
}
