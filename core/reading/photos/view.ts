// What is kept of a picture: its small grey form, its fingerprints, its key points.

import { detailed } from "./decode.ts";
import { type Features, featureReader } from "./features.ts";
import { type Fingerprint256, fingerprint, SIDE } from "./pdq.ts";
import { type Box, type Grey, halved, insideBorder, squared, stretched } from "./picture.ts";

/** A part of a picture with its fingerprint: the whole, and what stands inside a plain border. */
export interface Print extends Fingerprint256 {
  readonly box: Box;
}

export interface PhotoView {
  readonly small: Grey;
  readonly prints: readonly Print[];
  readonly features: Features;
  /** The file ends before the picture does. */
  readonly cut?: true;
}

/** The fingerprints of a small grey picture: of the whole, and of the part inside a plain border if there is one. */
export function printsOf(small: Grey): Print[] {
  const whole: Box = { left: 0, top: 0, width: small.width, height: small.height };
  const boxes = [whole];
  if (small.width >= 16 && small.height >= 16) {
    const inside = insideBorder(small);
    if (inside !== undefined) boxes.push(inside);
  }
  return boxes.map((box) => ({ box, ...fingerprint(squared(small, box, SIDE)) }));
}

/** Reads both stages from one decoding. The returned function throws where the bytes are no picture. */
export async function photoReader(): Promise<(bytes: Uint8Array) => Promise<PhotoView>> {
  const read = await featureReader();
  return async (bytes) => {
    const picture = await detailed(bytes);
    const small = halved(picture);
    // Corners are found by contrast: a dim picture is stretched first.
    const features = read(stretched(picture));
    return { small, prints: printsOf(small), features, ...(picture.cut ? { cut: true } : {}) };
  };
}
