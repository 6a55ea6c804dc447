// Shows how far copies and other shots of the same scene (simulated) lie apart: quantiles of the measures that decide.
//
// `separation.ts FOLDER` takes any folder of pictures: the limits were set on pictures outside the evaluation (the example
// pictures of scikit-image 0.26.0 and scikit-learn 1.9.1, and the same ones with a tenth of their contrast).

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PhotoIndex, photoReader } from "../../core/reading/photos/index.ts";
import { anotherShot } from "./another-shot.ts";
import { FOLDER } from "./set.ts";
import { TRANSFORMS, upright } from "./transforms.ts";

const folder = process.argv[2] ?? FOLDER;
if (!existsSync(folder)) {
  console.log("SKIPPED: the folder of photographs is not here (../shared/data/photos).");
  process.exit(0);
}
const every = Number(process.argv[3] ?? (folder === FOLDER ? 6 : 1));
const viewOf = await photoReader();
const makers: Record<string, (photo: Awaited<ReturnType<typeof upright>>) => Promise<Buffer>> = {
  ...Object.fromEntries(
    [
      "q30",
      "quarter",
      "crop 20 %",
      "crop 20 % each edge",
      "watermark",
      "caption bar",
      "grey",
      "screenshot black",
    ].map((name) => [name, TRANSFORMS[name]!]),
  ),
  "other shot 0.2 %": ({ bytes }) => anotherShot(bytes, 3, 0.002),
  "other shot 0.4 %": ({ bytes }) => anotherShot(bytes, 5, 0.004),
  "other shot 1.2 %": ({ bytes }) => anotherShot(bytes, 7, 0.012),
};
const measured = new Map<string, { same: number; middle: number; drift: number }[]>();
let photos = 0;
for (const name of readdirSync(folder)
  .sort()
  .filter((_, at) => at % every === 0)) {
  const photo = await upright(readFileSync(join(folder, name)));
  const index = new PhotoIndex({ same: 0, middle: 0, drift: Number.POSITIVE_INFINITY });
  index.add(await viewOf(photo.bytes));
  photos++;
  for (const [kind, make] of Object.entries(makers)) {
    const [found] = index.same(await viewOf(await make(photo)), 1);
    if (found !== undefined) measured.set(kind, [...(measured.get(kind) ?? []), found.agreement]);
  }
}
for (const [kind, rows] of measured) {
  const show = (values: number[]) => {
    const sorted = values.sort((a, b) => a - b);
    return [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
      .map((q) => sorted[Math.round(q * (sorted.length - 1))]!.toFixed(3))
      .join(" ");
  };
  console.log(
    `${kind.padEnd(18)} told ${rows.length}/${photos}  same ${show(rows.map((row) => row.same))}  middle ${show(rows.map((row) => row.middle))}  drift ${show(rows.map((row) => row.drift))}`,
  );
}
process.exit(0);
