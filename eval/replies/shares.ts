// Estimates from the labels how common each kind of reply is over the whole export, each stratum weighted back: npx tsx eval/replies/shares.ts

import { allMessages, furtherCases, givenCases } from "./cases.ts";

const given = givenCases();
const further = await furtherCases();
const all = await allMessages();
if (given === null || further === null || all === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing estimated.\n");
  process.exit(0);
}
/** Strata of which only a part was labelled in the second drawing; the rest of each was read whole, or stands for itself. */
const drawn = further.filter((item) => item.stratum === "further");
const left = all.size - given.length - (further.length - drawn.length);
const weightOf = (stratum: string): number => (stratum === "further" ? left / drawn.length : 1);
const sums = new Map<string, number>();
for (const { kind, stratum } of [...given, ...further])
  sums.set(kind, (sums.get(kind) ?? 0) + weightOf(stratum));
const total = [...sums.values()].reduce((a, b) => a + b, 0);
process.stdout.write(`${all.size} replies, ${given.length + further.length} labelled\n`);
for (const [kind, sum] of [...sums].sort((a, b) => b[1] - a[1]))
  process.stdout.write(`${kind.padEnd(10)} ${((100 * sum) / total).toFixed(1).padStart(5)} %\n`);
