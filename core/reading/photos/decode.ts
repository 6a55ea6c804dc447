// From the bytes of a picture to small grey pictures, by sharp, which shrinks JPEG while loading it.

import sharp, { type Sharp } from "sharp";
import type { Grey } from "./picture.ts";

/** The long side of the picture for fingerprints, and of the one for details. */
export const SMALL = 256;
export const DETAILED = 512;
/** Larger pictures are refused rather than unpacked: 200 million pixels. */
const MOST_PIXELS = 200_000_000;

const open = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "none", sequentialRead: true });

async function grey(picture: Sharp): Promise<Grey> {
  const { data, info } = await picture.flatten().grayscale().raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 1) return { width: info.width, height: info.height, data };
  // Two channels happen where transparency survives; the first is the grey.
  const one = Uint8Array.from({ length: info.width * info.height }, (_, at) => data[at * info.channels]!);
  return { width: info.width, height: info.height, data: one };
}

/** The small grey picture, upright as the camera meant it. */
export function small(bytes: Uint8Array): Promise<Grey> {
  return grey(open(bytes).autoOrient().resize(SMALL, SMALL, { fit: "inside" }));
}

/** The detailed grey picture, for key points; its contrast stretched, since corners are found by contrast. */
export function detailed(bytes: Uint8Array): Promise<Grey> {
  return grey(open(bytes).autoOrient().resize(DETAILED, DETAILED, { fit: "inside" }).normalise());
}
