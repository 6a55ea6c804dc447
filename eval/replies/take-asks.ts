// Turns readers' lines on asks (clause numbers) into labels that hold places only: npx tsx eval/replies/take-asks.ts ONE.txt TWO.txt … > eval/replies/labels/asks.jsonl

import { readFileSync } from "node:fs";
import { rolesOf } from "../../core/reading/replies/roles.ts";
import { clausesOf, type Piece, plain } from "../../core/reading/replies/text.ts";
import { allMessages, givenCases } from "./cases.ts";

const messages = await allMessages();
const given = givenCases();
if (messages === null || given === null) {
  process.stderr.write("SKIPPED: no data folder beside the repository, nothing taken.\n");
  process.exit(0);
}
const textsOf = new Map<string, { readonly text: string; readonly reply: string }>([
  ...messages,
  ...given.map((item) => [item.id, item] as const),
]);

/** A line is ID|ASKS: asks as 4,5>6,7;8>- (clauses of the message, the best first, 0 the subject; clauses of the reply or none). */
const ASK = /^(\d+(?:,\d+)*)>(-|\d+(?:,\d+)*)$/;

/** The places of numbered clauses; 0 (the subject) has none in the text. */
function placesOf(numbers: string, clauses: readonly Piece[]): (readonly [number, number])[] {
  return numbers.split(",").flatMap((number) => {
    const clause = clauses[Number(number) - 1];
    return clause === undefined ? [] : [[clause.start, clause.end] as const];
  });
}

let taken = 0;
let refused = 0;
for (const [reader, path] of process.argv.slice(2).entries()) {
  const seen = new Set<string>();
  for (const line of readFileSync(path, "utf8").trim().split("\n")) {
    const [id = "", told = ""] = line.split("|").map((part) => part.trim());
    const texts = textsOf.get(id);
    const asks = told === "-" ? [] : told.split(";").map((ask) => ASK.exec(ask.replace(/\s/g, "")));
    if (texts === undefined || seen.has(id) || asks.includes(null)) {
      refused += 1;
      process.stderr.write(`${path} ${id}: not in the export, twice, or not as asks are written\n`);
      continue;
    }
    seen.add(id);
    taken += 1;
    const message = clausesOf(plain(texts.text));
    const reply = rolesOf(plain(texts.reply));
    const places = asks.map((ask) => ({
      at: placesOf(ask![1]!, message),
      by: placesOf(ask![2]!, reply),
    }));
    process.stdout.write(`${JSON.stringify({ id, reader: reader + 1, asks: places })}\n`);
  }
}
process.stderr.write(`${taken} cases taken, ${refused} refused\n`);
