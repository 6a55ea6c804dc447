// Trains the weights of the reply reader from the labelled cases and writes them beside the reader: npx tsx eval/replies/train.ts

import { writeFileSync } from "node:fs";
import { furtherCases, givenCases, strangerCases } from "./cases.ts";
import { setAside, trainOn } from "./fit.ts";

const given = givenCases();
const further = await furtherCases();
if (given === null || further === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing trained.\n");
  process.exit(0);
}
const all = [...given, ...further, ...strangerCases()];
const isSetAside = setAside(all);
const cases = all.filter((item) => given.includes(item) || !isSetAside(item));
const weights = trainOn(cases);
const target = new URL("../../core/reading/replies/weights.generated.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(weights)}\n`);
process.stdout.write(`trained on ${cases.length} cases, seed ${weights.seed}\n`);
