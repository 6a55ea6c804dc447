// Measures the reply reader on replies it was not trained on: the given labels part by part, the set-aside part, the strangers' set-aside half.
// npx tsx eval/replies/run.ts [--train-part] [--no-test] [--no-folds] [--brief] [--nested]

import { readReply, type Weights } from "../../core/reading/replies/index.ts";
import { type Case, givenCases, readings, sameText, strangerCases } from "./cases.ts";
import { fitAll, foldOfCase, splitOf } from "./fit.ts";
import { type Pair, report } from "./measure.ts";

const FOLDS = 5;
const given = givenCases();
const labels = await readings();
if (given === null || labels === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing measured.\n");
  process.exit(0);
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const flag = (name: string): boolean => process.argv.includes(name);
const misses = !flag("--brief");
const read = (gold: Case, weights?: Weights): Pair => ({
  gold,
  read: readReply(gold, [{ text: gold.reply, at: gold.repliedAt }], weights),
});
const { training: trained, aside, asideByMost, strangersAside } = splitOf(given, labels, strangerCases());
const pairs: Pair[] = [];
const nested = flag("--nested");
const how = nested ? `${FOLDS}-fold` : "4-fold";
if (nested) {
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const held = (item: Case): boolean => foldOfCase(item, FOLDS) === fold;
    const { weights } = fitAll(trained.filter((item) => !held(item)));
    pairs.push(...trained.filter(held).map((gold) => read(gold, weights)));
  }
} else if (!flag("--no-folds")) {
  const { without } = fitAll(trained);
  pairs.push(...trained.map((gold) => read(gold, without(gold))));
}
const isGiven = new Set(given);
const of = (test: (gold: Case) => boolean): Pair[] => pairs.filter(({ gold }) => test(gold));
if (pairs.length > 0) {
  report(
    `Given labels, ${how}`,
    of((gold) => isGiven.has(gold)),
    print,
    misses,
  );
}
if (pairs.length > 0 && flag("--train-part")) {
  const own = (gold: Case): boolean =>
    !["strangers", "unsure", "fourth"].includes(gold.stratum) && !isGiven.has(gold);
  report(`Further labels of the training part, ${how}`, of(own), print, misses);
  report(
    `The rest of the export, ${how}`,
    of((gold) => gold.stratum === "fourth"),
    print,
    misses,
  );
  report(
    `Cases that an earlier model was unsure of, ${how}`,
    of((gold) => gold.stratum === "unsure"),
    print,
    misses,
  );
  report(
    `Strangers' replies of the training half, ${how}`,
    of((gold) => gold.stratum === "strangers"),
    print,
    misses,
  );
}
if (!flag("--no-test")) {
  const seen = new Set<string>();
  const once = (gold: Case): boolean =>
    !seen.has(sameText(gold.reply)) && seen.add(sameText(gold.reply)) !== undefined;
  const byMost = asideByMost.map((gold) => read(gold));
  report("Set-aside test part, as most of three readers read it", byMost, print, misses);
  report(
    "The same, each text once",
    byMost.filter(({ gold }) => once(gold)),
    print,
    false,
  );
  report(
    "Set-aside test part, as the first reader read it",
    byMost.map(({ read }, i) => ({ gold: aside[i]!, read })),
    print,
    misses,
  );
  const strangers = strangersAside.map((gold) => read(gold));
  report("Strangers' replies, set-aside half", strangers, print, misses);
  // The bar of hollow replies asks for a hundred of them, which no part holds alone.
  if (pairs.length > 0)
    report(
      `All of the above and every training part, ${how}`,
      [...pairs, ...byMost, ...strangers],
      print,
      false,
    );
}
