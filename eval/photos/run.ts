// Measures how well the same photograph is found after each transform of the bar, and how often two others are taken for one.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { detailed, small } from "../../core/reading/photos/decode.ts";
import { featureReader } from "../../core/reading/photos/features.ts";
import { PhotoIndex, type PhotoView, printsOf } from "../../core/reading/photos/index.ts";
import { anotherShot } from "./another-shot.ts";
import { mixtures, NO_FEATURES } from "./distractors.ts";
import { TRANSFORMS, upright } from "./transforms.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "data", "photos");
const most = Number(process.argv[2] ?? 1000);
const verbose = process.argv.includes("--misses");

if (!existsSync(FOLDER)) {
  console.log("SKIPPED: the folder of photographs is not here (../shared/data/photos).");
  process.exit(0);
}
const extract = await featureReader();
async function viewOf(bytes: Buffer): Promise<PhotoView> {
  const picture = await small(bytes);
  return { small: picture, prints: printsOf(picture), features: extract(await detailed(bytes)) };
}

/** Files of the set that hold the same photograph under two names (looked at by eye): not false when they match. */
const TWINS = new Set([
  "Issue_600__1_.jpg Issue_600__2_.jpg",
  "Epson_PhotoPC_3000Z.jpg Seiko_Epson_PhotoPC_3000Z.jpg",
  "Kodak_CLAS_Digital_Film_Scanner_HR200__1_.jpg Kodak_CLAS_Digital_Film_Scanner_HR200__2_.jpg",
]);
const twins = (one: string, other: string) => TWINS.has([one, other].sort().join(" "));

const index = new PhotoIndex();
const names = readdirSync(FOLDER).sort().slice(0, most);
const photos = [];
let falsePairs = 0;
let pairs = 0;
const views: PhotoView[] = [];
for (const name of names) {
  const photo = await upright(readFileSync(join(FOLDER, name)));
  photos.push(photo);
  const view = await viewOf(photo.bytes);
  views.push(view);
  index.add(view);
}
for (const [at, view] of views.entries()) {
  pairs += at;
  for (const { a, probability, agreement, inliers, distance } of index.same(view, at)) {
    if (twins(names[a]!, names[at]!)) continue;
    falsePairs++;
    console.log("originals", names[a], names[at], { probability, ...agreement, inliers, distance });
  }
}
// Distractors behind the originals: pictures that nobody took, with the statistics of real ones.
const distractors = Number(process.env.DISTRACTORS ?? 100_000);
let struck = 0;
for (const each of mixtures(
  views.map((view) => view.small),
  distractors,
))
  index.add({ small: each, prints: printsOf(each), features: NO_FEATURES });
for (const [at, view] of views.entries()) {
  for (const { a } of index.same(view, at, index.length)) if (a >= names.length) struck++;
  pairs += distractors;
}
falsePairs += struck;
console.log(
  `${distractors} distractor fingerprints beside ${names.length} photographs: ${struck} taken for the same`,
);
const counts = new Map<string, { found: number; of: number; false: number }>();
for (const [name, make] of Object.entries(TRANSFORMS)) {
  const count = { found: 0, of: 0, false: 0 };
  counts.set(name, count);
  for (const [at, photo] of photos.entries()) {
    const view = await viewOf(await make(photo));
    const same = index.same(view, index.length);
    count.of++;
    pairs += index.length;
    for (const each of same) {
      if (each.a === at) count.found++;
      else if (each.a >= names.length) count.false++;
      else if (!twins(names[each.a]!, names[at]!)) {
        count.false++;
        if (verbose) console.log("false", name, names[at], names[each.a]!, each);
      }
    }
    if (verbose && !same.some((each) => each.a === at)) console.log("missed", name, names[at]);
  }
  console.log(
    `${name.padEnd(22)} ${count.found}/${count.of} ${(count.found / count.of).toFixed(4)} false ${count.false}`,
  );
}
let shots = 0;
for (const [at, photo] of photos.entries()) {
  const same = index.same(await viewOf(await anotherShot(photo.bytes, at + 1)), index.length);
  if (same.some((each) => each.a === at)) shots++;
}
console.log(
  `another shot of the same scene (simulated, hand-held) taken for the same: ${shots}/${photos.length}`,
);
const all = [...counts.values()].reduce(
  (sum, { found, of }) => ({ found: sum.found + found, of: sum.of + of }),
  { found: 0, of: 0 },
);
const wrong = falsePairs + [...counts.values()].reduce((sum, each) => sum + each.false, 0);
console.log(
  `all ${all.found}/${all.of} ${(all.found / all.of).toFixed(4)}; ${wrong} false of ${pairs} pairs of different photographs, ` +
    `at most ${((1e6 * (wrong === 0 ? 3 : wrong + 2 * Math.sqrt(wrong) + 2)) / pairs).toFixed(1)} per million (95 %)`,
);
process.exit(0);
