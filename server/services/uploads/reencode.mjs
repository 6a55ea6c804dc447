// One picture in on stdin, two plain JPEGs out on stdout; a process of its own, so that a broken decoder takes nothing with it.

import exifr from "exifr";
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

/** Where it was taken, in degrees to five places (a metre or so); undefined where the picture does not say or says what cannot be. */
async function placeOf(picture) {
  const { exif } = await sharp(picture, { limitInputPixels: MOST_PIXELS }).metadata();
  if (exif === undefined) return undefined;
  // The block begins with "Exif" and two zeros, then it is a TIFF.
  const tiff = exif.subarray(0, 4).toString("latin1") === "Exif" ? exif.subarray(6) : exif;
  const { latitude, longitude } = (await exifr.gps(tiff)) ?? {};
  const possible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  // Cameras that know nothing write two zeros.
  if (!possible || (latitude === 0 && longitude === 0)) return undefined;
  return { latitude: round(latitude), longitude: round(longitude) };
}

const round = (degrees) => Math.round(degrees * 1e5) / 1e5;

try {
  const picture = await input();
  // Read only when its owner agreed; a block that cannot be read is no reason to refuse the picture.
  const place = process.argv.includes("--place") ? await placeOf(picture).catch(() => undefined) : undefined;
  const full = await plain(picture, FULL, 80);
  const small = await plain(full.data, SMALL, 60);
  const { width, height } = full.info;
  process.stdout.write(
    JSON.stringify({
      width,
      height,
      place,
      full: full.data.toString("base64"),
      small: small.data.toString("base64"),
    }),
  );
} catch (error) {
  process.stdout.write(JSON.stringify({ error: String(error?.message ?? error).slice(0, 300) }));
}
