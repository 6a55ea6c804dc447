// One picture in on stdin, two plain JPEGs out on stdout; a process of its own, so that a broken decoder takes nothing with it.

import sharp from "sharp";

const MOST_PIXELS = 60_000_000;
const FULL = 2_000;
const SMALL = 240;

sharp.cache(false);
sharp.concurrency(1);

async function input() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Turned as the camera meant it, on white, no larger than needed; sharp writes no metadata unless asked to. */
function plain(picture, side, quality) {
  return sharp(picture, {
    limitInputPixels: MOST_PIXELS,
    failOn: "truncated",
    animated: false,
    unlimited: false,
  })
    .rotate()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality, chromaSubsampling: "4:2:0" })
    .toBuffer({ resolveWithObject: true });
}

try {
  const picture = await input();
  const full = await plain(picture, FULL, 80);
  const small = await plain(full.data, SMALL, 60);
  const { width, height } = full.info;
  process.stdout.write(
    JSON.stringify({
      width,
      height,
      full: full.data.toString("base64"),
      small: small.data.toString("base64"),
    }),
  );
} catch (error) {
  process.stdout.write(JSON.stringify({ error: String(error?.message ?? error).slice(0, 300) }));
}
