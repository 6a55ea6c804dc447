// Trains the weights of the reply reader from the labelled cases and writes them beside the reader: npx tsx eval/replies/train.ts

import { writeFileSync } from "node:fs";
import { furtherCases, givenCases, strangerCases, unsureCases } from "./cases.ts";
import { fitAll, trainingOf } from "./fit.ts";

const given = givenCases();
const further = await furtherCases();
const unsure = await unsureCases();
if (given === null || further === null || unsure === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing trained.\n");
  process.exit(0);
}
const { cases } = trainingOf(given, [...further, ...strangerCases()], unsure);
const { weights } = fitAll(cases);
const target = new URL("../../core/reading/replies/weights.generated.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(weights)}\n`);
process.stdout.write(`trained on ${cases.length} cases, seed ${weights.seed}\n`);
