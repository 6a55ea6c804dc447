// How common each kind of reply is in the export, by the last reading of each case: npx tsx eval/replies/shares.ts

import { allMessages, givenCases, readings } from "./cases.ts";

const given = givenCases();
const read = await readings();
const all = await allMessages();
if (given === null || read === null || all === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing counted.\n");
  process.exit(0);
}
const kinds = new Map(
  [...read.first, ...read.unsure, ...read.fourth, ...given].map(({ id, kind }) => [id, kind]),
);
process.stdout.write(`${all.size} replies, ${kinds.size} read; the others repeat texts that were read\n`);
const counts = new Map<string, number>();
for (const kind of kinds.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
for (const [kind, count] of [...counts].sort((a, b) => b[1] - a[1]))
  process.stdout.write(`${kind.padEnd(10)} ${((100 * count) / kinds.size).toFixed(1).padStart(5)} %\n`);
