// Turns labels of readers (a file each, commitments as quoted words) into labels that hold places only: npx tsx eval/replies/take-labels.ts ONE.jsonl TWO.jsonl … > eval/replies/labels/fourth.jsonl

import { readFileSync } from "node:fs";
import { allMessages } from "./cases.ts";

interface Read {
  id: string;
  kind: string;
  offtopic: boolean;
  asks: number;
  addressed: number;
  cold: boolean;
  commitments: { text: string; due: string | null; vague: boolean }[];
}

const KINDS = ["resolved", "answered", "promised", "forwarded", "hollow"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Where the words stand in the reply; a second mention of the same words is taken where the first is used up. */
function placeOf(reply: string, words: string, taken: ReadonlySet<number>): number {
  let at = reply.indexOf(words);
  while (at >= 0 && taken.has(at)) at = reply.indexOf(words, at + 1);
  return at;
}

const messages = await allMessages();
if (messages === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing taken.\n");
  process.exit(0);
}
let taken = 0;
let refused = 0;
const refuse = (id: string, why: string): void => {
  refused += 1;
  process.stderr.write(`${id}: ${why}\n`);
};
for (const [at, path] of process.argv.slice(2).entries()) {
  const seen = new Set<string>();
  for (const line of readFileSync(path, "utf8").trim().split("\n")) {
    const { id, kind, offtopic, asks, addressed, cold, commitments } = JSON.parse(line) as Read;
    const message = messages.get(id);
    if (message === undefined || seen.has(id) || !KINDS.includes(kind) || addressed > asks) {
      refuse(id, "not in the export, twice, of an unknown kind, or more addressed than asked");
      continue;
    }
    seen.add(id);
    taken += 1;
    const used = new Set<number>();
    const places = commitments.flatMap(({ text, due, vague }) => {
      const start = placeOf(message.reply, text, used);
      if (start < 0 || text === "" || (due !== null && !DAY.test(due))) {
        refuse(id, "a commitment whose words or day do not fit");
        return [];
      }
      used.add(start);
      return [{ start, end: start + text.length, due, vague }];
    });
    process.stdout.write(
      `${JSON.stringify({ id, reader: at + 1, kind, offtopic, asks, addressed, cold, commitments: places })}\n`,
    );
  }
}
process.stderr.write(`${taken} cases taken, ${refused} refusals\n`);
