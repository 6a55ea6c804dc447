// Shows how far copies and other shots of the same scene (simulated) lie apart: quantiles of the measures that decide.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { detailed, small } from "../../core/reading/photos/decode.ts";
import { featureReader } from "../../core/reading/photos/features.ts";
import { PhotoIndex, printsOf } from "../../core/reading/photos/index.ts";
import { anotherShot } from "./another-shot.ts";
import { TRANSFORMS, upright } from "./transforms.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "data", "photos");
if (!existsSync(FOLDER)) {
  console.log("SKIPPED: the folder of photographs is not here (../shared/data/photos).");
  process.exit(0);
}
const every = Number(process.argv[2] ?? 6);
const read = await featureReader();
const viewOf = async (bytes: Buffer) => {
  const picture = await small(bytes);
  return { small: picture, prints: printsOf(picture), features: read(await detailed(bytes)) };
};
const makers: Record<string, (photo: Awaited<ReturnType<typeof upright>>) => Promise<Buffer>> = {
  ...Object.fromEntries(
    ["q30", "quarter", "crop 20 %", "watermark", "caption bar", "screenshot black"].map((name) => [
      name,
      TRANSFORMS[name]!,
    ]),
  ),
  "other shot 0.4 %": ({ bytes }) => anotherShot(bytes, 5, 0.004),
  "other shot 1.2 %": ({ bytes }) => anotherShot(bytes, 7, 0.012),
};
const measured = new Map<string, { same: number; middle: number }[]>();
let photos = 0;
for (const name of readdirSync(FOLDER)
  .sort()
  .filter((_, at) => at % every === 0)) {
  const photo = await upright(readFileSync(join(FOLDER, name)));
  const index = new PhotoIndex();
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
    `${kind.padEnd(18)} told ${rows.length}/${photos}  same ${show(rows.map((row) => row.same))}  middle ${show(rows.map((row) => row.middle))}`,
  );
}
process.exit(0);
