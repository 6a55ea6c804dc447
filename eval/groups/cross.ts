// Reads each other hand's lessons by a model of all the other hands: the only place where settings may be chosen.
//
//   npx tsx eval/groups/cross.ts [--misses]
//
// The learning half is left out in turn too, but its figure flatters: the word fields were written after reading it.

import { mainKind } from "../../core/reading/groups/kind.ts";
import { halves, lessons, twice, withOpenings } from "./cases.ts";
import { trained } from "./fit.ts";
import { macroF1, tableOf } from "./score.ts";

const { learn } = halves();
const all = [...lessons(), ...learn.map(({ text, kind }) => ({ text, kind, hand: "learning half" }))];
const hands = [...new Set(all.flatMap(({ hand }) => (hand === undefined ? [] : [hand])))];
const pairs: { wanted: string; found: string }[] = [];
const figures: number[] = [];
for (const left of hands) {
  const others = all.filter(({ hand }) => hand !== left);
  const own = others.filter(({ hand }) => hand === "learning half");
  const rest = others.filter(({ hand }) => hand !== "learning half");
  const model = trained([...withOpenings(own).map(twice), ...withOpenings(rest)]);
  const read = all
    .filter(({ hand }) => hand === left)
    .map(({ kind, text }) => ({ wanted: kind, found: mainKind(text, model), text }));
  console.log(left, macroF1(read).toFixed(3));
  if (left === "learning half") continue;
  figures.push(macroF1(read));
  pairs.push(...read);
  if (process.argv.includes("--misses"))
    for (const { wanted, found, text } of read)
      if (wanted !== found) console.log(wanted, "→", found, text.slice(0, 60).replaceAll("\n", " "));
}
console.log(tableOf(pairs));
const mean = figures.reduce((sum, each) => sum + each, 0) / figures.length;
console.log(
  `macro-F1 over ${figures.length} hands, each left out: mean ${mean.toFixed(3)}, together ${macroF1(pairs).toFixed(3)}`,
);
