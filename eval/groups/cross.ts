// Cross-validates the classifier inside the learning half, the only place where its settings may be chosen.
//
//   npx tsx eval/groups/cross.ts [--misses]

import { mainKind } from "../../core/reading/groups/kind.ts";
import { halves, lessons, twice, withOpenings } from "./cases.ts";
import { trained } from "./fit.ts";
import { macroF1, tableOf } from "./score.ts";

const FOLDS = 5;
const { learn } = halves();
const extra = lessons();
const pairs: { wanted: string; found: string }[] = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const model = trained([
    ...withOpenings(learn.filter((_, index) => index % FOLDS !== fold)).map(twice),
    ...withOpenings(extra),
  ]);
  for (const [index, item] of learn.entries()) {
    if (index % FOLDS !== fold) continue;
    const found = mainKind(item.text, model);
    pairs.push({ wanted: item.kind, found });
    if (process.argv.includes("--misses") && found !== item.kind) console.log(item.id, item.kind, "→", found);
  }
}
console.log(tableOf(pairs));
console.log("macro-F1 over the folds of the learning half", macroF1(pairs).toFixed(3));
