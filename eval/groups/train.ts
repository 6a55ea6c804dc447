// Trains the classifier of group messages on the learning half and the lessons, and writes its weights, 8 bits each.
//
//   npx tsx eval/groups/train.ts

import { writeFileSync } from "node:fs";
import { packed } from "../../core/reading/groups/kind.ts";
import { halves, lessons, twice, withOpenings } from "./cases.ts";
import { trained } from "./fit.ts";

const model = trained([...withOpenings(halves().learn).map(twice), ...withOpenings(lessons())]);
const json = `${JSON.stringify(packed(model))}\n`;
writeFileSync(new URL("../../core/reading/groups/weights.generated.json", import.meta.url), json);
console.log(`${model.weights.length} weights of a byte, ${(json.length / 1024).toFixed(0)} kB`);
