// From the bytes of a picture to small grey pictures, by sharp, which shrinks JPEG while loading it.

import sharp from "sharp";
import type { Grey } from "./picture.ts";

/** The long side of the picture for fingerprints alone, and of the one for details. */
const SMALL = 160;
const DETAILED = 512;
/** Larger pictures are refused rather than unpacked: 200 million pixels. */
const MOST_PIXELS = 200_000_000;

/** A decoded picture; `cut` where the file ends before the picture does, and what is missing is grey. */
export interface Decoded extends Grey {
  readonly cut?: true;
}

/** Upright as the camera meant it, shrunk while decoding, the luma that PDQ is defined on (ITU-R BT.601, of the stored shades). */
async function decoded(bytes: Uint8Array, side: number, failOn: "truncated" | "none"): Promise<Grey> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn, sequentialRead: true })
    .autoOrient()
    .resize(side, side, { fit: "inside" })
    .flatten()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 1) return { width, height, data };
  const luma = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < luma.length; at++, from += channels)
    luma[at] =
      channels < 3
        ? data[from]!
        : (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]! + 128) >> 8;
  return { width, height, data: luma };
}

/** The small grey picture, all that the first stage needs; a cut file as far as it goes. Throws where the bytes are no picture. */
export function small(bytes: Uint8Array): Promise<Grey> {
  return decoded(bytes, SMALL, "none");
}

/** The detailed grey picture, for key points and for laying pictures over each other. Throws where the bytes are no picture. */
export async function detailed(bytes: Uint8Array): Promise<Decoded> {
  try {
    return await decoded(bytes, DETAILED, "truncated");
  } catch {
    return { ...(await decoded(bytes, DETAILED, "none")), cut: true };
  }
}
