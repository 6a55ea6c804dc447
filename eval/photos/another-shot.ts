// A stand-in for another shot of the same scene: each part moves by its depth, things move, new noise, other light.

import sharp from "sharp";

/**
 * No burst shots come with the photographs, so they are simulated: a hand-held second shot shifts near things more
 * than far ones (here a smooth field of up to `shift` of the width), and something has moved through the picture.
 */
export async function anotherShot(bytes: Buffer, seed: number, shift = 0.012): Promise<Buffer> {
  const { data, info } = await sharp(bytes)
    .resize(1024, 1024, { fit: "inside" })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const waves = Array.from({ length: 4 }, () => ({
    x: (next() - 0.5) * 6,
    y: (next() - 0.5) * 6,
    at: next() * 6.28,
  }));
  const field = (x: number, y: number, first: number) => {
    let sum = 0;
    for (const wave of waves.slice(first, first + 2))
      sum += Math.sin(((x * wave.x + y * wave.y) / width) * 6.28 + wave.at);
    return (sum / 2) * shift * width;
  };
  // Something as wide as a sixth of the picture stood elsewhere a moment ago.
  const thing = {
    x: next() * 0.7 * width,
    y: next() * 0.7 * height,
    size: width / 6,
    from: next() * 0.7 * width,
  };
  const out = Buffer.alloc(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const inside = x > thing.x && x < thing.x + thing.size && y > thing.y && y < thing.y + thing.size;
      const u = inside ? x - thing.x + thing.from : x + field(x, y, 0);
      const v = inside ? y : y + field(x, y, 2);
      const from = (clamp(v, height) * width + clamp(u, width)) * channels;
      const noise = (next() - 0.5) * 16;
      for (let channel = 0; channel < channels; channel++)
        out[(y * width + x) * channels + channel] = Math.min(
          255,
          Math.max(0, data[from + channel]! * 1.06 + noise),
        );
    }
  return sharp(out, { raw: { width, height, channels } }).jpeg({ quality: 88 }).toBuffer();
}

const clamp = (value: number, limit: number) => Math.min(limit - 1, Math.max(0, Math.round(value)));
