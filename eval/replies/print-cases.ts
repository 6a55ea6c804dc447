// Prints labelled cases without their labels, for a blind second reading: npx tsx eval/replies/print-cases.ts --sample 120

import { parseArgs } from "node:util";
import { readings } from "./cases.ts";
import { foldOf } from "./fit.ts";

const { values } = parseArgs({ options: { sample: { type: "string", default: "120" } } });
const read = await readings();
if (read === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing printed.\n");
  process.exit(0);
}
const order = (id: string): number => foldOf(`second${id}`, 1_000_003);
const seen = new Set<string>();
const distinct = read.first.filter(({ reply }) => !seen.has(reply) && seen.add(reply));
for (const { id, subject, text, reply, repliedAt } of distinct
  .sort((a, b) => order(a.id) - order(b.id))
  .slice(0, Number(values.sample))) {
  const day = new Date(repliedAt + 8 * 3_600_000).toISOString().slice(0, 10);
  process.stdout.write(`# ${id}\n${subject}\n${text}\n-- reply of ${day}\n${reply}\n\n`);
}
