// How fast photographs are fingerprinted, beside only decoding them, and how fast a million fingerprints answer.
//
// "Decode only" is measured twice, by the same decoder, with the same limits and the same number of threads:
// - in full: every pixel of the file decoded (JPEG to sRGB, 8 bits) and handed over, which is what decoding a file means;
// - to 64 × 64: the least that PDQ needs, the decoder leaving out what shrinking while loading can leave out, and no more
//   done with it. This is the harder peer, and the bar is asked of it.
// Processor time of all threads (user and system), so that a busy machine does not decide.

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
  const open = (bytes: Buffer) => sharp(bytes, { failOn: "none", sequentialRead: true });
  const works = {
    full: (bytes: Buffer) => open(bytes).raw().toBuffer(),
    least: (bytes: Buffer) => open(bytes).resize(64, 64, { fit: "fill" }).raw().toBuffer(),
    first: async (bytes: Buffer) => printsOf(await small(bytes)),
  };
  const best = { full: Infinity, least: Infinity, first: Infinity };
  // In turns picture by picture, so that a busy machine is busy for all; the best of each picture's rounds is summed.
  const each = photos.map(() => ({ ...best }));
  for (let round = 0; round < 5; round++)
    for (const [at, bytes] of photos.entries())
      for (const name of ["full", "least", "first"] as const) {
        const before = process.cpuUsage();
        await works[name](bytes);
        const { user, system } = process.cpuUsage(before);
        each[at]![name] = Math.min(each[at]![name], (user + system) / 1000);
      }
  const sum = (name: keyof typeof best) => each.reduce((total, times) => total + times[name], 0);
  const rate = (name: keyof typeof best) => `${((photos.length / sum(name)) * 1000).toFixed(0)}/s`;
  console.log(
    `first stage ${rate("first")} of processor time; decode only to 64 × 64 ${rate("least")}: ratio ${(sum("least") / sum("first")).toFixed(2)} (bar 0.85); ` +
      `in full ${rate("full")}: ratio ${(sum("full") / sum("first")).toFixed(2)}; sharp with ${sharp.concurrency()} threads in each`,
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
const before = process.cpuUsage();
let found = 0;
for (const query of queries) found += index.near(query).length;
const { user, system } = process.cpuUsage(before);
const each = (user + system) / 1000 / queries.length;
console.log(
  `${size} fingerprints: ${each.toFixed(3)} ms of processor time a query (bar 2 ms), ${found} of ${queries.length} planted found`,
);
