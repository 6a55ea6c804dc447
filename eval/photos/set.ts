// The photographs of the evaluation, upright, with the pictures behind them in the index.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PhotoIndex, type PhotoView, photoReader, printsOf } from "../../core/reading/photos/index.ts";
import { mixtures, NO_FEATURES } from "./distractors.ts";
import { type Photo, upright } from "./transforms.ts";

export const FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "data", "photos");

/** Files of the set that hold the same photograph under two names (looked at by eye): not false when they match. */
const TWINS = new Set([
  "Issue_600__1_.jpg Issue_600__2_.jpg",
  "Epson_PhotoPC_3000Z.jpg Seiko_Epson_PhotoPC_3000Z.jpg",
  "Kodak_CLAS_Digital_Film_Scanner_HR200__1_.jpg Kodak_CLAS_Digital_Film_Scanner_HR200__2_.jpg",
]);
export const twins = (one: string, other: string) => TWINS.has([one, other].sort().join(" "));

export const namesOf = (most: number) => readdirSync(FOLDER).sort().slice(0, most);

export interface PhotoSet {
  readonly names: readonly string[];
  readonly photos: readonly Photo[];
  readonly views: readonly PhotoView[];
  readonly index: PhotoIndex;
  readonly viewOf: (bytes: Uint8Array) => Promise<PhotoView>;
}

/** The photographs have the numbers 0 to `names.length - 1`, the distractors those after them. */
export async function photoSet(most: number, distractors: number): Promise<PhotoSet> {
  const viewOf = await photoReader();
  const names = namesOf(most);
  const photos: Photo[] = [];
  const views: PhotoView[] = [];
  const index = new PhotoIndex();
  for (const name of names) {
    const photo = await upright(readFileSync(join(FOLDER, name)));
    const view = await viewOf(photo.bytes);
    photos.push(photo);
    views.push(view);
    index.add(view);
  }
  // Pictures that nobody took, with the statistics of real ones.
  const nothing = new Float64Array(0);
  for (const small of mixtures(
    views.map((view) => view.small),
    distractors,
  ))
    index.add({
      small,
      prints: printsOf(small).map((print) => ({ ...print, values: nothing })),
      features: NO_FEATURES,
    });
  return { names, photos, views, index, viewOf };
}
