// How fast photographs are fingerprinted, beside only decoding them, and how fast a million fingerprints answer.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { small } from "../../core/reading/photos/decode.ts";
import { HammingIndex } from "../../core/reading/photos/hamming.ts";
import { printsOf } from "../../core/reading/photos/index.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "data", "photos");
const size = Number(process.argv[2] ?? 1_000_000);

if (existsSync(FOLDER)) {
  const photos = readdirSync(FOLDER)
    .sort()
    .map((name) => readFileSync(join(FOLDER, name)));
  const decodeOnly = async (bytes: Buffer) => {
    await sharp(bytes, { failOn: "none", sequentialRead: true })
      .resize(64, 64, { fit: "fill" })
      .grayscale()
      .raw()
      .toBuffer();
  };
  const firstStage = async (bytes: Buffer) => {
    printsOf(await small(bytes));
  };
  const time = async (work: (bytes: Buffer) => Promise<void>) => {
    const start = performance.now();
    for (const bytes of photos) await work(bytes);
    return performance.now() - start;
  };
  // In turns, so that a busy machine is busy for both; the best of each.
  const best = { decode: Infinity, first: Infinity };
  for (let round = 0; round < 4; round++) {
    best.decode = Math.min(best.decode, await time(decodeOnly));
    best.first = Math.min(best.first, await time(firstStage));
  }
  const rate = (milliseconds: number) => (photos.length / milliseconds) * 1000;
  console.log(
    `first stage ${rate(best.first).toFixed(0)} pictures/s, decode only ${rate(best.decode).toFixed(0)}: ratio ${(best.decode / best.first).toFixed(2)} (bar 0.85)`,
  );
} else console.log("SKIPPED the first stage: no photographs here (../shared/data/photos).");

let state = 9;
const next = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state ^ (state >>> 13)) >>> 0;
};
const index = new HammingIndex();
const some: Uint32Array[] = [];
for (let at = 0; at < size; at++) {
  const hash = Uint32Array.from({ length: 8 }, next);
  if (at % 1000 === 0) some.push(hash);
  index.add(hash);
}
index.near(some[0]!);
const queries = some.slice(0, 500).map((hash) => {
  const changed = hash.slice();
  for (let flip = 0; flip < 25; flip++) changed[next() % 8]! ^= 1 << (next() % 32);
  return changed;
});
const start = performance.now();
let found = 0;
for (const query of queries) found += index.near(query).length;
const each = (performance.now() - start) / queries.length;
console.log(
  `${size} fingerprints: ${each.toFixed(3)} ms a query (bar 2 ms), ${found} of ${queries.length} planted found`,
);
