// Measures the reading of group messages against eval/groups/cases.jsonl: kinds, deadlines, demanded proof, on both halves.
//
//   npx tsx eval/groups/run.ts
//
// The learning half was trained on; only the half set aside says how good the reading is. Prints figures, no text.

import { KIND_BIT } from "../../core/domain/messages.ts";
import { deadlineOf } from "../../core/reading/groups/deadline.ts";
import { readMessage } from "../../core/reading/groups/index.ts";
import { MAIN_KINDS, type MainKind } from "../../core/reading/groups/kind.ts";
import { proofOf } from "../../core/reading/groups/proof.ts";
import { type Case, halves } from "./cases.ts";
import { macroF1, tableOf } from "./score.ts";

/** Any fixed second: kinds do not depend on it. */
const SECOND = Date.parse("2026-06-30T01:00:00Z") / 1000;

function kindOf(text: string): MainKind {
  const { kinds } = readMessage(text, "text", SECOND);
  return MAIN_KINDS.find((kind) => (kinds & KIND_BIT[kind]) !== 0)!;
}

/** Found words against wanted words, letter for letter. */
function spans(
  cases: readonly Case[],
  wanted: (item: Case) => string | null,
  found: (item: Case) => string | null,
) {
  const named = cases.filter((item) => wanted(item) !== null);
  const said = cases.filter((item) => found(item) !== null);
  const exact = named.filter((item) => found(item) === wanted(item)).length;
  const touched = named.filter((item) => found(item) !== null).length;
  return `exact ${exact} of ${named.length} (${percent(exact, named.length)}); some words ${touched}; said ${said.length}; all messages right ${percent(cases.filter((item) => found(item) === wanted(item)).length, cases.length)}`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

for (const [name, cases] of Object.entries(halves())) {
  const pairs = cases.map((item) => ({ wanted: item.kind, found: kindOf(item.text) }));
  console.log(`\n${name === "learn" ? "learning half" : "half set aside"}: ${cases.length} messages`);
  console.log(tableOf(pairs));
  console.log(
    `macro-F1 ${macroF1(pairs).toFixed(3)}, right ${percent(pairs.filter((pair) => pair.wanted === pair.found).length, pairs.length)}`,
  );
  const slice = (text: string, found: { start: number; end: number } | undefined) =>
    found === undefined ? null : text.slice(found.start, found.end);
  console.log(
    "deadline",
    spans(
      cases,
      (item) => item.deadline,
      ({ text }) => slice(text, deadlineOf(text, kindOf(text))),
    ),
  );
  console.log(
    "proof   ",
    spans(
      cases,
      (item) => item.proof,
      ({ text }) => slice(text, proofOf(text, kindOf(text))),
    ),
  );
  if (process.argv.includes("--learn-misses") && name === "learn")
    for (const item of cases) {
      const [d, p] = [
        slice(item.text, deadlineOf(item.text, item.kind)),
        slice(item.text, proofOf(item.text, item.kind)),
      ];
      if (d !== item.deadline || p !== item.proof)
        console.log(item.id, item.kind, "deadline", item.deadline, "→", d, "proof", item.proof, "→", p);
    }
}
