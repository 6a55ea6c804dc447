// Measures the reply reader on replies it was not trained on: 5-fold on the given labels, then on the set-aside test part.
// npx tsx eval/replies/run.ts

import { readReply, type Weights } from "../../core/reading/replies/index.ts";
import { type Case, furtherCases, givenCases } from "./cases.ts";
import { foldOf, isSetAside, trainOn } from "./fit.ts";
import { type Pair, report } from "./measure.ts";

const FOLDS = 5;
const given = givenCases();
const further = await furtherCases();
if (given === null || further === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing measured.\n");
  process.exit(0);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const read = (gold: Case, weights?: Weights): Pair => ({
  gold,
  read: readReply(gold, [{ text: gold.reply, at: gold.repliedAt }], weights),
});
const rest = further.filter((item) => !isSetAside(item));
const aside = further.filter(isSetAside);
const pairs: Pair[] = [];
const further5: Pair[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const held = (item: Case): boolean => foldOf(item.id, FOLDS) === fold;
  const weights = trainOn([...given, ...rest].filter((item) => !held(item)));
  pairs.push(...given.filter(held).map((gold) => read(gold, weights)));
  further5.push(...rest.filter(held).map((gold) => read(gold, weights)));
}
report("Given labels, 5-fold", pairs, print);
if (process.argv.includes("--train-part"))
  report("Further labels of the training part, 5-fold", further5, print);
if (!process.argv.includes("--no-test"))
  report(
    "Further labels, set-aside test part",
    aside.map((gold) => read(gold)),
    print,
  );
