// Trains the classifier of group messages on the learning half and the lessons, and writes its weights, 8 bits each.
//
//   npx tsx eval/groups/train.ts

import { writeFileSync } from "node:fs";
import { ROWS } from "../../core/reading/groups/kind.ts";
import { halves, lessons, twice, withOpenings } from "./cases.ts";
import { trained } from "./fit.ts";

const { weights } = trained([...withOpenings(halves().learn).map(twice), ...withOpenings(lessons())]);
const most = weights.reduce((so, weight) => Math.max(so, Math.abs(weight)), 0);
const step = most / 127;
const bytes = Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / step)).buffer);
writeFileSync(
  new URL("../../core/reading/groups/weights.generated.json", import.meta.url),
  `${JSON.stringify({ rows: ROWS, step, table: bytes.toString("base64") })}\n`,
);
console.log(`${ROWS} rows, ${(bytes.length / 1024).toFixed(0)} kB of weights`);
