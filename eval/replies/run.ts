// Measures the reply reader: 5-fold on the given labels, so that no case is read by a model that saw it. npx tsx eval/replies/run.ts

import { readReply } from "../../core/reading/replies/index.ts";
import { givenCases } from "./cases.ts";
import { foldOf, trainOn } from "./fit.ts";
import { type Pair, report } from "./measure.ts";

const FOLDS = 5;
const given = givenCases();
if (given === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing measured.\n");
  process.exit(0);
}
const pairs: Pair[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const weights = trainOn(given.filter((item) => foldOf(item.id, FOLDS) !== fold));
  for (const gold of given.filter((item) => foldOf(item.id, FOLDS) === fold)) {
    pairs.push({ gold, read: readReply(gold, [{ text: gold.reply, at: gold.repliedAt }], weights) });
  }
}
report("Given labels, 5-fold", pairs, (line) => process.stdout.write(`${line}\n`));
