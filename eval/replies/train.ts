// Trains the weights of the reply reader from the labelled cases and writes them beside the reader: npx tsx eval/replies/train.ts

import { writeFileSync } from "node:fs";
import { givenCases, readings, strangerCases } from "./cases.ts";
import { fitAll, splitOf } from "./fit.ts";

const given = givenCases();
const read = await readings();
if (given === null || read === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing trained.\n");
  process.exit(0);
}
const { training } = splitOf(given, read, strangerCases());
const { weights } = fitAll(training);
const target = new URL("../../core/reading/replies/weights.generated.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(weights)}\n`);
process.stdout.write(`trained on ${training.length} cases, seed ${weights.seed}\n`);
