// Trains the weights of the reply reader from the labelled cases and writes them beside the reader: npx tsx eval/replies/train.ts

import { writeFileSync } from "node:fs";
import { givenCases } from "./cases.ts";
import { trainOn } from "./fit.ts";

const cases = givenCases();
if (cases === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing trained.\n");
  process.exit(0);
}
const weights = trainOn(cases);
const target = new URL("../../core/reading/replies/weights.generated.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(weights)}\n`);
process.stdout.write(`trained on ${cases.length} cases, seed ${weights.seed}\n`);
